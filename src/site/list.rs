//! Folders of pages, and the order in them.

use super::page::{PageIx, SitePage};
use crate::model::page::{Details, PageType};
use crate::model::registers::Registers;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The list page of a folder.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// The page that heads it: `index.md`, where it is visible.
    pub head: Option<PageIx>,
    /// The pages below it that are listed, in order.
    pub pages: Vec<PageIx>,
    // Where each page stands in the list, so that its neighbours are found without a search.
    positions: BTreeMap<PageIx, usize>,
}

impl Folder {
    /// Where a page stands in the list.
    pub fn position(&self, at: PageIx) -> Option<usize> {
        self.positions.get(&at).copied()
    }
}

/// All folders with a listed page, by address; the root is not among them.
pub(super) fn folders(pages: &[SitePage], registers: &Registers) -> BTreeMap<Arc<str>, Folder> {
    let mut folders: BTreeMap<Arc<str>, Folder> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate().filter(|(_, page)| !page.heads_list && page.is_listed()) {
        for folder in above(&page.address) {
            folders.entry(folder.into()).or_default().pages.push(PageIx(at as u32));
        }
    }
    for (at, page) in pages.iter().enumerate().filter(|(_, page)| page.heads_list) {
        if let Some(folder) = folders.get_mut(&page.address) {
            folder.head = Some(PageIx(at as u32));
        }
    }
    let stage = |page: &SitePage| stage_of(page).and_then(|id| registers.journey.iter().position(|stage| *stage.id == *id));
    for folder in folders.values_mut() {
        folder.pages.sort_by_cached_key(|at| order(&pages[at.0 as usize], stage(&pages[at.0 as usize])));
        folder.positions = folder.pages.iter().enumerate().map(|(position, at)| (*at, position)).collect();
    }
    folders
}

/// Brings pages of any folders into reading order.
pub(super) fn sort(list: &mut [PageIx], pages: &[SitePage], registers: &Registers) {
    let stage = |page: &SitePage| stage_of(page).and_then(|id| registers.journey.iter().position(|stage| *stage.id == *id));
    list.sort_by_cached_key(|at| order(&pages[at.0 as usize], stage(&pages[at.0 as usize])));
}

/// The stage a page names.
pub(super) fn stage_of(page: &SitePage) -> Option<&str> {
    match &page.details {
        Details::Playbook(playbook) => playbook.stage.as_ref().map(|stage| &*stage.id),
        Details::Story(story) => story.stage.as_ref().map(|stage| &*stage.id),
        _ => None,
    }
}

/// The folders above an address, the nearest first, without the root.
fn above(address: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = address.trim_end_matches('/');
    while let Some(at) = rest.rfind('/').filter(|at| *at > 0) {
        found.push(&address[..=at]);
        rest = &rest[..at];
    }
    found
}

/// Stories and reviews by month, newest first; everything else as a reader goes through it: by stage, weight, number, title.
fn order(page: &SitePage, stage: Option<usize>) -> impl Ord + use<> {
    let newest_first = match page.page_type {
        PageType::Story | PageType::Review => -page.month.map_or(0, |month| month.index()),
        _ => 0,
    };
    let date = match page.page_type {
        PageType::Story => page.meta.date.map_or(0, |date| -(i32::from(date.year()) * 400 + i32::from(date.day_of_year()))),
        _ => 0,
    };
    let number = match &page.details {
        Details::Step(step) => step.step,
        _ => 0,
    };
    (
        page.page_type,
        newest_first,
        date,
        stage.unwrap_or(usize::MAX),
        page.meta.weight.unwrap_or(i32::MAX),
        number,
        page.title(page.original).to_owned(),
        page.address.clone(),
    )
}
