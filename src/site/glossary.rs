//! The glossary of a site: what the definition lists of the page `glossary` explain, and where a text names it.
//!
//! In: the page as this site has it, in one language. Out: for a place in a text, the longest name that begins there and is a word
//! of its own. Japanese has no spaces, so a word ends where the script changes: 「代理」 is not 「代理店」, シート is no スプレッドシート.

use crate::content::markdown::{FIGURE_MARK, Term};
use crate::html;
use foldhash::{HashMap, HashMapExt as _};

/// Terms in one language.
#[derive(Debug)]
pub struct Glossary {
    /// The terms that can be explained in words alone.
    pub terms: Vec<Explained>,
    // By the first letter; the longest first.
    names: HashMap<char, Vec<Name>>,
    // Whether a letter begins a name: asked of every letter of a site.
    begins: Box<[bool; BEGINS]>,
    // Whether kanji beside a name make another word of it.
    compounds: bool,
}

/// A term and what it means.
#[derive(Debug)]
pub struct Explained {
    /// The id of its entry.
    pub id: String,
    /// The meaning, in plain text.
    pub meaning: String,
}

/// A way a term is written, as HTML has it.
#[derive(Debug)]
struct Name {
    letters: Vec<char>,
    /// Whether capitals count: `IT` is not "it".
    exact: bool,
    term: usize,
}

const BEGINS: usize = 1 << 12;

impl Glossary {
    /// What a page explains, in a language.
    pub(super) fn of(terms: &[Term], lang: &str) -> Self {
        let mut glossary = Glossary {
            terms: Vec::new(),
            names: HashMap::new(),
            begins: Box::new([false; BEGINS]),
            compounds: lang.starts_with("ja"),
        };
        for term in terms {
            if term.meaning.is_empty() || term.meaning.contains(FIGURE_MARK) || term.name.contains(FIGURE_MARK) {
                continue;
            }
            glossary.terms.push(Explained { id: term.id.clone(), meaning: term.meaning.clone() });
            glossary.add(&term.name);
            // 「承認の流れ（ワークフロー）」 is said without what stands in brackets.
            if let Some((name, _)) = term.name.trim_end().strip_suffix(['）', ')']).and_then(|name| name.split_once(['（', '(']))
            {
                glossary.add(name);
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself, in whatever order they come")]
        for names in glossary.names.values_mut() {
            names.sort_by_key(|name| std::cmp::Reverse(name.letters.len()));
        }
        glossary
    }

    /// Adds a name of the last term.
    fn add(&mut self, name: &str) {
        let mut escaped = String::new();
        html::text(&mut escaped, &name.split_whitespace().collect::<Vec<_>>().join(" "));
        let letters: Vec<char> = escaped.chars().map(narrow).collect();
        let Some(first) = letters.first().copied().map(small) else { return };
        let exact = letters.iter().skip(1).any(|letter| letter.is_uppercase());
        let letters = if exact { letters } else { letters.into_iter().map(small).collect() };
        self.begins[first as usize % BEGINS] = true;
        self.names.entry(first).or_default().push(Name { letters, exact, term: self.terms.len() - 1 });
    }

    /// The longest name that a text begins with, after another letter or none: its length in bytes, and which term it names.
    pub fn at(&self, text: &str, before: Option<char>) -> Option<(usize, usize)> {
        let first = small(narrow(text.chars().next()?));
        if !self.begins[first as usize % BEGINS] {
            return None;
        }
        let named = |name: &Name| Some((self.length(name, text, before)?, name.term));
        self.names.get(&first)?.iter().find_map(named)
    }

    fn length(&self, name: &Name, text: &str, before: Option<char>) -> Option<usize> {
        let end = same(name, text)?;
        let (first, last) = (text.chars().next()?, text[..end].chars().next_back()?);
        if before.is_some_and(|before| self.one_word(before, first) && !(is_kanji(before) && BEFORE.contains(&before))) {
            return None;
        }
        let is_free = |end: usize| {
            let after = text[end..].chars().next();
            after.is_none_or(|after| !self.one_word(last, after) || is_kanji(after) && AFTER.contains(&after))
        };
        // One name, several things: seats, boxes, entries.
        let plurals = || ["s", "es"].into_iter().filter(|end_of| text[end..].starts_with(end_of)).map(|it| end + it.len());
        std::iter::once(end).chain(plurals().filter(|_| last.is_ascii_alphabetic())).find(|end| is_free(*end))
    }

    /// Whether two letters side by side belong to one word.
    fn one_word(&self, one: char, other: char) -> bool {
        match (script(one), script(other)) {
            (Script::Kanji, Script::Kanji) => self.compounds,
            // What follows a word in Hangul is mostly a particle, as hiragana after kanji.
            (Script::Other, _) | (_, Script::Other) => false,
            (one, other) => one == other,
        }
    }
}

/// What may stand before a name and leaves it what it is: 各申請.
const BEFORE: &[char] = &['各', '全', '毎'];

/// What may stand after a name and leaves it what it is: 申請時, 承認後.
const AFTER: &[char] = &['時', '後', '中', '前', '等', '内', '別', '用'];

#[derive(PartialEq, Eq)]
enum Script {
    Kanji,
    Katakana,
    Letter,
    Other,
}

fn script(char: char) -> Script {
    match narrow(char) {
        '々' | '〆' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => Script::Kanji,
        'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ' => Script::Katakana,
        'ぁ'..='ゖ' | '\u{ac00}'..='\u{d7a3}' => Script::Other,
        '-' | '_' => Script::Letter,
        other if other.is_alphanumeric() => Script::Letter,
        _ => Script::Other,
    }
}

fn is_kanji(char: char) -> bool {
    script(char) == Script::Kanji
}

/// Letters of full width as those of half.
fn narrow(char: char) -> char {
    match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xfee0).unwrap_or(char),
        other => other,
    }
}

fn small(char: char) -> char {
    char.to_lowercase().next().unwrap_or(char)
}

/// How many bytes of a text a name takes that the text begins with. Between its words there may be a line break.
fn same(name: &Name, text: &str) -> Option<usize> {
    let mut letters = text.char_indices().map(|(at, char)| (at + char.len_utf8(), narrow(char))).peekable();
    let mut end = 0;
    for wanted in &name.letters {
        let (after, char) = letters.next()?;
        let char = if name.exact { char } else { small(char) };
        if *wanted == ' ' {
            if !char.is_whitespace() {
                return None;
            }
            while letters.next_if(|(_, next)| next.is_whitespace()).is_some() {}
        } else if char != *wanted {
            return None;
        }
        end = after;
    }
    Some(end)
}

#[cfg(test)]
mod tests;
