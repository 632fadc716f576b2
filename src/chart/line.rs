//! Lines over months, with a target and marks: how a figure has gone.

use super::axis::Axis;
use super::ends::{self, End};
use super::field::{Field, Ground};
use super::frame::{Frame, Sheet, Table, Value, Width};
use super::plot::{Paint, Plot};
use super::scale::{Scale, TickFormat};
use super::svg::Svg;
use super::words::Words;
use crate::model::Month;

/// A line chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// How the ticks are printed.
    pub ticks: TickFormat,
    /// What the positions stand for.
    pub axis: Axis,
    /// The lines. The first six are told apart by dash and shape; beyond twelve they have no label.
    pub series: Vec<Series>,
    /// The target, if there is one.
    pub target: Option<Target>,
    /// What happened when.
    pub marks: Vec<Mark>,
    /// A value whose grid line is drawn strong, such as 100 %.
    pub base: Option<f64>,
    /// Whether the axis has to hold zero.
    pub from_zero: bool,
}

/// Values that belong together, one for each position of the axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// What they are called.
    pub name: String,
    /// The values; missing ones are gaps.
    pub values: Vec<Value>,
}

/// A target, which may change from position to position.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Target {
    /// What it is called, such as 目標.
    pub name: String,
    /// Its value at each position; missing where there is none.
    pub values: Vec<Value>,
}

/// Something that happened in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub month: Month,
    /// What, in few words.
    pub label: String,
}

/// Beyond this many lines a label each would be a list, and the table is the better list.
const LABELLED: usize = 12;

/// Draws a line chart with its table.
///
/// ```
/// use shirube::chart::{self, Axis, Frame, Line, Series, TickFormat, Value};
///
/// let figure = chart::line(&Line {
///     frame: Frame { id: "nrr".into(), lang: "ja".into(), title: "NRR".into(), ..Frame::default() },
///     ticks: TickFormat::percent(),
///     axis: Axis::Months(vec!["2026-09".parse().unwrap(), "2026-10".parse().unwrap()]),
///     series: vec![Series {
///         name: "NRR".into(),
///         values: vec![Value::new(1.0003, "100.03%"), Value::new(1.0165, "101.65%")],
///     }],
///     target: None,
///     marks: vec![],
///     base: Some(1.0),
///     from_zero: false,
/// });
/// assert!(figure.contains("<td>101.65%</td>"));
/// ```
pub fn line(chart: &Line) -> String {
    let words = chart.frame.words();
    let table = table(&chart.axis, &chart.series, chart.target.as_ref(), &chart.marks, words);
    chart.frame.figure("line", &table, |sheet| draw(chart, sheet))
}

/// Draws a line chart alone, as decoration beside a figure that says what it shows.
pub fn line_svg(chart: &Line, width: Width) -> String {
    chart.frame.decoration(width, |sheet| draw(chart, sheet))
}

/// The table behind series on an axis.
pub(super) fn table(axis: &Axis, series: &[Series], target: Option<&Target>, marks: &[Mark], words: Words) -> Table {
    // What happened before or after has no place here, and needs no column.
    let marks: Vec<&Mark> = marks.iter().filter(|mark| axis.month_position(mark.month).is_some()).collect();
    let mut table = Table::new([axis.head(words)]);
    table.head.extend(series.iter().map(|series| series.name.clone()));
    table.head.extend(target.map(|target| target.name.clone()));
    if !marks.is_empty() {
        table.head.push(words.marks_head().to_owned());
    }
    let text = |values: &[Value], at: usize| values.get(at).map_or_else(String::new, |value| value.text.clone());
    for at in 0..axis.len() {
        let mut row = vec![axis.row_name(at, words)];
        row.extend(series.iter().map(|series| text(&series.values, at)));
        row.extend(target.map(|target| text(&target.values, at)));
        if !marks.is_empty() {
            let here = |mark: &&&Mark| matches!(axis, Axis::Months(months) if months.get(at) == Some(&mark.month));
            row.push(marks.iter().filter(here).map(|mark| mark.label.as_str()).collect::<Vec<_>>().join("、"));
        }
        table.row(row);
    }
    table
}

fn draw(chart: &Line, sheet: &Sheet<'_>) -> String {
    let ends = end_labels(chart, sheet);
    let column = ends::column(&ends, sheet.width);
    let scale = scale(chart, sheet.width);
    let height = sheet.width.pick(176.0, 150.0_f64).max(ends::height(&ends));
    let ground =
        Ground { axis: &chart.axis, scale, ticks: &chart.ticks, marks: &chart.marks, base: chart.base, right: column, height };
    let mut field = ground.lay(sheet);
    if let Some(target) = &chart.target {
        draw_target(&mut field, &chart.axis, target);
    }
    for (at, series) in chart.series.iter().enumerate() {
        draw_series(&mut field, &chart.axis, series, at);
    }
    if chart.series.iter().all(|series| series.values.iter().all(|value| value.drawn().is_none())) {
        field.nothing();
    }
    ends::draw(&mut field, ends);
    field.finish("line")
}

