//! Sums within a month: a distribution from its parts, a unit from those below it, the total from the slices of an axis.

use super::grid::{Cell, CellOrigin, Grid};
use super::months::columns;
use crate::model::{Audience, Axis, Exact, Metric, MetricIx, MetricRef, Missing, PartIx, Rollup, SliceIx, Slices};

/// The whole of a distribution from its parts, where it was not given; a reason given for the whole holds for its parts.
pub(super) fn parts(grid: &mut Grid, (ix, metric): (MetricIx, &Metric), narrowest: Audience, month: usize) {
    if metric.parts.is_empty() {
        return;
    }
    for slice in grid.kept.clone() {
        let Some(whole) = grid.get(None, slice, month).cloned() else { continue };
        let given = whole.origin != CellOrigin::None;
        if let Some(sum) = sum_of_parts(grid, (ix, metric), slice, narrowest, month) {
            // A whole for fewer eyes than its parts must not take their sum away from the others.
            if !given || (sum.value.is_ok() && sum.audience < whole.audience) {
                put(grid, None, slice, month, sum);
            }
        }
        if given && whole.value.is_err() {
            for part in columns(metric).skip(1) {
                if grid.get(part, slice, month).is_some_and(|cell| cell.origin == CellOrigin::None) {
                    // Whether a part has a value of its own may be for fewer eyes than the reason.
                    put(grid, part, slice, month, Cell { audience: narrowest, ..whole.clone() });
                }
            }
        }
    }
}

/// `None` where no part was written: then nothing was written at all.
fn sum_of_parts(
    grid: &Grid,
    (ix, metric): (MetricIx, &Metric),
    slice: SliceIx,
    narrowest: Audience,
    month: usize,
) -> Option<Cell> {
    let mut sum = Exact::ZERO;
    let mut audience = Audience::WIDEST;
    let mut lacking = None;
    let mut any = false;
    for part in columns(metric).skip(1) {
        let cell = grid.get(part, slice, month)?;
        audience = audience.narrower(cell.audience);
        match &cell.value {
            Ok(value) => {
                any = true;
                sum = sum.plus(value);
            }
            Err(_) => lacking = lacking.or(part),
        }
    }
    let value = match lacking {
        None => Ok(sum),
        Some(part) => Err(Missing::Part(MetricRef { metric: ix, part: Some(part) })),
    };
    // That there is no sum is for the narrowest: a whole written for them alone may stand in its place.
    let audience = if value.is_err() { narrowest } else { audience };
    any.then_some(Cell { value, audience, origin: CellOrigin::Summed })
}

/// The total of every column, where it was not given.
pub(super) fn total(grid: &mut Grid, metric: &Metric, rollup: Rollup, slices: &Slices, narrowest: Audience, month: usize) {
    if rollup == Rollup::NotAdditive {
        no_total(grid, narrowest, month);
        return;
    }
    for part in columns(metric) {
        units(grid, part, slices, narrowest, month);
        let given = grid.get(part, Slices::TOTAL, month).is_some_and(|cell| cell.origin != CellOrigin::None);
        // A whole that was summed from given parts of the total counts as given.
        if given {
            continue;
        }
        let cell = match joined(metric.by.iter().map(|axis| over_axis(grid, part, *axis, slices, month))) {
            Ok(Some(sum)) => Cell { value: Ok(sum), ..summed(narrowest) },
            Err(missing) => Cell::missing(missing, narrowest),
            Ok(None) => continue,
        };
        put(grid, part, Slices::TOTAL, month, cell);
    }
}

/// The total of a derived figure that adds up, from the slices it was given for, where its formula gives none.
pub(super) fn of_given(grid: &mut Grid, slices: &Slices, narrowest: Audience, month: usize) {
    if grid.get(None, Slices::TOTAL, month).is_none_or(|cell| cell.value.is_ok() || matches!(cell.origin, CellOrigin::Given(_))) {
        return;
    }
    let given = |slice: &SliceIx| grid.get(None, *slice, month).is_some_and(|cell| matches!(cell.origin, CellOrigin::Given(_)));
    let axes = Axis::ALL.into_iter().filter(|axis| slices.of_axis(*axis).any(|slice| given(&slice)));
    let cell = match joined(axes.map(|axis| over_axis(grid, None, axis, slices, month))) {
        Ok(Some(sum)) => Cell { value: Ok(sum), ..summed(narrowest) },
        Err(missing) => Cell::missing(missing, narrowest),
        Ok(None) => return,
    };
    put(grid, None, Slices::TOTAL, month, cell);
}

