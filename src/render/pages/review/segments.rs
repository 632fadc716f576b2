//! Segments side by side, each with the leading indicators that hold for it.

use super::{Found, goal};
use crate::chart::SparkSize;
use crate::model::registers::Segment;
use crate::model::{Axis, MetricRef, Period, Ref, SliceIx, Style};
use crate::render::context::{Context, figure_text};
use crate::render::figures::styled;
use crate::render::parts;
use crate::render::view::{Block, Column, ColumnFact, ColumnSign, Html};
use crate::site::Route;

/// A column for each segment.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let goal = goal(context)?;
    let columns: Vec<Column> =
        context.site.registers().segments.iter().filter_map(|segment| column(context, goal, segment, period)).collect();
    let scope = parts::name_over(context, goal, period);
    (!columns.is_empty()).then(|| Found { scope: Some(scope), blocks: vec![Block::Columns { columns }], ..Found::default() })
}

fn column(context: &Context<'_>, goal: MetricRef, segment: &Segment, period: Period) -> Option<Column> {
    let figures = context.site.figures();
    let slice = figures.slice(Axis::Segment, &segment.id)?;
    let figure = figures.get(goal, slice, period)?;
    let printed = styled(context, &figure, Style::Full);
    let change = parts::changes(context, goal, slice, period).into_iter().next();
    let note = match (&printed, change) {
        (Err(reason), _) => Some(reason.clone()),
        (Ok(_), Some(change)) => Some(context.words.fill("label_value", &[("label", &change.label), ("value", &change.value)])),
        _ => None,
    };
    let signs = segment.leading.iter().filter_map(|metric| sign(context, metric, slice, period)).collect();
    let facts = segment.kpis.iter().filter_map(|metric| fact(context, metric, slice, period)).collect();
    let verdict = segment.fit.as_ref().map(|fit| context.words.text(super::super::verdict_word(fit.verdict)).to_owned());
    Some(Column {
        title: context.text(&segment.name).to_owned(),
        url: context.to(&Route::Segment(segment.id.clone())),
        text: segment.criteria.as_ref().map(|text| context.text(text).to_owned()),
        figure: printed.as_ref().ok().map(figure_text),
        figure_note: note,
        chart: Some(Html::from(parts::spark(context, goal, slice, context.last_month(period), SparkSize::Card))),
        facts,
        signs_title: Some(context.word("leading_here").to_owned()),
        signs,
        verdict,
        verdict_text: segment.fit.as_ref().and_then(|fit| fit.note.as_ref()).map(|text| context.text(text).to_owned()),
        ..Column::default()
    })
}

fn fact(context: &Context<'_>, metric: &Ref, slice: SliceIx, period: Period) -> Option<ColumnFact> {
    let figures = context.site.figures();
    let of = figures.find(&metric.id)?;
    let printed = styled(context, &figures.get(of, slice, period)?, Style::Card).ok()?;
    Some(ColumnFact { label: parts::name(context, of), value: printed.to_string() })
}

fn sign(context: &Context<'_>, metric: &Ref, slice: SliceIx, period: Period) -> Option<ColumnSign> {
    let figures = context.site.figures();
    let of = figures.find(&metric.id)?;
    let figure = figures.get(of, slice, period)?;
    let change = parts::changes(context, of, slice, period).into_iter().next().filter(|change| !change.missing);
    Some(ColumnSign {
        name: parts::name(context, of),
        url: parts::url(context, of),
        value: styled(context, &figure, Style::Card).map_or_else(|_| "—".to_owned(), |printed| printed.to_string()),
        status: figures.standing(of, slice, period).map(|standing| parts::status(context, &standing.status)),
        sub: change.map(|change| context.words.fill("label_value", &[("label", &change.label), ("value", &change.value)])),
    })
}
