//! Load: whether the people there are can carry what the roles ask for.
//!
//! No rule knows the id of a role or metric: bands come from targets, the rest from people, stances and needs.

use crate::model::registers::{Need, Role, RoleState, Stance};
use crate::model::{Axis, Bound, Period};
use crate::render::context::Context;
use crate::render::view::{Block, Cell, ColumnHead, Row, Status, StatusCode, Table};
use crate::render::{links, parts};
use std::collections::BTreeMap;

/// From so many people on, a team needs somebody who only keeps it going.
const FEW_PEOPLE: usize = 5;

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
    let roles = &context.site.registers().roles;
    let mut shares: BTreeMap<&str, u32> = BTreeMap::new();
    for person in roles.iter().flat_map(|role| &role.people) {
        *shares.entry(&person.name).or_default() += person.share.thousandths();
    }
    if shares.is_empty() {
        return Vec::new();
    }
    let mut checks = vec![base(context, shares.len())];
    let over: Vec<&str> = shares.iter().filter(|(_, share)| **share > 1000).map(|(name, _)| *name).collect();
    checks.push(check(
        context,
        over.is_empty(),
        "load_week",
        "load_week_fine",
        "load_week_over",
        &over.join(context.word("comma")),
    ));
    let needed = |role: &&Role| role.need == Need::High && role.state == RoleState::NotStarted;
    let waiting: Vec<String> = roles.iter().filter(needed).map(|role| link(context, role)).collect();
    checks.push(check_html(context, waiting.is_empty(), "load_waiting", "load_waiting_fine", "load_waiting_some", &waiting));
    let empty = |role: &&Role| role.state != RoleState::NotStarted && role.people.is_empty();
    let unnamed: Vec<String> = roles.iter().filter(empty).map(|role| link(context, role)).collect();
    if !unnamed.is_empty() {
        checks.push(check_html(context, false, "load_unnamed", "load_unnamed", "load_unnamed_some", &unnamed));
    }
    checks
}

fn link(context: &Context<'_>, role: &Role) -> String {
    links::anchor(&super::role::link(context, role))
}

/// More than five people and nobody who only keeps the team going. Whoever leads a unit has other work than that.
fn base(context: &Context<'_>, people: usize) -> Check {
    let registers = context.site.registers();
    let leads = |role: &Role| registers.org.units.iter().any(|unit| unit.lead.as_ref().is_some_and(|id| id.id == role.id));
    let of_base: Vec<&Role> = registers.roles.iter().filter(|role| role.stance == Stance::Base && !leads(role)).collect();
    let dedicated = of_base.iter().any(|role| role.state == RoleState::Dedicated);
    let wanted: Vec<String> = of_base.iter().filter(|role| role.need == Need::High).map(|role| link(context, role)).collect();
    let fine = people <= FEW_PEOPLE || dedicated || wanted.is_empty();
    let number = people.to_string();
    let words = [("people", number.as_str()), ("roles", &wanted.join(&crate::html::escape(context.word("comma"))))];
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

fn check(context: &Context<'_>, fine: bool, what: &str, good: &str, bad: &str, names: &str) -> Check {
    check_html(context, fine, what, good, bad, &[crate::html::escape(names).into_owned()])
}

fn check_html(context: &Context<'_>, fine: bool, what: &str, good: &str, bad: &str, names: &[String]) -> Check {
    let names = names.join(&crate::html::escape(context.word("comma")));
    let found = context.words.fill(if fine { good } else { bad }, &[("names", &names)]);
    Check { status: status(context, fine), what: crate::html::escape(context.words.text(what)).into_owned(), found }
}
