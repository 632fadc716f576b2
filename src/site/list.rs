//! Folders of pages, and the order in them.

use super::page::{PageIx, SitePage};
use crate::model::page::{Details, PageType};
use crate::model::registers::Registers;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The list page of a folder.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// The page that heads it: `index.md`, where it is visible.
    pub head: Option<PageIx>,
    /// The pages below it that are listed, in order.
    pub pages: Vec<PageIx>,
}

/// All folders with a listed page, by address; the root is not among them.
#[derive(Debug, Default)]
pub(super) struct Folders {
    pub(super) all: BTreeMap<Arc<str>, Folder>,
    // All pages as a reader goes through them, and where each stands there: whoever lists some asks for no more than that.
    order: Vec<PageIx>,
    ranks: Vec<u32>,
    // Where each page stands in the list of the folder it lies in, so that its neighbours are found without a search.
    positions: Vec<u32>,
}

const NOWHERE: u32 = u32::MAX;

impl Folders {
    /// The folders of some pages.
    pub(super) fn of(pages: &[Arc<SitePage>], registers: &Registers) -> Self {
        let order = in_order(pages, registers);
        let mut all: BTreeMap<Arc<str>, Folder> = BTreeMap::new();
        let is_in_list = |page: &SitePage| !page.heads_list && page.is_listed();
        for (at, page) in order.iter().map(|at| (*at, &pages[at.0 as usize])).filter(|(_, page)| is_in_list(page)) {
            for folder in above(&page.address) {
                match all.get_mut(folder) {
                    Some(folder) => folder.pages.push(at),
                    None => drop(all.insert(folder.into(), Folder { head: None, pages: vec![at] })),
                }
            }
        }
        for (at, page) in pages.iter().enumerate().filter(|(_, page)| page.heads_list) {
            if let Some(folder) = all.get_mut(&page.address) {
                folder.head = Some(PageIx(at as u32));
            }
        }
        let mut folders = Folders { all, ranks: ranks(&order), order, positions: vec![NOWHERE; pages.len()] };
        for (address, folder) in &folders.all {
            note(&mut folders.positions, address, &folder.pages, pages);
        }
        folders
    }

    /// The same folders with some pages moved to where they belong now.
    pub(super) fn with_moved(&self, moved: &[usize], pages: &[Arc<SitePage>], registers: &Registers) -> Self {
        let is_moved = |at: &PageIx| moved.contains(&(at.0 as usize));
        let mut order = self.order.clone();
        order.retain(|at| !is_moved(at));
        for at in moved {
            let own = place(PageIx(*at as u32), pages, registers);
            let before = order.partition_point(|other| place(*other, pages, registers) < own);
            order.insert(before, PageIx(*at as u32));
        }
        let ranks = ranks(&order);
        let mut folders = Folders { all: self.all.clone(), order, ranks, positions: self.positions.clone() };
        let listed = |at: &&usize| !pages[**at].heads_list && pages[**at].is_listed();
        let touched: BTreeSet<&str> = moved.iter().filter(listed).flat_map(|at| above(&pages[*at].address)).collect();
        for address in touched {
            let Some(folder) = folders.all.get_mut(address) else { continue };
            sort(&mut folder.pages, &folders.ranks);
            note(&mut folders.positions, address, &folder.pages, pages);
        }
        folders
    }

    /// Where a page stands in the list of the folder it lies in.
    pub(super) fn position(&self, at: PageIx) -> Option<usize> {
        self.positions.get(at.0 as usize).filter(|position| **position != NOWHERE).map(|position| *position as usize)
    }

    /// Brings pages of any folders into reading order.
    pub(super) fn sort(&self, list: &mut [PageIx]) {
        sort(list, &self.ranks);
    }
}

/// All pages in reading order.
fn in_order(pages: &[Arc<SitePage>], registers: &Registers) -> Vec<PageIx> {
    let all = (0..pages.len() as u32).into_par_iter().map(PageIx);
    let mut order: Vec<_> = all.map(|at| place(at, pages, registers)).collect();
    order.par_sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
}

/// Where each page stands in an order of all pages.
fn ranks(order: &[PageIx]) -> Vec<u32> {
    let mut ranks = vec![0; order.len()];
    for (rank, at) in order.iter().enumerate() {
        ranks[at.0 as usize] = rank as u32;
    }
    ranks
}

fn sort(list: &mut [PageIx], ranks: &[u32]) {
    list.sort_by_key(|at| ranks[at.0 as usize]);
}

/// Notes where the pages that lie in a folder stand in its list.
fn note(positions: &mut [u32], address: &str, list: &[PageIx], pages: &[Arc<SitePage>]) {
    for (position, at) in list.iter().enumerate() {
        if folder_of(&pages[at.0 as usize].address) == Some(address) {
            positions[at.0 as usize] = position as u32;
        }
    }
}

/// The address of the folder that an address lies in, unless that is the root.
pub(super) fn folder_of(address: &str) -> Option<&str> {
    above(address).next()
}

/// Whether two states of a page stand at the same place in every list.
pub(super) fn same_order(old: &SitePage, new: &SitePage) -> bool {
    old.month == new.month
        && old.meta.date == new.meta.date
        && old.meta.weight == new.meta.weight
        && stage_of(old) == stage_of(new)
        && number(old) == number(new)
        && old.title(old.original) == new.title(new.original)
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
fn above(address: &str) -> impl Iterator<Item = &str> {
    let mut rest = address.trim_end_matches('/');
    std::iter::from_fn(move || {
        let at = rest.rfind('/').filter(|at| *at > 0)?;
        rest = &rest[..at];
        address.get(..=at)
    })
}

/// Stories and reviews by month, newest first; everything else as a reader goes through it: by stage, weight, number, title.
fn order<'p>(page: &'p SitePage, registers: &Registers) -> impl Ord + Send + use<'p> {
    let newest_first = match page.page_type {
        PageType::Story | PageType::Review => -page.month.map_or(0, |month| month.index()),
        _ => 0,
    };
    let date = match page.page_type {
        PageType::Story => page.meta.date.map_or(0, |date| -(i32::from(date.year()) * 400 + i32::from(date.day_of_year()))),
        _ => 0,
    };
    let stage = stage_of(page).and_then(|id| registers.journey.iter().position(|stage| *stage.id == *id));
    (
        page.page_type,
        newest_first,
        date,
        stage.unwrap_or(usize::MAX),
        page.meta.weight.unwrap_or(i32::MAX),
        number(page),
        page.title(page.original),
        &*page.address,
    )
}

/// The same of a page by its position; of two that are alike in all of it, the first comes first.
fn place<'p>(at: PageIx, pages: &'p [Arc<SitePage>], registers: &Registers) -> (impl Ord + Send + use<'p>, PageIx) {
    (order(&pages[at.0 as usize], registers), at)
}

fn number(page: &SitePage) -> u32 {
    match &page.details {
        Details::Step(step) => step.step,
        _ => 0,
    }
}
