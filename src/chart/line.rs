//! Lines over months, with a target and marks: how a figure has gone.

use super::axis::Axis;
use super::course::{Course, Series, series_class};
use super::ends::{self, End};
use super::field::Field;
use super::frame::{Sheet, Width};
use super::plot::{Paint, Plot};
use super::scale::Scale;
use super::svg::Svg;

/// A line chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What is drawn. The first six lines are told apart by dash and shape; beyond twelve they have no label.
    pub course: Course,
    /// A value whose grid line is drawn strong, such as 100 %.
    pub base: Option<f64>,
    /// Whether the axis has to hold zero.
    pub from_zero: bool,
}

/// Beyond this many lines a label each would be a list, and the table is the better list.
const LABELLED: usize = 12;

/// Draws a line chart with its table.
///
/// ```
/// use shirube::chart::{self, Axis, Course, Frame, Line, Series, TickFormat, Value};
/// use shirube::model::Language;
///
/// let course = Course {
///     frame: Frame { id: "nrr".into(), language: Language::of("ja"), title: "NRR".into(), ..Frame::default() },
///     ticks: TickFormat::percent(&Language::of("ja")),
///     axis: Axis::Months(vec!["2026-09".parse().unwrap(), "2026-10".parse().unwrap()]),
///     series: vec![Series {
///         name: "NRR".into(),
///         values: vec![Value::new(1.0003, "100.03%"), Value::new(1.0165, "101.65%")],
///     }],
///     target: None,
///     marks: vec![],
/// };
/// let figure = chart::line(&Line { course, base: Some(1.0), from_zero: false });
/// assert!(figure.contains("<td>101.65%</td>"));
/// ```
pub fn line(chart: &Line) -> String {
    chart.course.figure("line", |sheet| draw(chart, sheet))
}

/// Draws a line chart alone, as decoration beside a figure that says what it shows.
pub fn line_svg(chart: &Line, width: Width) -> String {
    chart.course.frame.decoration(width, |sheet| draw(chart, sheet))
}

fn draw(chart: &Line, sheet: &Sheet<'_>) -> String {
    let course = &chart.course;
    let ends = end_labels(course, sheet);
    let fixed = chart.base.into_iter().chain(chart.from_zero.then_some(0.0)).filter(|base| base.is_finite());
    let scale = Scale::of(course.drawn().chain(fixed), sheet.width.pick(6, 4), &course.ticks);
    let mut field = course.lay(sheet, scale, chart.base, &ends);
    course.draw_target(&mut field);
    for (at, series) in course.series.iter().enumerate() {
        draw_series(&mut field, &course.axis, series, at);
    }
    if course.is_empty() {
        field.nothing();
    }
    ends::draw(&mut field, ends);
    field.finish("line")
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

/// The labels at the right: each line's name and last value, and the target.
fn end_labels(course: &Course, sheet: &Sheet<'_>) -> Vec<End> {
    let alone = course.series.len() == 1;
    let mut ends = Vec::new();
    for (n, series) in course.series.iter().enumerate().take(LABELLED) {
        let Some((at, drawn)) = course.last(&series.values) else { continue };
        let value = &series.values[at];
        let when = course.axis.short_name(at, sheet.words);
        let mut end = End::at(course.axis.position(at), drawn);
        if alone {
            end.hero(&value.text, &when, sheet.width);
        } else {
            let late = at + 1 == course.axis.len();
            let value = if late { value.text.clone() } else { format!("{} ({when})", value.text) };
            end.named(&series.name, &value, sheet.width);
            end.series = Some(n);
        }
        ends.push(end);
    }
    ends.extend(course.target_end(sheet));
    ends
}
