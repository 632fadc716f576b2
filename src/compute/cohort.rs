//! What became of the accounts that began in one month: how much of them is left, month after month.

use super::Figures;
use crate::model::{Cohort, Exact, Measure, Missing, Month, MonthRange};

/// A cohort, followed from the month it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    /// The month in which its accounts began.
    pub began: Month,
    /// What is left after 0, 1, 2 … months as a ratio of its first month, or why that is not known.
    pub kept: Vec<Result<Exact, Missing>>,
}

/// What is left of several cohorts together, after the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// How many cohorts have come so far.
    pub cohorts: usize,
    /// What is left, as a ratio of their first months: a ratio of sums.
    pub kept: Exact,
}

impl Figures {
    /// The cohorts that began within some months, followed to the last of these; the oldest first. A cohort of which nothing
    /// is known is left out.
    pub fn retention(&self, measure: Measure, began: MonthRange) -> Vec<Retention> {
        let followed = began.iter().map(|first| self.followed(measure, MonthRange { first, ..began }));
        followed.filter(|cohort| cohort.kept.iter().any(Result::is_ok)).collect()
    }

    /// What is left after so many months of all cohorts that have come so far by a month.
    pub fn retained_after(&self, measure: Measure, after: u16, by: Month) -> Option<Together> {
        let after = i32::from(after);
        let mut found: Vec<(&Exact, &Exact)> = Vec::new();
        for began in (MonthRange { first: self.months()?.first, last: by }).iter().filter(|began| began.plus(after) <= by) {
            let left = |month| self.cohort(began, month).map(|cohort| cohort.left(measure));
            found.extend(left(began.plus(after)).ok().zip(left(began).ok()));
        }
        let sum = |at: fn(&(&Exact, &Exact)) -> Exact| found.iter().fold(Exact::ZERO, |sum, pair| sum.plus(&at(pair)));
        let kept = sum(|pair| pair.0.clone()).over(&sum(|pair| pair.1.clone()))?;
        Some(Together { cohorts: found.len(), kept })
    }

    /// The last month that says what is left of cohorts.
    pub fn last_cohorts(&self) -> Option<Month> {
        self.material.snapshots.iter().rev().find(|snapshot| !snapshot.cohorts.is_empty()).map(|snapshot| snapshot.month)
    }

    fn followed(&self, measure: Measure, months: MonthRange) -> Retention {
        let began = months.first;
        let kept = |month| {
            let now = self.cohort(began, month)?.left(measure);
            now.over(self.cohort(began, began)?.left(measure)).ok_or(Missing::DivisionByZero)
        };
        Retention { began, kept: months.iter().map(kept).collect() }
    }

    fn cohort(&self, began: Month, month: Month) -> Result<&Cohort, Missing> {
        let snapshot = self.snapshot(month).ok_or(Missing::NoSnapshot(month))?;
        snapshot.cohort(began).ok_or(Missing::Month(month))
    }
}
