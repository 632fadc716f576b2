//! Pages with their neighbours: which heads which list, what refers to what, in which order they are read.
//!
//! In: pages as the filter let them through. Out: [`Placed`]. Each part rests on a few fields of the pages; where those are as they
//! were, so is the part.

use super::addresses;
use super::dated::{self, Dated};
use super::list::{self, Folders};
use super::page::{Gone, PageIx, SitePage, State};
use super::{Relations, Shape};
use crate::model::page::{Details, PageType};
use crate::model::registers::Registers;
use crate::model::{Ref, SourcePath};
use crate::workflow;
use foldhash::{HashMap, HashMapExt as _};
use rayon::prelude::*;
use std::collections::BTreeMap;
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

/// Pages and what belongs to them.
pub(super) struct Placed {
    pub(super) pages: Vec<Arc<SitePage>>,
    pub(super) structure: Arc<Structure>,
    pub(super) folders: Arc<Folders>,
    pub(super) tags: Arc<Tags>,
    pub(super) relations: Arc<Relations>,
    pub(super) dated: Arc<Dated>,
}

/// What the pages are called: it rests on nothing they say.
pub(super) struct Structure {
    pub(super) by_path: HashMap<SourcePath, (PageIx, usize)>,
    pub(super) by_id: HashMap<(PageType, Arc<str>), PageIx>,
    // Pages that head a list, by address.
    pub(super) heads: BTreeMap<Arc<str>, PageIx>,
    // Listed pages that lie in no folder and head no list.
    pub(super) top: Vec<PageIx>,
}

/// The tags of all listed pages.
pub(super) struct Tags {
    pub(super) all: BTreeMap<Arc<str>, Vec<PageIx>>,
    // Those with the most pages, most first: sorted once, not for every list.
    pub(super) common: Vec<Arc<str>>,
}

/// Places all pages.
pub(super) fn all(found: &[Option<Arc<SitePage>>], registers: &Registers, narrowest: bool) -> Placed {
    let mut pages: Vec<Arc<SitePage>> = found.iter().flatten().cloned().collect();
    lone_indexes(&mut pages);
    // What a page refers to is no matter of lists.
    let lists = || rayon::join(|| Folders::of(&pages, registers), || rayon::join(|| Tags::of(&pages), || Dated::of(&pages)));
    let ((structure, kept), (folders, (tags, dated))) = rayon::join(|| kept(&pages), lists);
    for (at, page) in kept {
        pages[at] = Arc::new(page);
    }
    let relations = Relations::of(&pages, registers, narrowest);
    Placed {
        folders: Arc::new(folders),
        tags: Arc::new(tags),
        relations: Arc::new(relations),
        dated: Arc::new(dated),
        structure: Arc::new(structure),
        pages,
    }
}

/// Places pages again where some have changed; says whether the addresses are the same too.
pub(super) fn again(
    before: &[Option<Arc<SitePage>>],
    now: &[Option<Arc<SitePage>>],
    last: &Shape,
    narrowest: bool,
) -> (Placed, bool) {
    let registers = &last.registers;
    let Some(changed) = changed(before, now) else { return (all(now, registers, narrowest), false) };
    let mut pages = last.pages.clone();
    let mut moved: Vec<usize> = Vec::with_capacity(changed.len());
    for page in changed {
        let Some(at) = last.position(&page.stem) else { return (all(now, registers, narrowest), false) };
        let at = at.0 as usize;
        let mut page = SitePage::clone(page);
        // Which pages head a list rests on their addresses alone.
        page.heads_list = last.pages[at].heads_list;
        let page = Arc::new(page);
        pages[at] = referring(&page, &last.pages, &last.structure).map_or(page, Arc::new);
        moved.push(at);
    }
    let same = |same: &dyn Fn(&SitePage, &SitePage) -> bool| moved.iter().all(|at| same(&last.pages[*at], &pages[*at]));
    let folders = match same(&|old, new| list::same_order(old, new)) {
        true => Arc::clone(&last.folders),
        false => Arc::new(last.folders.with_moved(&moved, &pages, registers)),
    };
    let tags = match same(&|old, new| old.meta.tags == new.meta.tags) {
        true => Arc::clone(&last.tags),
        false => Arc::new(Tags::of(&pages)),
    };
    let relations = match same(&Relations::same) {
        true => Arc::clone(&last.relations),
        false => Arc::new(Relations::of(&pages, registers, narrowest)),
    };
    let dated = match same(&dated::same) {
        true => Arc::clone(&last.dated),
        false => Arc::new(Dated::of(&pages)),
    };
    let addressed = same(&same_addresses)
        && (Arc::ptr_eq(&tags, &last.tags) || tags.all.keys().eq(last.tags.all.keys()))
        && relations.facet_values.keys().eq(last.relations.facet_values.keys())
        && addresses::on_paper(&relations, registers).eq(addresses::on_paper(&last.relations, registers));
    (Placed { pages, structure: Arc::clone(&last.structure), folders, tags, relations, dated }, addressed)
}

