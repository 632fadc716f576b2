//! Findings in Japanese. Everywhere else they are written in English, once, beside the code that found them; here each English
//! sentence, with holes for what stands between its words, has its Japanese one.
//!
//! The sentences stand in `japanese/*.txt`: a line in English, the line below it in Japanese. `{}` is a hole; `{2}` in Japanese is
//! the second hole of the English line. What fills a hole is itself looked up, so that `a list is not a mapping` needs no line.

use super::Report;
use std::sync::LazyLock;

const TEXTS: [&str; 4] = [
    include_str!("japanese/words.txt"),
    include_str!("japanese/writing.txt"),
    include_str!("japanese/data.txt"),
    include_str!("japanese/running.txt"),
];

// Deeper than any sentence within a sentence; what a source holds cannot make it endless.
const DEEPEST: usize = 4;

struct Sentence {
    // What stands before, between and after the holes.
    english: Vec<&'static str>,
    japanese: &'static str,
}

// Those with the most words of their own first, so that the most exact one is found.
static SENTENCES: LazyLock<Vec<Sentence>> = LazyLock::new(|| {
    let lines: Vec<&str> = TEXTS.iter().flat_map(|text| text.lines()).collect();
    let pairs = lines.chunks_exact(2);
    let mut sentences: Vec<Sentence> =
        pairs.map(|pair| Sentence { english: pair[0].split("{}").collect(), japanese: pair[1] }).collect();
    sentences.sort_by_key(|sentence| std::cmp::Reverse(sentence.english.concat().len()));
    sentences
});

/// Looks up a phrase that these sentences do not know, such as what a key means.
pub type Phrases<'a> = &'a dyn Fn(&str) -> Option<&'static str>;

/// Says everything in Japanese that has a Japanese sentence; the rest stays as it is.
pub fn translate(report: &mut Report, phrases: Phrases<'_>) {
    let japanese = |text: &str| sentence(text, phrases, 0).map(|japanese| spaced(&japanese));
    let say = |text: &mut String| japanese(text).into_iter().for_each(|japanese| *text = japanese);
    for finding in &mut report.findings {
        if let Some(japanese) = japanese(&finding.message) {
            finding.english = Some(std::mem::replace(&mut finding.message, japanese));
        }
        finding.hint.iter_mut().for_each(say);
        finding.also.iter_mut().for_each(|(_, label)| say(label));
    }
}

fn sentence(text: &str, phrases: Phrases<'_>, depth: usize) -> Option<String> {
    if let Some(phrase) = phrases(text) {
        return Some(phrase.to_owned());
    }
    let (found, holes) = SENTENCES.iter().find_map(|sentence| Some((sentence, holes(&sentence.english, text)?)))?;
    let sides = found.english.windows(2).map(|sides| sides[0].ends_with(['`', '"']) && sides[1].starts_with(['`', '"']));
    let fill = |(hole, is_quoted): (&str, bool)| match depth < DEEPEST && !is_quoted {
        true => sentence(hole, phrases, depth + 1).unwrap_or_else(|| hole.to_owned()),
        // A name, which may happen to be a word of these sentences.
        false => hole.to_owned(),
    };
    let filled: Vec<String> = holes.into_iter().zip(sides).map(fill).collect();
    Some(fill_in(found.japanese, &filled))
}

/// What stands in the holes of a text, if it is such a sentence.
fn holes<'a>(english: &[&str], text: &'a str) -> Option<Vec<&'a str>> {
    let (first, rest) = english.split_first()?;
    let mut left = text.strip_prefix(first)?;
    let Some((last, between)) = rest.split_last() else { return left.is_empty().then(Vec::new) };
    let mut holes = Vec::with_capacity(rest.len());
    for words in between {
        let (hole, after) = left.split_once(words)?;
        holes.push(hole);
        left = after;
    }
    holes.push(left.strip_suffix(last)?);
    Some(holes)
}

fn fill_in(japanese: &str, holes: &[String]) -> String {
    let mut out = String::new();
    let mut next = 0;
    let mut parts = japanese.split('{');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once('}') {
            Some((number, after)) if number.is_empty() || number.parse::<usize>().is_ok() => {
                let place = number.parse().map_or(next, |number: usize| number.saturating_sub(1));
                next = place + 1;
                out.push_str(holes.get(place).map_or("", String::as_str));
                out.push_str(after);
            }
            // A brace of the sentence itself.
            _ => {
                out.push('{');
                out.push_str(part);
            }
        }
    }
    out
}

/// With a space between Japanese and what stands in backticks, whatever filled the holes.
fn spaced(text: &str) -> String {
    let is_letter = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_ascii() && letter.is_alphanumeric());
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        if letter == '`' && !quoted && is_letter(before) {
            out.push(' ');
        }
        out.push(letter);
        if letter == '`' && quoted && is_letter(letters.peek().copied()) {
            out.push(' ');
        }
        quoted ^= letter == '`';
        before = Some(letter);
    }
    out
}

#[cfg(test)]
mod tests;
