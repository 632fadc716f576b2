//! What a figure counts.

use std::fmt;

/// The unit of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// An amount in the site's currency.
    Money,
    /// A number of things: accounts, calls, people.
    Count,
    /// A share or a multiple; 1 is 100 %.
    Ratio,
    /// A number of days.
    Days,
    /// A number of hours.
    Hours,
    /// A mark that people give: satisfaction from 1 to 5.
    Score,
    /// An index that is not a percentage: NPS.
    Points,
}

impl Unit {
    /// The units with the words that name them in `metrics.yaml`.
    pub const WORDS: &[(&str, Unit)] = &[
        ("money", Unit::Money),
        ("count", Unit::Count),
        ("ratio", Unit::Ratio),
        ("days", Unit::Days),
        ("hours", Unit::Hours),
        ("score", Unit::Score),
        ("points", Unit::Points),
    ];

    /// The word that names it.
    pub fn word(self) -> &'static str {
        Unit::WORDS.iter().find(|(_, unit)| *unit == self).map_or("", |(word, _)| word)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
