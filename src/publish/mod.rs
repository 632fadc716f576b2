//! Writes what a build made to a folder, so that a reader of the folder sees the old site or the new one, whole.
//!
//! In: [`Outputs`] and a folder. Out: `FOLDER/SITE ID/…`. All new trees are made below `FOLDER/.shirube/next/` before the
//! first is exchanged with the one that stands; files that did not change are hard-linked from there. A run that is
//! killed leaves the previous sites as they were, and the next run clears away what it left. A file that somebody else put into
//! a site is never lost: it stops the run.
//!
//! Promises about killed programs, not about power cuts: nothing waits for the disk.

mod exchange;
mod folder;
mod tree;

use crate::diag::Failure;
use crate::output::Outputs;
use folder::Folder;
use std::path::Path;

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
    tree::check_names(outputs)?;
    let folder = Folder::claim(folder)?;
    let ids: Vec<&str> = outputs.sites.keys().map(String::as_str).collect();
    let source = blake3::hash(from.root.as_os_str().as_encoded_bytes()).to_hex()[..16].to_owned();
    let gone = if from.whole { folder.sites_of(&source, &ids) } else { Vec::new() };
    for id in ids.iter().copied().chain(gone.iter().map(String::as_str)) {
        folder.check_site(id)?;
    }
    let written = write(outputs, &folder);
    let exchanged = written.and_then(|published| {
        outputs.sites.iter().try_for_each(|(id, files)| folder.put_in_place(id, &source, files))?;
        gone.iter().try_for_each(|id| folder.remove_site(id))?;
        Ok(Published { removed: gone, ..published })
    });
    // Also after a failure: half a tree is of no use to anybody.
    let cleared = folder.clear();
    let published = exchanged?;
    cleared?;
    Ok(published)
}

fn write(outputs: &Outputs, folder: &Folder) -> Result<Published, Failure> {
    let mut published = Published::default();
    for (id, files) in &outputs.sites {
        let kept = tree::write(files, &folder.next(id), &folder.site(id))?;
        published.kept += kept;
        published.written += files.len() - kept;
    }
    Ok(published)
}

#[cfg(test)]
mod tests;
