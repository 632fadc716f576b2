//! A build with a memory gives the bytes and the findings of one without, whatever was edited in between.
//!
//! Each sequence is seeded: edits, additions, removals, renames and changes of data, one to three at a time, in half of them
//! in a world that tells what has changed. A few run with
//! every `cargo test`, some hundred with `cargo test --release`; `AGAIN=2000 cargo test --release --test suite again` is the long run, and `AGAIN_FROM=17 AGAIN=1` repeats number 17.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use rayon::prelude::*;
use shirube::model::SourcePath;
use shirube::output::Outputs;
use shirube::pipeline::{self, Build, BuildOptions, Memory};
use shirube::world::{DiskWorld, Listing, MemoryWorld, World};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Sequences in every run of the tests: builds without optimisation are slow.
const FEW: u64 = if cfg!(debug_assertions) { 6 } else { 300 };
/// Builds in a sequence.
const STEPS: usize = 5;

/// Words that are explained where a page says them first.
const GLOSSARY: &str = "---\ntitle: 用語集\naudience: public\nstatus: published\n---\n\n更新\n: 契約を続けること。\n\n> [!INTERNAL]\n>\n> 確認\n> : 社内の意味。\n";

/// A picture, which is another size when it is edited.
const PICTURE: &str = "content/picture.svg";

type Tree = BTreeMap<String, Vec<u8>>;

#[test]
fn whatever_is_edited_the_result_is_that_of_a_clean_build() {
    let number = |name: &str| std::env::var_os(name).and_then(|text| text.to_str()?.parse().ok());
    let (from, count) = (number("AGAIN_FROM").unwrap_or(0), number("AGAIN").unwrap_or(FEW));
    let mut original = small(example());
    original.insert("content/glossary.md".to_owned(), GLOSSARY.into());
    original.insert(PICTURE.to_owned(), picture(40).into());
    (from..from + count).into_par_iter().for_each(|seed| sequence(&original, seed));
}

#[test]
fn a_picture_that_no_page_shows_any_more_is_not_served() {
    let mut tree = small(example());
    tree.insert(PICTURE.to_owned(), picture(40).into());
    let page = "content/playbooks/first-30-days.md";
    let without = tree[page].clone();
    append(&mut tree, page, "\n![見本](../picture.svg)\n");
    let (options, mut memory) = (BuildOptions::default(), Memory::default());
    let mut built = |tree: &Tree| pipeline::build_with(&world(tree), &options, &mut memory).expect("nobody stops it");
    let shows = |build: &Build| build.outputs.sites["team"].get("picture.svg").is_some();
    assert!(shows(&built(&tree)));
    // With another page at once, every page is asked whether it stands.
    tree.insert(page.to_owned(), without);
    tree.insert("content/notes/new-1.md".to_owned(), "---\ntitle: 新しいページ\nstatus: published\n---\n\n本文\n".into());
    assert!(!shows(&built(&tree)));
}

#[test]
fn a_page_between_two_that_share_something_changes_nothing_of_either() {
    let mut tree = small(example());
    let guide = |line: &str| format!("---\ntitle: 手順\naudience: public\nstatus: published\n{line}\n---\n\n本文\n").into_bytes();
    for name in ["b", "d", "e"] {
        tree.insert(format!("content/playbooks/{name}.md"), guide("tags: [締め日]"));
    }
    let (options, mut memory) = (BuildOptions::default(), Memory::default());
    let mut built = |tree: &Tree| pipeline::build_with(&world(tree), &options, &mut memory).expect("nobody stops it");
    built(&tree);
    // It comes before them in their folder, so that it is no neighbour of theirs there.
    tree.insert("content/playbooks/c.md".to_owned(), guide("weight: 1"));
    assert_eq!(difference(&pipeline::build(&world(&tree), &options), &built(&tree)), None);
}

fn sequence(original: &Tree, seed: u64) {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut tree = original.clone();
    let mut memory = Memory::default();
    let options = BuildOptions { drafts: chance.one_in(2), preview: chance.one_in(2), ..BuildOptions::default() };
    let mut done = vec!["nothing yet".to_owned()];
    let tells = chance.one_in(2);
    let mut told = Told::default();
    for step in 0..STEPS {
        told.goes_on(&tree);
        let world = Telling { world: world(&tree), told: tells.then_some(&told) };
        let again = pipeline::build_with(&world, &options, &mut memory).expect("nobody stops it");
        let clean = pipeline::build(&world, &options);
        if let Some(place) = difference(&clean, &again) {
            panic!("sequence {seed}, step {step}: {place}\nafter: {}", done.join("\n       "));
        }
        for _ in 0..chance.up_to(3) + 1 {
            done.push(format!("{step}: {}", edit(&mut tree, original, &mut chance)));
        }
    }
}

