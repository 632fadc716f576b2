//! A title in lines, broken as a Japanese typesetter would: no line begins with 、 or ー, words stay whole, and lines end after a
//! particle rather than inside a word.
//!
//! In: signs with their widths. Out: which signs stand on which line. Knows nothing of fonts and pictures.

use std::ops::Range;
use unicode_width::UnicodeWidthChar as _;

/// A sign, and how far it carries the pen, in ems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sign {
    pub sign: char,
    pub width: f32,
}

/// What must not begin a line (JIS X 4051, 始め括弧類 and 終わり括弧類 the other way round).
const NOT_FIRST: &str =
    "、。，．,.・：；:;？！?!゛゜ヽヾゝゞ々ー―）)」』】〉》〕］]｝}”’…‥〜～％%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ";
/// What must not end one.
const NOT_LAST: &str = "「『【〈《〔（(［[｛{“‘＃#￥¥＄$";
/// After these a line ends well.
const GOOD_END: &str = "、。，．？！：；」』】）";

/// What a break between two words costs at most.
const BETWEEN: f32 = 0.1;
/// What a line more costs, against the evenness of lines.
const LINE: f32 = 0.1;
/// A break that the text does not allow, where there is no other.
const FORCED: f32 = 40.0;

/// Where lines may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Breaks {
    /// Between words, as far as one can tell.
    Between,
    /// Wherever Japanese may be broken: inside 「営業日」 too.
    Inside,
    /// Anywhere, because a word is longer than a line.
    Anywhere,
}

/// The least costly lines, at most so many; none if they do not fit.
pub(super) fn broken(signs: &[Sign], measure: f32, most: usize, breaks: Breaks) -> Option<Vec<Range<usize>>> {
    let end = signs.len();
    let total: f32 = signs.iter().map(|sign| sign.width).sum();
    // best[n][to]: what the first signs cost in n lines, and where the last of them begins.
    let mut best = vec![vec![None::<(f32, usize)>; end + 1]; most + 1];
    best[0][0] = Some((0.0, 0));
    for count in 1..=most {
        // Lines are even when each is as long as the text shared out among as many as it needs.
        let share = total / (total / measure).ceil().max(1.0);
        for to in 1..=end {
            let Some(ends) = (if to == end { Some(0.0) } else { allowed(signs[to - 1].sign, signs[to].sign, breaks) }) else {
                continue;
            };
            for from in (0..to).rev() {
                let width = width(&signs[from..to]);
                if width > measure {
                    break;
                }
                let Some((before, _)) = best[count - 1][from] else { continue };
                let uneven = (width - share) / measure;
                let all = before + ends + uneven * uneven + LINE;
                if best[count][to].is_none_or(|(known, _)| all < known) {
                    best[count][to] = Some((all, from));
                }
            }
        }
    }
    let cost_of = |count: &usize| best[*count][end].map(|(cost, _)| cost);
    let mut count = (1..=most).filter(|count| cost_of(count).is_some()).min_by(|one, other| {
        let (one, other) = (cost_of(one).unwrap_or(f32::MAX), cost_of(other).unwrap_or(f32::MAX));
        one.total_cmp(&other)
    })?;
    let (mut lines, mut to) = (Vec::new(), end);
    while count > 0 {
        let (_, from) = best[count][to]?;
        lines.push(trimmed(signs, from..to));
        (to, count) = (from, count - 1);
    }
    lines.reverse();
    Some(lines)
}

