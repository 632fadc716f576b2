//! What two builds of one site answer differently.
//!
//! In: the shape a site had and the shape it has. Out: whether an answer that something rests on still stands. Pages are told
//! apart by their sources, not by their positions, which move when a page is added.

use super::asked::Question;
use super::figured::Figured;
use super::list::Folder;
use super::page::{Gone, PageIx, SitePage, State, Version};
use super::{Relations, Route, Shape, Site};
use crate::compute::Figures;
use crate::model::SourcePath;
use crate::model::page::PageType;
use foldhash::{HashSet, HashSetExt as _};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// What a site only borrows: what it was, or whether it is the same in both builds.
#[derive(Debug, Clone)]
pub struct Same {
    /// The figures of the last build.
    pub figures: Option<Arc<Figures>>,
    /// What git knows.
    pub history: bool,
    /// What wider sites give away.
    pub audits: bool,
}

/// The difference between two builds of one site.
pub struct Difference<'a> {
    old: &'a Shape,
    new: &'a Shape,
    // Old position → new position; nothing where every page stands where it stood.
    moved: Option<Vec<Option<PageIx>>>,
    pages: HashSet<Arc<str>>,
    types: BTreeSet<PageType>,
    texts: HashSet<SourcePath>,
    files: HashSet<SourcePath>,
    figured: Figured<'a>,
    history: bool,
    audits: bool,
    lists: OnceLock<Lists>,
    registers: OnceLock<bool>,
}

/// Whether lists that hold all pages are the same: found out once, when first asked.
struct Lists {
    folders: bool,
    tags: bool,
    relations: bool,
    newest: bool,
    announced: bool,
    due: bool,
    routes: bool,
}

impl<'a> Difference<'a> {
    /// Compares what a site was with what it is.
    pub fn between(old: &'a Shape, new: &'a Site<'a>, same: &'a Same) -> Self {
        let figured = Figured::between(same.figures.as_deref(), new.figures());
        let new = &*new.shape;
        let mut difference = Difference {
            old,
            new,
            moved: (!Arc::ptr_eq(&old.structure, &new.structure)).then(|| vec![None; old.pages.len()]),
            pages: HashSet::new(),
            types: BTreeSet::new(),
            texts: HashSet::new(),
            files: HashSet::new(),
            figured,
            history: same.history,
            audits: same.audits,
            lists: OnceLock::new(),
            registers: OnceLock::new(),
        };
        match difference.moved.is_some() {
            true => difference.pair(),
            false => difference.compare_in_place(),
        }
        difference
    }

    /// Whether a question has the same answer in both.
    pub fn holds(&self, question: &Question) -> bool {
        let (old, new) = (self.old, self.new);
        match question {
            Question::Page(stem) => self.pages.is_empty() || !self.pages.contains(stem),
            Question::Text(path) => self.texts.is_empty() || !self.texts.contains(path),
            Question::Pages => self.pages.is_empty(),
            Question::Type(page_type) => !self.types.contains(page_type),
            Question::File(path) => self.files.is_empty() || !self.files.contains(path),
            Question::Named(page_type, id) => {
                self.pages.is_empty() || {
                    let key = (*page_type, Arc::clone(id));
                    self.same(old.structure.by_id.get(&key).copied(), new.structure.by_id.get(&key).copied())
                }
            }
            Question::Folders => self.lists().folders,
            Question::Folder(address) => {
                self.lists().folders || self.same_folder(old.folders.all.get(address), new.folders.all.get(address))
            }
            Question::Neighbours(stem) => self.lists().folders || self.same_neighbours(stem),
            Question::Head(address) => {
                self.pages.is_empty()
                    || self.same(old.structure.heads.get(address).copied(), new.structure.heads.get(address).copied())
            }
            Question::Tags => self.lists().tags,
            Question::Relations => self.lists().relations,
            Question::Newest => self.lists().newest,
            Question::Announced => self.lists().announced,
            Question::Due => self.lists().due,
            Question::Registers => {
                let same = || Arc::ptr_eq(&old.registers, &new.registers) || old.registers == new.registers;
                *self.registers.get_or_init(same)
            }
            Question::Definitions
            | Question::Months
            | Question::Figure(..)
            | Question::Span(..)
            | Question::Standing(..)
            | Question::Targets
            | Question::Figures => self.figured.holds(question),
            Question::History => self.history,
            Question::Audits => self.audits,
            Question::Routes => self.lists().routes,
            Question::Address(address) => {
                self.lists().routes || old.routes.at(address).is_some() == new.routes.at(address).is_some()
            }
            Question::Stands(address) => self.lists().routes || self.same_standing(address),
        }
    }

