//! A case as written: a page with fenced blocks.

use std::ops::Range;

/// A case.
#[derive(Debug)]
pub struct Case {
    /// The site under the input: a folder of `tests/sites`, or `none`.
    pub base: String,
    /// The day of the build.
    pub today: jiff::civil::Date,
    /// Whether drafts and future pages are shown.
    pub drafts: bool,
    /// Whether warnings are errors.
    pub strict: bool,
    /// An account file of the input that is ingested before the build.
    pub ingest: Option<String>,
    /// Files put over the base.
    pub inputs: Vec<Input>,
    /// What is expected.
    pub expected: Vec<Expected>,
}

/// What a block does to the source tree.
#[derive(Debug, PartialEq)]
pub enum Input {
    /// A file with this text.
    File(String, String),
    /// A file with these bytes.
    Bytes(String, Vec<u8>),
    /// A file that is not there.
    Removed(String),
    /// A file that cannot be read, and why.
    Unreadable(String, String),
    /// What git knows: a change on each line, the oldest first.
    History(String),
    /// What a file held after a change.
    Past(String, String, String),
}

/// A block that says what must come out.
#[derive(Debug)]
pub struct Expected {
    /// What it looks at.
    pub kind: Kind,
    /// Its text, without the fences.
    pub text: String,
    /// Where its text stands in the page.
    pub range: Range<usize>,
    /// The line of its opening fence.
    pub line: usize,
}

/// What an expectation looks at.
#[derive(Debug, PartialEq)]
pub enum Kind {
    /// All findings; with the lines they are about if wanted.
    Diagnostics { excerpts: bool },
    /// Lines that occur among the findings.
    Findings,
    /// A piece of an output file occurs, or does not.
    Html { path: String, not: bool },
    /// The element that a selector finds in an output file.
    Element { path: String, selector: String },
    /// A piece of the text of an output file, without tags, occurs, or does not.
    Text { path: String, not: bool },
    /// The files of a site below a folder.
    Files { site: String, below: String },
    /// Figures, a line each.
    Figures,
    /// What `shirube why` prints for a figure.
    Why { question: String },
    /// The text of a file that was ingested.
    Written { path: String },
}

impl Case {
    /// Reads a page; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Case, String> {
        let mut case = Case {
            base: "base".to_owned(),
            today: jiff::civil::date(2026, 11, 20),
            drafts: false,
            strict: false,
            ingest: None,
            inputs: Vec::new(),
            expected: Vec::new(),
        };
        let mut blocks = Blocks { text, at: 0, line: 0 };
        if !text.starts_with("# ") {
            return Err("a case begins with a heading that says what is claimed".to_owned());
        }
        while let Some(part) = blocks.next()? {
            match part {
                Part::Line(line) => case.setting(line)?,
                Part::Block(block) => case.block(block)?,
            }
        }
        if case.expected.is_empty() {
            return Err("this case expects nothing: add a block `diagnostics`, `figures`, `html`, `text` or `files`".to_owned());
        }
        Ok(case)
    }

    fn setting(&mut self, line: &str) -> Result<(), String> {
        let Some((name, value)) = line.split_once(": ") else { return Ok(()) };
        let yes = || match value {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(format!("`{line}`: write `true` or `false`")),
        };
        match name {
            "base" => self.base = value.to_owned(),
            "today" => self.today = value.parse().map_err(|_| format!("`{value}` is not a date"))?,
            "drafts" => self.drafts = yes()?,
            "strict" => self.strict = yes()?,
            "ingest" => self.ingest = Some(value.to_owned()),
            _ => {}
        }
        Ok(())
    }

    fn block(&mut self, block: Block<'_>) -> Result<(), String> {
        let words: Vec<&str> = block.info.split_whitespace().collect();
        let text = block.text.to_owned();
        let owned = |word: &&str| (*word).to_owned();
        let kind = match words.as_slice() {
            ["diagnostics"] => Kind::Diagnostics { excerpts: false },
            ["diagnostics", "excerpts"] => Kind::Diagnostics { excerpts: true },
            ["findings"] => Kind::Findings,
            ["figures"] => Kind::Figures,
            ["why", question @ ..] => Kind::Why { question: question.join(" ") },
            ["written", path] => Kind::Written { path: owned(path) },
            ["html", path] => Kind::Html { path: file(path), not: false },
            ["html", path, "not"] => Kind::Html { path: file(path), not: true },
            ["html", path, selector] => Kind::Element { path: file(path), selector: owned(selector) },
            ["text", path] => Kind::Text { path: file(path), not: false },
            ["text", path, "not"] => Kind::Text { path: file(path), not: true },
            ["files", place] => {
                let (site, below) = place.split_once('/').unwrap_or((place, ""));
                Kind::Files { site: site.to_owned(), below: below.to_owned() }
            }
            ["removed", path] => return self.input(Input::Removed(owned(path))),
            ["unreadable", path] => return self.input(Input::Unreadable(owned(path), text.trim().to_owned())),
            ["history"] => return self.input(Input::History(text)),
            ["past", change, path] => return self.input(Input::Past(owned(change), owned(path), text)),
            ["hex", path] => {
                let bytes = bytes(&text)?;
                return self.input(Input::Bytes(owned(path), bytes));
            }
            [_, path] => return self.input(Input::File(owned(path), text)),
            _ => {
                return Err(format!("line {}: a block with the info `{}` is neither input nor expected", block.line, block.info));
            }
        };
        self.expected.push(Expected { kind, text, range: block.range, line: block.line });
        Ok(())
    }

    fn input(&mut self, input: Input) -> Result<(), String> {
        self.inputs.push(input);
        Ok(())
    }
}

/// `success/playbooks/` means the page there.
fn file(path: &str) -> String {
    if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

fn bytes(text: &str) -> Result<Vec<u8>, String> {
    let byte = |word: &str| u8::from_str_radix(word, 16).map_err(|_| format!("`{word}` is not a byte in hex"));
    text.split_whitespace().map(byte).collect()
}

struct Block<'a> {
    info: &'a str,
    text: &'a str,
    range: Range<usize>,
    line: usize,
}

enum Part<'a> {
    Line(&'a str),
    Block(Block<'a>),
}

/// The lines and fenced blocks of a page, in order.
struct Blocks<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Blocks<'a> {
    fn line(&mut self) -> Option<&'a str> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return None;
        }
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        self.at += end;
        self.line += 1;
        Some(rest[..end].trim_end_matches(['\n', '\r']))
    }

    fn next(&mut self) -> Result<Option<Part<'a>>, String> {
        let Some(line) = self.line() else { return Ok(None) };
        let Some(mark) = line.chars().next().filter(|mark| matches!(mark, '`' | '~')) else { return Ok(Some(Part::Line(line))) };
        let width = line.len() - line.trim_start_matches(mark).len();
        if width < 3 {
            return Ok(Some(Part::Line(line)));
        }
        let (info, opened, start) = (line[width..].trim(), self.line, self.at);
        loop {
            let end = self.at;
            let Some(line) = self.line() else { return Err(format!("line {opened}: this block is not closed")) };
            if line.len() >= width && line.chars().all(|char| char == mark) {
                return Ok(Some(Part::Block(Block { info, text: &self.text[start..end], range: start..end, line: opened })));
            }
        }
    }
}