/// The pages that are not as they were; `None` if the site has other pages, or they are called otherwise.
fn changed<'p>(before: &[Option<Arc<SitePage>>], now: &'p [Option<Arc<SitePage>>]) -> Option<Vec<&'p SitePage>> {
    let mut changed = Vec::new();
    for (old, new) in before.iter().zip(now) {
        match (old, new) {
            (Some(old), Some(new)) if Arc::ptr_eq(old, new) => {}
            (Some(old), Some(new)) if same_structure(old, new) => changed.push(&**new),
            (None, None) => {}
            _ => return None,
        }
    }
    (before.len() == now.len()).then_some(changed)
}

/// Whether a page is called as before, in the same languages, and still listed if it was.
fn same_structure(old: &SitePage, new: &SitePage) -> bool {
    let versions =
        |page: &SitePage| page.versions.iter().map(|it| it.as_ref().map(|it| (it.path.clone(), it.language))).collect();
    let (old_versions, new_versions): (Vec<_>, Vec<_>) = (versions(old), versions(new));
    old.page_type == new.page_type
        && old.id == new.id
        && old.address == new.address
        && old.heads_list == new.heads_list
        && old.original == new.original
        && old.is_listed() == new.is_listed()
        && old_versions == new_versions
}

/// Whether a page has the same old addresses, and lists made from it exist as before.
fn same_addresses(old: &SitePage, new: &SitePage) -> bool {
    let aliases = |page: &SitePage| page.versions.iter().flatten().map(|it| it.aliases.clone()).collect::<Vec<_>>();
    old.month == new.month
        && old.meta.short == new.meta.short
        && workflow::due(&old.meta).is_some() == workflow::due(&new.meta).is_some()
        && aliases(old) == aliases(new)
}

/// An `index.md` with nothing beside it is a page like any other: its text must not vanish with the list it would head.
fn lone_indexes(pages: &mut [Arc<SitePage>]) {
    let mut others: Vec<Arc<str>> =
        pages.iter().filter(|page| !page.heads_list && page.is_listed()).map(|page| Arc::clone(&page.address)).collect();
    others.sort_unstable();
    for page in pages.iter_mut().filter(|page| page.heads_list) {
        let below = others.get(others.partition_point(|address| *address < page.address));
        let heads = below.is_some_and(|address| address.starts_with(&*page.address) && *address != page.address);
        // The lists of types and those made from data exist when something on them does, whatever heads them.
        if !heads && !LISTS.contains(&page.address.trim_matches('/')) {
            Arc::make_mut(page).heads_list = false;
        }
    }
}

/// What the pages are called; and those that refer to others, with the references that are kept.
fn kept(pages: &[Arc<SitePage>]) -> (Structure, Vec<(usize, SitePage)>) {
    let structure = Structure::of(pages);
    let kept = pages.par_iter().enumerate().filter_map(|(at, page)| Some((at, referring(page, pages, &structure)?))).collect();
    (structure, kept)
}

