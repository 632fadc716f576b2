//! A figure: a value or the reason why there is none, and where it came from. Never a bare number.

use super::{
    Audience, Axis, Definitions, Exact, Localised, MetricIx, MetricRef, Month, MonthRange, Place, SliceIx, Slices, Unit,
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
    /// The reason in words, `ja` or `en`.
    pub fn words(&self, language: &str, definitions: &Definitions, slices: &Slices) -> String {
        let name = |of: &MetricRef| definitions.name(*of, language);
        let slice = |ix: &SliceIx| slices.get(*ix).name.get(language).to_owned();
        if let Missing::Undefined(metric) = self {
            return definitions.get(*metric).undefined.get(language).to_owned();
        }
        if language == "ja" {
            match self {
                Missing::NotWritten => "記録なし".to_owned(),
                Missing::Reason(reason) => reason.get(language).to_owned(),
                Missing::DivisionByZero | Missing::Undefined(_) => "分母が0".to_owned(),
                Missing::Input(of, _) => format!("「{}」がない", name(of)),
                Missing::Slice(ix) => format!("{}の値がない", slice(ix)),
                Missing::Part(of) => format!("内訳「{}」がない", name(of)),
                Missing::NoSnapshot(month) => format!("{}年{}月の記録がない", month.year(), month.month()),
                Missing::Month(month) => format!("{}年{}月の値がない", month.year(), month.month()),
                Missing::NotKept(axis) => {
                    let axis = match axis {
                        Axis::Segment => "区分",
                        Axis::Role => "ロール",
                        Axis::Team => "チーム",
                    };
                    format!("{axis}ごとには記録しない")
                }
                Missing::NotAdditive => "足し合わせられない".to_owned(),
                Missing::Disagreement => "軸ごとの合計が合わない".to_owned(),
            }
        } else {
            match self {
                Missing::NotWritten => "not recorded".to_owned(),
                Missing::Reason(reason) => reason.get(language).to_owned(),
                Missing::DivisionByZero | Missing::Undefined(_) => "the divisor is 0".to_owned(),
                Missing::Input(of, _) => format!("no figure for “{}”", name(of)),
                Missing::Slice(ix) => format!("no figure for {}", slice(ix)),
                Missing::Part(of) => format!("no figure for the part “{}”", name(of)),
                Missing::NoSnapshot(month) => format!("no snapshot for {month}"),
                Missing::Month(month) => format!("no figure for {month}"),
                Missing::NotKept(axis) => format!("not kept by {}", axis.word()),
                Missing::NotAdditive => "cannot be added up".to_owned(),
                Missing::Disagreement => "the axes add up to different totals".to_owned(),
            }
        }
    }
}
