//! A table as colours: cohorts by month, segments by metric.

use super::axis::{Axis, Room};
use super::frame::{Frame, Sheet, Table, Value, Width};
use super::scale::{TickFormat, extent};
use super::svg::Svg;
use super::text;

/// A heatmap. Rows may be shorter than the head: a cohort triangle.
#[derive(Debug, Clone, PartialEq)]
pub struct Heatmap {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// How the ends of the key are printed.
    pub ticks: TickFormat,
    /// What the rows are, as the head of the table's first column.
    pub head: String,
    /// What the columns stand for.
    pub columns: Axis,
    /// The rows: name and values.
    pub rows: Vec<(String, Vec<Value>)>,
    /// The values of the palest and the strongest colour. `None`: the smallest and the largest value.
    pub range: Option<(f64, f64)>,
}

/// How many colours there are, from pale to strong.
const LEVELS: usize = 7;
const CLASSES: [&str; LEVELS] = ["h1", "h2", "h3", "h4", "h5", "h6", "h7"];

/// Draws a heatmap with its table.
pub fn heatmap(chart: &Heatmap) -> String {
    let words = chart.frame.words();
    let names = (0..chart.columns.len()).map(|at| chart.columns.row_name(at, words));
    let mut table = Table::new([chart.head.clone()].into_iter().chain(names));
    for (name, values) in &chart.rows {
        let cells = (0..chart.columns.len()).map(|at| values.get(at).map_or_else(String::new, |value| value.text.clone()));
        table.row([name.clone()].into_iter().chain(cells));
    }
    chart.frame.figure("heatmap", &table, |sheet| draw(chart, sheet))
}

/// Draws a heatmap alone, as decoration.
pub fn heatmap_svg(chart: &Heatmap, width: Width) -> String {
    chart.frame.decoration(width, |sheet| draw(chart, sheet))
}

struct Grid {
    left: f64,
    top: f64,
    step: f64,
    row: f64,
}

fn draw(chart: &Heatmap, sheet: &Sheet<'_>) -> String {
    let width = sheet.width.pixels();
    let names = chart.rows.iter().map(|row| text::width_bold(&row.0, 12.0)).fold(0.0, f64::max).min(width * 0.3);
    let left = names + 8.0;
    // Few columns are not drawn out over the whole width: a cell is not a bar.
    let step = ((width - left) / chart.columns.span()).min(120.0);
    // Whole pixels where there are enough of them: sharp edges, and short numbers in the file.
    let step = if step >= 6.0 { step.floor() } else { step };
    let grid = Grid { left, top: chart.columns.height(step), step, row: step.clamp(17.0, 26.0).floor() };
    let all = chart.rows.iter().flat_map(|row| &row.1).filter_map(Value::drawn);
    let given = chart.range.filter(|(lo, hi)| lo.is_finite() && hi.is_finite() && lo < hi);
    let Some((lo, hi)) = given.or_else(|| extent(all)) else {
        let mut svg = Svg::new("");
        svg.text(width / 2.0, 40.0, "m k", sheet.words.nothing());
        return svg.finish(&sheet.class("heatmap"), width, 64.0, sheet.label);
    };
    let level = |value: f64| match hi - lo {
        size if size > 0.0 => (((value - lo) / size).clamp(0.0, 1.0) * LEVELS as f64).floor().min(6.0) as usize,
        _ => LEVELS / 2,
    };
    let mut svg = Svg::new("");
    let printed = grid.has_room(chart);
    grid.cells(&mut svg, chart, printed, level);
    if printed {
        grid.texts(&mut svg, chart, level);
    }
    grid.names(&mut svg, chart, names, sheet);
    let bottom = grid.top + grid.row * chart.rows.len() as f64;
    key(&mut svg, &chart.ticks, (lo, hi), (left, bottom + 12.0), width);
    svg.finish(&sheet.class("heatmap"), width, bottom + 28.0, sheet.label)
}

