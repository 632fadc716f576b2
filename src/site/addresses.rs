//! Which addresses a site has: those of its pages, of what is made from data, and the old ones that lead on.

use super::page::{PageIx, SitePage, Version};
use super::routes::{By, Claim, prefixed};
use super::{Relations, Route, Routes, Site};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::PageType;
use crate::model::registers::Registers;
use crate::model::{FiscalYear, Period, Place};
use crate::workflow;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

// A stage of more guides than this has no page for paper: nobody would print it, and it would be as large as all of them.
const MOST_ON_PAPER: usize = 60;

/// All addresses of a site. Those that two pages claim are reported.
pub(super) fn routes(site: &Site<'_>, report: &mut Report) -> Routes {
    let generated = generated(site);
    let (pages, old) = rayon::join(|| of_pages(site), || old_addresses(site));
    // Whoever comes first has the address.
    let mut claims = of_heads(site, &generated);
    claims.extend(pages);
    claims.extend((0..site.config.languages.len()).flat_map(|language| of_lists(site, &generated, language)));
    for old in old {
        match old {
            Ok(claim) => claims.push(claim),
            Err(finding) => report.push(finding),
        }
    }
    let place = |by: By| match by {
        By::Data | By::List => None,
        By::Page(at, language) => site.shape.pages[at.0 as usize].versions.get(language)?.as_ref().map(first_line),
        By::Short(at) => site.shape.pages[at.0 as usize].meta.short.as_ref().map(|short| short.place.clone()),
    };
    Routes::given(claims, place, report)
}

/// The address of a list belongs to the `index.md` that heads it, so that another page there is told.
fn of_heads(site: &Site<'_>, generated: &[Route]) -> Vec<Claim> {
    let made: BTreeSet<String> = generated.iter().filter_map(Route::address).collect();
    let heads = |(_, page): &(usize, &Arc<SitePage>)| {
        page.heads_list && site.shape.folders.all.contains_key(&page.address) && !made.contains(&*page.address)
    };
    let heads = site.shape.pages.iter().enumerate().filter(heads);
    let claims = |(at, page): (usize, &'_ Arc<SitePage>)| {
        let address = Arc::clone(&page.address);
        of_versions(site, PageIx(at as u32), move |_| Route::Folder(Arc::clone(&address)))
    };
    heads.flat_map(claims).collect()
}

fn of_pages(site: &Site<'_>) -> Vec<Claim> {
    // Reviews are made whole from data; what people wrote goes into them. Heads of lists go into the lists.
    let in_another =
        |page: &SitePage| page.heads_list || (page.page_type == PageType::Review && page.id.parse::<Period>().is_ok());
    let pages = site.shape.pages.par_iter().enumerate().filter(|(_, page)| !in_another(page));
    pages.flat_map_iter(|(at, _)| of_versions(site, PageIx(at as u32), Route::Page)).collect()
}

/// The address of a page in each language it is written in.
fn of_versions(site: &Site<'_>, at: PageIx, route: impl Fn(PageIx) -> Route) -> impl Iterator<Item = Claim> {
    let page = &site.shape.pages[at.0 as usize];
    page.versions.iter().flatten().map(move |version| Claim {
        address: address_in(site, &page.address, version.language),
        route: route(at),
        language: version.language,
        by: By::Page(at, version.language),
    })
}

/// What is made from data, and the lists of the folders.
fn of_lists<'s>(site: &'s Site<'_>, generated: &'s [Route], language: usize) -> impl Iterator<Item = Claim> + use<'s> {
    let made = generated.iter().filter_map(|route| Some((route.address()?.into(), route.clone(), By::Data)));
    // A page that stands at a folder's address is the folder's page.
    let folders = site.shape.folders.all.keys();
    let folders = folders.map(|folder| (Arc::clone(folder), Route::Folder(Arc::clone(folder)), By::List));
    made.chain(folders).map(move |(address, route, by)| Claim {
        address: address_in(site, &address, language),
        route,
        language,
        by,
    })
}

fn address_in(site: &Site<'_>, address: &Arc<str>, language: usize) -> Arc<str> {
    match prefixed(address, language, &site.config.languages) {
        Cow::Borrowed(_) => Arc::clone(address),
        Cow::Owned(prefixed) => prefixed.into(),
    }
}

/// Where a page is declared, for messages about its address.
fn first_line(version: &Version) -> Place {
    Place { path: version.path.clone(), line: 1, column: 1, width: 1 }
}

/// The short addresses, and those that pages had before.
fn old_addresses(site: &Site<'_>) -> Vec<Result<Claim, Diagnostic>> {
    let pages = site.shape.pages.par_iter().enumerate().filter(|(_, page)| page.is_listed());
    pages.flat_map_iter(|(at, page)| old_addresses_of(site, PageIx(at as u32), page)).collect()
}

fn old_addresses_of(site: &Site<'_>, at: PageIx, page: &SitePage) -> Vec<Result<Claim, Diagnostic>> {
    let mut old = Vec::new();
    for version in page.versions.iter().flatten() {
        let language = version.language;
        let claim = |address: Arc<str>, by: By| Claim { address, route: Route::Alias(at, language), language, by };
        if let Some(short) = &page.meta.short {
            let address = format!("/s/{}/", short.id).into();
            old.push(Ok(claim(address_in(site, &address, language), By::Short(at))));
        }
        old.extend(version.aliases.iter().map(|alias| match is_file(alias) {
            true => Err(of_a_file(alias, version)),
            false => Ok(claim(Arc::clone(alias), By::Page(at, language))),
        }));
    }
    old
}

fn of_a_file(alias: &str, version: &Version) -> Diagnostic {
    let message = format!("the alias `{alias}` is the address of a file that every site has");
    let finding = Diagnostic::new(&codes::DUPLICATE_ADDRESS, first_line(version), message);
    finding.hint("take the alias away, or choose another address")
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
    when(!site.shape.tags.all.is_empty(), Route::Tags);
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
    routes.extend(site.shape.tags.all.keys().map(|tag| Route::Tag(Arc::clone(tag))));
    routes.extend(registers.journey.iter().map(|it| Route::Stage(Arc::clone(&it.id))));
    routes.extend(on_paper(&site.shape.relations, registers).map(|id| Route::StagePrint(Arc::clone(id))));
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

/// The stages whose guides stand on one page for paper.
pub(super) fn on_paper<'r>(relations: &Relations, registers: &'r Registers) -> impl Iterator<Item = &'r Arc<str>> {
    let printed = |guides: &Vec<PageIx>| (2..=MOST_ON_PAPER).contains(&guides.len());
    let stages = registers.journey.iter().filter(move |it| relations.stage_playbooks.get(&it.id).is_some_and(printed));
    stages.map(|it| &it.id)
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
