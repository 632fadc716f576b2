//! Stacked bars: parts of a sum, around zero or as shares of 100 %.

use super::course::{Course, Series, series_class};
use super::ends::{self, End};
use super::field::{Field, Ground};
use super::frame::{Sheet, Value, Width};
use super::plot::Paint;
use super::scale::{Scale, TickFormat};

/// A chart of stacked bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Stacked {
    /// What is drawn: the parts, from the ground up, of which six are told apart. Shares are always printed in percent.
    pub course: Course,
    /// Whether each bar is the whole, 100 %. A part below zero has no share.
    pub shares: bool,
}

/// Draws stacked bars with their table.
pub fn stacked(chart: &Stacked) -> String {
    chart.course.figure(kind(chart), |sheet| draw(chart, sheet))
}

/// From where to where each part of each bar runs.
type Spans = Vec<Bars>;
type Bars = Vec<Option<(f64, f64)>>;

fn draw(chart: &Stacked, sheet: &Sheet<'_>) -> String {
    let spans = spans(chart);
    let ends = end_labels(chart, &spans, sheet);
    let ends_found = spans.iter().flatten().flatten().flat_map(|span| [span.0, span.1]);
    let percent = TickFormat::percent(&chart.course.frame.language);
    let ticks = if chart.shares { &percent } else { &chart.course.ticks };
    let most = sheet.width.pick(6, 4);
    let scale =
        if chart.shares { Scale { lo: 0.0, hi: 1.0, step: 0.25 } } else { Scale::of(ends_found.chain([0.0]), most, ticks) };
    let height = sheet.width.pick(176.0, 150.0_f64).max(ends::height(&ends));
    let right = ends::column(&ends, sheet.width);
    let ground = Ground { axis: &chart.course.axis, scale, ticks, marks: &chart.course.marks, base: Some(0.0), right, height };
    let mut field = ground.lay(sheet);
    for (n, (series, spans)) in chart.course.series.iter().zip(&spans).enumerate() {
        field.svg.open(series_class(n), &series.name);
        draw_part(chart, &mut field, spans, n);
        field.svg.close();
    }
    if spans.iter().flatten().all(Option::is_none) {
        field.nothing();
    }
    if ends.is_empty() {
        field.keys(&chart.course.series);
    }
    ends::draw(&mut field, ends);
    field.finish(kind(chart))
}

fn kind(chart: &Stacked) -> &'static str {
    if chart.shares { "shares" } else { "stacked" }
}

fn draw_part(chart: &Stacked, field: &mut Field<'_>, spans: &[Option<(f64, f64)>], n: usize) {
    let paint = Paint::part(n);
    for (at, span) in spans.iter().enumerate() {
        let Some((from, to)) = span else { continue };
        let centre = chart.course.axis.position(at);
        field.plot.bar(&mut field.svg, (centre - 0.36, *from), (centre + 0.36, *to), paint);
    }
}

fn spans(chart: &Stacked) -> Spans {
    let value = |series: &Series, at: usize| series.values.get(at).and_then(Value::drawn);
    let mut spans: Spans = vec![vec![None; chart.course.axis.len()]; chart.course.series.len()];
    for at in 0..chart.course.axis.len() {
        let whole: f64 = chart.course.series.iter().filter_map(|series| value(series, at)).filter(|value| *value > 0.0).sum();
        let (mut up, mut down) = (0.0, 0.0);
        for (series, spans) in chart.course.series.iter().zip(&mut spans) {
            let Some(value) = value(series, at) else { continue };
            let value = match chart.shares {
                true if whole > 0.0 => (value / whole).max(0.0),
                true => continue,
                false => value,
            };
            let edge = if value < 0.0 { &mut down } else { &mut up };
            spans[at] = Some((*edge, *edge + value));
            *edge += value;
        }
    }
    spans
}

/// Names beside the last bar, where each part has a place there; else there is a key.
fn end_labels(chart: &Stacked, spans: &Spans, sheet: &Sheet<'_>) -> Vec<End> {
    let Some(last) = chart.course.axis.len().checked_sub(1) else { return Vec::new() };
    if sheet.width != Width::Wide || chart.course.series.len() > 6 {
        return Vec::new();
    }
    let label = |(n, (series, spans)): (usize, (&Series, &Bars))| {
        let (from, to) = (*spans.get(last)?)?;
        let mut end = End::at(chart.course.axis.position(last) + 0.36, (from + to) / 2.0);
        end.part(&series.name, &series.values.get(last)?.text, sheet.width);
        end.series = Some(n);
        Some(end)
    };
    let labels: Option<Vec<End>> = chart.course.series.iter().zip(spans).enumerate().map(label).collect();
    labels.unwrap_or_default()
}
