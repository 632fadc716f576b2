//! Charts over months: lines, bars, stacks, small multiples, heatmaps.

use super::Asked;
use crate::chart::{self, Axis, Bars, Course, Heatmap, Multiples, Series, Stacked, Value};
use crate::content::block::ChartKind;
use crate::model::{MetricRef, Month, Period, SliceIx, Style};
use crate::render::charts;
use crate::render::parts::{self, LineOf};

/// Lines over months.
pub(super) fn line(asked: &Asked<'_>) -> String {
    let marks = asked.marks().into_iter().map(|mark| (mark.month, mark.label)).collect();
    let months = asked.months().len();
    let last = asked.context.last_month(asked.period);
    let title = Some(asked.title());
    parts::line(asked.context, LineOf { id: asked.id, lines: asked.lines.clone(), last, months, title, marks, size: asked.size })
}

/// Bars month by month; slices side by side where no months are asked for.
pub(super) fn bars(asked: &Asked<'_>) -> String {
    let context = asked.context;
    let of = asked.first();
    let in_names = asked.wanted.by.is_some() && asked.wanted.months.is_none();
    let (axis, series, accent, target, scope) = if in_names {
        let values: Vec<Value> = asked.lines.iter().map(|(_, of, slice)| asked.value(*of, *slice, Style::Full)).collect();
        let names = asked.lines.iter().map(|(name, ..)| name.clone()).collect();
        let axis = Axis::Names { head: asked.head().to_owned(), names };
        (axis, vec![Series { name: parts::name(context, of), values }], None, None, context.period(asked.period))
    } else {
        let months = asked.months();
        let accent = months.len().checked_sub(1).filter(|_| asked.lines.len() == 1);
        let target = alone(asked).and_then(|(of, slice)| parts::target_line(context, of, slice, &months));
        let series = over_months(asked, &months);
        (Axis::Months(months), series, accent, target, context.look_of(of).head_unit())
    };
    let said = if in_names { said_names(&axis, &series) } else { charts::last_values(&series) };
    let caption = charts::sentences(context, [&*seen(asked, &axis, &series), &charts::reading(context, target.as_ref(), &[])]);
    let mut frame = asked.frame(scope, caption, &said);
    label_alone(asked, &mut frame, in_names);
    let ticks = parts::ticks(context, of);
    chart::bars(&Bars { course: Course { frame, ticks, axis, series, target, marks: asked.marks() }, accent })
}

/// What there is to see in bars.
fn seen(asked: &Asked<'_>, axis: &Axis, series: &[Series]) -> String {
    let context = asked.context;
    match (axis, series) {
        (Axis::Months(months), [series]) => {
            let course = charts::course(context, asked.first(), months, &series.values);
            let met = alone(asked).and_then(|(of, slice)| charts::met(context, of, slice, months));
            charts::sentences(context, [course.as_str()].into_iter().chain(met.as_deref()))
        }
        (Axis::Months(months), several) => charts::latest(context, asked.first(), months, several),
        (Axis::Names { names, .. }, series) => {
            let values = series.iter().flat_map(|series| &series.values);
            let named: Vec<(&str, &Value)> = names.iter().map(String::as_str).zip(values).collect();
            charts::between(context, asked.first(), &context.period(asked.period), &named)
        }
    }
}

/// The only figure of a chart.
fn alone(asked: &Asked<'_>) -> Option<(MetricRef, SliceIx)> {
    match asked.lines.as_slice() {
        [(_, of, slice)] => Some((*of, *slice)),
        _ => None,
    }
}

/// A chart of one figure says its target and the gap too.
fn label_alone(asked: &Asked<'_>, frame: &mut chart::Frame, in_names: bool) {
    if let Some((of, slice)) = alone(asked).filter(|_| !in_names) {
        frame.label =
            parts::figure_label(asked.context, &frame.title, of, slice, Period::Month(asked.context.last_month(asked.period)));
    }
}

