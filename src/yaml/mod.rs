//! YAML text → a tree with a span on every node, and the decoder that reports every mistake.
//!
//! Scalars stay text until a decoder says what it wants, so `no`, `2026-10` and `1_000` mean what the format says, not
//! what YAML guesses. Anchors, aliases, tags and several documents are refused; duplicate keys are reported.

mod decode;
mod flat;
mod meant;
mod mend;
mod parse;
mod refs;
mod schema;
mod values;

pub use decode::{Decoder, Entry, Map, shortened, suggestion, unknown_id};
pub(crate) use meant::{hundredth, meant};
pub use parse::{MAX_DEPTH, parse};
pub use schema::{Field, Fields, Shape};

use crate::model::{Place, SourcePath};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The text a tree was read from, for places.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file.
    pub path: SourcePath,
    /// The whole text of the file.
    pub text: Arc<str>,
    // Made when the first place is asked for: most pages never need it.
    line_starts: OnceLock<Vec<u32>>,
}

impl Source {
    /// Takes the text of a file.
    pub fn new(path: SourcePath, text: impl Into<Arc<str>>) -> Self {
        Source { path, text: text.into(), line_starts: OnceLock::new() }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }

    /// The place of a range of bytes, cut at the end of its first line.
    pub fn place(&self, span: Range<usize>) -> Place {
        let (line, column, width) = self.position(span);
        Place { path: self.path.clone(), line, column, width }
    }

    /// Line, column and width of a range of bytes, cut at the end of its first line.
    pub fn position(&self, span: Range<usize>) -> (u32, u32, u32) {
        let line_starts = self.line_starts();
        let start = boundary(&self.text, span.start);
        let line = line_starts.partition_point(|begin| *begin as usize <= start).max(1);
        let line_start = line_starts[line - 1] as usize;
        let line_end = line_starts.get(line).map_or(self.text.len(), |next| *next as usize - 1);
        let end = boundary(&self.text, span.end).clamp(start, line_end.max(start));
        let chars = |range: Range<usize>| self.text[range].chars().count() as u32;
        (line as u32, chars(line_start..start) + 1, chars(start..end).max(1))
    }
}

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A node of the tree, with the bytes it stands at.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Byte range in the source.
    pub span: Range<usize>,
    /// What it is.
    pub value: Value,
}

impl Node {
    /// Whether it is a number of half-width digits.
    fn is_number(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, quoted: false } if text.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing after the colon, `~` or `null`.
    Null,
    /// A scalar as text; `quoted` if it stood in quotation marks or as a block.
    Scalar {
        /// The text.
        text: String,
        /// Whether it was quoted, so that it is a text and nothing else.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys with their spans and values, in the order written; keys are unique.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// Byte range in the source.
    pub span: Range<usize>,
    /// The key.
    pub text: String,
    /// The other values of a key that stands more than once, which is a mistake: whoever knows of labels decides which one counts.
    pub twice: Vec<Node>,
}

impl Value {
    /// What to call it in a message.
    pub fn word(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Scalar { .. } => "a value",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}

#[cfg(test)]
mod tests;
