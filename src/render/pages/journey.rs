//! The journey: the map with what hangs on each stage, who owns what, how each stage goes.

use super::sections::{Head, Parts};
use crate::config::SiteKind;
use crate::model::Localised;
use crate::model::registers::Stage;
use crate::render::Made;
use crate::render::context::Context;
use crate::render::links;
use crate::render::standings::{self, Group};
use crate::render::view::{Align, Block, Cell, ColumnHead, Fact, Html, Link, Row, Table};
use crate::site::Route;

/// Makes the page.
pub(super) fn make(context: &Context<'_>) -> Made {
    let mut parts = Parts::default();
    let stages = &context.site.registers().journey;
    match context.site.settings().kind {
        SiteKind::Customer => {
            let cards = super::home::stage_cards(context);
            parts.add(context, "stages", "journey_stages", [Block::Stages { stages: cards }]);
        }
        SiteKind::Team => {
            parts.add(context, "map", "journey_map", map(context)).finding("map", without_playbook(context, stages));
            parts
                .add(context, "ownership", "journey_ownership", ownership(context))
                .note("ownership", context.word("ownership_note"));
            parts.add(context, "metrics", "journey_metrics", metrics(context));
        }
    }
    let lead = match context.site.settings().kind {
        SiteKind::Customer => "journey_lead_customer",
        SiteKind::Team => "journey_lead",
    };
    let beside = [(Route::Segments, "segments_title"), (Route::Handover, "handover_title"), (Route::Organisation, "org_title")];
    parts.page(context, "journey", Head::of(context, "/journey/", "journey_title", lead).beside(context, &beside))
}

/// The stages across, what belongs to each below it. A line in which nothing would stand is left out.
pub(in crate::render) fn map(context: &Context<'_>) -> Option<Block> {
    let site = context.site;
    let stages = &site.registers().journey;
    let relations = site.relations();
    let text = |text: &Option<Localised>| Html::text(text.as_ref().map_or("", |text| context.text(text)));
    let stacked = |links: Vec<Link>| {
        let links: Vec<String> = links.iter().map(links::anchor).collect();
        Html::from(links.join("<br>"))
    };
    let pages = |index: &std::collections::BTreeMap<std::sync::Arc<str>, Vec<crate::site::PageIx>>, stage: &Stage| {
        stacked(links::of_index(context, index, &stage.id))
    };
    let lines: Vec<(&'static str, Vec<Html>)> = vec![
        ("stage_when", stages.iter().map(|stage| text(&stage.when)).collect()),
        ("stage_goal", stages.iter().map(|stage| text(&stage.goal)).collect()),
        ("stage_entry", stages.iter().map(|stage| text(&stage.entry)).collect()),
        ("stage_exit", stages.iter().map(|stage| text(&stage.exit)).collect()),
        ("stage_lead", stages.iter().map(|stage| stacked(links::whos(context, &stage.lead))).collect()),
        ("place_playbooks", stages.iter().map(|stage| pages(&relations.stage_playbooks, stage)).collect()),
        ("place_metrics", stages.iter().map(|stage| stacked(links::metrics(context, &stage.metrics))).collect()),
        ("stories_short", stages.iter().map(|stage| pages(&relations.stage_stories, stage)).collect()),
        ("stage_page", stages.iter().map(|stage| stage_name(context, stage)).collect()),
    ];
    let mut columns = vec![ColumnHead { label: context.word("stage").to_owned(), ..ColumnHead::default() }];
    columns
        .extend(stages.iter().map(|stage| ColumnHead { label: context.text(&stage.name).to_owned(), ..ColumnHead::default() }));
    let rows: Vec<Row> = lines
        .into_iter()
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
        .map(|(key, cells)| {
            let head = Cell::head(context.words.text(key));
            Row { cells: [head].into_iter().chain(cells.into_iter().map(Cell::html)).collect(), ..Row::default() }
        })
        .collect();
    let small = stages.len() > 5;
    (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, small, stack: true, ..Table::default() }))
}

fn stage_name(context: &Context<'_>, stage: &Stage) -> Html {
    let link = links::stage(context, &stage.id).unwrap_or_default();
    Html::from(links::anchor(&link))
}

