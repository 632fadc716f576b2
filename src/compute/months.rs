//! Works out every metric for every month: inputs first, then each formula after those it needs.

use super::conditions::Conditions;
use super::grid::{Cell, CellOrigin, Grid};
use super::{Figures, Material, shape, totals};
use crate::formula::{Inputs, Spot, Value, evaluate};
use crate::model::{
    Audience, Axis, Expr, ExprKind, Given, Kind, Metric, MetricIx, MetricRef, Missing, Month, PartIx, SliceIx, Slices, Snapshot,
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn compute(material: Material) -> Figures {
    let by_month = by_month(&material.snapshots);
    let grids = (0..material.definitions.len()).map(|_| Grid::default()).collect();
    let mut figures = Figures {
        material,
        grids,
        given: BTreeMap::new(),
        by_month,
        unreached: BTreeMap::new(),
        printed_in: None,
        conditions: Conditions::default(),
    };
    inputs(&mut figures);
    for level in levels(&figures) {
        let made: Vec<(MetricIx, Grid)> = level.into_par_iter().map(|metric| (metric, derived(&figures, metric))).collect();
        for (metric, grid) in made {
            figures.grids[metric.0 as usize] = grid;
        }
    }
    figures
}

fn by_month(snapshots: &[Snapshot]) -> Vec<Option<usize>> {
    let (Some(first), Some(last)) = (snapshots.first(), snapshots.last()) else { return Vec::new() };
    let first = first.month.index();
    let mut by_month = vec![None; (last.month.index() - first + 1).max(0) as usize];
    for (at, snapshot) in snapshots.iter().enumerate() {
        if let Some(slot) = by_month.get_mut((snapshot.month.index() - first) as usize) {
            *slot = Some(at);
        }
    }
    by_month
}

impl Figures {
    fn month_of(&self, at: usize) -> Month {
        let first = self.material.snapshots.first().map_or(0, |snapshot| snapshot.month.index());
        Month::from_index(first + at as i32)
    }

    /// What stands where nothing was written.
    fn empty(&self, month: usize) -> Cell {
        let reason = match self.by_month.get(month) {
            Some(Some(_)) => Missing::NotWritten,
            _ => Missing::NoSnapshot(self.month_of(month)),
        };
        Cell::missing(reason, self.material.narrowest)
    }
}

fn inputs(figures: &mut Figures) {
    let material = &figures.material;
    let months = figures.by_month.len();
    let mut grids: Vec<Grid> = material
        .definitions
        .iter()
        .map(|(_, metric)| match metric.kind {
            Kind::Input(_) => {
                let kept = slices_of(&material.slices, &metric.by.iter().copied().collect());
                Grid::new(&material.slices, kept, metric.parts.len(), months, |month| figures.empty(month))
            }
            Kind::Derived(_) => Grid::default(),
        })
        .collect();
    let mut given = BTreeMap::new();
    for (month, at) in figures.by_month.iter().enumerate() {
        let Some(snapshot) = at.and_then(|at| material.snapshots.get(at)) else { continue };
        for (entry_at, entry) in snapshot.entries.iter().enumerate() {
            if matches!(material.definitions.get(entry.of.metric).kind, Kind::Derived(_)) {
                given.insert((entry.of, entry.slice, snapshot.month), entry_at as u32);
                continue;
            }
            let cell = written(figures, snapshot, entry_at);
            let grid = &mut grids[entry.of.metric.0 as usize];
            if let Some(slot) = grid.get_mut(entry.of.part, entry.slice, month) {
                *slot = cell;
            }
        }
    }
    let metrics: Vec<(MetricIx, &Metric)> = material.definitions.iter().collect();
    grids.par_iter_mut().zip(metrics).for_each(|(grid, (ix, metric))| {
        if let Kind::Input(rollup) = metric.kind {
            for month in 0..months {
                if figures.by_month[month].is_some() {
                    totals::parts(grid, (ix, metric), material.narrowest, month);
                    totals::total(grid, metric, rollup, &material.slices, material.narrowest, month);
                }
            }
        }
    });
    figures.grids = grids;
    figures.given = given;
}

/// The cell of a value as written.
pub(super) fn written(figures: &Figures, snapshot: &Snapshot, entry_at: usize) -> Cell {
    let entry = &snapshot.entries[entry_at];
    let metric = figures.material.definitions.get(entry.of.metric);
    let slice = figures.material.slices.get(entry.slice);
    Cell {
        value: match &entry.value {
            Given::Value(value) => Ok(value.clone()),
            Given::Missing(reason) => Err(Missing::Reason(reason.clone())),
        },
        audience: entry.audience.narrower(metric.audience).narrower(slice.audience),
        origin: CellOrigin::Given(entry_at as u32),
    }
}

/// The total and the slices of some axes.
fn slices_of(slices: &Slices, axes: &BTreeSet<Axis>) -> Vec<SliceIx> {
    let kept = slices.iter().filter(|(_, slice)| slice.axis.is_none_or(|axis| axes.contains(&axis)));
    kept.map(|(ix, _)| ix).collect()
}

/// Derived metrics, grouped so that each group needs only what was made before.
fn levels(figures: &Figures) -> Vec<Vec<MetricIx>> {
    let definitions = &figures.material.definitions;
    let mut level = vec![0_usize; definitions.len()];
    let mut levels: Vec<Vec<MetricIx>> = Vec::new();
    for metric in definitions.order() {
        let Kind::Derived(formula) = &definitions.get(*metric).kind else { continue };
        let needs = formula.root.metrics();
        let own = 1 + needs.iter().map(|of| level[of.metric.0 as usize]).max().unwrap_or(0);
        level[metric.0 as usize] = own;
        if levels.len() < own {
            levels.resize_with(own, Vec::new);
        }
        levels[own - 1].push(*metric);
    }
    levels
}

fn derived(figures: &Figures, ix: MetricIx) -> Grid {
    let material = &figures.material;
    let metric = material.definitions.get(ix);
    let Kind::Derived(formula) = &metric.kind else { return Grid::default() };
    let of = MetricRef::from(ix);
    let mut axes = axes(figures, &formula.root).unwrap_or_default();
    // Values written for it may lie on other axes.
    let first = (of, SliceIx(0), Month::from_index(0));
    let written = figures.given.range(first..).take_while(|((written, ..), _)| *written == of);
    axes.extend(written.filter_map(|((_, slice, _), _)| material.slices.get(*slice).axis));
    let kept = slices_of(&material.slices, &axes);
    let months = figures.by_month.len();
    let mut grid = Grid::new(&material.slices, kept, 0, months, |month| figures.empty(month));
    let inputs = ByMonth(figures);
    for slice in grid.kept.clone() {
        for month in 0..months {
            let cell = figures.derived_cell(&formula.root, metric, ix, slice, month, &inputs);
            if let Some(slot) = grid.get_mut(None, slice, month) {
                *slot = cell;
            }
        }
    }
    // Where only the sum of some inputs is known by slice, it adds up as they would have.
    if figures.given.range(first..).next().is_some_and(|((written, ..), _)| *written == of)
        && shape::rollup(&formula.root, &material.definitions).is_some()
    {
        for month in 0..months {
            totals::of_given(&mut grid, &material.slices, material.narrowest, month);
        }
    }
    grid
}

impl Figures {
    /// A formula that names no metric holds in every month there is, and which months there are is for the narrowest.
    pub(super) fn floor(&self, root: &Expr) -> Audience {
        if !root.names_metrics() { self.material.narrowest } else { Audience::WIDEST }
    }

    fn derived_cell(&self, root: &Expr, metric: &Metric, ix: MetricIx, slice: SliceIx, at: usize, inputs: &ByMonth<'_>) -> Cell {
        let month = self.month_of(at);
        let months = crate::model::MonthRange { first: month, last: month };
        let Value { value, audience } = evaluate(root, Spot { slice, months }, inputs);
        let audience =
            audience.narrower(metric.audience).narrower(self.material.slices.get(slice).audience).narrower(self.floor(root));
        // That nothing could be worked out is for the narrowest: a value written for them alone may stand in its place.
        let audience = if value.is_err() { self.material.narrowest } else { audience };
        let computed = Cell { value: named(value, metric, ix), audience, origin: CellOrigin::Computed };
        let Some(given) = self.given_cell(ix.into(), slice, month) else { return computed };
        // A value written stands in where the formula has none, and keeps its own label where that is wider. Which of the
        // two is shown depends on labels and on what is missing, never on a narrower value.
        let wider = given.audience < computed.audience;
        if computed.value.is_err() || wider { given } else { computed }
    }

    /// The value written for a derived metric.
    pub(super) fn given_cell(&self, of: MetricRef, slice: SliceIx, month: Month) -> Option<Cell> {
        let entry = *self.given.get(&(of, slice, month))?;
        let snapshot = self.snapshot(month)?;
        Some(written(self, snapshot, entry as usize))
    }

    /// The cell of a month; missing with its reason where there is none.
    pub(super) fn cell(&self, of: MetricRef, slice: SliceIx, month: Month) -> Cell {
        let narrowest = self.material.narrowest;
        if self.snapshot_at(month).is_none() {
            return Cell::missing(Missing::NoSnapshot(month), narrowest);
        }
        self.kept_cell(of, slice, month).cloned().unwrap_or_else(|| Cell::missing(self.not_kept(of, slice), narrowest))
    }

    fn kept_cell(&self, of: MetricRef, slice: SliceIx, month: Month) -> Option<&Cell> {
        self.snapshot_at(month)?;
        let first = self.material.snapshots.first().map_or(0, |snapshot| snapshot.month.index());
        self.grids.get(of.metric.0 as usize)?.get(of.part, slice, (month.index() - first) as usize)
    }

    /// Whether a figure of a month has a value, whoever may see it.
    pub fn has_value(&self, of: MetricRef, slice: SliceIx, month: Month) -> bool {
        self.kept_cell(of, slice, month).is_some_and(|cell| cell.value.is_ok())
    }

    /// Why there can be nothing in a slice.
    pub(super) fn not_kept(&self, of: MetricRef, slice: SliceIx) -> Missing {
        let Some(axis) = self.material.slices.get(slice).axis else { return Missing::NotWritten };
        match &self.material.definitions.get(of.metric).kind {
            Kind::Input(_) => Missing::NotKept(axis),
            Kind::Derived(formula) => {
                let needs = formula.root.metrics().into_iter();
                let lacking = needs.into_iter().find(|need| !self.grids[need.metric.0 as usize].keeps(slice));
                lacking.map_or(Missing::NotKept(axis), |need| Missing::Input(need, slice))
            }
        }
    }
}

/// A division by zero in the words the metric has for it.
pub(super) fn named(
    value: Result<crate::model::Exact, Missing>,
    metric: &Metric,
    ix: MetricIx,
) -> Result<crate::model::Exact, Missing> {
    value.map_err(|missing| match missing {
        Missing::DivisionByZero if !metric.undefined.is_empty() => Missing::Undefined(ix),
        other => other,
    })
}

/// The axes on which a formula can have values; `None` if it names no metric, so that any would do.
fn axes(figures: &Figures, expr: &Expr) -> Option<BTreeSet<Axis>> {
    if let ExprKind::Metric(of) = expr.kind {
        let slices = &figures.material.slices;
        let kept = figures.grids[of.metric.0 as usize].kept.iter();
        return Some(kept.filter_map(|slice| slices.get(*slice).axis).collect());
    }
    expr.children().into_iter().filter_map(|child| axes(figures, child)).reduce(|a, b| a.intersection(&b).copied().collect())
}

/// The figures of single months, as formulas see them.
pub(super) struct ByMonth<'a>(pub &'a Figures);

impl Inputs for ByMonth<'_> {
    fn figure(&self, of: MetricRef, spot: Spot) -> Value {
        let Cell { value, audience, .. } = self.0.cell(of, spot.slice, spot.months.last);
        Value { value, audience }
    }
}

/// The part columns of a metric, the whole first.
pub(super) fn columns(metric: &Metric) -> impl Iterator<Item = Option<PartIx>> + use<> {
    std::iter::once(None).chain((0..metric.parts.len()).map(|part| Some(PartIx(part as u16))))
}
