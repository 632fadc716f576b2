//! A page somebody wrote: a guide, a story, a step, a pilot, a plain page.

use super::{crumbs, parent, strip};
use crate::config::{Feedback as Where, SiteKind};
use crate::content::markdown::Document;
use crate::html;
use crate::model::Ref;
use crate::model::page::{Details, PageType};
use crate::render::Made;
use crate::render::context::Context;
use crate::render::links;
use crate::render::pictures::Pictures;
use crate::render::prose::Prose;
use crate::render::theme::TICKS;
use crate::render::view::{Article, ContentsEntry, Fact, Feedback, Html, Link, Notice, Page, Preview, Tick};
use crate::site::{Gone, PageIx, Route, SitePage, State, Version};
use crate::workflow::Ended;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Makes the page in the context's language.
pub(super) fn make(context: &Context<'_>, at: PageIx, pictures: &Pictures<'_>) -> Made {
    let site = context.site;
    let page = site.page(at);
    let version = page.version(context.language);
    let document = site.text(version);
    let body = Prose::new(context, &version.path, page.month, pictures).whole(document);
    let (previous, next) = neighbours(context, at);
    let stage = site.stage_of(page).map(|stage| stage.id.clone());
    // The preview shows the text below the notice, so that its editor can still read it.
    let (gone, empty) = (matches!(version.state, State::Gone(_)), matches!(version.state, State::Gone(_)) && !site.show().drafts);
    let article = Article {
        breadcrumbs: crumbs(context, parent(context, page).into_iter().collect(), &version.title),
        strip: if page.page_type == PageType::Playbook { strip(context, stage.as_deref()) } else { Vec::new() },
        title: version.title.to_string(),
        lead: version.summary.as_deref().map(str::to_owned),
        facts: facts(context, page),
        notice: gone.then(|| Notice { level: "caution".into(), html: Html::text(context.word("gone_notice")) }),
        contents: if empty { Vec::new() } else { contents(document) },
        ticks: if context.theme.names(TICKS) { ticks(document) } else { Vec::new() },
        ticks_key: (document.tasks > 0).then(|| format!("{}:{}", site.settings().id, context.address)),
        keepable: !empty && (document.tasks > 0 || document.blocks.iter().any(|block| &*block.name == "self-check")),
        body: if empty { Html::default() } else { Html::from(body) },
        sections: super::below::sections(context, at),
        tags: tags(context, page),
        related: related(context, at, page).into_iter().map(|at| context.entry(at)).collect(),
        feedback: feedback(context, page, version),
        previous,
        next,
    };
    Made {
        page: Page::Article(article),
        name: class(page),
        title: version.title.to_string(),
        description: version.summary.as_deref().map(str::to_owned),
        preview: preview(context, version),
        languages: page.versions.iter().flatten().map(|version| version.language).collect(),
    }
}

fn class(page: &SitePage) -> &'static str {
    match page.page_type {
        PageType::Playbook => "guide",
        PageType::Story => "story",
        PageType::Step => "step",
        PageType::Pilot => "pilot",
        PageType::Review => "review",
        PageType::Plain => "plain",
    }
}

fn preview(context: &Context<'_>, version: &Version) -> Option<Preview> {
    match &version.state {
        State::Preview(_) => Some(Preview { state: "draft".into(), text: context.word("preview_draft").to_owned() }),
        State::Unapproved => Some(Preview { state: "draft".into(), text: context.word("preview_unapproved").to_owned() }),
        State::Gone(Gone::Notice(why)) if context.site.show().drafts => {
            let (state, key) = match why {
                Ended::Archived => ("archived", "preview_archived"),
                Ended::Expired => ("expired", "preview_expired"),
            };
            Some(Preview { state: state.into(), text: context.word(key).to_owned() })
        }
        State::Future(day) => {
            Some(Preview { state: "future".into(), text: context.words.fill("preview_future", &[("date", &context.date(*day))]) })
        }
        _ => None,
    }
}

/// Sections of the second level, for the list of contents.
fn contents(document: &Document) -> Vec<ContentsEntry> {
    let headings = document.headings.iter().filter(|heading| heading.level == 2);
    headings.map(|heading| ContentsEntry { id: heading.id.to_string(), title: heading.text().to_owned(), number: None }).collect()
}

/// The ticks of the page.
fn ticks(document: &Document) -> Vec<Vec<Tick>> {
    let all: Vec<Tick> = (1..=document.tasks).map(|number| Tick { number }).collect();
    if all.is_empty() { Vec::new() } else { vec![all] }
}

