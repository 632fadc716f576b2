//! The home page of a team: this month in one sentence, what calls for action, and where to go on.
//!
//! It says nothing that the latest review does not say: it is the review's first minute.

use super::{home, maturity, review, upkeep};
use crate::compute::Status;
use crate::html;
use crate::model::{Class, MetricRef, Month, Period, SliceIx, Slices};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::pictures::Pictures;
use crate::render::prose::Prose;
use crate::render::view::{Block, EntryGroup, Hero, Html, Link, Notice, Page, Section, Sections, Width};
use crate::render::{links, parts};
use crate::site::Route;
use std::collections::BTreeMap;

/// How many figures stand at the top.
const CARDS: usize = 5;

/// Makes the home page; without figures there is no month to speak of, and it is like that of any site.
pub(super) fn make(context: &Context<'_>, pictures: &Pictures<'_>) -> Made {
    let Some(month) = month(context) else { return home::make(context, pictures) };
    let period = Period::Month(month);
    let name = context.text(&context.site.settings().title).to_owned();
    let sentence = review::sentence(context, period);
    let page = Sections {
        eyebrow: Some(context.month(month)),
        headline: sentence.is_some(),
        title: sentence.clone().unwrap_or_else(|| name.clone()),
        meta: meta(context, period),
        notice: notice(context),
        hero: hero(context, period),
        sections: sections(context, month, pictures),
        ..Sections::default()
    };
    Made::new("team-home", name, Page::Sections(page)).described(sentence)
}

/// The latest month there is; on a site that knows single figures only, that of the goal or of a review.
fn month(context: &Context<'_>) -> Option<Month> {
    let figures = context.site.figures();
    let of_goal = || review::goal(context).and_then(|goal| figures.latest(goal, Slices::TOTAL));
    let reviewed = || {
        context.site.reviews().into_iter().rev().find_map(|period| match period {
            Period::Month(month) => Some(month),
            _ => None,
        })
    };
    figures.months().last().copied().or_else(of_goal).or_else(reviewed)
}

/// The way to the review, and to all of them.
fn meta(context: &Context<'_>, period: Period) -> Vec<Html> {
    let read = context.words.fill("read_review", &[("period", &context.period(period))]);
    let links = [
        context.link(&Route::Review(period), read),
        context.link(&Route::Reviews, context.word("reviews_all")),
        context.link(&Route::Overdue, context.word("overdue_title")),
        context.link(&Route::Changes, context.word("changes_title")),
        context.link(&Route::Audit, context.word("audit_title")),
    ];
    links.iter().flatten().map(|link| Html::from(links::anchor(link))).collect()
}

/// What is told today.
fn notice(context: &Context<'_>) -> Option<Notice> {
    let told = home::announcements(context).into_iter().map(|entry| {
        let link = Link { name: entry.title, url: entry.url, lang: entry.lang.map(|(code, _)| code), ..Link::default() };
        let summary = entry.summary.map(|summary| format!(" {}", html::escape(&summary))).unwrap_or_default();
        format!("<p>{}{summary}</p>", links::anchor(&link))
    });
    let told: String = told.collect();
    (!told.is_empty()).then(|| {
        let word = html::escape(context.word("announcements"));
        Notice { level: "note".into(), html: Html::from(format!("<p><b>{word}</b></p>{told}")) }
    })
}

/// Five cards: the goal, then figures with a target.
fn hero(context: &Context<'_>, period: Period) -> Option<Hero> {
    let chosen = chosen(context, period);
    let cards: Vec<_> = chosen.into_iter().filter_map(|(of, slice)| parts::card(context, of, slice, period)).collect();
    (!cards.is_empty()).then(|| Hero { blocks: vec![Block::Cards { cards, commentary: Vec::new() }], ..Hero::default() })
}

