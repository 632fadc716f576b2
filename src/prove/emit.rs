//! A tree as YAML text again.
//!
//! Comments and layout are lost on the way, which is a mutation of its own: no site may show them.

use crate::diag::Report;
use crate::yaml::{self, Node, Source, Value};
use std::fmt::Write as _;

/// The text of a tree that was read from a source and then changed; `None` if it would not be read as the same tree again.
pub(super) fn text(source: &Source, root: &Node) -> Option<String> {
    let mut out = String::new();
    write(&mut out, source, root, 0);
    let again = yaml::parse(&Source::new(source.path.clone(), out.as_str()), 0..out.len(), &mut Report::default());
    let same = match &again {
        Some(again) => is_same(again, root),
        None => matches!(&root.value, Value::Map(entries) if entries.is_empty()),
    };
    same.then_some(out)
}

/// Whether two trees say the same, wherever they stand.
pub(super) fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::List(one), Value::List(other)) => one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_same(a, b)),
        (Value::Map(one), Value::Map(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|((a, one), (b, other))| {
                    let twice =
                        a.twice.len() == b.twice.len() && a.twice.iter().zip(&b.twice).all(|(one, other)| is_same(one, other));
                    a.text == b.text && twice && is_same(one, other)
                })
        }
        (Value::Scalar { text: one, quoted: a }, Value::Scalar { text: other, quoted: b }) => one == other && a == b,
        (one, other) => one == other,
    }
}

fn write(out: &mut String, source: &Source, node: &Node, indent: usize) {
    let margin = " ".repeat(indent);
    match &node.value {
        Value::Map(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                for value in std::iter::once(value).chain(&key.twice) {
                    let _ = write!(out, "{margin}{}:", key_text(&key.text));
                    child(out, source, value, indent);
                }
            }
        }
        Value::List(items) if !items.is_empty() => {
            for item in items {
                let _ = write!(out, "{margin}-");
                child(out, source, item, indent);
            }
        }
        _ => child(out, source, node, indent),
    }
}

fn child(out: &mut String, source: &Source, node: &Node, indent: usize) {
    if let Some(written) = as_written(source, node) {
        out.push(' ');
        out.push_str(written);
        out.push('\n');
        return;
    }
    match &node.value {
        Value::Null => out.push('\n'),
        Value::Map(entries) if entries.is_empty() => out.push_str(" {}\n"),
        Value::List(items) if items.is_empty() => out.push_str(" []\n"),
        Value::Scalar { text, quoted } => {
            out.push(' ');
            out.push_str(&if *quoted || text.contains('\n') { quoted_text(text) } else { text.clone() });
            out.push('\n');
        }
        Value::Map(_) | Value::List(_) => {
            out.push('\n');
            write(out, source, node, indent + 2);
        }
    }
}

/// In `{en: Faster, without guesswork.}` the text goes on after the comma, which only the source can tell: such a mapping is
/// kept as it was written, unless it was changed.
fn as_written<'s>(source: &'s Source, node: &Node) -> Option<&'s str> {
    let Value::Map(entries) = &node.value else { return None };
    if !entries.iter().any(|(_, value)| value.value == Value::Null) {
        return None;
    }
    let written = source.text.get(node.span.clone()).filter(|text| text.starts_with('{') && !text.contains('\n'))?;
    let again = yaml::parse(&Source::new(source.path.clone(), written), 0..written.len(), &mut Report::default())?;
    is_same(&again, node).then_some(written)
}

fn key_text(text: &str) -> String {
    let simple = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '.' | '/');
    if !text.is_empty() && text.chars().all(simple) && !text.starts_with('-') { text.to_owned() } else { quoted_text(text) }
}

fn quoted_text(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            char if char.is_control() || matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(out, "\\U{:08X}", u32::from(char));
            }
            char => out.push(char),
        }
    }
    out.push('"');
    out
}
