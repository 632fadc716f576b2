//! The source tree of a case: a base site in memory, with the case's files over it.

use super::page::{Case, Input};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shirube::model::SourcePath;
use shirube::world::{DiskWorld, Listing, MemoryWorld, World};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files in memory, some of which cannot be read.
pub struct CaseWorld {
    files: MemoryWorld,
    unreadable: BTreeMap<SourcePath, String>,
}

impl CaseWorld {
    /// Puts the files of a case over its base.
    pub fn new(case: &Case) -> Result<CaseWorld, String> {
        let mut files = MemoryWorld::new(case.today);
        if case.base != "none" {
            copy(&case.base, &mut files)?;
        }
        let mut unreadable = BTreeMap::new();
        for input in &case.inputs {
            match input {
                Input::File(path, text) => files.insert(path, text.as_str()),
                Input::Bytes(path, bytes) => files.insert(path, bytes.clone()),
                Input::Removed(path) => files.remove(path),
                Input::Unreadable(path, reason) => {
                    unreadable.insert(SourcePath::new(path.as_str()), reason.clone());
                }
            }
        }
        Ok(CaseWorld { files, unreadable })
    }

    /// Puts one more file in.
    pub fn insert(&mut self, path: &str, text: &str) {
        self.files.insert(path, text);
    }
}

/// The folder of a base. `definitions` is what `shirube init` writes, so that cases test what teams start from.
fn folder(base: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if base == DEFINITIONS { root.join("src/cli/init") } else { root.join("tests/sites").join(base) }
}

const DEFINITIONS: &str = "definitions";

/// Of the definitions' base, a case brings the figures itself.
fn belongs(base: &str, path: &str) -> bool {
    const KEPT: &[&str] = &["shirube.yaml", "data/metrics.yaml", "data/roles.yaml", "data/segments.yaml"];
    base != DEFINITIONS || KEPT.contains(&path)
}

fn copy(base: &str, files: &mut MemoryWorld) -> Result<(), String> {
    let root = folder(base);
    if !root.join("shirube.yaml").is_file() {
        return Err(format!("there is no site `{base}` in tests/sites"));
    }
    let disk = DiskWorld::open(&root, None).map_err(|error| error.to_string())?;
    for path in disk.list("").files.into_iter().filter(|path| belongs(base, path.as_str())) {
        if let Some(bytes) = disk.read(&path)? {
            files.insert(path.as_str(), bytes.to_vec());
        }
    }
    Ok(())
}

impl World for CaseWorld {
    fn read(&self, path: &SourcePath) -> Result<Option<Arc<[u8]>>, String> {
        match self.unreadable.get(path) {
            Some(reason) => Err(reason.clone()),
            None => self.files.read(path),
        }
    }

    fn list(&self, folder: &str) -> Listing {
        let mut listing = self.files.list(folder);
        for (path, reason) in &self.unreadable {
            if path.as_str().starts_with(folder) && !listing.files.contains(path) {
                listing.unreadable.push((path.clone(), reason.clone()));
            }
        }
        listing
    }

    fn today(&self, zone: &TimeZone) -> Date {
        self.files.today(zone)
    }
}
