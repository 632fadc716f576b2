//! Emphasis next to Japanese punctuation, as a Japanese writer expects it.
//!
//! CommonMark leaves `これは**「重要」**です` with its asterisks, because punctuation inside and a
//! letter outside means "no word ends here", which is true of English only. The rule wanted
//! (<https://github.com/tats-u/markdown-cjk-friendly>): a run next to a CJK character is not
//! held back by punctuation on its other side. The parser has no switch for it yet, so a
//! private character that the text does not contain is put between the run and the punctuation
//! that holds it back; the writer takes it out of every string again. Code and addresses need
//! no care, since taking it out restores them. To be removed when the parser has its switch.

use std::borrow::Cow;

use super::cjk;

/// A text with marks in it.
#[derive(Debug)]
pub(super) struct Marked {
    /// The text, marks included.
    pub text: String,
    /// The character used as a mark.
    pub mark: char,
    /// Where the marks are in [`Marked::text`], in order.
    places: Vec<usize>,
}

impl Marked {
    /// Where a place in the marked text was before.
    pub fn original(&self, at: usize) -> usize {
        at - self.mark.len_utf8() * self.places.partition_point(|place| *place < at)
    }

    /// A string of the parser without the marks.
    pub fn strip<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        if text.contains(self.mark) { Cow::Owned(text.replace(self.mark, "")) } else { text }
    }
}

/// The text with marks, or nothing if it needs none.
pub(super) fn mark(text: &str) -> Option<Marked> {
    let wanted = wanted(text);
    if wanted.is_empty() {
        return None;
    }
    let mark = unused_private(text)?;
    let mut marked = String::with_capacity(text.len() + wanted.len() * mark.len_utf8());
    let mut places = Vec::with_capacity(wanted.len());
    let mut from = 0;
    for at in wanted {
        marked.push_str(&text[from..at]);
        places.push(marked.len());
        marked.push(mark);
        from = at;
    }
    marked.push_str(&text[from..]);
    Some(Marked { text: marked, mark, places })
}

/// A private character that a text does not contain. Only a text made for it contains them
/// all; that text then goes without what the character was for.
pub(super) fn unused_private(text: &str) -> Option<char> {
    ('\u{E000}'..='\u{E0FF}').find(|c| !text.contains(*c))
}

/// The places where a mark is needed, in order.
fn wanted(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'*', b'~', &bytes[at..]) {
        let mut start = at + found;
        let kind = bytes[start];
        let end = start + bytes[start..].iter().take_while(|byte| **byte == kind).count();
        at = end;
        if is_escaped(bytes, start) {
            start += 1;
        }
        // One tilde is a wave between two figures, three open a code block.
        if start < end && (kind == b'*' || end - start == 2) {
            places.extend(place(text, start, end));
        }
    }
    places
}

/// Where the run from `start` to `end` needs its mark, if it does.
fn place(text: &str, start: usize, end: usize) -> Option<usize> {
    let before = text[..start].chars().next_back().filter(|c| !c.is_whitespace())?;
    let after = text[end..].chars().next().filter(|c| !c.is_whitespace())?;
    if !cjk::is_cjk(base(text, start, before)) && !cjk::is_cjk(after) {
        return None;
    }
    match (cjk::is_punctuation(before), cjk::is_punctuation(after)) {
        (true, false) => Some(start),
        (false, true) => Some(end),
        _ => None,
    }
}

/// The character before `start`, looking through a selector of its form.
fn base(text: &str, start: usize, before: char) -> char {
    if cjk::is_variation(before) { text[..start].chars().rev().nth(1).unwrap_or(before) } else { before }
}

/// Whether an odd number of backslashes stands before a place.
pub(super) fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}
