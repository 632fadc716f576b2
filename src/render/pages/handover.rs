//! The handover: who takes over, what is handed over, a form to print, how complete it is.

use super::sections::{Head, Parts};
use crate::model::Slices;
use crate::model::registers::HandoverItem;
use crate::render::Made;
use crate::render::context::Context;
use crate::render::parts::{self, LineOf};
use crate::render::view::{Align, Block, Cell, ColumnHead, Html, Row, RowKind, Table};
use crate::render::{links, standings};
use crate::site::Route;

/// Makes the page.
pub(super) fn make(context: &Context<'_>) -> Made {
    let handover = &context.site.registers().handover;
    let mut parts = Parts::default();
    parts.add(context, "completeness", "handover_completeness", completeness(context));
    parts.add(context, "routing", "handover_routing", routing(context)).note("routing", context.word("handover_routing_note"));
    let items: Vec<&HandoverItem> = handover.items.iter().collect();
    parts.add(context, "items", "handover_items", by_stage(context));
    parts.add(context, "form", "handover_form", form(context, &items)).note("form", context.word("handover_form_note"));
    parts.page(
        context,
        "handover",
        Head::of(context, "/handover/", "handover_title", "handover_lead").beside(
            context,
            &[(Route::Journey, "place_journey"), (Route::Agreements, "agreements_title"), (Route::Organisation, "org_title")],
        ),
    )
}

/// The figure that shows how complete handovers are, and its course.
fn completeness(context: &Context<'_>) -> Vec<Block> {
    let figures = context.site.figures();
    let Some(of) = context.site.registers().handover.completeness.as_ref().and_then(|id| figures.find(&id.id)) else {
        return Vec::new();
    };
    let mut blocks: Vec<Block> = standings::table(context, vec![(of, Slices::TOTAL)]).into_iter().collect();
    if let Some(last) = figures.latest(of, Slices::TOTAL) {
        let lines = vec![(parts::name(context, of), of, Slices::TOTAL)];
        let line = LineOf {
            id: "completeness-line",
            lines,
            last,
            months: parts::SPARK_MONTHS,
            title: None,
            marks: Vec::new(),
            size: crate::chart::Size::Both,
        };
        blocks.push(Block::Chart { html: Html::from(parts::line(context, line)) });
    }
    blocks
}

fn routing(context: &Context<'_>) -> Option<Block> {
    let routes = &context.site.registers().handover.routing;
    let rows: Vec<Row> = (1..)
        .zip(routes)
        .map(|(number, route): (usize, _)| {
            let mut when = Cell::text(context.text(&route.when));
            when.head = true;
            let days = route
                .within_days
                .map_or_else(String::new, |days| context.words.fill("within_days", &[("days", &days.to_string())]));
            let cells = vec![
                Cell::text(&number.to_string()),
                when,
                Cell::html(links::list(context, links::segments(context, &route.segments))),
                Cell::html(links::list(context, links::who(context, &route.to.id))),
                Cell::text(&days),
            ];
            Row { cells, ..Row::default() }
        })
        .collect();
    let columns = [
        ("", Align::Tight),
        ("handover_when", Align::Start),
        ("segments", Align::Start),
        ("handover_to", Align::Start),
        ("due", Align::Start),
    ];
    (!rows.is_empty()).then(|| Block::Table(Table { columns: heads(context, &columns), rows, stack: true, ..Table::default() }))
}

fn heads(context: &Context<'_>, keys: &[(&'static str, Align)]) -> Vec<ColumnHead> {
    let label = |key: &'static str| if key.is_empty() { String::new() } else { context.words.text(key).to_owned() };
    keys.iter().map(|(key, align)| ColumnHead { label: label(key), align: *align, ..ColumnHead::default() }).collect()
}

