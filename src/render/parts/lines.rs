//! Figures over months: the small line beside a figure, and the line chart with its target.

use super::name;
use crate::chart::{self, Axis, Spark, SparkKind, SparkSize, TickFormat, Value};
use crate::model::{MetricRef, Month, Period, Scope, SliceIx, Style, Unit};
use crate::render::charts;
use crate::render::context::Context;
use crate::render::figures::{self, Number, position, series, styled};
use crate::render::ledger::What;

/// How many months a small line shows: a year and the month before it.
pub const SPARK_MONTHS: usize = 13;

/// Bars for what adds up over months, a line for everything else.
pub fn spark(context: &Context<'_>, of: MetricRef, slice: SliceIx, month: Month, size: SparkSize) -> String {
    let months: Vec<Month> = (0..SPARK_MONTHS as i32).rev().map(|back| month.plus(-back)).collect();
    let values = series(context, of, slice, months.iter().copied());
    let target = months.iter().map(|month| plan_at(context, of, slice, *month)).collect();
    let flow = context.site.figures().adds_up(of);
    let kind = if flow { SparkKind::Bars } else { SparkKind::Line };
    chart::spark(&Spark { values, target, kind, size })
}

/// The target for the figure of one month, as a position.
fn plan_at(context: &Context<'_>, of: MetricRef, slice: SliceIx, month: Month) -> Option<f64> {
    let target = context.site.figures().target(of, slice, Period::Month(month))?;
    match target.scope {
        Scope::Months(_) => target.bound.plan().and_then(position),
        Scope::Over(_) => None,
    }
}

/// How the ticks of a metric's axis are printed.
pub fn ticks(context: &Context<'_>, of: MetricRef) -> TickFormat {
    let metric = context.site.figures().definitions().get(of.metric);
    let look = context.look(metric);
    match metric.unit {
        Unit::Ratio if look.format == crate::model::Format::Plain => TickFormat::percent(context.tongue),
        Unit::Money => {
            let [prefix, suffix] = look.millions();
            TickFormat { one: 1e6, prefix, suffix, ..TickFormat::plain(context.tongue) }
        }
        _ => TickFormat::plain(context.tongue),
    }
}

/// A value for a chart: its position and its printed text, or the reason why there is none.
pub fn chart_value(context: &Context<'_>, of: MetricRef, slice: SliceIx, month: Month) -> Value {
    let Some(figure) = context.site.figures().get(of, slice, Period::Month(month)) else { return Value::missing("") };
    match styled(context, &figure, Style::Full) {
        Ok(printed) => Value { at: figure.exact().and_then(position), text: printed.to_string() },
        Err(reason) => Value::missing(reason),
    }
}

/// What a line chart of metrics shows.
pub struct LineOf<'a> {
    /// The id of the chart on its page.
    pub id: &'a str,
    /// The lines: name, metric, slice.
    pub lines: Vec<(String, MetricRef, SliceIx)>,
    /// The last month.
    pub last: Month,
    /// How many months.
    pub months: usize,
    /// The title; the metric's name if none.
    pub title: Option<String>,
    /// Marks: month and label.
    pub marks: Vec<(Month, String)>,
    /// How much room it has.
    pub size: chart::Size,
}

