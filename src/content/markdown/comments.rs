//! Comments, which nobody reads on a site.

use super::writer;
use pulldown_cmark::{Event, Parser};
use std::ops::Range;

/// A text without its HTML comments. What looks like one in code stays.
pub fn without_comments(text: &str) -> String {
    if !text.contains("<!--") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for raw in raw_html(text) {
        let mut at = raw.start;
        while let Some(start) = text[at..raw.end].find("<!--").map(|found| at + found) {
            let end = text[start..raw.end].find("-->").map_or(raw.end, |found| start + found + "-->".len());
            out.push_str(&text[from..start]);
            (from, at) = (end, end);
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Where raw HTML stands; lines of one block are one range.
fn raw_html(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(text, writer::flavour()).into_offset_iter() {
        if !matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => found.push(range),
        }
    }
    found
}
