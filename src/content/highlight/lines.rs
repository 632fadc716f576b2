//! Languages in which the line says what a word is: YAML, settings, CSV, diffs, Markdown, and
//! markup with its tags.

use super::languages::Language;
use super::{Kind, Painter, is_blank, is_space};

impl Painter<'_> {
    /// Calls for each line with its end; what the call leaves unpainted stays plain.
    fn each_line(&mut self, mut line: impl FnMut(&mut Self, usize)) {
        while self.at < self.code.len() {
            let end = self.line_end(self.at);
            line(self, end);
            // A string may have gone beyond the line.
            self.at = self.line_end(self.at.max(end)) + 1;
        }
    }

    pub(super) fn yaml(&mut self, language: &Language) {
        self.each_line(|painter, end| {
            let mut start = painter.while_at(painter.at, is_blank).min(end);
            while painter.code[start..end].starts_with("- ") {
                start = painter.while_at(start + 1, is_blank).min(end);
            }
            painter.at = start;
            painter.yaml_key(end);
            painter.yaml_value(language, end);
        });
    }

    /// Paints a key, if one stands here.
    fn yaml_key(&mut self, end: usize) {
        let start = self.at;
        let first = self.bytes().get(start).copied().unwrap_or(b' ');
        if matches!(first, b'#' | b'{' | b'[' | b'|' | b'>' | b'\n') || start >= end {
            return;
        }
        let line = &self.bytes()[..end];
        let mut at = start;
        // A colon ends a key if white space or nothing follows it.
        while at < end {
            match line[at] {
                b':' if line.get(at + 1).is_none_or(|next| is_space(*next)) => return self.paint(Kind::Key, start, at),
                b'#' if is_space(line[at - 1]) => return,
                b',' | b'}' | b']' => return,
                _ => at += 1,
            }
        }
    }

    fn yaml_value(&mut self, language: &Language, end: usize) {
        while self.at < end {
            let byte = self.bytes()[self.at];
            if matches!(byte, b'{' | b',') {
                self.at = self.while_at(self.at + 1, is_blank).min(end);
                self.yaml_key(end);
            } else if matches!(byte, b'"' | b'\'' | b'#') {
                self.word(language);
            } else if is_space(byte) || matches!(byte, b':' | b'[' | b']' | b'}') {
                self.at += 1;
            } else {
                self.yaml_scalar(language, end);
            }
        }
    }

    /// A plain value is one thing up to a comma, a bracket or the end: numbers only if all of it is.
    fn yaml_scalar(&mut self, language: &Language, end: usize) {
        let start = self.at;
        let stop = self.while_at(start, |byte| !is_space(byte) && !matches!(byte, b',' | b']' | b'}')).min(end);
        let word = &self.code[start..stop];
        let number = word.trim_start_matches(['-', '+']).starts_with(|c: char| c.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-+._:".contains(&byte));
        if number || matches!(word, "true" | "false" | "null" | "~") || language.has_keyword(word, &self.shapes) {
            self.paint(Kind::Number, start, stop);
        } else {
            self.at = stop;
        }
    }

    pub(super) fn sections(&mut self, language: &Language) {
        self.each_line(|painter, end| {
            let start = painter.while_at(painter.at, is_blank).min(end);
            painter.at = start;
            let line = &painter.code[start..end];
            if line.starts_with('[') && line.trim_ascii_end().ends_with(']') {
                return painter.paint(Kind::Head, start, end);
            }
            let key = line.find(['=', '#', '"']).filter(|at| *at > 0 && line[*at..].starts_with('='));
            if let Some(length) = key {
                let length = line[..length].trim_ascii_end().len();
                painter.paint(Kind::Key, start, start + length);
            }
            while painter.at < end {
                painter.word(language);
            }
        });
    }

    pub(super) fn csv(&mut self) {
        self.paint(Kind::Head, 0, self.line_end(0));
    }

    pub(super) fn diff(&mut self) {
        self.each_line(|painter, end| {
            let line = &painter.code[painter.at..end];
            let head = ["@@", "+++", "---", "diff ", "index "].iter().any(|start| line.starts_with(start));
            let kind = match line.as_bytes().first() {
                _ if head => Kind::Head,
                Some(b'+') => Kind::Inserted,
                Some(b'-') => Kind::Deleted,
                _ => return,
            };
            painter.paint(kind, painter.at, end);
        });
    }

    pub(super) fn markdown(&mut self) {
        let mut fenced = false;
        self.each_line(|painter, end| {
            let start = painter.while_at(painter.at, is_blank).min(end);
            let line = &painter.code[start..end];
            let fence = line.starts_with("```") || line.starts_with("~~~");
            let kind = match line.as_bytes().first() {
                _ if fence || fenced => Kind::String,
                Some(b'#') => Kind::Head,
                Some(b'>') => Kind::Comment,
                _ => return painter.code_spans(start, end),
            };
            fenced ^= fence;
            painter.paint(kind, start, end);
        });
    }

    fn code_spans(&mut self, start: usize, end: usize) {
        self.at = start;
        while let Some(open) = self.code[self.at..end].find('`').map(|found| self.at + found) {
            let Some(length) = self.code[open + 1..end].find('`') else { break };
            self.paint(Kind::String, open, open + length + 2);
        }
    }

    pub(super) fn markup(&mut self) {
        while let Some(start) = self.code[self.at..].find('<').map(|found| self.at + found) {
            let rest = &self.code[start..];
            if rest.starts_with("<!--") {
                let end = rest.find("-->").map_or(self.code.len(), |length| start + length + 3);
                self.paint(Kind::Comment, start, end);
                continue;
            }
            let name = start + 1 + usize::from(rest[1..].starts_with(['/', '!', '?']));
            let end = self.while_at(name, |byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte));
            self.at = end.max(start + 1);
            if end > name {
                self.paint(Kind::Tag, name, end);
                self.attributes();
            }
        }
    }

    /// Reads attributes up to the end of a tag.
    fn attributes(&mut self) {
        while let Some(byte) = self.bytes().get(self.at).copied() {
            match byte {
                b'>' | b'<' => return,
                b'"' | b'\'' => {
                    let end = self.quoted_end(byte, false, true).unwrap_or(self.code.len());
                    self.paint(Kind::String, self.at, end);
                }
                _ if byte.is_ascii_alphabetic() || byte == b':' || byte == b'@' => {
                    let end = self.while_at(self.at + 1, |byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte));
                    self.paint(Kind::Key, self.at, end);
                }
                _ => self.at += 1,
            }
        }
    }
}
