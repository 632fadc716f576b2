//! Printed figures. Nobody else formats a number.
//!
//! Rounded half away from zero (四捨五入), once, from the exact value. The minus is `−` (U+2212). Signs and plurals are those of the language
//! (`locale.rs`), words those of its strings file (`language.rs`).

use super::locale;
use super::{Bound, Definitions, Exact, Format, Language, Localised, Metric, MetricRef, Phrase, Unit};
use std::fmt;

/// A figure in the pieces a page shows in different sizes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    /// `+`, `−`, `±` or nothing.
    pub sign: &'static str,
    /// What stands before the digits: `¥`.
    pub prefix: String,
    /// The digits with their separators.
    pub number: String,
    /// What stands between number and unit: a space in English.
    pub gap: &'static str,
    /// The unit: `%`, `万円`, `hours`.
    pub unit: String,
}

impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}{}{}", self.sign, self.prefix, self.number, self.gap, self.unit)
    }
}

/// The most decimals of a step that would read as nothing: one yen in millions has six.
const FINEST: u8 = 9;

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// In full: 182,000,000円.
    Full,
    /// Money in three significant digits: 1.82億円.
    Card,
    /// Money in millions, the unit being named in the table's head: 182.0.
    Millions,
}

/// What printing needs to know of a metric.
#[derive(Debug, Clone)]
pub struct Look<'a> {
    /// The unit.
    pub unit: Unit,
    /// How many decimals, if not the unit's own.
    pub decimals: Option<u8>,
    /// As a multiple or as usual.
    pub format: Format,
    /// The word after a count.
    pub counter: Option<&'a Localised>,
    /// The site's currency: `JPY`.
    pub currency: &'a str,
    /// The language to print in.
    pub language: &'a Language,
}

impl<'a> Look<'a> {
    /// The look of a metric.
    pub fn of(metric: &'a Metric, currency: &'a str, language: &'a Language) -> Self {
        let counter = (!metric.counter.is_empty()).then_some(&metric.counter);
        Look { unit: metric.unit, decimals: metric.decimals, format: metric.format, counter, currency, language }
    }

    /// The look of a metric or part.
    pub fn of_ref(definitions: &'a Definitions, of: MetricRef, currency: &'a str, language: &'a Language) -> Self {
        Look::of(definitions.get(of.metric), currency, language)
    }

    fn japanese(&self) -> bool {
        self.language.is_japanese()
    }