/// A line chart of one or several figures over months, with the target of the first.
pub fn line(context: &Context<'_>, wanted: LineOf<'_>) -> String {
    let Some((_, of, slice)) = wanted.lines.first().cloned() else { return String::new() };
    let months: Vec<Month> = (0..wanted.months.clamp(2, 120) as i32).rev().map(|back| wanted.last.plus(-back)).collect();
    let values =
        |of: MetricRef, slice: SliceIx| months.iter().map(|month| chart_value(context, of, slice, *month)).collect::<Vec<_>>();
    let line =
        |(name, of, slice): &(String, MetricRef, SliceIx)| chart::Series { name: name.clone(), values: values(*of, *slice) };
    let series: Vec<chart::Series> = wanted.lines.iter().map(line).collect();
    let title = wanted.title.unwrap_or_else(|| name(context, of));
    let target = target_line(context, of, slice, &months);
    let (label, seen) = match series.as_slice() {
        [alone] => {
            let course = charts::course(context, of, &months, &alone.values);
            let met = charts::met(context, of, slice, &months);
            let seen = charts::sentences(context, [course.as_str()].into_iter().chain(met.as_deref()));
            (figure_label(context, &title, of, slice, Period::Month(wanted.last)), seen)
        }
        several => {
            let said = charts::said(context, &title, Period::Month(wanted.last), &charts::last_values(several));
            (said, charts::latest(context, of, &months, several))
        }
    };
    let reading = charts::reading(context, target.as_ref(), &series);
    let base = base(context, of, series.iter().flat_map(|line| &line.values));
    let course = chart::Course {
        frame: chart::Frame {
            id: wanted.id.to_owned(),
            language: context.tongue.clone(),
            label,
            title,
            scope: context.look_of(of).head_unit(),
            caption: charts::sentences(context, [seen.as_str(), &reading]),
            size: wanted.size,
        },
        ticks: ticks(context, of),
        axis: Axis::Months(months.clone()),
        series,
        target,
        marks: wanted.marks.into_iter().map(|(month, label)| chart::Mark { month, label }).collect(),
    };
    chart::line(&chart::Line { course, base, from_zero: false })
}

/// The target of a figure over months, as far as it is set for the figure of a month.
pub fn target_line(context: &Context<'_>, of: MetricRef, slice: SliceIx, months: &[Month]) -> Option<chart::Target> {
    let look = context.look_of(of);
    let value = |month: &Month| {
        let plan = context
            .site
            .figures()
            .target(of, slice, Period::Month(*month))
            .filter(|target| matches!(target.scope, Scope::Months(_)));
        match plan.and_then(|target| Some((target, target.bound.plan()?))) {
            Some((target, plan)) => {
                let text = figures::noted_bound(context, target, &target.bound, look.as_written(plan).to_string());
                Value { at: position(plan), text }
            }
            None => Value::missing(""),
        }
    };
    let values: Vec<Value> = months.iter().map(value).collect();
    values.iter().any(|value| value.at.is_some()).then(|| chart::Target { name: context.word("target").to_owned(), values })
}

/// The accessible name of a chart of one figure: value, target and gap in a period.
pub fn figure_label(context: &Context<'_>, title: &str, of: MetricRef, slice: SliceIx, period: Period) -> String {
    let figures = context.site.figures();
    let Some(figure) = figures.get(of, slice, period) else { return title.to_owned() };
    let value = styled(context, &figure, Style::Full).map_or_else(|reason| reason, |printed| printed.to_string());
    let mut label = context.words.fill("chart_value", &[("name", title), ("month", &context.period(period)), ("value", &value)]);
    if let Some(target) = figures.target(of, slice, period) {
        label.push_str(&context.words.fill("chart_target", &[("target", &figures::bound(context, target))]));
        if let (Some(value), Some(plan)) = (figure.exact(), target.bound.plan()) {
            let gap = &value.minus(plan);
            let printed = context.look_of(of).change(gap, Style::Full);
            let number = Number { of, slice, months: figure.months, against: None, what: What::Gap, value: gap };
            let gap = figures::noted(context, number, printed);
            label.push_str(&context.words.fill("chart_gap", &[("gap", &gap)]));
        }
    }
    label
}

/// A line at 100 % for ratios that come near it; it would squeeze all others.
pub fn base<'v>(context: &Context<'_>, of: MetricRef, mut values: impl Iterator<Item = &'v Value>) -> Option<f64> {
    let ratio = context.site.figures().definitions().get(of.metric).unit == Unit::Ratio;
    (ratio && values.any(|value| value.at.is_some_and(|at| at > 0.8))).then_some(1.0)
}
