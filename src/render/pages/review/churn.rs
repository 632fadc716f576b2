//! What was lost, by reason: what the company could have prevented, and what not.

use super::Found;
use crate::chart::{EffectBar, effect_bar};
use crate::model::{Exact, Metric, MetricIx, MetricRef, Part, PartIx, Period, Slices, Style};
use crate::render::context::Context;
use crate::render::figures::{Number, known, noted, position};
use crate::render::ledger::What;
use crate::render::parts;
use crate::render::view::{Align, Block, Cell, ColumnHead, Html, Row, RowKind, Table};

/// A table for each distribution that says what could have been prevented.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let figures = context.site.figures();
    let controllable = |metric: &Metric| metric.parts.iter().any(|part| part.controllable.is_some());
    let mut finding = None;
    let blocks: Vec<Block> = figures
        .metrics()
        .filter(|(_, metric)| controllable(metric))
        .filter_map(|(at, metric)| {
            finding = finding.take().or_else(|| preventable(context, at, metric, period));
            reasons(context, at, metric, period)
        })
        .collect();
    (!blocks.is_empty()).then(|| Found { finding, blocks, ..Found::default() })
}

fn part(metric: MetricIx, at: usize) -> MetricRef {
    MetricRef { metric, part: Some(PartIx(at as u16)) }
}

fn value(context: &Context<'_>, of: MetricRef, period: Period) -> Option<Exact> {
    context.site.figures().get(of, Slices::TOTAL, period)?.value.ok()
}

/// The parts that could have been prevented, or those that could not, with their share of all; `None` where nothing was lost.
fn sum_and_share(context: &Context<'_>, at: MetricIx, metric: &Metric, period: Period, prevent: bool) -> Option<[String; 2]> {
    let all = value(context, at.into(), period).filter(|all| !all.is_zero())?;
    let parts = metric.parts.iter().enumerate().filter(|(_, part)| (part.controllable != Some(false)) == prevent);
    let values: Vec<Exact> = parts.filter_map(|(index, _)| value(context, part(at, index), period)).collect();
    let sum = Exact::sum(&values);
    let share = &sum.over(&all)?;
    let (of, slice, months) = (at.into(), Slices::TOTAL, context.months(period));
    let number = |what, value| Number { of, slice, months, against: None, what, value };
    let what = if prevent { What::Preventable } else { What::NotPreventable };
    let sum = noted(context, number(what, &sum), context.look_of(of).value(&sum, Style::Card));
    Some([sum, noted(context, number(What::Share, share), context.percent(share))])
}

/// How much of it could have been prevented.
fn preventable(context: &Context<'_>, at: MetricIx, metric: &Metric, period: Period) -> Option<String> {
    let [sum, share] = sum_and_share(context, at, metric, period, true)?;
    let all = shown(context, at.into(), period);
    Some(context.words.fill("churn_finding", &[("all", &all), ("sum", &sum), ("share", &share)]))
}

/// A figure as printed, or a dash.
fn shown(context: &Context<'_>, of: MetricRef, period: Period) -> String {
    let value = value(context, of, period);
    value.map_or_else(|| "—".to_owned(), |value| known(context, of, (Slices::TOTAL, period), &value, Style::Card))
}

/// A part with its figures: of the period before and of this one.
struct Reason {
    of: MetricRef,
    name: String,
    preventable: bool,
    values: [Option<Exact>; 2],
}

/// A table in two groups, what could have been prevented first; in each the largest reason first.
fn reasons(context: &Context<'_>, at: MetricIx, metric: &Metric, period: Period) -> Option<Block> {
    let periods = [super::super::previous_period(context, period), period];
    let reason = |(index, it): (usize, &Part)| Reason {
        of: part(at, index),
        name: context.text(&it.name).to_owned(),
        preventable: it.controllable != Some(false),
        values: periods.map(|period| value(context, part(at, index), period)),
    };
    let mut all: Vec<Reason> = metric.parts.iter().enumerate().map(reason).collect();
    if all.iter().all(|reason| reason.values[1].is_none()) {
        return None;
    }
    all.sort_by(|a, b| b.preventable.cmp(&a.preventable).then_with(|| b.values[1].cmp(&a.values[1])));
    let mut rows = Vec::new();
    for (preventable, key) in [(true, "preventable"), (false, "not_preventable")] {
        let group: Vec<&Reason> = all.iter().filter(|reason| reason.preventable == preventable).collect();
        if !group.is_empty() {
            let mut head = Cell::head(context.words.text(key));
            if let Some([sum, share]) = sum_and_share(context, at, metric, period, preventable) {
                head = head.with_sub(&context.words.fill("sum_and_share", &[("sum", &sum), ("share", &share)]));
            }
            rows.push(Row { kind: RowKind::Group, cells: vec![head], ..Row::default() });
            rows.extend(group.iter().map(|reason| row(context, reason, periods, &all)));
        }
    }
    let [was, is] = periods.map(|period| Cell::text(&shown(context, at.into(), period)));
    let cells = vec![Cell::head(context.word("total")), was, is.strong(), Cell::text("")];
    rows.push(Row { kind: RowKind::Total, cells, ..Row::default() });
    let head = |label: String, align: Align| ColumnHead { label, align, ..ColumnHead::default() };
    let columns = vec![
        head(context.word("reason").to_owned(), Align::Start),
        head(context.short_period(periods[0]), Align::End),
        head(context.short_period(period), Align::End),
        head(String::new(), Align::Chart),
    ];
    let note = Some(metric.description.get(context.lang)).filter(|text| !text.is_empty()).map(Html::text);
    let title = Some(parts::name(context, at.into()));
    Some(Block::Table(Table { title, columns, rows, note, stack: true, ..Table::default() }))
}

fn row(context: &Context<'_>, reason: &Reason, periods: [Period; 2], all: &[Reason]) -> Row {
    let largest = all.iter().flat_map(|it| &it.values).flatten().filter_map(position).fold(0.0, f64::max);
    let [before, value] = reason.values.each_ref().map(|value| value.as_ref().and_then(position));
    let bar = EffectBar { value, before, hi: largest, quiet: !reason.preventable, ..EffectBar::default() };
    let [was, is] = periods.map(|period| Cell::text(&shown(context, reason.of, period)));
    let cells = vec![Cell::head(&reason.name), was, is.strong(), Cell::html(effect_bar(&bar))];
    Row { cells, ..Row::default() }
}
