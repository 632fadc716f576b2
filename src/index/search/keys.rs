//! What a text is looked up by: every pair of letters, and every word in Latin letters.
//!
//! Japanese is not cut into words: nobody agrees where one ends, and a reader types any part of it. A pair that ends a run of
//! letters stands once more as its last letter alone, so that every letter begins some key.

use super::fold::{Run, folded, normal, runs, spelled};

/// A pair of letters or the beginning of a word, in an order that is also that of its text in a script (UTF-16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key(u64);

/// Words are told apart by this many letters; the text decides about the rest.
const WORD: usize = 12;

/// What only pairs have; words come first.
const PAIR: u64 = 1 << 63;

/// All keys of a text, as often as they occur.
pub(super) fn keys(text: &str, out: &mut Vec<Key>) {
    let normal = normal(text);
    let folded = folded(&normal);
    for run in folded.chunk_by(|a, b| class(*a) == class(*b)) {
        match class(run[0]) {
            Class::Word => out.push(word(run)),
            Class::Letter => pairs(run, true, out),
            Class::None => {}
        }
    }
    // A katakana word is also found by its sound; hiragana never forms such a pair, since the keys above have no katakana.
    runs(&normal, |run| {
        if let Run::Katakana(run) = run {
            pairs(&spelled(run), false, out);
        }
    });
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Letter,
    None,
}

fn class(char: char) -> Class {
    match char {
        'a'..='z' | '0'..='9' => Class::Word,
        _ if char.is_alphanumeric() => Class::Letter,
        _ => Class::None,
    }
}

fn pairs(run: &[char], last: bool, out: &mut Vec<Key>) {
    out.extend(run.windows(2).map(|two| pair(two[0], Some(two[1]))));
    if let Some(end) = run.last().filter(|_| last) {
        out.push(pair(*end, None));
    }
}

fn pair(first: char, second: Option<char>) -> Key {
    Key(PAIR | rank(first) << 21 | second.map_or(0, rank))
}

/// The place of a character in the order of UTF-16, in which a script compares texts.
fn rank(char: char) -> u64 {
    match u64::from(u32::from(char)) {
        code @ ..=0xd7ff => code,
        code @ 0xd800..=0xffff => code + 0x10_0000,
        code => code - 0x1_0000 + 0xd800,
    }
}

fn unrank(rank: u64) -> Option<char> {
    let code = match rank {
        ..=0xd7ff => rank,
        0xd800..=0x10_d7ff => rank - 0xd800 + 0x1_0000,
        _ => rank - 0x10_0000,
    };
    char::from_u32(code as u32)
}

fn word(run: &[char]) -> Key {
    let digit = |char: &char| match char {
        '0'..='9' => u64::from(u32::from(*char) - u32::from('0')) + 1,
        _ => u64::from(u32::from(*char) - u32::from('a')) + 11,
    };
    let letters = run.iter().map(digit).chain(std::iter::repeat(0));
    Key(letters.take(WORD).fold(0, |sum, digit| sum * 37 + digit))
}

impl Key {
    /// Whether it is the beginning of a word.
    pub(super) fn is_word(self) -> bool {
        self.0 & PAIR == 0
    }

    /// The key as a script writes it.
    pub(super) fn text(self) -> String {
        if self.is_word() {
            let digits = (0..WORD as u32).rev().map(|place| self.0 / 37_u64.pow(place) % 37);
            let letter = |digit: u64| match digit {
                0 => None,
                1..=10 => Some(char::from(b'0' + (digit - 1) as u8)),
                _ => Some(char::from(b'a' + (digit - 11) as u8)),
            };
            return digits.map_while(letter).collect();
        }
        let (first, second) = ((self.0 & !PAIR) >> 21, self.0 & 0x1f_ffff);
        unrank(first).into_iter().chain(unrank(second).filter(|_| second > 0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, keys};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        keys(text, &mut found);
        let found: Vec<String> = found.into_iter().map(Key::text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn japanese_is_found_by_pairs_and_latin_by_words() {
        check("承認の流れ、CSV取込", &["承認", "認の", "の流", "流れ", "れ", "csv", "取込", "込"]);
    }

    #[test]
    fn a_katakana_word_is_also_found_by_its_sound() {
        check("メール", &["めー", "ーる", "る", "メル"]);
    }

    #[test]
    fn a_long_word_is_known_by_its_beginning() {
        check("internationalisation 2026", &["internationa", "2026"]);
    }

    #[test]
    fn the_order_of_keys_is_that_of_their_texts_in_a_script() {
        let mut all = Vec::new();
        keys("zebra a 0 ab 漢字 𠮷野 﨑山 あ ん", &mut all);
        all.sort();
        let texts: Vec<Vec<u16>> = all.iter().map(|key| key.text().encode_utf16().collect()).collect();
        assert!(texts.is_sorted(), "{:?}", all.iter().map(|key| key.text()).collect::<Vec<_>>());
    }
}
