//! The source tree of a case: a base site in memory, with the case's files over it.

use super::page::{Case, Input};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use shirube::model::{Commit, History, SourcePath};
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
                Input::History(text) => files.set_history(history(text)?),
                Input::Past(change, path, text) => files.insert_past(change, path, text.as_str()),
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

/// `ID DATE NAME | words | files`, the oldest first; a last line `…` says that what came before is not known.
fn history(text: &str) -> Result<History, String> {
    let cut_off = text.lines().any(|line| line == "…");
    let commits: Result<Vec<Commit>, String> = text.lines().rev().filter(|line| *line != "…").map(commit).collect();
    Ok(History::new(commits?, cut_off))
}

fn commit(line: &str) -> Result<Commit, String> {
    let mistake = || format!("`{line}` is not a change: write `ID DATE NAME | words | files`");
    let mut parts = line.split(" | ");
    let (who, subject, files) =
        (parts.next().ok_or_else(mistake)?, parts.next().ok_or_else(mistake)?, parts.next().ok_or_else(mistake)?);
    let mut words = who.splitn(3, ' ');
    let (id, day, author) =
        (words.next().ok_or_else(mistake)?, words.next().ok_or_else(mistake)?, words.next().ok_or_else(mistake)?);
    let day: Date = day.parse().map_err(|_| mistake())?;
    let noon = day.at(12, 0, 0, 0).to_zoned(TimeZone::get("Asia/Tokyo").map_err(|error| error.to_string())?);
    Ok(Commit {
        id: id.into(),
        author: author.into(),
        time: noon.map_err(|error| error.to_string())?.timestamp(),
        subject: subject.into(),
        files: files.split(' ').map(SourcePath::new).collect(),
    })
}

/// The folder of a base. `definitions` is what `shirube init` writes, so that cases test what teams start from.
fn folder(base: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if base == DEFINITIONS { root.join("src/cli/init") } else { root.join("tests/sites").join(base) }
}

const DEFINITIONS: &str = "definitions";

// Without the pages and months of a site, nothing uses all of its definitions.
const HUSH: &str = "severity: {entry-unused: off, metric-unused: off}\n";

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
            let mut bytes = bytes.to_vec();
            if base == DEFINITIONS && path.as_str() == "shirube.yaml" {
                bytes.extend_from_slice(HUSH.as_bytes());
            }
            files.insert(path.as_str(), bytes);
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

    fn history(&self) -> Result<Option<Arc<History>>, String> {
        self.files.history()
    }

    fn past(&self, wanted: &[(Arc<str>, SourcePath)]) -> Vec<Option<Arc<[u8]>>> {
        self.files.past(wanted)
    }
}
