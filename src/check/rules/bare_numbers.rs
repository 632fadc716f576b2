//! Numbers that somebody copied next to the name of a metric, where a figure would stay true.

use crate::check::prose::not_prose;
use crate::check::{OnePage, Rule, Run};
use crate::config::Config;
use crate::content::Written;
use crate::diag::{Diagnostic, Hint, Report, codes};
use crate::model::{Definitions, Format, Metric, Unit};
use std::ops::Range;

pub(in crate::check) const RULE: Rule = Rule { name: "numbers beside the name of a metric", run: Run::Page(run) };

// What may stand between the name of a metric and its value. With anything else the number may mean something of its own:
// 「解約ARRを12万円訂正しました」.
const LINKS: &[&str] = &[
    "は",
    "が",
    "：",
    ":",
    "＝",
    "=",
    "（",
    "(",
    "was",
    "is",
    "of",
    "at",
    "reached",
    "rose to",
    "fell to",
    "dropped to",
    "grew to",
];

// Words about a number that leave it a value.
const ABOUT: &[&str] = &["約", "およそ", "ほぼ", "平均", "about", "almost", "around", "nearly", "just"];

// Words after a number that make a limit, a day, a share or a gap of it: 「80%以上」, 「7日前」, “¥600,000 short of plan”.
const OTHERWISE: &[&str] = &[
    "以上",
    "以下",
    "以内",
    "未満",
    "超",
    "を超え",
    "を下回",
    "を上回",
    "を切",
    "より",
    "まで",
    "に満た",
    "なら",
    "を目",
    "前",
    "後",
    "目",
    "ごと",
    "あたり",
    "or more",
    "or less",
    "or higher",
    "or lower",
    "or above",
    "or below",
    "and above",
    "and below",
    "above",
    "below",
    "ahead of",
    "behind",
    "short of",
    "more than",
    "less than",
    "per ",
];

// Words before the name of a metric by which it is another number than the one in the data.
const ANOTHER: &[&str] = &[
    "想定",
    "想定の",
    "目標の",
    "計画の",
    "予想の",
    "見込みの",
    "業界の",
    "平均の",
    "他社の",
    "assumed ",
    "planned ",
    "target ",
    "expected ",
];

fn run(OnePage { written, names, .. }: OnePage<'_>, report: &mut Report) {
    if let Some(names) = names.get(written.page.language).filter(|names| !names.is_empty()) {
        page(written, names, report);
    }
}

/// What a metric is called in text, in lower case.
pub(in crate::check) struct Name<'a> {
    text: String,
    metric: &'a Metric,
    counter: &'a str,
}

/// The names of all metrics by language.
pub(in crate::check) fn names<'a>(config: &Config, definitions: &'a Definitions) -> Vec<Vec<Name<'a>>> {
    config.languages.iter().map(|language| of_language(definitions, language)).collect()
}

/// The names in a language, without what stands in parentheses at their end: nobody writes that in a sentence. The longest
/// first, so that 「解約ARR」 is not taken for 「ARR」; of two alike the first that was defined.
fn of_language<'a>(definitions: &'a Definitions, language: &str) -> Vec<Name<'a>> {
    let metrics = definitions.iter().map(|(_, metric)| metric);
    let mut names: Vec<Name<'a>> = metrics
        .map(|metric| {
            let name = metric.name.get(language);
            let text = name.split(['（', '(']).next().unwrap_or(name).trim().to_ascii_lowercase();
            Name { text, metric, counter: metric.counter.get(language) }
        })
        .filter(|name| !name.text.is_empty())
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.text.len()));
    names
}

fn page(written: &Written, names: &[Name<'_>], report: &mut Report) {
    let body = written.page.body();
    let mut skipped = None;
    for number in numbers(body) {
        let line = body[..number.start].rfind('\n').map_or(0, |at| at + 1);
        let before = body[line..number.start].to_ascii_lowercase();
        // Rows of tables hold targets and examples as well, and nothing in them says so.
        let Some(name) = named(&before, names).filter(|_| !before.trim_start().starts_with('|')) else { continue };
        if !is_value(name, &before, &body[number.end..]) {
            continue;
        }
        let skipped = skipped.get_or_insert_with(|| not_prose(body));
        if skipped.iter().any(|range: &Range<usize>| range.start <= number.start && number.end <= range.end) {
            continue;
        }
        let start = written.page.body_start;
        let place = written.page.place_at(start + number.start, start + number.end);
        let id = &name.metric.id;
        let message = format!("this value of `{id}` was written by hand: it stays as it is when the figure changes");
        let hint =
            Hint::from(format!("write `{{{{ {id} }}}}` for number and unit, with `segment=…` or `at=…` where that is meant"));
        report.push(Diagnostic::new(&codes::BARE_NUMBER, place, message).hint(hint));
    }
}

/// The numbers of a text.
fn numbers(body: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = body.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
        let of_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'_');
        at = start + bytes[start..].iter().take_while(|byte| of_number(byte)).count();
        Some(start..start + body[start..at].trim_end_matches(['.', ',', '_']).len())
    })
}

/// The metric whose name stands right before a number.
fn named<'n, 'a>(before: &str, names: &'n [Name<'a>]) -> Option<&'n Name<'a>> {
    let bare = |text: &'_ str| text.trim_end_matches([' ', '*', '_', '¥', '$', '€', '「', '」', '\u{3000}']).len();
    let strip = |text: &mut usize, words: &[&str]| {
        let found = words.iter().filter(|word| before[..*text].ends_with(**word)).max_by_key(|word| word.len());
        *text = bare(&before[..*text - found.map_or(0, |word| word.len())]);
    };
    let mut end = bare(before);
    strip(&mut end, ABOUT);
    strip(&mut end, LINKS);
    let found = names.iter().find(|name| before[..end].ends_with(&name.text))?;
    let earlier = &before[..end - found.text.len()];
    // Part of a longer word, as in `GNRR`.
    let cut = earlier.chars().next_back().is_some_and(|char| char.is_ascii_alphanumeric());
    (!cut && !ANOTHER.iter().any(|word| earlier.ends_with(word))).then_some(found)
}

/// Whether what stands after a number makes it a value of the metric.
fn is_value(name: &Name<'_>, before: &str, after: &str) -> bool {
    let ends =
        |text: &str| text.chars().next().is_none_or(|char| "。、，．,.!?！？)）\n*".contains(char) || char.is_whitespace());
    let after = after.trim_start_matches(' ');
    let units: &[&str] = match (name.metric.unit, name.metric.format) {
        (Unit::Ratio, Format::Times) => &["倍", "times", "×", "x"],
        (Unit::Ratio, _) => &["%", "％", "パーセント", "percent"],
        (Unit::Money, _) => &["円", "万円", "百万円", "億円", "万", "億", "million", "M"],
        (Unit::Days, _) => &["日", "days"],
        (Unit::Hours, _) => &["時間", "hours"],
        (Unit::Score | Unit::Points, _) => &["点", "ポイント", "points"],
        (Unit::Count, _) => &["社", "件", "名", "人", "回", "席"],
    };
    let counters = name.counter.split('|').filter(|counter| !counter.is_empty());
    let unit = units.iter().copied().chain(counters).filter(|unit| after.starts_with(unit)).max_by_key(|unit| unit.len());
    let rest = match unit {
        Some(unit) => after[unit.len()..].trim_start(),
        None if before.trim_end().ends_with(['¥', '$', '€']) => after,
        None if matches!(name.metric.unit, Unit::Score | Unit::Points | Unit::Count) && ends(after) => "",
        None => return false,
    };
    !OTHERWISE.iter().any(|word| rest.starts_with(word))
}
