//! A figure: a value or the reason why there is none, and where it came from. Never a bare number.

use super::{
    Audience, Axis, Definitions, Exact, Language, Localised, MetricIx, MetricRef, Month, MonthRange, Phrase, Place, SliceIx,
    Slices, Unit,
};
use std::sync::Arc;

/// A figure of one metric, slice and stretch of months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The metric or part.
    pub of: MetricRef,
    /// The slice.
    pub slice: SliceIx,
    /// The months it is of: one, a quarter, a year.
    pub months: MonthRange,
    /// What it counts.
    pub unit: Unit,
    /// The value, or why there is none.
    pub value: Result<Exact, Missing>,
    /// Who may see it, and also that it is missing.
    pub audience: Audience,
    /// Where it came from.
    pub origin: Origin,
    /// Whether `disclose` made it wider than what it is made of.
    pub disclosed: bool,
}

impl Figure {
    /// The value, if there is one.
    pub fn exact(&self) -> Option<&Exact> {
        self.value.as_ref().ok()
    }
}

/// Where a figure came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Written in a file.
    Given(Place),
    /// Brought together from parts, slices or months.
    Summed,
    /// Worked out by a formula.
    Computed,
}

/// Why there is no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// Nothing was written.
    NotWritten,
    /// The author gave this reason.
    Reason(Arc<Localised>),
    /// The divisor is 0.
    DivisionByZero,
    /// The divisor is 0, and the metric has its own words for it.
    Undefined(MetricIx),
    /// A metric that the formula needs has no value.
    Input(MetricRef, SliceIx),
    /// A slice has no value, so there is no total.
    Slice(SliceIx),
    /// A part has no value, so there is no sum.
    Part(MetricRef),
    /// There is no snapshot for a month.
    NoSnapshot(Month),
    /// A month of the period has no value.
    Month(Month),
    /// The metric is not kept by this axis.
    NotKept(Axis),
    /// A median or the like: no total is made of slices or months.
    NotAdditive,
    /// A disagreement between two complete axes left no total.
    Disagreement,
}

impl Missing {
    /// The reason in words.
    pub fn words(&self, language: &Language, definitions: &Definitions, slices: &Slices) -> String {
        let named = |phrase, name: &str| language.fill(phrase, &[("name", name)]);
        match self {
            Missing::NotWritten => language.say(Phrase::NotWritten).to_owned(),
            Missing::Reason(reason) => reason.get(language.tag()).to_owned(),
            Missing::DivisionByZero => language.say(Phrase::NoDivisor).to_owned(),
            Missing::Undefined(metric) => definitions.get(*metric).undefined.get(language.tag()).to_owned(),
            Missing::Input(of, _) => named(Phrase::NoInput, &definitions.name(*of, language.tag())),
            Missing::Slice(ix) => named(Phrase::NoSlice, slices.get(*ix).name.get(language.tag())),
            Missing::Part(of) => named(Phrase::NoPart, &definitions.name(*of, language.tag())),
            Missing::NoSnapshot(month) => language.month(Phrase::NoSnapshot, *month),
            Missing::Month(month) => language.month(Phrase::NoMonth, *month),
            Missing::NotKept(Axis::Segment) => language.say(Phrase::NotBySegment).to_owned(),
            Missing::NotKept(Axis::Role) => language.say(Phrase::NotByRole).to_owned(),
            Missing::NotKept(Axis::Team) => language.say(Phrase::NotByTeam).to_owned(),
            Missing::NotAdditive => language.say(Phrase::NoTotal).to_owned(),
            Missing::Disagreement => language.say(Phrase::Disagreement).to_owned(),
        }
    }
}
