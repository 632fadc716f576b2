//! The only door to the outside: files, the clock, and what git knows.
//!
//! The command line opens it onto a disk, tests onto a map in memory, the preview onto a disk with unsaved text on
//! top. Same world, same bytes.

mod disk;
pub mod git;
mod memory;
mod overlay;
mod text;
pub mod web;

pub use disk::DiskWorld;
pub(crate) use disk::is_skipped_at_root;
pub use memory::MemoryWorld;
pub use overlay::Overlay;
pub use text::{line, read_text, text_of};

use crate::model::{History, SourcePath};
use jiff::civil::Date;
use std::sync::Arc;

/// Where a build reads from.
pub trait World: Sync {
    /// The bytes of a file, `None` if there is no such file, or why it cannot be read.
    fn read(&self, path: &SourcePath) -> Result<Option<Arc<[u8]>>, String>;

    /// All files below a folder (`""` for the root), sorted by path, so that output order never depends on the file
    /// system. A part that cannot be listed is reported beside what can.
    fn list(&self, folder: &str) -> Listing;

    /// Today, if it was fixed from outside (`--as-of`); else the date now in a time zone.
    fn today(&self, zone: &jiff::tz::TimeZone) -> Date;

    /// Names all that was read until now, for [`World::changed_since`]; `None` where nobody tells of changes.
    fn moment(&self) -> Option<u64> {
        None
    }

    /// The files that may read otherwise than at a moment; `None` where that is not known, or where files came or went.
    fn changed_since(&self, moment: u64) -> Option<Vec<SourcePath>> {
        let _ = moment;
        None
    }

    /// What git knows of the files below the root; `None` where there is no repository, or why it cannot be read.
    fn history(&self) -> Result<Option<Arc<History>>, String> {
        Ok(None)
    }

    /// Files as they were after a commit of the history, in the order asked for; `None` for what was not there.
    fn past(&self, wanted: &[(Arc<str>, SourcePath)]) -> Vec<Option<Arc<[u8]>>> {
        vec![None; wanted.len()]
    }
}

/// The files below a folder, and the folders that could not be read with the reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// Sorted paths.
    pub files: Vec<SourcePath>,
    /// What could not be read, and why.
    pub unreadable: Vec<(SourcePath, String)>,
}
