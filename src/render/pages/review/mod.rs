//! The review of a month, quarter or fiscal year: whole from data, with people's commentary beside the section it belongs to.
//!
//! Each section is one file with one function that gives its name, finding and blocks, or nothing where there is nothing to
//! show. Their order is the order of the meeting.

mod actions;
mod alerts;
mod cards;
mod churn;
mod cohorts;
mod commentary;
mod headline;
mod movement;
mod notes;
mod outlook;
mod roles;
mod segments;
mod standing;
mod stories;
pub(in crate::render) mod tree;

pub(super) use actions::open as open_actions;
pub(super) use alerts::rows as alert_rows;
pub(super) use headline::{goal, judged, sentence, tally};

use crate::model::{MetricRef, Month, Period, Slices};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::parts;
use crate::render::pictures::Pictures;
use crate::render::view::{Block, ContentsEntry, Hero, Html, Link, MonthNav, Page, Section, Sections, Tally, Width};
use crate::site::Route;
use commentary::Written;

/// The sections in the order of the meeting, with the word that names each. Commentary is attached by these ids.
pub const SECTIONS: &[(&str, &str)] = &[
    ("cards", "review_cards"),
    ("outlook", "review_outlook"),
    ("bridge", "review_bridge"),
    ("why", "review_why"),
    ("tree", "review_tree"),
    ("segments", "review_segments"),
    ("cohorts", "review_cohorts"),
    ("churn", "review_churn"),
    ("roles", "review_roles"),
    ("alerts", "review_alerts"),
    ("pilots", "review_pilots"),
    ("maturity", "review_maturity"),
    ("stories", "review_stories"),
    ("roadmap", "review_roadmap"),
    ("agreements", "review_agreements"),
    ("actions", "review_actions"),
    ("notes", "review_notes"),
];

/// What a section found, before it is numbered and commented.
#[derive(Default)]
pub(super) struct Found {
    scope: Option<String>,
    finding: Option<String>,
    note: Option<Html>,
    blocks: Vec<Block>,
}

/// Makes the review of a period.
pub(super) fn make(context: &Context<'_>, period: Period, pictures: &Pictures<'_>) -> Made {
    let written = Written::of(context, period, pictures);
    let sections = sections(context, period, &written);
    let title =
        sentence(context, period).unwrap_or_else(|| context.words.fill("review_of", &[("period", &context.period(period))]));
    let contents = sections.iter().map(|section| ContentsEntry {
        id: section.id.clone(),
        title: section.name.clone(),
        number: section.number,
    });
    let page = Sections {
        eyebrow: Some(context.word(kind_word(period)).to_owned()),
        eyebrow_note: Some(eyebrow(context, period)),
        months: Some(neighbours(context, period)),
        title,
        headline: true,
        meta: meta(context, period, &written),
        hero: hero(context, period, &written),
        contents: contents.collect(),
        sections,
        up: context.link(&Route::Reviews, context.word("reviews")),
        ..Sections::default()
    };
    let name = context.words.fill("review_of", &[("period", &context.period(period))]);
    Made::new("review", name, Page::Sections(page))
}

fn kind_word(period: Period) -> &'static str {
    match period {
        Period::Month(_) => "monthly_review",
        Period::Quarter(..) => "quarterly_review",
        Period::Year(_) => "yearly_review",
    }
}

/// Where a month lies in its fiscal year; for a quarter or year, its months.
fn eyebrow(context: &Context<'_>, period: Period) -> String {
    let fiscal = context.site.config().fiscal_year;
    match period {
        Period::Month(month) => {
            let quarter = Period::Quarter(fiscal.of(month), fiscal.quarter(month));
            let nth = month.index() - fiscal.months(quarter).first.index() + 1;
            context.words.fill("month_of_quarter", &[("quarter", &context.period(quarter)), ("n", &nth.to_string())])
        }
        _ => {
            let months = fiscal.months(period);
            let name = context.period(period);
            let (first, last) = (context.month(months.first), context.month(months.last));
            context.words.fill("period_months", &[("period", &name), ("first", &first), ("last", &last)])
        }
    }
}

