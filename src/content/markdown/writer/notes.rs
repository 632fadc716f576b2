//! Footnotes: numbered as they are referred to, printed at the end, with ways back.

use std::collections::HashMap;
use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::document::FindingKind;
use super::Writer;
use crate::html;

/// The footnotes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    /// Where each is defined, by label; asked, never listed.
    defined: HashMap<&'a str, usize>,
    /// The labels in the order of their definitions.
    labels: Vec<&'a str>,
    /// Those referred to, in order.
    used: Vec<Used<'a>>,
    /// The places of the used ones in [`Notes::used`], by label.
    numbers: HashMap<&'a str, usize>,
    /// Whether they are being printed.
    pub writing: bool,
}

#[derive(Debug)]
struct Used<'a> {
    label: &'a str,
    references: usize,
}

impl<'a> Notes<'a> {
    /// Remembers where a footnote is defined; the first definition counts.
    pub fn define(&mut self, label: &'a str, event: usize) {
        if let std::collections::hash_map::Entry::Vacant(entry) = self.defined.entry(label) {
            entry.insert(event);
            self.labels.push(label);
        }
    }
}

impl<'a> Writer<'a> {
    /// Passes over a definition: it is printed at the end.
    pub(super) fn skip_note(&mut self) {
        let mut depth = 1usize;
        while let Some((event, _)) = self.events.get(self.at) {
            match event {
                Event::Start(Tag::FootnoteDefinition(_)) => depth += 1,
                Event::End(TagEnd::FootnoteDefinition) => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
    }

    pub(super) fn note_reference(&mut self, label: &'a str) {
        if !self.notes.defined.contains_key(label) {
            self.print("[^");
            self.print(label);
            return self.print("]");
        }
        let next = self.notes.used.len();
        let place = *self.notes.numbers.entry(label).or_insert(next);
        if place == next {
            self.notes.used.push(Used { label, references: 0 });
        }
        self.notes.used[place].references += 1;
        let (number, reference) = (place + 1, self.notes.used[place].references);
        // Writing to a string cannot fail.
        let _ = write!(
            self.doc.html,
            "<sup><a class=\"note\" href=\"#fn-{number}\" id=\"{}\" role=\"doc-noteref\">{number}</a></sup>",
            reference_id(number, reference)
        );
    }

    /// Prints the footnotes that were referred to; those of footnotes come after them.
    pub(super) fn write_notes(&mut self) {
        self.notes.writing = true;
        let mut place = 0;
        while place < self.notes.used.len() {
            if place == 0 {
                self.doc.html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
                html::attr(&mut self.doc.html, self.options.words.footnotes);
                self.doc.html.push_str("\"><ol>\n");
            }
            self.write_note(place);
            place += 1;
        }
        if place > 0 {
            self.doc.html.push_str("</ol></section>\n");
        }
        self.doc.footnotes = place;
        for label in std::mem::take(&mut self.notes.labels) {
            if !self.notes.numbers.contains_key(label) {
                let range = &self.events[self.notes.defined[label]].1;
                self.find(FindingKind::UnusedFootnote(label.to_owned()), range);
            }
        }
    }

    fn write_note(&mut self, place: usize) {
        let start = self.notes.defined[self.notes.used[place].label] + 1;
        // What a callout further down skipped says nothing about a note above it.
        self.skip_until = 0;
        self.at = start;
        self.skip_note();
        let end = self.at - 1;
        let _ = write!(self.doc.html, "<li id=\"fn-{}\">", place + 1);
        self.plain_break();
        self.at = start;
        self.write(end);
        self.write_ways_back(place);
        self.doc.html.push_str("</li>\n");
    }

    /// Prints the links back, inside the last paragraph where there is one.
    fn write_ways_back(&mut self, place: usize) {
        const END: &str = "</p>\n";
        // What ends in a hole has no paragraph to go into.
        let in_paragraph = self.doc.html[self.from..].ends_with(END);
        if in_paragraph {
            self.doc.html.truncate(self.doc.html.len() - END.len());
        }
        let number = place + 1;
        for reference in 1..=self.notes.used[place].references {
            let _ = write!(self.doc.html, " <a class=\"back\" href=\"#{}\" aria-label=\"", reference_id(number, reference));
            html::attr(&mut self.doc.html, self.options.words.back);
            let _ = write!(self.doc.html, " {number}");
            if reference > 1 {
                let _ = write!(self.doc.html, "-{reference}");
            }
            self.doc.html.push_str("\">↩\u{FE0E}</a>");
        }
        if in_paragraph {
            self.doc.html.push_str(END);
        }
    }
}

/// The id of a reference to a footnote.
fn reference_id(number: usize, reference: usize) -> String {
    if reference == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{reference}") }
}
