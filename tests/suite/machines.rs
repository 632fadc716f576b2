//! The same bytes on any machine: any number of threads, any order of the files on the disk, any time zone and locale.

use crate::tools::{DAY, Folder, repository, shirube, succeed};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_bytes_are_the_same_on_any_machine() {
    let here = built("1", "UTC", "C", |files| files);
    assert!(here.len() > 100, "the example is built");
    let there = built("2", "Pacific/Kiritimati", "ja_JP.UTF-8", |files| files.into_iter().rev().collect());
    assert!(here == there, "{:?}", difference(&here, &there));
    let shuffled = |mut files: Vec<PathBuf>| {
        files.sort_by_key(|path| path.to_string_lossy().bytes().rev().collect::<Vec<_>>());
        files
    };
    let elsewhere = built("8", "America/St_Johns", "tr_TR.UTF-8", shuffled);
    assert!(here == elsewhere, "{:?}", difference(&here, &elsewhere));
}

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Builds a copy of the example whose files were made in some order; folders list them in that order, or in none.
fn built(threads: &str, zone: &str, locale: &str, order: impl Fn(Vec<PathBuf>) -> Vec<PathBuf>) -> Files {
    let (root, folder) = (repository().join("tests/sites/example"), Folder::new());
    let mut files = Vec::new();
    gather(&root, &root, &mut files);
    for path in order(files) {
        let to = folder.0.join("source").join(&path);
        fs::create_dir_all(to.parent().expect("a file lies in a folder")).expect("it can be made");
        fs::copy(root.join(&path), to).expect("it can be copied");
    }
    let (source, out) = (folder.0.join("source"), folder.0.join("out"));
    let mut command = shirube();
    command.env("RAYON_NUM_THREADS", threads).env("TZ", zone).env("LC_ALL", locale).env("LANG", locale);
    command.args(["build", "--as-of", DAY, "--root"]).arg(source).arg("--output").arg(&out);
    succeed(&mut command);
    let mut paths = Vec::new();
    gather(&out, &out, &mut paths);
    // What publishing notes for itself, times of files among it, is no part of a site.
    paths.retain(|path| !path.starts_with(".shirube"));
    paths.into_iter().map(|path| (path.clone(), fs::read(out.join(path)).expect("it can be read"))).collect()
}

fn gather(root: &Path, folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("it can be listed").flatten() {
        let path = entry.path();
        if path.is_dir() {
            gather(root, &path, into);
        } else {
            into.push(path.strip_prefix(root).expect("it lies below").to_owned());
        }
    }
}

fn difference<'f>(one: &'f Files, other: &'f Files) -> Option<&'f PathBuf> {
    one.keys().chain(other.keys()).find(|path| one.get(*path) != other.get(*path))
}
