//! Colours code by class: comments, strings, numbers, keywords, keys.
//!
//! A small tokenizer driven by one record per language ([`languages`]). It knows no grammar, so
//! it can be wrong about a word, never about the text: what it prints is the code, escaped, with
//! `<span class="…">` around some of it. A language nobody knows is printed plainly.
//! `docs/decisions/0003-highlighting.md` says why it is our own.

mod languages;
mod lines;
#[cfg(test)]
mod tests;

use crate::html;
use languages::{Form, Language, Shapes};

/// What a run of code is; its class is two letters, so that pages stay small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A remark: `hc`.
    Comment,
    /// Text in quotes: `hs`.
    String,
    /// A number or a constant such as `true`: `hn`.
    Number,
    /// A word of the language: `hk`.
    Keyword,
    /// The name of a value: a key, an attribute, a variable: `ha`.
    Key,
    /// The name of an element: `ht`.
    Tag,
    /// A heading, a section, the first row of a table: `hh`.
    Head,
    /// A line that was added: `hi`.
    Inserted,
    /// A line that was removed: `hd`.
    Deleted,
}

impl Kind {
    /// All kinds, for style sheets.
    pub const ALL: [Kind; 9] = [
        Kind::Comment,
        Kind::String,
        Kind::Number,
        Kind::Keyword,
        Kind::Key,
        Kind::Tag,
        Kind::Head,
        Kind::Inserted,
        Kind::Deleted,
    ];

    /// The class that a run of this kind has.
    pub fn class(self) -> &'static str {
        match self {
            Kind::Comment => "hc",
            Kind::String => "hs",
            Kind::Number => "hn",
            Kind::Keyword => "hk",
            Kind::Key => "ha",
            Kind::Tag => "ht",
            Kind::Head => "hh",
            Kind::Inserted => "hi",
            Kind::Deleted => "hd",
        }
    }
}

/// Whether code of a language is coloured.
pub fn knows(language: &str) -> bool {
    Language::find(language).is_some()
}

/// Appends code as HTML.
///
/// ```
/// let mut out = String::new();
/// shirube::content::highlight::highlight(&mut out, "yaml", "name: 導入 # 例");
/// assert_eq!(out, r#"<span class="ha">name</span>: 導入 <span class="hc"># 例</span>"#);
/// ```
pub fn highlight(out: &mut String, language: &str, code: &str) {
    let Some(language) = Language::find(language) else { return html::text(out, code) };
    out.reserve(code.len() * 2);
    let mut painter = Painter { out, code, shapes: language.shapes(), at: 0, from: 0 };
    match language.form {
        Form::Words => painter.words(language),
        Form::Yaml => painter.yaml(language),
        Form::Sections => painter.sections(language),
        Form::Markup => painter.markup(),
        Form::Csv => painter.csv(),
        Form::Diff => painter.diff(),
        Form::Markdown => painter.markdown(),
    }
    painter.plain_to(code.len());
}

/// Reads code from left to right and prints it.
struct Painter<'a> {
    out: &'a mut String,
    code: &'a str,
    shapes: Shapes,
    /// What is read next.
    at: usize,
    /// Where what is not printed yet begins.
    from: usize,
}