/// What a stage without a playbook means for the team.
fn without_playbook(context: &Context<'_>, stages: &[Stage]) -> Option<String> {
    let relations = context.site.relations();
    let bare: Vec<&str> = stages
        .iter()
        .filter(|stage| !relations.stage_playbooks.contains_key(&stage.id))
        .map(|stage| context.text(&stage.name))
        .collect();
    (!bare.is_empty()).then(|| context.words.fill("stages_without_playbook", &[("stages", &bare.join(context.word("comma")))]))
}

/// Who leads, supports and is told, stage by stage; roles first, then departments.
pub(in crate::render) fn ownership(context: &Context<'_>) -> Option<Block> {
    let registers = context.site.registers();
    let part = |stage: &Stage, id: &str| {
        let among = |list: &[crate::model::Ref]| list.iter().any(|reference| &*reference.id == id);
        if among(&stage.lead) {
            Some(("owns_lead", true))
        } else if among(&stage.support) {
            Some(("owns_support", false))
        } else if among(&stage.inform) {
            Some(("owns_inform", false))
        } else {
            None
        }
    };
    let whos: Vec<&str> =
        registers.who_ids().filter(|id| registers.journey.iter().any(|stage| part(stage, id).is_some())).collect();
    if whos.is_empty() {
        return None;
    }
    let mut columns = vec![ColumnHead { label: context.word("stage").to_owned(), ..ColumnHead::default() }];
    columns.extend(whos.iter().map(|id| ColumnHead {
        html: links::who(context, id).map(|link| Html::from(links::anchor(&link))),
        align: Align::Centre,
        ..ColumnHead::default()
    }));
    let rows = registers.journey.iter().map(|stage| {
        let mut head = Cell::html(stage_name(context, stage));
        head.head = true;
        let cells = whos.iter().map(|id| match part(stage, id) {
            Some((key, strong)) => Cell { strong, ..Cell::text(context.words.text(key)) },
            None => Cell::default(),
        });
        Row { cells: [head].into_iter().chain(cells).collect(), ..Row::default() }
    });
    Some(Block::Table(Table { columns, rows: rows.collect(), ..Table::default() }))
}

fn metrics(context: &Context<'_>) -> Option<Block> {
    let group =
        |stage: &Stage| Group { title: stage_name(context, stage), metrics: standings::named(context, &stage.metrics, None) };
    standings::grouped(context, context.site.registers().journey.iter().map(group).collect())
}

/// What stands below the lists of a stage: its criteria, its people, its metrics, what is handed over in it.
pub(super) fn stage_blocks(context: &Context<'_>, stage: &Stage) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(links::said(context, "stage_goal", stage.goal.as_ref()));
    facts.extend(links::said(context, "stage_entry", stage.entry.as_ref()));
    facts.extend(links::said(context, "stage_exit", stage.exit.as_ref()));
    facts.extend(links::fact(context, "stage_lead", links::whos(context, &stage.lead)));
    facts.extend(links::fact(context, "stage_support", links::whos(context, &stage.support)));
    facts.extend(links::fact(context, "stage_inform", links::whos(context, &stage.inform)));
    if !facts.is_empty() {
        blocks.push(band(context, "stage_about"));
        blocks.push(Block::Facts { facts, rows: true });
    }
    if let Some(table) = standings::table(context, standings::named(context, &stage.metrics, None)) {
        blocks.push(band(context, "stage_metrics"));
        blocks.push(table);
    }
    let items: Vec<_> = context
        .site
        .registers()
        .handover
        .items
        .iter()
        .filter(|item| item.stage.as_ref().is_some_and(|id| id.id == stage.id))
        .collect();
    if let Some(table) = super::handover::items_table(context, &items) {
        blocks.push(band(context, "stage_handover"));
        blocks.push(table);
        if let Some(link) = context.link(&Route::Handover, context.word("handover_title")) {
            let html = format!("<p>{}</p>", links::anchor(&link));
            blocks.push(Block::Prose { html: Html::from(html) });
        }
    }
    blocks
}

fn band(context: &Context<'_>, key: &str) -> Block {
    Block::Band { title: context.words.text(key).to_owned(), scope: None, id: None }
}
