//! A world with texts on top that are not saved yet: what an editor shows while somebody types.

use super::{Listing, World};
use crate::model::{History, SourcePath};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Another world, with some files replaced, added or taken away.
pub struct Overlay<'a> {
    below: &'a dyn World,
    // `None`: the file is not there.
    texts: BTreeMap<SourcePath, Option<Arc<[u8]>>>,
    history: Option<Arc<History>>,
}

impl<'a> Overlay<'a> {
    /// A world on top of another, with nothing replaced yet.
    pub fn new(below: &'a dyn World) -> Self {
        Overlay { below, texts: BTreeMap::new(), history: None }
    }

    /// Replaces or adds a file.
    pub fn insert(&mut self, path: SourcePath, bytes: impl Into<Arc<[u8]>>) {
        self.texts.insert(path, Some(bytes.into()));
    }

    /// Takes a file away.
    pub fn hide(&mut self, path: SourcePath) {
        self.texts.insert(path, None);
    }

    /// Tells another history.
    pub fn set_history(&mut self, history: Arc<History>) {
        self.history = Some(history);
    }

    /// Shows what lies below again.
    pub fn remove(&mut self, path: &SourcePath) {
        self.texts.remove(path);
    }
}

impl World for Overlay<'_> {
    fn read(&self, path: &SourcePath) -> Result<Option<Arc<[u8]>>, String> {
        match self.texts.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.below.read(path),
        }
    }

    fn list(&self, folder: &str) -> Listing {
        let mut listing = self.below.list(folder);
        listing.files.retain(|path| !self.texts.contains_key(path));
        let there = self.texts.iter().filter(|(path, text)| text.is_some() && path.is_below(folder));
        listing.files.extend(there.map(|(path, _)| path.clone()));
        listing.files.sort_unstable();
        listing.unreadable.retain(|(path, _)| !self.texts.contains_key(path));
        listing
    }

    fn today(&self, zone: &jiff::tz::TimeZone) -> Date {
        self.below.today(zone)
    }

    fn history(&self) -> Result<Option<Arc<History>>, String> {
        match &self.history {
            Some(history) => Ok(Some(Arc::clone(history))),
            None => self.below.history(),
        }
    }

    fn past(&self, wanted: &[(Arc<str>, SourcePath)]) -> Vec<Option<Arc<[u8]>>> {
        self.below.past(wanted)
    }
}
