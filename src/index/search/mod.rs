//! The search index: what a script fetches, piece by piece, to answer a question.
//!
//! In: a [`Site`], filtered already, and the titles its generated pages were given. Out: for every language a head at
//! `search/index.json` and a folder of pieces whose name changes with what is in them: `kN.bin` (keys and the pages that hold
//! them), `tN.json` (the texts of a few pages) and `wN.txt` (all words, for those mistyped). Why it is so: `docs/decisions/0007-search.md`.

mod corpus;
mod fold;
mod keys;
mod postings;

use crate::model::SourcePath;
use crate::output::Content;
use crate::site::Site;
use corpus::{Doc, Group};
use postings::Postings;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Changes when a script for the one before could not read it.
const FORMAT: u32 = 1;

/// About how many bytes of text a file has, and how many pages at most. Ten of them are fetched to show ten results.
const TEXTS: usize = 10_000;
const PAGES: usize = 35;

/// About how many bytes of words a file has.
const WORDS: usize = 16_000;

/// A page, what it is called, and what only the page itself says.
#[derive(Debug)]
pub struct Titled {
    /// Its address with its language.
    pub address: Arc<str>,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// The figures in its sentences as they are printed there, by the file of the text and which of its figures it is.
    pub figures: BTreeMap<(SourcePath, usize), String>,
}

/// What can be found on a site, taken out of it: the index can be made later, when nothing waits for it.
#[derive(Debug, Default)]
pub struct Corpus {
    languages: Vec<Language>,
}

#[derive(Debug)]
struct Language {
    /// The folder of its pages: `` or `en/`.
    prefix: String,
    docs: Vec<Doc>,
    /// Id and name.
    stages: Vec<(String, String)>,
    segments: Vec<(String, String)>,
}

/// Takes what can be found out of a site. It takes no time worth saying; [`Corpus::files`] does.
pub fn gather(site: &Site<'_>, titles: &[Titled]) -> Corpus {
    if !site.config().search {
        return Corpus::default();
    }
    let registers = site.registers();
    let languages = site.config().languages.iter().enumerate().map(|(language, lang)| Language {
        prefix: site.prefixed("/", language).trim_start_matches('/').to_owned(),
        docs: corpus::docs(site, titles, language),
        stages: registers.journey.iter().map(|stage| (stage.id.to_string(), stage.name.get(lang).to_owned())).collect(),
        segments: registers.segments.iter().map(|it| (it.id.to_string(), it.name.get(lang).to_owned())).collect(),
    });
    Corpus { languages: languages.collect() }
}

impl Corpus {
    /// The files of the index, by path below the site's root.
    pub fn files(&self) -> Vec<(String, Content)> {
        self.languages.iter().flat_map(files).collect()
    }
}

fn files(language: &Language) -> Vec<(String, Content)> {
    let chunks = chunks(&language.docs);
    let (postings, texts) =
        rayon::join(|| postings::postings(&language.docs), || chunks.par_iter().map(|docs| texts(docs)).collect::<Vec<_>>());
    let words = words(&postings.words);
    let mut head = head(language, &postings, &chunks, &words);
    let mut pieces: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |letter: &str, ending: &str, files: Vec<Vec<u8>>| {
        pieces.extend(files.into_iter().enumerate().map(|(at, bytes)| (format!("{letter}{at}.{ending}"), bytes)));
    };
    add("k", "bin", postings.files);
    add("t", "json", texts);
    add("w", "txt", words.into_iter().map(String::into_bytes).collect());
    let folder = format!("assets/search.{}", digest(&pieces));
    head["pieces"] = json!(format!("{folder}/"));
    let mut all = vec![(format!("{}search/index.json", language.prefix), Content::from(head.to_string()))];
    all.extend(pieces.into_iter().map(|(name, bytes)| (format!("{folder}/{name}"), Content::from(bytes))));
    all
}

/// A name that changes with any byte of the pieces, so that a browser may keep them for good and never mixes two builds.
fn digest(pieces: &[(String, Vec<u8>)]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, bytes) in pieces {
        hasher.update(name.as_bytes()).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }
    hasher.finalize().to_hex()[..10].to_owned()
}

/// Pages whose texts share a file: neighbours, about as much text in each.
fn chunks(docs: &[Doc]) -> Vec<&[Doc]> {
    let mut chunks = Vec::new();
    let (mut start, mut size) = (0, 0);
    for (at, doc) in docs.iter().enumerate() {
        if at > start && (size + doc.text.len() > TEXTS || at - start == PAGES) {
            chunks.push(&docs[start..at]);
            (start, size) = (at, 0);
        }
        size += doc.text.len();
    }
    if start < docs.len() {
        chunks.push(&docs[start..]);
    }
    chunks
}

/// What is shown of some pages.
fn texts(docs: &[Doc]) -> Vec<u8> {
    let shown = docs.iter().map(|doc| {
        let tags: Vec<&str> = doc.tags.iter().map(|tag| &**tag).collect();
        (&*doc.address, &doc.title, &doc.summary, &doc.text, headings(doc), tags)
    });
    serde_json::to_vec(&shown.collect::<Vec<_>>()).expect("texts and numbers can always be written")
}

/// Where headings begin, counted as a script counts letters.
fn headings(doc: &Doc) -> Vec<(usize, &str)> {
    let (mut bytes, mut units) = (0, 0);
    let mut place = |at: usize| {
        units += doc.text.get(bytes..at).map_or(0, |text| text.encode_utf16().count());
        bytes = at;
        units
    };
    doc.headings.iter().map(|(at, id)| (place(*at), id.as_str())).collect()
}

fn words(words: &[String]) -> Vec<String> {
    let mut files: Vec<String> = Vec::new();
    for word in words {
        match files.last_mut().filter(|file| file.len() + word.len() < WORDS) {
            Some(file) => {
                file.push('\n');
                file.push_str(word);
            }
            None => files.push(word.clone()),
        }
    }
    files
}

/// What a script must know before it can ask for a piece.
fn head(language: &Language, postings: &Postings, chunks: &[&[Doc]], words: &[String]) -> Value {
    let mut groups: Vec<Value> = Vec::new();
    let mut last: Option<&Group> = None;
    for (at, doc) in language.docs.iter().enumerate() {
        if last != Some(&doc.group) {
            groups.push(json!([at, doc.group.kind.word(), doc.group.stage, doc.group.segments]));
            last = Some(&doc.group);
        }
    }
    // How many pages a file of texts has, as one digit or letter.
    let counts: String = chunks.iter().filter_map(|docs| char::from_digit(docs.len() as u32, 36)).collect();
    let first_words: Vec<&str> = words.iter().filter_map(|file| file.lines().next()).collect();
    json!({
        "format": FORMAT,
        // The way from the head to the root of the site.
        "root": "../".repeat(1 + language.prefix.matches('/').count()),
        "pages": language.docs.len(),
        "groups": groups,
        "stages": language.stages,
        "segments": language.segments,
        "texts": counts,
        "keys": postings.first,
        "words": first_words,
    })
}
