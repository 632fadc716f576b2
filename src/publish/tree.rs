//! The files of one site: compared with those that stand, written, taken over into a new tree.

use crate::diag::Failure;
use crate::output::{Content, Outputs};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, IoSlice, Read as _, Write as _};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization as _;

/// Refuses names that would leave the folder. Addresses are checked long before; this is the last door.
pub(super) fn check_names(outputs: &Outputs) -> Result<(), Failure> {
    for (id, files) in &outputs.sites {
        if !is_name(id) || id.starts_with('.') {
            return Err(Failure::new(format!("`{id}` cannot be the name of a site's folder")));
        }
        if let Some((path, _)) = files.iter().find(|(path, _)| !is_path(path)) {
            return Err(Failure::new(format!("`{path}` of site `{id}` cannot be the path of a file")));
        }
    }
    Ok(())
}

fn is_name(part: &str) -> bool {
    !matches!(part, "" | "." | "..") && memchr::memchr3(b'/', b'\\', b'\0', part.as_bytes()).is_none()
}

/// The paths of all files of a tree, sorted. A folder that cannot be read holds nothing that could be kept.
pub(super) fn files(root: &Path) -> Vec<String> {
    let mut found = below(root, "");
    found.sort_unstable();
    found
}

fn below(folder: &Path, prefix: &str) -> Vec<String> {
    let entries: Vec<fs::DirEntry> = fs::read_dir(folder).into_iter().flatten().flatten().collect();
    let of_entry = |entry: &fs::DirEntry| {
        // Some file systems give back names in another Unicode form than they were written in.
        let name: String = entry.file_name().to_string_lossy().nfc().collect();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder { below(&entry.path(), &format!("{prefix}{name}/")) } else { vec![format!("{prefix}{name}")] }
    };
    entries.par_iter().map(of_entry).flatten().collect()
}

/// Makes a file.
pub(super) fn lay(target: &Path, content: &Content) -> Result<(), Failure> {
    told(target, write_file(target, content))
}

/// Makes a file of bytes that nobody holds on to.
pub(super) fn lay_bytes(target: &Path, bytes: &[u8]) -> Result<(), Failure> {
    told(target, new_file(target).and_then(|mut file| file.write_all(bytes)))
}

fn told(target: &Path, written: io::Result<()>) -> Result<(), Failure> {
    written.map_err(|error| Failure::io(format_args!("write `{}`", target.display()), &error))
}

/// Whether a file that stands holds exactly what it is to hold. If that cannot be told, writing it anew is right.
pub(super) fn stands(before: &Path, content: &Content) -> bool {
    match content {
        // A file that is named after what it is made of holds just that, and need not be made to be compared.
        Content::Later(_) => fs::symlink_metadata(before).is_ok_and(|found| found.is_file() && found.len() > 0),
        _ => holds(before, content.len(), content.pieces().iter().map(|piece| &**piece)).unwrap_or(false),
    }
}

/// The same of bytes that are no content yet.
pub(super) fn stands_as(before: &Path, bytes: &[u8]) -> bool {
    holds(before, bytes.len(), std::iter::once(bytes)).unwrap_or(false)
}

/// Takes a file of the old tree over into the new one.
pub(super) fn take_over(before: &Path, target: &Path) -> Result<(), Failure> {
    let copied = fs::hard_link(before, target).or_else(|error| match error.kind() {
        // Two names that the file system takes for one.
        ErrorKind::AlreadyExists => Err(error),
        _ => fs::copy(before, target).map(drop),
    });
    copied.map_err(|error| Failure::io(format_args!("take `{}` over", before.display()), &error))
}

/// Whether a path can be that of a file in a site.
pub(super) fn is_path(path: &str) -> bool {
    path.split('/').all(is_name)
}

/// Makes the folders of some files, each once, level by level, so that a folder is there before what lies in it.
pub(super) fn make_folders<'p>(paths: impl Iterator<Item = &'p str>, root: &Path) -> Result<(), Failure> {
    let mut levels: Vec<BTreeSet<&str>> = Vec::new();
    for path in paths {
        let mut rest = path;
        while let Some(end) = rest.rfind('/') {
            rest = &rest[..end];
            let level = rest.bytes().filter(|byte| *byte == b'/').count();
            if levels.len() <= level {
                levels.resize_with(level + 1, BTreeSet::new);
            }
            if !levels[level].insert(rest) {
                break;
            }
        }
    }
    let fail = |path: PathBuf, error| Failure::io(format_args!("make the folder `{}`", path.display()), &error);
    fs::create_dir_all(root).map_err(|error| fail(root.to_owned(), error))?;
    for level in levels {
        level.par_iter().try_for_each(|folder| {
            let path = root.join(folder);
            match fs::create_dir(&path) {
                // A page was laid there already.
                Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
                made => made.map_err(|error| fail(path, error)),
            }
        })?;
    }
    Ok(())
}

/// Whether a file holds these pieces, `length` bytes in all, and nothing else.
fn holds<'p>(path: &Path, length: usize, pieces: impl Iterator<Item = &'p [u8]>) -> io::Result<bool> {
    let found = fs::symlink_metadata(path)?;
    if !found.is_file() || found.len() != length as u64 {
        return Ok(false);
    }
    let mut file = File::open(path)?;
    let mut buffer = [0; 16 * 1024];
    for piece in pieces {
        for part in piece.chunks(buffer.len()) {
            let read = &mut buffer[..part.len()];
            file.read_exact(read)?;
            if read != part {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

/// Must be new: two names that the file system takes for one would silently lose a page.
fn new_file(target: &Path) -> io::Result<File> {
    File::create_new(target)
}

fn write_file(target: &Path, content: &Content) -> io::Result<()> {
    let mut file = new_file(target)?;
    match content {
        Content::Whole(bytes) => file.write_all(bytes),
        Content::Pieces(pieces) => {
            let mut slices: Vec<IoSlice<'_>> = pieces.iter().map(|piece| IoSlice::new(piece)).collect();
            write_all_vectored(&mut file, &mut slices)
        }
        Content::Laid(_) => Ok(()),
        // Nobody else wants these bytes: they need not be held until the build is done.
        Content::Later(later) => file.write_all(&later.make()),
    }
}

/// Writes pieces in as few calls as the system allows, without joining them first.
fn write_all_vectored(file: &mut File, mut slices: &mut [IoSlice<'_>]) -> io::Result<()> {
    // Empty pieces at the front would make a write of nothing look like a full disk.
    IoSlice::advance_slices(&mut slices, 0);
    while !slices.is_empty() {
        match file.write_vectored(slices) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut slices, written),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
