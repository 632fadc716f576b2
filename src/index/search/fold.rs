//! Brings the ways to write a word together: width, letter case, the two kana, long vowel marks, old and new spellings.
//!
//! The script folds a question by the same rules (`themes/default/scripts/search/fold.js`); the table in
//! `tests/search/folding.tsv` holds the two together.

use unicode_normalization::UnicodeNormalization as _;

const MARK: char = 'ー';

/// A text without differences of width and letter case, its dashes in katakana words read as long vowel marks.
pub(super) fn normal(text: &str) -> Vec<char> {
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut chars = text.char_indices().peekable();
    while let Some((start, char)) = chars.next() {
        let mut end = start + char.len_utf8();
        while let Some((at, mark)) = chars.next_if(|(_, next)| joins(*next)) {
            end = at + mark.len_utf8();
        }
        let alone = end == start + char.len_utf8();
        match char {
            'a'..='z' | '0'..='9' | 'ぁ'..='ゔ' | 'ァ'..='ヴ' | '一'..='龠' if alone => out.push(char),
            'A'..='Z' if alone => out.push(char.to_ascii_lowercase()),
            _ => unit(&text[start..end], &mut out),
        }
    }
    out
}

/// Whether a character belongs to the letter before it: accents and the two marks of kana.
fn joins(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}')
}

/// One letter with its marks.
fn unit(text: &str, out: &mut Vec<char>) {
    for char in text.nfkc().flat_map(char::to_lowercase) {
        match char {
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                out.extend(char.nfd().filter(|part| !matches!(part, '\u{300}'..='\u{36f}')));
            }
            '\u{300}'..='\u{36f}' => {}
            '-' | '‐' | '–' | '—' | '―' | '−' if out.last().is_some_and(|last| is_katakana(*last) || *last == MARK) => {
                out.push(MARK);
            }
            'ヵ' | 'ヶ' | 'ゕ' | 'ゖ' => out.push('か'),
            other => out.push(other),
        }
    }
}

fn is_katakana(char: char) -> bool {
    matches!(char, 'ァ'..='ヺ')
}

fn is_hiragana(char: char) -> bool {
    matches!(char, 'ぁ'..='ゖ')
}

/// A run of one script in a normal text.
pub(super) enum Run<'a> {
    /// A word in katakana, marks included.
    Katakana(&'a [char]),
    /// Hiragana, marks included.
    Hiragana(&'a [char]),
    /// One character of anything else.
    Other(char),
}

/// A normal text by scripts.
pub(super) fn runs(normal: &[char], mut each: impl FnMut(Run<'_>)) {
    let mut at = 0;
    while let Some(first) = normal.get(at) {
        let same = if is_katakana(*first) {
            is_katakana
        } else if is_hiragana(*first) {
            is_hiragana
        } else {
            each(Run::Other(*first));
            at += 1;
            continue;
        };
        let length = normal[at..].iter().take_while(|char| same(**char) || **char == MARK).count();
        let run = &normal[at..at + length];
        each(if is_katakana(*first) { Run::Katakana(run) } else { Run::Hiragana(run) });
        at += length;
    }
}

/// The text as it is compared: one kana, and no mark at the end of a long word (サーバ, サーバー).
pub(super) fn folded(normal: &[char]) -> Vec<char> {
    let mut out = Vec::with_capacity(normal.len());
    runs(normal, |run| match run {
        Run::Katakana(run) | Run::Hiragana(run) => out.extend(kana(run)),
        Run::Other(char) => out.push(char),
    });
    out
}

/// A run of kana in hiragana, without its last marks if it is long.
fn kana(run: &[char]) -> impl Iterator<Item = char> {
    let marks = run.iter().rev().take_while(|char| **char == MARK).count();
    let kept = if run.len() >= 4 { run.len() - marks } else { run.len() };
    run[..kept].iter().map(|char| match char {
        'ァ'..='ヶ' => char::from_u32(u32::from(*char) - 0x60).unwrap_or(*char),
        other => *other,
    })
}

/// A katakana word without what spellings differ in: インターフェイス and インタフェース are the same.
pub(super) fn spelled(run: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(run.len());
    let mut rest = run.iter().copied().filter(|char| *char != MARK).peekable();
    while let Some(char) = rest.next() {
        if char == 'ヴ' {
            let vowel = rest.next_if(|next| matches!(next, 'ァ' | 'ィ' | 'ェ' | 'ォ'));
            out.push(match vowel {
                Some('ァ') => 'バ',
                Some('ィ') => 'ビ',
                Some('ェ') => 'ベ',
                Some('ォ') => 'ボ',
                _ => 'ブ',
            });
            continue;
        }
        let char = match char {
            'ァ' => 'ア',
            'ィ' => 'イ',
            'ゥ' => 'ウ',
            'ェ' => 'エ',
            'ォ' => 'オ',
            'ヂ' => 'ジ',
            'ヅ' => 'ズ',
            other => other,
        };
        // メイル is メール, but メイン is not メン.
        let silent = char == 'イ'
            && matches!(out.last(), Some('エ' | 'ケ' | 'ゲ' | 'セ' | 'ゼ' | 'テ' | 'デ' | 'ネ' | 'ヘ' | 'ベ' | 'ペ' | 'レ'));
        if !silent {
            out.push(char);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Run, folded, normal, runs, spelled};

    /// The whole text with its katakana words as [`spelled`] has them.
    fn spelling(text: &str) -> String {
        let mut out = Vec::new();
        runs(&normal(text), |run| match run {
            Run::Katakana(run) => out.extend(spelled(run)),
            Run::Hiragana(run) => out.extend(super::kana(run)),
            Run::Other(char) => out.push(char),
        });
        out.into_iter().collect()
    }

    #[test]
    fn the_table_of_folding_holds() {
        let table = include_str!("../../../tests/search/folding.tsv");
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [text, as_compared, as_spelled] = columns[..] else { panic!("three columns are expected: {line}") };
            let compared: String = folded(&normal(text)).into_iter().collect();
            assert_eq!((&*compared, &*spelling(text)), (as_compared, as_spelled), "{text}");
        }
    }
}
