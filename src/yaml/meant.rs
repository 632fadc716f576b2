//! What somebody meant who wrote a value in another form: full-width digits, `2026/9/2`, `1,200,000`, `80%`.
//!
//! Nothing here decides that a value is right. Each form is only a guess; the format's own reader says which of them it can read.

use crate::diag::Hint;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// The first form of a text that can be read.
pub(crate) fn meant(text: &str, readable: impl Fn(&str) -> bool) -> Option<Hint> {
    forms(text).into_iter().find(|(form, _)| form != text && readable(form)).map(|(form, sure)| {
        let hint = Hint::write(form);
        if sure { hint.sure() } else { hint }
    })
}

/// Other forms of a text, the most likely first, and whether each means the same beyond doubt.
fn forms(text: &str) -> Vec<(String, bool)> {
    let plain: String = text.nfkc().collect();
    let plain = plain.trim();
    let mut forms = vec![(plain.to_owned(), true), (plain.replace(['O', 'o'], "0").replace(['l', 'I'], "1"), false)];
    forms.extend(number(plain));
    forms.extend(range(plain));
    forms.extend(day(plain).map(|form| (form, true)));
    forms.extend(month(plain).map(|form| (form, true)));
    forms.extend(fiscal(plain).map(|form| (form, true)));
    forms.extend(interval(plain).map(|form| (form, true)));
    forms.extend(last_day(plain).map(|form| (form, false)));
    // A day where a month is wanted.
    forms.extend(day(plain).map(|form| (form[..7].to_owned(), false)));
    forms
}

/// `1,200,000`, `12万円`, `30分`, `80%`, `¥500`.
fn number(text: &str) -> Option<(String, bool)> {
    let text = text.trim_start_matches(['¥', '$']).trim();
    let end = text.find(|char: char| !(char.is_ascii_digit() || matches!(char, '.' | ',' | '_' | '-'))).unwrap_or(text.len());
    let (digits, rest) = (&text[..end], text[end..].trim());
    if !digits.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if let Some(zeros) = zeros(rest) {
        return Some((with_zeros(digits, zeros)?, true));
    }
    match rest {
        "" => Some((digits.replace(',', "_"), true)),
        "%" => Some((hundredth(digits)?, false)),
        _ => Some((digits.replace(',', "_"), false)),
    }
}

/// How many zeros a word after a number stands for.
fn zeros(word: &str) -> Option<usize> {
    match word.trim_end_matches('円') {
        "千" | "K" | "k" => Some(3),
        "万" => Some(4),
        "百万" | "M" | "million" => Some(6),
        "千万" => Some(7),
        "億" => Some(8),
        "B" | "billion" => Some(9),
        "兆" => Some(12),
        _ => None,
    }
}

