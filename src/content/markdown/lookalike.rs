//! What looks like the mark of a passage and is none: with an entity, a backslash, another bracket or none at its end.
//!
//! A reader would see the mark, so its author meant one; what it was to hide would be printed for everybody.

use memchr::memmem;
use std::ops::Range;

// Entities that print a sign of the mark.
const ENTITIES: [(&str, char); 5] = [("&lbrack;", '['), ("&lsqb;", '['), ("&rbrack;", ']'), ("&rsqb;", ']'), ("&excl;", '!')];

// What a mark can begin with, for a first look at a text: in ASCII, and what is rare enough to be looked for itself.
const SIGNS: [&str; 9] = ["[!", "[！", "[ !", "[ ！", "[\\", "&#", "&lbrack;", "&lsqb;", "[&"];
const BRACKETS: [&str; 3] = ["［", "【", "〔"];

/// Whether a text can hold a mark at all.
pub(super) fn is_possible(body: &str) -> bool {
    let bytes = body.as_bytes();
    memchr::memchr2_iter(b'[', b'&', bytes).any(|at| SIGNS.iter().any(|sign| bytes[at..].starts_with(sign.as_bytes())))
        || BRACKETS.iter().any(|bracket| memmem::find(bytes, bracket.as_bytes()).is_some())
}

/// A mark as a reader would see it.
#[derive(Debug)]
pub(super) struct Lookalike {
    /// Where its bracket stands.
    pub at: usize,
    /// Its word, as written.
    pub word: Range<usize>,
    /// Its word in small half-width letters.
    pub folded: String,
    /// Whether it opens a line of a block quote.
    pub opens_quote: bool,
}

/// All marks in a text, as a reader would see them.
pub(super) fn marks(body: &str) -> Vec<Lookalike> {
    let seen = as_seen(body);
    let mut found = Vec::new();
    for at in (0..seen.len()).filter(|at| seen[*at].0 == '[') {
        let Some(bang) = next(&seen, at + 1).filter(|bang| seen[*bang].0 == '!') else { continue };
        let Some(first) = next(&seen, bang + 1) else { continue };
        let word: Vec<(char, usize)> =
            seen[first..].iter().copied().take_while(|(char, _)| char.is_alphanumeric() || matches!(char, '-' | '_')).collect();
        let (Some((_, start)), Some((last, end))) = (word.first(), word.last()) else { continue };
        // The last sign may be an entity or a full-width letter: its end is where the next one begins.
        let end = seen.get(first + word.len()).map_or(end + last.len_utf8(), |(_, next)| *next);
        found.push(Lookalike {
            at: seen[at].1,
            word: *start..end.max(*start),
            folded: word.iter().flat_map(|(char, _)| char.to_lowercase()).collect(),
            opens_quote: opens_quote(body, seen[at].1),
        });
    }
    found
}

/// The next sign that is not a space.
fn next(seen: &[(char, usize)], from: usize) -> Option<usize> {
    (from..seen.len()).find(|at| !matches!(seen[*at].0, ' ' | '\t' | '\u{3000}' | '\\'))
}

/// Whether only the signs of a block quote, and of a list around it, stand before a place on its line.
fn opens_quote(body: &str, at: usize) -> bool {
    let line = &body[body[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    line.contains('>') && line.chars().all(|char| matches!(char, '>' | ' ' | '\t' | '-' | '*' | '+' | '\\' | '_'))
}

/// The characters as they are printed, each with the place it comes from: entities read, full width made half, what nobody
/// sees left out.
fn as_seen(body: &str) -> Vec<(char, usize)> {
    let mut seen = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(char) = body[at..].chars().next() {
        if let Some((printed, length)) = entity(&body[at..]) {
            seen.push((half(printed), at));
            at += length;
            continue;
        }
        if !matches!(char, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}') {
            seen.push((half(char), at));
        }
        at += char.len_utf8();
    }
    seen
}

/// The character an entity at the start of a text prints, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let inside = text.strip_prefix('&')?;
    if let Some((name, char)) = ENTITIES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*char, name.len()));
    }
    let digits = inside.strip_prefix('#')?;
    let end = digits.bytes().take(9).position(|byte| byte == b';')?;
    let number = match digits[..end].strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits[..end].parse().ok()?,
    };
    Some((char::from_u32(number)?, "&#;".len() + end))
}

/// The half-width form of a sign.
fn half(char: char) -> char {
    match char {
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
        _ => char,
    }
}
