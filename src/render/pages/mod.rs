//! One file a kind of page: from the site to its view.

mod agreements;
mod article;
mod audit;
mod below;
mod handover;
mod home;
mod initial;
pub(super) mod journey;
mod listing;
mod load;
pub(super) mod maturity;
mod metric;
mod metrics;
pub(super) mod organisation;
mod paper;
pub(super) mod review;
mod reviews;
pub(super) mod roadmap;
pub(super) mod role;
mod sections;
mod segment;
mod story;
mod team_home;
mod tools;
mod upkeep;

use super::Made;
use super::context::Context;
use super::pictures::Pictures;
use super::view::{Crumb, Link, NotFound, Page, Redirect, Stop};
use crate::config::SiteKind;
use crate::model::Period;
use crate::model::registers::{Stance, Verdict};
use crate::site::{Gone, PageIx, Route, SitePage, State};

/// Makes the page that stands at a route.
pub(super) fn make(context: &Context<'_>, route: &Route, pictures: &Pictures<'_>) -> Made {
    match route {
        Route::Home if context.site.settings().kind == SiteKind::Team => team_home::make(context, pictures),
        Route::Home => home::make(context, pictures),
        Route::Reviews => reviews::make(context),
        Route::Page(at) => written(context, *at, pictures),
        Route::Alias(at, language) => redirect(context, *at, *language),
        Route::Folder(address) => listing::folder(context, address, pictures),
        Route::Tags => listing::tags(context),
        Route::Tag(tag) => listing::tag(context, tag),
        Route::Facet(facet, value) => listing::facet(context, facet, value),
        Route::Stage(id) => listing::stage(context, id),
        Route::StoryMonth(month) => listing::story_month(context, *month),
        Route::Search => listing::search(context),
        Route::Metrics => metrics::make(context),
        Route::Metric(id) => metric::make(context, id),
        Route::Review(period) => review::make(context, *period, pictures),
        Route::Journey => journey::make(context),
        Route::StagePrint(id) => paper::stage(context, id, pictures),
        Route::Segments => segment::all(context),
        Route::Segment(id) => segment::one(context, id),
        Route::Roles => role::all(context),
        Route::Role(id) => role::one(context, id),
        Route::Organisation => organisation::make(context),
        Route::Handover => handover::make(context),
        Route::Agreements => agreements::make(context),
        Route::Tools => tools::make(context),
        Route::Roadmap => roadmap::make(context),
        Route::Maturity => maturity::make(context),
        Route::Overdue => upkeep::overdue(context),
        Route::Changes => upkeep::changes(context),
        Route::Audit => audit::make(context),
    }
}

fn written(context: &Context<'_>, at: PageIx, pictures: &Pictures<'_>) -> Made {
    match context.site.page(at).version(context.language).state {
        State::Gone(Gone::Replaced(target)) => redirect(context, target, context.language),
        _ => article::make(context, at, pictures),
    }
}

/// A page that sends its reader on.
fn redirect(context: &Context<'_>, at: PageIx, language: usize) -> Made {
    let title = context.site.page(at).title(language).to_owned();
    let url = context.href(&context.site.page_address(at, language));
    Made::new("redirect", title.clone(), Page::Redirect(Redirect { url, title }))
}

/// The page for an unknown address.
pub(super) fn not_found(context: &Context<'_>) -> Made {
    let mut links: Vec<Link> = context.link(&Route::Home, context.word("home")).into_iter().collect();
    links.extend(context.link(&Route::Search, context.word("search_title")));
    links.extend(journey_link(context));
    Made::new("not-found", context.word("not_found_title"), Page::NotFound(NotFound { links }))
}

/// The way to the journey, in the words of those who read the site: customers follow their own way, not a team's map.
pub(super) fn journey_link(context: &Context<'_>) -> Option<Link> {
    let key = match context.site.settings().kind {
        SiteKind::Customer => "journey",
        SiteKind::Team => "place_journey",
    };
    context.link(&Route::Journey, context.word(key))
}

/// The way from the home page: crumbs before the page's own title.
pub(super) fn crumbs(context: &Context<'_>, above: Vec<Link>, title: &str) -> Vec<Crumb> {
    let home = context.link(&Route::Home, context.word("home"));
    let above = home.into_iter().chain(above).map(|link| Crumb { name: link.name, url: Some(link.url) });
    above.chain([Crumb { name: title.to_owned(), url: None }]).collect()
}

/// The stages as stops on the line, the page's own marked; none where there is only one.
pub(super) fn strip(context: &Context<'_>, current: Option<&str>) -> Vec<Stop> {
    let stages = &context.site.registers().journey;
    let stop = |stage: &crate::model::registers::Stage| {
        let url = context.to(&Route::Stage(stage.id.clone()))?;
        Some(Stop { name: context.text(&stage.name).to_owned(), url, current: current == Some(&*stage.id) })
    };
    if stages.len() < 2 { Vec::new() } else { stages.iter().filter_map(stop).collect() }
}

/// The list a page belongs to, for breadcrumbs: its stage, else its folder.
pub(super) fn parent(context: &Context<'_>, page: &SitePage) -> Option<Link> {
    if let Some(stage) = context.site.stage_of(page) {
        return context
            .link(&Route::Stage(stage.id.clone()), context.words.fill("stage_guides", &[("name", context.text(&stage.name))]));
    }
    let folder = page.address.trim_end_matches('/').rsplit_once('/').map(|(folder, _)| format!("{folder}/"))?;
    // The home page stands at the beginning of every way already.
    if folder == "/" {
        return None;
    }
    let route = Route::Folder(folder.as_str().into());
    context.link(&route, listing::folder_title(context, &folder))
}

/// The pages an index gives for an id, as a list; nothing where there are none.
pub(super) fn entries(
    context: &Context<'_>,
    index: &std::collections::BTreeMap<std::sync::Arc<str>, Vec<PageIx>>,
    id: &str,
) -> Option<super::view::Block> {
    entries_of(context, index.get(id)?)
}

/// Pages as a list in reading order; nothing where there are none.
pub(super) fn entries_of(context: &Context<'_>, pages: &[PageIx]) -> Option<super::view::Block> {
    let mut pages = pages.to_vec();
    context.site.in_reading_order(&mut pages);
    let entries: Vec<_> = pages.into_iter().map(|at| context.entry(at)).collect();
    let group = super::view::EntryGroup { entries, ..super::view::EntryGroup::default() };
    (!group.entries.is_empty()).then_some(super::view::Block::Entries(group))
}

/// The period of the same length before.
pub(super) fn previous_period(context: &Context<'_>, period: Period) -> Period {
    let fiscal = context.site.config().fiscal_year;
    let last = fiscal.months(period).first.previous();
    match period {
        Period::Month(_) => Period::Month(last),
        Period::Quarter(..) => Period::Quarter(fiscal.of(last), fiscal.quarter(last)),
        Period::Year(_) => Period::Year(fiscal.of(last)),
    }
}

/// The word for whether a company wants such customers.
pub(super) fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Target => "fit_target",
        Verdict::Conditional => "fit_conditional",
        Verdict::Avoid => "fit_avoid",
    }
}

/// The word for what a role does: 守り, 攻め, 基盤.
pub(super) fn stance_word(stance: Stance) -> &'static str {
    match stance {
        Stance::Defend => "stance_defend",
        Stance::Attack => "stance_attack",
        Stance::Base => "stance_base",
    }
}
