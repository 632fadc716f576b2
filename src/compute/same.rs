//! What two computations have in common: the figures that are the same in both, found out without working any out again.
//!
//! The same means that whatever is printed of them is: equal values that are held in different ways count as different.

use super::grid::{Cell, CellOrigin, Grid};
use super::{Figures, Standing};
use crate::model::{Bound, Exact, Figure, Kind, MetricIx, Missing, Target};

/// What two computations have in common.
#[derive(Debug)]
pub struct Alike {
    // By metric, whether its figures of every slice and period are the same.
    metrics: Vec<bool>,
    // Whether figures are judged by the same targets and steps.
    judged: bool,
}

impl Alike {
    /// Whether the figures of a metric are the same, of every slice and period.
    pub fn has(&self, metric: MetricIx) -> bool {
        self.metrics.get(metric.0 as usize).is_some_and(|same| *same)
    }

    /// Whether figures are judged by the same targets and steps.
    pub fn judges(&self) -> bool {
        self.judged
    }
}

impl Figures {
    /// What these figures have in common with others; nothing where a metric or slice may stand for another.
    pub fn alike(&self, other: &Figures) -> Option<Alike> {
        let (ours, theirs) = (&self.material, &other.material);
        let comparable = std::sync::Arc::ptr_eq(&ours.definitions, &theirs.definitions)
            && ours.slices == theirs.slices
            && ours.fiscal == theirs.fiscal
            && ours.narrowest == theirs.narrowest
            && self.printed_in == other.printed_in;
        comparable.then(|| Alike { metrics: self.metrics_alike(other), judged: self.judges_alike(other) })
    }

    fn metrics_alike(&self, other: &Figures) -> Vec<bool> {
        let definitions = &self.material.definitions;
        let months = |figures: &Figures| figures.material.snapshots.iter().map(|it| it.month).collect::<Vec<_>>();
        if months(self) != months(other) {
            return vec![false; definitions.len()];
        }
        let grids = self.grids.iter().zip(&other.grids);
        let mut alike: Vec<bool> = grids.map(|(ours, theirs)| self.grid_alike(ours, other, theirs)).collect();
        // A quarter of a derived metric is worked out from the quarters of its inputs.
        for metric in definitions.order() {
            if let Kind::Derived(formula) = &definitions.get(*metric).kind {
                let inputs = formula.root.metrics().into_iter().all(|of| alike[of.metric.0 as usize]);
                alike[metric.0 as usize] &= inputs;
            }
        }
        let demanded = |(ix, metric): (MetricIx, &crate::model::Metric)| {
            let rule = metric.disclose.as_ref().and_then(|rule| rule.at_least.as_ref());
            alike[ix.0 as usize] && rule.is_none_or(|(of, _)| alike[of.metric.0 as usize])
        };
        definitions.iter().map(demanded).collect()
    }

    fn grid_alike(&self, ours: &Grid, other: &Figures, theirs: &Grid) -> bool {
        let cells = ours.by_month().zip(theirs.by_month());
        ours.has_shape_of(theirs) && cells.into_iter().all(|(ours, theirs)| self.cell_alike(ours, other, theirs))
    }

    fn cell_alike(&self, (month, ours): (usize, &Cell), other: &Figures, (_, theirs): (usize, &Cell)) -> bool {
        let origin = match (ours.origin, theirs.origin) {
            (CellOrigin::Given(ours), CellOrigin::Given(theirs)) => {
                let place = |figures: &Figures, entry: u32| {
                    let snapshot = figures.material.snapshots.get(figures.by_month.get(month).copied().flatten()?)?;
                    let at = snapshot.entries.get(entry as usize)?.at;
                    Some((at, snapshot.files.get(at.file as usize).cloned()))
                };
                place(self, ours) == place(other, theirs)
            }
            (ours, theirs) => ours == theirs,
        };
        origin && ours.audience == theirs.audience && value_alike(&ours.value, &theirs.value)
    }

    fn judges_alike(&self, other: &Figures) -> bool {
        let (ours, theirs) = (&self.material.targets.all, &other.material.targets.all);
        self.unreached == other.unreached
            && self.material.not_applicable == other.material.not_applicable
            && ours.len() == theirs.len()
            && ours.iter().zip(theirs).all(|(ours, theirs)| target_alike(ours, theirs))
    }
}

fn value_alike(ours: &Result<Exact, Missing>, theirs: &Result<Exact, Missing>) -> bool {
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => ours.is_held_as(theirs),
        (ours, theirs) => ours == theirs,
    }
}

/// Whether two figures are the same.
pub fn figure_alike(ours: &Figure, theirs: &Figure) -> bool {
    ours == theirs && value_alike(&ours.value, &theirs.value)
}

/// Whether two figures stand the same, given that they are judged by the same targets.
pub fn standing_alike(ours: &Standing<'_>, theirs: &Standing<'_>) -> bool {
    let Standing { status, figure, target, progress, audience } = ours;
    let progress = match (progress, &theirs.progress) {
        (Some(ours), Some(theirs)) => {
            let share = match (&ours.share, &theirs.share) {
                (Some(ours), Some(theirs)) => ours.is_held_as(theirs),
                (ours, theirs) => ours.is_none() && theirs.is_none(),
            };
            share && figure_alike(&ours.so_far, &theirs.so_far) && ours.done == theirs.done && ours.months == theirs.months
        }
        (ours, theirs) => ours.is_none() && theirs.is_none(),
    };
    progress
        && *status == theirs.status
        && *audience == theirs.audience
        && figure_alike(figure, &theirs.figure)
        && target.is_some() == theirs.target.is_some()
}

/// The fields are named one by one, so that a new one is not forgotten.
fn target_alike(ours: &Target, theirs: &Target) -> bool {
    let Target { of, slice, scope, bound, note, audience, place } = ours;
    *of == theirs.of
        && *slice == theirs.slice
        && *scope == theirs.scope
        && *bound == theirs.bound
        && numbers(bound).zip(numbers(&theirs.bound)).all(|(ours, theirs)| ours.is_held_as(theirs))
        && *note == theirs.note
        && *audience == theirs.audience
        && *place == theirs.place
}

fn numbers(bound: &Bound) -> impl Iterator<Item = &Exact> {
    let (targets, warns): (&[Exact], &[Exact]) = match bound {
        Bound::AtLeast { target, warn } | Bound::AtMost { target, warn } => (std::slice::from_ref(target), warn.as_slice()),
        Bound::Within { target, warn } => (target, warn.as_ref().map_or(&[], |warn| warn)),
    };
    targets.iter().chain(warns)
}
