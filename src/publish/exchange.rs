//! The calls that differ between systems: exchange two folders, lock a file; and removing a tree fast.

use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Lets two folders change places in one step.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Lets two folders change places in one step: not on this system.
#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
pub(super) fn exchange(_one: &Path, _other: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Whether the system or its file system has no such call.
pub(super) fn is_unsupported(error: &io::Error) -> bool {
    // A file system that knows the call but not the exchange says "invalid".
    matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidInput)
}

/// Locks a file until it is closed; true if another program holds the lock. A file system without locks locks nothing.
#[cfg(unix)]
pub(super) fn is_locked_by_another(file: &File) -> bool {
    use rustix::fs::{FlockOperation, flock};
    flock(file, FlockOperation::NonBlockingLockExclusive) == Err(rustix::io::Errno::WOULDBLOCK)
}

/// Locks a file until it is closed: not on this system.
#[cfg(not(unix))]
pub(super) fn is_locked_by_another(_file: &File) -> bool {
    false
}

/// Removes a folder with everything in it; one that is not there is removed already.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.collect::<io::Result<Vec<_>>>()?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    entries.par_iter().try_for_each(|entry| {
        // The type of the entry itself: a link to a folder is removed, not followed.
        if entry.file_type()?.is_dir() { remove(&entry.path()) } else { fs::remove_file(entry.path()) }
    })?;
    fs::remove_dir(folder)
}

/// The same on one thread: while it holds what the others wait for, none of them may be waited for.
pub(super) fn remove_alone(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
