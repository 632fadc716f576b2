//! What keeps pages true: those that must be read again, by owner, and what was changed lately.

use super::sections::{Head, Parts};
use crate::compute::Dead;
use crate::html;
use crate::model::page::Details;
use crate::model::{Commit, SourcePath};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::links;
use crate::render::view::{Align, Block, Cell, ColumnHead, Html, Row, RowKind, Table};
use crate::site::{PageIx, Route};
use crate::workflow;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How many changes are listed: what somebody who was away for a few weeks wants to know.
const CHANGES: usize = 100;

/// How many pages of one change are named.
const NAMED: usize = 4;

/// The page of all days by which pages must be read again.
pub(super) fn overdue(context: &Context<'_>) -> Made {
    let mut parts = Parts::default();
    parts.add(context, "passed", "home_overdue", passed(context));
    parts.add(context, "upcoming", "review_upcoming", by_owner(context, "days_left", |days| days >= 0));
    let head = Head::of(context, "/overdue/", "overdue_title", "overdue_lead");
    parts.page(context, "overdue", head.beside(context, &[(Route::Changes, "changes_title"), (Route::Audit, "audit_title")]))
}

/// Pages whose day to be read again has passed, by owner.
pub(super) fn passed(context: &Context<'_>) -> Option<Block> {
    by_owner(context, "days_over", |days| days < 0)
}

/// Pages by owner, those that are due first; `fits` is asked with the days that are left.
fn by_owner(context: &Context<'_>, column: &'static str, fits: impl Fn(i32) -> bool) -> Option<Block> {
    let site = context.site;
    let owners: Vec<&str> = site.registers().who_ids().collect();
    let mut by_owner: BTreeMap<usize, Vec<(Date, PageIx)>> = BTreeMap::new();
    for (at, page) in site.due().iter().map(|at| (*at, site.page(*at))).filter(|(_, page)| page.is_listed()) {
        let days = |due: &Date| (*due - site.today()).get_days();
        let Some(due) = workflow::due(&page.meta).filter(|due| fits(days(due))) else { continue };
        let owner = page.meta.owner.as_ref().and_then(|owner| owners.iter().position(|id| **id == *owner.id));
        // Pages without an owner come last.
        by_owner.entry(owner.unwrap_or(owners.len())).or_default().push((due, at));
    }
    let mut rows = Vec::new();
    for (owner, mut pages) in by_owner {
        pages.sort();
        let owner = owners.get(owner).and_then(|id| links::who(context, id)).map(|owner| links::anchor(&owner));
        let name = owner.unwrap_or_else(|| html::escape(context.word("no_owner")).into_owned());
        rows.push(group(name));
        rows.extend(pages.into_iter().map(|(due, at)| due_row(context, due, at)));
    }
    let columns = vec![column_head(context, "page"), number_head(context, "review_due"), number_head(context, column)];
    (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, ..Table::default() }))
}

/// Playbooks whose trigger has called for nothing in a year, with the month it last did.
pub(super) fn dead_playbooks(context: &Context<'_>) -> Option<Block> {
    let site = context.site;
    let row = |(at, dead): (PageIx, Dead)| {
        let Details::Playbook(playbook) = &site.page(at).details else { return None };
        let trigger = playbook.trigger.as_ref()?;
        let mut name = Cell::html(links::anchor(&context.page_link(at)));
        name.head = true;
        let last = dead.last.map_or_else(|| context.word("trigger_never_yet").to_owned(), |month| context.month(month));
        let condition = site.in_words(trigger, context.tongue).unwrap_or_default();
        Some(Row { cells: vec![name, Cell::text(&condition), Cell::text(&last)], ..Row::default() })
    };
    let rows: Vec<Row> = site.dead_playbooks().into_iter().filter_map(row).collect();
    let columns = ["playbook", "condition", "last_called"].map(|key| column_head(context, key)).into();
    (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, stack: true, ..Table::default() }))
}

fn due_row(context: &Context<'_>, due: Date, at: PageIx) -> Row {
    let days = (context.site.today() - due).get_days().abs();
    let mut name = Cell::html(links::anchor(&context.page_link(at)));
    name.head = true;
    let days = context.words.fill("days", &[("days", &days.to_string())]);
    Row { cells: vec![name, Cell::text(&context.date(due)), Cell::text(&days)], ..Row::default() }
}

fn group(name: impl Into<Html>) -> Row {
    Row { kind: RowKind::Group, cells: vec![Cell::html(name)], ..Row::default() }
}

fn column_head(context: &Context<'_>, key: &str) -> ColumnHead {
    ColumnHead { label: context.words.text(key).to_owned(), ..ColumnHead::default() }
}

fn number_head(context: &Context<'_>, key: &str) -> ColumnHead {
    ColumnHead { align: Align::End, ..column_head(context, key) }
}

/// The page of what was changed lately, on the whole site.
pub(super) fn changes(context: &Context<'_>) -> Made {
    let mut rows = Vec::new();
    let mut day = None;
    for commit in
        context.site.history().iter().flat_map(|history| history.commits()).filter(|it| !it.files.is_empty()).take(CHANGES)
    {
        let own = date(context, commit);
        if day.replace(own) != Some(own) {
            rows.push(group(Html::text(&context.date(own))));
        }
        let cells = vec![Cell::head(&commit.subject), Cell::html(touched(context, commit)), Cell::text(&commit.author)];
        rows.push(Row { cells, ..Row::default() });
    }
    let columns = ["change_what", "change_where", "change_who"].map(|key| column_head(context, key)).into();
    let mut parts = Parts::default();
    let table = (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, stack: true, ..Table::default() }));
    parts.add(context, "changes", "changes_latest", table);
    let head = Head::of(context, "/changes/", "changes_title", "changes_lead");
    parts.page(context, "changes", head.beside(context, &[(Route::Overdue, "overdue_title"), (Route::Audit, "audit_title")]))
}

/// The pages that a change touched, and the files that are no pages.
fn touched(context: &Context<'_>, commit: &Commit) -> Html {
    let named = |path: &SourcePath| match context.site.by_path(path) {
        Some((at, _)) => links::anchor(&context.page_link(at)),
        None => html::escape(path.as_str()).into_owned(),
    };
    let mut names: Vec<String> = Vec::new();
    for name in commit.files.iter().map(named) {
        // A page and its translation are one to readers.
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() > NAMED {
        let more = (names.len() - NAMED).to_string();
        names.truncate(NAMED);
        names.push(html::escape(&context.words.fill("and_more", &[("count", &more)])).into_owned());
    }
    Html::from(names.join(&html::escape(context.word("comma"))))
}

/// What was changed on one page, the latest first.
pub(super) fn of_page(context: &Context<'_>, path: &SourcePath) -> Option<Block> {
    let row = |commit: &Commit| {
        let cells =
            vec![Cell::text(&context.date(date(context, commit))), Cell::text(&commit.subject), Cell::text(&commit.author)];
        Row { cells, ..Row::default() }
    };
    let rows: Vec<Row> = context.site.history()?.of(path).take(CHANGES / 10).map(row).collect();
    let columns = ["change_when", "change_what", "change_who"].map(|key| column_head(context, key)).into();
    (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, stack: true, ..Table::default() }))
}

/// The day of a change in the site's time zone.
pub(super) fn date(context: &Context<'_>, commit: &Commit) -> Date {
    commit.time.to_zoned(context.site.config().timezone.clone()).date()
}
