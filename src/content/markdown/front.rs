//! Splits a content file into its front matter and its body.

use std::ops::Range;

/// Where the two parts of a content file lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// The YAML between the two lines of `---`.
    pub yaml: Range<usize>,
    /// Everything after the closing line.
    pub body: Range<usize>,
}

/// Front matter that is opened and never closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unterminated {
    /// Where the opening `---` stands.
    pub opening: usize,
}

/// Finds front matter: a first line `---` and the next line that is `---` (or `...`).
///
/// A byte order mark before it and line ends of either kind are fine. `None` where the file
/// does not begin with it; then the whole text is body.
///
/// ```
/// # use shirube::content::markdown::front_matter;
/// let text = "---\ntitle: 手引き\n---\n本文\n";
/// let parts = front_matter(text).unwrap().unwrap();
/// assert_eq!(&text[parts.yaml], "title: 手引き\n");
/// assert_eq!(&text[parts.body], "本文\n");
/// ```
pub fn front_matter(text: &str) -> Result<Option<FrontMatter>, Unterminated> {
    let opening = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut lines = Lines { text, at: opening };
    if !lines.next().is_some_and(|line| is_fence(&text[line], "---")) {
        return Ok(None);
    }
    let start = lines.at;
    while let Some(line) = lines.next() {
        let content = &text[line.clone()];
        if is_fence(content, "---") || is_fence(content, "...") {
            return Ok(Some(FrontMatter { yaml: start..line.start, body: lines.at..text.len() }));
        }
    }
    Err(Unterminated { opening })
}

/// White space after the dashes is invisible to an author, so it is no reason to miss them.
fn is_fence(line: &str, fence: &str) -> bool {
    line.strip_prefix(fence).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_whitespace()))
}

/// The ranges of lines, each with its line end.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Lines<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        if start >= self.text.len() {
            return None;
        }
        self.at = memchr::memchr(b'\n', &self.text.as_bytes()[start..]).map_or(self.text.len(), |end| start + end + 1);
        Some(start..self.at)
    }
}
