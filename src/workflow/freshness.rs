//! Whether a page is new or was changed lately, and who wrote it, as git remembers.

use crate::model::{Commit, History, SourcePath};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::Arc;

/// For how many days a page is new, or updated.
const FRESH: i32 = 14;

/// What is said beside a page's name in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It was added lately.
    New,
    /// It was changed lately.
    Updated,
}

/// The mark of a file on a day. What came with the oldest change there is, is nothing new.
pub fn mark(history: &History, path: &SourcePath, today: Date, zone: &TimeZone) -> Option<Mark> {
    let fresh = |commit: &Commit| {
        let days = (today - commit.time.to_zoned(zone.clone()).date()).get_days();
        // A change of tomorrow does not exist yet on the day the site is made for.
        (0..FRESH).contains(&days) && !history.is_beginning(commit)
    };
    let (last, first) = (history.of(path).next()?, history.of(path).next_back()?);
    match (fresh(first), fresh(last)) {
        (true, _) => Some(Mark::New),
        (false, true) => Some(Mark::Updated),
        (false, false) => None,
    }
}

/// Who changed a file, each once, the latest first.
pub fn authors(history: &History, path: &SourcePath) -> Vec<Arc<str>> {
    let mut authors: Vec<Arc<str>> = Vec::new();
    for commit in history.of(path) {
        if !authors.contains(&commit.author) {
            authors.push(Arc::clone(&commit.author));
        }
    }
    authors
}
