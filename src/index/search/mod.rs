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
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Changes when a script for the one before could not read it.
const FORMAT: u32 = 1;

/// About how many bytes of text a file has, and how many pages at most. Ten of them are fetched to show ten results: with the
/// keys of a question, and the head, that stays under 300 KB on a site of 10,000 pages.
const TEXTS: usize = 20_000;
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

/// The files of the index, by path below the site's root.
pub fn files(site: &Site<'_>, titles: &[Titled]) -> Vec<(String, Content)> {
    if !site.config().search {
        return Vec::new();
    }
    (0..site.config().languages.len()).into_par_iter().flat_map_iter(|language| of_language(site, titles, language)).collect()
}

fn of_language(site: &Site<'_>, titles: &[Titled], language: usize) -> Vec<(String, Content)> {
    let docs = corpus::docs(site, titles, language);
    let chunks = chunks(&docs);
    let postings = postings::postings(&docs);
    let words = words(&postings.words);
    let prefix = site.prefixed("/", language).trim_start_matches('/').to_owned();
    let mut head = head(site, language, &docs);
    head["root"] = json!("../".repeat(1 + prefix.matches('/').count()));
    // How many pages a file of texts has, as one digit or letter.
    head["texts"] = chunks.iter().filter_map(|docs| char::from_digit(docs.len() as u32, 36)).collect::<String>().into();
    head["keys"] = json!(postings.first);
    head["words"] = words.iter().filter_map(|file| file.lines().next()).collect();
    let texts = chunks.par_iter().map(|docs| texts(docs)).collect();
    let mut pieces: Vec<(String, Content)> = Vec::new();
    let mut add = |letter: &str, ending: &str, files: Vec<Content>| {
        pieces.extend(files.into_iter().enumerate().map(|(at, content)| (format!("{letter}{at}.{ending}"), content)));
    };
    add("k", "bin", postings.files);
    add("t", "json", texts);
    add("w", "txt", words.into_iter().map(Content::from).collect());
    let folder = format!("assets/search.{}", digest(&pieces));
    head["pieces"] = json!(format!("{folder}/"));
    let head = (format!("{prefix}search/index.json"), Content::from(head.to_string()));
    let pieces = pieces.into_iter().map(|(name, content)| (format!("{folder}/{name}"), content));
    std::iter::once(head).chain(pieces).collect()
}

/// A name that changes with any byte of the pieces, so that a browser may keep them for good and never mixes two builds.
fn digest(pieces: &[(String, Content)]) -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, content) in pieces {
        hasher.update(name.as_bytes()).update(&(content.len() as u64).to_le_bytes());
        for piece in content.pieces() {
            hasher.update(piece);
        }
    }
    hasher.finalize().to_hex()[..10].to_owned()
}

/// Pages whose texts share a file: neighbours, about as much text in each.
fn chunks<'d, 'a>(docs: &'d [Doc<'a>]) -> Vec<&'d [Doc<'a>]> {
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
fn texts(docs: &[Doc<'_>]) -> Content {
    let shown = docs.iter().map(|doc| {
        let tags: Vec<&str> = doc.tags.iter().map(|tag| &**tag).collect();
        (&*doc.address, &doc.title, &doc.summary, &doc.text, headings(doc), tags)
    });
    let json = serde_json::to_vec(&shown.collect::<Vec<_>>()).expect("texts and numbers can always be written");
    Content::from(json)
}

/// Where headings begin, counted as a script counts letters.
fn headings<'a>(doc: &Doc<'a>) -> Vec<(usize, &'a str)> {
    let (mut bytes, mut units) = (0, 0);
    let mut place = |at: usize| {
        units += doc.text.get(bytes..at).map_or(0, |text| text.encode_utf16().count());
        bytes = at;
        units
    };
    doc.headings.iter().map(|(at, id)| (place(*at), *id)).collect()
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
fn head(site: &Site<'_>, language: usize, docs: &[Doc<'_>]) -> Value {
    let mut groups: Vec<Value> = Vec::new();
    let mut last: Option<&Group> = None;
    for (at, doc) in docs.iter().enumerate() {
        if last != Some(&doc.group) {
            groups.push(json!([at, doc.group.kind.word(), doc.group.stage, doc.group.segments]));
            last = Some(&doc.group);
        }
    }
    let (registers, lang) = (site.registers(), &site.config().languages[language]);
    let stages: Vec<(&str, &str)> = registers.journey.iter().map(|it| (&*it.id, it.name.get(lang))).collect();
    let segments: Vec<(&str, &str)> = registers.segments.iter().map(|it| (&*it.id, it.name.get(lang))).collect();
    json!({ "format": FORMAT, "pages": docs.len(), "groups": groups, "stages": stages, "segments": segments })
}
