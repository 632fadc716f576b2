//! Writes what a build made to a folder, so that a reader of the folder sees the old site or the new one, whole.
//!
//! In: [`Outputs`] and a folder. Out: `FOLDER/SITE ID/…`. All new trees are made below `FOLDER/.shirube/next/` before the
//! first is exchanged with the one that stands; files that did not change are hard-linked from there. A run that is
//! killed leaves the previous sites as they were, and the next run clears away what it left.
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that were as they should be.
    pub kept: usize,
}

/// Writes all sites below a folder, or none.
pub fn publish(outputs: &Outputs, folder: &Path) -> Result<Published, Failure> {
    tree::check_names(outputs)?;
    let folder = Folder::claim(folder)?;
    let ids: Vec<&str> = outputs.sites.keys().map(String::as_str).collect();
    for id in &ids {
        folder.check_site(id)?;
    }
    let written = write(outputs, &folder);
    let exchanged = written.and_then(|published| {
        ids.iter().try_for_each(|id| folder.put_in_place(id))?;
        Ok(published)
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
