//! A world in memory, for tests and for embedding.

use super::{Listing, World};
use crate::model::{History, SourcePath};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Files by path, and a fixed date.
#[derive(Debug, Clone)]
pub struct MemoryWorld {
    files: BTreeMap<SourcePath, Arc<[u8]>>,
    today: Date,
    history: Option<Arc<History>>,
    past: BTreeMap<(Arc<str>, SourcePath), Arc<[u8]>>,
}

impl MemoryWorld {
    /// An empty world on a day.
    pub fn new(today: Date) -> Self {
        MemoryWorld { files: BTreeMap::new(), today, history: None, past: BTreeMap::new() }
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(SourcePath::new(path), bytes.into().into());
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(&SourcePath::new(path));
    }

    /// Gives it a history.
    pub fn set_history(&mut self, history: History) {
        self.history = Some(Arc::new(history));
    }

    /// Says what a file held after a commit.
    pub fn insert_past(&mut self, commit: &str, path: &str, bytes: impl Into<Vec<u8>>) {
        self.past.insert((commit.into(), SourcePath::new(path)), bytes.into().into());
    }
}

impl World for MemoryWorld {
    fn read(&self, path: &SourcePath) -> Result<Option<Arc<[u8]>>, String> {
        Ok(self.files.get(path).cloned())
    }

    fn list(&self, folder: &str) -> Listing {
        Listing { files: self.files.keys().filter(|path| path.is_below(folder)).cloned().collect(), unreadable: Vec::new() }
    }

    fn today(&self, _zone: &jiff::tz::TimeZone) -> Date {
        self.today
    }

    fn history(&self) -> Result<Option<Arc<History>>, String> {
        Ok(self.history.clone())
    }

    fn past(&self, wanted: &[(Arc<str>, SourcePath)]) -> Vec<Option<Arc<[u8]>>> {
        wanted.iter().map(|wanted| self.past.get(wanted).cloned()).collect()
    }
}
