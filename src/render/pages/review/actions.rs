//! What was decided: carried into every later review until closed, and whether its metrics moved.

use super::Found;
use crate::model::page::{Action, ActionStatus, Details, PageType};
use crate::model::{Month, Period, Slices, Style};
use crate::render::context::Context;
use crate::render::parts;
use crate::render::view::{Align, Block, Cell, ColumnHead, Html, Row, Status, StatusCode, Table};

/// An action with the month it was first decided in.
pub(in crate::render::pages) struct Carried<'a> {
    pub(in crate::render::pages) action: &'a Action,
    since: Month,
    /// Whether the review of this month says something of it.
    now: bool,
}

/// The actions of a month: those its review names, and open ones of earlier reviews.
pub(in crate::render::pages) fn carried<'a>(context: &Context<'a>, month: Month) -> Vec<Carried<'a>> {
    let site = context.site;
    let mut reviews: Vec<(Month, &'a [Action])> = site
        .pages_of(PageType::Review)
        .filter(|(_, page)| page.is_listed())
        .filter_map(|(_, page)| match (&page.details, page.month) {
            (Details::Review(review), Some(at)) if at <= month => Some((at, review.actions.as_slice())),
            _ => None,
        })
        .collect();
    reviews.sort_by_key(|(at, _)| *at);
    let mut all: Vec<Carried<'a>> = Vec::new();
    for (at, actions) in reviews {
        // What was closed before is not carried on.
        all.retain(|carried| carried.action.status == ActionStatus::Open);
        all.iter_mut().for_each(|carried| carried.now = false);
        for action in actions {
            match all.iter_mut().find(|carried| carried.action.id == action.id) {
                Some(carried) => {
                    carried.action = action;
                    carried.now = at == month;
                }
                None => all.push(Carried { action, since: at, now: at == month }),
            }
        }
    }
    all.retain(|carried| carried.now || carried.action.status == ActionStatus::Open);
    all
}

/// A table of all actions, the open ones first.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let month = context.last_month(period);
    let mut actions = carried(context, month);
    if actions.is_empty() {
        return None;
    }
    actions.sort_by_key(|carried| (carried.action.status != ActionStatus::Open, carried.action.due));
    let open = actions.iter().filter(|carried| carried.action.status == ActionStatus::Open).count();
    let older = actions.iter().filter(|carried| carried.since < month).count();
    let finding = context.words.fill("actions_finding", &[("open", &open.to_string()), ("carried", &older.to_string())]);
    Some(Found { finding: Some(finding), blocks: vec![table(context, &actions, month)], ..Found::default() })
}

/// What is still to be done, the nearest first.
pub(in crate::render::pages) fn open(context: &Context<'_>, month: Month) -> Option<Block> {
    let mut actions = carried(context, month);
    actions.retain(|carried| carried.action.status == ActionStatus::Open);
    actions.sort_by_key(|carried| (carried.action.due.is_none(), carried.action.due));
    (!actions.is_empty()).then(|| table(context, &actions, month))
}

fn table(context: &Context<'_>, actions: &[Carried<'_>], month: Month) -> Block {
    let head = |key: &'static str, align: Align| ColumnHead {
        label: context.words.text(key).to_owned(),
        align,
        ..ColumnHead::default()
    };
    let columns = vec![
        head("action", Align::Start),
        head("who", Align::Start),
        head("due", Align::Start),
        head("moves", Align::Start),
        head("status", Align::Start),
    ];
    let rows = actions.iter().map(|carried| row(context, carried, month)).collect();
    Block::Table(Table { columns, rows, stack: true, ..Table::default() })
}

fn row(context: &Context<'_>, carried: &Carried<'_>, month: Month) -> Row {
    let action = carried.action;
    let who =
        action.who.as_ref().and_then(|who| context.site.registers().who(&who.id)).map_or("", |who| context.text(who.name()));
    let mut what = Cell::head(context.text(&action.what));
    if carried.since < month {
        what = what.with_sub(&context.words.fill("decided_in", &[("month", &context.month(carried.since))]));
    }
    let moved: Vec<String> = action.moves.iter().filter_map(|metric| moved(context, &metric.id, carried.since, month)).collect();
    let late = action.status == ActionStatus::Open && action.due.is_some_and(|due| due < context.site.today());
    let (code, key) = match action.status {
        ActionStatus::Open if late => (StatusCode::AtRisk, "action_late"),
        ActionStatus::Open => (StatusCode::Doing, "action_open"),
        ActionStatus::Done => (StatusCode::Done, "action_done"),
        ActionStatus::Dropped => (StatusCode::NotApplicable, "action_dropped"),
    };
    let cells = vec![
        what,
        Cell::text(who),
        Cell::html(action.due.map(|due| format!("<span class=\"num\">{}</span>", context.date(due))).unwrap_or_default()),
        Cell::html(Html::from(moved.join("<br>"))),
        Cell::status(Status { code, word: context.words.text(key).to_owned() }),
    ];
    Row { id: Some(format!("action-{}", action.id)), cells, ..Row::default() }
}

/// How a metric moved since the action was decided.
fn moved(context: &Context<'_>, metric: &str, since: Month, month: Month) -> Option<String> {
    let figures = context.site.figures();
    let of = figures.find(metric)?;
    let name = parts::linked_name(context, of);
    if since == month {
        return Some(name);
    }
    let change = figures.change_since(of, Slices::TOTAL, since, month)?;
    let shown = parts::shown_change(context, &change, "", Style::Card);
    Some(format!("{name} {}", crate::html::escape(&shown.value)))
}
