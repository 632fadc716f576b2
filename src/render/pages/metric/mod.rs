//! The page of a metric: how it stands, how it went, what it is made of, and everything that refers to it.
//!
//! Each section gives its blocks, or nothing where there is nothing to show. The page ends at the latest month whose value
//! may be seen here and begins at the first: other months leave no trace.

mod definition;
mod history;
mod links;
mod slices;
mod targets;

use super::crumbs;
use crate::model::page::Details;
use crate::model::{Axis, Localised, Metric, MetricRef, Month, MonthRange, Period, SliceIx, Slices};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::links as names;
use crate::render::parts;
use crate::render::view::{Block, Card, ContentsEntry, Hero, Html, Page, Section, Sections};
use crate::site::Route;

/// How far back the large chart looks, in months.
const CHARTED: i32 = 24;

/// Where and when a metric has values that may be seen.
#[derive(Debug, Clone, Copy)]
struct Course {
    /// The total; where none is made, the first slice that has values.
    slice: SliceIx,
    /// From the first month with a value to the latest.
    months: MonthRange,
}

impl Course {
    fn of(context: &Context<'_>, of: MetricRef) -> Option<Course> {
        let figures = context.site.figures();
        let slices = Axis::ALL.into_iter().flat_map(|axis| figures.slices_of(axis));
        let (slice, last) =
            [Slices::TOTAL].into_iter().chain(slices).find_map(|slice| Some((slice, figures.latest(of, slice)?)))?;
        let first = figures.first(of, slice).unwrap_or(last).min(last);
        Some(Course { slice, months: MonthRange { first, last } })
    }

    /// The last months, as many as a chart shows.
    fn charted(self) -> MonthRange {
        MonthRange { first: self.months.first.max(self.months.last.plus(1 - CHARTED)), last: self.months.last }
    }
}

/// Makes the page of a metric.
pub(super) fn make(context: &Context<'_>, id: &str) -> Made {
    let figures = context.site.figures();
    let Some((of, metric)) = figures.find(id).and_then(|of| Some((of, figures.metric(of.metric)?))) else {
        return super::not_found(context);
    };
    let course = Course::of(context, of);
    let sections = sections(context, of, course);
    let contents = sections.iter().map(|section| ContentsEntry {
        id: section.id.clone(),
        title: section.name.clone(),
        number: section.number,
    });
    let name = parts::name(context, of);
    let lead = said(context, &metric.description);
    let above = context.link(&Route::Metrics, context.word("place_metrics"));
    let all: Vec<_> = figures.metrics().map(|(at, _)| MetricRef::from(at)).collect();
    let at = all.iter().position(|other| *other == of).unwrap_or(0);
    let page = Sections {
        breadcrumbs: crumbs(context, above.clone().into_iter().collect(), &name),
        eyebrow_note: course.map(|course| context.month(course.months.last)),
        title: name.clone(),
        lead: description(context, &metric.description),
        meta: meta(context, metric),
        hero: course.map(|course| hero(context, of, course)),
        contents: contents.collect(),
        sections,
        previous: at.checked_sub(1).and_then(|before| all.get(before)).map(|of| parts::link(context, *of)),
        up: above,
        next: all.get(at + 1).map(|of| parts::link(context, *of)),
        ..Sections::default()
    };
    Made::new("metric", name, Page::Sections(page)).described(lead)
}

/// The description, marked with its language where that is not the page's.
fn description(context: &Context<'_>, text: &Localised) -> Option<Html> {
    let shown = crate::html::escape(context.text(text));
    let language = match text.exact(context.lang) {
        Some(_) => None,
        None => text.iter().next().map(|(language, _)| language),
    };
    (!text.is_empty()).then(|| match language.filter(|language| !language.is_empty()) {
        Some(language) => Html::from(format!("<span lang=\"{}\">{shown}</span>", crate::html::escape(language))),
        None => Html::from(shown.into_owned()),
    })
}

fn said(context: &Context<'_>, text: &Localised) -> Option<String> {
    (!text.is_empty()).then(|| context.text(text).to_owned())
}

