//! A language to print in: its tag, and the words that the program itself says in figures, charts, formulas and texts.
//!
//! The words stand in the strings files of themes, beside those of the interface. Those of the theme inside the program are read
//! here, so that figures can be printed where there is no theme.

use super::locale;
use super::month::Month;
use foldhash::HashMap;
use std::sync::{Arc, LazyLock};

/// A language, cheap to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    tag: Arc<str>,
    // In the order of [`Phrase::KEYS`].
    said: Arc<[Box<str>]>,
}

impl Default for Language {
    fn default() -> Self {
        Language::of("en")
    }
}

impl Language {
    /// A language as the program speaks it: in Japanese, or, for every other one, in English with the numbers of its own.
    pub fn of(tag: &str) -> Self {
        static JAPANESE: LazyLock<Arc<[Box<str>]>> =
            LazyLock::new(|| built_in(include_str!("../../themes/default/strings/ja.yaml")));
        static ENGLISH: LazyLock<Arc<[Box<str>]>> =
            LazyLock::new(|| built_in(include_str!("../../themes/default/strings/en.yaml")));
        let said = if locale::base(tag) == "ja" { &JAPANESE } else { &ENGLISH };
        Language { tag: tag.into(), said: Arc::clone(said) }
    }

    /// A language with words of its own; what it lacks is said as [`Language::of`] does.
    pub fn with_words<'w>(tag: &str, word: impl Fn(&str) -> Option<&'w str>) -> Self {
        let own = Language::of(tag);
        let said = own.said.iter().zip(Phrase::KEYS).map(|(said, key)| word(key).map_or_else(|| said.clone(), Box::from));
        Language { said: said.collect(), ..own }
    }

    /// The tag: `ja`, `en-GB`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// What stands between groups of three digits, and before a fraction.
    pub(crate) fn separators(&self) -> (&'static str, &'static str) {
        locale::separators(&self.tag)
    }

    /// What stands between a number and `%`.
    pub(crate) fn percent_gap(&self) -> &'static str {
        locale::percent_gap(&self.tag)
    }

    /// Whether it is Japanese.
    pub(crate) fn is_japanese(&self) -> bool {
        locale::base(&self.tag) == "ja"
    }

    /// What it says.
    pub(crate) fn say(&self, phrase: Phrase) -> &str {
        self.said.get(phrase as usize).map_or("", |said| said)
    }

    /// What it says, with the `{names}` filled in.
    pub(crate) fn fill(&self, phrase: Phrase, parts: &[(&str, &str)]) -> String {
        fill(self.say(phrase), parts.iter().copied())
    }

    /// What it says of a month, with `{year}`, `{month}`, `{name}`, `{short}` and `{iso}` filled in.
    pub(crate) fn month(&self, phrase: Phrase, month: Month) -> String {
        let name = |names| self.say(names).split_whitespace().nth(usize::from(month.month()) - 1).unwrap_or_default();
        let (year, number, iso) = (month.year().to_string(), month.month().to_string(), month.to_string());
        let (name, short) = (name(Phrase::MonthNames), name(Phrase::ShortMonthNames));
        self.fill(phrase, &[("year", &year), ("month", &number), ("name", name), ("short", short), ("iso", &iso)])
    }
}

/// Puts each part in the place of its `{name}`, in one pass, so that a part may itself hold braces.
pub(crate) fn fill<'a>(pattern: &str, parts: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> String {
    fill_with(pattern, |name, out| {
        let part = parts.clone().find(|(key, _)| *key == name);
        part.inspect(|(_, part)| out.push_str(part)).is_some()
    })
}

/// The same with parts that are written where they are wanted; whether there is one of a name says the writer.
pub(crate) fn fill_with(pattern: &str, mut write: impl FnMut(&str, &mut String) -> bool) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        match inside.find('}').filter(|close| write(&inside[..*close], &mut out)) {
            Some(close) => rest = &inside[close + 1..],
            None => {
                out.push('{');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The phrases of a strings file of our own, in which every word has one line.
fn built_in(strings: &str) -> Arc<[Box<str>]> {
    let text = |line: &str| -> Box<str> { line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line).into() };
    let lines: HashMap<&str, &str> = strings.lines().filter_map(|line| line.split_once(": ")).collect();
    Phrase::KEYS.iter().map(|key| lines.get(key).map_or_else(Box::default, |line| text(line))).collect()
}

macro_rules! phrases {
    ($($name:ident $key:literal)+) => {
        /// What the program itself says.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Phrase { $($name),+ }

        impl Phrase {
            /// The keys of the phrases in a strings file.
            pub(crate) const KEYS: &[&str] = &[$($key),+];
        }
    };
}

phrases! {
    // Figures.
    Hours "count_hours"
    Days "count_days"
    Times "count_times"
    PercentPoints "count_points"
    AtLeast "at_least"
    AtMost "at_most"
    Range "range"
    MoneyScales "money_scales"
    Millions "money_millions"
    Whole "slice_whole"
    // Why a figure is missing.
    NotWritten "missing_value"
    NoDivisor "missing_divisor"
    NoInput "missing_input"
    NoSlice "missing_slice"
    NoPart "missing_part"
    NoSnapshot "missing_snapshot"
    NoMonth "missing_month"
    NotBySegment "missing_by_segment"
    NotByRole "missing_by_role"
    NotByTeam "missing_by_team"
    NoTotal "missing_total"
    Disagreement "missing_agreement"
    // Formulas.
    Not "formula_not"
    If "formula_if"
    Previous "formula_previous"
    MonthsBefore "formula_months_before"
    Share "formula_share"
    Window "formula_window"
    Sum "formula_sum"
    Average "formula_average"
    Min "formula_min"
    Max "formula_max"
    Product "formula_product"
    And "formula_and"
    Or "formula_or"
    Brackets "formula_brackets"
    // Charts and the tables behind them.
    ShowTable "show_table"
    BetweenNames "chart_between_names"
    MonthHead "month"
    ItemHead "chart_item"
    ValueHead "value"
    ShareHead "chart_share"
    EventHead "chart_event"
    NoRecord "no_record"
    Median "chart_median"
    BrokenAxis "chart_broken_axis"
    YearOnAxis "chart_year"
    MonthInTable "chart_month"
    MonthOnAxis "date_month_short"
    MonthNames "date_months"
    ShortMonthNames "date_months_short"
    // Texts.
    Note "callout_note"
    Tip "callout_tip"
    Important "callout_important"
    Warning "callout_warning"
    Caution "callout_caution"
    Internal "internal_only"
    Footnotes "footnotes"
    FootnoteBack "footnote_back"
    WideTable "wide_table"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phrase_is_in_the_strings_of_the_program() {
        for tag in ["ja", "en"] {
            let language = Language::of(tag);
            for (key, said) in Phrase::KEYS.iter().zip(&*language.said) {
                assert!(!said.is_empty() && !said.contains(['"', '\\', '#']), "{tag} {key}: {said}");
            }
        }
    }

    #[test]
    fn what_a_language_lacks_is_said_in_english() {
        let french = Language::with_words("fr", |key| (key == "show_table").then_some("Voir le tableau"));
        assert_eq!(french.say(Phrase::ShowTable), "Voir le tableau");
        assert_eq!(french.say(Phrase::NoRecord), "No record");
        assert_eq!(french.tag(), "fr");
    }
}
