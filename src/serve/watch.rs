//! Says when a source has changed.
//!
//! Folders are watched, not files, because editors save by putting a new file in the place of the old.

use crate::diag::Failure;
use crate::world::is_skipped_at_root;
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use walkdir::WalkDir;

// A save is several events (a new file, its name, its time); a build in between would read half of it.
const QUIET: Duration = Duration::from_millis(15);
// After the event that ends a save there is little to wait for.
const QUIET_WHEN_WHOLE: Duration = Duration::from_millis(3);
// Somebody who saves without end should still see something.
const LONGEST: Duration = Duration::from_millis(300);

/// The changes below a folder.
pub(super) struct Changes {
    root: PathBuf,
    events: Receiver<notify::Result<Event>>,
    watcher: RecommendedWatcher,
    changed: Changed,
}

/// What has changed.
#[derive(Debug, Default)]
pub struct Changed {
    paths: BTreeSet<PathBuf>,
    // The system has lost events, or something went wrong.
    everything: bool,
}

impl Changed {
    /// The files and folders; `None` if anything may have changed.
    pub fn paths(&self) -> Option<&BTreeSet<PathBuf>> {
        Some(&self.paths).filter(|_| !self.everything)
    }
}

impl Changes {
    /// Watches a folder from now on, and calls for an end of what is at work whenever a source changes.
    pub(super) fn watch(root: &Path, interrupt: impl Fn() + Send + 'static) -> Result<Self, Failure> {
        let fail = |error: notify::Error| failure(root, &error);
        let (sender, events) = mpsc::channel();
        let below = root.to_owned();
        let heard = move |event: notify::Result<Event>| {
            if event.as_ref().is_ok_and(|event| is_change(&below, event)) {
                interrupt();
            }
            // The receiver is gone only when the program ends.
            drop(sender.send(event));
        };
        let watcher = notify::recommended_watcher(heard).map_err(fail)?;
        let mut changes = Changes { root: root.to_owned(), events, watcher, changed: Changed::default() };
        changes.add(root).map_err(fail)?;
        Ok(changes)
    }

    /// Waits until something has changed and then been quiet for a moment; says what.
    pub(super) fn wait(&mut self) -> Result<Changed, Failure> {
        let gone = || Failure::new("the watch for changes has ended");
        let mut quiet = loop {
            let event = self.events.recv().map_err(|_| gone())?;
            if let Some(quiet) = self.concerns(event)? {
                break Instant::now() + quiet;
            }
        };
        let end = Instant::now() + LONGEST;
        loop {
            let left = quiet.min(end).saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(event) => {
                    if let Some(longer) = self.concerns(event)? {
                        quiet = Instant::now() + longer;
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Ok(std::mem::take(&mut self.changed)),
                Err(RecvTimeoutError::Disconnected) => return Err(gone()),
            }
        }
    }

    /// How long to be quiet after an event, if it is about a source; new folders are watched from now on.
    fn concerns(&mut self, event: notify::Result<Event>) -> Result<Option<Duration>, Failure> {
        let event = event.map_err(|error| failure(&self.root, &error))?;
        if !is_change(&self.root, &event) {
            return Ok(None);
        }
        self.changed.everything |= event.need_rescan();
        for path in &event.paths {
            if !is_source(&self.root, path) {
                continue;
            }
            if matches!(event.kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_))) && path.is_dir() {
                // It may be gone again. What was put into it before it was watched is not told.
                let _ = self.add(path);
                self.changed.everything = true;
            }
            self.changed.paths.insert(path.clone());
        }
        let whole = matches!(event.kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(_)) | EventKind::Remove(_));
        Ok(Some(if whole { QUIET_WHEN_WHOLE } else { QUIET }))
    }

    /// Watches a folder and what lies in it, but not what is skipped: `node_modules` alone can hold more folders than the
    /// system lets us watch.
    #[cfg(target_os = "linux")]
    fn add(&mut self, folder: &Path) -> notify::Result<()> {
        let root = &self.root;
        let walk =
            WalkDir::new(folder).into_iter().filter_entry(|entry| entry.file_type().is_dir() && is_source(root, entry.path()));
        for entry in walk.flatten() {
            self.watcher.watch(entry.path(), RecursiveMode::NonRecursive)?;
        }
        Ok(())
    }

    /// Watches the root: these systems watch a whole tree as easily as a folder.
    #[cfg(not(target_os = "linux"))]
    fn add(&mut self, folder: &Path) -> notify::Result<()> {
        if folder == self.root { self.watcher.watch(folder, RecursiveMode::Recursive) } else { Ok(()) }
    }
}

/// Whether an event is about a source that has changed.
fn is_change(root: &Path, event: &Event) -> bool {
    // Reading a file is an event too; without this a build would call for the next.
    let read = matches!(event.kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write));
    event.need_rescan() || (!read && event.paths.iter().any(|path| is_source(root, path)))
}

/// What editors put beside a file while they write it: `x.md~`, `#x.md#`, `x.md.swp`, `4913`.
fn is_temporary(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    name.ends_with('~')
        || name.starts_with('#')
        || name == "4913"
        || name.ends_with("___jb_tmp___")
        || name.ends_with("___jb_old___")
        || matches!(extension, "swp" | "swx" | "swo" | "tmp" | "crdownload" | "part")
}

/// Whether a build may read what lies there.
fn is_source(root: &Path, path: &Path) -> bool {
    let Ok(relative) = path.strip_prefix(root) else { return false };
    let mut parts = relative.components().map(|part| part.as_os_str().to_string_lossy());
    let Some(first) = parts.next() else { return true };
    let is_seen = |name: &str| !name.starts_with('.') && name != "node_modules" && !is_temporary(name);
    is_seen(&first) && !is_skipped_at_root(&first, &root.join(first.as_ref())) && parts.all(|name| is_seen(&name))
}

fn failure(root: &Path, error: &notify::Error) -> Failure {
    let failed = Failure::new(format!("cannot watch `{}` for changes: {error}", root.display()));
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => failed.hint("raise the system's limit: sysctl fs.inotify.max_user_watches=524288"),
        _ => failed,
    }
}