/// Parts on top of one another, as amounts or as shares.
pub(super) fn stacked(asked: &Asked<'_>) -> String {
    let context = asked.context;
    let of = asked.first();
    let months = asked.months();
    let series = over_months(asked, &months);
    let shares = asked.wanted.kind == ChartKind::Percent;
    let (scope, caption) = match shares {
        true => (String::new(), context.word("chart_whole")),
        false => (context.look_of(of).head_unit(), ""),
    };
    let caption = charts::sentences(context, [&*largest(asked, &months, &series), caption]);
    let frame = asked.frame(scope, caption, &charts::last_values(&series));
    let (ticks, axis) = (parts::ticks(context, of), Axis::Months(months));
    chart::stacked(&Stacked { course: Course { frame, ticks, axis, series, target: None, marks: asked.marks() }, shares })
}

/// What the parts or slices add up to in the last month and which is the largest, as a sentence.
fn largest(asked: &Asked<'_>, months: &[Month], series: &[Series]) -> String {
    let context = asked.context;
    let last = Period::Month(context.last_month(asked.period));
    let [of] = asked.metrics.as_slice() else { return charts::latest(context, asked.first(), months, series) };
    if let Some(most) = charts::most(context, (*of, asked.slice), &asked.lines, last) {
        return most;
    }
    let whole = super::value(context, *of, asked.slice, last, Style::Full);
    match whole.at {
        Some(_) => context.words.fill("chart_sum", &[("month", &context.period(last)), ("value", &whole.text)]),
        None => charts::latest(context, asked.first(), months, series),
    }
}

/// A small line for each slice, all on one scale.
pub(super) fn multiples(asked: &Asked<'_>) -> String {
    let context = asked.context;
    let months = asked.months();
    let panels = over_months(asked, &months);
    let base = parts::base(context, asked.first(), panels.iter().flat_map(|panel| &panel.values));
    let caption = charts::panels(context, asked.first(), &months, &panels, base);
    let frame = asked.frame(context.word("same_scale").to_owned(), caption, &charts::last_values(&panels));
    chart::multiples(&Multiples { frame, axis: Axis::Months(months), panels, base })
}

/// Slices, parts or metrics by month, as colours.
pub(super) fn heatmap(asked: &Asked<'_>) -> String {
    let context = asked.context;
    let of = asked.first();
    let months = asked.months();
    // In one unit named in the head: a cell has no room for more.
    let row = |(name, of, slice): &(String, MetricRef, SliceIx)| {
        let value = |month: &Month| super::value(context, *of, *slice, Period::Month(*month), Style::Millions);
        (name.clone(), months.iter().map(value).collect::<Vec<_>>())
    };
    let rows: Vec<(String, Vec<Value>)> = asked.lines.iter().map(row).collect();
    let last = |(name, values): &(String, Vec<Value>)| Some((name.clone(), values.last()?.text.clone()));
    let said: Vec<(String, String)> = rows.iter().filter_map(last).collect();
    let scope = context.look_of(of).head_unit();
    let peak = charts::peak(context, &rows, |at| context.month(months[at]));
    let frame = asked.frame(scope, charts::sentences(context, [&*peak, context.word("chart_heat")]), &said);
    let head = if asked.wanted.by.is_none() && asked.metrics.len() == 1 { context.word("metric_parts") } else { asked.head() };
    let (ticks, columns) = (parts::ticks(context, of), Axis::Months(months));
    chart::heatmap(&Heatmap { frame, ticks, head: head.to_owned(), columns, rows, range: None })
}

fn over_months(asked: &Asked<'_>, months: &[Month]) -> Vec<Series> {
    let values = |of, slice| months.iter().map(|month| parts::chart_value(asked.context, of, slice, *month)).collect::<Vec<_>>();
    asked.lines.iter().map(|(name, of, slice)| Series { name: name.clone(), values: values(*of, *slice) }).collect()
}

/// Each name of an axis with its value.
fn said_names(axis: &Axis, series: &[Series]) -> Vec<(String, String)> {
    match (axis, series) {
        (Axis::Names { names, .. }, [series]) => {
            names.iter().cloned().zip(series.values.iter().map(|value| value.text.clone())).collect()
        }
        _ => Vec::new(),
    }
}
