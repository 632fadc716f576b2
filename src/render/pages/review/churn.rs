//! What was lost, by reason: what the company could have prevented, and what not.

use super::Found;
use crate::chart::{self, RankedRow, Value};
use crate::model::{Exact, Metric, MetricIx, MetricRef, PartIx, Period, Slices, Style};
use crate::render::context::Context;
use crate::render::figures::position;
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
    let share = context.percent(&sum.over(&all)?);
    let look = context.look_of(at.into());
    let (all, sum) = (look.value(&all, Style::Card).to_string(), look.value(&sum, Style::Card).to_string());
    Some(context.words.fill("churn_finding", &[("all", &all), ("sum", &sum), ("share", &share)]))
}

fn ranking(context: &Context<'_>, at: MetricIx, metric: &Metric, period: Period) -> Option<Block> {
    let before = super::super::previous_period(context, period);
    let look = context.look_of(at.into());
    let shown = |value: Option<Exact>| match value {
        Some(value) => Value { at: position(&value), text: look.value(&value, Style::Card).to_string() },
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
                value: shown(now.clone()),
                before: Some(shown(value(context, of, before))),
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
    let total = value(context, at.into(), period)
        .map(|all| (context.word("total").to_owned(), look.value(&all, Style::Card).to_string()));
    let html = chart::ranked(&chart::Ranked {
        frame: chart::Frame {
            id: format!("reasons-{}", metric.id),
            lang: context.lang.to_owned(),
            title: parts::name(context, at.into()),
            caption: metric.description.get(context.lang).to_owned(),
            ..chart::Frame::default()
        },
        heads: [String::new(), context.short_period(before), context.short_period(period)],
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        total,
    });
    Some(Block::Chart { html: Html::from(html) })
}
