//! Reads raw HTML tag by tag, and knows which tags and attributes may stand on a page.
//!
//! Only whole tags get through, rewritten from what was understood; comments, scripts,
//! styles and everything with rules of its own for its content is dropped. So no raw HTML
//! can swallow the text after it.

use std::ops::Range;

/// A run of raw HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Text, with its character references: its place in what is read.
    Text(Range<usize>),
    /// A start tag.
    Open(Tag),
    /// An end tag.
    Close(String),
    /// A start tag that may not stand on a page.
    Removed(String),
}

/// A start tag that may stand on a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// Its name, in small letters.
    pub name: String,
    /// Its attributes, all of them allowed, with their values decoded.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Elements that may stand in a sentence.
const PHRASING: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark", "q", "rp", "rt",
    "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// Elements that may stand where a paragraph may.
const BLOCK: &[&str] = &[
    "article",
    "aside",
    "blockquote",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements whose content is no HTML; it goes with them.
const OPAQUE: &[&str] =
    &["iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp"];

/// Attributes that any element may have.
const GENERIC: &[&str] = &["class", "dir", "id", "lang", "title"];

/// Attributes that some elements may have.
const SPECIAL: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("img", &["src", "alt"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["start", "reversed"]),
    ("q", &["cite"]),
    ("td", &["colspan", "rowspan", "headers"]),
    ("th", &["colspan", "rowspan", "headers", "scope"]),
    ("time", &["datetime"]),
];

/// All elements that may stand on a page.
pub(super) fn elements() -> impl Iterator<Item = &'static str> {
    PHRASING.iter().chain(BLOCK).copied()
}

/// The attributes that an element may have besides those that all may have.
pub(super) fn special(name: &str) -> &'static [&'static str] {
    SPECIAL.iter().find(|(known, _)| *known == name).map_or(&[], |(_, attributes)| attributes)
}

/// The attributes that any element may have.
pub(super) fn generic() -> &'static [&'static str] {
    GENERIC
}

/// Whether an element has no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(name, "br" | "col" | "hr" | "img" | "wbr")
}

/// Reads raw HTML; in a sentence, only what may stand in one is let through.
pub(super) fn tokens(text: &str, sentence: bool) -> Tokens<'_> {
    Tokens { text, at: 0, sentence }
}

/// See [`tokens`].
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    sentence: bool,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        while self.at < self.text.len() {
            let rest = &self.text[self.at..];
            if !rest.starts_with('<') {
                return Some(self.text_up_to(rest.find('<').unwrap_or(rest.len())));
            }
            if let Some(length) = dropped(rest) {
                self.at += length;
            } else if let Some(tag) = whole_tag(rest) {
                return Some(self.tag(tag));
            } else {
                let length = rest[1..].find('<').map_or(rest.len(), |next| next + 1);
                return Some(self.text_up_to(length));
            }
        }
        None
    }
}

impl Tokens<'_> {
    fn text_up_to(&mut self, length: usize) -> Token {
        let start = self.at;
        self.at += length;
        Token::Text(start..self.at)
    }

    fn tag(&mut self, tag: WholeTag) -> Token {
        self.at += tag.length;
        let name = tag.name.as_str();
        if PHRASING.contains(&name) || (!self.sentence && BLOCK.contains(&name)) {
            if tag.closing {
                return Token::Close(tag.name);
            }
            let allowed = |key: &str| GENERIC.contains(&key) || key.starts_with("aria-") || special(name).contains(&key);
            let attributes = tag.attributes.into_iter().filter(|(key, _)| allowed(key)).collect();
            return Token::Open(Tag { name: tag.name, attributes });
        }
        if tag.closing {
            return self.text_up_to(0);
        }
        if OPAQUE.contains(&name) {
            self.at += content_length(&self.text[self.at..], name);
        }
        Token::Removed(tag.name)
    }
}

/// The length of a comment, declaration or instruction, closed or not.
fn dropped(rest: &str) -> Option<usize> {
    let (from, end) = if rest.starts_with("<!--") {
        (2, "-->")
    } else if rest.starts_with("<![CDATA[") {
        (9, "]]>")
    } else if rest.starts_with("<!") || rest.starts_with("<?") {
        (2, ">")
    } else {
        return None;
    };
    Some(rest[from..].find(end).map_or(rest.len(), |found| from + found + end.len()))
}

/// How much follows until an opaque element has ended, its end tag included.
fn content_length(rest: &str, name: &str) -> usize {
    let bytes = rest.as_bytes();
    let end = rest.match_indices("</").find(|(at, _)| {
        let after = at + 2 + name.len();
        bytes.get(at + 2..after).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && !bytes.get(after).is_some_and(u8::is_ascii_alphanumeric)
    });
    let Some((at, _)) = end else { return rest.len() };
    rest[at..].find('>').map_or(rest.len(), |close| at + close + 1)
}

struct WholeTag {
    name: String,
    closing: bool,
    attributes: Vec<(String, String)>,
    length: usize,
}

/// Reads the tag that a text begins with, if it is whole.
fn whole_tag(text: &str) -> Option<WholeTag> {
    let bytes = text.as_bytes();
    let closing = bytes.get(1) == Some(&b'/');
    let start = if closing { 2 } else { 1 };
    if !bytes.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let mut at = start + count(bytes, start, |byte| !is_space(byte) && byte != b'/' && byte != b'>');
    let name = text[start..at].to_ascii_lowercase();
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        at += count(bytes, at, |byte| is_space(byte) || byte == b'/');
        if *bytes.get(at)? == b'>' {
            return Some(WholeTag { name, closing, attributes, length: at + 1 });
        }
        let key = at;
        at += 1 + count(bytes, at + 1, |byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        // A first byte of several cannot be cut: the bytes after it are none of the above.
        let key = text[key..at].to_ascii_lowercase();
        let equals = at + count(bytes, at, is_space);
        let value = if bytes.get(equals) == Some(&b'=') {
            at = equals + 1 + count(bytes, equals + 1, is_space);
            value(text, &mut at)?
        } else {
            String::new()
        };
        if !attributes.iter().any(|(known, _)| *known == key) {
            attributes.push((key, value));
        }
    }
}

/// Reads an attribute's value and decodes it.
fn value(text: &str, at: &mut usize) -> Option<String> {
    let bytes = text.as_bytes();
    let quote = *bytes.get(*at)?;
    let raw = if matches!(quote, b'"' | b'\'') {
        let start = *at + 1;
        let length = text[start..].find(char::from(quote))?;
        *at = start + length + 1;
        &text[start..start + length]
    } else {
        let start = *at;
        *at += count(bytes, start, |byte| !is_space(byte) && byte != b'>');
        &text[start..*at]
    };
    Some(decode(raw))
}

fn count(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> usize {
    bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|byte| wanted(**byte)).count())
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0C)
}

/// Replaces the character references that matter. What is not known stays as written and is
/// escaped when printed, so that it cannot come to mean something later.
pub(super) fn decode(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest) {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The character that the reference at the start of a text stands for, and its length.
pub(super) fn reference(text: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 8] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&apos;", '\''),
        ("&nbsp;", '\u{A0}'),
        ("&colon;", ':'),
        ("&Tab;", '\t'),
    ];
    if let Some((name, c)) = NAMED.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*c, name.len()));
    }
    let number = text.strip_prefix("&#")?;
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let length = digits.chars().take_while(|c| c.is_digit(radix)).count();
    let code = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
    let end = digits[length..].starts_with(';');
    let c = char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{FFFD}');
    Some((c, text.len() - digits.len() + length + usize::from(end)))
}
