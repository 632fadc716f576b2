//! A world on a disk: the files below a root folder, and the clock of the machine.
//!
//! Invariant: nothing outside the root is ever read, whatever symbolic links say, and nothing is passed over in silence
//! but what no author means as content: dot files, `node_modules`, and at the root `target`, `dist` and any folder that
//! `publish` wrote.

use super::{Listing, World, git};
use crate::diag::system_words;
use crate::model::{History, SourcePath};
use foldhash::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use walkdir::{DirEntry, WalkDir};

/// The files below a folder.
#[derive(Debug)]
pub struct DiskWorld {
    // Invariant: canonical, so that what a symbolic link names can be compared with it.
    root: PathBuf,
    #[cfg(target_os = "linux")]
    root_handle: File,
    as_of: Option<Date>,
    knows_git: bool,
    // The last history that was read, with the commit it begins at.
    history: Mutex<Option<(String, Arc<History>)>>,
    memory: Option<Mutex<Memory>>,
}

/// What was read and listed since somebody last said that something has changed.
#[derive(Debug, Default)]
struct Memory {
    files: HashMap<SourcePath, Arc<[u8]>>,
    listings: HashMap<String, Listing>,
    // A change behind a symbolic link is told of another path than the one that is read.
    has_links: bool,
    // How often something has changed.
    moment: u64,
    // The last changes of files that were there before and after, each with its moment.
    changes: Vec<(u64, SourcePath)>,
    // Since when every change is among them.
    complete_since: u64,
}

/// What was met on a walk.
#[derive(Default)]
struct Met {
    listing: Listing,
    folders: Vec<PathBuf>,
    has_links: bool,
}

// A git checkout may change every file; then all are looked at.
const MOST_CHANGES: usize = 1000;

impl Memory {
    fn forget(&mut self) {
        *self = Memory { moment: self.moment, complete_since: self.moment, ..Memory::default() };
    }

    fn note(&mut self, path: SourcePath) {
        self.changes.push((self.moment, path));
        if self.changes.len() > MOST_CHANGES {
            self.changes.clear();
            self.complete_since = self.moment;
        }
    }
}

impl DiskWorld {
    /// Opens a root folder. `as_of` stands in for the clock.
    pub fn open(root: &Path, as_of: Option<Date>) -> io::Result<Self> {
        let root = root.canonicalize()?;
        if !root.is_dir() {
            return Err(io::Error::new(ErrorKind::NotADirectory, "it is not a folder"));
        }
        Ok(DiskWorld {
            #[cfg(target_os = "linux")]
            root_handle: File::open(&root)?,
            root,
            as_of,
            knows_git: false,
            history: Mutex::default(),
            memory: None,
        })
    }

    /// Keeps what it has read and listed until [`DiskWorld::changed`] says otherwise: for a preview that builds again and again,
    /// and hears of every change.
    #[must_use]
    pub fn remembering(mut self) -> Self {
        self.memory = Some(Mutex::default());
        self
    }

    /// Also asks git what it knows of the files. Without this, a folder is what lies in it and nothing else.
    #[must_use]
    pub fn knowing_git(mut self) -> Self {
        self.knows_git = true;
        self
    }

    /// Forgets what has changed: the files and folders at these paths, or everything.
    pub fn changed(&self, paths: Option<&BTreeSet<PathBuf>>) {
        let Some(mut memory) = self.memory() else { return };
        memory.moment += 1;
        let Some(paths) = paths.filter(|_| !memory.has_links) else {
            memory.forget();
            return;
        };
        for path in paths {
            let is_file = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
            let Ok(path) = self.source_path(path) else {
                memory.forget();
                return;
            };
            let was_file = memory.files.remove(&path).is_some();
            let listed = memory.listings.values().any(|listing| listing.files.binary_search(&path).is_ok());
            if is_file != listed {
                memory.listings.clear();
                memory.complete_since = memory.moment;
            }
            // Something else than a file comes or goes with everything below it.
            if !is_file && !was_file && !listed {
                memory.forget();
            }
            memory.note(path);
        }
    }

