//! A table of metrics: value, changes, a small line.

use super::{changes, comparisons, linked, missing_cell, name_over, spark, status};
use crate::chart::SparkSize;
use crate::compute::Status as Judged;
use crate::html;
use crate::model::{MetricRef, Month, Period, SliceIx, Slices, Style};
use crate::render::context::Context;
use crate::render::figures::{self, styled};
use crate::render::view::{Align, Block, Cell, ColumnHead, Row, Table};

/// The heads of columns of months, oldest first: the first and every January say their year.
pub fn month_heads(context: &Context<'_>, months: &[Month], align: Align) -> Vec<ColumnHead> {
    let head = |(at, month): (usize, &Month)| {
        let label = context.short_month(*month);
        if at > 0 && month.month() > 1 {
            return ColumnHead { label, align, ..ColumnHead::default() };
        }
        let year = format!("<small>{}</small> {}", html::escape(&context.year(*month)), html::escape(&label));
        ColumnHead { html: Some(year.into()), align, ..ColumnHead::default() }
    };
    months.iter().enumerate().map(head).collect()
}

/// A table of metrics in a month, quarter or year: value, changes, a line.
pub fn figures_table(context: &Context<'_>, metrics: &[(MetricRef, SliceIx)], period: Period) -> Option<Block> {
    let head = |key: &'static str, align: Align| ColumnHead {
        label: context.words.text(key).to_owned(),
        align,
        ..ColumnHead::default()
    };
    let rows: Vec<Row> = metrics.iter().filter_map(|(of, slice)| figures_row(context, *of, *slice, period)).collect();
    if rows.is_empty() {
        return None;
    }
    let mut columns = vec![
        head("metric", Align::Start),
        ColumnHead { label: context.short_period(period), align: Align::End, ..ColumnHead::default() },
    ];
    columns.extend(comparisons(period).iter().map(|(_, key)| head(key, Align::End)));
    columns.push(head("thirteen_months", Align::Chart));
    Some(Block::Table(Table { columns, rows, stack: true, ..Table::default() }))
}

fn figures_row(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Option<Row> {
    let figures = context.site.figures();
    let month = context.last_month(period);
    let figure = figures.get(of, slice, period)?;
    let value = match styled(context, &figure, Style::Card) {
        Ok(printed) => Cell::html(format!("<span class=\"num\">{}</span>", figures::sized(&printed))),
        Err(reason) => missing_cell(&reason),
    };
    let changes = changes(context, of, slice, period);
    let change = |at: usize| changes.get(at).map_or_else(|| Cell::text(""), |change| Cell::text(&change.value));
    let mut head = Cell::html(linked(context, of, name_over(context, of, period)));
    head.head = true;
    if slice != Slices::TOTAL {
        head = head.with_sub(figures.slice_name(slice, context.lang));
    }
    // What has no target has no status, but that it is not asked for yet is said wherever it stands.
    let standing = figures.standing(of, slice, period);
    if let Some(standing) = standing.filter(|standing| matches!(standing.status, Judged::NotAsked(_))) {
        head = head.with_sub(&status(context, &standing.status).word);
    }
    let mut cells = vec![head, value];
    cells.extend((0..comparisons(period).len()).map(change));
    cells.push(Cell::html(spark(context, of, slice, month, SparkSize::Row)));
    Some(Row { cells, ..Row::default() })
}