/// Changes something, and says what.
fn edit(tree: &mut Tree, original: &Tree, chance: &mut Chance) -> String {
    let pages: Vec<String> = tree.keys().filter(|path| path.ends_with(".md")).cloned().collect();
    let data: Vec<String> = tree.keys().filter(|path| path.starts_with("data/")).cloned().collect();
    let page = chance.of(&pages).clone();
    match chance.up_to(18) {
        13 => append(
            tree,
            "content/glossary.md",
            ["\n本文\n: 説明その1。\n", "\n文\n: 説明その2。\n", "\n担当\n: 人。\n"][chance.up_to(3)],
        ),
        0 | 1 => append(tree, &page, &sentence(&pages, &page, chance)),
        2 => replace_line(tree, &page, "title:", &format!("title: 題名その{}", chance.up_to(100))),
        3 => replace_line(tree, &page, "status:", ["status: draft", "status: published", "status: archived"][chance.up_to(3)]),
        4 => replace_line(tree, &page, "audience:", ["audience: public", "audience: internal"][chance.up_to(2)]),
        5 => replace_line(
            tree,
            &page,
            "title:",
            &format!("title: 札つき\ntags: [更新, 札{}]\nweight: {}", chance.up_to(3), chance.up_to(9)),
        ),
        6 => {
            tree.remove(&page);
            format!("removed {page}")
        }
        7 => {
            let to = page.replace(".md", &format!("-{}.md", chance.up_to(5)));
            if let Some(bytes) = tree.remove(&page) {
                tree.insert(to.clone(), bytes);
            }
            format!("renamed {page} to {to}")
        }
        8 => {
            let path = format!("content/notes/new-{}.md", chance.up_to(6));
            let text = format!(
                "---\ntitle: 新しいページ\naudience: public\nstatus: published\ndate: 2026-10-0{}\n---\n\n本文\n",
                chance.up_to(9) + 1
            );
            tree.insert(path.clone(), text.into());
            format!("added {path}")
        }
        9 | 10 => {
            let path = chance.of(&data).clone();
            change_digit(tree, &path, chance)
        }
        11 => drop_line(tree, &chance.of(&data).clone(), chance),
        12 => drop_line(tree, &page, chance),
        14 => replace_line(tree, &page, "date:", &format!("date: 2026-1{}-0{}", chance.up_to(2), chance.up_to(9) + 1)),
        15 => {
            let until = format!("status: published\nannounce: {{until: 2026-1{}-2{}}}", chance.up_to(3), chance.up_to(9));
            replace_line(tree, &page, "status:", &until)
        }
        16 => {
            let width = 40 + chance.up_to(3);
            tree.insert(PICTURE.to_owned(), picture(width).into());
            format!("a picture as wide as {width}")
        }
        _ => {
            let all: Vec<&String> = original.keys().collect();
            let path = (*chance.of(&all)).clone();
            tree.insert(path.clone(), original[&path].clone());
            format!("brought {path} back")
        }
    }
}

fn picture(width: usize) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"20\"><path d=\"M0 0h9v9z\"/></svg>\n")
}

/// A sentence, with a link, a figure or a picture in it.
fn sentence(pages: &[String], from: &str, chance: &mut Chance) -> String {
    let up = "../".repeat(from.matches('/').count().saturating_sub(1));
    let other = chance.of(pages).trim_start_matches("content/").to_owned();
    match chance.up_to(5) {
        3 => format!("\n![見本]({up}picture.svg)\n"),
        0 => format!("\n[別のページ]({up}{other})も読む。\n"),
        1 => "\nいまは {{ nrr }} です。\n".to_owned(),
        2 => format!("\n## 節{}\n\n本文\n", chance.up_to(50)),
        _ => format!("\n文その{}。\n", chance.up_to(1000)),
    }
}

fn append(tree: &mut Tree, path: &str, text: &str) -> String {
    tree.entry(path.to_owned()).or_default().extend_from_slice(text.as_bytes());
    format!("added to {path}: {}", text.trim())
}

fn replace_line(tree: &mut Tree, path: &str, start: &str, with: &str) -> String {
    rewrite(tree, path, |lines| {
        if let Some(line) = lines.iter_mut().find(|line| line.starts_with(start)) {
            *line = with.to_owned();
        }
    });
    format!("in {path}: {with}")
}

fn drop_line(tree: &mut Tree, path: &str, chance: &mut Chance) -> String {
    let mut gone = String::new();
    rewrite(tree, path, |lines| {
        if !lines.is_empty() {
            gone = lines.remove(chance.up_to(lines.len()));
        }
    });
    format!("dropped from {path}: {gone}")
}

fn change_digit(tree: &mut Tree, path: &str, chance: &mut Chance) -> String {
    let bytes = tree.get_mut(path).expect("it was chosen among those there are");
    let digits: Vec<usize> = bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
    if digits.is_empty() {
        return format!("no digit in {path}");
    }
    let at = *chance.of(&digits);
    bytes[at] = b'1' + chance.up_to(9) as u8;
    format!("changed a digit of {path} at {at}")
}

