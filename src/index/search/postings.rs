//! Which pages hold a key, and where: sorted, packed, and cut into files.
//!
//! Pages are looked through some at a time, and what they have in common is put together at once: a key that stands on many of
//! them is written once. So what is held at any moment is little more than what comes out.

use super::corpus::Doc;
use super::keys::{Key, keys};
use crate::output::Content;
use foldhash::{HashMap, HashMapExt as _};
use rayon::prelude::*;

/// About how many bytes a file of keys has. A question needs a few of them.
const FILE: usize = 12_000;

/// How many pages are looked through at once. It changes the memory that is needed, and nothing that comes out.
const PART: usize = 200;

/// The best place a key has on a page: two bits of every entry.
const BODY: u32 = 0;
const BODY_OFTEN: u32 = 1;
const LEAD: u32 = 2;
const TITLE: u32 = 3;

/// Files of keys, the first key of each, and all words.
#[derive(Debug, Default)]
pub(super) struct Postings {
    pub files: Vec<Content>,
    pub first: Vec<String>,
    pub words: Vec<String>,
}

/// Looks all pages through.
pub(super) fn postings(docs: &[Doc<'_>]) -> Postings {
    let parts: Vec<Part> = docs.par_chunks(PART).enumerate().map(|(at, docs)| part(docs, at * PART)).collect();
    let mut all: Vec<(Key, u32, &[u32])> = Vec::with_capacity(parts.iter().map(|part| part.keys.len()).sum());
    for (at, part) in parts.iter().enumerate() {
        let mut start = 0;
        for (key, end) in &part.keys {
            all.push((*key, at as u32, &part.entries[start..*end]));
            start = *end;
        }
    }
    all.par_sort_unstable_by_key(|(key, at, _)| (*key, *at));
    let mut out = Postings::default();
    let (mut file, mut list) = (Vec::new(), Vec::new());
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        pack(same.iter().flat_map(|(_, _, entries)| *entries), &mut list);
        out.add(same[0].0, &list, &mut file);
    }
    if !file.is_empty() {
        out.files.push(Content::from(file));
    }
    out
}

impl Postings {
    /// Adds a key and its packed pages to a file, or to a new one when that is full.
    fn add(&mut self, key: Key, list: &[u8], file: &mut Vec<u8>) {
        let text = key.text();
        if !file.is_empty() && file.len() + list.len() > FILE {
            self.files.push(Content::from(std::mem::take(file)));
        }
        if file.is_empty() {
            self.first.push(text.clone());
        }
        file.push(text.len() as u8);
        file.extend(text.as_bytes());
        number(list.len() as u32, file);
        file.extend(list);
        // Nobody means another number than the one typed.
        if key.is_word() && text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            self.words.push(text);
        }
    }
}

/// The keys of some pages.
struct Part {
    /// In their order; where the entries of each end.
    keys: Vec<(Key, usize)>,
    /// A page and a place, key by key, in the order of pages.
    entries: Vec<u32>,
}

/// What is known of a key while pages are looked through.
struct Seen {
    key: Key,
    /// On how many pages it stands.
    pages: usize,
    /// On the page that is looked through now.
    times: u32,
    best: u32,
}

fn part(docs: &[Doc<'_>], first: usize) -> Part {
    let mut slots: HashMap<Key, usize> = HashMap::new();
    let mut seen: Vec<Seen> = Vec::new();
    let mut found: Vec<(usize, u32)> = Vec::new();
    let (mut on_page, mut buffer): (Vec<usize>, Vec<Key>) = (Vec::new(), Vec::new());
    for (at, doc) in docs.iter().enumerate() {
        let mut look = |text: &str, place: u32| {
            keys(text, &mut buffer);
            for key in buffer.drain(..) {
                let slot = *slots.entry(key).or_insert_with(|| {
                    seen.push(Seen { key, pages: 0, times: 0, best: BODY });
                    seen.len() - 1
                });
                let key = &mut seen[slot];
                if key.times == 0 {
                    on_page.push(slot);
                }
                key.times += 1;
                key.best = key.best.max(place);
            }
        };
        look(&doc.text, BODY);
        look(&doc.title, TITLE);
        doc.lead().for_each(|text| look(text, LEAD));
        for slot in on_page.drain(..) {
            let key = &mut seen[slot];
            let place = if key.best == BODY && key.times >= 3 { BODY_OFTEN } else { key.best };
            found.push((slot, ((first + at) as u32) << 2 | place));
            (key.pages, key.times, key.best) = (key.pages + 1, 0, BODY);
        }
    }
    sorted(&seen, &found)
}

/// Puts what was found page by page into the order of keys.
fn sorted(seen: &[Seen], found: &[(usize, u32)]) -> Part {
    let mut order: Vec<usize> = (0..seen.len()).collect();
    order.sort_unstable_by_key(|slot| seen[*slot].key);
    let mut next = vec![0; seen.len()];
    let mut end = 0;
    let mut keys = Vec::with_capacity(seen.len());
    for slot in order {
        next[slot] = end;
        end += seen[slot].pages;
        keys.push((seen[slot].key, end));
    }
    let mut entries = vec![0; found.len()];
    for (slot, entry) in found {
        entries[next[*slot]] = *entry;
        next[*slot] += 1;
    }
    Part { keys, entries }
}

/// The pages of a key: how far each is from the one before, with its place in the last two bits.
fn pack<'a>(entries: impl Iterator<Item = &'a u32>, out: &mut Vec<u8>) {
    out.clear();
    let mut before = 0;
    for entry in entries {
        let page = entry >> 2;
        number((page - before) << 2 | entry & 3, out);
        before = page;
    }
}

/// A number in as few bytes as it needs, seven bits in each, the lowest first.
fn number(mut number: u32, out: &mut Vec<u8>) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}
