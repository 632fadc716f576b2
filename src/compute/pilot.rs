//! The figures of a pilot: a slice of its own, outside the axes, over the months it ran.
//!
//! `by` does not bind it and it enters no total. What is assumed holds for every month.

use super::condition::{Judged, Seen};
use crate::diag::{Diagnostic, Report, codes};
use crate::formula::{Inputs, Spot, Value, evaluate, judge};
use crate::model::page::{Pilot, PilotValue};
use crate::model::{
    Audience, Condition, Definitions, Exact, Figure, Kind, MetricRef, Missing, Month, MonthRange, Origin, PartIx, Place, Rollup,
    Slices,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The figures of one pilot.
#[derive(Debug, Clone)]
pub struct PilotFigures {
    definitions: Arc<Definitions>,
    months: MonthRange,
    values: BTreeMap<(MetricRef, Month), (Exact, Place)>,
    assumed: BTreeMap<MetricRef, (Exact, Place)>,
    audience: Audience,
}

impl PilotFigures {
    /// Takes the values of a pilot. Unknown metrics, numbers that are none and months outside the pilot are reported.
    ///
    /// All of them are for `audience`, the pilot's own fields being for the narrowest.
    pub fn new(definitions: &Arc<Definitions>, pilot: &Pilot, audience: Audience, report: &mut Report) -> Self {
        let mut figures = PilotFigures {
            definitions: Arc::clone(definitions),
            months: pilot.months,
            values: BTreeMap::new(),
            assumed: BTreeMap::new(),
            audience,
        };
        for value in pilot.figures.iter().chain(&pilot.assume) {
            figures.add(value, report);
        }
        figures
    }

    fn add(&mut self, written: &PilotValue, report: &mut Report) {
        let of = crate::data::metric_ref(&self.definitions, &written.metric, report);
        let Ok(number) = written.number.parse::<Exact>() else {
            let message = format!("`{}` is not a number", crate::yaml::shortened(&written.number));
            let finding = Diagnostic::new(&codes::WRONG_TYPE, written.place.clone(), message);
            report.push(finding.hint("write a number in half-width digits like 182_000_000 or 0.8"));
            return;
        };
        let Some(of) = of else { return };
        let value = (number, written.place.clone());
        let before = match written.month {
            None => self.assumed.insert(of, value),
            Some(month) if self.months.contains(month) => self.values.insert((of, month), value),
            Some(month) => {
                let message = format!("{month} lies outside the pilot, which runs {}", self.months);
                let finding = Diagnostic::new(&codes::INVALID_VALUE, written.place.clone(), message);
                report.push(finding.hint("correct the month, or `months:` of the pilot"));
                return;
            }
        };
        if let Some((_, first)) = before {
            let message = format!("`{}` is given twice", self.definitions.written(of));
            let finding = Diagnostic::new(&codes::DUPLICATE_VALUE, written.place.clone(), message);
            report.push(finding.also(first, "the first one stands here").hint("remove one of the two"));
        }
    }

    /// The months of the pilot.
    pub fn months(&self) -> MonthRange {
        self.months
    }

    /// The metrics that have values, in the order defined.
    pub fn metrics(&self) -> Vec<MetricRef> {
        let mut found: Vec<_> = self.values.keys().map(|(of, _)| *of).chain(self.assumed.keys().copied()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The figure over the whole period.
    pub fn get(&self, of: MetricRef) -> Figure {
        self.over(of, self.months)
    }

    /// The figure of one month.
    pub fn month(&self, of: MetricRef, month: Month) -> Figure {
        self.over(of, MonthRange { first: month, last: month })
    }

    fn over(&self, of: MetricRef, months: MonthRange) -> Figure {
        let spot = Spot { slice: Slices::TOTAL, months };
        let value = Lookup::new(self).figure(of, spot).value;
        let written = (months.first == months.last).then(|| self.values.get(&(of, months.first))).flatten();
        let origin = match written.or_else(|| self.assumed.get(&of)) {
            Some((_, place)) => Origin::Given(place.clone()),
            None if matches!(self.definitions.get(of.metric).kind, Kind::Derived(_)) => Origin::Computed,
            None => Origin::Summed,
        };
        let unit = self.definitions.get(of.metric).unit;
        Figure { of, slice: Slices::TOTAL, months, unit, value, audience: self.audience, origin, disclosed: false }
    }

    /// Whether a condition holds over the whole period.
    pub fn judge(&self, condition: &Condition) -> Judged {
        let seen = Seen::new(Lookup::new(self));
        let spot = Spot { slice: Slices::TOTAL, months: self.months };
        let truth = judge(&condition.0.root, spot, &seen);
        let inputs = seen.spots().into_iter().map(|(of, spot)| self.over(of, spot.months)).collect();
        let mut judged = Judged::new(truth, inputs);
        judged.audience = self.audience;
        judged
    }
}

/// Works figures out, keeping what was worked out once.
struct Lookup<'a> {
    pilot: &'a PilotFigures,
    known: RefCell<BTreeMap<Key, Result<Exact, Missing>>>,
}

/// Metric, first and last month.
type Key = (MetricRef, Month, Month);

impl<'a> Lookup<'a> {
    fn new(pilot: &'a PilotFigures) -> Self {
        Lookup { pilot, known: RefCell::new(BTreeMap::new()) }
    }

    fn work_out(&self, of: MetricRef, spot: Spot) -> Result<Exact, Missing> {
        let pilot = self.pilot;
        if let Some((value, _)) = pilot.assumed.get(&of) {
            return Ok(value.clone());
        }
        let month = |month: Month| {
            let given = pilot.values.get(&(of, month)).map(|(value, _)| value.clone());
            given.or_else(|| self.sum_of_parts(of, month)).ok_or(Missing::Month(month))
        };
        let MonthRange { first, last } = spot.months;
        match &pilot.definitions.get(of.metric).kind {
            _ if first == last && pilot.values.contains_key(&(of, first)) => month(first),
            Kind::Derived(formula) => evaluate(&formula.root, spot, self).value,
            Kind::Input(Rollup::Flow) => {
                spot.months.iter().try_fold(Exact::ZERO, |sum, at| month(at).map(|value| sum.plus(&value)))
            }
            Kind::Input(Rollup::StockLast) => month(last),
            Kind::Input(Rollup::StockFirst) => month(first),
            Kind::Input(Rollup::NotAdditive) if first == last => month(first),
            Kind::Input(Rollup::NotAdditive) => Err(Missing::NotAdditive),
        }
    }

    fn sum_of_parts(&self, of: MetricRef, month: Month) -> Option<Exact> {
        let parts = self.pilot.definitions.get(of.metric).parts.len();
        if of.part.is_some() || parts == 0 {
            return None;
        }
        let part = |part: usize| MetricRef { part: Some(PartIx(part as u16)), ..of };
        (0..parts).try_fold(Exact::ZERO, |sum, at| Some(sum.plus(&self.pilot.values.get(&(part(at), month))?.0)))
    }
}

impl Inputs for Lookup<'_> {
    fn figure(&self, of: MetricRef, spot: Spot) -> Value {
        let key = (of, spot.months.first, spot.months.last);
        let known = self.known.borrow().get(&key).cloned();
        let value = known.unwrap_or_else(|| {
            let value = self.work_out(of, spot);
            self.known.borrow_mut().insert(key, value.clone());
            value
        });
        Value { value, audience: self.pilot.audience }
    }
}
