//! Two questions at once: points on two scales, or lists in four fields.

use super::frame::{Frame, Sheet, Table, Value};
use super::labels::Row;
use super::plot::{Edges, Plot};
use super::scale::{Scale, TickFormat, drawable};
use super::svg::Svg;
use super::text;

/// Points on two scales, split into four fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Quadrant {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// The scale that runs to the right.
    pub across: Side,
    /// The scale that runs upwards.
    pub up: Side,
    /// What a field means: upper left, upper right, lower left, lower right. May be empty.
    pub corners: [String; 4],
    /// The points.
    pub points: Vec<Point>,
    /// The head of the table's first column. Empty: 項目.
    pub head: String,
}

/// One scale of a quadrant.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// What it measures.
    pub name: String,
    /// How its ticks are printed.
    pub ticks: TickFormat,
    /// Where the fields part. `None`: in the middle of the scale.
    pub split: Option<f64>,
}

/// A point with its two values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Point {
    /// What it is.
    pub name: String,
    /// Its value on the scale that runs to the right.
    pub across: Value,
    /// Its value on the scale that runs upwards.
    pub up: Value,
}

/// Draws points in four fields, with their table.
pub fn quadrant(chart: &Quadrant) -> String {
    let head = if chart.head.is_empty() { chart.frame.words().item_head() } else { &chart.head };
    let mut table = Table::new([head, &chart.across.name, &chart.up.name]);
    for point in &chart.points {
        table.row([&point.name, &point.across.text, &point.up.text]);
    }
    chart.frame.figure("quadrant", &table, |sheet| draw(chart, sheet))
}

fn draw(chart: &Quadrant, sheet: &Sheet<'_>) -> String {
    let width = sheet.width.pixels();
    let points: Vec<(&Point, f64, f64)> =
        chart.points.iter().filter_map(|point| Some((point, point.across.drawn()?, point.up.drawn()?))).collect();
    let scale = |side: &Side, values: &mut dyn Iterator<Item = f64>| {
        Scale::of(values.chain(drawable(side.split)), sheet.width.pick(6, 4), &side.ticks)
    };
    let x_scale = scale(&chart.across, &mut points.iter().map(|point| point.1));
    let y_scale = scale(&chart.up, &mut points.iter().map(|point| point.2));
    let ticks = |scale: Scale, format: &TickFormat| -> Vec<(f64, String)> {
        let last = scale.ticks().count().saturating_sub(1);
        let print = |(at, tick): (usize, f64)| {
            (tick, if at == last { format.full(tick, scale.step) } else { format.bare(tick, scale.step) })
        };
        scale.ticks().enumerate().map(print).collect()
    };
    let (x_ticks, y_ticks) = (ticks(x_scale, &chart.across.ticks), ticks(y_scale, &chart.up.ticks));
    let left = y_ticks.iter().map(|tick| text::width(&tick.1, 12.0)).fold(0.0, f64::max) + 8.0;
    let right = width - x_ticks.last().map_or(8.0, |tick| text::width(&tick.1, 12.0) / 2.0).max(8.0);
    let edges = Edges { left, right: right.max(left + 40.0), top: 28.0, bottom: sheet.width.pick(348.0, 308.0) };
    // Points keep off the frame, and off the rows in which the corners are named.
    let band = if chart.corners.iter().all(String::is_empty) { 10.0 } else { 28.0 };
    let inner = Edges { left: edges.left + 10.0, right: edges.right - 10.0, top: edges.top + band, bottom: edges.bottom - band };
    let plot = Plot::new(inner, x_scale.lo..x_scale.hi, y_scale.lo..y_scale.hi);
    let mut svg = Svg::new("");
    svg.text(0.0, 12.0, "k", &text::fit(&chart.up.name, width, 12.0));
    svg.text(right, edges.bottom + 36.0, "k e", &text::fit(&chart.across.name, right, 12.0));
    for (value, tick) in &y_ticks {
        svg.text(left - 8.0, plot.y(*value) + 4.0, "e", tick);
    }
    let mut row = Row::default();
    for (value, tick) in x_ticks.iter().rev() {
        let half = text::width(tick, 12.0) / 2.0;
        let x = plot.x(*value).min(width - half).max(half);
        if row.take(x - half, x + half, 6.0) {
            svg.text(x, edges.bottom + 18.0, "m", tick);
        }
    }
    let middle = |side: &Side, scale: Scale| drawable(side.split).unwrap_or((scale.lo + scale.hi) / 2.0);
    let cross = (plot.x(middle(&chart.across, x_scale)), plot.y(middle(&chart.up, y_scale)));
    ground(&mut svg, edges, cross);
    let mut taken = corners(&mut svg, chart, edges, cross);
    let places: Vec<(f64, f64)> = points.iter().map(|point| (plot.x(point.1), plot.y(point.2))).collect();
    taken.push([cross.0 - 1.0, edges.top, cross.0 + 1.0, edges.bottom]);
    taken.push([edges.left, cross.1 - 1.0, edges.right, cross.1 + 1.0]);
    taken.extend(places.iter().map(|(x, y)| [x - 5.0, y - 5.0, x + 5.0, y + 5.0]));
    for ((point, ..), (x, y)) in points.iter().zip(&places) {
        let title = format!("{} {} {}", point.name, point.across.text, point.up.text);
        svg.open("s1", &title);
        svg.circle(*x, *y, 4.0, "fl");
        svg.close();
        label(&mut svg, &point.name, (*x, *y), edges, &mut taken);
    }
    if points.is_empty() {
        svg.text((left + right) / 2.0, cross.1 - 8.0, "m k", sheet.words.nothing());
    }
    svg.finish(&sheet.class("quadrant"), width, edges.bottom + 42.0, sheet.label)
}