    fn gap(&self) -> &'static str {
        locale::gap(self.language.tag())
    }

    fn decimals_or_usual(&self) -> u8 {
        self.decimals.unwrap_or(match self.unit {
            Unit::Ratio | Unit::Hours | Unit::Score => 1,
            Unit::Money => minor_digits(self.currency),
            Unit::Count | Unit::Days | Unit::Points => 0,
        })
    }

    /// A value.
    pub fn value(&self, value: &Exact, style: Style) -> Printed {
        let mut printed = match self.unit {
            Unit::Money => self.money(value, style),
            Unit::Ratio if self.format == Format::Plain => self.scaled(&value.times(&Exact::from(100)), self.decimals_or_usual()),
            _ => self.scaled(value, self.decimals_or_usual()),
        };
        if self.unit != Unit::Money {
            (printed.gap, printed.unit) = self.unit_word(self.form(&printed.number));
        }
        printed
    }

    /// A value no more exact than it is printed in full.
    pub fn rounded(&self, value: &Exact) -> Exact {
        let places = if self.unit == Unit::Ratio && self.format == Format::Plain { 2 } else { 0 };
        value.rounded(i32::from(self.decimals_or_usual()) + places)
    }

    /// A change: with `+` or `−`, of a ratio in points.
    pub fn change(&self, change: &Exact, style: Style) -> Printed {
        if self.unit == Unit::Ratio && self.format == Format::Plain {
            return self.points(change, self.decimals_or_usual());
        }
        signed(self.value(change, style))
    }

    /// A change that does not read as nothing while it is something: as many decimals as its first digit needs, +0.04 in millions.
    pub fn step(&self, change: &Exact, style: Style) -> Printed {
        let usual = self.change(change, style);
        if usual.sign != "±" || change.is_zero() {
            return usual;
        }
        let mut finer = (1..=FINEST).map(|decimals| Look { decimals: Some(decimals), ..self.clone() }.change(change, style));
        finer.find(|printed| printed.sign != "±").unwrap_or(usual)
    }

    /// A difference of ratios in points, with so many decimals: +0.75pt.
    pub fn points(&self, change: &Exact, decimals: u8) -> Printed {
        let printed = self.scaled(&change.times(&Exact::from(100)), decimals);
        signed(Printed { gap: self.gap(), unit: self.language.say(Phrase::PercentPoints).to_owned(), ..printed })
    }

    /// A value with the digits it was written with: a target of 80 %, 100.8 % or 240万円.
    pub fn as_written(&self, value: &Exact) -> Printed {
        let shown =
            if self.unit == Unit::Ratio && self.format == Format::Plain { value.times(&Exact::from(100)) } else { value.clone() };
        if self.unit == Unit::Money {
            let short = self.trimmed_money(value);
            return short.unwrap_or_else(|| self.money(value, Style::Full));
        }
        let decimals = shown.decimals().unwrap_or_else(|| self.decimals_or_usual()).min(10);
        Look { decimals: Some(decimals), ..self.clone() }.value(value, Style::Full)
    }

    /// A target in words: 80%以上, at least 80%.
    pub fn bound(&self, bound: &Bound) -> String {
        let printed = |value: &Exact| self.as_written(value).to_string();
        match bound {
            Bound::AtLeast { target, .. } => self.language.fill(Phrase::AtLeast, &[("value", &printed(target))]),
            Bound::AtMost { target, .. } => self.language.fill(Phrase::AtMost, &[("value", &printed(target))]),
            Bound::Within { target: [low, high], .. } => {
                let low = Printed { unit: String::new(), gap: "", ..self.as_written(low) };
                format!("{low}{}{}", self.language.say(Phrase::Range), printed(high))
            }
        }
    }

    /// The unit to name in a table's head for [`Style::Millions`]; empty for what carries its unit itself.
    pub fn head_unit(&self) -> String {
        if self.unit == Unit::Money { self.millions().concat() } else { String::new() }
    }

    /// What stands before and after a number of millions: `¥` and `M`, nothing and `百万円`.
    pub fn millions(&self) -> [String; 2] {
        let currency = if self.japanese() { japanese_currency(self.currency) } else { symbol(self.currency) };
        match self.language.say(Phrase::Millions).strip_prefix("{currency}") {
            Some(after) => [currency, after.to_owned()],
            None => [String::new(), self.language.fill(Phrase::Millions, &[("currency", currency.trim_end())])],
        }
    }

    /// Which form of a word stands after a printed number: 0 for one thing.
    fn form(&self, number: &str) -> usize {
        let (group, point) = locale::separators(self.language.tag());
        let plain = number.replace(group, "");
        let (whole, fraction) = plain.split_once(point).unwrap_or((&plain, ""));
        locale::plural(self.language.tag(), whole, fraction)
    }

    fn unit_word(&self, form: usize) -> (&'static str, String) {
        let said = |phrase| (self.gap(), counted(self.language.say(phrase), form).to_owned());
        match self.unit {
            Unit::Ratio if self.format == Format::Times => ("", self.language.say(Phrase::Times).to_owned()),
            Unit::Ratio => (locale::percent_gap(self.language.tag()), "%".to_owned()),
            Unit::Hours => said(Phrase::Hours),
            Unit::Days => said(Phrase::Days),
            Unit::Count => match self.counter.map(|counter| counter.get(self.language.tag())) {
                Some(word) if !word.is_empty() => (self.gap(), counted(word, form).to_owned()),
                _ => ("", String::new()),
            },
            Unit::Money | Unit::Score | Unit::Points => ("", String::new()),
        }
    }

    fn money(&self, value: &Exact, style: Style) -> Printed {
        match style {
            Style::Full => self.amount(value, 0, self.decimals_or_usual(), ""),
            Style::Millions => {
                let millions = value.over(&Exact::from(1_000_000)).unwrap_or(Exact::ZERO);
                self.scaled(&millions, self.decimals.unwrap_or(1))
            }
            Style::Card => self.short_money(value).unwrap_or_else(|| self.money(value, Style::Full)),
        }
    }

    /// Three significant digits in the largest unit that fits; `None` for what is short in full.
    fn short_money(&self, value: &Exact) -> Option<Printed> {
        // ¥9,999 is short enough in full, and rounds to no other figure.
        let first = value.magnitude().filter(|first| *first >= 4)?;
        // Rounding may carry into the next unit, so it comes first: 99,995,000 is 1.00億, not 10,000万.
        let rounded = value.rounded(2 - first);
        let first = rounded.magnitude()?;
        let (exponent, word) = self.scale(first)?;
        let decimals = (2 - (first - exponent)).clamp(0, 2) as u8;
        Some(self.amount(&rounded, exponent, decimals, word))
    }

    /// In the largest unit in which it can be written in full with few digits.
    fn trimmed_money(&self, value: &Exact) -> Option<Printed> {
        let (exponent, word) = self.scale(value.magnitude()?)?;
        let decimals = divided(value, exponent).decimals().filter(|decimals| *decimals <= 3)?;
        Some(self.amount(value, exponent, decimals, word))
    }

    /// The largest unit that fits. Three words are of a language that counts by ten thousands (万 億 兆), four of one that counts by
    /// thousands.
    fn scale(&self, magnitude: i32) -> Option<(i32, &'a str)> {
        let words: Vec<&str> = self.language.say(Phrase::MoneyScales).split_whitespace().collect();
        let exponents: &[i32] = if words.len() == 3 { &[4, 8, 12] } else { &[3, 6, 9, 12] };
        exponents.iter().copied().zip(words).rev().find(|(exponent, _)| magnitude >= *exponent && magnitude >= 4)
    }

    fn amount(&self, value: &Exact, exponent: i32, decimals: u8, word: &str) -> Printed {
        let mut printed = self.scaled(&divided(value, exponent), decimals);
        if self.japanese() {
            printed.unit = format!("{word}{}", japanese_currency(self.currency));
        } else if locale::currency_after(self.language.tag()) {
            printed.gap = "\u{a0}";
            printed.unit = [word, symbol(self.currency).trim_end()].join("\u{a0}").trim_start().to_owned();
        } else {
            printed.prefix = symbol(self.currency);
            printed.unit = word.to_owned();
        }
        printed
    }

    fn scaled(&self, value: &Exact, decimals: u8) -> Printed {
        let (negative, digits) = value.fixed(decimals);
        Printed { sign: if negative { "−" } else { "" }, number: written(&digits, self.language.tag()), ..Printed::default() }
    }
}