/// `12` with four zeros → `120_000`, `1.5` → `15_000`, digit by digit.
fn with_zeros(digits: &str, zeros: usize) -> Option<String> {
    let digits = digits.replace([',', '_'], "");
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    if whole.len() > 9 || part.len() > zeros || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = format!("{whole}{part:0<zeros$}");
    let number = number.trim_start_matches('0');
    let mut grouped = String::new();
    for (at, digit) in number.chars().enumerate() {
        if at > 0 && (number.len() - at) % 3 == 0 {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    Some(if grouped.is_empty() { "0".to_owned() } else { grouped })
}

/// `80` → `0.8`, `2.5` → `0.025`, digit by digit.
pub(crate) fn hundredth(digits: &str) -> Option<String> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() > 9 || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let padded = format!("{whole:0>3}");
    let (before, after) = padded.split_at(padded.len() - 2);
    let fraction = format!("{after}{part}");
    let fraction = fraction.trim_end_matches('0');
    Some(if fraction.is_empty() { before.to_owned() } else { format!("{before}.{fraction}") })
}

/// The numbers in a text, as written.
fn groups(text: &str) -> Vec<&str> {
    text.split(|char: char| !char.is_ascii_digit()).filter(|group| !group.is_empty()).collect()
}

/// `2026/9/2`, `2026年9月2日`.
fn day(text: &str) -> Option<String> {
    match groups(text)[..] {
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            Some(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => None,
    }
}

/// `2026-11-31`: the last day that month has.
fn last_day(text: &str) -> Option<String> {
    let written = day(text)?;
    let first: Date = format!("{}-01", &written[..7]).parse().ok()?;
    let last = first.last_of_month();
    (written[8..].parse::<i8>().ok()? > last.day()).then(|| last.to_string())
}

/// `2026/9`, `2026年9月`, `202609`.
fn month(text: &str) -> Option<String> {
    match groups(text)[..] {
        [year, month] if year.len() == 4 && month.len() <= 2 && !text.contains(['Q', 'q']) => Some(format!("{year}-{month:0>2}")),
        [digits] if digits.len() == 6 && digits.len() == text.len() => Some(format!("{}-{}", &digits[..4], &digits[4..])),
        _ => None,
    }
}

/// Two months with any sign between them, also in the wrong order.
fn range(text: &str) -> Vec<(String, bool)> {
    let one = |text: &str| month(text).or_else(|| day(text).map(|day| day[..7].to_owned()));
    let parts = ["..", "~", "〜", "～", " - ", "–", "—", "から", "to"].iter().find_map(|sign| text.split_once(sign));
    let Some((Some(first), Some(last))) = parts.map(|(first, last)| (one(first), one(last))) else { return Vec::new() };
    vec![(format!("{first}..{last}"), true), (format!("{last}..{first}"), false)]
}

/// `2026Q3`, `FY26-Q3`, `2026年度`.
fn fiscal(text: &str) -> Option<String> {
    let year = |digits: &str| match digits.len() {
        4 => Some(digits.to_owned()),
        2 => Some(format!("20{digits}")),
        _ => None,
    };
    let upper = text.to_uppercase();
    match groups(text)[..] {
        [digits] if upper.starts_with("FY") || text.ends_with("年度") => Some(format!("FY{}", year(digits)?)),
        [digits, quarter] if upper.contains('Q') && quarter.len() == 1 => Some(format!("FY{}-Q{quarter}", year(digits)?)),
        _ => None,
    }
}

/// `90日`, `1年`, `12か月`.
fn interval(text: &str) -> Option<String> {
    let &[digits] = groups(text).as_slice() else { return None };
    let number: u32 = digits.parse().ok()?;
    let rest = text.strip_prefix(digits)?.trim();
    match rest {
        "日" | "日間" | "days" | "day" => Some(format!("{number}d")),
        "か月" | "ヶ月" | "カ月" | "ヵ月" | "ケ月" | "m" | "month" => Some(format!("{number} months")),
        "年" | "年間" | "y" | "year" | "years" => Some(format!("{} months", number.checked_mul(12)?)),
        _ => None,
    }
}

/// What a word for yes or no is here.
pub(super) fn truth(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" | "はい" | "有" | "あり" => Some("true"),
        "false" | "no" | "off" | "n" | "0" | "いいえ" | "無" | "なし" => Some("false"),
        _ => None,
    }
}

/// What a single value is as a list.
pub(super) fn listed(text: &str) -> String {
    match text {
        "なし" | "無し" | "-" | "none" => "[]".to_owned(),
        _ => format!("[{}]", separated(text).unwrap_or_else(|| text.to_owned())),
    }
}

/// Several values that stand in one text, with `, ` between them: `a; b`, `a、b`, `30-50`.
pub(super) fn separated(text: &str) -> Option<String> {
    let number = |part: &&str| part.starts_with(|char: char| char.is_ascii_digit()) && part.parse::<f64>().is_ok();
    let bounds: Vec<&str> = text.split(['-', '~', '〜', '～']).map(str::trim).collect();
    if bounds.len() == 2 && bounds.iter().all(number) {
        return Some(bounds.join(", "));
    }
    let words: Vec<&str> =
        text.split([';', '；', '、', '，', '・', ',', ' ', '\u{3000}']).map(str::trim).filter(|word| !word.is_empty()).collect();
    (words.len() > 1).then(|| words.join(", "))
}

/// A text as an id: half-width, lower case, `_` for what cannot stand in one.
pub(super) fn id(text: &str) -> Option<String> {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let good = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
    let id: String = folded.trim().chars().map(|char| if good(char) { char } else { '_' }).collect();
    // An id of which little is left would say nothing.
    let kept = id.chars().filter(|char| *char != '_').count();
    (kept * 2 > id.chars().count() && id.starts_with(|char: char| char.is_ascii_alphanumeric())).then_some(id)
}
