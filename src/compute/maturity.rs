//! The steps of maturity: how their criteria stand in a month, and which metrics are not asked for yet.

use super::condition::{Judged, Verdict};
use super::{Figures, Status};
use crate::model::page::{Criterion, CriterionKind, Step};
use crate::model::{Audience, FormulaText, MetricRef, Missing, Month, Period, Slices};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How a criterion stands in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CriterionState {
    /// It holds; by hand, until the month named, if its evidence ages.
    Met(Option<Month>),
    /// It does not.
    NotMet,
    /// Its evidence was valid until this month.
    Expired(Month),
    /// A figure that matters is missing.
    CannotTell(Missing),
}

impl CriterionState {
    /// How a criterion stands in a month, by what a reader may see of its condition.
    pub fn of(criterion: &Criterion, month: Month, judge: impl FnOnce(&FormulaText) -> Option<Judged>) -> Self {
        match &criterion.kind {
            CriterionKind::Data(condition) => match judge(condition).map(|judged| judged.verdict) {
                Some(Verdict::Met) => Self::Met(None),
                Some(Verdict::CannotTell(missing)) => Self::CannotTell(missing),
                Some(Verdict::NotMet) | None => Self::NotMet,
            },
            CriterionKind::Hand { met: Some(met), valid_for, .. } if *met <= month => {
                let Some(until) = valid_for.map(|valid| last_month(valid.after(first_day(*met)))) else {
                    return Self::Met(None);
                };
                if month <= until { Self::Met(Some(until)) } else { Self::Expired(until) }
            }
            CriterionKind::Hand { .. } => Self::NotMet,
        }
    }

    /// Whether it holds.
    pub fn holds(&self) -> bool {
        matches!(self, Self::Met(_))
    }
}

fn first_day(month: Month) -> Date {
    Date::constant(i16::try_from(month.year()).unwrap_or(i16::MAX), i8::try_from(month.month()).unwrap_or(1), 1)
}

/// The last month that begins before a day.
fn last_month(end: Date) -> Month {
    let month = Month::of(end);
    if end.day() > 1 { month } else { month.previous() }
}

impl Figures {
    /// The lowest step that was not reached, by month; empty where no metric asks for it.
    pub fn unreached(&self, steps: &[&Step]) -> BTreeMap<Month, u32> {
        let months = self.months().filter(|_| self.asks_by_step());
        let months = months.into_iter().flat_map(|months| months.iter());
        months.filter_map(|month| Some((month, self.unreached_in(steps, month)?))).collect()
    }

    /// From now on a metric is not judged for a month in which the step it is asked for from, or one below it, was not reached.
    pub fn climb(&mut self, unreached: BTreeMap<Month, u32>) {
        self.unreached = unreached;
    }

    /// Whether any metric is asked for only from some step on.
    pub fn asks_by_step(&self) -> bool {
        self.definitions().iter().any(|(_, metric)| metric.from_step.is_some())
    }

    /// The lowest step whose criteria do not all hold in a month.
    fn unreached_in(&self, steps: &[&Step], month: Month) -> Option<u32> {
        let judge = |condition: &FormulaText| {
            let condition = self.condition(condition)?;
            Some(self.judge(&condition, Slices::TOTAL, Period::Month(month)))
        };
        let holds = |step: &Step| step.criteria.iter().all(|it| CriterionState::of(it, month, judge).holds());
        steps.iter().filter(|step| !holds(step)).map(|step| step.step).min()
    }

    /// Whether a metric is not asked for yet, for a reader to whom its step may be said: which step a team has reached, and
    /// which one a metric waits for, stays with the narrowest audience.
    pub(super) fn not_asked(&self, of: MetricRef, period: Period, reader: Audience) -> Option<Status> {
        let wanted = self.definitions().get(of.metric).from_step.filter(|_| reader == self.material.narrowest)?;
        let unreached = self.unreached.get(&self.seen_from(period)?)?;
        (wanted >= *unreached).then_some(Status::NotAsked(wanted))
    }

    /// The last month of a period that is known.
    fn seen_from(&self, period: Period) -> Option<Month> {
        let known = self.months()?;
        Some(self.material.fiscal.months(period).last.clamp(known.first, known.last))
    }
}
