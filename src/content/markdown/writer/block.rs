//! Paragraphs, headings, quotes, lists and definitions.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::super::document::{FindingKind, Heading, Section, Term};
use super::super::ids::slug;
use super::super::passage::{Alert, PassageKind, opening};
use super::{MAX_DEPTH, Writer};
use crate::html;

/// The blocks that are open.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// How many quotes, lists and definition lists stand around us.
    depth: usize,
    quotes: Vec<Quote>,
    /// The lists: whether they are printed.
    lists: Vec<bool>,
    /// The definition lists: whether they are printed.
    definitions: Vec<bool>,
    /// Where the plain text of the definition we are in begins.
    meaning: usize,
    /// Where the paragraph's text begins, and how many holes there were.
    paragraph: (usize, usize),
    /// Where the list item's tag begins.
    pub item: usize,
}

#[derive(Debug)]
struct Quote {
    end: &'static str,
    /// The audience around the quote.
    audience: Option<usize>,
}

impl Blocks {
    /// Whether the list we are in is printed.
    pub fn in_shown_list(&self) -> bool {
        self.lists.last().is_some_and(|shown| *shown)
    }

    /// Whether we are in a definition list.
    pub fn in_definitions(&self) -> bool {
        !self.definitions.is_empty()
    }

    fn enter(&mut self) -> bool {
        self.depth += 1;
        self.depth <= MAX_DEPTH
    }
}

impl<'a> Writer<'a> {
    pub(super) fn start_paragraph(&mut self) {
        self.doc.html.push_str("<p>");
        self.blocks.paragraph = (self.doc.html.len(), self.hole_count());
        self.last = None;
    }

    pub(super) fn end_paragraph(&mut self) {
        // The first line of a passage, or a comment, leaves nothing behind.
        if self.blocks.paragraph == (self.doc.html.len(), self.hole_count()) {
            self.doc.html.truncate(self.doc.html.len() - "<p>".len());
            return;
        }
        self.doc.html.push_str("</p>\n");
        self.plain_break();
    }

    pub(super) fn start_heading(&mut self, level: u8, classes: &[CowStr<'_>], range: &Range<usize>) {
        let event = self.at - 1;
        if level == 1 {
            self.find(FindingKind::TopHeading, range);
        }
        let level = level.max(2);
        let text = self.marked_text_ahead();
        let (id, explicit) = self.heading_id(event, &text, range);
        self.plain_break();
        let heading = self.doc.headings.len();
        self.section_opens = self.options.apart && level == 2 && self.blocks.depth == 0 && !self.notes.writing;
        if self.section_opens {
            self.close_section();
            let here = self.flush();
            self.doc.sections.push(Section { heading: Some(heading), pieces: here..here, body: here..here });
        }
        self.open_heading(level, &id, classes);
        let text = text.trim();
        self.doc.headings.push(Heading {
            level,
            text: (text != id).then(|| text.into()),
            id: id.into(),
            explicit,
            range: self.place(range),
            plain: self.doc.plain.len().into(),
            figure: self.doc.figures.len().into(),
            audience: self.audience,
        });
        self.last = None;
    }

    fn open_heading(&mut self, level: u8, id: &str, classes: &[CowStr<'_>]) {
        let out = &mut self.doc.html;
        out.push_str("<h");
        out.push(char::from(b'0' + level));
        out.push_str(" id=\"");
        html::attr(out, id);
        for (at, class) in classes.iter().enumerate() {
            out.push_str(if at == 0 { "\" class=\"" } else { " " });
            html::attr(out, class);
        }
        out.push_str("\">");
    }

    /// The id of a heading, and whether its author gave it.
    fn heading_id(&mut self, event: usize, text: &str, range: &Range<usize>) -> (String, bool) {
        let given = match &self.events[event].0 {
            Event::Start(Tag::Heading { id: Some(id), .. }) if !id.is_empty() => self.strip(id).into_owned(),
            _ => return (self.ids.for_text(text), false),
        };
        if self.named.contains(&event) {
            return (given, true);
        }
        self.find(FindingKind::DuplicateId(given.clone()), range);
        (self.ids.for_text(&given), false)
    }

    pub(super) fn end_heading(&mut self, level: u8) {
        self.doc.html.push_str("</h");
        self.doc.html.push(char::from(b'0' + level.max(2)));
        self.doc.html.push_str(">\n");
        self.plain_break();
        if std::mem::take(&mut self.section_opens) {
            let here = self.flush();
            if let Some(section) = self.doc.sections.last_mut() {
                section.body.start = here;
            }
        }
    }

    pub(super) fn start_quote(&mut self, range: &Range<usize>) {
        let shown = self.blocks.enter();
        let around = self.audience;
        let next = self.events.get(self.at).map(|(event, _)| event);
        let opening = opening(self.text, range, next);
        let kind = opening.as_ref().map(|opening| (opening.kind(self.text, self.options.audiences), opening.line_end));
        let end = match kind {
            Some((PassageKind::Audience(place), line_end)) => {
                self.audience = Some(place);
                self.skip_until = line_end;
                self.open_passage(place, shown)
            }
            Some((PassageKind::Alert(alert), line_end)) => {
                self.skip_until = line_end;
                self.open_alert(alert, shown)
            }
            _ if shown => {
                self.doc.html.push_str("<blockquote>\n");
                "</blockquote>\n"
            }
            _ => "",
        };
        self.blocks.quotes.push(Quote { end, audience: around });
        self.plain_break();
    }

    fn open_passage(&mut self, place: usize, shown: bool) -> &'static str {
        let audience = self.options.audiences[place];
        let out = &mut self.doc.html;
        if !shown {
            return "";
        }
        out.push_str("<aside class=\"callout passage\" role=\"note\" data-audience=\"");
        html::attr(out, audience.id);
        out.push_str("\">");
        open_callout(out, audience.label)
    }

    fn open_alert(&mut self, alert: Alert, shown: bool) -> &'static str {
        let words = self.options.words;
        let (class, word) = match alert {
            Alert::Note => ("note", words.note),
            Alert::Tip => ("tip", words.tip),
            Alert::Important => ("important", words.important),
            Alert::Warning => ("warning", words.warning),
            Alert::Caution => ("caution", words.caution),
        };
        let out = &mut self.doc.html;
        if !shown {
            return "";
        }
        out.push_str("<aside class=\"callout ");
        out.push_str(class);
        out.push_str("\" role=\"note\">");
        open_callout(out, word)
    }