    fn memory(&self) -> Option<MutexGuard<'_, Memory>> {
        Some(self.memory.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The root folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Opens a file for reading, if it lies below the root.
    #[cfg(target_os = "linux")]
    fn open_below(&self, path: &SourcePath) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags, ResolveFlags};
        // Without `NONBLOCK`, opening a named pipe would wait for somebody to write into it.
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
        match rustix::fs::openat2(&self.root_handle, path.as_str(), flags, Mode::empty(), ResolveFlags::BENEATH) {
            Ok(file) => Ok(file.into()),
            // A link that is absolute or leads out (XDEV), or a system without the call: the slow way decides.
            Err(rustix::io::Errno::XDEV | rustix::io::Errno::NOSYS | rustix::io::Errno::PERM) => self.open_checked(path),
            Err(error) => Err(error.into()),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn open_below(&self, path: &SourcePath) -> io::Result<File> {
        self.open_checked(path)
    }

    fn open_checked(&self, path: &SourcePath) -> io::Result<File> {
        let target = self.root.join(path.as_str()).canonicalize()?;
        if !target.starts_with(&self.root) {
            return Err(io::Error::new(ErrorKind::PermissionDenied, LEAVES));
        }
        if !target.is_file() {
            return Err(io::Error::new(ErrorKind::InvalidInput, NO_FILE));
        }
        File::open(target)
    }
}

const LEAVES: &str = "it is a symbolic link that leaves the root folder";
const CIRCLE: &str = "it is a symbolic link to a folder that holds it";
const NO_FILE: &str = "it is neither a file nor a folder";

impl World for DiskWorld {
    fn read(&self, path: &SourcePath) -> Result<Option<Arc<[u8]>>, String> {
        if path.as_str().contains('\0') {
            return Ok(None);
        }
        if let Some(bytes) = self.memory().and_then(|memory| memory.files.get(path).cloned()) {
            return Ok(Some(bytes));
        }
        let read = || -> io::Result<Option<Arc<[u8]>>> {
            let mut file = self.open_below(path)?;
            let metadata = file.metadata()?;
            if metadata.is_dir() {
                return Ok(None);
            }
            if !metadata.is_file() {
                return Err(io::Error::new(ErrorKind::InvalidInput, NO_FILE));
            }
            let bytes = whole(&mut file, usize::try_from(metadata.len()).unwrap_or(0))?;
            // What a link leads to may change without a word about the link.
            if let Some(mut memory) = self.memory()
                && !fs::symlink_metadata(self.root.join(path.as_str())).is_ok_and(|found| found.is_symlink())
            {
                memory.files.insert(path.clone(), Arc::clone(&bytes));
            }
            Ok(Some(bytes))
        };
        read().or_else(|error| if is_absent(&error) { Ok(None) } else { Err(reason(&error)) })
    }

    fn list(&self, folder: &str) -> Listing {
        if let Some(known) = self.memory().and_then(|memory| memory.listings.get(folder).cloned()) {
            return known;
        }
        let (listing, has_links) = self.walked(folder);
        if let Some(mut memory) = self.memory() {
            memory.listings.insert(folder.to_owned(), listing.clone());
            memory.has_links |= has_links;
        }
        listing
    }

    fn moment(&self) -> Option<u64> {
        self.memory().map(|memory| memory.moment)
    }

    fn changed_since(&self, moment: u64) -> Option<Vec<SourcePath>> {
        let memory = self.memory().filter(|memory| memory.complete_since <= moment)?;
        Some(memory.changes.iter().filter(|(at, _)| *at > moment).map(|(_, path)| path.clone()).collect())
    }

    #[expect(clippy::disallowed_methods, reason = "the only place where a build learns what day it is")]
    fn today(&self, zone: &jiff::tz::TimeZone) -> Date {
        self.as_of.unwrap_or_else(|| jiff::Timestamp::now().to_zoned(zone.clone()).date())
    }

    fn history(&self) -> Result<Option<Arc<History>>, String> {
        if !self.knows_git {
            return Ok(None);
        }
        let Some(repository) = git::repository(&self.root)? else { return Ok(None) };
        let mut known = self.history.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((head, history)) = known.as_ref()
            && *head == repository.head
        {
            return Ok(Some(Arc::clone(history)));
        }
        let history = Arc::new(git::history(&self.root, &repository)?);
        *known = Some((repository.head, Arc::clone(&history)));
        Ok(Some(history))
    }

