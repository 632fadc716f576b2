//! The short way through the simplest YAML: one `key: value` a line, as most front matter is written.
//!
//! The parser takes hundreds of steps for every byte, and a site has ten thousand such heads. What is read here is read as the
//! parser would (a property test compares the trees, spans included); whatever has anything else in it is left to the parser, every
//! mistake included. Why: `docs/decisions/0021-flat-yaml.md`.

use super::{Key, Node, Value, parse};
use std::ops::Range;

/// No key is longer, so that nothing else need be asked of one.
const LONGEST_KEY: usize = 64;

/// Reads a text that has nothing but lines of one key and one value; `None` leaves it to the parser. Spans count from `base`.
pub(super) fn read(text: &str, base: usize) -> Option<Node> {
    let mut entries: Vec<(Key, Node)> = Vec::with_capacity(12);
    let mut at = 0;
    while at < text.len() {
        let end = at + memchr::memchr(b'\n', &text.as_bytes()[at..])?;
        let colon = at + key(&text.as_bytes()[at..end])?;
        let name = &text[at..colon];
        if entries.iter().any(|(known, _)| known.text == name) {
            return None;
        }
        let value = colon + ": ".len();
        let node = value_of(text.get(value..end)?, base + value)?;
        entries.push((Key { span: base + at..base + colon, text: name.to_owned(), twice: Vec::new() }, node));
        at = end + 1;
    }
    (!entries.is_empty()).then(|| Node { span: base..base + text.len(), value: Value::Map(entries) })
}

/// Where the key of a line ends, if a space follows its colon.
fn key(line: &[u8]) -> Option<usize> {
    let end = line.iter().position(|byte| !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')).filter(|end| *end <= LONGEST_KEY)?;
    (line.first()?.is_ascii_lowercase() && line[end..].starts_with(b": ")).then_some(end)
}

/// The rest of a line: a text, with or without quotation marks, or a list of such.
fn value_of(text: &str, base: usize) -> Option<Node> {
    let Some(inside) = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) else { return scalar(text, base, false) };
    let mut items = Vec::new();
    let mut at = 0;
    for item in inside.split(", ") {
        items.push(scalar(item, base + 1 + at, true)?);
        at += item.len() + ", ".len();
    }
    Some(Node { span: base..base + text.len(), value: Value::List(items) })
}

fn scalar(text: &str, base: usize, in_list: bool) -> Option<Node> {
    let span: Range<usize> = base..base + text.len();
    if let Some(inside) = text.strip_prefix('"') {
        let inside = inside.strip_suffix('"')?;
        let fits = !inside.contains([',', '"', '\\']) && inside.chars().all(is_printed);
        return fits.then(|| parse::scalar(inside.to_owned(), true, span));
    }
    let means_nothing_else =
        |char: char| is_printed(char) && !matches!(char, ':' | '#') && !(in_list && "[]{},\"'".contains(char));
    let begins = text.chars().next().is_some_and(|first| first != ' ' && !first.is_ascii_punctuation());
    let fits = begins && !text.ends_with(' ') && text.chars().all(means_nothing_else);
    fits.then(|| parse::scalar(text.to_owned(), false, span))
}

/// Whether a character stands for itself, and ends no line.
fn is_printed(char: char) -> bool {
    !char.is_control() && !matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}
