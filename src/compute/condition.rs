//! Whether a condition holds for a slice and a period.

use super::Figures;
use super::period::OverMonths;
use crate::formula::{Inputs, Spot, Truth, Value, judge};
use crate::model::{Audience, Condition, Figure, MetricRef, Missing, Month, Period, SliceIx};
use std::cell::RefCell;

/// Whether a condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Met,
    /// It does not.
    NotMet,
    /// A figure that matters is missing.
    CannotTell(Missing),
}

/// A verdict with the figures it rests on.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// The figures, in the order written.
    pub inputs: Vec<Figure>,
    /// Who may see the verdict: the narrowest of all inputs.
    pub audience: Audience,
}

impl Judged {
    pub(super) fn new(truth: Truth, inputs: Vec<Figure>) -> Self {
        let verdict = match truth.value {
            Ok(true) => Verdict::Met,
            Ok(false) => Verdict::NotMet,
            Err(missing) => Verdict::CannotTell(missing),
        };
        Judged { verdict, inputs, audience: truth.audience }
    }
}

/// A trigger that has called for nothing in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dead {
    /// The month in which it last did; `None` if it never has.
    pub last: Option<Month>,
}

impl Dead {
    /// How many months a trigger must be silent: less could be the season.
    const MONTHS: usize = 12;

    /// Whether a trigger is dead at the end of these months. A month in which nothing could be told says nothing of a trigger, so
    /// that one whose figures are new, or have a gap, is not dead.
    pub fn find(months: &[Month], verdicts: impl Fn(Month) -> Vec<Verdict>) -> Option<Dead> {
        let (earlier, year) = months.split_at(months.len().checked_sub(Dead::MONTHS)?);
        let silent = |month: &Month| {
            let verdicts = verdicts(*month);
            verdicts.contains(&Verdict::NotMet) && !verdicts.contains(&Verdict::Met)
        };
        let last = || earlier.iter().rev().copied().find(|month| verdicts(*month).contains(&Verdict::Met));
        year.iter().all(silent).then(|| Dead { last: last() })
    }
}

impl Figures {
    /// Whether a condition holds.
    pub fn judge(&self, condition: &Condition, slice: SliceIx, period: Period) -> Judged {
        let months = self.material.fiscal.months(period);
        let seen = Seen::new(OverMonths::new(self));
        let truth = judge(&condition.0.root, Spot { slice, months }, &seen);
        let inputs = seen.spots().into_iter().map(|(of, spot)| self.over(of, spot.slice, spot.months)).collect();
        Judged::new(truth, inputs)
    }
}

/// Notes which figures a formula asks for.
pub(super) struct Seen<I> {
    inputs: I,
    spots: RefCell<Vec<(MetricRef, Spot)>>,
}

impl<I> Seen<I> {
    pub fn new(inputs: I) -> Self {
        Seen { inputs, spots: RefCell::new(Vec::new()) }
    }

    /// What was asked for, each once, in the order of asking.
    pub fn spots(self) -> Vec<(MetricRef, Spot)> {
        self.spots.into_inner()
    }
}

impl<I: Inputs> Inputs for Seen<I> {
    fn figure(&self, of: MetricRef, spot: Spot) -> Value {
        let mut spots = self.spots.borrow_mut();
        if !spots.contains(&(of, spot)) {
            spots.push((of, spot));
        }
        drop(spots);
        self.inputs.figure(of, spot)
    }
}