    /// Whether everything that was asked has the same answer in both.
    pub fn holds_all(&self, questions: &[Question]) -> bool {
        questions.iter().all(|question| self.holds(question))
    }

    /// Whether all pages, and all addresses, are where they were.
    pub fn in_place(&self) -> bool {
        self.moved.is_none() && self.lists().routes
    }

    /// All questions that may have another answer, so that only those who asked one of them need be looked at; nothing if they are not to
    /// be named. Pages that stand where they stood have their addresses and names as before.
    pub fn named(&self) -> Option<Vec<Question>> {
        if !self.in_place() || !matches!(self.figured, Figured::Same) {
            return None;
        }
        let wide = [
            Question::Pages,
            Question::Folders,
            Question::Tags,
            Question::Relations,
            Question::Newest,
            Question::Announced,
            Question::Due,
            Question::Registers,
            Question::History,
            Question::Audits,
        ];
        let mut named: Vec<Question> = wide.into_iter().filter(|question| !self.holds(question)).collect();
        named.extend(self.types.iter().map(|page_type| Question::Type(*page_type)));
        named.extend(self.pages.iter().map(|stem| Question::Page(Arc::clone(stem))));
        named.extend(self.texts.iter().cloned().map(Question::Text));
        named.extend(self.files.iter().cloned().map(Question::File));
        if !self.lists().folders {
            self.name_folders(&mut named);
        }
        Some(named)
    }

    /// Names the folders in which pages stand in another order, and those pages, of which some have other neighbours.
    fn name_folders(&self, named: &mut Vec<Question>) {
        let (old, new) = (&self.old.folders.all, &self.new.folders.all);
        let differs = |address: &&Arc<str>| !self.same_folder(old.get(&**address), new.get(&**address));
        let other: BTreeSet<&Arc<str>> = old.keys().chain(new.keys()).filter(differs).collect();
        for address in other {
            named.push(Question::Folder(Arc::clone(address)));
            let pages = [old, new].into_iter().filter_map(|folders| folders.get(address)).flat_map(|folder| &folder.pages);
            named.extend(pages.map(|at| Question::Neighbours(Arc::clone(&self.new.pages[at.0 as usize].stem))));
        }
    }

    /// Finds the pages that are in both, and compares them: each list is in the order of the stems.
    fn pair(&mut self) {
        let (mut old, mut new) = (0, 0);
        let mut moved = vec![None; self.old.pages.len()];
        while let (Some(before), Some(after)) = (self.old.pages.get(old), self.new.pages.get(new)) {
            match before.stem.cmp(&after.stem) {
                Ordering::Equal => {
                    moved[old] = Some(PageIx(new as u32));
                    old += 1;
                    new += 1;
                }
                Ordering::Less => old += 1,
                Ordering::Greater => new += 1,
            }
        }
        let mut seen = vec![false; self.new.pages.len()];
        moved.iter().flatten().for_each(|at: &PageIx| seen[at.0 as usize] = true);
        self.moved = Some(moved.clone());
        for (before, at) in self.old.pages.iter().zip(moved) {
            match at {
                Some(at) => self.compare(before, &self.new.pages[at.0 as usize]),
                None => self.changed(before),
            }
        }
        for (after, _) in self.new.pages.iter().zip(seen).filter(|(_, seen)| !seen) {
            self.changed(after);
        }
    }

