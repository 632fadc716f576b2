//! Writes a key into a page's front matter and leaves every other byte as it was.

use crate::content::markdown::front_matter;
use crate::diag::Report;
use crate::model::SourcePath;
use crate::yaml::{self, Node, Source, Value};

/// The text of a page whose front matter says `key: value`, in the place where the key stood, else at the end.
pub fn with_key(text: &str, key: &str, value: &str) -> String {
    let Some(parts) = front_matter(text).ok().flatten() else { return text.to_owned() };
    let source = Source::new(SourcePath::new(""), text);
    let root = yaml::parse(&source, parts.yaml.clone(), &mut Report::default());
    let entries = match root {
        Some(Node { value: Value::Map(entries), .. }) => entries,
        _ => Vec::new(),
    };
    let line = format!("{key}: {value}");
    if let Some((found, node)) = entries.iter().find(|(found, _)| found.text == key) {
        let start = found.span.start;
        let end = end(text, node).max(found.span.end);
        // Of a key without a value, the colon stands behind the key.
        let rest = &text[end..];
        let rest = if node.value == Value::Null { rest.trim_start_matches([':', ' ', '~']) } else { rest };
        return format!("{}{line}{rest}", &text[..start]);
    }
    let (before, after) = text.split_at(parts.yaml.end);
    let line_end = if before.ends_with("\r\n") { "\r\n" } else { "\n" };
    format!("{before}{line}{line_end}{after}")
}

/// Where a value ends: the span of a mapping goes on to the next key, over comments between.
fn end(text: &str, node: &Node) -> usize {
    let last = match &node.value {
        Value::Null | Value::Scalar { .. } => return node.span.end,
        Value::List(items) => items.last().map(|item| end(text, item)),
        Value::Map(entries) => entries.last().map(|(key, value)| end(text, value).max(key.span.end)),
    };
    let last = last.unwrap_or(node.span.start);
    let closing = match text.as_bytes().get(node.span.start) {
        Some(b'{') => '}',
        Some(b'[') => ']',
        _ => return last,
    };
    text[last..].find(closing).map_or(last, |at| last + at + 1)
}

#[cfg(test)]
mod tests;
