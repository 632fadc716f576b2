//! No damage to a source file makes a panic, and damage to one file is told in that file or where it is referred to.

use jiff::civil::date;
use rayon::prelude::*;
use shirube::pipeline::{self, BuildOptions};
use shirube::world::{DiskWorld, MemoryWorld, World};
use std::path::Path;

// One damage in so many is tried, a prime so that every kind meets every file.
const STEP: usize = 41;

#[test]
fn a_damaged_line_never_stops_the_build() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/example");
    let disk = DiskWorld::open(&root, None).expect("the example is there");
    let mut whole = MemoryWorld::new(date(2026, 11, 20));
    let mut texts = Vec::new();
    for path in disk.list("").files {
        let bytes = disk.read(&path).expect("it can be read").expect("it is there");
        whole.insert(path.as_str(), bytes.to_vec());
        texts.push((path.to_string(), String::from_utf8(bytes.to_vec()).expect("the example is text")));
    }
    let damaged: Vec<(String, String)> =
        texts.iter().flat_map(|(path, text)| damages(text).map(move |it| (path.clone(), it))).collect();
    damaged.par_iter().enumerate().filter(|(at, _)| at % STEP == 0).for_each(|(_, (path, text))| {
        let mut world = whole.clone();
        world.insert(path, text.as_str());
        let built = std::panic::catch_unwind(|| pipeline::build(&world, &BuildOptions::default()));
        assert!(built.is_ok(), "{path} makes the build panic:\n{text}");
    });
}

/// A text with one line taken away, cut in the middle, or filled with something strange.
fn damages(text: &str) -> impl Iterator<Item = String> + '_ {
    let lines: Vec<&str> = text.lines().collect();
    (0..lines.len()).flat_map(move |at| {
        let line = lines[at];
        let half: String = line.chars().take(line.chars().count() / 2).collect();
        let strange = [
            "".to_owned(),
            half,
            line.replace(": ", ": ["),
            line.replace(['1', '2'], "９"),
            format!("{line}\u{0}\u{202e}👩‍👩‍👧"),
            line.replace(|c: char| c.is_ascii_digit(), "9999999999999999999"),
        ];
        let lines = lines.clone();
        strange.into_iter().map(move |new| {
            let mut changed = lines.clone();
            changed[at] = &new;
            changed.join("\n")
        })
    })
}
