//! The one filter: from everything that is known to what one audience may see.

use super::filter::Filter;
use super::page::{Gone, PageIx, SitePage, State, Version};
use super::routes::prefixed;
use super::{Relations, Route, Routes, Shape, Site, list};
use crate::compute::Figures;
use crate::config::{Config, Facet, SiteConfig};
use crate::content::markdown::{self, Cut, PassageKind};
use crate::content::{Content, Context, Written, stem};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Details, Page, PageType, Step};
use crate::model::registers::Registers;
use crate::model::{Audience, FiscalYear, History, Period, Place, Ref, SiteAudit};
use crate::workflow::{self, Approvals, Standing};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

// Folders below `content/` whose list page is made from what is on it.
const LISTS: &[&str] = &[
    "",
    "agreements",
    "audit",
    "changes",
    "handover",
    "journey",
    "maturity",
    "metrics",
    "organisation",
    "overdue",
    "pilots",
    "playbooks",
    "reviews",
    "roadmap",
    "roles",
    "search",
    "segments",
    "steps",
    "stories",
    "tags",
    "tools",
];

// A stage of more guides than this has no page for paper: nobody would print it, and it would be as large as all of them.
const MOST_ON_PAPER: usize = 60;

/// Everything that was read and computed, unfiltered.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The registers.
    pub registers: &'a Registers,
    /// The figures.
    pub figures: &'a Figures,
    /// The figures for all sites but the narrowest.
    pub wider_figures: &'a Figures,
    /// The pages and files.
    pub content: &'a Content,
    /// The approvals of the pages.
    pub approvals: &'a Approvals,
    /// What git knows.
    pub history: Option<&'a History>,
    /// Today.
    pub today: Date,
    /// What of the unpublished is shown.
    pub show: Show,
    /// What the wider sites give away, as far as they are made.
    pub audits: &'a [SiteAudit],
}

/// What of the unpublished is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Show {
    /// Pages that are not published yet.
    pub drafts: bool,
    /// Pages whose day has not come.
    pub future: bool,
}

/// Assembles the site one audience gets to see. Addresses that two pages claim are reported.
pub fn assemble<'a>(sources: Sources<'a>, settings: &'a SiteConfig, report: &mut Report) -> Site<'a> {
    let definitions = sources.figures.definitions();
    let sees_metric =
        |id: &str| definitions.find_ref(id).is_some_and(|of| settings.audience.sees(definitions.get(of.metric).audience));
    let filter = Filter::new(settings.audience, &sources.config.audiences, sources.registers, &sees_metric);
    let registers = filter.registers();
    let facets = filter.facets(&sources.config.facets);
    let mut pages = pages(sources, settings, &filter, &facets);
    place_references(&mut pages);
    lone_indexes(&mut pages);
    let mut shape = Shape {
        today: sources.today,
        narrowest: filter.narrowest,
        show: sources.show,
        facets,
        by_path: HashMap::new(),
        by_id: HashMap::new(),
        folders: list::folders(&pages, &registers),
        tags: BTreeMap::new(),
        common_tags: Vec::new(),
        heads: BTreeMap::new(),
        relations: Relations::of(&pages, &registers, filter.narrowest),
        routes: Routes::default(),
        registers,
        pages,
    };
    index(&mut shape);
    let figures = if filter.narrowest { sources.figures } else { sources.wider_figures };
    let figures = super::SiteFigures::new(figures, settings.audience, filter.narrowest);
    // Names, dates and words of changes never leave the narrowest site: whoever changes only a passage inside a public page
    // would be seen outside.
    let history = sources.history.filter(|_| filter.narrowest);
    let audits = if filter.narrowest { sources.audits } else { &[] };
    let mut site = Site { settings, config: sources.config, shape: Arc::new(shape), figures, history, audits, asked: None };
    let routes = routes(&site, report);
    // Nobody else holds it yet.
    if let Some(shape) = Arc::get_mut(&mut site.shape) {
        shape.routes = routes;
    }
    site
}

/// The steps of maturity that have a guide on the narrowest site.
pub fn steps<'c>(content: &'c Content, approvals: &Approvals, today: Date, show: Show) -> Vec<&'c Step> {
    let pages = content.pages.iter().map(|written| &written.page).filter(|page| page.original);
    let shown = |page: &&Page| !matches!(state(page, page, approvals, today, show), None | Some(State::Gone(_)));
    let step = |page: &'c Page| match &page.details {
        Details::Step(step) => Some(step),
        _ => None,
    };
    pages.filter(shown).filter_map(step).collect()
}

