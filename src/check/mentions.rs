//! Whether words stand in the texts of pages, remembered from one build to the next.

use crate::content::{Pages, Written, positions};
use crate::diag::Diagnostic;
use crate::model::SourcePath;
use foldhash::HashMap;
use rayon::prelude::*;

/// A word, and what is to be said if it stands in no text.
#[derive(Clone)]
pub struct Candidate {
    /// The word.
    pub word: String,
    /// What is to be said.
    pub finding: Diagnostic,
}

/// Whether an id stands in a text as a word of its own.
pub(super) fn stands_in(id: &str, text: &str) -> bool {
    let part =
        |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() && char.is_ascii() || matches!(char, '_' | '-'));
    text.match_indices(id).any(|(at, _)| !part(text[..at].chars().next_back()) && !part(text[at + id.len()..].chars().next()))
}

/// What was looked for in the last build.
#[derive(Default)]
pub struct Mentions {
    pages: Pages,
    // A page in which each word stands; nothing where it stands in none.
    known: HashMap<String, Option<SourcePath>>,
    // The positions of the pages that were not there then.
    new: Option<Vec<usize>>,
}

impl Mentions {
    /// Brings what is known up to other pages.
    pub(super) fn prepare(&mut self, pages: &Pages) {
        let known = positions(&self.pages, pages);
        self.new = Some(known.iter().enumerate().filter(|(_, known)| known.is_none()).map(|(at, _)| at).collect());
        self.pages = Pages::clone(pages);
    }

    /// Whether a word stands in any text.
    pub(super) fn any(&mut self, word: &str) -> bool {
        let fits = |written: &Written| stands_in(word, &written.page.text);
        let path = |at: usize| self.pages[at].page.path.clone();
        let among_new = || self.new.iter().flatten().copied().find(|at| fits(&self.pages[*at])).map(path);
        let among_all = || self.pages.par_iter().find_any(|written| fits(written)).map(|written| written.page.path.clone());
        let there = |page: &SourcePath| {
            let at = self.pages.binary_search_by(|written| written.page.path.cmp(page)).ok();
            at.is_some_and(|at| fits(&self.pages[at]))
        };
        let found = match self.known.get(word) {
            Some(Some(page)) if there(page) => Some(page.clone()),
            // Where it stood in no page, only what is new may hold it.
            Some(None) => among_new(),
            _ => among_all(),
        };
        let any = found.is_some();
        self.known.insert(word.to_owned(), found);
        any
    }
}
