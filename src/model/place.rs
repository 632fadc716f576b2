//! Where in the source something stands.

use super::SourcePath;
use std::fmt;

/// A stretch of one line of a source file. Lines and columns count from 1, columns and width in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub path: SourcePath,
    /// The line; 0 when the whole file is meant.
    pub line: u32,
    /// The first character.
    pub column: u32,
    /// How many characters, at least 1.
    pub width: u32,
}

impl Place {
    /// The file as a whole.
    pub fn file(path: SourcePath) -> Self {
        Place { path, line: 0, column: 0, width: 1 }
    }

    /// The place of the bytes `start..end` of a text; `end` is cut at the end of the first line.
    pub fn in_text(path: &SourcePath, text: &str, start: usize, end: usize) -> Self {
        let start = floor_boundary(text, start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[..line_start].bytes().filter(|byte| *byte == b'\n').count() as u32 + 1;
        let rest = &text[start..];
        let line_end = start + rest.find('\n').unwrap_or(rest.len());
        let end = floor_boundary(text, end).clamp(start, line_end);
        Place {
            path: path.clone(),
            line,
            column: text[line_start..start].chars().count() as u32 + 1,
            width: (text[start..end].chars().count() as u32).max(1),
        }
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.path),
            line => write!(f, "{}:{}:{}", self.path, line, self.column),
        }
    }
}
