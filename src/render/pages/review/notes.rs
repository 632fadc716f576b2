//! Data notes: what was corrected, what is missing.

use super::Found;
use crate::model::Period;
use crate::render::context::Context;
use crate::render::figures::{value, was};
use crate::render::parts;
use crate::render::view::{Align, Block, Cell, ColumnHead, Row, Table};

/// Corrections of the period's months, and reasons given for missing values.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let blocks: Vec<Block> = [restated(context, period), missing(context, period)].into_iter().flatten().collect();
    (!blocks.is_empty()).then(|| Found { blocks, ..Found::default() })
}

fn head(context: &Context<'_>, key: &'static str, align: Align) -> ColumnHead {
    ColumnHead { label: context.words.text(key).to_owned(), align, ..ColumnHead::default() }
}

fn restated(context: &Context<'_>, period: Period) -> Option<Block> {
    let figures = context.site.figures();
    let months = context.site.config().fiscal_year.months(period);
    let rows: Vec<Row> = months
        .iter()
        .flat_map(|month| figures.restated(month).map(move |it| (month, it)))
        .map(|(month, it)| {
            let now = figures.get(it.of, it.slice, Period::Month(month)).and_then(|figure| value(context, &figure).ok());
            let mut name = Cell::html(parts::linked_name(context, it.of));
            name.head = true;
            let cells = vec![
                name.with_sub(&format!("{} {}", figures.slice_name(it.slice, context.lang), context.month(month))),
                Cell::text(&was(context, it, month)),
                Cell::text(&now.map_or_else(|| "—".to_owned(), |now| now.to_string())),
                Cell::text(context.text(&it.because)),
                Cell::text(&it.date.map(|date| context.date(date)).unwrap_or_default()),
            ];
            Row { cells, ..Row::default() }
        })
        .collect();
    let columns = vec![
        head(context, "metric", Align::Start),
        head(context, "was", Align::End),
        head(context, "is_now", Align::End),
        head(context, "because", Align::Start),
        head(context, "date", Align::Start),
    ];
    (!rows.is_empty()).then(|| {
        Block::Table(Table { title: Some(context.word("restated").to_owned()), columns, rows, stack: true, ..Table::default() })
    })
}

fn missing(context: &Context<'_>, period: Period) -> Option<Block> {
    let Period::Month(month) = period else { return None };
    let figures = context.site.figures();
    let snapshot = figures.snapshot(month)?;
    let rows: Vec<Row> = snapshot
        .entries
        .iter()
        .filter_map(|entry| {
            let crate::model::Given::Missing(reason) = &entry.value else { return None };
            let mut name = Cell::html(parts::linked_name(context, entry.of));
            name.head = true;
            Some(Row {
                cells: vec![name, Cell::text(figures.slice_name(entry.slice, context.lang)), Cell::text(context.text(reason))],
                ..Row::default()
            })
        })
        .collect();
    let columns =
        vec![head(context, "metric", Align::Start), head(context, "slice", Align::Start), head(context, "because", Align::Start)];
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            title: Some(context.word("missing_values").to_owned()),
            columns,
            rows,
            stack: true,
            ..Table::default()
        })
    })
}
