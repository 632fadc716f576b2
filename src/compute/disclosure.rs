//! The one way down: figures that `disclose` lets be seen more widely than what they are made of.
//!
//! `audit` prints this list and `prove` holds it fixed.

use super::Figures;
use super::grid::Cell;
use super::months::columns;
use crate::model::{Audience, Figure, Metric, MetricIx, MetricRef, Month, MonthRange, Period, SliceIx};
use std::collections::BTreeSet;

/// A disclosed figure.
#[derive(Debug, Clone)]
pub struct Disclosed {
    /// The figure; its audience is the one it was disclosed to.
    pub figure: Figure,
}

/// Applies the rules to every month. Formulas were computed before, so what is disclosed never widens what is made of it.
pub(super) fn apply(figures: &mut Figures) {
    let definitions = figures.material.definitions.clone();
    for (ix, metric) in definitions.iter().filter(|(_, metric)| metric.disclose.is_some()) {
        let mut changes: Vec<(MetricRef, SliceIx, usize, Audience)> = Vec::new();
        for part in columns(metric) {
            let of = MetricRef { metric: ix, part };
            for slice in &figures.grids[ix.0 as usize].kept {
                for at in 0..figures.by_month.len() {
                    let Some(cell) = figures.grids[ix.0 as usize].get(part, *slice, at) else { continue };
                    if let Some(audience) = figures.disclosed_to(metric, cell, *slice, figures.single(at)) {
                        changes.push((of, *slice, at, audience));
                    }
                }
            }
        }
        for (of, slice, at, audience) in changes {
            if let Some(cell) = figures.grids[of.metric.0 as usize].get_mut(of.part, slice, at) {
                cell.audience = audience;
                cell.disclosed = true;
            }
        }
    }
}

impl Figures {
    fn single(&self, at: usize) -> MonthRange {
        let first = self.material.snapshots.first().map_or(0, |snapshot| snapshot.month.index());
        let month = Month::from_index(first + at as i32);
        MonthRange { first: month, last: month }
    }

    /// The audience a figure is disclosed to, if its metric's rule applies. Names of metric and slice stay as they are.
    pub(super) fn disclosed_to(&self, metric: &Metric, cell: &Cell, slice: SliceIx, months: MonthRange) -> Option<Audience> {
        let rule = metric.disclose.as_ref()?;
        let to = rule.to.narrower(metric.audience).narrower(self.material.slices.get(slice).audience);
        if cell.value.is_err() || cell.audience <= to {
            return None;
        }
        if let Some((demanded, least)) = &rule.at_least {
            let reached = self.over(*demanded, slice, months).value.is_ok_and(|value| value >= *least);
            if !reached {
                return None;
            }
        }
        Some(to)
    }

    /// All disclosed figures, by metric and slice: those of single months, then those of quarters and fiscal years.
    pub fn disclosed(&self) -> Vec<Disclosed> {
        let mut found = Vec::new();
        let Some(months) = self.months() else { return found };
        for (ix, metric) in self.material.definitions.iter().filter(|(_, metric)| metric.disclose.is_some()) {
            found.extend(self.disclosed_of(ix, metric, months));
        }
        found
    }

    fn disclosed_of(&self, ix: MetricIx, metric: &Metric, months: MonthRange) -> Vec<Disclosed> {
        let mut found = Vec::new();
        let periods = self.periods(months);
        for part in columns(metric) {
            let of = MetricRef { metric: ix, part };
            for slice in &self.grids[ix.0 as usize].kept {
                let singles = months.iter().map(|month| self.month(of, *slice, month));
                let figures = singles.chain(periods.iter().map(|months| self.over(of, *slice, *months)));
                found.extend(figures.filter(|figure| figure.disclosed).map(|figure| Disclosed { figure }));
            }
        }
        found
    }

    /// The quarters and years that some months lie in: a ratio of a quarter is disclosed by itself, not with its months.
    fn periods(&self, months: MonthRange) -> BTreeSet<MonthRange> {
        let fiscal = self.material.fiscal;
        let around = |month: Month| {
            let year = fiscal.of(month);
            [Period::Quarter(year, fiscal.quarter(month)), Period::Year(year)].map(|period| fiscal.months(period))
        };
        months.iter().flat_map(around).collect()
    }
}
