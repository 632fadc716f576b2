//! What version control remembers of the sources: who changed which file, when, and in which words.

use super::SourcePath;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One change that somebody recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: Arc<str>,
    /// Who made the change.
    pub author: Arc<str>,
    /// When.
    pub time: Timestamp,
    /// Its first line.
    pub subject: Arc<str>,
    /// The files it changed, by the names they have now.
    pub files: Vec<SourcePath>,
}

/// All changes, and those of each file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    // Newest first.
    commits: Vec<Commit>,
    by_path: BTreeMap<SourcePath, Vec<u32>>,
    positions: BTreeMap<Arc<str>, u32>,
    cut_off: bool,
}

impl History {
    /// Takes changes, newest first. `cut_off` says that older ones are not known.
    pub fn new(commits: Vec<Commit>, cut_off: bool) -> Self {
        let mut by_path: BTreeMap<SourcePath, Vec<u32>> = BTreeMap::new();
        for (at, commit) in commits.iter().enumerate() {
            for path in &commit.files {
                by_path.entry(path.clone()).or_default().push(at as u32);
            }
        }
        let positions = (0..).zip(&commits).map(|(at, commit)| (Arc::clone(&commit.id), at)).collect();
        History { commits, by_path, positions, cut_off }
    }

    /// Where a change stands among all, the newest at 0.
    pub fn position(&self, commit: &Commit) -> usize {
        self.positions.get(&commit.id).map_or(usize::MAX, |at| *at as usize)
    }

    /// All changes, newest first.
    pub fn commits(&self) -> &[Commit] {
        &self.commits
    }

    /// The changes of a file, newest first.
    pub fn of(&self, path: &SourcePath) -> impl DoubleEndedIterator<Item = &Commit> {
        let at = self.by_path.get(path).map_or(&[][..], Vec::as_slice);
        at.iter().filter_map(|at| self.commits.get(*at as usize))
    }

    /// Whether older changes are not known: a shallow clone.
    pub fn is_cut_off(&self) -> bool {
        self.cut_off
    }

    /// Whether this is the oldest change there is: what came with it was there before, as far as anybody can tell.
    pub fn is_beginning(&self, commit: &Commit) -> bool {
        self.commits.last().is_some_and(|first| first.id == commit.id)
    }
}
