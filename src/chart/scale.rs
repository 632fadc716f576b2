//! Scales with round steps, and the printing of their ticks.

use crate::model::Language;
use std::fmt::Write as _;

/// How the ticks of an axis are printed: in which unit, and what stands around the number.
///
/// Only ticks are printed here; every value of a chart arrives as text.
#[derive(Debug, Clone, PartialEq)]
pub struct TickFormat {
    /// The value that is printed as 1: `0.01` for a ratio in percent, `1e6` for millions.
    pub one: f64,
    /// What stands before the number, such as `¥`.
    pub prefix: String,
    /// What stands after the number on the topmost tick, such as `%` or `百万円`.
    pub suffix: String,
    /// What stands between groups of three digits, and before a fraction.
    pub separators: (&'static str, &'static str),
}

impl TickFormat {
    /// Numbers as they are.
    pub fn plain(language: &Language) -> Self {
        Self { one: 1.0, prefix: String::new(), suffix: String::new(), separators: language.separators() }
    }

    /// Ratios in percent.
    pub fn percent(language: &Language) -> Self {
        Self { one: 0.01, suffix: format!("{}%", language.percent_gap()), ..Self::plain(language) }
    }

    fn unit(&self) -> f64 {
        if self.one.is_finite() && self.one > 0.0 { self.one } else { 1.0 }
    }

    /// A tick with its prefix and suffix.
    pub(super) fn full(&self, value: f64, step: f64) -> String {
        let number = self.bare(value, step);
        match number.strip_prefix('−') {
            Some(rest) => format!("−{}{rest}{}", self.prefix, self.suffix),
            None => format!("{}{number}{}", self.prefix, self.suffix),
        }
    }

    /// A tick as a number only, with as many decimals as its step needs.
    pub(super) fn bare(&self, value: f64, step: f64) -> String {
        let (value, step) = (value / self.unit(), step / self.unit());
        if value.abs() >= 1e15 {
            return format!("{value:e}").replace('-', "−");
        }
        let decimals = (-(step.abs() * 1.000_001).log10().floor()).clamp(0.0, 6.0) as usize;
        grouped(&format!("{value:.decimals$}"), self.separators)
    }
}

/// A plain number with thousands separated and a true minus sign; never `−0`.
fn grouped(number: &str, (group, point): (&str, &str)) -> String {
    let negative = number.starts_with('-') && number.contains(|c: char| ('1'..='9').contains(&c));
    let digits = number.trim_start_matches('-');
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = String::from(if negative { "−" } else { "" });
    for (at, c) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push_str(group);
        }
        out.push(c);
    }
    if !part.is_empty() {
        let _ = write!(out, "{point}{part}");
    }
    out
}

/// A range with round ends and a round step between its ticks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    pub(super) lo: f64,
    pub(super) hi: f64,
    pub(super) step: f64,
}

impl Scale {
    /// The scale that holds all values with at most `most` ticks, printed in units of `one`.
    pub(super) fn of(values: impl IntoIterator<Item = f64>, most: usize, ticks: &TickFormat) -> Self {
        let one = ticks.unit();
        let values: Vec<f64> = values.into_iter().collect();
        // Where all values are whole numbers, half a customer would be no tick.
        let whole = values.iter().all(|value| (value / one - (value / one).round()).abs() < 1e-6);
        let (mut lo, mut hi) = extent(values).unwrap_or((0.0, one));
        let size = lo.abs().max(hi.abs()).max(f64::MIN_POSITIVE * 1e20);
        if hi - lo < size * 1e-9 {
            // All equal: a little room on both sides, and zero stays an end where it is the value.
            let room = if size < one * 1e-9 { one } else { size * 0.05 };
            (lo, hi) = if lo == 0.0 { (0.0, room) } else { (lo - room, hi + room) };
        }
        let most = most.max(2);
        let raw = (hi - lo) / one / (most - 1) as f64;
        let raw = if whole { raw.max(1.0) } else { raw };
        let mut power = 10f64.powf(raw.log10().floor());
        for _ in 0..4 {
            for part in [1.0, 2.0, 5.0] {
                let step = power * part * one;
                let (from, to) = ((lo / step + 1e-9).floor() * step, (hi / step - 1e-9).ceil() * step);
                if step >= raw * one * 0.999 && ((to - from) / step).round() < most as f64 && step.is_finite() {
                    return Self { lo: from, hi: to, step };
                }
            }
            power *= 10.0;
        }
        Self { lo, hi, step: hi - lo }
    }

    /// The ticks from the lowest to the highest.
    pub(super) fn ticks(self) -> impl Iterator<Item = f64> {
        let count = ((self.hi - self.lo) / self.step).round().clamp(0.0, 20.0) as usize;
        (0..=count).map(move |n| {
            let value = self.lo + self.step * n as f64;
            // What is left of a subtraction is not a number anyone wrote.
            if value.abs() < self.step * 1e-9 { 0.0 } else { value }
        })
    }
}

/// The smallest and the largest of some values, `None` if there are none.
pub(super) fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().fold(None, |found, value| match found {
        None => Some((value, value)),
        Some((lo, hi)) => Some((lo.min(value), hi.max(value))),
    })
}

/// A value that can be drawn. Not a number, infinite or absurdly large is missing.
pub(super) fn drawable(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite() && value.abs() < 1e200)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(values: &[f64], most: usize, ticks: &TickFormat) -> Vec<String> {
        let scale = Scale::of(values.iter().copied(), most, ticks);
        scale.ticks().map(|tick| ticks.bare(tick, scale.step)).collect()
    }

    #[test]
    fn ticks_are_round_in_the_unit_they_are_printed_in() {
        assert_eq!(printed(&[0.981, 1.0165], 5, &TickFormat::percent(&Language::default())), ["98", "99", "100", "101", "102"]);
        assert_eq!(
            printed(&[0.0, 3_200_000.0], 5, &TickFormat { one: 1e6, ..TickFormat::plain(&Language::default()) }),
            ["0", "1", "2", "3", "4"]
        );
        assert_eq!(printed(&[-0.4, 0.3], 5, &TickFormat::plain(&Language::default())), ["−0.4", "−0.2", "0.0", "0.2", "0.4"]);
    }

    #[test]
    fn any_values_give_a_scale_that_holds_them() {
        for (lo, hi) in [(0.0, 0.0), (5.0, 5.0), (-3.0, -3.0), (-1e199, 1e199), (0.0, 1e-300), (1e15, 1e15 + 1.0), (-0.0, 0.0)] {
            let scale = Scale::of([lo, hi], 5, &TickFormat::plain(&Language::default()));
            assert!(scale.lo <= lo && scale.hi >= hi && scale.lo < scale.hi, "{lo} {hi}: {scale:?}");
            assert!(scale.ticks().count() <= 6);
        }
    }
}
