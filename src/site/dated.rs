//! The pages with a date, those that announce something, and those that are to be read again.

use super::page::{PageIx, SitePage};
use crate::workflow;
use std::cmp::Reverse;
use std::sync::Arc;

/// They are found once, not by everything that tells what is new.
#[derive(Debug, Default)]
pub(super) struct Dated {
    // Those that head no list, newest first; those of one day in the order of their sources.
    pub(super) newest: Vec<PageIx>,
    // In the order of their sources.
    pub(super) announced: Vec<PageIx>,
    // In the same order.
    pub(super) due: Vec<PageIx>,
}

impl Dated {
    /// Those of some pages.
    pub(super) fn of(pages: &[Arc<SitePage>]) -> Self {
        let all = || pages.iter().enumerate().map(|(at, page)| (PageIx(at as u32), page));
        let mut dated: Vec<_> =
            all().filter(|(_, page)| !page.heads_list).filter_map(|(at, page)| Some((Reverse(page.meta.date?), at))).collect();
        dated.sort_unstable();
        Dated {
            newest: dated.into_iter().map(|(_, at)| at).collect(),
            announced: all().filter(|(_, page)| page.meta.announce.is_some()).map(|(at, _)| at).collect(),
            due: all().filter(|(_, page)| is_due(page)).map(|(at, _)| at).collect(),
        }
    }
}

/// Whether two states of a page stand at the same place among them.
pub(super) fn same(old: &SitePage, new: &SitePage) -> bool {
    old.meta.date == new.meta.date && old.meta.announce.is_some() == new.meta.announce.is_some() && is_due(old) == is_due(new)
}

fn is_due(page: &SitePage) -> bool {
    workflow::due(&page.meta).is_some()
}
