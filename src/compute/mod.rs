//! All figures, worked out once: every metric in every slice and month, with who may see it and where it came from.
//!
//! In: definitions, snapshots, targets and slices. Out: [`Figures`], which answers for months at once and works out
//! quarters, years and changes when asked. A figure is as narrow as the narrowest of metric, value, slice and inputs;
//! `disclose` is the one way down. Nothing silently becomes 0: a missing value carries its reason.

mod attribution;
mod bridge;
mod change;
mod cohort;
mod condition;
mod conditions;
mod derivation;
mod disclosure;
mod grid;
mod maturity;
mod months;
mod outlook;
mod period;
mod pilot;
mod reconcile;
mod same;
mod shape;
mod status;
mod totals;
mod why;

pub use attribution::{Attribution, ByAxis, Contribution, Mover, apportioned};
pub use bridge::{Step, StepKind, Waterfall};
pub use change::{Against, Change};
pub use cohort::{Retention, Together};
pub use condition::{Dead, Judged, Verdict};
pub use derivation::{Derivation, Ingredient};
pub use disclosure::Disclosed;
pub use maturity::CriterionState;
pub use outlook::Landing;
pub use pilot::PilotFigures;
pub use same::{Alike, figure_alike, standing_alike};
pub use status::{Progress, Standing, Status};
pub use why::Printing;

use crate::diag::Report;
use crate::model::{
    Audience, Definitions, Figure, FiscalYear, MetricRef, Month, MonthRange, Period, Restated, SliceIx, Slices, Snapshot, Targets,
};
use conditions::Conditions;
use grid::Grid;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What figures are worked out from.
#[derive(Debug, Clone)]
pub struct Material {
    /// The metrics and their rules.
    pub definitions: Arc<Definitions>,
    /// The total and all slices.
    pub slices: Arc<Slices>,
    /// The months, oldest first, one snapshot each.
    pub snapshots: Vec<Snapshot>,
    /// What figures should be.
    pub targets: Targets,
    /// How fiscal years are counted.
    pub fiscal: FiscalYear,
    /// The narrowest audience: who may see what says nothing.
    pub narrowest: Audience,
    /// Metrics that the KPI tree sets aside.
    pub not_applicable: Vec<MetricRef>,
}

/// Every figure there is.
#[derive(Debug, Clone)]
pub struct Figures {
    material: Material,
    // By metric.
    grids: Vec<Grid>,
    // Values written for derived metrics, which stand in where the formula cannot be computed.
    given: BTreeMap<(MetricRef, SliceIx, Month), u32>,
    // By months since the first; `None` for a gap.
    by_month: Vec<Option<usize>>,
    // The lowest step of maturity that was not reached, by month; none once all are.
    unreached: BTreeMap<Month, u32>,
    // The currency, if disclosed figures are no more exact than they are printed.
    printed_in: Option<Arc<str>>,
    conditions: Conditions,
}

impl Figures {
    /// Works everything out, and reports what does not agree.
    pub fn compute(material: Material, report: &mut Report) -> Figures {
        let figures = months::compute(material);
        reconcile::check(&figures, report);
        figures
    }

    /// The figure of a metric or part, in a slice, for a month, quarter or fiscal year.
    pub fn get(&self, of: impl Into<MetricRef>, slice: SliceIx, period: Period) -> Figure {
        self.over(of.into(), slice, self.material.fiscal.months(period))
    }

    /// The figure of one month.
    pub fn month(&self, of: impl Into<MetricRef>, slice: SliceIx, month: Month) -> Figure {
        self.over(of.into(), slice, MonthRange { first: month, last: month })
    }

    /// From the first month with a snapshot to the last; `None` if there is none.
    pub fn months(&self) -> Option<MonthRange> {
        let (first, last) = (self.material.snapshots.first()?, self.material.snapshots.last()?);
        Some(MonthRange { first: first.month, last: last.month })
    }

    /// The last month in which a figure has a value that an audience may see.
    pub fn last_month(&self, of: impl Into<MetricRef>, slice: SliceIx, audience: Audience) -> Option<Month> {
        let of = of.into();
        self.months()?
            .iter()
            .rev()
            .find(|month| self.has_value(of, slice, *month) && audience.sees(self.month(of, slice, *month).audience))
    }

    /// The metrics and their rules.
    pub fn definitions(&self) -> &Arc<Definitions> {
        &self.material.definitions
    }

    /// The total and all slices.
    pub fn slices(&self) -> &Arc<Slices> {
        &self.material.slices
    }

    /// What figures should be.
    pub fn targets(&self) -> &Targets {
        &self.material.targets
    }

    /// How fiscal years are counted.
    pub fn fiscal(&self) -> FiscalYear {
        self.material.fiscal
    }

    /// What was written about a month.
    pub fn snapshot(&self, month: Month) -> Option<&Snapshot> {
        let at = self.snapshot_at(month)?;
        self.material.snapshots.get(at)
    }

    /// The correction of a figure of a closed month.
    pub fn restated(&self, of: impl Into<MetricRef>, slice: SliceIx, month: Month) -> Option<&Restated> {
        let of = of.into();
        self.snapshot(month)?.restated.iter().find(|it| it.of == of && it.slice == slice)
    }

    fn snapshot_at(&self, month: Month) -> Option<usize> {
        let first = self.material.snapshots.first()?.month;
        let at = usize::try_from(month.index() - first.index()).ok()?;
        self.by_month.get(at).copied().flatten()
    }
}

#[cfg(test)]
mod tests;
