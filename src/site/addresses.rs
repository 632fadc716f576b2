//! Which addresses a site has: those of its pages, of what is made from data, and the old ones that lead on.

use super::page::{PageIx, SitePage, Version};
use super::routes::{Claims, prefixed};
use super::{Relations, Route, Routes, Site};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::PageType;
use crate::model::registers::Registers;
use crate::model::{FiscalYear, Period, Place};
use crate::workflow;
use std::collections::BTreeSet;
use std::sync::Arc;

// A stage of more guides than this has no page for paper: nobody would print it, and it would be as large as all of them.
const MOST_ON_PAPER: usize = 60;

/// All addresses of a site. Those that two pages claim are reported.
pub(super) fn routes(site: &Site<'_>, report: &mut Report) -> Routes {
    let mut claims = Claims::default();
    let generated = generated(site);
    head_routes(site, &generated, &mut claims, report);
    page_routes(site, &mut claims, report);
    for language in 0..site.config.languages.len() {
        for route in generated.iter().cloned() {
            let Some(address) = route.address() else { continue };
            let address = prefixed(&address, language, &site.config.languages);
            claims.add(address, route, language, None, report);
        }
        // A page that stands at a folder's address is the folder's page.
        for folder in site.shape.folders.all.keys() {
            let address = prefixed(folder, language, &site.config.languages);
            if !claims.holds(&address) {
                claims.add(address, Route::Folder(Arc::clone(folder)), language, None, report);
            }
        }
    }
    alias_routes(site, &mut claims, report);
    claims.routes()
}

/// The address of a list belongs to the `index.md` that heads it, so that another page there is told.
fn head_routes(site: &Site<'_>, generated: &[Route], claims: &mut Claims, report: &mut Report) {
    let made: BTreeSet<String> = generated.iter().filter_map(Route::address).collect();
    let heads = |page: &&Arc<SitePage>| {
        page.heads_list && site.shape.folders.all.contains_key(&page.address) && !made.contains(&*page.address)
    };
    for page in site.shape.pages.iter().filter(heads) {
        for version in page.versions.iter().flatten() {
            let address = prefixed(&page.address, version.language, &site.config.languages);
            let route = Route::Folder(Arc::clone(&page.address));
            claims.add(address, route, version.language, Some(first_line(version)), report);
        }
    }
}

/// Where a page is declared, for messages about its address.
fn first_line(version: &Version) -> Place {
    Place { path: version.path.clone(), line: 1, column: 1, width: 1 }
}

fn page_routes(site: &Site<'_>, claims: &mut Claims, report: &mut Report) {
    for (at, page) in site.shape.pages.iter().enumerate() {
        // Reviews are made whole from data; what people wrote goes into them. Heads of lists go into the lists.
        let in_another = page.heads_list || (page.page_type == PageType::Review && page.id.parse::<Period>().is_ok());
        if in_another {
            continue;
        }
        for version in page.versions.iter().flatten() {
            let address = prefixed(&page.address, version.language, &site.config.languages);
            claims.add(address, Route::Page(PageIx(at as u32)), version.language, Some(first_line(version)), report);
        }
    }
}

fn alias_routes(site: &Site<'_>, claims: &mut Claims, report: &mut Report) {
    for (at, page) in site.shape.pages.iter().enumerate().filter(|(_, page)| page.is_listed()) {
        for version in page.versions.iter().flatten() {
            if let Some(short) = &page.meta.short {
                let address = prefixed(&format!("/s/{}/", short.id), version.language, &site.config.languages);
                let route = Route::Alias(PageIx(at as u32), version.language);
                claims.add(address, route, version.language, Some(short.place.clone()), report);
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
                claims.add(Arc::clone(alias), route, version.language, Some(place), report);
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
