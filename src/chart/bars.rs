//! Bars from zero: what adds up, month by month or name by name.

use super::axis::Axis;
use super::ends::{self, End};
use super::field::{Field, Ground};
use super::frame::{Frame, Sheet, Value};
use super::line::{Mark, Series, Target, draw_target, table};
use super::plot::Paint;
use super::scale::{Scale, TickFormat, extent};
use super::text;

/// A bar chart. One series is drawn with one bar in the accent colour; several stand side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// How the ticks are printed.
    pub ticks: TickFormat,
    /// What the positions stand for.
    pub axis: Axis,
    /// The values.
    pub series: Vec<Series>,
    /// The target, if there is one.
    pub target: Option<Target>,
    /// What happened when.
    pub marks: Vec<Mark>,
    /// Which position is in the accent colour, of a single series. `None`: all of them.
    pub accent: Option<usize>,
}

/// Draws bars with their table.
pub fn bars(chart: &Bars) -> String {
    let words = chart.frame.words();
    let table = table(&chart.axis, &chart.series, chart.target.as_ref(), &chart.marks, words);
    chart.frame.figure("bars", &table, |sheet| draw(chart, sheet))
}

fn draw(chart: &Bars, sheet: &Sheet<'_>) -> String {
    let ends = end_labels(chart, sheet);
    let target = chart.target.iter().flat_map(|target| &target.values);
    let values: Vec<f64> =
        chart.series.iter().flat_map(|series| &series.values).chain(target).filter_map(Value::drawn).chain([0.0]).collect();
    // A bar below zero carries its value under it, over the names of the axis.
    let (lo, hi) = extent(values.iter().copied()).unwrap_or_default();
    let under = if lo < 0.0 { lo - 0.15 * (hi - lo) } else { lo };
    let scale = Scale::of(values.into_iter().chain([under]), sheet.width.pick(5, 4), &chart.ticks);
    let ground = Ground {
        axis: &chart.axis,
        scale,
        ticks: &chart.ticks,
        marks: &chart.marks,
        base: Some(0.0),
        right: ends::column(&ends, sheet.width),
        height: sheet.width.pick(176.0, 150.0),
    };
    let mut field = ground.lay(sheet);
    let count = chart.series.len();
    for (n, series) in chart.series.iter().enumerate() {
        field.svg.open(if count == 1 { "bars" } else { super::line::series_class(n) }, &series.name);
        draw_series(chart, &mut field, series, n);
        field.svg.close();
    }
    if let Some(target) = &chart.target {
        draw_target(&mut field, &chart.axis, target);
    }
    value_labels(chart, &mut field);
    if chart.series.iter().all(|series| series.values.iter().all(|value| value.drawn().is_none())) {
        field.nothing();
    }
    ends::draw(&mut field, ends);
    field.keys(&chart.series);
    field.finish("bars")
}

fn draw_series(chart: &Bars, field: &mut Field<'_>, series: &Series, n: usize) {
    let count = chart.series.len().max(1) as f64;
    let wide = 0.76 / count;
    for at in 0..chart.axis.len() {
        let Some(value) = series.values.get(at).and_then(Value::drawn) else { continue };
        let left = chart.axis.position(at) - 0.38 + wide * n as f64;
        let paint = match (chart.series.len(), chart.accent) {
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
    chart.axis.len() <= 16 && chart.target.is_none() && chart.series.iter().flat_map(|series| &series.values).all(fits)
}

/// Whether the accented bar is the last: then its value stands beside the field, as at the end of a line.
fn ends_in_accent(chart: &Bars) -> bool {
    chart.accent.is_some_and(|accent| accent + 1 == chart.axis.len())
}

/// The values over the bars of a single series, if all of them fit; else only that of the accented bar.
fn value_labels(chart: &Bars, field: &mut Field<'_>) {
    let [series] = chart.series.as_slice() else { return };
    let all = all_labelled(chart, field.plot.x(1.0) - field.plot.x(0.0));
    for at in 0..chart.axis.len() {
        let Some(value) = series.values.get(at) else { continue };
        let Some(drawn) = value.drawn() else { continue };
        let accented = chart.accent == Some(at);
        if !all && (!accented || ends_in_accent(chart)) {
            continue;
        }
        let half = text::width_bold(&value.text, 12.0) / 2.0;
        let x = field.plot.x(chart.axis.position(at)).min(field.plot.edges.right + 4.0 - half).max(half);
        let y = field.plot.y(drawn) + if drawn < 0.0 { 15.0 } else { -5.0 };
        field.svg.text(x, y, if accented { "m v b" } else { "m v" }, &value.text);
    }
}

/// The labels at the right: the last value where it is what the chart is about, and the target.
fn end_labels(chart: &Bars, sheet: &Sheet<'_>) -> Vec<End> {
    let mut ends = Vec::new();
    let last = chart.axis.len().saturating_sub(1);
    // Without a column at the right a position would be at most this wide.
    let step = (sheet.width.pixels() - 30.0) / chart.axis.span();
    if let [series] = chart.series.as_slice()
        && ends_in_accent(chart)
        && !all_labelled(chart, step)
        && let Some(value) = series.values.get(last)
        && let Some(at) = value.drawn()
    {
        let mut end = End::at(chart.axis.position(last), at);
        end.hero(&value.text, &chart.axis.short_name(last, sheet.words), sheet.width);
        ends.push(end);
    }
    if let Some(target) = &chart.target {
        let found = (0..chart.axis.len()).rev().find_map(|at| Some((at, target.values.get(at)?.drawn()?)));
        if let Some((at, value)) = found {
            let mut end = End::at(chart.axis.position(at), value);
            end.target(&target.name, &target.values[at].text, sheet.width);
            ends.push(end);
        }
    }
    ends
}
