//! Which pages asked what, so that after an edit only those that asked about it are looked at: a look at each of 10,000 takes longer than
//! making those few anew.

use super::memory::Rendered;
use super::pictures::{Pictures, Size};
use crate::model::SourcePath;
use crate::site::Question;
use foldhash::fast::FixedState;
use foldhash::{HashMap, HashMapExt as _};
use std::hash::BuildHasher as _;
use std::sync::Arc;

/// The pages of one site by what they rest on.
pub(super) struct Readers {
    // A digest of a question, and the position of a page that asked it; sorted. Two questions with one digest, or one that the page does
    // not ask any more, cost a look too many.
    asked: Vec<(u32, u32)>,
    // What pages have come to ask since.
    more: Vec<(u32, u32)>,
    // The files that pages show, and how many pages do.
    shown: HashMap<SourcePath, (Size, usize)>,
}

// So many are looked through one by one.
const MOST: usize = 1024;

fn digest(question: &Question) -> u32 {
    FixedState::default().hash_one(question) as u32
}

impl Readers {
    /// Those of some pages. On one thread: it is made behind a build, and whoever waits for it may hold the others.
    pub(super) fn of(pages: &[(Arc<str>, Arc<Rendered>)]) -> Self {
        let mut asked: Vec<(u32, u32)> = Vec::with_capacity(pages.iter().map(|(_, page)| page.questions.len()).sum());
        let mut shown: HashMap<SourcePath, (Size, usize)> = HashMap::new();
        for (at, (_, page)) in pages.iter().enumerate() {
            asked.extend(page.questions.iter().map(|question| (digest(question), at as u32)));
            for (path, size) in &page.files {
                match shown.get_mut(path) {
                    Some((_, pages)) => *pages += 1,
                    None => drop(shown.insert(path.clone(), (*size, 1))),
                }
            }
        }
        asked.sort_unstable();
        Readers { asked, more: Vec::new(), shown }
    }

    /// The positions of the pages that may have asked one of some questions.
    pub(super) fn of_any(&self, questions: &[Question]) -> Vec<usize> {
        let digests: Vec<u32> = questions.iter().map(digest).collect();
        let of_one = |digest: u32| {
            let from = self.asked.partition_point(|(known, _)| *known < digest);
            self.asked[from..].iter().take_while(move |(known, _)| *known == digest)
        };
        let more = self.more.iter().filter(|(digest, _)| digests.contains(digest));
        let mut found: Vec<usize> = digests.iter().copied().flat_map(of_one).chain(more).map(|(_, at)| *at as usize).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Asks for every file that a page shows, those aside that are made anew, so that it is copied; says whether all are as large as they
    /// were.
    pub(super) fn show<'p>(&self, anew: impl Iterator<Item = &'p Rendered>, pictures: &Pictures<'_>) -> bool {
        let mut left: HashMap<&SourcePath, usize> = HashMap::new();
        for (path, _) in anew.flat_map(|page| &page.files) {
            *left.entry(path).or_insert(0) += 1;
        }
        let stays = |path: &SourcePath, pages: usize| left.get(path).is_none_or(|left| *left < pages);
        let shown = self.shown.iter().filter(|(path, (_, pages))| stays(path, *pages));
        shown.filter(|(path, (size, _))| pictures.size(path) != *size).count() == 0
    }

    /// Takes over pages that were made anew: position, what was there, what is there now.
    pub(super) fn replace(&mut self, anew: &[(usize, Arc<Rendered>, Arc<Rendered>)]) {
        for (path, _) in anew.iter().flat_map(|(_, old, _)| &old.files) {
            if let Some((_, pages)) = self.shown.get_mut(path) {
                *pages -= 1;
            }
        }
        for (path, size) in anew.iter().flat_map(|(_, _, new)| &new.files) {
            let known = self.shown.entry(path.clone()).or_insert((*size, 0));
            *known = (*size, known.1 + 1);
        }
        self.shown.retain(|_, (_, pages)| *pages > 0);
        // Most ask as before, and comparing is faster than looking for each.
        for (at, old, new) in anew.iter().filter(|(_, old, new)| old.questions != new.questions) {
            let is_new = |question: &&Question| old.questions.binary_search(question).is_err();
            self.more.extend(new.questions.iter().filter(is_new).map(|question| (digest(question), *at as u32)));
        }
        if self.more.len() > MOST {
            self.asked.append(&mut self.more);
            self.asked.sort();
        }
    }
}
