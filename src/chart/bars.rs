//! Bars from zero: what adds up, month by month or name by name.

use super::course::{Course, Series, series_class};
use super::ends::{self, End};
use super::field::Field;
use super::frame::{Sheet, Value};
use super::plot::Paint;
use super::scale::{Scale, extent};
use super::text;

/// A bar chart. One series is drawn with one bar in the accent colour; several stand side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// What is drawn.
    pub course: Course,
    /// Which position is in the accent colour, of a single series. `None`: all of them.
    pub accent: Option<usize>,
}

/// Draws bars with their table.
pub fn bars(chart: &Bars) -> String {
    chart.course.figure("bars", |sheet| draw(chart, sheet))
}

fn draw(chart: &Bars, sheet: &Sheet<'_>) -> String {
    let course = &chart.course;
    let ends = end_labels(chart, sheet);
    // A bar below zero carries its value under it, over the names of the axis.
    let (lo, hi) = extent(course.drawn().chain([0.0])).unwrap_or_default();
    let under = if lo < 0.0 { lo - 0.15 * (hi - lo) } else { lo };
    let scale = Scale::of(course.drawn().chain([0.0, under]), sheet.width.pick(5, 4), &course.ticks);
    let mut field = course.lay(sheet, scale, Some(0.0), &ends);
    let count = course.series.len();
    for (n, series) in course.series.iter().enumerate() {
        field.svg.open(if count == 1 { "bars" } else { series_class(n) }, &series.name);
        draw_series(chart, &mut field, series, n);
        field.svg.close();
    }
    course.draw_target(&mut field);
    value_labels(chart, &mut field);
    if course.is_empty() {
        field.nothing();
    }
    ends::draw(&mut field, ends);
    field.keys(&course.series);
    field.finish("bars")
}

fn draw_series(chart: &Bars, field: &mut Field<'_>, series: &Series, n: usize) {
    let count = chart.course.series.len().max(1) as f64;
    let wide = 0.76 / count;
    for at in 0..chart.course.axis.len() {
        let Some(value) = series.values.get(at).and_then(Value::drawn) else { continue };
        let left = chart.course.axis.position(at) - 0.38 + wide * n as f64;
        let paint = match (chart.course.series.len(), chart.accent) {
            (1, Some(accent)) if accent != at => Paint::Soft,
            (1, _) => Paint::Accent,
            _ => Paint::part(n),
        };
        field.plot.bar(&mut field.svg, (left, 0.0), (left + wide * 0.92, value), paint);
    }
}

/// Whether each bar of a single series can carry its value.
fn all_labelled(chart: &Bars, step: f64) -> bool {
    let fits = |value: &Value| text::width_bold(&value.text, 12.0) <= step - 4.0;
    chart.course.axis.len() <= 16
        && chart.course.target.is_none()
        && chart.course.series.iter().flat_map(|series| &series.values).all(fits)
}

/// Whether the accented bar is the last: then its value stands beside the field, as at the end of a line.
fn ends_in_accent(chart: &Bars) -> bool {
    chart.accent.is_some_and(|accent| accent + 1 == chart.course.axis.len())
}

/// The values over the bars of a single series, if all of them fit; else only that of the accented bar.
fn value_labels(chart: &Bars, field: &mut Field<'_>) {
    let [series] = chart.course.series.as_slice() else { return };
    let all = all_labelled(chart, field.plot.x(1.0) - field.plot.x(0.0));
    for at in 0..chart.course.axis.len() {
        let Some(value) = series.values.get(at) else { continue };
        let Some(drawn) = value.drawn() else { continue };
        let accented = chart.accent == Some(at);
        if !all && (!accented || ends_in_accent(chart)) {
            continue;
        }
        let half = text::width_bold(&value.text, 12.0) / 2.0;
        let x = field.plot.x(chart.course.axis.position(at)).min(field.plot.edges.right + 4.0 - half).max(half);
        let y = field.plot.y(drawn) + if drawn < 0.0 { 15.0 } else { -5.0 };
        field.svg.text(x, y, if accented { "m v b" } else { "m v" }, &value.text);
    }
}

/// The labels at the right: the last value where it is what the chart is about, and the target.
fn end_labels(chart: &Bars, sheet: &Sheet<'_>) -> Vec<End> {
    let mut ends = Vec::new();
    let last = chart.course.axis.len().saturating_sub(1);
    // Without a column at the right a position would be at most this wide.
    let step = (sheet.width.pixels() - 30.0) / chart.course.axis.span();
    if let [series] = chart.course.series.as_slice()
        && ends_in_accent(chart)
        && !all_labelled(chart, step)
        && let Some(value) = series.values.get(last)
        && let Some(at) = value.drawn()
    {
        let mut end = End::at(chart.course.axis.position(last), at);
        end.hero(&value.text, &chart.course.axis.short_name(last, sheet.words), sheet.width);
        ends.push(end);
    }
    ends.extend(chart.course.target_end(sheet));
    ends
}