impl Grid {
    /// One path for each colour: a thick stroke for every stretch of equal cells. Cells whose value is printed stay apart.
    fn cells(&self, svg: &mut Svg, chart: &Heatmap, apart: bool, level: impl Fn(f64) -> usize) {
        let gap = if self.step >= 10.0 { 1.0 } else { 0.0 };
        let mut strokes: [Vec<(f64, f64, f64)>; LEVELS] = Default::default();
        for (r, (_, values)) in chart.rows.iter().enumerate() {
            let y = self.top + self.row * r as f64 + (self.row - 1.0) / 2.0;
            let mut stretch: Option<(usize, f64, f64)> = None;
            let mut end = |stretch: Option<(usize, f64, f64)>| {
                if let Some((level, from, to)) = stretch {
                    strokes[level].push((self.left + self.step * from, y, self.step * (to - from) - gap));
                }
            };
            for (c, value) in values.iter().enumerate().take(chart.columns.len()) {
                let (here, at) = (value.drawn().map(&level), chart.columns.position(c));
                match stretch.as_mut().zip(here).filter(|((level, _, to), here)| level == here && *to == at && !apart) {
                    Some(((.., to), _)) => *to = at + 1.0,
                    None => end(std::mem::replace(&mut stretch, here.map(|level| (level, at, at + 1.0)))),
                }
            }
            end(stretch);
        }
        for (strokes, class) in strokes.iter().zip(CLASSES) {
            svg.strokes(strokes, self.row - 1.0, class);
        }
    }

    /// Whether each value fits its cell.
    fn has_room(&self, chart: &Heatmap) -> bool {
        let mut values = chart.rows.iter().flat_map(|row| row.1.iter().take(chart.columns.len()));
        values.all(|value| value.drawn().is_none() || text::width(&value.text, 12.0) <= self.step - 2.0)
    }

    fn texts(&self, svg: &mut Svg, chart: &Heatmap, level: impl Fn(f64) -> usize) {
        for (r, (_, values)) in chart.rows.iter().enumerate() {
            let y = self.top + self.row * r as f64 + self.row / 2.0 + 4.0;
            for (c, value) in values.iter().enumerate().take(chart.columns.len()) {
                let Some(at) = value.drawn() else { continue };
                let class = if level(at) >= 5 { "m on" } else { "m v" };
                svg.text(self.middle(chart.columns.position(c)), y, class, &value.text);
            }
        }
    }

    fn names(&self, svg: &mut Svg, chart: &Heatmap, room: f64, sheet: &Sheet<'_>) {
        for (r, (name, _)) in chart.rows.iter().enumerate() {
            let y = self.top + self.row * r as f64 + self.row / 2.0 + 4.0;
            svg.text(0.0, y, "k", &text::fit(name, room, 12.0));
        }
        let (words, edge, step) = (sheet.words, sheet.width.pixels(), self.step);
        chart.columns.draw(svg, &Room { words, bottom: -4.0, edge, step, x: &|at| self.middle(at) });
    }

    fn middle(&self, position: f64) -> f64 {
        self.left + self.step * (position + 0.5)
    }
}

/// The colours from pale to strong between the two values they stand for.
fn key(svg: &mut Svg, ticks: &TickFormat, (lo, hi): (f64, f64), (left, y): (f64, f64), width: f64) {
    let step = (hi - lo).abs() / LEVELS as f64;
    let step = if step > 0.0 { step } else { lo.abs().max(1.0) };
    let swatches = 16.0 * LEVELS as f64 + 12.0;
    let (low, high) = (ticks.full(lo, step), ticks.full(hi, step));
    let [low, high] = [&low, &high].map(|text| text::fit(text, (width - swatches) / 2.0, 12.0));
    let x = left.min(width - swatches - text::width(&low, 12.0) - text::width(&high, 12.0)).max(0.0);
    svg.text(x, y + 11.0, "", &low);
    let mut at = x + text::width(&low, 12.0) + 6.0;
    for class in CLASSES {
        svg.strokes(&[(at, y + 7.0, 16.0)], 10.0, class);
        at += 16.0;
    }
    svg.text(at + 6.0, y + 11.0, "", &high);
}
