//! Figures in rows: by slice, by month, or both.

use crate::content::block::Rows;
use crate::model::{MetricRef, Month, Period, SliceIx, Slices, Style};
use crate::render::context::Context;
use crate::render::figures::styled;
use crate::render::parts;
use crate::render::standings;
use crate::render::view::{Align, Block, Cell, ColumnHead, Row, RowKind, Table};

/// The table.
pub(super) fn pieces(context: &Context<'_>, wanted: &Rows, month: Option<Month>) -> Vec<Block> {
    let Some(slice) = super::slice(context, &wanted.place) else { return Vec::new() };
    let metrics = super::metrics(context, &wanted.metrics);
    let figures: Vec<(MetricRef, SliceIx)> = metrics.iter().map(|of| (*of, slice)).collect();
    if wanted.by.is_none() && wanted.months.is_none() && wanted.place.at.is_none() && month.is_none() {
        return super::standing(context, figures);
    }
    let Some(period) = super::period(context, &wanted.place, month, &figures) else { return Vec::new() };
    let mut slices: Vec<SliceIx> = wanted.by.map_or_else(Vec::new, |axis| context.site.figures().slices_of(axis));
    slices.push(slice);
    let table = match (wanted.months, wanted.by) {
        (Some(months), _) => by_month(context, &metrics, &slices, context.last_month(period), months),
        (None, Some(_)) => by_slice(context, &metrics, &slices, period),
        (None, None) => return parts::figures_table(context, &figures, period).into_iter().collect(),
    };
    let title = wanted.title.as_ref().map(|title| context.text(title).to_owned());
    let scope = Some(context.period(period)).filter(|_| wanted.months.is_none());
    table.map(|table| Block::Table(Table { title, scope, ..table })).into_iter().collect()
}

/// A figure in a cell: empty where this site does not have it.
fn cell(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Cell {
    let Some(figure) = context.site.figures().get(of, slice, period) else { return Cell::default() };
    match styled(context, &figure, Style::Card) {
        Ok(printed) => Cell::html(standings::number(&printed)),
        // The reason would fill the cell; it stands on the page of the metric.
        Err(_) => Cell::text("—"),
    }
}

fn filled(row: &Row) -> bool {
    row.cells.iter().skip(1).any(|cell| !cell.html.is_empty())
}

fn end(label: String) -> ColumnHead {
    ColumnHead { label, align: Align::End, ..ColumnHead::default() }
}

fn metric_head(context: &Context<'_>) -> ColumnHead {
    ColumnHead { label: context.word("metric").to_owned(), ..ColumnHead::default() }
}

/// Metrics down, slices across, the total last.
fn by_slice(context: &Context<'_>, metrics: &[MetricRef], slices: &[SliceIx], period: Period) -> Option<Table> {
    let figures = context.site.figures();
    let mut columns = vec![metric_head(context)];
    columns.extend(slices.iter().map(|slice| end(figures.slice_name(*slice, context.lang).to_owned())));
    let rows: Vec<Row> = metrics
        .iter()
        .map(|of| {
            let mut head = Cell::html(parts::linked_name(context, *of));
            head.head = true;
            let cells = slices.iter().map(|slice| cell(context, *of, *slice, period));
            Row { cells: [head].into_iter().chain(cells).collect(), ..Row::default() }
        })
        .filter(filled)
        .collect();
    (!rows.is_empty()).then(|| Table { columns, rows, ..Table::default() })
}

/// Months across; down metrics, or under each metric its slices.
fn by_month(context: &Context<'_>, metrics: &[MetricRef], slices: &[SliceIx], last: Month, months: u32) -> Option<Table> {
    let months: Vec<Month> = (0..months as i32).rev().map(|back| last.plus(-back)).collect();
    let mut columns = vec![metric_head(context)];
    columns.extend(parts::month_heads(context, &months, Align::End));
    let mut rows = Vec::new();
    for of in metrics {
        let row = |slice: &SliceIx, mut head: Cell| {
            head.head = true;
            let cells = months.iter().map(|month| cell(context, *of, *slice, Period::Month(*month)));
            let kind = if slices.len() > 1 && *slice == Slices::TOTAL { RowKind::Total } else { RowKind::Plain };
            Row { kind, cells: [head].into_iter().chain(cells).collect(), ..Row::default() }
        };
        let name = Cell::html(parts::linked_name(context, *of));
        if slices.len() < 2 {
            rows.extend(slices.iter().map(|slice| row(slice, name.clone())).filter(filled));
            continue;
        }
        let slice_name = |slice: &SliceIx| Cell::text(context.site.figures().slice_name(*slice, context.lang));
        let of_metric: Vec<Row> = slices.iter().map(|slice| row(slice, slice_name(slice))).filter(filled).collect();
        if !of_metric.is_empty() {
            rows.push(Row { kind: RowKind::Group, cells: vec![name], ..Row::default() });
            rows.extend(of_metric);
        }
    }
    (!rows.is_empty()).then(|| Table { columns, rows, latest: true, ..Table::default() })
}
