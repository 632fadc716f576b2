//! Words of the glossary in running text: the first time a page says one, its meaning is shown beside it.
//!
//! In: pieces of HTML as a [`Document`](crate::content::markdown::Document) holds them, in which every `<` opens a tag. What stands in
//! a heading, a link, code, a table, the label of a box or a list of definitions stays as it is.

use crate::html;
use crate::site::Glossary;

/// Inside of these nothing is marked.
const SKIPPED: &[&str] = &[
    "a", "abbr", "button", "caption", "code", "dfn", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "pre", "ruby",
    "samp", "summary", "table", "var",
];

/// The words of one text that are still to be marked.
pub(super) struct Terms<'c> {
    glossary: &'c Glossary,
    /// The way to the page of the glossary.
    url: String,
    // Before the ids of meanings.
    prefix: &'c str,
    done: Vec<bool>,
    marked: usize,
    // How many elements are open in which nothing is marked.
    skipped: usize,
    in_word: bool,
    // The letter before, so that the end of a word is not taken for a word.
    before: Option<char>,
}

impl<'c> Terms<'c> {
    /// Nothing is marked yet.
    pub(super) fn new(glossary: &'c Glossary, url: String, prefix: &'c str) -> Self {
        let done = vec![false; glossary.terms.len()];
        Terms { glossary, url, prefix, done, marked: 0, skipped: 0, in_word: false, before: None }
    }

    /// Leaves a term alone: the author has linked it where it is to be explained.
    pub(super) fn leave(&mut self, id: &str) {
        if let Some(at) = self.glossary.terms.iter().position(|term| term.id == id) {
            self.done[at] = true;
        }
    }

    /// A link that is no tag of a piece begins or ends.
    pub(super) fn link(&mut self, opens: bool) {
        self.skipped = if opens { self.skipped + 1 } else { self.skipped.saturating_sub(1) };
        self.before = None;
    }

    /// Prints a piece.
    pub(super) fn piece(&mut self, out: &mut String, piece: &str) {
        let mut rest = piece;
        while !rest.is_empty() {
            let text = rest.find('<').unwrap_or(rest.len());
            self.text(out, &rest[..text]);
            rest = &rest[text..];
            let tag = rest.find('>').map_or(rest.len(), |end| end + 1);
            let tag = if rest[..tag].contains('"') { quoted_end(rest) } else { tag };
            self.tag(&rest[..tag]);
            out.push_str(&rest[..tag]);
            rest = &rest[tag..];
        }
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']);
        let name = &name[..name.find([' ', '\n', '>', '/']).unwrap_or(name.len())];
        // The word over a callout is ours.
        let is_word = tag == "<p class=\"callout-word\">" || self.in_word && tag == "</p>";
        self.in_word ^= is_word;
        if is_word || SKIPPED.binary_search(&name).is_ok() {
            self.link(!tag.starts_with("</"));
        }
    }

    fn text(&mut self, out: &mut String, text: &str) {
        if self.skipped > 0 {
            out.push_str(text);
            return;
        }
        let (mut from, mut at) = (0, 0);
        while let Some(char) = text[at..].chars().next() {
            let mut length = char.len_utf8();
            if let Some((found, term)) = self.glossary.at(&text[at..], self.before) {
                length = found;
                if !std::mem::replace(&mut self.done[term], true) {
                    out.push_str(&text[from..at]);
                    self.mark(out, &text[at..at + length], term);
                    from = at + length;
                }
            }
            self.before = text[at..at + length].chars().next_back();
            at += length;
        }
        out.push_str(&text[from..]);
    }

    /// As a link to the term would be printed.
    fn mark(&mut self, out: &mut String, said: &str, term: usize) {
        let (term, id) = (&self.glossary.terms[term], format!("{}w{}", self.prefix, self.marked));
        self.marked += 1;
        out.push_str(&format!("<span class=\"term\"><a aria-describedby=\"{id}\" href=\""));
        html::attr(out, &self.url);
        out.push('#');
        html::attr(out, &term.id);
        out.push_str(&format!("\">{said}</a><span class=\"meaning\" role=\"tooltip\" id=\"{id}\">"));
        html::text(out, &term.meaning);
        out.push_str("</span></span>");
    }
}

/// The end of the tag that a text begins with, whose values may hold `>`.
fn quoted_end(text: &str) -> usize {
    let mut quoted = false;
    let end = text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.map_or(text.len(), |end| end + 1)
}
