//! Raw HTML: what may stay is written anew, tag by tag; links and pictures become holes like
//! those of Markdown, so that they are checked and rewritten like them.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::super::document::{FindingKind, Piece};
use super::super::raw::{self, Tag, Token};
use super::Writer;
use super::inline::Origin;
use crate::html;

impl Writer<'_> {
    /// Whether raw HTML at an event has a tag that may stay. A comment has none, and must
    /// leave the page as if it were not there.
    pub(super) fn has_tags(&self, event: usize) -> bool {
        let is_tag = |token: Token| matches!(token, Token::Open(_) | Token::Close(_));
        match &self.events[event].0 {
            Event::InlineHtml(text) => raw::tokens(text, true).any(is_tag),
            _ => raw::tokens(&self.raw_ahead(event + 1).0, false).any(is_tag),
        }
    }

    /// The text of the raw HTML from an event to the end of its block, where its lines come
    /// from, and the event at its end.
    fn raw_ahead(&self, from: usize) -> (String, Vec<(usize, usize)>, usize) {
        let mut text = String::new();
        let mut origin = vec![(0, self.events.get(from).map_or(0, |(_, range)| range.start))];
        let mut at = from;
        while let Some((event, range)) = self.events.get(at) {
            match event {
                Event::Html(line) | Event::Text(line) => {
                    origin.push((text.len(), range.start));
                    text.push_str(line);
                }
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
            at += 1;
        }
        (text, origin, at)
    }

    pub(super) fn raw_block(&mut self) {
        let (text, origin, end) = self.raw_ahead(self.at);
        self.at = (end + 1).min(self.events.len());
        self.last = None;
        let before = (self.doc.html.len(), self.doc.plain.len(), self.hole_count());
        self.raw(&text, &origin, false);
        // The line end of a comment is part of it.
        if before.2 == self.hole_count() && self.doc.html[before.0..].trim().is_empty() {
            self.doc.html.truncate(before.0);
            self.doc.plain.truncate(before.1);
        }
        self.plain_break();
    }

    pub(super) fn raw(&mut self, text: &str, origin: &Origin, sentence: bool) {
        let start = origin.first().map_or(0, |(_, source)| *source);
        let last = origin.last().map_or(start, |(run, source)| source + text.len().saturating_sub(*run));
        let range = start..super::inline::floor_boundary(self.text, last);
        for token in raw::tokens(text, sentence) {
            match token {
                Token::Text(part) => self.print_run(text, part, origin, true),
                Token::Open(tag) => self.raw_open(tag, &range),
                Token::Close(name) => self.raw_close(&name),
                Token::Removed(name) => self.find(FindingKind::TagRemoved(name), &range),
            }
        }
    }

    fn raw_open(&mut self, tag: Tag, range: &Range<usize>) {
        // Only on a page that will be cleaned.
        if self.placeholder.is_none() {
            return;
        }
        let value = |name: &str| self.strip(tag.attribute(name).unwrap_or_default()).into_owned();
        match tag.name.as_str() {
            "a" if tag.attribute("href").is_some() => {
                let (dest, title) = (value("href"), value("title"));
                let link = self.link(dest, title, range);
                self.hole(Piece::LinkOpen(link.into()));
            }
            "img" => {
                let (dest, title, alt) = (value("src"), value("title"), value("alt"));
                self.picture(dest, title, alt, range);
            }
            name => self.raw_tag(name, &tag.attributes),
        }
    }

    fn raw_tag(&mut self, name: &str, attributes: &[(String, String)]) {
        self.doc.html.push('<');
        self.doc.html.push_str(name);
        for (key, value) in attributes {
            let value = self.strip(value).into_owned();
            if key == "id" {
                // An id that is in use would make the page invalid and links ambiguous.
                if value.is_empty() || value.contains(char::is_whitespace) || !self.ids.take(&value) {
                    continue;
                }
                self.doc.anchors.push(value.clone());
            }
            self.doc.html.push(' ');
            self.doc.html.push_str(key);
            self.doc.html.push_str("=\"");
            html::attr(&mut self.doc.html, &value);
            self.doc.html.push('"');
        }
        self.doc.html.push('>');
        if name == "br" {
            self.doc.plain.push(' ');
        }
    }

    fn raw_close(&mut self, name: &str) {
        if self.placeholder.is_some() && !raw::is_void(name) {
            self.doc.html.push_str("</");
            self.doc.html.push_str(name);
            self.doc.html.push('>');
        }
    }

    /// Prints text of raw HTML: its character references stay, except those of characters that
    /// placeholders are made of.
    pub(super) fn print_raw(&mut self, text: &str) {
        let text = self.strip(text).into_owned();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(['&', '<', '>']) {
            self.doc.html.push_str(&rest[..at]);
            rest = &rest[at..];
            let length = self.print_special(rest);
            rest = &rest[length..];
        }
        self.doc.html.push_str(rest);
        self.last = text.chars().next_back().or(self.last);
        let plain = raw::decode(&text);
        self.plain(&plain);
    }

    /// Prints the `&`, `<` or `>` that a text begins with; says how much of it is printed.
    fn print_special(&mut self, text: &str) -> usize {
        if let Some((c, length)) = raw::reference(text) {
            let c = self.strip(c.encode_utf8(&mut [0; 4])).into_owned();
            html::text(&mut self.doc.html, &c);
            return length;
        }
        let name = text[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let named = text.starts_with('&') && name > 0 && text[1 + name..].starts_with(';');
        if named {
            self.doc.html.push('&')
        } else {
            html::text(&mut self.doc.html, &text[..1])
        }
        1
    }
}
