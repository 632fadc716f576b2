//! How a figure came about: a tree from the figure down to the lines it was written on.

use super::Figures;
use super::condition::Seen;
use super::period::OverMonths;
use super::shape;
use crate::formula::{Spot, evaluate};
use crate::model::{Axis, Figure, Formula, Kind, MetricRef, MonthRange, Origin, PartIx, Period, Rollup, SliceIx, Slices};
use std::collections::BTreeSet;

// Formulas that share their inputs make a tree far larger than the site; it is cut here.
const LARGEST: usize = 20_000;

/// A figure with what it was made of.
#[derive(Debug, Clone)]
pub struct Derivation {
    /// The figure.
    pub figure: Figure,
    /// The formula, for a figure that was worked out.
    pub formula: Option<Formula>,
    /// What it was made of; empty for what was written, and where the tree is cut.
    pub ingredients: Vec<Derivation>,
    /// What the ingredients are to the figure.
    pub by: Ingredient,
}

/// What the ingredients of a figure are to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ingredient {
    /// It has none.
    None,
    /// The inputs of its formula.
    Input,
    /// The parts of a distribution.
    Part,
    /// The slices of an axis.
    Slice(Axis),
    /// The months of the period.
    Month,
}

impl Figures {
    /// How a figure came about, down to the places it was written at but no deeper than `depth` levels.
    pub fn derivation(&self, of: impl Into<MetricRef>, slice: SliceIx, period: Period, depth: usize) -> Derivation {
        let spot = Spot { slice, months: self.material.fiscal.months(period) };
        self.derive(of.into(), spot, depth, &mut { LARGEST })
    }

    /// A figure over some months with what it is directly made of.
    pub fn made_from(&self, of: MetricRef, slice: SliceIx, months: MonthRange) -> Derivation {
        self.derive(of, Spot { slice, months }, 1, &mut { LARGEST })
    }

    fn derive(&self, of: MetricRef, spot: Spot, depth: usize, left: &mut usize) -> Derivation {
        let figure = self.over(of, spot.slice, spot.months);
        let (by, spots, formula) = match figure.origin {
            Origin::Given(_) => (Ingredient::None, Vec::new(), None),
            // A figure of a period that was worked out in its last month is `Summed` too.
            Origin::Summed if self.adds_up(of) => self.brought_together(of, spot),
            _ => self.made_of(of, spot),
        };
        let by = if spots.is_empty() { Ingredient::None } else { by };
        *left = left.saturating_sub(spots.len());
        let ingredients = match depth.checked_sub(1).filter(|_| *left > 0) {
            Some(depth) => spots.into_iter().map(|(of, spot)| self.derive(of, spot, depth, left)).collect(),
            None => Vec::new(),
        };
        Derivation { figure, formula, ingredients, by }
    }

    fn made_of(&self, of: MetricRef, spot: Spot) -> (Ingredient, Vec<(MetricRef, Spot)>, Option<Formula>) {
        let Kind::Derived(formula) = &self.material.definitions.get(of.metric).kind else {
            return self.brought_together(of, spot);
        };
        let seen = Seen::new(OverMonths::new(self));
        evaluate(&formula.root, spot, &seen);
        (Ingredient::Input, seen.spots(), Some(formula.clone()))
    }

    fn adds_up(&self, of: MetricRef) -> bool {
        match &self.material.definitions.get(of.metric).kind {
            Kind::Input(_) => true,
            Kind::Derived(formula) => shape::rollup(&formula.root, &self.material.definitions).is_some(),
        }
    }

    /// The months, slices or parts a figure was brought together from.
    fn brought_together(&self, of: MetricRef, spot: Spot) -> (Ingredient, Vec<(MetricRef, Spot)>, Option<Formula>) {
        let definitions = &self.material.definitions;
        let month = |month| Spot { months: MonthRange { first: month, last: month }, ..spot };
        let rollup = match &definitions.get(of.metric).kind {
            Kind::Input(rollup) => Some(*rollup),
            Kind::Derived(formula) => shape::rollup(&formula.root, definitions).and_then(|additive| additive.over_time),
        };
        match rollup {
            Some(rollup) if spot.months.first != spot.months.last => {
                let months: Vec<_> = match rollup {
                    Rollup::Flow => spot.months.iter().collect(),
                    Rollup::StockLast => vec![spot.months.last],
                    Rollup::StockFirst => vec![spot.months.first],
                    Rollup::NotAdditive => Vec::new(),
                };
                (Ingredient::Month, months.into_iter().map(|at| (of, month(at))).collect(), None)
            }
            _ => self.summed(of, spot),
        }
    }

    /// The parts or slices that a figure of one month was added up from.
    fn summed(&self, of: MetricRef, spot: Spot) -> (Ingredient, Vec<(MetricRef, Spot)>, Option<Formula>) {
        let metric = self.material.definitions.get(of.metric);
        let slices = &self.material.slices;
        let known = |slice: SliceIx| self.over(of, slice, spot.months).value.is_ok();
        let of_slices = |slices: Vec<SliceIx>| slices.into_iter().map(|slice| (of, Spot { slice, ..spot })).collect();
        let below: Vec<SliceIx> = slices.children(spot.slice).collect();
        if let (Some(axis), false) = (slices.get(spot.slice).axis, below.is_empty()) {
            return (Ingredient::Slice(axis), of_slices(below), None);
        }
        if spot.slice == Slices::TOTAL {
            let kept = &self.grids[of.metric.0 as usize].kept;
            let axes: BTreeSet<Axis> = kept.iter().filter_map(|slice| slices.get(*slice).axis).collect();
            for axis in axes {
                let outermost: Vec<SliceIx> = slices.of_axis(axis).filter(|ix| slices.get(*ix).parent.is_none()).collect();
                if !outermost.is_empty() && outermost.iter().copied().any(known) {
                    return (Ingredient::Slice(axis), of_slices(outermost), None);
                }
            }
        }
        if of.part.is_none() && !metric.parts.is_empty() {
            let part = |part: usize| (MetricRef { part: Some(PartIx(part as u16)), ..of }, spot);
            return (Ingredient::Part, (0..metric.parts.len()).map(part).collect(), None);
        }
        (Ingredient::None, Vec::new(), None)
    }
}
