//! Block quotes that are meant for some readers only, and how they are cut out.
//!
//! A passage opens with `[!WORD]` on its first line. Which word may be seen where is not
//! decided here: the caller says so passage by passage. What is cut is gone before the parser
//! sees the text, with every definition, footnote and heading in it.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::emphasis::is_escaped;
use super::{AudienceWord, lookalike, writer};

/// A block quote with a word, or a word that should have been one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The whole block quote in the file, lazily continued lines included; for a word outside
    /// a block quote, the word.
    pub range: Range<usize>,
    /// The word in the file, without the brackets.
    pub word: Range<usize>,
    /// What the word means.
    pub kind: PassageKind,
}

/// What the word of a passage means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageKind {
    /// For one audience: its place in the list given.
    Audience(usize),
    /// A callout for everybody.
    Alert(Alert),
    /// A word nobody knows: an error, because it may be a misspelt audience.
    Unknown,
    /// A known word with text after it on its line: an error, because it would be printed.
    Crowded,
    /// What looks like the mark of a passage and opens none: an error, because what follows
    /// would be printed for everybody.
    Misplaced,
}

/// The five callouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// Worth knowing.
    Note,
    /// A better way.
    Tip,
    /// Needed to succeed.
    Important,
    /// Can go wrong.
    Warning,
    /// Cannot be undone.
    Caution,
}

/// The body of a page as one site may see it.
#[derive(Debug, Clone)]
pub struct Cut<'a> {
    /// What is left.
    pub text: Cow<'a, str>,
    /// Where it comes from.
    pub offsets: Offsets,
}

impl<'a> Cut<'a> {
    /// A body with nothing cut out, that begins at a place in its file.
    pub fn whole(body: &'a str, offset: usize) -> Cut<'a> {
        Cut { text: Cow::Borrowed(body), offsets: Offsets { runs: vec![(0, offset)] } }
    }
}

/// Leads from places in a cut text back to the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offsets {
    // Invariant: not empty, sorted; a place in the text, the same place in the file.
    runs: Vec<(usize, usize)>,
}

impl Offsets {
    /// The place in the file.
    pub fn file(&self, at: usize) -> usize {
        let after = self.runs.partition_point(|(text, _)| *text <= at);
        let (text, file) = self.runs[after.saturating_sub(1)];
        file + at.saturating_sub(text)
    }

    /// The range in the file. Its end is that of the last character inside, so that a cut just
    /// behind it does not count as part of it.
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.file(range.start);
        let end = if range.is_empty() { start } else { self.file(range.end - 1) + 1 };
        start..end.max(start)
    }
}

/// Finds the passages of a body that begins at `offset` in its file, in order.
///
/// Costs a parse, but only for a text with a word in brackets in it.
pub fn passages(body: &str, offset: usize, audiences: &[AudienceWord<'_>]) -> Vec<Passage> {
    if !lookalike::is_possible(body) {
        return Vec::new();
    }
    let (mut found, code) = quotes(body, audiences);
    misplaced(body, audiences, &code, &mut found);
    found.sort_by_key(|passage| (passage.word.start, passage.range.start));
    for passage in &mut found {
        passage.range = passage.range.start + offset..passage.range.end + offset;
        passage.word = passage.word.start + offset..passage.word.end + offset;
    }
    found
}

/// The passages that are block quotes, and where there is code or a comment.
fn quotes(body: &str, audiences: &[AudienceWord<'_>]) -> (Vec<Passage>, Vec<Range<usize>>) {
    let mut found: Vec<Passage> = Vec::new();
    let mut code = Vec::new();
    // The open block quotes: the place of their passage, if they are one.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut events = Parser::new_ext(body, writer::flavour()).into_offset_iter().peekable();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                let opening = opening(body, &range, events.peek().map(|(event, _)| event));
                open.push(opening.as_ref().map(|_| found.len()));
                found.extend(opening.map(|opening| Passage {
                    kind: opening.kind(body, audiences),
                    word: opening.word,
                    range: range.clone(),
                }));
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                open.pop();
            }
            // Four spaces before a line make it code by accident; a fence or backticks are meant.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) | Event::Code(_) => code.push(range.clone()),
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) if body[range.clone()].starts_with("<!--") => {
                let end = body[range.clone()].find("-->").map_or(range.end, |length| range.start + length);
                code.push(range.start..end);
            }
            _ => {}
        }
        // A lazily continued line is in the quote's paragraph, whatever the quote's range says.
        for place in open.iter().flatten() {
            found[*place].range.end = found[*place].range.end.max(range.end);
        }
    }
    (found, code)
}

/// How a block quote opens.
#[derive(Debug)]
pub(super) struct Opening {
    /// The word, without the brackets.
    pub word: Range<usize>,
    /// The end of the line with the word, line end included.
    pub line_end: usize,
    // Whether it is written just as it should be, but for the word.
    exact: bool,
}

