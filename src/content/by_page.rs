//! What is made of every page on its own, kept for as long as the page is the very one it was made of.

use super::Written;
use rayon::prelude::*;
use std::sync::Arc;

/// A list of pages, in the order of their paths.
pub type Pages = Arc<Vec<Arc<Written>>>;

/// Something of every page.
#[derive(Debug, Clone)]
pub struct ByPage<T> {
    pages: Pages,
    made: Vec<T>,
    // Positions of what does not hold any more.
    gone: Vec<usize>,
}

impl<T> Default for ByPage<T> {
    fn default() -> Self {
        ByPage { pages: Pages::default(), made: Vec::new(), gone: Vec::new() }
    }
}

impl<T: Send + Sync> ByPage<T> {
    /// Makes what is missing, in parallel, and gives what was made of each page, in the order of the pages.
    pub fn bring_up_to(&mut self, pages: &Pages, make: impl Fn(&Written) -> T + Sync) -> &[T] {
        if Arc::ptr_eq(&self.pages, pages) && self.gone.is_empty() {
            return &self.made;
        }
        if let Some(mut stale) = replaced(&self.pages, pages) {
            stale.append(&mut self.gone);
            let made: Vec<(usize, T)> = stale.into_par_iter().map(|at| (at, make(&pages[at]))).collect();
            made.into_iter().for_each(|(at, made)| self.made[at] = made);
            self.pages = Arc::clone(pages);
            return &self.made;
        }
        let known = positions(&self.pages, pages);
        let mut old: Vec<Option<T>> = std::mem::take(&mut self.made).into_iter().map(Some).collect();
        for at in std::mem::take(&mut self.gone) {
            old[at] = None;
        }
        let mut made: Vec<Option<T>> = known.iter().map(|at| old.get_mut((*at)?)?.take()).collect();
        let open = made.par_iter_mut().zip(pages.par_iter()).with_max_len(256).filter(|(made, _)| made.is_none());
        open.for_each(|(made, written)| {
            *made = Some(make(written));
        });
        self.made = made.into_iter().flatten().collect();
        self.pages = Arc::clone(pages);
        &self.made
    }

    /// Has something made anew next time for those pages, by position, for which it does not stay.
    pub fn forget(&mut self, stays: impl Fn(usize, &T) -> bool) {
        self.gone = self.made.iter().enumerate().filter(|(at, made)| !stays(*at, made)).map(|(at, _)| at).collect();
    }

    /// What was made of each page.
    pub fn all(&self) -> &[T] {
        &self.made
    }
}

/// The positions of the pages that are not the very same, where the same sources became pages as before.
fn replaced(old: &[Arc<Written>], new: &[Arc<Written>]) -> Option<Vec<usize>> {
    if old.len() != new.len() {
        return None;
    }
    let other: Vec<usize> = (0..new.len()).filter(|at| !Arc::ptr_eq(&old[*at], &new[*at])).collect();
    other.iter().all(|at| old[*at].page.path == new[*at].page.path).then_some(other)
}

/// Of every new page the position that the very same page had among the old ones. Both lists are in the order of their paths.
pub fn positions(old: &[Arc<Written>], new: &[Arc<Written>]) -> Vec<Option<usize>> {
    let mut at = 0;
    let position = |page: &Arc<Written>| {
        if old.get(at).is_none_or(|known| !Arc::ptr_eq(known, page)) {
            while old.get(at).is_some_and(|known| known.page.path < page.page.path) {
                at += 1;
            }
        }
        let found = old.get(at).filter(|known| Arc::ptr_eq(known, page)).map(|_| at);
        at += usize::from(found.is_some());
        found
    };
    new.iter().map(position).collect()
}