/// The goal, then in turn one outcome, one leading and one activity, those off their target before the others.
/// They stand in the order of the classes.
fn chosen(context: &Context<'_>, period: Period) -> Vec<(MetricRef, SliceIx)> {
    let goal = review::goal(context).map(|goal| (goal, Slices::TOTAL));
    let definitions = context.site.figures().definitions();
    let mut by_class: BTreeMap<Class, Vec<(u8, MetricRef, SliceIx)>> = BTreeMap::new();
    for (of, slice, standing) in review::judged(context, period) {
        let Some(class) = definitions.get(of.metric).class.filter(|_| goal != Some((of, slice))) else { continue };
        if let Some(urgency) = urgency(&standing.status) {
            by_class.entry(class).or_default().push((urgency, of, slice));
        }
    }
    by_class.values_mut().for_each(|list| list.sort_by_key(|(urgency, ..)| *urgency));
    let mut taken: Vec<(Class, MetricRef, SliceIx)> = Vec::new();
    let room = CARDS - usize::from(goal.is_some());
    let longest = by_class.values().map(Vec::len).max().unwrap_or(0);
    for turn in 0..longest {
        for (class, list) in &by_class {
            if let Some((_, of, slice)) = list.get(turn).filter(|_| taken.len() < room) {
                taken.push((*class, *of, *slice));
            }
        }
    }
    taken.sort_by_key(|(class, ..)| *class);
    goal.into_iter().chain(taken.into_iter().map(|(_, of, slice)| (of, slice))).collect()
}

/// What is off its target first; what has no figure or does not apply is no card.
fn urgency(status: &Status) -> Option<u8> {
    match status {
        Status::OffTarget => Some(0),
        Status::AtRisk => Some(1),
        Status::OnTarget => Some(2),
        Status::NotYet => Some(3),
        Status::NoTarget | Status::Missing(_) | Status::NotApplicable | Status::NotAsked(_) => None,
    }
}

fn sections(context: &Context<'_>, month: Month, pictures: &Pictures<'_>) -> Vec<Section> {
    let period = Period::Month(month);
    let alerts = review::alert_rows(context, period);
    let mut found = Vec::new();
    if !alerts.is_empty() {
        found.push(section(context, "alerts", "home_alerts", Width::Full, vec![Block::Alerts { rows: alerts }]));
    }
    if let Some(block) = review::open_actions(context, month) {
        found.push(section(context, "actions", "home_actions", Width::Full, vec![block]));
    }
    found.extend(standing_maturity(context, month));
    found.extend(stories(context, month));
    if let Some(block) = upkeep::passed(context) {
        let url = context.to(&Route::Overdue);
        found.push(Section { url, ..section(context, "overdue", "home_overdue", Width::Full, vec![block]) });
    }
    if let Some(block) = upkeep::dead_playbooks(context) {
        found.push(section(context, "dead", "home_dead", Width::Full, vec![block]));
    }
    found.extend(own_text(context, pictures));
    found
}

fn section(context: &Context<'_>, id: &str, key: &'static str, width: Width, blocks: Vec<Block>) -> Section {
    Section { id: id.to_owned(), name: context.words.text(key).to_owned(), width, blocks, ..Section::default() }
}

/// The maturity board in small.
fn standing_maturity(context: &Context<'_>, month: Month) -> Option<Section> {
    let url = context.to(&Route::Maturity)?;
    let ladder = context.site.ladder(month);
    let block = maturity::rungs(context, &ladder)?;
    let section = section(context, "maturity", "place_maturity", Width::Half, vec![block]);
    Some(Section { finding: Some(maturity::finding(context, &ladder)), url: Some(url), ..section })
}

/// The stories of the month.
fn stories(context: &Context<'_>, month: Month) -> Option<Section> {
    let entries: Vec<_> = context.site.stories_of(month).into_iter().map(|at| context.entry(at)).collect();
    if entries.is_empty() {
        return None;
    }
    let blocks = vec![Block::Entries(EntryGroup { entries, ..EntryGroup::default() })];
    let url = context.to(&Route::StoryMonth(month));
    Some(Section { url, ..section(context, "stories", "home_stories", Width::Half, blocks) })
}

/// The text of the site's own `index.md`.
fn own_text(context: &Context<'_>, pictures: &Pictures<'_>) -> Option<Section> {
    let version = context.site.head("/")?.version(context.language);
    let html = Html::from(Prose::new(context, &version.path, None, pictures).whole(context.site.text(version)));
    (!html.is_empty()).then(|| Section {
        id: "text".to_owned(),
        name: version.title.to_string(),
        blocks: vec![Block::Prose { html }],
        ..Section::default()
    })
}
