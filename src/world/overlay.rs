//! A world with texts on top that are not saved yet: what an editor shows while somebody types.

use super::{Listing, World};
use crate::model::{History, SourcePath};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Another world, with some files replaced or added.
pub struct Overlay<'a> {
    below: &'a dyn World,
    texts: BTreeMap<SourcePath, Arc<[u8]>>,
}

impl<'a> Overlay<'a> {
    /// A world on top of another, with nothing replaced yet.
    pub fn new(below: &'a dyn World) -> Self {
        Overlay { below, texts: BTreeMap::new() }
    }

    /// Replaces or adds a file.
    pub fn insert(&mut self, path: SourcePath, bytes: impl Into<Arc<[u8]>>) {
        self.texts.insert(path, bytes.into());
    }

    /// Shows what lies below again.
    pub fn remove(&mut self, path: &SourcePath) {
        self.texts.remove(path);
    }
}

impl World for Overlay<'_> {
    fn read(&self, path: &SourcePath) -> Result<Option<Arc<[u8]>>, String> {
        match self.texts.get(path) {
            Some(bytes) => Ok(Some(Arc::clone(bytes))),
            None => self.below.read(path),
        }
    }

    fn list(&self, folder: &str) -> Listing {
        let mut listing = self.below.list(folder);
        listing.files.extend(self.texts.keys().filter(|path| path.is_below(folder)).cloned());
        listing.files.sort_unstable();
        listing.files.dedup();
        listing.unreadable.retain(|(path, _)| !self.texts.contains_key(path));
        listing
    }

    fn today(&self, zone: &jiff::tz::TimeZone) -> Date {
        self.below.today(zone)
    }

    fn history(&self) -> Result<Option<Arc<History>>, String> {
        self.below.history()
    }

    fn past(&self, wanted: &[(Arc<str>, SourcePath)]) -> Vec<Option<Arc<[u8]>>> {
        self.below.past(wanted)
    }
}
