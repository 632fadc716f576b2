//! Pages that come, go, move or say something else, site by site.

use super::State;
use crate::model::SourcePath;
use crate::model::page::Page;
use crate::pipeline::Known;
use crate::workflow::{self, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// What happens to a page on some sites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageChange {
    /// The sites, in the order of the settings.
    pub sites: Vec<String>,
    /// Its address, the one before the change where there is one.
    pub address: String,
    /// Its title; none for a page made from data.
    pub title: Option<String>,
    /// Its file; none for a page made from data.
    pub path: Option<SourcePath>,
    /// What happens.
    pub kind: PageKind,
}

/// What happens to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageKind {
    /// It was not there before.
    Added,
    /// Its own text or front matter is another.
    Changed,
    /// It stands somewhere else.
    Moved {
        /// Where.
        to: String,
        /// Whether the old address leads there.
        redirected: bool,
    },
    /// It is gone.
    Removed {
        /// Why: `deleted`, `archived`, `draft`, `for other readers` …
        because: &'static str,
        /// Whether something still stands at its address: a redirect or a notice.
        redirected: bool,
    },
}

/// The pages that readers of a site see, by address.
fn shown(known: &Known, site: usize) -> BTreeMap<String, &Page> {
    let Some(site) = known.config.sites.get(site) else { return BTreeMap::new() };
    let mut pages = BTreeMap::new();
    for (page, original) in known.content.with_originals() {
        let standing =
            |page: &Page| workflow::standing(&page.meta, &original.meta, known.approvals.let_out(&page.path), known.today);
        let seen = [page, original].iter().all(|page| site.audience.sees(page.meta.audience) && standing(page) == Standing::Live);
        if seen {
            pages.insert(address(page, known), page);
        }
    }
    pages
}

fn address(page: &Page, known: &Known) -> String {
    match known.config.languages.get(page.language) {
        Some(code) if page.language > 0 => format!("/{code}{}", page.address),
        _ => page.address.to_string(),
    }
}

/// What changes on the sites that both trees have; a new site, or one that is gone, is its settings' to tell.
pub(super) fn compare(before: &State, after: &State) -> Vec<PageChange> {
    let mut changes: Vec<PageChange> = Vec::new();
    for (new, site) in after.known.config.sites.iter().enumerate() {
        let Some(old) = before.known.config.sites.iter().position(|known| known.id == site.id) else { continue };
        for change in of_site(before, after, (old, new), &site.id) {
            // The same on several sites is said once.
            let same = |known: &&mut PageChange| (&known.address, &known.kind) == (&change.address, &change.kind);
            match changes.iter_mut().find(same) {
                Some(known) => known.sites.extend(change.sites),
                None => changes.push(change),
            }
        }
    }
    changes
}

fn of_site(before: &State, after: &State, (old, new): (usize, usize), site: &str) -> Vec<PageChange> {
    let (was, is) = (shown(&before.known, old), shown(&after.known, new));
    let stands = |state: &State, address: &str| {
        let file = format!("{}index.html", address.trim_start_matches('/'));
        state.build.outputs.sites.get(site).is_some_and(|files| files.get(&file).is_some())
    };
    let change = |address: &str, page: Option<&Page>, kind: PageKind| PageChange {
        sites: vec![site.to_owned()],
        address: address.to_owned(),
        title: page.map(|page| page.meta.title.to_string()),
        path: page.map(|page| page.path.clone()),
        kind,
    };
    let mut changes = Vec::new();
    let mut arrived = BTreeSet::new();
    for (address, page) in &was {
        if let Some(now) = is.get(address) {
            if now.text != page.text {
                changes.push(change(address, Some(now), PageKind::Changed));
            }
            continue;
        }
        let redirected = stands(after, address);
        let moved = is.iter().find(|(to, now)| !was.contains_key(*to) && !arrived.contains(*to) && is_same(page, now, address));
        let kind = match moved {
            Some((to, _)) => {
                arrived.insert(to.clone());
                PageKind::Moved { to: to.clone(), redirected }
            }
            None => PageKind::Removed { because: because(page, &after.known), redirected },
        };
        changes.push(change(address, Some(page), kind));
    }
    for (address, page) in is.iter().filter(|(address, _)| !was.contains_key(*address) && !arrived.contains(*address)) {
        changes.push(change(address, Some(page), PageKind::Added));
    }
    let (had, has) = (made(before, site), made(after, site));
    let written = |address: &String| {
        was.contains_key(address) || is.contains_key(address) || changes.iter().any(|it| it.address == *address)
    };
    let gone = had.difference(&has).filter(|address| !written(address));
    let gone = gone.map(|address| change(address, None, PageKind::Removed { because: "no longer made", redirected: false }));
    let come = has.difference(&had).filter(|address| !written(address)).map(|address| change(address, None, PageKind::Added));
    let generated: Vec<PageChange> = gone.chain(come).collect();
    changes.extend(generated);
    changes
}

/// Whether a new page is the old one in another place: it says so itself, or it says the same.
fn is_same(old: &Page, new: &Page, address: &str) -> bool {
    let says_so = new.meta.aliases.iter().any(|alias| *alias.id == *address);
    let says_the_same = !old.body().trim().is_empty() && old.body().trim() == new.body().trim();
    says_so || (old.language == new.language && (says_the_same || old.meta.title == new.meta.title))
}

/// Why readers of the site no longer see a page.
fn because(page: &Page, after: &Known) -> &'static str {
    let pages = after.content.with_originals();
    let Some((now, original)) = pages.into_iter().find(|(now, _)| now.path == page.path) else { return "deleted" };
    let standing = workflow::standing(&now.meta, &original.meta, after.approvals.let_out(&now.path), after.today);
    if standing == Standing::Live { "for other readers" } else { standing.word() }
}

/// The addresses of all pages of a site.
fn made(state: &State, site: &str) -> BTreeSet<String> {
    let files = state.build.outputs.sites.get(site);
    let paths = files.into_iter().flat_map(|files| files.iter()).filter_map(|(path, _)| path.strip_suffix("index.html"));
    paths.map(|folder| format!("/{folder}")).collect()
}
