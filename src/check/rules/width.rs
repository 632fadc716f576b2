//! Half-width katakana, full-width letters and digits, and half-width commas in Japanese text.

use crate::check::prose::{not_prose, written_lines};
use crate::check::{OnePage, Rule, Run};
use crate::content::Written;
use crate::diag::{Diagnostic, Hint, Report, codes};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

pub(in crate::check) const RULE: Rule = Rule { name: "width of letters", run: Run::Page(run) };

fn run(OnePage { written, config, .. }: OnePage<'_>, report: &mut Report) {
    let start = written.page.body_start;
    let japanese = config.languages.get(written.page.language).is_some_and(|language| &**language == "ja");
    let body = odd(written.page.body(), japanese);
    // Most pages have nothing odd, and nobody need know where their code stands.
    let skipped = if body.is_empty() { Vec::new() } else { not_prose(written.page.body()) };
    let fits = |range: &Range<usize>| !skipped.iter().any(|skip| skip.start <= range.start && range.end <= skip.end);
    for (range, repair) in body.into_iter().filter(|(range, _)| fits(range)) {
        say(written, range.start + start..range.end + start, &repair, report);
    }
    for line in written_lines(&written.page) {
        for (range, repair) in odd(&written.page.text[line.clone()], japanese) {
            say(written, range.start + line.start..range.end + line.start, &repair, report);
        }
    }
}

fn say(written: &Written, range: Range<usize>, repair: &str, report: &mut Report) {
    let place = written.page.place_at(range.start, range.end);
    let message = format!("`{}` is of an unusual width here", &written.page.text[range]);
    report.push(Diagnostic::new(&codes::MIXED_WIDTH, place, message).hint(Hint::write(repair).sure()));
}

#[derive(PartialEq, Clone, Copy)]
enum Odd {
    Katakana,
    Letter,
    Stop,
}

/// The runs of unusual width in a text, and how each is usually written. Only a Japanese page has `、` and `。`: an English one may
/// quote a Japanese word.
fn odd(text: &str, page_is_japanese: bool) -> Vec<(Range<usize>, String)> {
    let mut found: Vec<(Range<usize>, Odd)> = Vec::new();
    // Whatever is odd begins with one of these bytes, which stand nowhere inside another character.
    for at in memchr::memchr3_iter(b',', b'.', 0xef, text.as_bytes()) {
        // Nor is a stop behind what is no Japanese: the most there are.
        if text.as_bytes()[at].is_ascii() && (!page_is_japanese || at == 0 || text.as_bytes()[at - 1].is_ascii()) {
            continue;
        }
        let char = text[at..].chars().next().unwrap_or('\n');
        let end = at + char.len_utf8();
        let next = text[end..].chars().next().unwrap_or('\n');
        let before = text[..at].chars().next_back().unwrap_or(' ');
        let kind = match char {
            '\u{ff61}'..='\u{ff9f}' => Some(Odd::Katakana),
            'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９' => Some(Odd::Letter),
            ',' | '.' if page_is_japanese && japanese(before) && (japanese(next) || next.is_whitespace()) => Some(Odd::Stop),
            _ => None,
        };
        match (kind, found.last_mut()) {
            (Some(kind), Some((range, last))) if range.end == at && *last == kind && kind != Odd::Stop => range.end = end,
            (Some(kind), _) => found.push((at..end, kind)),
            (None, _) => {}
        }
    }
    let repair = |range: Range<usize>, kind| match (kind, &text[range.clone()]) {
        (Odd::Stop, ",") => "、".to_owned(),
        (Odd::Stop, _) => "。".to_owned(),
        (_, written) => written.nfkc().collect(),
    };
    found.into_iter().map(|(range, kind)| (range.clone(), repair(range, kind))).collect()
}

fn japanese(char: char) -> bool {
    matches!(char, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='龠' | '々')
}
