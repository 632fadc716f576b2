//! Says when a source has changed.
//!
//! Folders are watched, not files, because editors save by putting a new file in the place of the old.

use crate::diag::Failure;
use crate::world::is_skipped_at_root;
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use walkdir::WalkDir;

// A save is several events (a new file, its name, its time); a build in between would read half of it.
const QUIET: Duration = Duration::from_millis(15);
// Somebody who saves without end should still see something.
const LONGEST: Duration = Duration::from_millis(300);

/// The changes below a folder.
pub(super) struct Changes {
    root: PathBuf,
    events: Receiver<notify::Result<Event>>,
    watcher: RecommendedWatcher,
}

impl Changes {
    /// Watches a folder from now on.
    pub(super) fn watch(root: &Path) -> Result<Self, Failure> {
        let fail = |error: notify::Error| failure(root, &error);
        let (sender, events) = mpsc::channel();
        // The receiver is gone only when the program ends.
        let watcher = notify::recommended_watcher(move |event| drop(sender.send(event))).map_err(fail)?;
        let mut changes = Changes { root: root.to_owned(), events, watcher };
        changes.add(root).map_err(fail)?;
        Ok(changes)
    }

    /// Waits until something has changed and then been quiet for a moment.
    pub(super) fn wait(&mut self) -> Result<(), Failure> {
        let gone = |_| Failure::new("the watch for changes has ended");
        loop {
            let event = self.events.recv().map_err(gone)?;
            if self.concerns(event)? {
                break;
            }
        }
        let end = Instant::now() + LONGEST;
        let mut quiet = Instant::now() + QUIET;
        loop {
            let left = quiet.min(end).saturating_duration_since(Instant::now());
            match self.events.recv_timeout(left) {
                Ok(event) => {
                    if self.concerns(event)? {
                        quiet = Instant::now() + QUIET;
                    }
                }
                Err(RecvTimeoutError::Timeout) => return Ok(()),
                Err(RecvTimeoutError::Disconnected) => return Err(Failure::new("the watch for changes has ended")),
            }
        }
    }

    /// Whether a source has changed; new folders are watched from now on.
    fn concerns(&mut self, event: notify::Result<Event>) -> Result<bool, Failure> {
        let event = event.map_err(|error| failure(&self.root, &error))?;
        if event.need_rescan() {
            return Ok(true);
        }
        // Reading a file is an event too; without this a build would call for the next.
        if matches!(event.kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write)) {
            return Ok(false);
        }
        let paths: Vec<&PathBuf> = event.paths.iter().filter(|path| is_source(&self.root, path)).collect();
        if paths.is_empty() {
            return Ok(false);
        }
        if matches!(event.kind, EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_))) {
            for path in paths.iter().filter(|path| path.is_dir()) {
                // It may be gone again.
                let _ = self.add(path);
            }
        }
        Ok(true)
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

/// Whether a build may read what lies there.
fn is_source(root: &Path, path: &Path) -> bool {
    let Ok(relative) = path.strip_prefix(root) else { return false };
    let mut parts = relative.components().map(|part| part.as_os_str().to_string_lossy());
    let Some(first) = parts.next() else { return true };
    let is_seen = |name: &str| !name.starts_with('.') && name != "node_modules";
    is_seen(&first) && !is_skipped_at_root(&first, &root.join(first.as_ref())) && parts.all(|name| is_seen(&name))
}

fn failure(root: &Path, error: &notify::Error) -> Failure {
    let failed = Failure::new(format!("cannot watch `{}` for changes: {error}", root.display()));
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => failed.hint("raise the system's limit: sysctl fs.inotify.max_user_watches=524288"),
        _ => failed,
    }
}
