//! Fenced code: a block with a YAML body, or code to be read.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, TagEnd};

use super::super::document::{Block, Piece};
use super::Writer;
use crate::content::highlight;
use crate::html;

/// The text of a code block and where its runs come from.
struct Code<'a> {
    text: Cow<'a, str>,
    origin: Vec<(usize, usize)>,
}

impl<'a> Writer<'a> {
    pub(super) fn code_block(&mut self, kind: &'a CodeBlockKind<'a>, range: &Range<usize>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => self.strip(info),
            CodeBlockKind::Indented => Cow::Borrowed(""),
        };
        let code = self.code_ahead();
        let info = Info::parse(&info);
        self.plain_break();
        if self.options.blocks.contains(&info.word) {
            self.yaml_block(&info, code, range);
        } else {
            self.print_code(&info, &code.text);
        }
    }

    /// Reads the code up to its end. Most code is one text of the parser and is not copied.
    fn code_ahead(&mut self) -> Code<'a> {
        let mut code = Code { text: Cow::Borrowed(""), origin: Vec::new() };
        while let Some((event, range)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Text(text) => {
                    code.origin.push((code.text.len(), self.place(range).start));
                    let text = self.strip(text);
                    if code.text.is_empty() { code.text = text } else { code.text.to_mut().push_str(&text) }
                }
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        code
    }

    fn yaml_block(&mut self, info: &Info<'_>, code: Code<'_>, range: &Range<usize>) {
        self.doc.blocks.push(Block {
            name: info.word.to_owned(),
            info: info.rest.to_owned(),
            body: code.text.into_owned(),
            range: self.place(range),
            audience: self.audience,
            origin: code.origin,
        });
        self.hole(Piece::Block((self.doc.blocks.len() - 1).into()));
        self.doc.html.push('\n');
    }

    fn print_code(&mut self, info: &Info<'_>, code: &str) {
        let (title, note) = (info.attribute("title"), info.attribute("note"));
        let out = &mut self.doc.html;
        if let Some(title) = title {
            out.push_str("<figure class=\"code\"><figcaption><b>");
            html::text(out, title);
            out.push_str("</b>");
            if let Some(note) = note {
                out.push_str(" <span>");
                html::text(out, note);
                out.push_str("</span>");
            }
            out.push_str("</figcaption>");
        }
        let language = info.language();
        if language.is_empty() {
            out.push_str("<pre><code>");
        } else {
            out.push_str("<pre><code class=\"language-");
            html::attr(out, language);
            out.push_str("\">");
        }
        if self.options.highlight {
            highlight::highlight(out, language, code);
        } else {
            html::text(out, code);
        }
        out.push_str(if title.is_some() { "</code></pre></figure>\n" } else { "</code></pre>\n" });
    }
}

/// What stands behind the fence: a word, then `key=value` or `key="some words"`.
struct Info<'a> {
    word: &'a str,
    rest: &'a str,
}

impl<'a> Info<'a> {
    fn parse(info: &'a str) -> Info<'a> {
        let info = info.trim();
        let (word, rest) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
        // ```` ```title=a.csv ```` names no language.
        if word.contains('=') { Info { word: "", rest: info } } else { Info { word, rest: rest.trim_start() } }
    }

    /// The language: other tools write more behind a comma or a brace.
    fn language(&self) -> &'a str {
        self.word.split([',', '{']).next().unwrap_or_default()
    }

    fn attribute(&self, wanted: &str) -> Option<&'a str> {
        let mut rest = self.rest;
        while let Some((key, after)) = rest.split_once('=') {
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, next) = match quote {
                Some(quote) => after[1..].split_once(quote)?,
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            if key.split_whitespace().next_back() == Some(wanted) {
                return Some(value);
            }
            rest = next;
        }
        None
    }
}
