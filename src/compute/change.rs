//! How much a figure changed.

use super::Figures;
use crate::model::{Audience, Better, Exact, Figure, MetricRef, Missing, Month, MonthRange, Period, SliceIx};
use std::cmp::Ordering;

/// What a figure is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// The month (or quarter, or year) before.
    Previous,
    /// The same month (or quarter) a year ago.
    LastYear,
}

/// A change, or why there is none.
#[derive(Debug, Clone)]
pub struct Change {
    /// The figure before.
    pub before: Figure,
    /// The figure now.
    pub after: Figure,
    /// After − before.
    pub value: Result<Exact, Missing>,
    /// Whether it went the good way; none for no change or no such way.
    pub better: Option<bool>,
    /// Who may see it.
    pub audience: Audience,
}

impl Figures {
    /// The change of a figure of a month, quarter or year.
    pub fn change(&self, of: impl Into<MetricRef>, slice: SliceIx, period: Period, against: Against) -> Change {
        let of = of.into();
        let before = self.over(of, slice, self.months_before(period, against));
        self.between(before, self.over(of, slice, self.material.fiscal.months(period)))
    }

    /// The months with which those of a period are compared.
    pub fn months_before(&self, period: Period, against: Against) -> MonthRange {
        let months = self.material.fiscal.months(period);
        let back = match against {
            Against::Previous => months.len() as i32,
            Against::LastYear => 12,
        };
        let moved = |month: Month| month.plus(-back);
        MonthRange { first: moved(months.first), last: moved(months.last) }
    }

    /// The change from one figure of a metric to another.
    pub fn between(&self, before: Figure, after: Figure) -> Change {
        let value = match (&before.value, &after.value) {
            (Ok(before), Ok(after)) => Ok(after.minus(before)),
            // What is missing now matters more than what was missing then.
            (_, Err(missing)) | (Err(missing), _) => Err(missing.clone()),
        };
        let direction = self.material.definitions.get(after.of.metric).better;
        let better = value.as_ref().ok().and_then(|value| is_better(direction, value));
        let audience = before.audience.narrower(after.audience);
        Change { before, after, value, better, audience }
    }
}

fn is_better(direction: Better, change: &Exact) -> Option<bool> {
    let rises = match change.cmp(&Exact::ZERO) {
        Ordering::Less => false,
        Ordering::Equal => return None,
        Ordering::Greater => true,
    };
    match direction {
        Better::Higher => Some(rises),
        Better::Lower => Some(!rises),
        Better::Within | Better::Neither => None,
    }
}
