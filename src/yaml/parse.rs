//! Text → tree, reporting what cannot be read.

use super::{Key, Node, Source, Value, flat, mend};
use crate::diag::{Diagnostic, Report, codes};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span};
use std::borrow::Cow;
use std::collections::{HashMap, hash_map};
use std::ops::Range;

/// How deep lists and mappings may nest.
pub const MAX_DEPTH: usize = 32;

/// How many slips of a file are mended to read on; a file with more is something else.
const MOST_SLIPS: usize = 8;

/// Reads one document from a range of a source (the whole file, or its front matter).
///
/// A slip like a missing colon is reported and taken as it was meant, so that it hides nothing else. `None` when there is
/// nothing or it could not be read; the reason is in the report. Duplicate keys and refused features are reported and left out,
/// the rest is kept.
pub fn parse(source: &Source, range: Range<usize>, report: &mut Report) -> Option<Node> {
    let text = source.text.get(range.clone())?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let base = range.end - text.len();
    if let Some(root) = flat::read(text, base) {
        return Some(root);
    }
    parsed(source, base, text, report)
}

/// The same by the parser.
pub(super) fn parsed(source: &Source, base: usize, text: &str, report: &mut Report) -> Option<Node> {
    let mut read = Cow::Borrowed(text);
    for _ in 0..MOST_SLIPS {
        let mut found = Report::default();
        let stopped = match document(source, base, text, &read, &mut found) {
            Ok(root) => {
                report.append(found);
                return root;
            }
            Err(stopped) => stopped,
        };
        // Lines stay lines when a slip is mended, so only places on its own line move.
        let slip = mend::slip(&read, stopped.at.min(read.len()));
        let mended = slip.as_ref().and_then(|slip| mend::mended(&read, slip));
        let goes_on = mended.as_ref().is_some_and(|mended| goes_on(source, base, text, mended, stopped.line, 2));
        let (Some(slip), Some(mended), true) = (slip, mended, goes_on) else {
            report.append(found);
            let place = source.place(base + stopped.at..base + stopped.at + 1);
            report.push(Diagnostic::new(&codes::INVALID_YAML, place, stopped.message).hint(
                "check the indentation, the space after each colon and the quotation marks on this line and the one before",
            ));
            return None;
        };
        let place = source.place(base + slip.span.start..base + slip.span.end);
        report.push(Diagnostic::new(&codes::INVALID_YAML, place, slip.what).hint(slip.hint));
        read = Cow::Owned(mended);
    }
    None
}

/// Whether reading comes past a line when a slip is mended, and some others that stand near it.
fn goes_on(source: &Source, base: usize, text: &str, mended: &str, line: usize, others: usize) -> bool {
    match document(source, base, text, mended, &mut Report::default()) {
        Ok(_) => true,
        Err(next) if next.line > line => true,
        Err(_) if others == 0 => false,
        Err(next) => mend::slip(mended, next.at.min(mended.len()))
            .and_then(|slip| mend::mended(mended, &slip))
            .is_some_and(|mended| goes_on(source, base, text, &mended, line, others - 1)),
    }
}

/// Where reading stopped.
struct Stopped {
    /// The byte of the text that was read.
    at: usize,
    line: usize,
    message: String,
}

/// Reads one document. `read` is what is read, `text` what was written: where they differ, a slip was mended.
fn document(source: &Source, base: usize, text: &str, read: &str, report: &mut Report) -> Result<Option<Node>, Stopped> {
    let mut reader = Reader { source, base, text, report, line_starts: line_starts(text), stopped: None, too_deep: false };
    let mut parser = Parser::new_from_str(read);
    let root = reader.document(&mut parser);
    match reader.stopped.take() {
        Some(mut stopped) => {
            stopped.at = place_in(read, stopped.line, stopped.at);
            Err(stopped)
        }
        None if reader.too_deep => Ok(None),
        None => Ok(root.flatten()),
    }
}

/// The byte of a column of a line, both counted from 0.
fn place_in(text: &str, line: usize, column: usize) -> usize {
    let starts = line_starts(text);
    let start = starts[line.min(starts.len() - 1)];
    text[start..].char_indices().nth(column).map_or(text.len(), |(at, _)| start + at)
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1)).collect()
}

struct Reader<'a> {
    source: &'a Source,
    base: usize,
    text: &'a str,
    report: &'a mut Report,
    line_starts: Vec<usize>,
    stopped: Option<Stopped>,
    too_deep: bool,
}

type Events<'a> = Parser<'a, saphyr_parser::StrInput<'a>>;

impl<'a> Reader<'a> {
    fn document(&mut self, parser: &mut Events<'a>) -> Option<Option<Node>> {
        let mut root = None;
        let mut documents = 0;
        loop {
            match self.next(parser)? {
                (Event::StreamStart | Event::Nothing | Event::DocumentEnd, _) => {}
                (Event::StreamEnd, _) => break,
                (Event::DocumentStart(_), span) => {
                    documents += 1;
                    if documents == 2 {
                        let at = self.bytes(&span);
                        self.refuse(at, "a second document begins here", "keep one document in a file");
                        break;
                    }
                }
                (event, span) => root = self.node(parser, event, span, 0)?,
            }
        }
        Some(root)
    }

    /// The next event; `None` after a syntax error.
    fn next(&mut self, parser: &mut Events<'a>) -> Option<(Event<'a>, Span)> {
        match parser.next_event() {
            Some(Ok(event)) => Some(event),
            Some(Err(error)) => {
                let marker = error.marker();
                self.stopped.get_or_insert_with(|| Stopped {
                    at: marker.col(),
                    line: marker.line().saturating_sub(1),
                    message: format!("this is not valid YAML: {}", error.info()),
                });
                None
            }
            None => None,
        }
    }

