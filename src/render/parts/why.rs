//! How a figure came about: the panel behind "why?".

use super::{name, url};
use crate::formula;
use crate::html;
use crate::model::{Expr, MetricRef, PartIx, Period, SliceIx, Slices, Style, Unit};
use crate::render::context::Context;
use crate::render::figures::{self, styled};
use crate::render::view::{Align, Cell, ColumnHead, Derivation, Html, Row, Table, Why};
use std::collections::BTreeMap;

/// How a figure came about: the panel behind "why?".
pub fn why(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Option<Why> {
    let figures = context.site.figures();
    let figure = figures.get(of, slice, period)?;
    let label = context.word("why").to_owned();
    let metric = figures.definitions().get(of.metric);
    let Some(formula) = figures.formula(of.metric) else {
        return Some(Why { label, url: url(context, of), derivation: given(context, of, slice, period), open: false });
    };
    let value = styled(context, &figure, Style::Full).map_or_else(|reason| reason, |printed| printed.to_string());
    let inputs = formula.metrics();
    let numbers = in_numbers(context, formula, &inputs, slice, period).unwrap_or_default();
    let derivation = Derivation {
        words: Some(Html::text(&figures.formula_in_words(formula, context.tongue))),
        numbers: Some(Html::from(
            format!("{} = <b>{}</b>", html::escape(&numbers), html::escape(&value)).trim_start().to_owned(),
        )),
        inputs: Some(inputs_table(context, &inputs, slice, period)),
        sources: sources(context, &metric.place, of, slice, period),
    };
    Some(Why { label, url: url(context, of), derivation: Some(derivation), open: false })
}

/// A formula with the figures of its inputs in their places, where all of them are known.
fn in_numbers(context: &Context<'_>, root: &Expr, inputs: &[MetricRef], slice: SliceIx, period: Period) -> Option<String> {
    let figures = context.site.figures();
    let printed: Option<BTreeMap<MetricRef, String>> = inputs
        .iter()
        .map(|of| {
            let printed = styled(context, &figures.get(*of, slice, period)?, Style::Full).ok()?;
            // Units would hide the sum; a percent sign belongs to its number.
            let short = match figures.definitions().get(of.metric).unit {
                Unit::Ratio => printed.to_string(),
                _ => format!("{}{}", printed.sign, printed.number),
            };
            Some((*of, short))
        })
        .collect();
    let printed = printed?;
    formula::filled(root, context.tongue, &|of| printed.get(&of).cloned().unwrap_or_default())
}

fn given(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Option<Derivation> {
    let place = &context.site.figures().definitions().get(of.metric).place;
    Some(Derivation {
        words: None,
        numbers: None,
        inputs: Some(inputs_table(context, &with_parts(context, of), slice, period)),
        sources: sources(context, place, of, slice, period),
    })
}

/// A distribution and its parts: only those were written down.
fn with_parts(context: &Context<'_>, of: MetricRef) -> Vec<MetricRef> {
    let count = context.site.figures().definitions().get(of.metric).parts.len();
    let parts = (0..count).filter(|_| of.part.is_none()).map(|part| MetricRef { part: Some(PartIx(part as u16)), ..of });
    [of].into_iter().chain(parts).collect()
}

/// Inputs by slice, with the lines they were written on.
fn inputs_table(context: &Context<'_>, inputs: &[MetricRef], slice: SliceIx, period: Period) -> Table {
    let figures = context.site.figures();
    let axis = (slice == Slices::TOTAL)
        .then(|| inputs.iter().find_map(|of| figures.definitions().get(of.metric).by.first().copied()))
        .flatten();
    let slices: Vec<SliceIx> = axis.map(|axis| figures.slices_of(axis)).unwrap_or_default().into_iter().chain([slice]).collect();
    // Wide tables do not fit the panel.
    let slices = if slices.len() > 6 { vec![slice] } else { slices };
    let mut columns = vec![ColumnHead { label: context.word("inputs").to_owned(), ..ColumnHead::default() }];
    columns.extend(slices.iter().map(|slice| ColumnHead {
        label: figures.slice_name(*slice, context.lang).to_owned(),
        align: Align::End,
        ..ColumnHead::default()
    }));
    let with_places = context.site.is_narrowest();
    if with_places {
        columns.push(ColumnHead { label: context.word("places_of").to_owned(), ..ColumnHead::default() });
    }
    let rows = inputs.iter().map(|of| {
        let mut cells = vec![Cell::head(&name(context, *of))];
        let mut lines = Vec::new();
        for slice in &slices {
            let Some(figure) = figures.get(*of, *slice, period) else {
                cells.push(Cell::text(""));
                continue;
            };
            if let crate::model::Origin::Given(place) = &figure.origin {
                lines.push(place.line.to_string());
            }
            cells.push(Cell::text(
                &styled(context, &figure, Style::Full).map_or_else(|_| "—".to_owned(), |printed| printed.to_string()),
            ));
        }
        if with_places {
            cells.push(Cell::text(&lines.join(context.word("line_separator"))));
        }
        Row { cells, ..Row::default() }
    });
    Table { columns, rows: rows.collect(), small: true, ..Table::default() }
}

fn sources(context: &Context<'_>, definition: &crate::model::Place, of: MetricRef, slice: SliceIx, period: Period) -> Vec<Html> {
    let figures = context.site.figures();
    let mut sources = Vec::new();
    let place = |place: &crate::model::Place| format!("{}:{}", place.path, place.line);
    if context.site.is_narrowest() {
        sources.push(context.words.fill("source_definition", &[("place", &place(definition))]));
        if let Some(target) = figures.target(of, slice, period) {
            let bound = figures::bound(context, target);
            sources.push(context.words.fill("source_target", &[("place", &place(&target.place)), ("target", &bound)]));
        }
        if let Period::Month(month) = period
            && let Some(snapshot) = figures.snapshot(month)
        {
            let files = snapshot.files.iter().map(|file| file.as_str()).collect::<Vec<_>>().join(context.word("comma"));
            sources.push(context.words.fill("source_snapshot", &[("place", &files)]));
        }
    }
    sources.push(
        context
            .words
            .fill("source_period", &[("period", &context.period(period)), ("slice", figures.slice_name(slice, context.lang))]),
    );
    sources.iter().map(|text| Html::text(text)).collect()
}