/// What it tells and who answers for it: for those who look after it.
fn meta(context: &Context<'_>, metric: &Metric) -> Vec<Html> {
    let mut meta = Vec::new();
    if context.site.is_narrowest()
        && let Some(class) = metric.class
    {
        meta.push(Html::text(context.word(super::metrics::class_word(class))));
    }
    if let Some(owner) = metric.owner.as_ref().and_then(|owner| names::who(context, &owner.id)) {
        let owner = names::anchor(&owner);
        meta.push(Html::from(format!("{} {owner}", crate::html::escape(context.word("owner")))));
    }
    meta
}

/// The line over two years, and the figure of the latest month beside it.
fn hero(context: &Context<'_>, of: MetricRef, course: Course) -> Hero {
    let months = course.charted();
    let mut blocks = Vec::new();
    if months.len() > 1 {
        let wanted = parts::LineOf {
            id: "course",
            lines: vec![(parts::name(context, of), of, course.slice)],
            last: months.last,
            months: months.len(),
            title: None,
            marks: marks(context, of, months),
            size: crate::chart::Size::Both,
        };
        blocks.push(Block::Chart { html: Html::from(parts::line(context, wanted)) });
    }
    let card = card(context, of, course).map(|card| Block::Cards { cards: vec![card], commentary: Vec::new() });
    match blocks.is_empty() {
        true => Hero { blocks: card.into_iter().collect(), ..Hero::default() },
        false => Hero { blocks, side: card.into_iter().collect(), ..Hero::default() },
    }
}

/// The figure of the latest month. The chart stands beside it, and how it came about below.
fn card(context: &Context<'_>, of: MetricRef, course: Course) -> Option<Card> {
    let card = parts::card(context, of, course.slice, Period::Month(course.months.last))?;
    // Of targets nobody here may know of, nothing is said, not even that there is none.
    let judged = context.site.figures().targets().next().is_some();
    // Which way is good stays with those who look after the figure.
    let compared = context.site.is_narrowest();
    Some(Card {
        name: context.month(course.months.last),
        scope: card.scope.filter(|_| compared),
        url: None,
        status: card.status.filter(|_| judged),
        chart: None,
        changes: if compared { card.changes } else { Vec::new() },
        why: None,
        ..card
    })
}

/// Playbooks that are to move the metric, in the month they were adopted.
fn marks(context: &Context<'_>, of: MetricRef, months: MonthRange) -> Vec<(Month, String)> {
    let site = context.site;
    let mut marks: Vec<(Month, String)> = links::moved_by(context, of)
        .into_iter()
        .filter_map(|at| match &site.page(at).details {
            Details::Playbook(playbook) => {
                Some((playbook.since.filter(|month| months.contains(*month))?, site.page(at).title(context.language).to_owned()))
            }
            _ => None,
        })
        .collect();
    marks.sort();
    marks
}

fn sections(context: &Context<'_>, of: MetricRef, course: Option<Course>) -> Vec<Section> {
    let mut found: Vec<(&'static str, &'static str, Option<String>, Vec<Block>)> = Vec::new();
    if let Some(course) = course {
        found.extend(slices::by_axis(context, of, course));
        found.push(("parts", "metric_parts", None, slices::parts(context, of, course)));
    }
    found.push(("why", "metric_why", course.map(|it| context.month(it.months.last)), definition::why(context, of, course)));
    found.push(("targets", "metric_targets", None, targets::blocks(context, of, course)));
    found.push(("playbooks", links::playbooks_word(context), None, links::playbooks(context, of)));
    found.push(("links", "metric_links", None, links::blocks(context, of, course)));
    if let Some(course) = course {
        found.push(("history", "metric_history", None, history::blocks(context, of, course)));
    }
    found.push(("definition", "metric_definition", None, definition::blocks(context, of)));
    let filled = found.into_iter().filter(|(.., blocks)| !blocks.is_empty());
    filled
        .map(|(id, key, scope, blocks)| Section {
            id: id.to_owned(),
            name: context.words.text(key).to_owned(),
            scope,
            blocks,
            ..Section::default()
        })
        .collect()
}
