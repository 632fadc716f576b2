//! What was lost, by reason: what the company could have prevented, and what not.

use super::Found;
use crate::chart::{self, RankedRow, Value};
use crate::model::{Exact, Metric, MetricIx, MetricRef, PartIx, Period, Slices, Style};
use crate::render::charts;
use crate::render::context::Context;
use crate::render::figures::{Number, known, noted, position};
use crate::render::ledger::What;
use crate::render::parts;
use crate::render::view::{Block, Html};

/// A ranking for each distribution that says what could have been prevented.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let figures = context.site.figures();
    let controllable = |metric: &Metric| metric.parts.iter().any(|part| part.controllable.is_some());
    let mut finding = None;
    let blocks: Vec<Block> = figures
        .metrics()
        .filter(|(_, metric)| controllable(metric))
        .filter_map(|(at, metric)| {
            finding = finding.take().or_else(|| preventable(context, at, metric, period));
            ranking(context, at, metric, period)
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

/// How much of it could have been prevented.
fn preventable(context: &Context<'_>, at: MetricIx, metric: &Metric, period: Period) -> Option<String> {
    let all = value(context, at.into(), period).filter(|all| !all.is_zero())?;
    let parts = metric.parts.iter().enumerate().filter(|(_, part)| part.controllable == Some(true));
    let sum =
        parts.filter_map(|(index, _)| value(context, part(at, index), period)).fold(Exact::ZERO, |sum, value| sum.plus(&value));
    let share = &sum.over(&all)?;
    let (of, slice, months) = (at.into(), Slices::TOTAL, context.months(period));
    let number = |what, value| Number { of, slice, months, against: None, what, value };
    let share = noted(context, number(What::Share, share), context.percent(share));
    let sum = noted(context, number(What::Preventable, &sum), context.look_of(of).value(&sum, Style::Card));
    let all = known(context, of, (slice, period), &all, Style::Card);
    Some(context.words.fill("churn_finding", &[("all", &all), ("sum", &sum), ("share", &share)]))
}

fn ranking(context: &Context<'_>, at: MetricIx, metric: &Metric, period: Period) -> Option<Block> {
    let before = super::super::previous_period(context, period);
    let printed = |of, period, value: &Exact| known(context, of, (Slices::TOTAL, period), value, Style::Card);
    let shown = |of, period| match value(context, of, period) {
        Some(value) => Value { at: position(&value), text: printed(of, period, &value) },
        None => Value::missing("—"),
    };
    let mut rows: Vec<(Option<Exact>, RankedRow)> = metric
        .parts
        .iter()
        .enumerate()
        .map(|(index, it)| {
            let of = part(at, index);
            let now = value(context, of, period);
            let group = context.word(if it.controllable == Some(false) { "not_preventable" } else { "preventable" });
            let name = context.words.fill("part_in_group", &[("name", context.text(&it.name)), ("group", group)]);
            let row = RankedRow {
                name,
                value: shown(of, period),
                before: Some(shown(of, before)),
                quiet: it.controllable == Some(false),
            };
            (now, row)
        })
        .collect();
    if rows.iter().all(|(value, _)| value.is_none()) {
        return None;
    }
    // What could have been prevented first, the largest first.
    rows.sort_by(|(a, first), (b, second)| first.quiet.cmp(&second.quiet).then_with(|| b.cmp(a)));
    let total = value(context, at.into(), period).map(|all| (context.word("total").to_owned(), printed(at.into(), period, &all)));
    let rows: Vec<RankedRow> = rows.into_iter().map(|(_, row)| row).collect();
    let said: Vec<(String, String)> = rows.iter().map(|row| (row.name.clone(), row.value.text.clone())).collect();
    let title = parts::name(context, at.into());
    let html = chart::ranked(&chart::Ranked {
        frame: chart::Frame {
            id: format!("reasons-{}", metric.id),
            lang: context.lang.to_owned(),
            label: charts::said(context, &title, period, &said),
            title,
            caption: metric.description.get(context.lang).to_owned(),
            ..chart::Frame::default()
        },
        heads: [String::new(), context.short_period(before), context.short_period(period)],
        rows,
        total,
    });
    Some(Block::Chart { html: Html::from(html) })
}
