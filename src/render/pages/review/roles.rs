//! Roles against the metrics they answer for.

use super::Found;
use crate::model::registers::Role;
use crate::model::{Axis, MetricRef, Period, Ref, SliceIx, Slices, Style};
use crate::render::context::Context;
use crate::render::figures::styled;
use crate::render::parts;
use crate::render::view::{Align, Block, Cell, ColumnHead, Html, Row, Table};
use crate::site::Route;

/// One table: a row for each metric a role answers for.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let rows: Vec<Row> = context.site.registers().roles.iter().flat_map(|role| rows(context, role, period)).collect();
    if rows.is_empty() {
        return None;
    }
    let head = |key: &'static str, align: Align| ColumnHead {
        label: context.words.text(key).to_owned(),
        align,
        ..ColumnHead::default()
    };
    let columns = vec![
        head("role", Align::Start),
        head("kpi", Align::Start),
        ColumnHead { label: context.short_period(period), align: Align::End, ..ColumnHead::default() },
        head(parts::comparisons(period)[0].1, Align::End),
        head("status", Align::Start),
    ];
    Some(Found { blocks: vec![Block::Table(Table { columns, rows, stack: true, ..Table::default() })], ..Found::default() })
}

fn rows(context: &Context<'_>, role: &Role, period: Period) -> Vec<Row> {
    let shown: Vec<(MetricRef, SliceIx)> =
        role.kpis.iter().filter_map(|metric| slice_for(context, role, metric, period)).collect();
    let count = shown.len();
    shown
        .into_iter()
        .enumerate()
        .filter_map(|(at, (of, slice))| {
            let mut cells = Vec::new();
            if at == 0 {
                let name = crate::html::escape(context.text(&role.name)).into_owned();
                let name = match context.to(&Route::Role(role.id.clone())) {
                    Some(url) => format!("<a href=\"{}\">{name}</a>", crate::html::escape(&url)),
                    None => name,
                };
                let mut cell = Cell { head: true, rowspan: count, ..Cell::html(name) };
                cell.sub = role.standing.map(|it| Html::text(context.word(super::super::stance_word(it.stance))));
                cells.push(cell);
            }
            cells.extend(kpi_cells(context, of, slice, period)?);
            Some(Row { cells, ..Row::default() })
        })
        .collect()
}

/// A role's own slice, where the metric is kept by role and has a figure there; else the total.
fn slice_for(context: &Context<'_>, role: &Role, metric: &Ref, period: Period) -> Option<(MetricRef, SliceIx)> {
    let figures = context.site.figures();
    let of = figures.find(&metric.id)?;
    let own = figures
        .slice(Axis::Role, &role.id)
        .filter(|slice| figures.get(of, *slice, period).is_some_and(|figure| figure.value.is_ok()));
    let slice = own.unwrap_or(Slices::TOTAL);
    figures.get(of, slice, period).map(|_| (of, slice))
}

fn kpi_cells(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Option<Vec<Cell>> {
    let figures = context.site.figures();
    let figure = figures.get(of, slice, period)?;
    let value = styled(context, &figure, Style::Card)
        .map_or_else(|reason| parts::missing_cell(&reason), |printed| Cell::text(&printed.to_string()));
    let change = parts::changes(context, of, slice, period).into_iter().next().map(|change| change.value).unwrap_or_default();
    let status = figures.standing(of, slice, period).map(|standing| parts::status(context, &standing.status));
    Some(vec![
        Cell { head: true, ..Cell::html(parts::linked(context, of, parts::name_over(context, of, period))) },
        value,
        Cell::text(&change),
        status.map_or_else(|| Cell::text(""), Cell::status),
    ])
}