/// For whom, how long, when it was confirmed. A missing fact leaves no gap.
fn facts(context: &Context<'_>, page: &SitePage) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut fact = |label: &str, value: Html| facts.push(Fact { label: label.to_owned(), value });
    for facet in context.site.facets() {
        let values: Vec<&str> = page
            .meta
            .facets
            .iter()
            .filter(|(id, _)| id.id == facet.id)
            .filter_map(|(_, value)| facet.value(&value.id))
            .map(|name| context.text(name))
            .collect();
        if !values.is_empty() {
            fact(context.text(&facet.name), Html::text(&values.join(context.word("comma"))));
        }
    }
    let minutes = match &page.details {
        Details::Playbook(playbook) => playbook.minutes,
        Details::Story(story) => story.minutes,
        _ => None,
    };
    if let Some(minutes) = minutes {
        fact(
            context.word("reader_time"),
            Html::from(format!("{minutes}<small>{}</small>", html::escape(context.word("minutes")))),
        );
    }
    if let Some(month) = page.month.filter(|_| page.page_type == PageType::Story) {
        let name = context.month(month);
        let value = match context.to(&Route::StoryMonth(month)) {
            Some(url) => Html::from(format!("<a href=\"{}\">{}</a>", html::escape(&url), html::escape(&name))),
            None => Html::text(&name),
        };
        fact(context.word("story_month"), value);
    }
    match (page.meta.reviewed_on, page.meta.date) {
        (Some(day), _) => fact(context.word("confirmed_on"), Html::text(&context.date(day))),
        (None, Some(day)) => fact(context.word("published_on"), Html::text(&context.date(day))),
        (None, None) => {}
    }
    facts
}

fn tags(context: &Context<'_>, page: &SitePage) -> Vec<Link> {
    page.meta.tags.iter().filter_map(|tag| links::tag(context, tag)).collect()
}

/// The pages before and after it in its folder.
fn neighbours(context: &Context<'_>, at: PageIx) -> (Option<Link>, Option<Link>) {
    let (before, after) = context.site.neighbours(at);
    let link = |at: Option<PageIx>| at.map(|at| context.page_link(at));
    (link(before), link(after))
}

/// Up to three pages that share most with it: stage, metrics, segments, tags. All of it as this site knows it, and the same seen
/// from either page. What a section of the page lists already is left out: the stories it was used in, the playbooks a story used.
fn related(context: &Context<'_>, at: PageIx, page: &SitePage) -> Vec<PageIx> {
    const MOST: usize = 3;
    let site = context.site;
    let relations = site.relations();
    let mut shared: BTreeMap<PageIx, usize> = BTreeMap::new();
    let mut share = |list: Option<&Vec<PageIx>>, weight: usize| {
        for other in around(list.map_or(&[][..], Vec::as_slice), at).filter(|other| **other != at) {
            *shared.entry(*other).or_default() += weight;
        }
    };
    if let Some(stage) = site.stage_of(page) {
        share(relations.stage_playbooks.get(&stage.id), 3);
        share(relations.stage_stories.get(&stage.id), 3);
    }
    let mut listed: Vec<PageIx> = Vec::new();
    let (metrics, segments): (&mut dyn Iterator<Item = &Ref>, &[Ref]) = match &page.details {
        Details::Playbook(it) => {
            listed.extend(relations.used_in.get(&page.id).into_iter().flatten());
            (&mut it.moves.iter(), &it.segments)
        }
        Details::Story(it) => {
            listed.extend(it.playbooks.iter().filter_map(|id| site.find(PageType::Playbook, &id.id)));
            (&mut it.results.iter().map(|result| &result.metric), it.segment.as_slice())
        }
        _ => return Vec::new(),
    };
    for metric in metrics {
        share(relations.moved_by.get(&metric.id), 2);
        share(relations.shown_by.get(&metric.id), 2);
    }
    for segment in segments {
        share(relations.segment_playbooks.get(&segment.id), 1);
        share(relations.segment_stories.get(&segment.id), 1);
    }
    for tag in &page.meta.tags {
        share(site.tags().get(tag), 1);
    }
    // Of those that share as much the nearest, counted among these pages alone: what lies between them is no matter of theirs.
    let before = shared.range(..at).count();
    let far = |place: usize| if place < before { before - place } else { place - before + 1 };
    let found = shared.into_iter().enumerate().map(|(place, (other, weight))| (Reverse(weight), far(place), other));
    let mut found: Vec<_> = found.collect();
    found.sort_unstable();
    let to_read =
        |other: &PageIx| !listed.contains(other) && matches!(site.page(*other).page_type, PageType::Playbook | PageType::Story);
    found.into_iter().map(|(.., other)| other).filter(to_read).take(MOST).collect()
}

/// The entries of a list that lie nearest to a page. What thousands of pages share says little about any two of them.
fn around(list: &[PageIx], at: PageIx) -> impl Iterator<Item = &PageIx> {
    const LOOKED_AT: usize = 24;
    let near = list.partition_point(|other| *other < at);
    list[near.saturating_sub(LOOKED_AT)..(near + LOOKED_AT).min(list.len())].iter()
}

fn feedback(context: &Context<'_>, page: &SitePage, version: &Version) -> Option<Feedback> {
    let asked = page.page_type == PageType::Playbook && context.site.settings().kind == SiteKind::Customer;
    let (action, mail) = match context.site.config().feedback.as_ref().filter(|_| asked)? {
        Where::Url(url) => (url.to_string(), false),
        Where::Mail(mail) => (format!("mailto:{mail}"), true),
    };
    Some(Feedback { action, mail, subject: version.title.to_string() })
}