/// A page with its references kept where the other page is on the site; `None` if all are.
fn referring(page: &Arc<SitePage>, pages: &[Arc<SitePage>], structure: &Structure) -> Option<SitePage> {
    let find = |page_type: PageType, id: Arc<str>| structure.by_id.get(&(page_type, id)).copied();
    let is_listed = |at: &PageIx| pages[at.0 as usize].is_listed();
    let has_list = matches!(&page.details, Details::Story(it) if !it.playbooks.is_empty())
        || matches!(&page.details, Details::Step(it) if !it.playbooks.is_empty());
    if page.meta.replaced_by.is_none() && !has_list {
        return None;
    }
    let mut page = SitePage::clone(page);
    if let Some(replacement) = page.meta.replaced_by.clone() {
        let by_path = || find(PageType::Plain, replacement.id.trim_matches('/').into());
        let target = find(page.page_type, Arc::clone(&replacement.id)).or_else(by_path);
        match target.filter(is_listed) {
            Some(target) => replace(&mut page, target),
            None => Arc::make_mut(&mut page.meta).replaced_by = None,
        }
    }
    let listed = |id: &Ref| find(PageType::Playbook, Arc::clone(&id.id)).is_some_and(|at| is_listed(&at));
    match &mut page.details {
        Details::Story(story) => story.playbooks.retain(listed),
        Details::Step(step) => step.playbooks.retain(listed),
        _ => {}
    }
    Some(page)
}

fn replace(page: &mut SitePage, target: PageIx) {
    for version in page.versions.iter_mut().flatten() {
        if matches!(version.state, State::Gone(_)) {
            version.state = State::Gone(Gone::Replaced(target));
        }
    }
}

impl Structure {
    fn of(pages: &[Arc<SitePage>]) -> Self {
        let (by_path, by_id) = rayon::join(|| by_path(pages), || by_id(pages));
        let heads = pages.iter().enumerate().filter(|(_, page)| page.heads_list && page.is_listed());
        let heads = heads.map(|(at, page)| (Arc::clone(&page.address), PageIx(at as u32))).collect();
        let is_top = |page: &SitePage| list::folder_of(&page.address).is_none() && page.is_listed() && !page.heads_list;
        let top = pages.iter().enumerate().filter(|(_, page)| is_top(page)).map(|(at, _)| PageIx(at as u32)).collect();
        Structure { by_path, by_id, heads, top }
    }
}

fn by_path(pages: &[Arc<SitePage>]) -> HashMap<SourcePath, (PageIx, usize)> {
    let mut by_path = HashMap::with_capacity(pages.len());
    for (at, page) in pages.iter().enumerate() {
        for version in page.versions.iter().flatten() {
            by_path.insert(version.path.clone(), (PageIx(at as u32), version.language));
        }
    }
    by_path
}

fn by_id(pages: &[Arc<SitePage>]) -> HashMap<(PageType, Arc<str>), PageIx> {
    let mut by_id = HashMap::with_capacity(pages.len());
    for (at, page) in pages.iter().enumerate() {
        by_id.entry((page.page_type, Arc::clone(&page.id))).or_insert(PageIx(at as u32));
    }
    by_id
}

type Found<'p> = BTreeMap<&'p Arc<str>, Vec<PageIx>>;

impl Tags {
    fn of<'p>(pages: &'p [Arc<SitePage>]) -> Self {
        let listed = pages.par_iter().with_min_len(1024).enumerate().filter(|(_, page)| page.is_listed() && !page.heads_list);
        let with = |mut tags: Found<'p>, (at, page): (usize, &'p Arc<SitePage>)| {
            page.meta.tags.iter().for_each(|tag| tags.entry(tag).or_default().push(PageIx(at as u32)));
            tags
        };
        // Those of some pages after those of some others: the order is that of the pages, however many work at it.
        let some: Vec<Found<'_>> = listed.fold(Found::new, with).collect();
        let mut all: BTreeMap<Arc<str>, Vec<PageIx>> = BTreeMap::new();
        for (tag, mut pages) in some.into_iter().flatten() {
            all.entry(Arc::clone(tag)).or_default().append(&mut pages);
        }
        let mut common: Vec<Arc<str>> = all.keys().cloned().collect();
        common.sort_by_cached_key(|tag| (std::cmp::Reverse(all.get(tag).map_or(0, Vec::len)), Arc::clone(tag)));
        Tags { all, common }
    }
}