/// The sum that all complete axes agree on; `Ok(None)` where nothing was written.
fn joined(axes: impl Iterator<Item = Result<Exact, Option<Missing>>>) -> Result<Option<Exact>, Missing> {
    let mut agreed: Option<Exact> = None;
    let mut lacking = None;
    for axis in axes {
        match (axis, &agreed) {
            (Ok(sum), Some(other)) if sum != *other => return Err(Missing::Disagreement),
            (Ok(sum), _) => agreed = Some(sum),
            (Err(missing), _) => lacking = lacking.or(missing),
        }
    }
    match (agreed, lacking) {
        (None, Some(missing)) => Err(missing),
        (agreed, _) => Ok(agreed),
    }
}

/// A sum over slices tells which slices there are, and the list of slices is for the narrowest audience: were the sum wider,
/// a slice added for them alone would change what others see. A total meant for others is written beside, with its label.
fn summed(narrowest: Audience) -> Cell {
    Cell { value: Ok(Exact::ZERO), audience: narrowest, origin: CellOrigin::Summed }
}

fn put(grid: &mut Grid, part: Option<PartIx>, slice: SliceIx, month: usize, cell: Cell) {
    if let Some(slot) = grid.get_mut(part, slice, month) {
        *slot = cell;
    }
}

/// A median has no total but the one written.
fn no_total(grid: &mut Grid, narrowest: Audience, month: usize) {
    let written = |slice: SliceIx| grid.get(None, slice, month).is_some_and(|cell| cell.origin != CellOrigin::None);
    if !written(Slices::TOTAL) && grid.kept.iter().copied().any(written) {
        put(grid, None, Slices::TOTAL, month, Cell::missing(Missing::NotAdditive, narrowest));
    }
}

/// The sum over the outermost slices of an axis, or the first slice that lacks a value; `Err(None)` if nothing was written.
pub(super) fn over_axis(
    grid: &Grid,
    part: Option<PartIx>,
    axis: Axis,
    slices: &Slices,
    month: usize,
) -> Result<Exact, Option<Missing>> {
    let mut sum = Exact::ZERO;
    let mut lacking = None;
    let mut any = false;
    for slice in slices.of_axis(axis).filter(|slice| slices.get(*slice).parent.is_none()) {
        match grid.get(part, slice, month).map(|cell| &cell.value) {
            Some(Ok(value)) => {
                any = true;
                sum = sum.plus(value);
            }
            Some(Err(Missing::Reason(_))) => {
                any = true;
                lacking = lacking.or(Some(slice));
            }
            _ => lacking = lacking.or(Some(slice)),
        }
    }
    match lacking {
        None if any => Ok(sum),
        Some(slice) if any => Err(Some(Missing::Slice(slice))),
        _ => Err(None),
    }
}

/// A unit that was not given is the sum of those directly below it.
fn units(grid: &mut Grid, part: Option<PartIx>, slices: &Slices, narrowest: Audience, month: usize) {
    let parents: Vec<SliceIx> = {
        let mut parents: Vec<_> = grid.kept.iter().filter_map(|slice| slices.get(*slice).parent).collect();
        parents.sort_unstable();
        parents.dedup();
        parents
    };
    // As many rounds as the tree is deep; a circle of parents ends the same way.
    for _ in 0..parents.len() {
        let mut changed = false;
        for parent in &parents {
            if grid.get(part, *parent, month).is_none_or(|cell| cell.value.is_ok() || cell.origin != CellOrigin::None) {
                continue;
            }
            let below: Option<Vec<Exact>> = slices
                .children(*parent)
                .map(|child| grid.get(part, child, month).and_then(|cell| cell.value.clone().ok()))
                .collect();
            if let Some(below) = below {
                put(grid, part, *parent, month, Cell { value: Ok(Exact::sum(&below)), ..summed(narrowest) });
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
}