/// As many of the signs as there is room for, with … behind them.
pub(super) fn cut(signs: &[Sign], measure: f32, most: usize, dots: &[Sign]) -> (Vec<Sign>, Vec<Range<usize>>) {
    // More than this never fits.
    let (room, mut width) = (measure * most as f32, 0.0);
    let fits = |sign: &&Sign| {
        width += sign.width;
        width <= room
    };
    let longest = signs.iter().take_while(fits).count();
    for (breaks, shortest) in [(Breaks::Inside, longest / 2), (Breaks::Anywhere, 0)] {
        for length in (shortest..=longest).rev() {
            let ends_badly =
                |sign: &Sign| sign.sign.is_whitespace() || NOT_LAST.contains(sign.sign) || GOOD_END.contains(sign.sign);
            if length > 0 && ends_badly(&signs[length - 1]) {
                continue;
            }
            let kept: Vec<Sign> = signs[..length].iter().chain(dots).copied().collect();
            if let Some(lines) = broken(&kept, measure, most, breaks) {
                return (kept, lines);
            }
        }
    }
    (Vec::new(), Vec::new())
}

/// The width of a line: spaces at its ends take no room.
fn width(line: &[Sign]) -> f32 {
    line[trimmed(line, 0..line.len())].iter().map(|sign| sign.width).sum()
}

/// How far a line is moved to the left: an opening bracket fills only the second half of its square.
pub(super) fn indent(line: &[Sign]) -> f32 {
    let opens = |sign: &&Sign| "「『【〈《〔（［｛".contains(sign.sign) && sign.width > 0.9;
    if line.first().filter(opens).is_some() { 0.5 } else { 0.0 }
}

fn trimmed(signs: &[Sign], line: Range<usize>) -> Range<usize> {
    let is_space = |at: &usize| signs[*at].sign.is_whitespace();
    let start = line.clone().find(|at| !is_space(at)).unwrap_or(line.end);
    let end = line.clone().rev().find(|at| !is_space(at)).map_or(start, |at| at + 1);
    start..end.max(start)
}

/// What a break between two signs costs where lines may end so.
fn allowed(before: char, after: char, breaks: Breaks) -> Option<f32> {
    match breaks {
        Breaks::Between => cost(before, after).filter(|cost| *cost <= BETWEEN),
        Breaks::Inside => cost(before, after),
        Breaks::Anywhere => Some(cost(before, after).unwrap_or(FORCED)),
    }
}

/// What a break between two signs costs; none where no line may end.
fn cost(before: char, after: char) -> Option<f32> {
    let hangs = |sign: char| NOT_FIRST.contains(sign) || sign.is_whitespace() || sign.width() == Some(0);
    if hangs(after) || NOT_LAST.contains(before) || after.width() == Some(0) {
        return None;
    }
    if before.is_whitespace() || GOOD_END.contains(before) {
        return Some(0.0);
    }
    Some(match (kind(before), kind(after)) {
        (Kind::Word, Kind::Word) if matches!(before, '-' | '/' | '–' | '—') => 0.2,
        (Kind::Word, Kind::Word) => return None,
        // 「ではじめる」 may be one word or two; 「で始める」 is two.
        (Kind::Hiragana, Kind::Hiragana) => 0.4,
        // 「3つの」 belongs to what comes next.
        (Kind::Hiragana, _) if before == 'の' => 0.08,
        (Kind::Hiragana, _) => 0.02,
        (_, Kind::Bracket) => 0.02,
        (Kind::Katakana, Kind::Katakana) => 0.6,
        // 「30日」, 「3つ」: a number and what it counts.
        (Kind::Word, _) if before.is_ascii_digit() => 0.6,
        (Kind::Kanji, Kind::Hiragana) => 0.6,
        (_, Kind::Hiragana) => 0.3,
        (Kind::Kanji, Kind::Kanji) => 0.3,
        _ => 0.1,
    })
}

#[derive(PartialEq)]
enum Kind {
    Hiragana,
    Katakana,
    Kanji,
    Bracket,
    Word,
}