    fn compare_in_place(&mut self) {
        for (before, after) in self.old.pages.iter().zip(&self.new.pages) {
            self.compare(before, after);
        }
    }

    fn compare(&mut self, before: &Arc<SitePage>, after: &Arc<SitePage>) {
        // A page that leads to another by its position says so in its versions: the very same one may mean another.
        let leads_on = || after.versions.iter().flatten().any(|it| matches!(it.state, State::Gone(Gone::Replaced(_))));
        if Arc::ptr_eq(before, after) && (self.moved.is_none() || !leads_on()) {
            return;
        }
        if !self.same_page(before, after) {
            self.changed(before);
            self.changed(after);
        }
        self.compare_texts(before, after);
    }

    fn changed(&mut self, page: &SitePage) {
        self.pages.insert(Arc::clone(&page.stem));
        self.types.insert(page.page_type);
        for version in page.versions.iter().flatten() {
            self.files.insert(version.path.clone());
        }
    }

    fn compare_texts(&mut self, before: &SitePage, after: &SitePage) {
        for version in after.versions.iter().flatten() {
            let known = before.versions.iter().flatten().find(|known| known.path == version.path);
            let same =
                known.is_some_and(|known| Arc::ptr_eq(&known.document, &version.document) || known.document == version.document);
            if !same {
                self.texts.insert(version.path.clone());
            }
        }
    }

    /// Whether two pages are the same but for their texts. The fields are named one by one, so that a new one is not forgotten.
    fn same_page(&self, old: &SitePage, new: &SitePage) -> bool {
        let SitePage { stem, page_type, id, address, heads_list, meta, details, month, versions, original } = old;
        *stem == new.stem
            && *page_type == new.page_type
            && *id == new.id
            && *address == new.address
            && *heads_list == new.heads_list
            && *meta == new.meta
            && *details == new.details
            && *month == new.month
            && *original == new.original
            && versions.len() == new.versions.len()
            && versions.iter().zip(&new.versions).all(|(old, new)| match (old, new) {
                (Some(old), Some(new)) => self.same_version(old, new),
                (None, None) => true,
                _ => false,
            })
    }

    fn same_version(&self, old: &Version, new: &Version) -> bool {
        let Version { language, title, summary, document: _, state, aliases, path } = old;
        *language == new.language
            && *title == new.title
            && *summary == new.summary
            && *aliases == new.aliases
            && *path == new.path
            && match (state, &new.state) {
                (State::Gone(Gone::Replaced(old)), State::Gone(Gone::Replaced(new))) => self.same(Some(*old), Some(*new)),
                (State::Gone(Gone::Replaced(_)), _) | (_, State::Gone(Gone::Replaced(_))) => false,
                (old, new) => old == new,
            }
    }

    /// Whether an old and a new position are the same page's.
    fn same(&self, old: Option<PageIx>, new: Option<PageIx>) -> bool {
        match (old, new) {
            (Some(old), Some(new)) => match &self.moved {
                Some(moved) => moved.get(old.0 as usize).copied().flatten() == Some(new),
                None => old == new,
            },
            (None, None) => true,
            _ => false,
        }
    }