    fn past(&self, wanted: &[(Arc<str>, SourcePath)]) -> Vec<Option<Arc<[u8]>>> {
        let nothing = || vec![None; wanted.len()];
        if !self.knows_git || wanted.is_empty() {
            return nothing();
        }
        let objects: Vec<String> = wanted.iter().map(|(commit, path)| format!("{commit}:./{path}")).collect();
        git::objects(&self.root, &objects).unwrap_or_else(|_| nothing())
    }
}

impl DiskWorld {
    /// The files below a folder, and whether a symbolic link is among what was met.
    fn walked(&self, folder: &str) -> (Listing, bool) {
        let top = if folder.is_empty() { self.root.clone() } else { self.root.join(folder) };
        // A folder that is not there simply holds nothing.
        if fs::symlink_metadata(&top).is_err_and(|error| is_absent(&error)) {
            return (Listing::default(), false);
        }
        let home = top.canonicalize().unwrap_or_else(|_| top.clone());
        let mut met = self.met((&top, &home), 0..=1);
        // The system lists one folder after the other, but several at once where it is asked for several.
        let below: Vec<Met> = met.folders.par_iter().map(|folder| self.met((folder, &home), 1..=usize::MAX)).collect();
        for below in below {
            met.listing.files.extend(below.listing.files);
            met.listing.unreadable.extend(below.listing.unreadable);
            met.has_links |= below.has_links;
        }
        met.listing.files.par_sort_unstable();
        met.listing.unreadable.sort_unstable();
        (met.listing, met.has_links)
    }

    /// What lies so deep below a folder, on a walk that began at `home`.
    fn met(&self, (top, home): (&Path, &Path), depth: RangeInclusive<usize>) -> Met {
        let (mut met, mut refused) = (Met::default(), Vec::new());
        let walk = WalkDir::new(top).min_depth(*depth.start()).max_depth(*depth.end()).follow_links(true);
        let walk = walk.into_iter().filter_entry(|entry| {
            if is_skipped(&self.root, entry) {
                return false;
            }
            met.has_links |= entry.path_is_symlink();
            let refusal = self.refusal(entry, home);
            refused.extend(refusal.map(|why| (entry.path().to_owned(), why)));
            refusal.is_none()
        });
        let listing = &mut met.listing;
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_dir() && entry.depth() == 0 => {}
                Ok(entry) if entry.file_type().is_dir() => met.folders.push(entry.into_path()),
                Ok(entry) => match self.source_path(entry.path()) {
                    Ok(path) if entry.file_type().is_file() => listing.files.push(path),
                    Ok(path) => listing.unreadable.push((path, NO_FILE.to_owned())),
                    Err(unreadable) => listing.unreadable.push(unreadable),
                },
                Err(error) => listing.unreadable.extend(self.explained(&error, top)),
            }
        }
        for (path, why) in refused {
            let path = self.source_path(&path).unwrap_or_else(|(path, _)| path);
            listing.unreadable.push((path, why.to_owned()));
        }
        met
    }

    /// Why a symbolic link is not followed.
    fn refusal(&self, entry: &DirEntry, home: &Path) -> Option<&'static str> {
        if !entry.path_is_symlink() {
            return None;
        }
        let is_circle = |target: &Path| entry.depth() > 0 && home.starts_with(target) || entry.path().starts_with(target);
        match entry.path().canonicalize() {
            Ok(target) if is_circle(&target) => Some(CIRCLE),
            Ok(target) if target.starts_with(&self.root) => None,
            _ => Some(LEAVES),
        }
    }

    /// The path as sources write it, or why a file of that name cannot be one.
    fn source_path(&self, path: &Path) -> Result<SourcePath, (SourcePath, String)> {
        // Where the system writes paths as sources do, what the walk gives is taken as it is.
        let below = path.as_os_str().as_encoded_bytes().strip_prefix(self.root.as_os_str().as_encoded_bytes());
        if let Some(written) = below.and_then(|below| std::str::from_utf8(below).ok()?.strip_prefix('/'))
            && std::path::MAIN_SEPARATOR == '/'
            && is_plain(written)
        {
            return Ok(SourcePath::new(written));
        }
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let written = parts.join("/");
        if relative.to_str().is_none() {
            return Err((SourcePath::new(written), "its name is not UTF-8".to_owned()));
        }
        if written.chars().any(char::is_control) {
            let shown: String = written.chars().map(|char| if char.is_control() { '\u{fffd}' } else { char }).collect();
            return Err((SourcePath::new(shown), "its name holds a control character".to_owned()));
        }
        Ok(SourcePath::new(written))
    }

    /// What could not be walked, unless it is something that is skipped anyway.
    fn explained(&self, error: &walkdir::Error, top: &Path) -> Option<(SourcePath, String)> {
        let path = error.path().unwrap_or(top);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') {
            return None;
        }
        let path = self.source_path(path).unwrap_or_else(|(path, _)| path);
        if error.loop_ancestor().is_some() {
            return Some((path, CIRCLE.to_owned()));
        }
        Some((path, error.io_error().map_or_else(|| error.to_string(), reason)))
    }
}

