//! Which pages belong together: an original and its translations.

use super::Written;
use rayon::prelude::*;
use std::sync::Arc;

/// The families of pages, in the order of their stems. Numbers are positions in the list of all pages.
#[derive(Debug, Clone, Default)]
pub struct Families {
    // Of each page the position of its original: its own where it is one, or where the original could not be read.
    originals: Vec<u32>,
    // Of each page the family it is in.
    families: Vec<u32>,
    // The families one after the other, and where each begins; one more beginning than families.
    members: Vec<u32>,
    starts: Vec<u32>,
}

impl Families {
    /// Finds the families of pages, which are in the order of their paths.
    pub(super) fn of(pages: &[Arc<Written>]) -> Self {
        let stem = |at: &u32| &*pages[*at as usize].page.stem;
        let mut members: Vec<u32> = (0..pages.len() as u32).collect();
        members.par_sort_by(|one, other| stem(one).cmp(stem(other)));
        let mut originals: Vec<u32> = (0..pages.len() as u32).collect();
        let mut families = vec![0; pages.len()];
        let mut starts = vec![0];
        for family in members.chunk_by(|one, other| stem(one) == stem(other)) {
            family.iter().for_each(|at| families[*at as usize] = starts.len() as u32 - 1);
            starts.push(starts.last().copied().unwrap_or_default() + family.len() as u32);
            // Of several originals, which is an error, the one for the most readers: narrower ones must not decide about their pages.
            let page = |at: u32| &pages[at as usize].page;
            let widest = family.iter().copied().filter(|at| page(*at).original).min_by_key(|at| page(*at).meta.audience);
            if let Some(original) = widest {
                family.iter().filter(|at| !page(**at).original).for_each(|at| originals[*at as usize] = original);
            }
        }
        Families { originals, families, members, starts }
    }

    /// The position of a page's original.
    pub fn original(&self, at: usize) -> usize {
        self.originals.get(at).map_or(at, |original| *original as usize)
    }

    /// The family a page is in.
    pub fn family(&self, at: usize) -> usize {
        self.families.get(at).map_or(at, |family| *family as usize)
    }

    /// How many families there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The positions of one family's pages.
    pub fn members(&self, family: usize) -> &[u32] {
        let range = self.starts.get(family).zip(self.starts.get(family + 1));
        range.and_then(|(from, to)| self.members.get(*from as usize..*to as usize)).unwrap_or_default()
    }
}
