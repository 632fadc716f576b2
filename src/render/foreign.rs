//! Words of another writing on a page: read aloud in their own language, and set in its fonts.
//!
//! A name without a translation stands on a page as it was written. Where a page is in a language of Latin letters, Japanese (Chinese,
//! Korean) can be told by its letters alone, so it is marked here, in the finished page, whoever wrote it.

use std::ops::Range;

/// The languages that are told by their letters.
const BY_LETTERS: [&str; 3] = ["ja", "zh", "ko"];

/// Elements whose text cannot hold other elements, and pictures, whose words are in their names.
const LEFT_ALONE: [&str; 7] = ["script", "style", "title", "textarea", "option", "svg", "template"];

const VOID: [&str; 9] = ["area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"];

/// The language that letters of another writing are taken for; `None` where nothing is to be marked.
pub fn language<'l>(page: &str, languages: impl IntoIterator<Item = &'l str>) -> Option<&'l str> {
    let known = |lang: &str| BY_LETTERS.contains(&lang);
    (!known(page)).then(|| languages.into_iter().find(|lang| known(lang))).flatten()
}

/// The page with every run of such letters marked as of this language, unless an element around it says so already.
pub fn marked(html: String, lang: &str) -> String {
    if !has_foreign(&html) {
        return html;
    }
    let mut page = Page { out: String::with_capacity(html.len() + html.len() / 32), lang, open: Vec::new(), fresh: None };
    let mut rest = html.as_str();
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        let (text, from) = rest.split_at(at);
        page.text(text, from);
        let tag = &from[..end_of_tag(from)];
        rest = &from[tag.len()..];
        if let Some(name) = page.tag(tag) {
            // Nothing in there is text of the page.
            let end = end_of_element(rest, name);
            page.out.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    page.text(rest, "");
    page.out
}

struct Page<'p> {
    out: String,
    lang: &'p str,
    /// The open elements: the name, and whether it is in the language already.
    open: Vec<(&'p str, bool)>,
    /// Where in what is written the start of the element just opened ends, if it says no language itself.
    fresh: Option<usize>,
}

impl<'p> Page<'p> {
    /// Writes a tag. The name of the element, if what it holds is to be left alone.
    fn tag<'t>(&mut self, tag: &'t str) -> Option<&'t str>
    where
        't: 'p,
    {
        self.out.push_str(tag);
        self.fresh = None;
        let inside = tag.trim_start_matches('<').trim_end_matches('>');
        let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'/';
        let name = |text: &'t str| &text[..text.bytes().position(|byte| ends(&byte)).unwrap_or(text.len())];
        if let Some(closed) = inside.strip_prefix('/') {
            // What was never closed ends here too.
            if let Some(at) = self.open.iter().rposition(|(open, _)| *open == name(closed)) {
                self.open.truncate(at);
            }
            return None;
        }
        let name = name(inside);
        if name.starts_with('!') || VOID.contains(&name) || inside.ends_with('/') {
            return None;
        }
        if LEFT_ALONE.contains(&name) {
            return Some(name);
        }
        let above = self.open.last().is_some_and(|(_, said)| *said);
        let own = own_language(inside);
        self.open.push((name, own.map_or(above, |own| own == self.lang)));
        self.fresh = own.is_none().then(|| self.out.len() - 1);
        None
    }

    /// Writes text, and what it holds of the other language marked.
    fn text(&mut self, text: &str, next: &str) {
        if !has_foreign(text) {
            self.out.push_str(text);
            return;
        }
        let said = self.open.last().is_none_or(|(_, said)| *said);
        let runs = if said { Vec::new() } else { runs(text) };
        let plain = |text: &str| text.chars().all(|char| char.is_ascii_digit() || char.is_whitespace());
        if let ([run], Some(at)) = (runs.as_slice(), self.fresh)
            && plain(&text[..run.start])
            && plain(&text[run.end..])
            && next.starts_with("</")
        {
            // All that the element holds: it can say so itself.
            self.out.insert_str(at, &format!(" lang=\"{}\"", self.lang));
            self.out.push_str(text);
            return;
        }
        let mut written = 0;
        for run in runs {
            self.out.push_str(&text[written..run.start]);
            self.out.push_str(&format!("<bdi lang=\"{}\">{}</bdi>", self.lang, &text[run.clone()]));
            written = run.end;
        }
        self.out.push_str(&text[written..]);
    }
}

/// The stretches of a text in the other writing. A word in Latin letters that stands alone between two of them parts them; one that
/// is joined to them belongs to them, as in `Opsの専任`.
fn runs(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, char) in text.char_indices().filter(|(_, char)| is_foreign(*char)) {
        let end = at + char.len_utf8();
        match found.last_mut() {
            Some(run) if !parts(&text[run.end..at]) => run.end = end,
            _ => found.push(at..end),
        }
    }
    found
}

fn parts(between: &str) -> bool {
    let after = between.trim_start_matches(|char: char| !char.is_alphanumeric() && !char.is_whitespace());
    let word = after.trim_start();
    let alone = word.len() < after.len() && word.contains(|char: char| !char.is_alphanumeric());
    alone && word.starts_with(|char: char| char.is_ascii_alphabetic() || char.is_ascii_punctuation())
}

/// How long a tag or comment is; an attribute may hold `>`.
fn end_of_tag(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |at| at + 3);
    }
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = memchr::memchr3(b'>', b'"', b'\'', &bytes[from..]).map(|at| from + at) {
        if bytes[at] == b'>' {
            return at + 1;
        }
        // What is quoted is over at the same sign.
        let Some(length) = memchr::memchr(bytes[at], &bytes[at + 1..]) else { break };
        from = at + length + 2;
    }
    text.len()
}

/// Where the end tag of an element begins in what follows its start tag.
fn end_of_element(text: &str, name: &str) -> usize {
    let is_end = |at: &usize| text[*at..].strip_prefix("</").is_some_and(|tag| tag.starts_with(name));
    memchr::memchr_iter(b'<', text.as_bytes()).find(is_end).unwrap_or(text.len())
}

/// The language that a tag says.
fn own_language(tag: &str) -> Option<&str> {
    const SAYS: &str = " lang=\"";
    let at = memchr::memchr_iter(b' ', tag.as_bytes()).find(|at| tag[*at..].starts_with(SAYS))?;
    tag[at + SAYS.len()..].split('"').next()
}

/// Whether a text holds any such letter. Its first byte tells nearly all others apart.
fn has_foreign(text: &str) -> bool {
    text.bytes().enumerate().any(|(at, byte)| byte >= 0xe3 && text[at..].starts_with(is_foreign))
}

/// Kana, kanji, hangul, and the marks and wide letters between them.
fn is_foreign(char: char) -> bool {
    matches!(char, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ffef}')
}

#[cfg(test)]
mod tests;
