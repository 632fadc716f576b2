//! Figures by class: outcome, leading, activity.

use super::{Found, headline::judged};
use crate::model::{Class, MetricRef, Period, SliceIx, Slices};
use crate::render::context::Context;
use crate::render::parts;
use crate::render::view::Block;

const CLASSES: [(Class, &str, &str); 3] = [
    (Class::Outcome, "class_outcome", "class_outcome_note"),
    (Class::Leading, "class_leading", "class_leading_note"),
    (Class::Activity, "class_activity", "class_activity_note"),
];

/// A full card for what has a target, is the goal or is an activity; the rest in a table below.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let judged: Vec<(MetricRef, SliceIx)> = judged(context, period).into_iter().map(|(of, slice, _)| (of, slice)).collect();
    let goal = super::goal(context);
    let mut blocks = Vec::new();
    for (class, title, note) in CLASSES {
        blocks.extend(class_blocks(context, period, class, (title, note), &judged, goal));
    }
    let note = context.words.fill("cards_note", &[]);
    (!blocks.is_empty()).then(|| Found { note: Some(note.into()), blocks, ..Found::default() })
}

fn class_blocks(
    context: &Context<'_>,
    period: Period,
    class: Class,
    (title, note): (&'static str, &'static str),
    judged: &[(MetricRef, SliceIx)],
    goal: Option<MetricRef>,
) -> Vec<Block> {
    let figures = context.site.figures();
    let metrics: Vec<MetricRef> =
        figures.metrics().filter(|(_, metric)| metric.class == Some(class)).map(|(at, _)| at.into()).collect();
    let mut cards = Vec::new();
    let mut rest = Vec::new();
    // The goal first: it is what the meeting is about.
    let first = metrics.iter().filter(|of| Some(**of) == goal);
    let others = metrics.iter().filter(|of| Some(**of) != goal);
    for of in first.chain(others).copied() {
        let slices: Vec<SliceIx> = judged.iter().filter(|(judged, _)| *judged == of).map(|(_, slice)| *slice).collect();
        if slices.is_empty() && Some(of) != goal {
            rest.extend(has_history(context, of, period).then_some((of, Slices::TOTAL)));
        } else {
            let slices = if slices.is_empty() { vec![Slices::TOTAL] } else { slices };
            cards.extend(slices.into_iter().filter_map(|slice| parts::card(context, of, slice, period)));
        }
    }
    let table = parts::figures_table(context, &rest, period);
    if cards.is_empty() && table.is_none() {
        return Vec::new();
    }
    let word = |key: &'static str| context.words.text(key).to_owned();
    let mut blocks = vec![Block::Band { title: word(title), scope: Some(word(note)), id: None }];
    if !cards.is_empty() {
        blocks.push(Block::Cards { cards, commentary: Vec::new() });
    }
    blocks.extend(table);
    blocks
}

/// Whether there is any figure in the months a small line shows: what only a pilot counts has none.
fn has_history(context: &Context<'_>, of: MetricRef, period: Period) -> bool {
    let last = context.last_month(period);
    let mut months = (0..parts::SPARK_MONTHS as i32).map(|back| last.plus(-back));
    months.any(|month| {
        context.site.figures().get(of, Slices::TOTAL, Period::Month(month)).is_some_and(|figure| figure.value.is_ok())
    })
}
