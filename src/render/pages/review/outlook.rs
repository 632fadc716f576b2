//! Where the quarter or year will land: plan, actual so far, outlook, 達成率.

use super::{Found, headline};
use crate::chart::{Bullet, bullet};
use crate::compute::{Landing, Status};
use crate::html;
use crate::model::{Bound, Exact, Period, Style};
use crate::render::context::Context;
use crate::render::figures::{Number, noted, noted_bound, position, styled};
use crate::render::ledger::What;
use crate::render::view::{Align, Block, Cell, ColumnHead, Html, Row, Table};
use crate::render::{links, parts};

/// What the width of a bullet stands for, in plans.
const REACH: f64 = 1.15;

/// One table for each period that is open in the month.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let Period::Month(month) = period else { return None };
    let landings = context.site.figures().landings(month);
    let mut periods: Vec<Period> = landings.iter().map(|landing| landing.over).collect();
    periods.dedup();
    let blocks: Vec<Block> = periods
        .iter()
        .map(|over| {
            table(context, *over, &landings.iter().filter(|landing| landing.over == *over).collect::<Vec<_>>(), periods.len() > 1)
        })
        .collect();
    let asked = |landing: &&Landing<'_>| landing.outlook.is_some() && !matches!(landing.status, Status::NotAsked(_));
    let short = landings.iter().filter(|landing| matches!(landing.status, Status::AtRisk | Status::OffTarget)).count();
    let known = landings.iter().filter(asked).count();
    let finding = match (known, short) {
        (0, _) => None,
        (_, 0) => Some(context.word("outlook_all").to_owned()),
        _ => Some(context.words.fill("outlook_short", &[("count", &short.to_string()), ("all", &known.to_string())])),
    };
    // On a phone the head of the table is not there to name the unit.
    let unit = unit(context, landings.iter());
    let scope = periods.first().map(|over| match &unit {
        Some(unit) => context.words.fill("name_in_slice", &[("name", &context.period(*over)), ("slice", unit)]),
        None => context.period(*over),
    });
    (!blocks.is_empty()).then(|| Found { scope, finding, blocks, ..Found::default() })
}

fn table(context: &Context<'_>, over: Period, landings: &[&Landing<'_>], titled: bool) -> Block {
    let head = |key: &'static str, align: Align| ColumnHead {
        label: context.words.text(key).to_owned(),
        align,
        ..ColumnHead::default()
    };
    let money = unit(context, landings.iter().copied());
    let columns = vec![
        ColumnHead { label: money.unwrap_or_default(), ..ColumnHead::default() },
        head("plan", Align::End),
        head("actual", Align::End),
        head("outlook", Align::End),
        head("landing_rate", Align::End),
        head("status", Align::Start),
        ColumnHead { label: String::new(), align: Align::Chart, ..ColumnHead::default() },
    ];
    let rows = landings.iter().map(|landing| row(context, landing)).collect();
    let title = titled.then(|| context.period(over));
    let note = Some(said(context, landings));
    Block::Table(Table { title, columns, rows, note, stack: true, ..Table::default() })
}

/// The unit of the amounts, which have none of their own in a table.
fn unit<'l>(context: &Context<'_>, mut landings: impl Iterator<Item = &'l Landing<'l>>) -> Option<String> {
    landings.find_map(|landing| Some(context.look_of(landing.of).head_unit()).filter(|unit| !unit.is_empty()))
}

/// What people say of what they expect, who they are, and how the table is read.
fn said(context: &Context<'_>, landings: &[&Landing<'_>]) -> Html {
    let mut lines = Vec::new();
    let mut people: Vec<String> = Vec::new();
    for landing in landings {
        let Some((by, note)) = landing.outlook.and_then(|it| context.site.figures().outlook_said(it)) else { continue };
        if let Some(note) = note {
            let name = headline::name_in(context, landing.of, landing.slice, landing.over);
            let line = context.words.fill("outlook_said", &[("name", &name), ("note", context.text(note))]);
            lines.push(format!("{}<br>", html::escape(&line)));
        }
        let person = by.and_then(|by| links::who(context, &by.id)).map(|link| links::anchor(&link));
        people.extend(person.filter(|person| !people.contains(person)));
    }
    lines.push(html::escape(context.word("outlook_note")).into_owned());
    if !people.is_empty() {
        let names = people.join(&html::escape(context.word("comma")));
        lines.push(html::escape(context.word("sentence_gap")).into_owned());
        lines.push(context.words.fill("outlook_by", &[("names", &names)]));
    }
    Html::from(lines.concat())
}

fn row(context: &Context<'_>, landing: &Landing<'_>) -> Row {
    let look = context.look_of(landing.of);
    let months = context.months(landing.over);
    let number = |what, value| Number { of: landing.of, slice: landing.slice, months, against: None, what, value };
    let millions = |value: &Exact| look.value(value, Style::Millions).to_string();
    let none = || Cell::text("—");
    let plan = landing.plan.and_then(|target| target.bound.plan());
    let outlook = landing.outlook.map(|outlook| &outlook.value);
    let limit = landing.plan.is_some_and(|target| matches!(target.bound, Bound::AtMost { .. }));
    let landed = landing.landing.as_ref().map(|share| (What::LandingShare, share));
    let rate = landed.or(landing.achieved.as_ref().map(|share| (What::Share, share))).map(|(what, share)| {
        let share = noted(context, number(what, share), context.percent(share));
        if limit { context.words.fill("of_limit", &[("share", &share)]) } else { share }
    });
    let mut name = Cell::html(parts::linked_name(context, landing.of));
    name.head = true;
    let bar = bullet(&Bullet {
        actual: landing.actual.exact().and_then(position),
        outlook: outlook.and_then(position),
        plan: plan.and_then(position),
        reach: REACH,
    });
    let cells = vec![
        name,
        landing
            .plan
            .zip(plan)
            .map_or_else(none, |(target, plan)| Cell::text(&noted_bound(context, target, &target.bound, millions(plan)))),
        styled(context, &landing.actual, Style::Millions).map_or_else(|_| none(), |printed| Cell::text(&printed.to_string())),
        outlook.map_or_else(none, |value| Cell::text(&noted(context, number(What::Outlook, value), millions(value)))),
        rate.map_or_else(none, |rate| Cell::text(&rate)),
        Cell::status(parts::status(context, &landing.status)),
        Cell::html(bar),
    ];
    Row { cells, ..Row::default() }
}