/// The word that a block quote opens with, given the event after its start.
pub(super) fn opening(text: &str, quote: &Range<usize>, next: Option<&Event<'_>>) -> Option<Opening> {
    // The word of a quote in this quote is not this quote's; nor is one in indented code.
    if matches!(next, Some(Event::Start(Tag::BlockQuote(_) | Tag::CodeBlock(_)))) {
        return None;
    }
    let inside = &text[quote.clone()];
    let content = inside.trim_start_matches([' ', '\t', '\r', '\n', '>']);
    word(text, quote.end - content.len())
}

/// The word in brackets that begins at a place.
fn word(text: &str, at: usize) -> Option<Opening> {
    let rest = &text[at..];
    let inside = rest.strip_prefix(['[', '［'])?.trim_start_matches([' ', '\u{3000}']).strip_prefix(['!', '！'])?;
    let line = inside.split('\n').next()?;
    let length = line.find([']', '］'])?;
    let word = &line[..length];
    // `[![picture](a.png)](b.md)` is a link with a picture in it.
    if word.is_empty() || word.starts_with(['[', '［']) {
        return None;
    }
    let start = text.len() - inside.len();
    let after = &line[length..];
    let exact = rest.starts_with("[!") && after.strip_prefix(']').is_some_and(|after| after.trim_ascii().is_empty());
    let line_end = (start + line.len() + 1).min(text.len());
    Some(Opening { word: start..start + length, line_end, exact })
}

impl Opening {
    /// What the word means.
    pub fn kind(&self, text: &str, audiences: &[AudienceWord<'_>]) -> PassageKind {
        let word = &text[self.word.clone()];
        let known = if let Some(place) = audiences.iter().position(|a| is_capitals_of(word, a.id)) {
            PassageKind::Audience(place)
        } else if let Some(alert) = Alert::from_word(word) {
            PassageKind::Alert(alert)
        } else {
            return PassageKind::Unknown;
        };
        if self.exact { known } else { PassageKind::Crowded }
    }
}

impl Alert {
    /// As on a git host, the word may be in either case.
    fn from_word(word: &str) -> Option<Alert> {
        const WORDS: [(&str, Alert); 5] = [
            ("NOTE", Alert::Note),
            ("TIP", Alert::Tip),
            ("IMPORTANT", Alert::Important),
            ("WARNING", Alert::Warning),
            ("CAUTION", Alert::Caution),
        ];
        WORDS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, alert)| *alert)
    }
}

fn is_capitals_of(word: &str, id: &str) -> bool {
    word.chars().eq(id.chars().flat_map(char::to_uppercase))
}

/// Adds what looks like the mark of a passage and opens none: the word of an audience anywhere, any word at the start of a
/// quoted line.
fn misplaced(body: &str, audiences: &[AudienceWord<'_>], code: &[Range<usize>], found: &mut Vec<Passage>) {
    let known: Vec<Range<usize>> = found.iter().map(|passage| passage.word.clone()).collect();
    for mark in lookalike::marks(body) {
        let in_code =
            code[..code.partition_point(|range| range.start <= mark.at)].last().is_some_and(|range| mark.at < range.end);
        let names_audience = audiences.iter().any(|audience| audience.id == mark.folded);
        let meant = mark.opens_quote || (names_audience && !is_escaped(body.as_bytes(), mark.at));
        let is_known = known.iter().any(|word| word.start <= mark.word.start && mark.word.start <= word.end);
        if meant && !in_code && !is_known {
            found.push(Passage { range: mark.at..mark.word.end, word: mark.word, kind: PassageKind::Misplaced });
        }
    }
}

/// Removes the passages that are not kept from a body that begins at `offset` in its file.
///
/// Whole lines go, so that a text with a passage and the same text without its lines give the
/// same.
pub fn cut<'a>(body: &'a str, offset: usize, passages: &[Passage], mut keep: impl FnMut(&Passage) -> bool) -> Cut<'a> {
    let gone: Vec<Range<usize>> = passages
        .iter()
        .filter(|passage| !keep(passage))
        .map(|passage| lines(body, passage.range.start - offset..passage.range.end - offset))
        .collect();
    if gone.is_empty() {
        return Cut::whole(body, offset);
    }
    let mut text = String::with_capacity(body.len());
    let mut runs = Vec::with_capacity(gone.len() + 1);
    let mut from = 0;
    for range in gone {
        // A passage inside one that is already gone has nothing left to remove.
        if range.start > from || runs.is_empty() {
            runs.push((text.len(), from + offset));
            text.push_str(&body[from..range.start.max(from)]);
        }
        from = from.max(range.end);
    }
    runs.push((text.len(), from + offset));
    text.push_str(&body[from..]);
    Cut { text: Cow::Owned(text), offsets: Offsets { runs } }
}

/// The range to remove for a passage: whole lines, unless something else stands before it on
/// its first line (the dash of a list item), which then stays with its line end.
fn lines(body: &str, range: Range<usize>) -> Range<usize> {
    let line = body[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let whole = body[line..range.start].bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>'));
    let written = body[range.clone()].trim_ascii_end().len();
    let last = range.start + written;
    let rest = &body[last..];
    let line_end = rest.find('\n').map_or(body.len(), |end| last + end);
    if whole {
        line..(line_end + 1).min(body.len())
    } else {
        let end = if body[..line_end].ends_with('\r') { line_end - 1 } else { line_end };
        range.start..end
    }
}