fn ground(svg: &mut Svg, edges: Edges, (x, y): (f64, f64)) {
    let Edges { left, right, top, bottom } = edges;
    svg.polygon(&[(left, top), (right, top), (right, bottom), (left, bottom)], "c-grid");
    svg.path(&[(x, top), (x, bottom)], "c-base");
    svg.path(&[(left, y), (right, y)], "c-base");
}

/// Writes what the fields mean into their outer corners; gives the boxes that takes.
fn corners(svg: &mut Svg, chart: &Quadrant, edges: Edges, (x, y): (f64, f64)) -> Vec<[f64; 4]> {
    let mut taken = Vec::new();
    for (at, corner) in chart.corners.iter().enumerate().filter(|corner| !corner.1.is_empty()) {
        let (west, north) = (at % 2 == 0, at < 2);
        let (from, to) = if west { (edges.left, x) } else { (x, edges.right) };
        let name = text::fit(corner, to - from - 16.0, 12.0);
        let wide = text::width_bold(&name, 12.0);
        let high = if north { y - edges.top } else { edges.bottom - y };
        if to - from < 40.0 || high < 22.0 {
            continue;
        }
        let baseline = if north { edges.top + 17.0 } else { edges.bottom - 8.0 };
        let start = if west { from + 8.0 } else { to - 8.0 - wide };
        svg.text(if west { start } else { to - 8.0 }, baseline, if west { "b" } else { "b e" }, &name);
        taken.push([start, baseline - 12.0, start + wide, baseline + 4.0]);
    }
    taken
}

/// Writes a name beside its point where it is free; where it is nowhere free, the table has it.
fn label(svg: &mut Svg, name: &str, (x, y): (f64, f64), edges: Edges, taken: &mut Vec<[f64; 4]>) {
    let name = text::fit(name, 140.0, 12.0);
    let wide = text::width(&name, 12.0);
    let places = [
        (x + 8.0, y + 4.0),
        (x - 8.0 - wide, y + 4.0),
        (x - wide / 2.0, y - 9.0),
        (x - wide / 2.0, y + 18.0),
        (x + 5.0, y - 8.0),
        (x - 5.0 - wide, y - 8.0),
        (x + 5.0, y + 17.0),
        (x - 5.0 - wide, y + 17.0),
    ];
    for (from, baseline) in places {
        let own = [from, baseline - 11.0, from + wide, baseline + 3.0];
        let inside = own[0] >= edges.left && own[2] <= edges.right && own[1] >= edges.top && own[3] <= edges.bottom;
        if inside && !taken.iter().any(|other| overlap(own, *other)) {
            svg.text(from, baseline, "v", &name);
            taken.push(own);
            return;
        }
    }
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
