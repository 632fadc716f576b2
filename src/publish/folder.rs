//! The folder that sites are written to: whose it is, who is at work in it, what a killed run left behind.
//!
//! ```text
//! dist/
//!   .shirube/
//!     mark         says that shirube wrote this folder
//!     lock         held while a run is at work
//!     sites/team   says that shirube wrote dist/team
//!     next/team    the new tree, until it is exchanged; then the one it replaced
//!     old/team     the tree that is being replaced, where two renames are needed
//!   team/
//! ```

use super::exchange;
use crate::diag::Failure;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

const MARK: &str = "This folder is written by shirube: the next `shirube build` replaces what is in it.\n\
    このフォルダは shirube が書き出したものです。次の `shirube build` で中身が置き換わります。\n";

/// A folder that is ours, and in which no other run is at work.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    // Closing the file gives the lock back; so does the system when the program is killed.
    _lock: File,
}

impl Folder {
    /// Takes a folder for this run: makes it if need be, refuses one that somebody else filled, and brings what a killed
    /// run left into order.
    pub(super) fn claim(path: &Path) -> Result<Self, Failure> {
        check_ours(path)?;
        let own = path.join(".shirube");
        create(&own.join("sites"))?;
        // The mark comes first: a folder with nothing but `.shirube` in it still counts as empty.
        let mark = own.join("mark");
        fs::write(&mark, MARK).map_err(|error| Failure::io(format_args!("write `{}`", mark.display()), &error))?;
        let lock = lock(path, &own.join("lock"))?;
        let folder = Folder { path: path.to_owned(), _lock: lock };
        folder.repair()?;
        folder.clear()?;
        Ok(folder)
    }

    /// Where a site stands.
    pub(super) fn site(&self, id: &str) -> PathBuf {
        self.path.join(id)
    }

    /// Where its new tree is made.
    pub(super) fn next(&self, id: &str) -> PathBuf {
        self.own("next").join(id)
    }

    fn own(&self, name: &str) -> PathBuf {
        self.path.join(".shirube").join(name)
    }

    fn record(&self, id: &str) -> PathBuf {
        self.own("sites").join(id)
    }

    /// Refuses to replace something that stands where a site should go and is not a site we wrote.
    pub(super) fn check_site(&self, id: &str) -> Result<(), Failure> {
        let site = self.site(id);
        match fs::symlink_metadata(&site) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(Failure::io(format_args!("look at `{}`", site.display()), &error)),
            Ok(found) if found.is_dir() && self.record(id).exists() => Ok(()),
            Ok(_) => Err(Failure::new(format!("`{}` was not written by shirube", site.display()))
                .hint("move it away, or choose another folder with --output")),
        }
    }

    /// Exchanges the new tree of a site with the one that stands, if one does.
    pub(super) fn put_in_place(&self, id: &str) -> Result<(), Failure> {
        let (site, next, record) = (self.site(id), self.next(id), self.record(id));
        let fail = |error: io::Error| Failure::io(format_args!("put the new site in place as `{}`", site.display()), &error);
        File::create(record).map_err(fail)?;
        if !site.exists() {
            return fs::rename(&next, &site).map_err(fail);
        }
        match exchange::exchange(&next, &site) {
            Err(error) if exchange::is_unsupported(&error) => self.rename_twice(id).map_err(fail),
            done => done.map_err(fail),
        }
    }

    /// For file systems that cannot exchange: between the two renames the site is away, and [`Self::repair`] brings it back
    /// if the program is killed just then.
    pub(super) fn rename_twice(&self, id: &str) -> io::Result<()> {
        let (site, next, old) = (self.site(id), self.next(id), self.own("old").join(id));
        fs::create_dir_all(self.own("old"))?;
        fs::rename(&site, &old)?;
        fs::rename(&next, &site).or_else(|error| {
            fs::rename(&old, &site)?;
            Err(error)
        })
    }

    fn repair(&self) -> Result<(), Failure> {
        let entries = match fs::read_dir(self.own("old")) {
            Ok(entries) => entries,
            Err(_) => return Ok(()),
        };
        for entry in entries.flatten() {
            let site = self.path.join(entry.file_name());
            if !site.exists() {
                let fail = |error| Failure::io(format_args!("bring back `{}`", site.display()), &error);
                fs::rename(entry.path(), &site).map_err(fail)?;
            }
        }
        Ok(())
    }

    /// Removes the trees that nobody needs any more.
    pub(super) fn clear(&self) -> Result<(), Failure> {
        for name in ["next", "old"] {
            let path = self.own(name);
            exchange::remove(&path).map_err(|error| Failure::io(format_args!("remove `{}`", path.display()), &error))?;
        }
        Ok(())
    }
}

fn check_ours(path: &Path) -> Result<(), Failure> {
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::io(format_args!("write to the folder `{}`", path.display()), &error)),
    };
    if path.join(".shirube").join("mark").is_file() {
        return Ok(());
    }
    if entries.flatten().all(|entry| entry.file_name() == ".shirube") {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` is not empty and was not written by shirube", path.display()))
        .hint("empty it, or choose another folder with --output"))
}

fn create(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| Failure::io(format_args!("make the folder `{}`", path.display()), &error))
}

fn lock(folder: &Path, path: &Path) -> Result<File, Failure> {
    let fail = |error: io::Error| Failure::io(format_args!("write `{}`", path.display()), &error);
    let file = File::options().create(true).truncate(false).write(true).open(path).map_err(fail)?;
    if exchange::is_locked_by_another(&file) {
        return Err(Failure::new(format!("another shirube is writing to `{}`", folder.display()))
            .hint("wait until it has finished, or choose another folder with --output"));
    }
    Ok(file)
}
