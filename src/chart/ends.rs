//! Direct labels at the right end of lines, instead of a legend.

use super::course::series_class;
use super::field::Field;
use super::frame::Width;
use super::labels;
use super::svg::Svg;
use super::text;

/// A label beside the last value of a line.
#[derive(Debug, Clone)]
pub(super) struct End {
    /// Where the value stands, in data.
    at: (f64, f64),
    /// Lines of runs; a run is a class and a text.
    lines: Vec<Vec<(&'static str, String)>>,
    /// The line it belongs to; its mark is repeated where the label had to move.
    pub(super) series: Option<usize>,
    hero: bool,
}

impl End {
    /// An empty label for a value.
    pub(super) fn at(x: f64, y: f64) -> Self {
        Self { at: (x, y), lines: Vec::new(), series: None, hero: false }
    }

    /// The one value of a chart, large, over what it is the value of.
    pub(super) fn hero(&mut self, value: &str, when: &str, width: Width) {
        let room = widest(width) - LEAD - 2.0;
        self.hero = text::width_bold(value, BIG) <= room;
        let class = if self.hero { "big" } else { "b" };
        let value = if self.hero { value.to_owned() } else { text::fit(value, room, SIZE).into_owned() };
        self.lines = vec![vec![(class, value)], vec![("k", text::fit(when, room, SIZE).into_owned())]];
    }

    /// A name and a value, in one line where they fit.
    pub(super) fn named(&mut self, name: &str, value: &str, width: Width) {
        self.pair(("sn", name), ("b", value), width);
    }

    /// The name and value of a part, whose fill is not a colour for text.
    pub(super) fn part(&mut self, name: &str, value: &str, width: Width) {
        self.pair(("v", name), ("b", value), width);
    }

    /// The target's name and value.
    pub(super) fn target(&mut self, name: &str, value: &str, width: Width) {
        self.pair(("k", name), ("k", value), width);
    }

    fn pair(&mut self, label: (&'static str, &str), value: (&'static str, &str), width: Width) {
        let room = most(width);
        if text::width(label.1, SIZE) + GAP + text::width_bold(value.1, SIZE) <= room {
            let text = format!("{} ", label.1);
            self.lines = vec![vec![(label.0, text), (value.0, value.1.to_owned())]];
        } else {
            self.lines = [label, value].map(|(class, text)| vec![(class, text::fit(text, room, SIZE).into_owned())]).to_vec();
        }
    }

    fn width(&self) -> f64 {
        let size = |line: &Vec<(&str, String)>| {
            line.iter()
                .map(|(class, text)| if *class == "big" { text::width_bold(text, BIG) } else { text::width_bold(text, SIZE) })
                .sum()
        };
        self.lines.iter().map(size).fold(0.0, f64::max)
    }

    fn height(&self) -> f64 {
        LINE * self.lines.len() as f64 + if self.hero { 6.0 } else { 2.0 }
    }
}

const SIZE: f64 = 12.0;
const BIG: f64 = 16.0;
const LINE: f64 = 15.0;
const GAP: f64 = 4.0;
/// From the end of the field to the label.
const LEAD: f64 = 10.0;

/// The most a column of labels may take.
fn most(width: Width) -> f64 {
    if width == Width::Aside { 72.0 } else { width.pick(180.0, 92.0) }
}

/// The most the column takes with what stands around it.
fn widest(width: Width) -> f64 {
    if width == Width::Aside { 96.0 } else { width.pick(240.0, 130.0) }
}

/// The width of the column these labels need.
pub(super) fn column(ends: &[End], width: Width) -> f64 {
    match ends.iter().map(End::width).fold(0.0, f64::max) {
        0.0 => 8.0,
        needed => (needed + LEAD + 2.0).min(widest(width)),
    }
}

/// The height these labels need above one another.
pub(super) fn height(ends: &[End]) -> f64 {
    ends.iter().map(End::height).sum()
}

/// Writes the labels, moved apart.
pub(super) fn draw(field: &mut Field<'_>, ends: Vec<End>) {
    let edges = field.plot.edges;
    let wanted: Vec<(f64, f64)> = ends.iter().map(|end| (field.plot.y(end.at.1), end.height())).collect();
    let placed = labels::spread(&wanted, edges.top - 12.0, edges.bottom + 8.0);
    for (end, (centre, wanted)) in ends.iter().zip(placed.into_iter().zip(&wanted)) {
        if end.series.is_some() && (centre - wanted.0).abs() > 5.0 {
            let from = field.plot.x(end.at.0) + 6.0;
            field.svg.path(&[(from.min(edges.right), wanted.0), (edges.right + LEAD - 3.0, centre)], "c-lead");
        }
        if let Some(series) = end.series {
            field.svg.open(series_class(series), "");
        }
        let mut baseline = centre - end.height() / 2.0 + if end.hero { 15.0 } else { 12.5 };
        for line in &end.lines {
            let runs: Vec<(&str, &str)> = line.iter().map(|(class, text)| (*class, text.as_str())).collect();
            match runs.as_slice() {
                [(class, text)] => field.svg.text(edges.right + LEAD, baseline, class, text),
                _ => field.svg.runs(edges.right + LEAD, baseline, "", &runs),
            }
            baseline += LINE;
        }
        if end.series.is_some() {
            field.svg.close();
        }
    }
}

/// The mark at the end of a line: each of the first six lines has its own shape.
pub(super) fn marker(svg: &mut Svg, series: usize, x: f64, y: f64) {
    let around = |points: &[(f64, f64)]| points.iter().map(|(dx, dy)| (x + dx, y + dy)).collect::<Vec<_>>();
    match series {
        1 => svg.rect(x - 3.5, y - 3.5, 7.0, 7.0, "fl"),
        2 => svg.polygon(&around(&[(0.0, -4.5), (4.5, 3.5), (-4.5, 3.5)]), "fl"),
        3 => svg.polygon(&around(&[(0.0, -5.0), (5.0, 0.0), (0.0, 5.0), (-5.0, 0.0)]), "fl"),
        4 => svg.circle(x, y, 3.5, "ring"),
        5 => svg.polygon(&around(&[(0.0, 4.5), (4.5, -3.5), (-4.5, -3.5)]), "fl"),
        0 => svg.circle(x, y, 4.0, "fl"),
        _ => svg.circle(x, y, 2.5, "fl"),
    }
}