impl Painter<'_> {
    /// Prints what is not printed yet, up to a place, without a class.
    fn plain_to(&mut self, end: usize) {
        html::text(self.out, &self.code[self.from..end]);
        self.from = end;
    }

    /// Prints a run with a class, and what is before it without one.
    fn paint(&mut self, kind: Kind, start: usize, end: usize) {
        self.plain_to(start);
        self.out.push_str("<span class=\"");
        self.out.push_str(kind.class());
        self.out.push_str("\">");
        html::text(self.out, &self.code[start..end]);
        self.out.push_str("</span>");
        self.from = end;
        self.at = end;
    }

    /// The bytes of the code; places where an ASCII byte stands are always boundaries.
    fn bytes(&self) -> &[u8] {
        self.code.as_bytes()
    }

    fn line_end(&self, from: usize) -> usize {
        self.bytes()[from..].iter().position(|byte| *byte == b'\n').map_or(self.code.len(), |length| from + length)
    }

    /// The end of a run of bytes from a place.
    fn while_at(&self, from: usize, wanted: impl Fn(u8) -> bool) -> usize {
        self.bytes()[from..].iter().position(|byte| !wanted(*byte)).map_or(self.code.len(), |length| from + length)
    }

    /// Code in words: everything but layout.
    fn words(&mut self, language: &Language) {
        while self.at < self.code.len() {
            self.word(language);
        }
    }

    /// Reads one comment, string, number, word or other character.
    fn word(&mut self, language: &Language) {
        let byte = self.bytes()[self.at];
        if is_word_start(byte) {
            self.name(language);
        } else if byte.is_ascii_digit() {
            let end = self.number_end(self.at);
            self.paint(Kind::Number, self.at, end);
        } else if let Some(end) = self.comment_end(language) {
            self.paint(Kind::Comment, self.at, end);
        } else if let Some(end) = self.string_end(language) {
            let key = language.keys && self.bytes()[self.while_at(end, is_blank)..].first() == Some(&b':');
            self.paint(if key { Kind::Key } else { Kind::String }, self.at, end);
        } else if byte == language.variable && self.bytes().get(self.at + 1).copied().is_some_and(is_word_start) {
            let end = self.while_at(self.at + 1, is_word);
            self.paint(Kind::Key, self.at, end);
        } else {
            self.at += 1;
        }
    }

    fn name(&mut self, language: &Language) {
        let start = self.at;
        let end = self.while_at(start, is_word);
        let name = &self.code[start..end];
        if language.has_keyword(name, &self.shapes) {
            self.paint(Kind::Keyword, start, end);
        } else if matches!(name, "true" | "false" | "null" | "None" | "True" | "False" | "nil" | "undefined") {
            self.paint(Kind::Number, start, end);
        } else {
            self.at = end;
        }
    }

    fn number_end(&self, from: usize) -> usize {
        let end = self.while_at(from, |byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let fraction = self.bytes()[end..].first() == Some(&b'.') && self.bytes().get(end + 1).is_some_and(u8::is_ascii_digit);
        if fraction { self.while_at(end + 1, |byte| byte.is_ascii_alphanumeric() || byte == b'_') } else { end }
    }

    fn comment_end(&self, language: &Language) -> Option<usize> {
        let rest = &self.bytes()[self.at..];
        for (open, close) in language.comments {
            if !rest.starts_with(open.as_bytes()) {
                continue;
            }
            // In a shell and in YAML `a#b` is a word.
            let inside_word = self.at > 0 && !is_space(self.bytes()[self.at - 1]);
            if inside_word && language.comment_needs_space {
                continue;
            }
            if close.is_empty() {
                return Some(self.line_end(self.at));
            }
            let inside = self.at + open.len();
            return Some(self.code[inside..].find(close).map_or(self.code.len(), |length| inside + length + close.len()));
        }
        None
    }

    fn string_end(&self, language: &Language) -> Option<usize> {
        let quote = self.bytes()[self.at];
        if !language.quotes.contains(&quote) {
            return None;
        }
        let triple = [quote; 3];
        if language.triple && self.bytes()[self.at..].starts_with(&triple) {
            let inside = self.at + 3;
            let end = self.bytes()[inside..].windows(3).position(|three| three == triple);
            return Some(end.map_or(self.code.len(), |length| inside + length + 3));
        }
        let end = self.quoted_end(quote, language.escapes, quote == b'`' || language.long_strings);
        // An apostrophe with no partner on its line is an apostrophe (or a lifetime).
        end.filter(|end| quote != b'\'' || !language.short_quotes || *end - self.at <= 6)
    }

    /// The end of a string, if it has one.
    fn quoted_end(&self, quote: u8, escapes: bool, many_lines: bool) -> Option<usize> {
        let mut at = self.at + 1;
        while let Some(byte) = self.bytes().get(at) {
            match *byte {
                b'\\' if escapes => at += 1,
                b'\n' if !many_lines => return None,
                byte if byte == quote => return Some(at + 1),
                _ => {}
            }
            at += 1;
        }
        None
    }
}

/// A word may begin with any letter, Japanese ones too.
fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}