fn pages(sources: Sources<'_>, settings: &SiteConfig, filter: &Filter<'_>, facets: &[Facet]) -> Vec<SitePage> {
    // By source, not by address: two sources for one address stay two pages, so that the collision is judged after the
    // filter and an internal one never takes the place of a public one.
    let languages = &sources.config.languages;
    let mut all: Vec<(Arc<str>, &Written)> =
        sources.content.pages.par_iter().map(|written| (stem(&written.page.path, languages), &**written)).collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    let groups: Vec<_> = all.chunk_by(|one, other| one.0 == other.0).collect();
    groups.par_iter().filter_map(|group| site_page(sources, settings, (filter, facets), group)).collect()
}

fn site_page(
    sources: Sources<'_>,
    settings: &SiteConfig,
    (filter, facets): (&Filter<'_>, &[Facet]),
    group: &[(Arc<str>, &Written)],
) -> Option<SitePage> {
    // One that these readers may not see is none to them, whatever the others are.
    let visible = |page: &Page| page.original && settings.audience.sees(page.meta.audience);
    let (stem, original) = group.iter().find(|(_, written)| visible(&written.page))?;
    let page = &original.page;
    state(page, page, sources.approvals, sources.today, sources.show)?;
    let mut versions: Vec<Option<Version>> = vec![None; sources.config.languages.len()];
    for (_, written) in group.iter().filter(|(_, written)| settings.audience.sees(written.page.meta.audience)) {
        if let Some(state) = state(&written.page, page, sources.approvals, sources.today, sources.show)
            && let Some(slot) = versions.get_mut(written.page.language)
        {
            *slot = Some(version(sources, settings.audience, written, state));
        }
    }
    Some(SitePage {
        stem: Arc::clone(stem),
        page_type: page.page_type,
        id: Arc::clone(&page.id),
        address: Arc::clone(&page.address),
        heads_list: page.is_index && page.page_type == PageType::Plain,
        meta: filter.meta(&page.meta, facets),
        details: filter.details(&page.details),
        month: page.month(),
        versions,
        original: page.language,
    })
}

/// How a version stands today; `None` if it is left out.
fn state(own: &Page, original: &Page, approvals: &Approvals, today: Date, show: Show) -> Option<State> {
    match workflow::standing(&own.meta, &original.meta, approvals.let_out(&own.path), today) {
        Standing::Live => Some(State::Live),
        Standing::Gone(why) => Some(State::Gone(Gone::Notice(why))),
        Standing::Unpublished(status) => show.drafts.then_some(State::Preview(status)),
        Standing::Unapproved => show.drafts.then_some(State::Unapproved),
        Standing::Future(day) => show.future.then_some(State::Future(day)),
    }
}

fn version(sources: Sources<'_>, audience: Audience, written: &Written, state: State) -> Version {
    let page = &written.page;
    let hidden = |kind: PassageKind| matches!(kind, PassageKind::Audience(at) if !audience.sees(Audience(at as u8)));
    let document = if written.passages.iter().any(|passage| hidden(passage.kind)) {
        let config = sources.config;
        let context = Context { languages: &config.languages, audiences: &config.audiences, highlight: config.highlight };
        let cut: Cut<'_> = markdown::cut(page.body(), page.body_start, &written.passages, |passage| !hidden(passage.kind));
        Arc::new(context.parse(&cut, page))
    } else {
        Arc::clone(&written.document)
    };
    Version {
        language: page.language,
        title: Arc::clone(&page.meta.title),
        summary: page.meta.summary.clone(),
        document,
        state,
        aliases: page.meta.aliases.iter().map(|alias| Arc::clone(&alias.id)).collect(),
        path: page.path.clone(),
    }
}

/// An `index.md` with nothing beside it is a page like any other: its text must not vanish with the list it would head.
fn lone_indexes(pages: &mut [SitePage]) {
    let others: BTreeSet<Arc<str>> =
        pages.iter().filter(|page| !page.heads_list && page.is_listed()).map(|page| Arc::clone(&page.address)).collect();
    for page in pages.iter_mut().filter(|page| page.heads_list) {
        let below = others.range(Arc::clone(&page.address)..).next();
        let heads = below.is_some_and(|address| address.starts_with(&*page.address) && *address != page.address);
        // The lists of types and those made from data exist when something on them does, whatever heads them.
        page.heads_list = heads || LISTS.contains(&page.address.trim_matches('/'));
    }
}

/// References between pages: kept where the other page is on the site.
fn place_references(pages: &mut [SitePage]) {
    let by_id: BTreeMap<(PageType, Arc<str>), PageIx> =
        pages.iter().enumerate().map(|(at, page)| ((page.page_type, Arc::clone(&page.id)), PageIx(at as u32))).collect();
    let gone: BTreeSet<PageIx> =
        pages.iter().enumerate().filter(|(_, page)| !page.is_listed()).map(|(at, _)| PageIx(at as u32)).collect();
    let listed = |page_type: PageType, id: &Ref| by_id.get(&(page_type, Arc::clone(&id.id))).is_some_and(|at| !gone.contains(at));
    for page in pages {
        if let Some(replacement) = page.meta.replaced_by.clone() {
            let target = by_id.get(&(page.page_type, Arc::clone(&replacement.id))).or_else(|| {
                let path = replacement.id.trim_matches('/');
                by_id.get(&(PageType::Plain, path.into()))
            });
            match target.filter(|at| !gone.contains(at)) {
                Some(target) => replace(page, *target),
                None => page.meta.replaced_by = None,
            }
        }
        match &mut page.details {
            Details::Story(story) => story.playbooks.retain(|id| listed(PageType::Playbook, id)),
            Details::Step(step) => step.playbooks.retain(|id| listed(PageType::Playbook, id)),
            _ => {}
        }
    }
}

fn replace(page: &mut SitePage, target: PageIx) {
    for version in page.versions.iter_mut().flatten() {
        if matches!(version.state, State::Gone(_)) {
            version.state = State::Gone(Gone::Replaced(target));
        }
    }
}

fn index(site: &mut Shape) {
    for (at, page) in site.pages.iter().enumerate() {
        let at = PageIx(at as u32);
        site.by_id.entry((page.page_type, Arc::clone(&page.id))).or_insert(at);
        for version in page.versions.iter().flatten() {
            site.by_path.insert(version.path.clone(), (at, version.language));
        }
    }
    let mut tags: BTreeMap<Arc<str>, Vec<PageIx>> = BTreeMap::new();
    for (at, page) in site.pages.iter().enumerate().filter(|(_, page)| page.is_listed() && !page.heads_list) {
        for tag in &page.meta.tags {
            tags.entry(Arc::clone(tag)).or_default().push(PageIx(at as u32));
        }
    }
    site.common_tags = tags.keys().cloned().collect();
    site.common_tags.sort_by_cached_key(|tag| (std::cmp::Reverse(tags.get(tag).map_or(0, Vec::len)), Arc::clone(tag)));
    site.tags = tags;
    let heads = site.pages.iter().enumerate().filter(|(_, page)| page.heads_list && page.is_listed());
    site.heads = heads.map(|(at, page)| (Arc::clone(&page.address), PageIx(at as u32))).collect();
}

fn routes(site: &Site<'_>, report: &mut Report) -> Routes {
    let mut routes = Routes::default();
    let generated = generated(site);
    head_routes(site, &generated, &mut routes, report);
    page_routes(site, &mut routes, report);
    for language in 0..site.config.languages.len() {
        for route in generated.iter().cloned() {
            let Some(address) = route.address() else { continue };
            let address = prefixed(&address, language, &site.config.languages);
            routes.add(address, route, language, None, report);
        }
        // A page that stands at a folder's address is the folder's page.
        for folder in site.shape.folders.keys() {
            let address = prefixed(folder, language, &site.config.languages);
            if routes.at(&address).is_none() {
                routes.add(address, Route::Folder(Arc::clone(folder)), language, None, report);
            }
        }
    }
    alias_routes(site, &mut routes, report);
    routes
}

/// The address of a list belongs to the `index.md` that heads it, so that another page there is told.
fn head_routes(site: &Site<'_>, generated: &[Route], routes: &mut Routes, report: &mut Report) {
    let made: BTreeSet<String> = generated.iter().filter_map(Route::address).collect();
    let heads =
        |page: &&SitePage| page.heads_list && site.shape.folders.contains_key(&page.address) && !made.contains(&*page.address);
    for page in site.shape.pages.iter().filter(heads) {
        for version in page.versions.iter().flatten() {
            let address = prefixed(&page.address, version.language, &site.config.languages);
            let route = Route::Folder(Arc::clone(&page.address));
            routes.add(address, route, version.language, Some(first_line(version)), report);
        }
    }
}

/// Where a page is declared, for messages about its address.
fn first_line(version: &Version) -> Place {
    Place { path: version.path.clone(), line: 1, column: 1, width: 1 }
}

fn page_routes(site: &Site<'_>, routes: &mut Routes, report: &mut Report) {
    for (at, page) in site.shape.pages.iter().enumerate() {
        // Reviews are made whole from data; what people wrote goes into them. Heads of lists go into the lists.
        let in_another = page.heads_list || (page.page_type == PageType::Review && page.id.parse::<Period>().is_ok());
        if in_another {
            continue;
        }
        for version in page.versions.iter().flatten() {
            let address = prefixed(&page.address, version.language, &site.config.languages);
            routes.add(address, Route::Page(PageIx(at as u32)), version.language, Some(first_line(version)), report);
        }
    }
}

fn alias_routes(site: &Site<'_>, routes: &mut Routes, report: &mut Report) {
    for (at, page) in site.shape.pages.iter().enumerate().filter(|(_, page)| page.is_listed()) {
        for version in page.versions.iter().flatten() {
            if let Some(short) = &page.meta.short {
                let address = prefixed(&format!("/s/{}/", short.id), version.language, &site.config.languages);
                let route = Route::Alias(PageIx(at as u32), version.language);
                routes.add(address, route, version.language, Some(short.place.clone()), report);
            }
            for alias in &version.aliases {
                let place = first_line(version);
                if is_file(alias) {
                    let message = format!("the alias `{alias}` is the address of a file that every site has");
                    let finding = Diagnostic::new(&codes::DUPLICATE_ADDRESS, place, message);
                    report.push(finding.hint("take the alias away, or choose another address"));
                    continue;
                }
                let route = Route::Alias(PageIx(at as u32), version.language);
                routes.add(Arc::clone(alias), route, version.language, Some(place), report);
            }
        }
    }
}

/// Whether an address belongs to a file beside the pages: feed, sitemap, assets.
fn is_file(address: &str) -> bool {
    let last = address.rsplit('/').next().unwrap_or("");
    address.starts_with("/assets/")
        || matches!(last, "404.html" | "atom.xml" | "sitemap.xml" | "robots.txt" | "figures.json" | "index.html")
}

/// The pages that are made from data, in a fixed order. Each exists when something on it does.
fn generated(site: &Site<'_>) -> Vec<Route> {
    let registers = &site.shape.registers;
    let mut routes = vec![Route::Home];
    let mut when = |holds: bool, route: Route| {
        if holds {
            routes.push(route);
        }
    };
    when(site.config.search, Route::Search);
    when(!site.shape.tags.is_empty(), Route::Tags);
    when(!registers.journey.is_empty(), Route::Journey);
    when(!registers.segments.is_empty(), Route::Segments);
    when(!registers.roles.is_empty(), Route::Roles);
    when(!registers.org.units.is_empty(), Route::Organisation);
    when(!registers.handover.items.is_empty() || !registers.handover.routing.is_empty(), Route::Handover);
    when(!registers.agreements.is_empty(), Route::Agreements);
    when(!registers.tools.is_empty(), Route::Tools);
    when(!registers.roadmap.items.is_empty(), Route::Roadmap);
    when(site.shape.narrowest && site.shape.pages.iter().any(|page| page.page_type == PageType::Step), Route::Maturity);
    when(site.figures.metrics().next().is_some(), Route::Metrics);
    when(!site.reviews().is_empty(), Route::Reviews);
    when(site.shape.narrowest && site.shape.pages.iter().any(|page| workflow::due(&page.meta).is_some()), Route::Overdue);
    when(site.history.is_some(), Route::Changes);
    when(site.shape.narrowest && site.config.sites.iter().any(|it| it.audience < site.settings.audience), Route::Audit);
    routes.extend(site.shape.tags.keys().map(|tag| Route::Tag(Arc::clone(tag))));
    routes.extend(registers.journey.iter().map(|it| Route::Stage(Arc::clone(&it.id))));
    let printed = |guides: &Vec<PageIx>| (2..=MOST_ON_PAPER).contains(&guides.len());
    routes.extend(
        registers
            .journey
            .iter()
            .filter(|it| site.shape.relations.stage_playbooks.get(&it.id).is_some_and(printed))
            .map(|it| Route::StagePrint(Arc::clone(&it.id))),
    );
    routes.extend(registers.segments.iter().map(|it| Route::Segment(Arc::clone(&it.id))));
    routes.extend(registers.roles.iter().map(|it| Route::Role(Arc::clone(&it.id))));
    routes.extend(site.figures.metrics().map(|(_, metric)| Route::Metric(Arc::clone(&metric.id))));
    routes.extend(site.reviews().into_iter().map(Route::Review));
    routes.extend(site.story_months().into_iter().map(Route::StoryMonth));
    for facet in &site.shape.facets {
        for (value, _) in &facet.values {
            if site.shape.relations.facet_values.contains_key(&*format!("{}/{value}", facet.id)) {
                routes.push(Route::Facet(Arc::clone(&facet.id), Arc::clone(value)));
            }
        }
    }
    routes
}

/// The quarters and years that months with figures lie in.
pub(super) fn periods(fiscal: FiscalYear, months: impl Iterator<Item = crate::model::Month>) -> Vec<Period> {
    let mut periods = BTreeSet::new();
    for month in months {
        periods.insert(Period::Month(month));
        periods.insert(Period::Quarter(fiscal.of(month), fiscal.quarter(month)));
        periods.insert(Period::Year(fiscal.of(month)));
    }
    periods.into_iter().collect()
}
