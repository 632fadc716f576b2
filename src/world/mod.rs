//! The only door to the outside: files and the clock.
//!
//! The command line opens it onto a disk, tests onto a map in memory, the preview onto a disk with unsaved text on
//! top. Same world, same bytes.

mod disk;
mod memory;
mod overlay;
mod text;

pub use disk::DiskWorld;
pub(crate) use disk::is_skipped_at_root;
pub use memory::MemoryWorld;
pub use overlay::Overlay;
pub use text::read_text;

use crate::model::SourcePath;
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
}

/// The files below a folder, and the folders that could not be read with the reason.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Sorted paths.
    pub files: Vec<SourcePath>,
    /// What could not be read, and why.
    pub unreadable: Vec<(SourcePath, String)>,
}
