//! The tools, by the step of maturity from which each is needed.

use super::sections::{Head, Parts};
use crate::model::page::{Details, PageType};
use crate::model::registers::Tool;
use crate::render::Made;
use crate::render::context::Context;
use crate::render::links;
use crate::render::view::{Block, Cell, ColumnHead, Html, Link, Row, RowKind, Table};
use crate::site::{PageIx, Route};

/// Makes the page.
pub(super) fn make(context: &Context<'_>) -> Made {
    let mut parts = Parts::default();
    parts.add(context, "steps", "tools_by_step", by_step(context));
    parts.add(context, "categories", "tools_by_category", by_category(context));
    parts.page(
        context,
        "tools",
        Head::of(context, "/tools/", "tools_title", "tools_lead")
            .beside(context, &[(Route::Maturity, "maturity_title"), (Route::Roadmap, "roadmap_title")]),
    )
}

/// The guide of a step, by its number.
pub(super) fn guide(context: &Context<'_>, step: u32) -> Option<PageIx> {
    let is = |at: &&PageIx| matches!(&context.site.page(**at).details, Details::Step(it) if it.step == step);
    context.site.of_type(PageType::Step).iter().find(is).copied()
}

fn by_step(context: &Context<'_>) -> Option<Block> {
    let tools = &context.site.registers().tools;
    let mut steps: Vec<Option<u32>> = tools.iter().map(|tool| tool.from_step).collect();
    steps.sort_by_key(|step| step.unwrap_or(u32::MAX));
    steps.dedup();
    let mut rows = Vec::new();
    for step in &steps {
        if steps.len() > 1 || step.is_some() {
            rows.push(Row { kind: RowKind::Group, cells: vec![Cell::html(step_title(context, *step))], ..Row::default() });
        }
        rows.extend(tools.iter().filter(|tool| tool.from_step == *step).map(|tool| row(context, tool)));
    }
    table(context, rows)
}

fn step_title(context: &Context<'_>, step: Option<u32>) -> Html {
    let Some(step) = step else { return Html::text(context.word("tools_any_step")) };
    match guide(context, step) {
        Some(at) => Html::from(links::anchor(&context.page_link(at))),
        None => Html::text(&context.words.fill("step_number", &[("number", &step.to_string())])),
    }
}

fn row(context: &Context<'_>, tool: &Tool) -> Row {
    let mut name = Cell::text(context.text(&tool.name));
    name.head = true;
    if let Some(summary) = &tool.summary {
        name = name.with_sub(context.text(summary));
    }
    let owner = tool.owner.as_ref().and_then(|owner| links::who(context, &owner.id));
    let cells = vec![
        name,
        Cell::text(context.text(&tool.category)),
        Cell::html(links::list(context, owner)),
        Cell::text(tool.note.as_ref().map_or("", |note| context.text(note))),
    ];
    Row { id: Some(tool.id.to_string()), cells, ..Row::default() }
}

/// The table, without the columns in which nothing would stand.
fn table(context: &Context<'_>, rows: Vec<Row>) -> Option<Block> {
    let columns = ["tool", "tool_category", "owner", "tool_note"]
        .map(|key| ColumnHead { label: context.words.text(key).to_owned(), ..ColumnHead::default() });
    let table = Table { columns: columns.into(), rows, stack: true, ..Table::default() };
    (!table.rows.is_empty()).then(|| Block::Table(table.without_empty_columns()))
}

/// The tools of each category, in a line.
fn by_category(context: &Context<'_>) -> Option<Block> {
    let tools = &context.site.registers().tools;
    let mut order: Vec<&str> = Vec::new();
    for category in tools.iter().map(|tool| context.text(&tool.category)).filter(|category| !category.is_empty()) {
        if !order.contains(&category) {
            order.push(category);
        }
    }
    let facts: Vec<_> = order
        .into_iter()
        .map(|category| {
            let of = tools.iter().filter(|tool| context.text(&tool.category) == category);
            let links: Vec<Link> = of.filter_map(|tool| links::tool(context, &tool.id)).collect();
            crate::render::view::Fact { label: category.to_owned(), value: links::list(context, links) }
        })
        .collect();
    (!facts.is_empty()).then_some(Block::Facts { facts, rows: true })
}