/// The items in the order of the journey, and within a stage by giver.
fn by_stage(context: &Context<'_>) -> Option<Block> {
    let registers = context.site.registers();
    let mut rows = Vec::new();
    let stages = registers.journey.iter().map(Some).chain([None]);
    for stage in stages {
        let of_stage = |item: &&HandoverItem| match (&item.stage, stage) {
            (Some(id), Some(stage)) => id.id == stage.id,
            (None, None) => true,
            _ => false,
        };
        let mut items: Vec<&HandoverItem> = registers.handover.items.iter().filter(of_stage).collect();
        let order = |item: &HandoverItem| registers.who_ids().position(|id| *id == *item.giver.id);
        items.sort_by_key(|item| order(item));
        if items.is_empty() {
            continue;
        }
        let title = match stage.and_then(|stage| links::stage(context, &stage.id)) {
            Some(link) => Html::from(links::anchor(&link)),
            None => Html::text(context.word("no_stage")),
        };
        rows.push(Row { kind: RowKind::Group, cells: vec![Cell::html(title)], ..Row::default() });
        rows.extend(items.into_iter().map(|item| row(context, item)));
    }
    (!rows.is_empty()).then(|| Block::Table(Table { columns: heads(context, ITEM), rows, stack: true, ..Table::default() }))
}

const ITEM: &[(&str, Align)] = &[
    ("handover_item", Align::Start),
    ("handover_giver", Align::Start),
    ("handover_receiver", Align::Start),
    ("due", Align::Start),
    ("handover_record", Align::Start),
];

fn row(context: &Context<'_>, item: &HandoverItem) -> Row {
    let mut name = Cell::text(context.text(&item.name));
    name.head = true;
    let summary = item.summary.as_ref().map(|text| context.text(text));
    let optional = (!item.required).then(|| context.word("optional"));
    if let Some(sub) = summary.or(optional) {
        name = name.with_sub(sub);
    }
    let cells = vec![
        name,
        Cell::html(links::list(context, links::who(context, &item.giver.id))),
        Cell::html(links::list(context, links::who(context, &item.receiver.id))),
        Cell::text(&due(context, item)),
        Cell::text(item.record.as_ref().map_or("", |text| context.text(text))),
    ];
    Row { id: Some(item.id.to_string()), cells, ..Row::default() }
}

fn due(context: &Context<'_>, item: &HandoverItem) -> String {
    item.due_days.map_or_else(String::new, |days| context.words.fill("within_days", &[("days", &days.to_string())]))
}

/// Items as a table: what, from whom to whom, by when, where it is recorded.
pub(super) fn items_table(context: &Context<'_>, items: &[&HandoverItem]) -> Option<Block> {
    let rows: Vec<Row> = items.iter().map(|item| Row { id: None, ..row(context, item) }).collect();
    (!rows.is_empty()).then(|| Block::Table(Table { columns: heads(context, ITEM), rows, stack: true, ..Table::default() }))
}

/// A form with an empty square and an empty line for each item.
fn form(context: &Context<'_>, items: &[&HandoverItem]) -> Vec<Block> {
    if items.is_empty() {
        return Vec::new();
    }
    let blank = |key: &'static str| crate::render::view::Fact {
        label: context.words.text(key).to_owned(),
        value: Html::from("<span class=\"blank\"></span>"),
    };
    let head = Block::Facts { facts: vec![blank("form_customer"), blank("form_date"), blank("form_by")], rows: false };
    let rows = items.iter().map(|item| {
        let mut name = Cell::text(context.text(&item.name));
        name.head = true;
        if !item.required {
            name = name.with_sub(context.word("optional"));
        }
        let from_to = [&item.giver, &item.receiver].into_iter().filter_map(|who| Some(links::who(context, &who.id)?.name));
        let from_to = from_to.collect::<Vec<_>>().join(" → ");
        let cells = vec![
            Cell::html("<span class=\"square\">□</span>"),
            name.clone(),
            Cell::html("<span class=\"blank\"></span>"),
            Cell::text(&from_to).with_sub(&due(context, item)),
        ];
        Row { cells, ..Row::default() }
    });
    let columns =
        [("", Align::Tight), ("handover_item", Align::Start), ("form_answer", Align::Start), ("form_from_to", Align::Start)];
    let table = Table { columns: heads(context, &columns), rows: rows.collect(), ..Table::default() };
    vec![head, Block::Table(table)]
}
