//! What a figure should be.

use super::{Audience, Exact, Localised, MetricRef, Month, MonthRange, Period, Place, SliceIx};

/// A target.
#[derive(Debug, Clone)]
pub struct Target {
    /// The metric or part.
    pub of: MetricRef,
    /// The slice.
    pub slice: SliceIx,
    /// For which periods it holds.
    pub scope: Scope,
    /// What the figure should be.
    pub bound: Bound,
    /// A note on it.
    pub note: Option<Localised>,
    /// Who may see it.
    pub audience: Audience,
    /// Where it stands.
    pub place: Place,
}

/// For which periods a target holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// For the figure of each of these months.
    Months(MonthRange),
    /// For the one figure of the whole period.
    Over(Period),
}

/// What a figure should be, and where "at risk" ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// At least `target`; at risk down to `warn`.
    AtLeast {
        /// The least that is on target.
        target: Exact,
        /// The least that is at risk.
        warn: Option<Exact>,
    },
    /// At most `target`; at risk up to `warn`.
    AtMost {
        /// The most that is on target.
        target: Exact,
        /// The most that is at risk.
        warn: Option<Exact>,
    },
    /// Between two values, both included; at risk within the wider pair.
    Within {
        /// The least and the most that are on target.
        target: [Exact; 2],
        /// The least and the most that are at risk.
        warn: Option<[Exact; 2]>,
    },
}

impl Bound {
    /// The value a figure is compared with when progress or a rate of achievement is wanted; none for a band.
    pub fn plan(&self) -> Option<&Exact> {
        match self {
            Bound::AtLeast { target, .. } | Bound::AtMost { target, .. } => Some(target),
            Bound::Within { .. } => None,
        }
    }
}

/// All targets. No figure has two for one period.
#[derive(Debug, Clone, Default)]
pub struct Targets {
    /// In the order written.
    pub all: Vec<Target>,
}

impl Targets {
    /// The target for the figure of one month.
    pub fn of_month(&self, of: MetricRef, slice: SliceIx, month: Month) -> Option<&Target> {
        self.all.iter().find(|target| {
            target.of == of
                && target.slice == slice
                && match target.scope {
                    Scope::Months(months) => months.contains(month),
                    Scope::Over(period) => period == Period::Month(month),
                }
        })
    }

    /// The target for the one figure of a period.
    pub fn over(&self, of: MetricRef, slice: SliceIx, period: Period) -> Option<&Target> {
        self.all.iter().find(|target| target.of == of && target.slice == slice && target.scope == Scope::Over(period))
    }
}