/// The periods of the same kind before and after.
fn neighbours(context: &Context<'_>, period: Period) -> MonthNav {
    let same = |other: &Period| std::mem::discriminant(other) == std::mem::discriminant(&period);
    let all: Vec<Period> = context.site.reviews().into_iter().filter(same).collect();
    let at = all.iter().position(|other| *other == period);
    let link = |other: Option<&Period>| -> Option<Link> { context.link(&Route::Review(*other?), context.period(*other?)) };
    MonthNav {
        previous: link(at.and_then(|at| at.checked_sub(1)).and_then(|at| all.get(at))),
        current: context.period(period),
        next: link(at.and_then(|at| all.get(at + 1))),
        next_note: None,
    }
}

fn meta(context: &Context<'_>, period: Period, written: &Written) -> Vec<Html> {
    let mut meta = Vec::new();
    if let Period::Month(month) = period
        && let Some(snapshot) = context.site.figures().snapshot(month)
    {
        meta.push(Html::text(context.word(if snapshot.closed { "month_closed" } else { "month_open" })));
        for file in &snapshot.files {
            meta.push(Html::text(&context.words.fill("source_snapshot", &[("place", file.as_str())])));
        }
    }
    if let Some(by) = written.by() {
        meta.push(Html::text(&context.words.fill("written_by", &[("name", by)])));
    }
    meta
}

/// The goal's line, and how many figures stand how.
fn hero(context: &Context<'_>, period: Period, written: &Written) -> Option<Hero> {
    let goal = goal(context)?;
    let last = last_visible(context, goal, period)?;
    let wanted = parts::LineOf {
        id: "goal",
        lines: vec![(parts::name(context, goal), goal, Slices::TOTAL)],
        last,
        months: parts::SPARK_MONTHS,
        title: None,
        marks: Vec::new(),
        size: crate::chart::Size::Both,
    };
    let mut blocks = vec![Block::Chart { html: Html::from(parts::line(context, wanted)) }];
    if let Some(why) = parts::why(context, goal, Slices::TOTAL, period) {
        blocks.push(Block::Why(why));
    }
    let rows: Vec<Tally> = headline::tally(context, period);
    let counted: usize = rows.iter().map(|row| row.count).sum();
    let title = context.words.fill("tally_title", &[("count", &counted.to_string())]);
    let side = if rows.is_empty() { Vec::new() } else { vec![Block::Tally { title, rows }] };
    Some(Hero { blocks, side, commentary: written.section("summary") })
}

/// The last month of a period that has a figure.
fn last_visible(context: &Context<'_>, of: MetricRef, period: Period) -> Option<Month> {
    let months = context.site.config().fiscal_year.months(period);
    let figures = context.site.figures();
    months
        .iter()
        .rev()
        .find(|month| figures.get(of, Slices::TOTAL, Period::Month(*month)).is_some_and(|figure| figure.value.is_ok()))
}

fn sections(context: &Context<'_>, period: Period, written: &Written) -> Vec<Section> {
    let mut sections = Vec::new();
    for (id, key) in SECTIONS {
        let commentary = written.section(id);
        let found = section(context, id, period);
        let Some(found) = found.or_else(|| (!commentary.is_empty()).then(Found::default)) else { continue };
        sections.push(Section {
            id: (*id).to_owned(),
            number: Some(sections.len() as u32 + 1),
            name: context.words.text(key).to_owned(),
            scope: found.scope,
            finding: found.finding,
            note: found.note,
            blocks: found.blocks,
            commentary,
            // Four cards or three segments in a row need the whole width.
            width: if matches!(*id, "cards" | "segments") { Width::Full } else { Width::Side },
            ..Section::default()
        });
    }
    sections
}

fn section(context: &Context<'_>, id: &str, period: Period) -> Option<Found> {
    match id {
        "cards" => cards::found(context, period),
        "outlook" => outlook::found(context, period),
        "bridge" => movement::bridge(context, period),
        "why" => movement::why(context, period),
        "tree" => tree::found(context, period),
        "segments" => segments::found(context, period),
        "cohorts" => cohorts::found(context, period),
        "churn" => churn::found(context, period),
        "roles" => roles::found(context, period),
        "alerts" => alerts::found(context, period),
        "pilots" => standing::pilots(context, period),
        "maturity" => standing::maturity(context, period),
        "stories" => stories::found(context, period),
        "roadmap" => standing::roadmap(context, period),
        "agreements" => standing::agreements(context, period),
        "actions" => actions::found(context, period),
        "notes" => notes::found(context, period),
        _ => None,
    }
}