fn rewrite(tree: &mut Tree, path: &str, change: impl FnOnce(&mut Vec<String>)) {
    let text = String::from_utf8_lossy(tree.get(path).map_or(&[], Vec::as_slice)).into_owned();
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    change(&mut lines);
    tree.insert(path.to_owned(), lines.join("\n").into_bytes());
}

fn difference(clean: &Build, again: &Build) -> Option<String> {
    let findings = |build: &Build| build.report.iter().map(|finding| format!("{finding:?}")).collect::<Vec<_>>();
    if findings(clean) != findings(again) {
        return Some(format!("other findings:\n{:#?}\ninstead of\n{:#?}", findings(again), findings(clean)));
    }
    if clean.tally != again.tally {
        return Some(format!("another count: {:?} instead of {:?}", again.tally, clean.tally));
    }
    let all = |outputs: &Outputs| -> BTreeMap<String, Vec<u8>> {
        let files = outputs.sites.iter().flat_map(|(id, files)| files.iter().map(move |(path, content)| (id, path, content)));
        files.map(|(id, path, content)| (format!("{id}/{path}"), content.bytes().to_vec())).collect()
    };
    let (clean, again) = (all(&clean.outputs), all(&again.outputs));
    let differs = |path: &&String| clean.get(*path) != again.get(*path);
    let path = clean.keys().chain(again.keys()).find(differs)?;
    let text = |files: &BTreeMap<String, Vec<u8>>| {
        files.get(path).map_or_else(|| "no file".to_owned(), |bytes| String::from_utf8_lossy(bytes).into_owned())
    };
    let (clean, again) = (text(&clean), text(&again));
    let line = clean.lines().zip(again.lines()).find(|(clean, again)| clean != again);
    Some(format!("{path} is not that of a clean build: {line:?}"))
}

fn example() -> Tree {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/example");
    let disk = DiskWorld::open(&root, None).expect("the example is there");
    let bytes = |path: &SourcePath| disk.read(path).expect("it can be read").expect("it is there").to_vec();
    disk.list("").files.iter().map(|path| (path.to_string(), bytes(path))).collect()
}

/// Every kind of page, few of each, and three months: small enough for many builds.
fn small(mut tree: Tree) -> Tree {
    let months: Vec<String> = tree.keys().filter(|path| path.starts_with("data/snapshots/")).rev().skip(3).cloned().collect();
    months.iter().for_each(|path| drop(tree.remove(path)));
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    tree.retain(|path, _| {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let count = folders.entry(folder).or_default();
        *count += usize::from(path.ends_with(".md"));
        *count < 5
    });
    tree
}

fn world(tree: &Tree) -> MemoryWorld {
    let mut world = MemoryWorld::new(date(2026, 11, 20));
    for (path, bytes) in tree {
        world.insert(path, bytes.clone());
    }
    world
}

/// What changed from step to step.
#[derive(Default)]
struct Told {
    tree: Tree,
    moment: u64,
    changes: Vec<(u64, SourcePath)>,
    // Since when no file came or went.
    complete_since: u64,
}

impl Told {
    fn goes_on(&mut self, tree: &Tree) {
        self.moment += 1;
        if !self.tree.keys().eq(tree.keys()) {
            self.complete_since = self.moment;
        }
        let changed = tree.iter().filter(|(path, bytes)| self.tree.get(*path) != Some(*bytes));
        self.changes.extend(changed.map(|(path, _)| (self.moment, SourcePath::new(path.as_str()))));
        self.tree.clone_from(tree);
    }
}

/// A world that tells of changes, as a disk that is watched does, or one that does not.
struct Telling<'t> {
    world: MemoryWorld,
    told: Option<&'t Told>,
}

impl World for Telling<'_> {
    fn read(&self, path: &SourcePath) -> Result<Option<Arc<[u8]>>, String> {
        self.world.read(path)
    }

    fn list(&self, folder: &str) -> Listing {
        self.world.list(folder)
    }

    fn today(&self, zone: &TimeZone) -> Date {
        self.world.today(zone)
    }

    fn moment(&self) -> Option<u64> {
        self.told.map(|told| told.moment)
    }

    fn changed_since(&self, moment: u64) -> Option<Vec<SourcePath>> {
        let told = self.told.filter(|told| told.complete_since <= moment)?;
        Some(told.changes.iter().filter(|(at, _)| *at > moment).map(|(_, path)| path.clone()).collect())
    }
}

/// Numbers that are the same in every run: xorshift.
struct Chance(u64);

impl Chance {
    fn up_to(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % end.max(1)
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.up_to(many) == 0
    }

    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.up_to(all.len())]
    }
}
