//! A world in memory, for tests and for embedding.

use super::{Listing, World};
use crate::model::SourcePath;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Files by path, and a fixed date.
#[derive(Debug, Clone)]
pub struct MemoryWorld {
    files: BTreeMap<SourcePath, Arc<[u8]>>,
    today: Date,
}

impl MemoryWorld {
    /// An empty world on a day.
    pub fn new(today: Date) -> Self {
        MemoryWorld { files: BTreeMap::new(), today }
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(SourcePath::new(path), bytes.into().into());
    }

    /// Takes a file away.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(&SourcePath::new(path));
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
}
