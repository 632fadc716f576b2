//! Which pages hold a key, and where: sorted, packed, and cut into files.

use super::corpus::Doc;
use super::keys::{Key, keys};
use rayon::prelude::*;

/// About how many bytes a file of keys has. A question needs a few of them.
const FILE: usize = 12_000;

/// How many entries are sorted at once.
const PART: usize = 400_000;

/// The best place a key has on a page: two bits of every entry.
const BODY: u64 = 0;
const BODY_OFTEN: u64 = 1;
const LEAD: u64 = 2;
const TITLE: u64 = 3;

/// Files of keys, the first key of each, and all words.
#[derive(Debug, Default)]
pub(super) struct Postings {
    pub files: Vec<Vec<u8>>,
    pub first: Vec<String>,
    pub words: Vec<String>,
}

/// Looks all pages through.
pub(super) fn postings(docs: &[Doc]) -> Postings {
    let pages: Vec<Vec<(Key, u64)>> = docs.par_iter().map(page).collect();
    let bounds = bounds(&pages);
    let ranges: Vec<(Option<Key>, Option<Key>)> =
        (0..=bounds.len()).map(|at| (at.checked_sub(1).map(|at| bounds[at]), bounds.get(at).copied())).collect();
    let parts: Vec<Postings> = ranges.into_par_iter().map(|range| part(&pages, range)).collect();
    let mut all = Postings::default();
    for part in parts {
        all.files.extend(part.files);
        all.first.extend(part.first);
        all.words.extend(part.words);
    }
    all
}

/// The keys of one page in their order, each with its best place.
fn page(doc: &Doc) -> Vec<(Key, u64)> {
    let mut found = Vec::new();
    let mut out = Vec::with_capacity(doc.text.len() / 2);
    let mut look = |text: &str, place: u64| {
        keys(text, &mut found);
        out.extend(found.drain(..).map(|key| (key, place)));
    };
    look(&doc.text, BODY);
    look(&doc.title, TITLE);
    doc.lead().for_each(|text| look(text, LEAD));
    out.sort_unstable();
    let groups = out.chunk_by(|a, b| a.0 == b.0);
    groups
        .map(|same| {
            let best = same.last().map_or(BODY, |(_, place)| *place);
            (same[0].0, if best == BODY && same.len() >= 3 { BODY_OFTEN } else { best })
        })
        .collect()
}

/// Keys that cut all entries into parts of about the same size. They depend on the pages only, never on the machine.
fn bounds(pages: &[Vec<(Key, u64)>]) -> Vec<Key> {
    let entries: usize = pages.iter().map(Vec::len).sum();
    let parts = 1 + entries / PART;
    let mut sample: Vec<Key> = pages.iter().step_by(1 + pages.len() / 64).flatten().map(|(key, _)| *key).collect();
    sample.sort_unstable();
    let mut bounds: Vec<Key> = (1..parts).map(|part| sample[sample.len() * part / parts]).collect();
    bounds.dedup();
    bounds
}

fn part(pages: &[Vec<(Key, u64)>], (from, to): (Option<Key>, Option<Key>)) -> Postings {
    let mut entries: Vec<(Key, u32, u64)> = Vec::new();
    for (doc, keys) in pages.iter().enumerate() {
        let start = from.map_or(0, |from| keys.partition_point(|(key, _)| *key < from));
        let end = to.map_or(keys.len(), |to| keys.partition_point(|(key, _)| *key < to));
        entries.extend(keys[start..end].iter().map(|(key, place)| (*key, doc as u32, *place)));
    }
    entries.sort_unstable();
    let mut out = Postings::default();
    let mut file = Vec::new();
    for same in entries.chunk_by(|a, b| a.0 == b.0) {
        let (key, list) = (same[0].0.text(), packed(same));
        if !file.is_empty() && file.len() + list.len() > FILE {
            out.files.push(std::mem::take(&mut file));
        }
        if file.is_empty() {
            out.first.push(key.clone());
        }
        file.push(key.len() as u8);
        file.extend(key.as_bytes());
        number(list.len() as u64, &mut file);
        file.extend(list);
        // Nobody means another number than the one typed.
        if same[0].0.is_word() && key.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            out.words.push(key);
        }
    }
    if !file.is_empty() {
        out.files.push(file);
    }
    out
}

/// The pages of a key: how far each is from the one before, with its place in the last two bits.
fn packed(entries: &[(Key, u32, u64)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(entries.len());
    let mut before = 0;
    for (_, doc, place) in entries {
        number(u64::from(doc - before) << 2 | place, &mut out);
        before = *doc;
    }
    out
}

/// A number in as few bytes as it needs, seven bits in each, the lowest first.
fn number(mut number: u64, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