    /// The node that begins with `event`. The outer `None` is a syntax error, the inner a refused node.
    fn node(&mut self, parser: &mut Events<'a>, event: Event<'a>, span: Span, depth: usize) -> Option<Option<Node>> {
        let start = self.bytes(&span);
        if depth > MAX_DEPTH {
            self.refuse(start, &format!("this nests deeper than {MAX_DEPTH} levels"), "make the file flatter");
            self.too_deep = true;
            return None;
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_marks(start.clone(), anchor, tag.is_some());
                Some(Some(scalar(text.into_owned(), !matches!(style, ScalarStyle::Plain), start)))
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_marks(start.clone(), anchor, tag.is_some());
                self.list(parser, start, depth).map(Some)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_marks(start.clone(), anchor, tag.is_some());
                self.map(parser, start, depth).map(Some)
            }
            Event::Alias(_) => {
                self.refuse(
                    start,
                    "an alias (`*`) is not allowed here",
                    "write the value out, or put the text in quotation marks",
                );
                Some(None)
            }
            _ => Some(None),
        }
    }

    fn list(&mut self, parser: &mut Events<'a>, start: Range<usize>, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        loop {
            match self.next(parser)? {
                (Event::SequenceEnd, span) => {
                    let end = self.bytes(&span).end;
                    return Some(Node { span: start.start..end, value: Value::List(items) });
                }
                (event, span) => items.extend(self.node(parser, event, span, depth + 1)?),
            }
        }
    }

    fn map(&mut self, parser: &mut Events<'a>, start: Range<usize>, depth: usize) -> Option<Node> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        loop {
            let (event, span) = self.next(parser)?;
            if matches!(event, Event::MappingEnd) {
                let end = self.bytes(&span).end;
                self.drop_twice(&mut entries);
                return Some(Node { span: start.start..end, value: Value::Map(entries) });
            }
            let key = self.node(parser, event, span, depth + 1)?;
            let (event, span) = self.next(parser)?;
            let value = self.node(parser, event, span, depth + 1)?;
            entries.extend(self.entry(key, value));
        }
    }

    /// Of entries with the same key the first stays, with the values of the others beside it.
    fn drop_twice(&mut self, entries: &mut Vec<(Key, Node)>) {
        let twice = twice(entries);
        for (first, second) in &twice {
            let (first, second) = (&entries[*first].0, &entries[*second].0);
            let place = self.source.place(second.span.clone());
            let finding = Diagnostic::new(&codes::DUPLICATE_KEY, place, format!("the key `{}` stands twice", second.text));
            let first = self.source.place(first.span.clone());
            self.report.push(finding.also(first, "the first one stands here").hint("remove or rename one of them"));
        }
        // From behind, so that what comes before keeps its place.
        for (first, second) in twice.into_iter().rev() {
            let (_, other) = entries.remove(second);
            entries[first].0.twice.insert(0, other);
        }
    }

    fn entry(&mut self, key: Option<Node>, value: Option<Node>) -> Option<(Key, Node)> {
        let key = key?;
        match key.value {
            Value::Scalar { text, .. } => Some((Key { span: key.span, text, twice: Vec::new() }, value?)),
            other => {
                let place = self.source.place(key.span);
                let finding =
                    Diagnostic::new(&codes::WRONG_TYPE, place, format!("a key must be a text, this is {}", other.word()));
                self.report.push(finding.hint("write a text before the colon"));
                None
            }
        }
    }

    fn refuse_marks(&mut self, span: Range<usize>, anchor: usize, tag: bool) {
        if anchor > 0 {
            self.refuse(
                span.clone(),
                "an anchor (`&`) is not allowed here",
                "write the value out, or put the text in quotation marks",
            );
        }
        if tag {
            self.refuse(span, "a tag (`!`) is not allowed here", "remove the tag, or put the text in quotation marks");
        }
    }

    fn refuse(&mut self, span: Range<usize>, what: &str, hint: &str) {
        self.report.push(Diagnostic::new(&codes::YAML_FEATURE, self.source.place(span), what).hint(hint));
    }

    fn bytes(&self, span: &Span) -> Range<usize> {
        let start = self.byte(&span.start);
        start..self.byte(&span.end).max(start)
    }

    fn byte(&self, marker: &Marker) -> usize {
        let line = marker.line().saturating_sub(1).min(self.line_starts.len() - 1);
        let start = self.line_starts[line];
        let rest = &self.text[start..];
        let column = marker.col();
        let within = match rest.as_bytes().get(..column) {
            Some(bytes) if bytes.is_ascii() => column,
            _ => rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at),
        };
        self.base + start + within
    }
}

/// From how many keys on a mapping is looked through with an index. Most are so small that comparing all is quickest.
const LARGE: usize = 24;

/// The positions of entries whose key stood before, each after that of the first one.
fn twice(entries: &[(Key, Node)]) -> Vec<(usize, usize)> {
    let keys = entries.iter().map(|(key, _)| key.text.as_str()).enumerate();
    if entries.len() < LARGE {
        let before = |at: usize, text: &str| entries[..at].iter().position(|(key, _)| key.text == text);
        return keys.filter_map(|(at, text)| Some((before(at, text)?, at))).collect();
    }
    let mut first = HashMap::with_capacity(entries.len());
    keys.filter_map(|(at, text)| match first.entry(text) {
        hash_map::Entry::Occupied(first) => Some((*first.get(), at)),
        hash_map::Entry::Vacant(place) => {
            place.insert(at);
            None
        }
    })
    .collect()
}

pub(super) fn scalar(text: String, quoted: bool, span: Range<usize>) -> Node {
    if !quoted && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL") {
        return Node { span, value: Value::Null };
    }
    Node { span, value: Value::Scalar { text, quoted } }
}
