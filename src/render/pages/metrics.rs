//! All metrics by what they tell, each with its latest figure.

use super::sections::grouped;
use crate::model::{Axis, Class, MetricRef, SliceIx, Slices};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::parts;
use crate::render::standings;
use crate::render::view::{Block, Html, Section};

/// The classes in their order, with the words that name and explain each; the last is for ingredients.
const CLASSES: [(Option<Class>, &str, &str, &str); 4] = [
    (Some(Class::Outcome), "outcome", "class_outcome", "class_outcome_note"),
    (Some(Class::Leading), "leading", "class_leading", "class_leading_note"),
    (Some(Class::Activity), "activity", "class_activity", "class_activity_note"),
    (None, "ingredients", "class_none", "class_none_note"),
];

/// The word for a class.
pub(super) fn class_word(class: Class) -> &'static str {
    match class {
        Class::Outcome => "class_outcome",
        Class::Leading => "class_leading",
        Class::Activity => "class_activity",
    }
}

/// Makes the list of metrics.
pub(super) fn make(context: &Context<'_>) -> Made {
    // What a metric tells stays with those who look after it.
    let sections = if context.site.is_narrowest() { by_class(context) } else { all(context) };
    grouped(context, "metrics", "place_metrics", sections)
}

fn all(context: &Context<'_>) -> Vec<Section> {
    let metrics = context.site.figures().metrics().map(|(at, _)| at.into()).collect();
    let section = Section { id: "all".into(), name: context.word("metrics_all").to_owned(), ..Section::default() };
    vec![Section { blocks: blocks(context, metrics), ..section }]
}

fn by_class(context: &Context<'_>) -> Vec<Section> {
    let figures = context.site.figures();
    CLASSES
        .into_iter()
        .filter_map(|(class, id, name, note)| {
            let metrics: Vec<MetricRef> =
                figures.metrics().filter(|(_, metric)| metric.class == class).map(|(at, _)| at.into()).collect();
            (!metrics.is_empty()).then(|| Section {
                id: id.to_owned(),
                name: context.words.text(name).to_owned(),
                note: Some(Html::text(context.words.text(note))),
                blocks: blocks(context, metrics),
                ..Section::default()
            })
        })
        .collect()
}

/// A table of those with figures, then links to those without.
fn blocks(context: &Context<'_>, metrics: Vec<MetricRef>) -> Vec<Block> {
    let figures = context.site.figures();
    let mut rows: Vec<(MetricRef, SliceIx)> = Vec::new();
    let mut without = Vec::new();
    for of in metrics {
        let slices = slices(context, of);
        if slices.is_empty() && figures.months().is_empty() {
            without.push(parts::link(context, of));
        } else if slices.is_empty() {
            rows.push((of, Slices::TOTAL));
        } else {
            rows.extend(slices.into_iter().map(|slice| (of, slice)));
        }
    }
    let mut blocks: Vec<Block> = standings::table(context, rows).into_iter().collect();
    if !without.is_empty() {
        blocks.push(Block::Links { title: None, links: without });
    }
    blocks
}

/// The total, and the slices that have a target of their own; without a total the first slice with values.
fn slices(context: &Context<'_>, of: MetricRef) -> Vec<SliceIx> {
    let figures = context.site.figures();
    let has = |slice: &SliceIx| figures.latest(of, *slice).is_some();
    let aimed_at = |slice: &SliceIx| figures.targets().any(|target| target.of == of && target.slice == *slice);
    let all: Vec<SliceIx> = Axis::ALL.into_iter().flat_map(|axis| figures.slices_of(axis)).filter(has).collect();
    let mut found: Vec<SliceIx> = [Slices::TOTAL].into_iter().filter(has).collect();
    found.extend(all.iter().copied().filter(aimed_at));
    if found.is_empty() { all.into_iter().take(1).collect() } else { found }
}