/// Whether a path has nothing in it that must be looked at or told: no empty part, none that begins with a point, no control
/// character (those beyond ASCII begin with the byte `c2`).
fn is_plain(written: &str) -> bool {
    let bytes = written.as_bytes();
    let has = |part: &[u8]| memchr::memmem::find(bytes, part).is_some();
    let is_seen = |byte: &u8| *byte >= b' ' && !matches!(byte, 0x7f | 0xc2);
    !written.is_empty()
        && !written.starts_with('.')
        && !written.ends_with('/')
        && bytes.iter().all(is_seen)
        && !has(b"//")
        && !has(b"/.")
}

/// All of a file, in as few calls as can be: what comes in one piece, is as long as the system says and shorter than what was asked
/// for, is all of it.
fn whole(file: &mut File, length: usize) -> io::Result<Arc<[u8]>> {
    let mut own = Vec::new();
    let mut room = ROOM.take();
    // What is longer is no page: its room would be kept for nothing.
    let bytes = if length < LONGEST { &mut room } else { &mut own };
    let read = read_into(file, length, bytes).map(|read| Arc::from(&bytes[..read]));
    ROOM.set(room);
    read
}

/// The longest file that is read into the room of the one before.
const LONGEST: usize = 256 * 1024;

thread_local! {
    static ROOM: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Reads a file into the beginning of some room; how much was read.
fn read_into(file: &mut File, length: usize, bytes: &mut Vec<u8>) -> io::Result<usize> {
    if bytes.len() <= length {
        bytes.resize(length + 1, 0);
    }
    let read = match file.read(&mut bytes[..=length]) {
        Ok(read) if read == length => return Ok(read),
        Ok(read) => read,
        Err(error) if error.kind() == ErrorKind::Interrupted => 0,
        Err(error) => return Err(error),
    };
    bytes.truncate(read);
    file.read_to_end(bytes).map(|more| read + more)
}

fn is_absent(error: &io::Error) -> bool {
    // `InvalidFilename` is a name too long for the file system.
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename)
}

/// The system's words without its number, in the form of a message: lower case, no full stop.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::PermissionDenied if error.raw_os_error().is_some() => "permission denied".to_owned(),
        ErrorKind::NotFound => "it is a symbolic link to something that does not exist".to_owned(),
        _ => system_words(error),
    }
}

/// What no author means as content.
fn is_skipped(root: &Path, entry: &DirEntry) -> bool {
    if entry.depth() == 0 {
        return false;
    }
    let name = entry.file_name().to_string_lossy();
    if name.starts_with('.') || name == "node_modules" {
        return true;
    }
    let at_root = entry.path().parent() == Some(root);
    at_root && entry.file_type().is_dir() && is_skipped_at_root(&name, entry.path())
}

/// Whether a folder of this name directly below the root is no source.
pub(crate) fn is_skipped_at_root(name: &str, path: &Path) -> bool {
    // `content/target/` may well be a folder of playbooks, so these names mean something at the root only.
    matches!(name, "target" | "dist") || path.join(".shirube").is_dir()
}

#[cfg(test)]
mod tests;
