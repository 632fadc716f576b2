//! Writes what a build made to a folder, so that a reader of the folder sees the old site or the new one, whole.
//!
//! In: [`Outputs`] and a folder. Out: `FOLDER/SITE ID/…`. All new trees are made below `FOLDER/.shirube/next/` before the
//! first is exchanged with the one that stands; files that did not change are hard-linked from there. Where none did, no tree
//! is made and the old one stays. A run that is killed leaves the previous sites as they were, and the next run clears away what it left. A file that somebody else put into
//! a site is never lost: it stops the run.
//!
//! Promises about killed programs, not about power cuts: nothing waits for the disk.

mod exchange;
mod folder;
mod tree;

use crate::diag::Failure;
use crate::output::{Content, Outputs, Sink};
use folder::Folder;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that were as they should be.
    pub kept: usize,
    /// Sites that the sources no longer have, and that were taken away.
    pub removed: Vec<String>,
}

/// What the sites were made from.
#[derive(Debug, Clone, Copy)]
pub struct From<'a> {
    /// Tells sources that write to one folder apart.
    pub root: &'a Path,
    /// Whether the outputs are all sites of these sources: others that they once had are taken away.
    pub whole: bool,
}

/// Writes all sites below a folder, or none.
pub fn publish(outputs: &Outputs, from: From<'_>, folder: &Path) -> Result<Published, Failure> {
    Stage::new(from, folder).publish(outputs)
}

/// The new trees while they are made. A build that lays its pages here need not hold them until it is done.
pub struct Stage<'a> {
    from: From<'a>,
    path: &'a Path,
    is_new: bool,
    // Taken when the first page comes: a build that fails before leaves nothing behind.
    folder: OnceLock<Option<Folder>>,
    // The pages that stand as they were, by site: they are taken over when the new tree is needed.
    kept: Mutex<BTreeMap<String, BTreeSet<String>>>,
    failure: Mutex<Option<Failure>>,
}

impl Sink for Stage<'_> {
    fn lay(&self, site: &str, path: &str, bytes: Vec<u8>) -> Content {
        let length = bytes.len();
        match self.try_lay(site, path, &bytes) {
            Ok(true) => drop(locked(&self.kept).entry(site.to_owned()).or_default().insert(path.to_owned())),
            Ok(false) => {}
            Err(failure) => drop(locked(&self.failure).get_or_insert(failure)),
        }
        Content::Laid(length)
    }

    fn earlier(&self, site: &str, path: &str) -> Option<Vec<u8>> {
        let folder = self.claimed().filter(|_| tree::is_path(path) && tree::is_path(site))?;
        fs::read(folder.site(site).join(path)).ok()
    }
}

impl<'a> Stage<'a> {
    /// Nothing is made yet.
    pub fn new(from: From<'a>, path: &'a Path) -> Self {
        Stage { from, path, is_new: !path.exists(), folder: OnceLock::new(), kept: Mutex::default(), failure: Mutex::default() }
    }

    /// Puts all sites into their places, or none.
    pub fn publish(self, outputs: &Outputs) -> Result<Published, Failure> {
        tree::check_names(outputs)?;
        self.claimed();
        let Stage { from, folder, kept, failure, .. } = self;
        let (folder, failure) = (folder.into_inner().flatten(), failure.into_inner().unwrap_or_else(PoisonError::into_inner));
        let Some(folder) = folder else {
            return Err(failure.unwrap_or_else(|| Failure::new("the folder for the sites cannot be taken")));
        };
        let ids: Vec<&str> = outputs.sites.keys().map(String::as_str).collect();
        let source = blake3::hash(from.root.as_os_str().as_encoded_bytes()).to_hex()[..16].to_owned();
        let gone = if from.whole { folder.sites_of(&source, &ids) } else { Vec::new() };
        let kept = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
        let checked = match failure {
            Some(failure) => Err(failure),
            None => ids.iter().copied().chain(gone.iter().map(String::as_str)).try_for_each(|id| folder.check_site(id)),
        };
        let written = checked.and_then(|()| write(outputs, &folder, kept));
        let exchanged = written.and_then(|(published, made)| {
            outputs.sites.iter().zip(made).try_for_each(|((id, files), made)| match made {
                true => folder.put_in_place(id, &source, files),
                false => folder.leave_in_place(id, &source, files),
            })?;
            gone.iter().try_for_each(|id| folder.remove_site(id))?;
            Ok(Published { removed: gone, ..published })
        });
        // Also after a failure: half a tree is of no use to anybody.
        let cleared = folder.clear();
        let published = exchanged?;
        cleared?;
        Ok(published)
    }

    /// Takes away what was laid: the build has errors.
    pub fn discard(self) {
        let Some(Some(folder)) = self.folder.into_inner() else { return };
        // Whatever stays is cleared by the next run.
        let _ = folder.clear();
        if self.is_new {
            let _ = exchange::remove(self.path);
        }
    }

    /// Takes the folder, once; none if that is not possible, which is kept to be told.
    fn claimed(&self) -> Option<&Folder> {
        let claim = || Folder::claim(self.path).map_err(|failure| *locked(&self.failure) = Some(failure)).ok();
        self.folder.get_or_init(claim).as_ref()
    }

    /// Lays a page, unless it stands as it was; says whether it does.
    fn try_lay(&self, site: &str, path: &str, bytes: &[u8]) -> Result<bool, Failure> {
        // What cannot be a path is told when all names are looked at.
        let Some(folder) = self.claimed().filter(|_| tree::is_path(path) && tree::is_path(site)) else { return Ok(false) };
        if !self.is_new && tree::stands_as(&folder.site(site).join(path), bytes) {
            return Ok(true);
        }
        let target = folder.next(site).join(path);
        // Nearly every page has a folder of its own: asking which are there costs more than making them.
        if let Some(parent) = target.parent() {
            let fail = |error| Failure::io(format_args!("make the folder `{}`", parent.display()), &error);
            fs::create_dir_all(parent).map_err(fail)?;
        }
        tree::lay_bytes(&target, bytes)?;
        Ok(false)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Completes the new trees; says for each site whether there is one.
fn write(
    outputs: &Outputs,
    folder: &Folder,
    mut kept: BTreeMap<String, BTreeSet<String>>,
) -> Result<(Published, Vec<bool>), Failure> {
    let mut published = Published::default();
    let mut made = Vec::new();
    for (id, files) in &outputs.sites {
        let (site, next) = (folder.site(id), folder.next(id));
        let mut kept = kept.remove(id).unwrap_or_default();
        let has_old = site.is_dir();
        let loose: Vec<(&str, &Content)> = files.iter().filter(|(_, content)| !matches!(content, Content::Laid(_))).collect();
        let stands = |(path, content): &(&str, &Content)| has_old && tree::stands(&site.join(path), content);
        let (stand, new): (Vec<_>, Vec<_>) = loose.into_par_iter().partition(stands);
        kept.extend(stand.into_iter().map(|(path, _)| path.to_owned()));
        published.kept += kept.len();
        published.written += files.len() - kept.len();
        let stays = has_old && kept.len() == files.len() && folder.holds_only(id, files);
        made.push(!stays);
        if !stays {
            tree::make_folders(kept.iter().map(String::as_str).chain(new.iter().map(|(path, _)| *path)), &next)?;
            kept.par_iter().try_for_each(|path| tree::take_over(&site.join(path), &next.join(path)))?;
            new.par_iter().try_for_each(|(path, content)| tree::lay(&next.join(path), content))?;
        }
    }
    Ok((published, made))
}

#[cfg(test)]
mod tests;
