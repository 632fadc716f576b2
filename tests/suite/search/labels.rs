//! Which pages a question must find: by an exact scan of the texts, which knows nothing of the index.
//!
//! The scan takes away differences of width and letter case, nothing else; every other way to write a word stands in
//! `tests/search/queries.tsv`, one by one, so that it cannot share a mistake with the program.

use super::corpus;
use crate::tools::repository;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization as _;

/// A question with what an exact scan looks for.
pub struct Question {
    pub site: String,
    pub kind: String,
    pub text: String,
    // One of each must stand on a page.
    wanted: Vec<Vec<String>>,
    // How many pages of the thousand that were when the questions were fixed. The sample may grow.
    pages: Option<usize>,
}

/// Text by the address of its page, without differences of width and letter case.
pub type Texts = BTreeMap<String, String>;

/// The hundred questions.
pub fn questions() -> Vec<Question> {
    let text = std::fs::read_to_string(repository().join("tests/search/queries.tsv")).expect("the questions are there");
    text.lines().filter(|line| !line.starts_with('#')).map(question).collect()
}

fn question(line: &str) -> Question {
    let parts: Vec<&str> = line.split('\t').collect();
    let [site, kind, text, wanted, pages] = parts[..] else { panic!("five columns are expected: {line}") };
    let ways = |one: &str| one.split(" | ").map(plain).collect();
    Question {
        site: site.to_owned(),
        kind: kind.to_owned(),
        text: text.to_owned(),
        wanted: wanted.split(" & ").map(ways).collect(),
        pages: (pages != "*").then(|| pages.parse().expect("a number of pages")),
    }
}

impl Question {
    /// The addresses of the pages that hold what is asked for.
    pub fn expected<'t>(&self, texts: &'t Texts) -> BTreeSet<&'t str> {
        let holds = |text: &str| self.wanted.iter().all(|ways| ways.iter().any(|way| text.contains(way)));
        texts.iter().filter(|(_, text)| holds(text)).map(|(address, _)| address.as_str()).collect()
    }
}

fn plain(text: &str) -> String {
    text.trim().nfkc().flat_map(char::to_lowercase).collect()
}

/// The texts of every site that questions are asked of.
pub fn texts() -> BTreeMap<String, Texts> {
    let bench = corpus::pages(1000).iter().map(|page| (format!("/{}/", page.name), plain(&page.words()))).collect();
    let sites = [("bench", bench), ("sample", sample("")), ("sample en", sample(".en"))];
    sites.into_iter().map(|(site, texts)| (site.to_owned(), texts)).collect()
}

/// The guides, stories and pages of the sample that its customers see, in the language with this ending.
fn sample(ending: &str) -> Texts {
    let content = repository().join("content");
    let files = walkdir::WalkDir::new(&content).into_iter().map(|entry| entry.expect("it can be read"));
    let mut texts = Texts::new();
    for file in files.filter(|file| file.path().extension().is_some_and(|extension| extension == "md")) {
        let path = file.path().strip_prefix(&content).expect("it lies below").with_extension("");
        let name = path.to_str().expect("names are text").replace('\\', "/");
        let (stem, language) = name.strip_suffix(".en").map_or((name.as_str(), ""), |stem| (stem, ".en"));
        let source = |name: &str| std::fs::read_to_string(content.join(format!("{name}.md"))).unwrap_or_default();
        let (original, text) = (source(stem), source(&name));
        // A page that heads a list or the home page is not a result of its own; what comes later is not there yet.
        let shown = original.contains("\naudience: public\n")
            && text.contains("\nstatus: published\n")
            && !stem.ends_with("index")
            && !original.contains("\npublish_on: ");
        if shown && language == ending {
            let prefix = if ending.is_empty() { "" } else { "/en" };
            texts.insert(format!("{prefix}/{stem}/"), plain(&read(&text)));
        }
    }
    texts
}

/// What a reader reads of a Markdown file: without marks, code, and what is for the team.
fn read(source: &str) -> String {
    let (front, body) = source.trim_start_matches("---\n").split_once("\n---\n").expect("it has front matter");
    let field = |name: &str| front.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim();
    let mut out = format!("{}\n{}\n", field("title:"), field("summary:"));
    let (mut fence, mut inside) = (false, false);
    for line in body.lines() {
        let is_fence = line.trim_start().starts_with("```");
        fence ^= is_fence;
        inside = line.starts_with("> [!INTERNAL]") || (inside && line.starts_with('>'));
        if !fence && !is_fence && !inside {
            out += &unmarked(line);
            out.push('\n');
        }
    }
    out
}

/// A line without emphasis, addresses of links, ids of headings and notes.
fn unmarked(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['*', '`', '[', ']', '{']) {
        out += &rest[..at];
        let after = &rest[at..];
        let skipped = match after {
            _ if after.starts_with("](") => after.find(')').map_or(1, |end| end + 1),
            _ if after.starts_with("[^") => after.find(']').map_or(1, |end| end + 1),
            _ if after.starts_with('{') => after.find('}').map_or(1, |end| end + 1),
            _ => 1,
        };
        rest = &after[skipped..];
    }
    out + rest
}

#[test]
fn there_are_a_hundred_questions_and_their_answers_are_fixed() {
    let (questions, texts) = (questions(), texts());
    assert_eq!(questions.len(), 100);
    let count = |question: &Question| question.expected(&texts[&question.site]).len();
    let moved: Vec<String> = questions
        .iter()
        .filter(|question| question.pages.map_or(count(question) == 0, |pages| pages == 0 || pages != count(question)))
        .map(|question| {
            format!("{}\t{}: {} pages, fixed were {:?}", question.site, question.text, count(question), question.pages)
        })
        .collect();
    assert!(
        moved.is_empty(),
        "the texts or the questions changed: write the new numbers in tests/search/queries.tsv\n{}",
        moved.join("\n")
    );
}