    fn same_list(&self, old: &[PageIx], new: &[PageIx]) -> bool {
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.same(Some(*old), Some(*new)))
    }

    fn same_index(&self, old: &BTreeMap<Arc<str>, Vec<PageIx>>, new: &BTreeMap<Arc<str>, Vec<PageIx>>) -> bool {
        old.len() == new.len() && old.iter().zip(new).all(|(old, new)| old.0 == new.0 && self.same_list(old.1, new.1))
    }

    fn same_folder(&self, old: Option<&Folder>, new: Option<&Folder>) -> bool {
        match (old, new) {
            (Some(old), Some(new)) => self.same(old.head, new.head) && self.same_list(&old.pages, &new.pages),
            (None, None) => true,
            _ => false,
        }
    }

    fn same_neighbours(&self, stem: &str) -> bool {
        let of = |shape: &Shape| shape.position(stem).map(|at| shape.neighbours(at));
        match (of(self.old), of(self.new)) {
            (Some(old), Some(new)) => self.same(old.0, new.0) && self.same(old.1, new.1),
            _ => false,
        }
    }

    /// Whether the same stands at an address, in the same language.
    fn same_standing(&self, address: &str) -> bool {
        match (self.old.routes.standing(address), self.new.routes.standing(address)) {
            (Some((old, of_old)), Some((new, of_new))) => of_old == of_new && self.same_route(old, new),
            (None, None) => true,
            _ => false,
        }
    }

    fn same_route(&self, old: &Route, new: &Route) -> bool {
        match (old, new) {
            (Route::Page(old), Route::Page(new)) => self.same(Some(*old), Some(*new)),
            (Route::Alias(old, from), Route::Alias(new, to)) => from == to && self.same(Some(*old), Some(*new)),
            (Route::Page(_) | Route::Alias(..), _) | (_, Route::Page(_) | Route::Alias(..)) => false,
            (old, new) => old == new,
        }
    }

    fn lists(&self) -> &Lists {
        let dated = || self.shared(&self.old.dated, &self.new.dated);
        self.lists.get_or_init(|| Lists {
            folders: self.shared(&self.old.folders, &self.new.folders) || self.same_folders(),
            tags: self.shared(&self.old.tags, &self.new.tags) || self.same_index(&self.old.tags.all, &self.new.tags.all),
            relations: self.shared(&self.old.relations, &self.new.relations) || self.same_relations(),
            newest: dated() || self.same_list(&self.old.dated.newest, &self.new.dated.newest),
            announced: dated() || self.same_list(&self.old.dated.announced, &self.new.dated.announced),
            due: dated() || self.same_list(&self.old.dated.due, &self.new.dated.due),
            routes: self.shared(&self.old.routes, &self.new.routes) || self.same_routes(),
        })
    }

    /// Whether both builds have the very same list, and its positions mean the same pages.
    fn shared<T>(&self, old: &Arc<T>, new: &Arc<T>) -> bool {
        self.moved.is_none() && Arc::ptr_eq(old, new)
    }

    fn same_folders(&self) -> bool {
        let (old, new) = (&self.old.folders.all, &self.new.folders.all);
        old.len() == new.len()
            && old.iter().zip(new).all(|(old, new)| old.0 == new.0 && self.same_folder(Some(old.1), Some(new.1)))
    }

    fn same_routes(&self) -> bool {
        let (old, new) = (&self.old.routes, &self.new.routes);
        let same = old
            .iter()
            .zip(new.iter())
            .all(|((old, route, from), (new, now, to))| old == new && from == to && self.same_route(route, now));
        old.len() == new.len() && same
    }

    fn same_relations(&self) -> bool {
        let Relations {
            moved_by,
            shown_by,
            stage_playbooks,
            stage_stories,
            segment_playbooks,
            segment_stories,
            segment_pilots,
            role_playbooks,
            owned,
            used_in,
            brought_by,
            facet_values,
        } = &*self.old.relations;
        let new = &self.new.relations;
        let pairs = [
            (moved_by, &new.moved_by),
            (shown_by, &new.shown_by),
            (stage_playbooks, &new.stage_playbooks),
            (stage_stories, &new.stage_stories),
            (segment_playbooks, &new.segment_playbooks),
            (segment_stories, &new.segment_stories),
            (segment_pilots, &new.segment_pilots),
            (role_playbooks, &new.role_playbooks),
            (owned, &new.owned),
            (used_in, &new.used_in),
            (brought_by, &new.brought_by),
            (facet_values, &new.facet_values),
        ];
        pairs.into_iter().all(|(old, new)| self.same_index(old, new))
    }
}
