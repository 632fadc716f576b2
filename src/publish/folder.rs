//! The folder that sites are written to: whose it is, who is at work in it, what a killed run left behind.
//!
//! ```text
//! dist/
//!   .shirube/
//!     mark         says that shirube wrote this folder
//!     lock         held while a run is at work
//!     sites/team   says that shirube wrote dist/team, from which sources, and which files
//!     next/team    the new tree, until it is exchanged; then the one it replaced
//!     old/team     the tree that is being replaced, where two renames are needed
//!   team/
//! ```

use super::{exchange, tree};
use crate::diag::Failure;
use crate::output::Files;
use std::collections::BTreeSet;
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
        // The first page that is made takes the folder, and the pages beside it wait until it is taken.
        folder.clear_by(exchange::remove_alone)?;
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
            Ok(found) if found.is_dir() && self.record(id).exists() => self.check_strangers(id),
            Ok(_) => Err(Failure::new(format!("`{}` was not written by shirube", site.display()))
                .hint("move it away, or choose another folder with --output")),
        }
    }

    /// The first line of a record says from which sources the site was made, each other line names a file of it.
    fn recorded(&self, id: &str) -> Option<(String, BTreeSet<String>)> {
        let text = fs::read_to_string(self.record(id)).ok()?;
        let mut lines = text.lines().map(str::to_owned);
        Some((lines.next()?, lines.collect()))
    }

    fn write_record<'f>(&self, id: &str, source: &'f str, files: impl Iterator<Item = &'f str>) -> io::Result<()> {
        let lines: Vec<&str> = std::iter::once(source).chain(files).collect();
        fs::write(self.record(id), lines.join("\n") + "\n")
    }

    /// The sites that were made from some sources, but for those named.
    pub(super) fn sites_of(&self, source: &str, but: &[&str]) -> Vec<String> {
        let entries = fs::read_dir(self.own("sites")).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let of_source = |id: &String| self.recorded(id).is_some_and(|(known, _)| known == source);
        let mut found: Vec<String> = names.filter(|id| !but.contains(&id.as_str()) && of_source(id)).collect();
        found.sort_unstable();
        found
    }

    /// Refuses to replace a site with files in it that somebody else put there: they would be lost.
    fn check_strangers(&self, id: &str) -> Result<(), Failure> {
        // What was written before files were noted cannot be told apart.
        let Some((_, written)) = self.recorded(id).filter(|(_, files)| !files.is_empty()) else { return Ok(()) };
        let site = self.site(id);
        let strangers = tree::files(&site).into_iter().filter(|path| !written.contains(path) && !is_litter(path));
        let strangers: Vec<String> = strangers.collect();
        if strangers.is_empty() {
            return Ok(());
        }
        let more = strangers.len().saturating_sub(3);
        let mut names = strangers.iter().take(3).map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
        if more > 0 {
            names.push_str(&format!(" and {more} more"));
        }
        let message =
            format!("`{}` holds what shirube did not write, and a new site would take its place: {names}", site.display());
        Err(Failure::new(message).hint("move it away; a file that belongs to every build lies in themes/NAME/files/"))
    }

    /// Exchanges the new tree of a site with the one that stands, if one does.
    pub(super) fn put_in_place(&self, id: &str, source: &str, files: &Files) -> Result<(), Failure> {
        let (site, next) = (self.site(id), self.next(id));
        let fail = |error: io::Error| Failure::io(format_args!("put the new site in place as `{}`", site.display()), &error);
        let new: BTreeSet<&str> = files.iter().map(|(path, _)| path).collect();
        // Until the exchange is done, both trees are ours: a run that is killed between leaves no stranger.
        let old = self.recorded(id).map_or_else(BTreeSet::new, |(_, files)| files);
        self.write_record(id, source, old.iter().map(String::as_str).chain(new.iter().copied())).map_err(fail)?;
        if !site.exists() {
            fs::rename(&next, &site).map_err(fail)?;
        } else {
            match exchange::exchange(&next, &site) {
                Err(error) if exchange::is_unsupported(&error) => self.rename_twice(id).map_err(fail)?,
                done => done.map_err(fail)?,
            }
        }
        // Of a site that was not there, just this was written.
        if old.is_empty() { Ok(()) } else { self.write_record(id, source, new.into_iter()).map_err(fail) }
    }

    /// Whether the site that stands has no file but these, as far as we wrote it.
    pub(super) fn holds_only(&self, id: &str, files: &Files) -> bool {
        self.recorded(id).is_some_and(|(_, known)| known.iter().map(String::as_str).eq(files.iter().map(|(path, _)| path)))
    }

    /// Leaves a site that is as it should be where it stands; only its sources may be others.
    pub(super) fn leave_in_place(&self, id: &str, source: &str, files: &Files) -> Result<(), Failure> {
        if self.recorded(id).is_some_and(|(known, _)| known == source) {
            return Ok(());
        }
        let fail = |error| Failure::io(format_args!("note whose `{}` is", self.site(id).display()), &error);
        self.write_record(id, source, files.iter().map(|(path, _)| path)).map_err(fail)
    }

    /// Takes a site away that its sources no longer have.
    pub(super) fn remove_site(&self, id: &str) -> Result<(), Failure> {
        let site = self.site(id);
        let fail = |error| Failure::io(format_args!("remove `{}`", site.display()), &error);
        exchange::remove(&site).map_err(fail)?;
        fs::remove_file(self.record(id)).map_err(fail)
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
        self.clear_by(exchange::remove)
    }

    fn clear_by(&self, remove: impl Fn(&Path) -> io::Result<()>) -> Result<(), Failure> {
        for name in ["next", "old"] {
            let path = self.own(name);
            remove(&path).map_err(|error| Failure::io(format_args!("remove `{}`", path.display()), &error))?;
        }
        Ok(())
    }
}

/// What systems leave in any folder that somebody looked into.
fn is_litter(path: &str) -> bool {
    matches!(path.rsplit('/').next(), Some(".DS_Store" | "Thumbs.db" | "desktop.ini"))
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