/// The word of a counter in one of its forms: `account|accounts` names both. What has fewer stands in its last.
fn counted(word: &str, form: usize) -> &str {
    word.split('|').take(form + 1).last().unwrap_or(word)
}

fn signed(printed: Printed) -> Printed {
    let zero = printed.number.chars().all(|digit| !digit.is_ascii_digit() || digit == '0');
    let sign = match printed.sign {
        "" if zero => "±",
        "" => "+",
        minus => minus,
    };
    Printed { sign, ..printed }
}

fn divided(value: &Exact, exponent: i32) -> Exact {
    let power = 10_i64.pow(exponent.clamp(0, 18) as u32);
    value.over(&Exact::from(power)).unwrap_or(Exact::ZERO)
}

/// Digits, with a fraction or without, in groups of three. A sign is the caller's.
pub(crate) fn grouped(digits: &str) -> String {
    written(digits, "en")
}

/// The same with the signs of a language.
pub(crate) fn written(digits: &str, language: &str) -> String {
    let (group, point) = locale::separators(language);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push_str(group);
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push_str(point);
        out.push_str(fraction);
    }
    out
}

fn minor_digits(currency: &str) -> u8 {
    match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" => 0,
        _ => 2,
    }
}

fn japanese_currency(currency: &str) -> String {
    match currency {
        "JPY" => "円".to_owned(),
        "USD" => "ドル".to_owned(),
        "EUR" => "ユーロ".to_owned(),
        "GBP" => "ポンド".to_owned(),
        "KRW" => "ウォン".to_owned(),
        "CNY" => "元".to_owned(),
        other => other.to_owned(),
    }
}

fn symbol(currency: &str) -> String {
    match currency {
        "JPY" => "¥".to_owned(),
        "USD" => "$".to_owned(),
        "EUR" => "€".to_owned(),
        "GBP" => "£".to_owned(),
        "KRW" => "₩".to_owned(),
        other => format!("{other}\u{a0}"),
    }
}

#[cfg(test)]
mod tests;
