//! Load: whether the people there are can carry what the roles ask for.
//!
//! No rule knows the id of a role or metric: bands come from targets, the rest from people, stances and needs.

use crate::model::registers::{Load, Role};
use crate::model::{Axis, Bound, Period};
use crate::render::context::Context;
use crate::render::view::{Block, Cell, ColumnHead, Row, Status, StatusCode, Table};
use crate::render::{links, parts};

/// A check: its status, what was looked at, what was found.
struct Check {
    status: Status,
    what: String,
    found: String,
}

/// The checks as a table, and the first thing that is wrong.
pub(super) fn checks(context: &Context<'_>) -> (Option<Block>, Option<String>) {
    let mut checks = bands(context);
    checks.extend(people(context));
    let finding = checks.iter().find(|check| check.status.code != StatusCode::OnTarget).map(|check| check.found.clone());
    let rows: Vec<Row> = checks
        .into_iter()
        .map(|check| Row {
            cells: vec![Cell::status(check.status), Cell::html(check.what), Cell::html(check.found)],
            ..Row::default()
        })
        .collect();
    let head = |key: &'static str| ColumnHead { label: context.words.text(key).to_owned(), ..ColumnHead::default() };
    let columns = vec![head("status"), head("load_what"), head("load_found")];
    let table = (!rows.is_empty()).then(|| Block::Table(Table { columns, rows, stack: true, ..Table::default() }));
    (table, finding.map(|found| plain(&found)))
}

/// A cell's HTML as a sentence.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut inside = false;
    for char in html.chars() {
        match char {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => out.push(char),
            _ => {}
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

/// Figures of a role that are to lie within a band: what one person carries.
fn bands(context: &Context<'_>) -> Vec<Check> {
    let figures = context.site.figures();
    let mut roles = Vec::new();
    for slice in figures.slices_of(Axis::Role) {
        for target in figures.targets().filter(|target| target.slice == slice && matches!(target.bound, Bound::Within { .. })) {
            if !roles.contains(&(target.of, slice)) {
                roles.push((target.of, slice));
            }
        }
    }
    let check = |(of, slice)| {
        let period = Period::Month(figures.latest(of, slice)?);
        let standing = figures.standing(of, slice, period)?;
        let target = parts::target_words(context, &standing)?;
        let value = crate::render::figures::value(context, &standing.figure).map_or_else(|reason| reason, |it| it.to_string());
        let name = crate::html::escape(figures.slice_name(slice, context.lang)).into_owned();
        let words = [("value", value.as_str()), ("band", target.as_str())];
        Some(Check {
            status: parts::status(context, &standing.status),
            what: format!("{} <small>{name}</small>", parts::linked_name(context, of)),
            found: crate::html::escape(&context.words.fill("load_band", &words)).into_owned(),
        })
    };
    roles.into_iter().filter_map(check).collect()
}

/// What the people named say: enough of them for a role of the base, nobody over a full week, no role without them.
fn people(context: &Context<'_>) -> Vec<Check> {
    let Some(load) = context.site.registers().load() else { return Vec::new() };
    let mut checks = vec![base(context, &load)];
    let over: Vec<String> = load.over.iter().map(|(name, _)| crate::html::escape(context.text(name)).into_owned()).collect();
    checks.push(check(context, ["load_week", "load_week_fine", "load_week_over"], &over));
    checks.push(check(context, ["load_waiting", "load_waiting_fine", "load_waiting_some"], &anchors(context, &load.waiting)));
    if !load.unnamed.is_empty() {
        checks.push(check(context, ["load_unnamed", "load_unnamed", "load_unnamed_some"], &anchors(context, &load.unnamed)));
    }
    checks
}

fn anchors(context: &Context<'_>, roles: &[&Role]) -> Vec<String> {
    roles.iter().map(|role| links::anchor(&super::role::link(context, role))).collect()
}

fn base(context: &Context<'_>, load: &Load<'_>) -> Check {
    let number = load.people.to_string();
    let roles = anchors(context, &load.without_base).join(&crate::html::escape(context.word("comma")));
    let words = [("people", number.as_str()), ("roles", &roles)];
    let fine = load.without_base.is_empty();
    let key = if fine { "load_base_fine" } else { "load_base_missing" };
    Check {
        status: status(context, fine),
        what: crate::html::escape(context.word("load_base")).into_owned(),
        found: context.words.fill(key, &words),
    }
}

fn status(context: &Context<'_>, fine: bool) -> Status {
    let (code, key) = if fine { (StatusCode::OnTarget, "load_fine") } else { (StatusCode::AtRisk, "load_look") };
    Status { code, word: context.words.text(key).to_owned() }
}

/// A check that is fine where it names nobody; its words are what was looked at, and what is said if it is fine and if not.
fn check(context: &Context<'_>, [what, good, bad]: [&'static str; 3], names: &[String]) -> Check {
    let fine = names.is_empty();
    let names = names.join(&crate::html::escape(context.word("comma")));
    let found = context.words.fill(if fine { good } else { bad }, &[("names", &names)]);
    Check { status: status(context, fine), what: crate::html::escape(context.words.text(what)).into_owned(), found }
}