fn kind(sign: char) -> Kind {
    match sign {
        '\u{3041}'..='\u{309F}' => Kind::Hiragana,
        '\u{30A0}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => Kind::Katakana,
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇' => {
            Kind::Kanji
        }
        sign if NOT_LAST.contains(sign) => Kind::Bracket,
        '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}' => Kind::Kanji,
        _ => Kind::Word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Japanese signs are an em wide, others half of one.
    fn signs(text: &str) -> Vec<Sign> {
        text.chars().map(|sign| Sign { sign, width: sign.width().unwrap_or(0) as f32 / 2.0 }).collect()
    }

    #[test]
    fn a_title_is_cut_between_words_and_lines() {
        let signs = signs("How the team closed its books four days earlier");
        let (kept, lines) = cut(&signs, 9.0, 2, &[Sign { sign: '…', width: 1.0 }]);
        assert_eq!(text(&kept, &lines), ["How the team", "closed its books…"]);
    }

    fn text(signs: &[Sign], lines: &[Range<usize>]) -> Vec<String> {
        lines.iter().map(|line| signs[line.clone()].iter().map(|sign| sign.sign).collect()).collect()
    }

    #[track_caller]
    fn check(title: &str, measure: f32, expected: &[&str]) {
        let signs = signs(title);
        let lines = broken(&signs, measure, 3, Breaks::Inside).map(|lines| text(&signs, &lines));
        assert_eq!(lines.unwrap_or_default(), expected);
    }

    #[test]
    fn a_short_title_stays_on_one_line() {
        check("承認の流れを整える", 12.0, &["承認の流れを整える"]);
        check("Approval in one day", 12.0, &["Approval in one day"]);
    }

    #[test]
    fn lines_end_where_a_reader_would_pause() {
        check("締め日の前日に、未承認の申請をまとめて知らせる", 14.0, &["締め日の前日に、未承認の", "申請をまとめて知らせる"]);
        check("はじめの30日で3つの効果を確かめる", 12.0, &["はじめの30日で", "3つの効果を確かめる"]);
        check("Find every receipt before the month closes", 14.0, &["Find every receipt", "before the month closes"]);
    }

    #[test]
    fn words_are_broken_only_when_asked_to() {
        let signs = signs("月締めを8営業日から4営業日にした小売業のお客様");
        let broken = |measure, breaks| broken(&signs, measure, 2, breaks).map(|lines| text(&signs, &lines));
        assert_eq!(broken(12.4, Breaks::Between), None);
        assert!(broken(12.4, Breaks::Inside).is_some());
        let wide = broken(15.3, Breaks::Between).expect("it fits");
        assert_eq!(wide, ["月締めを8営業日から", "4営業日にした小売業のお客様"]);
    }

    #[test]
    fn no_line_begins_or_ends_with_what_must_not() {
        for measure in [4.0, 5.0, 6.0, 7.0, 8.0, 9.0] {
            for title in ["「はい」、「いいえ」。サーバーっぽい（仮）の話…です", "ああ、いい。うう・ええーおお々かか」き"]
            {
                let signs = signs(title);
                let Some(lines) = broken(&signs, measure, 9, Breaks::Inside) else { continue };
                for line in text(&signs, &lines) {
                    assert!(!line.starts_with(|sign| NOT_FIRST.contains(sign)), "{line}");
                    assert!(!line.ends_with(|sign| NOT_LAST.contains(sign)), "{line}");
                }
            }
        }
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken_only_when_there_is_no_other_way() {
        let signs = signs("Donaudampfschifffahrt");
        assert_eq!(broken(&signs, 6.0, 3, Breaks::Inside), None);
        let lines = broken(&signs, 6.0, 3, Breaks::Anywhere).expect("it fits by force");
        assert_eq!(text(&signs, &lines).concat(), "Donaudampfschifffahrt");
    }

    #[test]
    fn what_does_not_fit_is_cut_with_dots() {
        let signs = signs("経費の申請と承認を、はじめの30日で、全社に広げるための手引き");
        let (kept, lines) = cut(&signs, 6.0, 2, &[Sign { sign: '…', width: 1.0 }]);
        let lines = text(&kept, &lines);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && !lines[1].ends_with("、…"), "{lines:?}");
        assert_eq!(cut(&signs, 6.0, 2, &[Sign { sign: '…', width: 19.0 }]).1, []);
    }
}
