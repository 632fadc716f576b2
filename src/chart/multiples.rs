//! Small multiples: the same line for several slices, on one scale.

use super::axis::Axis;
use super::course::{Series, table};
use super::frame::{Frame, Sheet, Value};
use super::plot::{Edges, Paint, Plot};
use super::scale::{drawable, extent};
use super::svg::Svg;
use super::text;

/// The same line for several slices, all on one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Multiples {
    /// Title, caption, accessible name. The scope should say that the scale is the same.
    pub frame: Frame,
    /// What the positions stand for.
    pub axis: Axis,
    /// One panel for each.
    pub panels: Vec<Series>,
    /// A value drawn as a dashed line through all panels, such as 100 %.
    pub base: Option<f64>,
}

/// Draws small multiples with their table.
pub fn multiples(chart: &Multiples) -> String {
    let table = table(&chart.axis, &chart.panels, None, &[], chart.frame.words());
    chart.frame.figure("multiples", &table, |sheet| draw(chart, sheet))
}

const HIGH: f64 = 64.0;

fn draw(chart: &Multiples, sheet: &Sheet<'_>) -> String {
    let width = sheet.width.pixels();
    let columns = chart.panels.len().clamp(1, sheet.width.pick(3, 1));
    let gap = 40.0;
    let wide = (width - gap * (columns as f64 - 1.0)) / columns as f64;
    let all = chart.panels.iter().flat_map(|panel| &panel.values).filter_map(Value::drawn);
    let range = extent(all.chain(drawable(chart.base)));
    // The first values stand under all panels or under none.
    let both = chart.panels.iter().all(|panel| ends_fit(chart, panel, sheet, wide));
    let mut svg = Svg::new("");
    let mut y = 0.0;
    for row in chart.panels.chunks(columns) {
        for (at, panel) in row.iter().enumerate() {
            let left = (wide + gap) * at as f64;
            draw_panel(&mut svg, chart, panel, sheet, [left, y, wide], range.map(|range| (range, both)));
        }
        y += HIGH + 78.0;
    }
    svg.finish(&sheet.class("multiples"), width, (y - 20.0).max(40.0), sheet.label)
}

fn draw_panel(
    svg: &mut Svg,
    chart: &Multiples,
    panel: &Series,
    sheet: &Sheet<'_>,
    [left, top, wide]: [f64; 3],
    range: Option<((f64, f64), bool)>,
) {
    svg.text(left, top + 16.0, "v b mid", &text::fit(&panel.name, wide, 14.0));
    let points: Vec<Option<(f64, f64)>> =
        (0..chart.axis.len()).map(|at| Some((chart.axis.position(at), panel.values.get(at)?.drawn()?))).collect();
    let Some(((lo, hi), both)) = range.filter(|_| points.iter().any(Option::is_some)) else {
        svg.text(left, top + 60.0, "k", sheet.words.nothing());
        return;
    };
    let (lo, hi) = if hi > lo { (lo, hi) } else { (lo - lo.abs().max(1.0), hi + hi.abs().max(1.0)) };
    let edges = Edges { left: left + 2.0, right: left + wide - 5.0, top: top + 32.0, bottom: top + 32.0 + HIGH };
    let plot = Plot::new(edges, 0.0..(chart.axis.span() - 1.0).max(1.0), lo..hi);
    if let Some(base) = drawable(chart.base) {
        svg.path(&[(left, plot.y(base)), (left + wide, plot.y(base))], Paint::Target.class());
    }
    svg.open("s1", &panel.name);
    super::line::draw_runs(svg, &plot, &points, false);
    let (first, last) = found(chart, panel).unzip();
    if let Some((x, y)) = last.and_then(|at| points[at]) {
        svg.circle(plot.x(x), plot.y(y), 3.5, "fl");
    }
    svg.close();
    let ends = first.filter(|first| both && Some(*first) != last);
    write_ends(svg, chart, panel, sheet, (ends, last), [left, edges.bottom + 22.0, wide]);
}

/// The first and the last value of a panel.
fn found(chart: &Multiples, panel: &Series) -> Option<(usize, usize)> {
    let drawn = |at: &usize| panel.values.get(*at).is_some_and(|value| value.drawn().is_some());
    (0..chart.axis.len()).find(drawn).zip((0..chart.axis.len()).rev().find(drawn))
}

fn text_of(panel: &Series, at: usize) -> &str {
    panel.values.get(at).map_or("", |value| value.text.as_str())
}

fn first_text(chart: &Multiples, panel: &Series, sheet: &Sheet<'_>, at: usize) -> String {
    format!("{} {}", chart.axis.row_name(at, sheet.words), text_of(panel, at))
}

/// Whether the first and the last value of a panel have room beside each other.
fn ends_fit(chart: &Multiples, panel: &Series, sheet: &Sheet<'_>, wide: f64) -> bool {
    let Some((first, last)) = found(chart, panel).filter(|(first, last)| first != last) else { return true };
    let when = format!("{} ", chart.axis.short_name(last, sheet.words));
    let latest = text::width(&when, 12.0) + text::width_bold(text_of(panel, last), 12.0);
    text::width(&first_text(chart, panel, sheet, first), 12.0) + 12.0 + latest <= wide
}

/// Writes the first and the last value under a panel. The latest one comes first; its month only where it has room too.
fn write_ends(
    svg: &mut Svg,
    chart: &Multiples,
    panel: &Series,
    sheet: &Sheet<'_>,
    (first, last): (Option<usize>, Option<usize>),
    [left, y, wide]: [f64; 3],
) {
    let Some(last) = last else { return };
    let latest = text::fit(text_of(panel, last), wide, 12.0);
    let when = format!("{} ", chart.axis.short_name(last, sheet.words));
    let dated = text::width(&when, 12.0) + text::width_bold(&latest, 12.0) <= wide;
    svg.runs(left + wide, y, "e", &[("", if dated { &when } else { "" }), ("v b", &latest)]);
    if let Some(first) = first {
        svg.text(left, y, "", &first_text(chart, panel, sheet, first));
    }
}
