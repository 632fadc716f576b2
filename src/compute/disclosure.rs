//! The one way down: figures that `disclose` lets be seen more widely than what they are made of.
//!
//! `audit` prints this list and `prove` holds it fixed. Nothing is worked out from a disclosed figure: its inputs' labels go on.

use super::Figures;
use super::grid::Cell;
use super::months::columns;
use crate::model::{Audience, Figure, Language, Look, Metric, MetricIx, MetricRef, Month, MonthRange, Period, SliceIx};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A disclosed figure.
#[derive(Debug, Clone)]
pub struct Disclosed {
    /// The figure; its audience is the one it was disclosed to.
    pub figure: Figure,
}

impl Figures {
    /// The same figures for sites whose readers do not see what disclosed ones are made of: these are no more exact than they
    /// are printed in full, so that neither a change, a chart nor a status tells more of it.
    #[must_use]
    pub fn for_wider_sites(&self, currency: &Arc<str>) -> Figures {
        Figures { printed_in: Some(Arc::clone(currency)), ..self.clone() }
    }

    /// Whether any figure may be disclosed at all.
    pub fn discloses(&self) -> bool {
        self.material.definitions.iter().any(|(_, metric)| metric.disclose.is_some())
    }

    /// A disclosed figure as it is given to wider sites.
    pub(super) fn disclosed_figure(&self, figure: Figure) -> Figure {
        let Some(currency) = &self.printed_in else { return figure };
        // Decimals are the same in every language.
        let language = Language::default();
        let look = Look::of_ref(&self.material.definitions, figure.of, currency, &language);
        Figure { value: figure.value.map(|value| look.rounded(&value)), ..figure }
    }

    /// The audience a figure is disclosed to, if its metric's rule applies. Names of metric and slice stay as they are.
    pub(super) fn disclosed_to(&self, metric: &Metric, cell: &Cell, slice: SliceIx, months: MonthRange) -> Option<Audience> {
        let rule = metric.disclose.as_ref()?;
        let to = rule.to.narrower(metric.audience).narrower(self.material.slices.get(slice).audience);
        if cell.value.is_err() || cell.audience <= to {
            return None;
        }
        if let Some((demanded, least)) = &rule.at_least {
            let reached = self.undisclosed(*demanded, slice, months).value.is_ok_and(|value| value >= *least);
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
