//! Figures over any stretch of months: flows add up, stocks take a month, ratios are worked out from what was brought together.

use super::Figures;
use super::grid::{Cell, CellOrigin};
use super::months::named;
use super::shape::{self, Additive};
use crate::formula::{Inputs, Spot, Value, evaluate};
use crate::model::{
    Audience, Exact, Expr, ExprKind, Figure, Kind, MetricRef, Missing, Month, MonthRange, Origin, Rollup, SliceIx,
};
use std::cell::RefCell;
use std::collections::BTreeMap;

impl Figures {
    /// The figure over some months, both ends included.
    pub fn over(&self, of: MetricRef, slice: SliceIx, months: MonthRange) -> Figure {
        let cell = self.undisclosed(of, slice, months);
        let metric = self.material.definitions.get(of.metric);
        let to = self.disclosed_to(metric, &cell, slice, months);
        let figure = self.figure(of, slice, months, cell);
        match to {
            Some(audience) => self.disclosed_figure(Figure { audience, disclosed: true, ..figure }),
            None => figure,
        }
    }

    /// The figure over some months with the label that its inputs give it: all that anything is worked out from.
    pub(super) fn undisclosed(&self, of: MetricRef, slice: SliceIx, months: MonthRange) -> Cell {
        OverMonths::new(self).cell(of, Spot { slice, months })
    }

    fn figure(&self, of: MetricRef, slice: SliceIx, months: MonthRange, cell: Cell) -> Figure {
        let origin = match cell.origin {
            CellOrigin::Given(entry) => {
                let snapshot = self.snapshot(months.last);
                let place = snapshot.and_then(|snapshot| Some(snapshot.place(snapshot.entries.get(entry as usize)?.at)));
                place.map_or(Origin::Computed, Origin::Given)
            }
            CellOrigin::Computed | CellOrigin::None => Origin::Computed,
            CellOrigin::Summed => Origin::Summed,
        };
        let unit = self.material.definitions.get(of.metric).unit;
        Figure { of, slice, months, unit, value: cell.value, audience: cell.audience, origin, disclosed: false }
    }
}

/// Figures over months, as formulas see them. What was worked out once is kept for the formula at hand.
pub(super) struct OverMonths<'a> {
    figures: &'a Figures,
    known: RefCell<BTreeMap<Key, Cell>>,
}

type Key = (MetricRef, SliceIx, Month, Month);

impl<'a> OverMonths<'a> {
    pub fn new(figures: &'a Figures) -> Self {
        OverMonths { figures, known: RefCell::new(BTreeMap::new()) }
    }

    pub fn cell(&self, of: MetricRef, spot: Spot) -> Cell {
        let Spot { slice, months } = spot;
        if months.first == months.last {
            return self.figures.cell(of, slice, months.first);
        }
        let key = (of, slice, months.first, months.last);
        if let Some(cell) = self.known.borrow().get(&key) {
            return cell.clone();
        }
        let cell = self.work_out(of, spot);
        self.known.borrow_mut().insert(key, cell.clone());
        cell
    }

    fn work_out(&self, of: MetricRef, spot: Spot) -> Cell {
        let material = &self.figures.material;
        let metric = material.definitions.get(of.metric);
        let single = |month: Month| {
            let cell = self.figures.cell(of, spot.slice, month);
            Cell { value: cell.value.map_err(|missing| of_month(missing, month)), origin: CellOrigin::Summed, ..cell }
        };
        match &metric.kind {
            Kind::Input(Rollup::NotAdditive) => Cell::missing(Missing::NotAdditive, material.narrowest),
            Kind::Input(rollup) => brought_together(*rollup, spot.months, single),
            // A trailing figure is one of its last month, whatever period it is asked for.
            Kind::Derived(formula) if is_trailing(&formula.root) => single(spot.months.last),
            Kind::Derived(formula) => {
                let Value { value, audience } = evaluate(&formula.root, spot, self);
                let own = metric.audience.narrower(material.slices.get(spot.slice).audience);
                let audience = audience.narrower(own).narrower(self.figures.floor(&formula.root));
                let audience = if value.is_err() { material.narrowest } else { audience };
                // Where only the sum of some inputs is known, its months come together as theirs would have; and where it
                // was given for more readers, that is what they see, whatever its inputs are.
                if let Some(Additive { over_time: Some(rollup) }) = shape::rollup(&formula.root, &material.definitions) {
                    let joined = brought_together(rollup, spot.months, single);
                    if joined.value.is_ok() && (value.is_err() || joined.audience < audience) {
                        return joined;
                    }
                }
                Cell { value: named(value, metric, of.metric), audience, origin: CellOrigin::Computed }
            }
        }
    }
}

impl Inputs for OverMonths<'_> {
    fn figure(&self, of: MetricRef, spot: Spot) -> Value {
        let Cell { value, audience, .. } = self.cell(of, spot);
        Value { value, audience }
    }
}

fn brought_together(rollup: Rollup, months: MonthRange, single: impl Fn(Month) -> Cell) -> Cell {
    match rollup {
        Rollup::StockLast => single(months.last),
        Rollup::StockFirst => single(months.first),
        _ => sum(months.iter().map(single)),
    }
}

/// A missing month of a period names the month, unless it says more itself.
fn of_month(missing: Missing, month: Month) -> Missing {
    match missing {
        Missing::NotWritten | Missing::Slice(_) | Missing::Part(_) | Missing::Disagreement => Missing::Month(month),
        other => other,
    }
}

fn sum(cells: impl Iterator<Item = Cell>) -> Cell {
    let mut total = Cell { value: Ok(Exact::ZERO), audience: Audience::WIDEST, origin: CellOrigin::Summed };
    for cell in cells {
        total.audience = total.audience.narrower(cell.audience);
        total.value = match (total.value, cell.value) {
            (Ok(so_far), Ok(value)) => Ok(so_far.plus(&value)),
            (Err(missing), _) | (_, Err(missing)) => Err(missing),
        };
    }
    total
}

fn is_trailing(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Window(..)) || expr.children().into_iter().any(is_trailing)
}