    pub(super) fn end_quote(&mut self) {
        self.blocks.depth = self.blocks.depth.saturating_sub(1);
        if let Some(quote) = self.blocks.quotes.pop() {
            self.doc.html.push_str(quote.end);
            self.audience = quote.audience;
        }
        self.plain_break();
    }

    pub(super) fn start_list(&mut self, first: Option<u64>) {
        let shown = self.blocks.enter();
        let tasks = shown && self.may_have_tasks && self.has_tasks_ahead();
        self.blocks.lists.push(shown);
        self.plain_break();
        if !shown {
            return;
        }
        let out = &mut self.doc.html;
        out.push_str(if first.is_some() { "<ol" } else { "<ul" });
        if let Some(first) = first.filter(|first| *first != 1) {
            out.push_str(" start=\"");
            out.push_str(&first.to_string());
            out.push('"');
        }
        out.push_str(if tasks { " class=\"tasks\">\n" } else { ">\n" });
    }

    /// Whether an item of the list that just started is a task.
    fn has_tasks_ahead(&self) -> bool {
        let mut depth = 0usize;
        for (event, _) in &self.events[self.at..] {
            match event {
                Event::Start(Tag::List(_)) => depth += 1,
                Event::End(TagEnd::List(_)) if depth == 0 => return false,
                Event::End(TagEnd::List(_)) => depth -= 1,
                Event::TaskListMarker(_) if depth == 0 => return true,
                _ => {}
            }
        }
        false
    }

    pub(super) fn end_list(&mut self, ordered: bool) {
        self.blocks.depth = self.blocks.depth.saturating_sub(1);
        if self.blocks.lists.pop() == Some(true) {
            self.doc.html.push_str(if ordered { "</ol>\n" } else { "</ul>\n" });
        }
    }

    pub(super) fn start_item(&mut self) {
        self.blocks.item = self.doc.html.len();
        if self.blocks.in_shown_list() {
            self.doc.html.push_str("<li>");
        }
        self.last = None;
    }

    pub(super) fn end_item(&mut self) {
        if self.blocks.in_shown_list() {
            self.doc.html.push_str("</li>\n");
        }
        self.plain_break();
    }

    pub(super) fn start_definitions(&mut self) {
        let shown = self.blocks.enter();
        self.blocks.definitions.push(shown);
        if shown {
            self.doc.html.push_str("<dl>\n");
        }
    }

    pub(super) fn end_definitions(&mut self) {
        self.blocks.depth = self.blocks.depth.saturating_sub(1);
        if self.blocks.definitions.pop() == Some(true) {
            self.doc.html.push_str("</dl>\n");
        }
    }

    pub(super) fn start_term(&mut self, range: &Range<usize>) {
        self.last = None;
        if self.blocks.definitions.last() != Some(&true) {
            return;
        }
        let name = self.marked_text_ahead().trim().to_owned();
        let slug = slug(&name);
        let id = format!("{}{slug}", Term::PREFIX);
        // Who explains a term twice is not asked which is meant: links lead to the first.
        if slug.is_empty() || !self.ids.take(&id) {
            self.doc.html.push_str("<dt>");
            return;
        }
        self.doc.html.push_str("<dt id=\"");
        html::attr(&mut self.doc.html, &id);
        self.doc.html.push_str("\">");
        let term = Term { id, name, meaning: String::new(), range: self.place(range), audience: self.audience };
        self.doc.terms.push(term);
    }

    pub(super) fn start_meaning(&mut self) {
        self.last = None;
        self.blocks.meaning = self.doc.plain.len();
        if self.blocks.definitions.last() == Some(&true) {
            self.doc.html.push_str("<dd>");
        }
    }

    pub(super) fn end_meaning(&mut self) {
        let meaning = self.doc.plain.get(self.blocks.meaning..).unwrap_or_default().trim();
        if let Some(term) = self.doc.terms.last_mut().filter(|term| term.meaning.is_empty()) {
            meaning.clone_into(&mut term.meaning);
        }
        self.end_definition("</dd>\n");
    }

    pub(super) fn end_definition(&mut self, tag: &str) {
        if self.blocks.definitions.last() == Some(&true) {
            self.doc.html.push_str(tag);
        }
        self.plain_break();
    }
}

/// The word of a callout with room for an icon, and the start of its text.
fn open_callout(out: &mut String, word: &str) -> &'static str {
    out.push_str("<p class=\"callout-word\"><span class=\"icon\" aria-hidden=\"true\"></span>");
    html::text(out, word);
    out.push_str("</p><div class=\"callout-text\">\n");
    "</div></aside>\n"
}
