//! The last word on pages with raw HTML: only allowed elements, all of them closed.
//!
//! Such a page is written as one text with placeholders for its holes, cleaned by ammonia as
//! a whole (a `<details>` may open in one paragraph and close in another), and split into
//! pieces at the placeholders again. Pages without raw HTML, nearly all, never come here.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use ammonia::Builder;

use super::document::{At, Piece};
use super::raw;

/// The attribute that marks the start tag of a link that is a hole.
const HOLE: &str = "data-hole";

/// Appends the placeholder of a hole. `mark` is a character that occurs nowhere on the page.
pub(super) fn placeholder(html: &mut String, mark: char, place: usize, piece: &Piece) {
    // Writing to a string cannot fail.
    let _ = match piece {
        Piece::LinkOpen(_) => write!(html, "<a {HOLE}=\"{mark}{place}{mark}\">"),
        Piece::LinkClose(_) => write!(html, "</a>"),
        _ => write!(html, "{mark}{place}{mark}"),
    };
}

/// Cleans written HTML and appends it and its pieces.
pub(super) fn clean(written: &str, mark: char, holes: &[Piece], html: &mut String, pieces: &mut Vec<Piece>) {
    let start = html.len();
    html.push_str(&CLEANER.clean(written).to_string());
    Splitter { html, at: start, from: start, mark, holes, pieces, links: Vec::new() }.run();
}

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let own = ["section", "aside", "input", "label", "figure", "figcaption"];
    let tags: HashSet<&str> = raw::elements().chain(own).collect();
    let mut attributes: HashMap<&str, HashSet<&str>> =
        raw::elements().map(|name| (name, raw::special(name).iter().copied().collect())).collect();
    // What our own markup uses besides.
    for (name, own) in [
        ("a", &[HOLE][..]),
        ("input", &["type", "checked"]),
        ("label", &["for"]),
        ("div", &["tabindex"]),
        ("td", &["data-h"]),
        ("aside", &["data-audience"]),
    ] {
        attributes.entry(name).or_default().extend(own);
    }
    let mut builder = Builder::default();
    builder
        .tags(tags)
        .tag_attributes(attributes)
        .generic_attributes(raw::generic().iter().copied().chain(["role"]).collect())
        .generic_attribute_prefixes(HashSet::from(["aria-"]))
        .link_rel(None)
        .strip_comments(true);
    builder
});

/// Finds the placeholders in clean HTML. Its tags are regular: they were just printed.
struct Splitter<'a> {
    html: &'a str,
    at: usize,
    // Where the piece that is not yet pushed begins.
    from: usize,
    mark: char,
    holes: &'a [Piece],
    pieces: &'a mut Vec<Piece>,
    // The open links, each with its hole if it is one.
    links: Vec<Option<At>>,
}

impl Splitter<'_> {
    fn run(mut self) {
        while let Some(found) = self.html[self.at..].find(['<', self.mark]) {
            let start = self.at + found;
            self.at = start;
            if self.html[start..].starts_with('<') {
                self.tag(start);
            } else {
                let place = self.number();
                self.cut(start, place.and_then(|place| self.holes.get(place)).cloned());
            }
        }
        self.cut(self.html.len(), None);
    }

    /// Passes over a tag; the tags of links that are holes become pieces.
    fn tag(&mut self, start: usize) {
        let end = tag_end(&self.html[start..]) + start;
        let tag = &self.html[start..end];
        if let Some(value) = tag.strip_prefix("<a ").and_then(|rest| rest.strip_prefix(HOLE)) {
            self.at = end - value.len() + 2;
            let link = match self.number().and_then(|place| self.holes.get(place)) {
                Some(Piece::LinkOpen(link)) => Some(*link),
                _ => None,
            };
            self.links.push(link);
            self.at = end;
            self.cut(start, link.map(Piece::LinkOpen));
        } else {
            self.at = end;
            if tag.starts_with("<a ") || tag == "<a>" {
                self.links.push(None);
            } else if tag == "</a>"
                && let Some(link) = self.links.pop().flatten()
            {
                self.cut(start, Some(Piece::LinkClose(link)));
            }
        }
    }

    /// Reads `mark digits mark`.
    fn number(&mut self) -> Option<usize> {
        let rest = self.html[self.at..].strip_prefix(self.mark)?;
        let length = rest.find(self.mark).unwrap_or(0);
        self.at += self.mark.len_utf8();
        let number = rest[..length].parse().ok()?;
        self.at += length + self.mark.len_utf8();
        Some(number)
    }

    /// Ends the HTML before a placeholder that begins at `start` and ends where we are.
    fn cut(&mut self, start: usize, piece: Option<Piece>) {
        if start > self.from {
            self.pieces.push(Piece::html(self.from..start));
        }
        self.pieces.extend(piece);
        self.from = self.at.max(start);
    }
}

/// The length of the tag that a text begins with.
fn tag_end(text: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    text.len()
}
