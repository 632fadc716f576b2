//! The rules that look at one page alone, for pages that were just parsed: then a text need not wait for the last page of the site.

use super::memory::{candidates, on, on_page};
use super::mentions::stands_in;
use super::rules::bare_numbers::{self, Name};
use super::{Beside, Candidate};
use crate::content::Written;
use crate::diag::Report;

/// What a page is compared with.
pub struct Alone<'a> {
    beside: Beside<'a>,
    names: Vec<Vec<Name<'a>>>,
    candidates: Vec<Candidate>,
}

impl<'a> Alone<'a> {
    /// Prepares it for all pages of a site.
    pub fn new(beside: Beside<'a>) -> Self {
        let names = bare_numbers::names(beside.config, beside.figures.definitions());
        Alone { beside, names, candidates: candidates(beside) }
    }

    /// Whether some other rule asks for the text of a page: to say where a figure or a block stands, or since it names what
    /// nothing else does.
    pub fn is_asked_for(&self, written: &Written) -> bool {
        let document = &written.document;
        let named = || self.candidates.iter().any(|candidate| stands_in(&candidate.word, &written.page.text));
        !document.figures.is_empty() || !document.blocks.is_empty() || named()
    }

    /// Looks at a page.
    pub fn look(&self, written: &Written, report: &mut Report) {
        if let Some(found) = on_page(on(self.beside, &self.names, written)) {
            report.append(*found);
        }
    }
}
