//! Turns the parser's events into a [`Document`], in one pass over them.
//!
//! The events are collected first: a heading's id needs its text before the text is printed, a
//! list its tasks, a footnote its number. That costs less than printing and patching.

mod block;
mod code;
mod inline;
mod notes;
mod raw;
mod table;
mod task;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashSet;
use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Options as Flavour, Parser, Tag, TagEnd};

use super::document::{Document, Finding, FindingKind, Piece, Section};
use super::emphasis::{self, Marked};
use super::ids::Ids;
use super::passage::{Cut, Offsets};
use super::{Options, sanitise};

/// How deep quotes and lists, or emphasis in emphasis, may stand in one another. What is deeper
/// keeps its text and loses its frame: no page needs it, and some browsers cannot show it.
const MAX_DEPTH: usize = 40;

/// What Markdown means here, in both parses of a page.
pub(super) fn flavour() -> Flavour {
    Flavour::ENABLE_TABLES
        | Flavour::ENABLE_FOOTNOTES
        | Flavour::ENABLE_STRIKETHROUGH
        | Flavour::ENABLE_TASKLISTS
        | Flavour::ENABLE_HEADING_ATTRIBUTES
        | Flavour::ENABLE_GFM
        | Flavour::ENABLE_DEFINITION_LIST
}

/// Turns a body into a document that is ready to be printed.
pub fn parse(cut: &Cut<'_>, options: &Options<'_>) -> Document {
    let marked = emphasis::mark(&cut.text);
    let text = marked.as_ref().map_or(&*cut.text, |marked| &marked.text);
    let Room { mut events, html } = ROOM.take();
    events.extend(Parser::new_ext(text, flavour()).into_offset_iter());
    let mut writer = Writer::new(text, marked.as_ref(), &cut.offsets, options, &events);
    writer.doc.html = html;
    let mut document = writer.run();
    // Every page of a site is held at once, and none keeps more than it needs.
    let exact = document.html.as_str().to_owned();
    let mut html = std::mem::replace(&mut document.html, exact);
    html.clear();
    ROOM.set(Room { events: emptied(events), html });
    document
}

/// What a page is made in, for the next page: the system clears anew what it is asked for anew.
#[derive(Default)]
struct Room {
    events: Vec<(Event<'static>, Range<usize>)>,
    html: String,
}

thread_local! {
    static ROOM: Cell<Room> = const { Cell::new(Room { events: Vec::new(), html: String::new() }) };
}

/// The same list with nothing in it: whatever it may hold next, what it borrowed is forgotten.
fn emptied<'b>(mut events: Vec<(Event<'_>, Range<usize>)>) -> Vec<(Event<'b>, Range<usize>)> {
    events.clear();
    // The standard library collects into the room of the list it consumes, where both hold things of one size.
    events.into_iter().map_while(|_| None).collect()
}

type Events<'a> = [(Event<'a>, Range<usize>)];

/// What is known while a page is written.
struct Writer<'a> {
    /// What was parsed, marks included.
    text: &'a str,
    marked: Option<&'a Marked>,
    offsets: &'a Offsets,
    options: &'a Options<'a>,
    events: &'a Events<'a>,
    /// The next event.
    at: usize,
    doc: Document,
    /// Where the HTML that is in no piece yet begins.
    from: usize,
    /// Whether the text has `{{` anywhere.
    may_have_figures: bool,
    /// Whether a list may have tasks.
    may_have_tasks: bool,
    /// On a page with raw HTML: what placeholders are made of.
    placeholder: Option<char>,
    /// On a page with raw HTML: the holes behind the placeholders.
    holes: Vec<Piece>,
    ids: Ids,
    /// The headings that got the id they ask for, by event.
    named: HashSet<usize>,
    /// The last character printed in this run of text.
    last: Option<char>,
    /// The audience of the innermost passage.
    audience: Option<usize>,
    /// Inline events that begin before this place are part of a passage's first line.
    skip_until: usize,
    /// Whether the heading we are in begins a section.
    section_opens: bool,
    blocks: block::Blocks,
    table: table::Table,
    label: Option<task::Label>,
    notes: notes::Notes<'a>,
    links: Vec<usize>,
    /// How many inline elements are open.
    inline: usize,
}