fn scale(chart: &Line, width: Width) -> Scale {
    let target = chart.target.iter().flat_map(|target| &target.values);
    let values = chart.series.iter().flat_map(|series| &series.values).chain(target).filter_map(Value::drawn);
    let fixed = chart.base.into_iter().chain(chart.from_zero.then_some(0.0)).filter(|base| base.is_finite());
    Scale::of(values.chain(fixed), width.pick(6, 4), &chart.ticks)
}

/// The class of the series with this index.
pub(super) fn series_class(at: usize) -> &'static str {
    const CLASSES: [&str; 6] = ["s1", "s2", "s3", "s4", "s5", "s6"];
    CLASSES.get(at).copied().unwrap_or("s0")
}

/// Draws one line with the mark at its end.
fn draw_series(field: &mut Field<'_>, axis: &Axis, series: &Series, at: usize) {
    let points: Vec<Option<(f64, f64)>> =
        (0..axis.len()).map(|i| Some((axis.position(i), series.values.get(i)?.drawn()?))).collect();
    field.svg.open(series_class(at), &series.name);
    let wide_steps = field.plot.x(1.0) - field.plot.x(0.0) >= 18.0;
    draw_runs(&mut field.svg, &field.plot, &points, wide_steps);
    if let Some((x, y)) = points.iter().rev().find_map(|point| *point) {
        ends::marker(&mut field.svg, at, field.plot.x(x), field.plot.y(y));
    }
    field.svg.close();
}

/// Draws a line through points, broken where one is missing; a point alone is a dot.
pub(super) fn draw_runs(svg: &mut Svg, plot: &Plot, points: &[Option<(f64, f64)>], dotted: bool) {
    let mut dots = Vec::new();
    let mut run: Vec<(f64, f64)> = Vec::new();
    for point in points.iter().copied().chain([None]) {
        let next_to = |last: &(f64, f64), point: &(f64, f64)| (point.0 - last.0 - 1.0).abs() < 0.5;
        let goes_on = matches!((run.last(), &point), (Some(last), Some(point)) if next_to(last, point));
        if !goes_on && !run.is_empty() {
            let done = std::mem::take(&mut run);
            if done.len() == 1 || dotted {
                dots.extend_from_slice(&done);
            }
            if done.len() > 1 {
                plot.path(svg, done, Paint::Line);
            }
        }
        run.extend(point);
    }
    plot.dots(svg, dots);
}

/// Draws the target as a line of steps, half a position wider than its values.
pub(super) fn draw_target(field: &mut Field<'_>, axis: &Axis, target: &Target) {
    let mut run: Vec<(f64, f64)> = Vec::new();
    field.svg.open("target", &target.name);
    for i in 0..=axis.len() {
        let value = target.values.get(i).filter(|_| i < axis.len()).and_then(Value::drawn);
        let at = axis.position(i);
        let gap = value.is_none() || run.last().is_some_and(|last| (last.0 - at + 0.5).abs() > 0.1);
        if gap && !run.is_empty() {
            field.plot.path(&mut field.svg, std::mem::take(&mut run), Paint::Target);
        }
        if let Some(value) = value {
            match run.last_mut() {
                Some(last) if last.1 == value => last.0 = at + 0.5,
                _ => run.extend([(at - 0.5, value), (at + 0.5, value)]),
            }
        }
    }
    field.svg.close();
}

/// The labels at the right: each line's name and last value, and the target.
fn end_labels(chart: &Line, sheet: &Sheet<'_>) -> Vec<End> {
    let alone = chart.series.len() == 1;
    let last = |values: &[Value]| (0..chart.axis.len()).rev().find(|&i| values.get(i).is_some_and(|v| v.drawn().is_some()));
    let mut ends = Vec::new();
    for (n, series) in chart.series.iter().enumerate().take(LABELLED) {
        let Some(at) = last(&series.values) else { continue };
        let value = &series.values[at];
        let late = at + 1 == chart.axis.len();
        let when = chart.axis.short_name(at, sheet.words);
        let mut end = End::at(chart.axis.position(at), value.drawn().unwrap_or_default());
        if alone {
            end.hero(&value.text, &when, sheet.width);
        } else {
            let value = if late { value.text.clone() } else { format!("{} ({when})", value.text) };
            end.named(&series.name, &value, sheet.width);
            end.series = Some(n);
        }
        ends.push(end);
    }
    if let Some((target, at)) = chart.target.as_ref().and_then(|target| Some((target, last(&target.values)?))) {
        let value = &target.values[at];
        let mut end = End::at(chart.axis.position(at), value.drawn().unwrap_or_default());
        end.target(&target.name, &value.text, sheet.width);
        ends.push(end);
    }
    ends
}