impl<'a> Writer<'a> {
    fn new(
        text: &'a str,
        marked: Option<&'a Marked>,
        offsets: &'a Offsets,
        options: &'a Options<'a>,
        events: &'a Events<'a>,
    ) -> Writer<'a> {
        let mut doc = Document::default();
        if options.plain {
            doc.plain.reserve(text.len());
        }
        Writer {
            text,
            marked,
            offsets,
            options,
            events,
            at: 0,
            doc,
            from: 0,
            may_have_figures: memmem::find(text.as_bytes(), b"{{").is_some(),
            may_have_tasks: may_have_tasks(text.as_bytes()),
            placeholder: None,
            holes: Vec::new(),
            ids: Ids::default(),
            named: HashSet::new(),
            last: None,
            audience: None,
            skip_until: 0,
            section_opens: false,
            blocks: block::Blocks::default(),
            table: table::Table::default(),
            label: None,
            notes: notes::Notes::default(),
            links: Vec::new(),
            inline: 0,
        }
    }

    fn run(mut self) -> Document {
        self.look_ahead();
        if self.options.apart {
            self.doc.sections.push(Section { heading: None, pieces: 0..0, body: 0..0 });
        }
        self.write(self.events.len());
        self.close_section();
        self.write_notes();
        self.flush();
        self.clean();
        // An allocator may shrink in place and give nothing back, so what is kept is copied.
        let mut doc = self.doc;
        doc.plain = if self.options.plain { doc.plain.as_str().to_owned() } else { String::new() };
        doc.pieces = exactly(doc.pieces);
        doc.headings = exactly(doc.headings);
        doc.links = exactly(doc.links);
        doc.images = exactly(doc.images);
        doc
    }

    /// What has to be known before the first word is printed.
    fn look_ahead(&mut self) {
        for id in self.options.reserved_ids {
            self.ids.take(id);
        }
        let mut raw = false;
        for (at, (event, _)) in self.events.iter().enumerate() {
            match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => self.claim_id(id, at),
                Event::Start(Tag::FootnoteDefinition(label)) => self.notes.define(label, at),
                Event::Start(Tag::HtmlBlock) => raw |= self.has_tags(at),
                Event::InlineHtml(_) => raw |= self.has_tags(at),
                _ => {}
            }
        }
        // Without a character for placeholders raw HTML is left out: better than a guess.
        self.placeholder = if raw { emphasis::unused_private(self.text) } else { None };
        self.doc.raw_html = self.placeholder.is_some();
    }

    /// Gives a heading the id it asks for, if it is the first to ask.
    fn claim_id(&mut self, id: &str, event: usize) {
        let id = self.strip(id).into_owned();
        if !id.is_empty() && self.ids.take(&id) {
            self.named.insert(event);
        }
    }

    /// Writes events up to a place in their list.
    fn write(&mut self, end: usize) {
        while self.at < end {
            let (event, range) = &self.events[self.at];
            self.at += 1;
            self.event(event, range);
        }
    }

    fn event(&mut self, event: &'a Event<'a>, range: &'a Range<usize>) {
        if (range.start < self.skip_until && is_inline(event)) || self.label_takes(event) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.running_text(text, range),
            Event::Code(code) => self.code(code),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.hard_break(),
            Event::Rule => self.doc.html.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
            Event::FootnoteReference(label) => self.note_reference(label),
            Event::InlineHtml(text) => self.raw(text, &[(0, range.start)], true),
            Event::Html(text) => self.raw(text, &[(0, range.start)], false),
            // Not asked for, so never sent.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.print(text),
        }
    }

    fn start(&mut self, tag: &'a Tag<'a>, range: &'a Range<usize>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, classes, .. } => self.start_heading(*level as u8, classes, range),
            Tag::BlockQuote(_) => self.start_quote(range),
            Tag::CodeBlock(kind) => self.code_block(kind, range),
            Tag::HtmlBlock => self.raw_block(),
            Tag::List(first) => self.start_list(*first),
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(_) => self.skip_note(),
            Tag::DefinitionList => self.start_definitions(),
            Tag::DefinitionListTitle => self.start_term(range),
            Tag::DefinitionListDefinition => self.start_meaning(),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_table_row(),
            Tag::TableCell => self.start_table_cell(),
            Tag::Emphasis => self.start_inline("<em>"),
            Tag::Strong => self.start_inline("<strong>"),
            Tag::Strikethrough => self.start_inline("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(*link_type, dest_url, title, range),
            Tag::Image { dest_url, title, .. } => self.image(dest_url, title, range),
            // Not asked for, so never sent.
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(level) => self.end_heading(*level as u8),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::List(ordered) => self.end_list(*ordered),
            TagEnd::Item => self.end_item(),
            TagEnd::DefinitionList => self.end_definitions(),
            TagEnd::DefinitionListTitle => self.end_definition("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.end_meaning(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.doc.html.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_table_cell(),
            TagEnd::Emphasis => self.end_inline("</em>"),
            TagEnd::Strong => self.end_inline("</strong>"),
            TagEnd::Strikethrough => self.end_inline("</del>"),
            TagEnd::Link => self.end_link(),
            // These are read to their end where they start.
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::FootnoteDefinition | TagEnd::Image => {}
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Leaves a hole.
    fn hole(&mut self, piece: Piece) {
        if let Some(mark) = self.placeholder {
            sanitise::placeholder(&mut self.doc.html, mark, self.holes.len(), &piece);
            self.holes.push(piece);
        } else {
            self.flush();
            self.doc.pieces.push(piece);
        }
    }

    /// How many holes there are, to see whether anything was printed since.
    fn hole_count(&self) -> usize {
        self.holes.len() + self.doc.pieces.len()
    }

    /// Makes a piece of the HTML that is in none yet, and says where we are: the number of the
    /// next piece, or on a page with raw HTML the place in what is written.
    fn flush(&mut self) -> usize {
        let end = self.doc.html.len();
        if self.placeholder.is_some() {
            return end;
        }
        if end > self.from {
            self.doc.pieces.push(Piece::html(self.from..end));
            self.from = end;
        }
        self.doc.pieces.len()
    }

    /// Ends the section that is open.
    fn close_section(&mut self) {
        if self.options.apart {
            let here = self.flush();
            if let Some(section) = self.doc.sections.last_mut() {
                section.pieces.end = here;
                section.body.end = here;
            }
        }
    }

    /// On a page with raw HTML: cleans what is written and makes pieces of it, section by section.
    fn clean(&mut self) {
        let Some(mark) = self.placeholder else { return };
        let written = std::mem::take(&mut self.doc.html);
        let mut sections = std::mem::take(&mut self.doc.sections);
        let mut from = 0;
        let mut clean = |doc: &mut Document, to: usize| {
            sanitise::clean(&written[from..to], mark, &self.holes, &mut doc.html, &mut doc.pieces);
            from = to;
            doc.pieces.len()
        };
        for section in &mut sections {
            let start = self.doc.pieces.len();
            let body = clean(&mut self.doc, section.body.start);
            let end = clean(&mut self.doc, section.body.end);
            section.pieces = start..end;
            section.body = body..end;
        }
        clean(&mut self.doc, written.len());
        self.doc.sections = sections;
    }

    /// A string of the parser without the characters that marks and placeholders are made of:
    /// the text has none of its own, but a character reference may bring one in.
    fn strip<'b>(&self, text: &'b str) -> Cow<'b, str> {
        let text = match self.marked {
            Some(marked) => marked.strip(Cow::Borrowed(text)),
            None => Cow::Borrowed(text),
        };
        match self.placeholder {
            Some(mark) if text.contains(mark) => Cow::Owned(text.replace(mark, "")),
            _ => text,
        }
    }

    /// A range of the parsed text as a range of the file.
    fn place(&self, range: &Range<usize>) -> Range<usize> {
        match self.marked {
            Some(marked) => self.offsets.range(marked.original(range.start)..marked.original(range.end)),
            None => self.offsets.range(range.clone()),
        }
    }

    fn find(&mut self, kind: FindingKind, range: &Range<usize>) {
        let range = self.place(range);
        self.doc.findings.push(Finding { kind, range });
    }
}

/// A list in no more room than it needs.
fn exactly<T>(list: Vec<T>) -> Vec<T> {
    let mut exact = Vec::with_capacity(list.len());
    exact.extend(list);
    exact
}

/// Whether there is the box of a task anywhere.
fn may_have_tasks(text: &[u8]) -> bool {
    memchr::memchr_iter(b'[', text).any(|at| matches!(text.get(at + 1..at + 3), Some(b" ]" | b"x]" | b"X]")))
}

/// Whether an event is part of a run of text.
fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
        }
        Event::Rule | Event::Html(_) | Event::TaskListMarker(_) => false,
        _ => true,
    }
}
