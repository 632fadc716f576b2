//! Whether the figures agree with one another. Each difference is an error that names both figures and both places.

use super::Figures;
use super::grid::CellOrigin;
use super::months::{ByMonth, columns};
use super::totals::over_axis;
use crate::diag::{Code, Diagnostic, Report, codes};
use crate::formula::{Spot, evaluate};
use crate::model::{
    Bridge, Equal, Exact, Figure, Given, Kind, MetricIx, MetricRef, Month, MonthRange, Origin, PartIx, Place, Rollup, SliceIx,
    Slices, Snapshot, Tolerance,
};

pub(super) fn check(figures: &Figures, report: &mut Report) {
    let definitions = &figures.material.definitions;
    for snapshot in &figures.material.snapshots {
        let mut month = OfMonth { figures, snapshot, report };
        for bridge in &definitions.bridges {
            month.bridge(bridge);
        }
        for equal in &definitions.equals {
            month.equal(equal);
        }
        month.parts();
        month.sums();
        month.given_beside_formula();
        month.limits();
        month.restated();
    }
    gaps(figures, report);
}

/// A month missing between two others is a gap in every chart.
fn gaps(figures: &Figures, report: &mut Report) {
    for pair in figures.material.snapshots.windows(2) {
        let (first, last) = (pair[0].month.next(), pair[1].month.previous());
        if first > last {
            continue;
        }
        let (months, file) = match first == last {
            true => (first.to_string(), format!("data/snapshots/{first}.yaml")),
            false => {
                (format!("{first} to {last}"), format!("a file for each month below data/snapshots/, the first one {first}.yaml"))
            }
        };
        let finding = Diagnostic::new(&codes::MONTH_GAP, pair[1].stated.clone(), format!("there is no snapshot for {months}"));
        report.push(finding.hint(format!("add {file}")));
    }
}

fn file(snapshot: &Snapshot) -> Place {
    Place::file(snapshot.files.first().cloned().unwrap_or_else(|| crate::model::SourcePath::new("data/snapshots")))
}

/// The checks of one month.
struct OfMonth<'a> {
    figures: &'a Figures,
    snapshot: &'a Snapshot,
    report: &'a mut Report,
}

/// A figure that is known, with its value.
struct Side {
    figure: Figure,
    value: Exact,
}

impl OfMonth<'_> {
    fn side(&self, of: MetricRef, slice: SliceIx, month: Month) -> Option<Side> {
        let figure = self.figures.month(of, slice, month);
        let value = figure.exact()?.clone();
        Some(Side { figure, value })
    }

    fn here(&self, of: MetricRef, slice: SliceIx) -> Option<Side> {
        self.side(of, slice, self.snapshot.month)
    }

    /// `closing_arr of tier1 in 2026-10 is 132600000`.
    fn said(&self, side: &Side) -> String {
        let Figure { of, slice, months, .. } = &side.figure;
        let written = self.figures.material.definitions.written(*of);
        format!("`{written}` of {} in {} is {}", self.figures.material.slices.get(*slice).id, months.last, grouped(&side.value))
    }

    /// Where a figure was written; for a sum, where its first ingredient was.
    fn place(&self, figure: &Figure) -> Option<Place> {
        if let Origin::Given(place) = &figure.origin {
            return Some(place.clone());
        }
        let snapshot = self.figures.snapshot(figure.months.last)?;
        let entry = snapshot.entries.iter().find(|entry| {
            entry.of.metric == figure.of.metric && (entry.slice == figure.slice || figure.slice == Slices::TOTAL)
        })?;
        Some(snapshot.place(entry.at))
    }

    fn differ(&mut self, code: &'static Code, rule: &Place, sides: [&Side; 2], expected: String, hint: String) {
        let place = self.place(&sides[0].figure).unwrap_or_else(|| rule.clone());
        let mut finding = Diagnostic::new(code, place, format!("{}, but {expected}", self.said(sides[0]))).hint(hint);
        if let Some(other) = self.place(&sides[1].figure) {
            finding = finding.also(other, self.said(sides[1]));
        }
        self.report.push(finding.also(rule.clone(), "the rule stands here"));
    }

    /// The slices in which a metric can have figures, the total last.
    fn slices(&self, metric: MetricIx) -> Vec<SliceIx> {
        let mut slices = self.figures.grids[metric.0 as usize].kept.clone();
        let last = slices.len().min(1);
        slices.rotate_left(last);
        slices
    }

    fn bridge(&mut self, bridge: &Bridge) {
        let mut broken = false;
        for slice in self.slices(bridge.closing.metric) {
            // Sums of what agrees agree, and of what does not have been said.
            if slice == Slices::TOTAL && broken {
                break;
            }
            broken |= self.bridge_in(bridge, slice);
            broken |= self.continuity(bridge, slice);
        }
        if let Some((a, b)) = bridge.cancel
            && let (Some(a), Some(b)) = (self.here(a, Slices::TOTAL), self.here(b, Slices::TOTAL))
            && !within(&a.value, &b.value, bridge.tolerance.as_ref())
        {
            let expected = self.said(&b);
            let hint = "what leaves one slice must enter another".to_owned();
            self.differ(&codes::CANCEL_BROKEN, &bridge.place, [&a, &b], expected, hint);
        }
    }

    /// Whether closing differs from opening and movements.
    fn bridge_in(&mut self, bridge: &Bridge, slice: SliceIx) -> bool {
        let (Some(opening), Some(closing)) = (self.here(bridge.opening, slice), self.here(bridge.closing, slice)) else {
            return false;
        };
        let mut expected = opening.value.clone();
        for (moves, sign) in [(&bridge.plus, 1), (&bridge.minus, -1)] {
            for of in moves {
                let Some(side) = self.here(*of, slice) else { return false };
                expected = expected.plus(&side.value.times(&Exact::from(sign)));
            }
        }
        if within(&closing.value, &expected, bridge.tolerance.as_ref()) {
            return false;
        }
        let difference = grouped(&closing.value.minus(&expected));
        let message = format!("opening and movements give {}", grouped(&expected));
        let hint = format!("find the difference of {difference}, or write a `tolerance` with its reason");
        self.differ(&codes::BRIDGE_BROKEN, &bridge.place, [&closing, &opening], message, hint);
        true
    }

    /// Whether the month begins with something else than the month before ended with.
    fn continuity(&mut self, bridge: &Bridge, slice: SliceIx) -> bool {
        let before = self.snapshot.month.previous();
        let (Some(opening), Some(closing)) = (self.here(bridge.opening, slice), self.side(bridge.closing, slice, before)) else {
            return false;
        };
        if within(&opening.value, &closing.value, bridge.tolerance.as_ref()) {
            return false;
        }
        let expected = self.said(&closing);
        let hint = "correct one of the two months; a correction of a closed month is written under `restated`".to_owned();
        self.differ(&codes::CONTINUITY_BROKEN, &bridge.place, [&opening, &closing], expected, hint);
        true
    }

    fn equal(&mut self, equal: &Equal) {
        let [a, b] = equal.pair;
        let mut broken = false;
        for slice in self.slices(a.metric) {
            if slice == Slices::TOTAL && broken {
                break;
            }
            let (Some(a), Some(b)) = (self.here(a, slice), self.here(b, slice)) else { continue };
            if !within(&a.value, &b.value, equal.tolerance.as_ref()) {
                broken = true;
                let expected = self.said(&b);
                let hint = "correct one of the two, or write a `tolerance` with its reason".to_owned();
                self.differ(&codes::FIGURES_DIFFER, &equal.place, [&a, &b], expected, hint);
            }
        }
    }

    /// A total given beside its slices, and two complete axes.
    fn sums(&mut self) {
        let definitions = self.figures.material.definitions.clone();
        let Some(at) = self.figures.at(self.snapshot.month) else { return };
        for (ix, metric) in definitions.iter() {
            let Kind::Input(rollup) = metric.kind else { continue };
            if rollup == Rollup::NotAdditive || metric.by.is_empty() {
                continue;
            }
            for part in columns(metric) {
                let of = MetricRef { metric: ix, part };
                let grid = &self.figures.grids[ix.0 as usize];
                let given = grid.get(part, Slices::TOTAL, at).is_some_and(|cell| matches!(cell.origin, CellOrigin::Given(_)));
                if !given && metric.by.len() < 2 {
                    continue;
                }
                let slices = &self.figures.material.slices;
                let sums: Vec<_> =
                    metric.by.iter().filter_map(|axis| Some((*axis, over_axis(grid, part, *axis, slices, at).ok()?))).collect();
                self.totals(of, given, &sums);
            }
        }
    }

    fn totals(&mut self, of: MetricRef, given: bool, sums: &[(crate::model::Axis, Exact)]) {
        let written = self.figures.material.definitions.written(of);
        let rule = self.figures.material.definitions.get(of.metric).place.clone();
        if given && let Some(total) = self.here(of, Slices::TOTAL) {
            for (axis, sum) in sums.iter().filter(|(_, sum)| *sum != total.value) {
                let message = format!("{}, but its values by {} add up to {}", self.said(&total), axis.word(), grouped(sum));
                let place = self.place(&total.figure).unwrap_or_else(|| rule.clone());
                self.report.push(Diagnostic::new(&codes::FIGURES_DIFFER, place, message).hint("correct the total or the values"));
            }
            return;
        }
        if let [(first, one), (second, other), ..] = sums
            && one != other
        {
            let (first, second) = (first.word(), second.word());
            let message = format!(
                "`{written}` in {} adds up to {} by {first}, but to {} by {second}",
                self.snapshot.month,
                grouped(one),
                grouped(other)
            );
            let entry = self.snapshot.entries.iter().find(|entry| entry.of == of);
            let place = entry.map_or(rule, |entry| self.snapshot.place(entry.at));
            self.report.push(Diagnostic::new(&codes::FIGURES_DIFFER, place, message).hint("correct the values of one axis"));
        }
    }

    /// A whole given beside its parts.
    fn parts(&mut self) {
        let definitions = self.figures.material.definitions.clone();
        let Some(at) = self.figures.at(self.snapshot.month) else { return };
        for entry in &self.snapshot.entries {
            let count = definitions.get(entry.of.metric).parts.len();
            let Given::Value(whole) = &entry.value else { continue };
            if entry.of.part.is_some() || count == 0 {
                continue;
            }
            let grid = &self.figures.grids[entry.of.metric.0 as usize];
            let part = |part: usize| grid.get(Some(PartIx(part as u16)), entry.slice, at)?.value.clone().ok();
            let Some(parts) = (0..count).map(part).collect::<Option<Vec<Exact>>>() else { continue };
            let sum = Exact::sum(&parts);
            if sum != *whole {
                let figure = self.figures.month(entry.of, entry.slice, self.snapshot.month);
                let said = self.said(&Side { figure, value: whole.clone() });
                let message = format!("{said}, but its parts add up to {}", grouped(&sum));
                let place = self.snapshot.place(entry.at);
                self.report.push(Diagnostic::new(&codes::FIGURES_DIFFER, place, message).hint("correct the whole or its parts"));
            }
        }
    }

    /// What is derived and also given must be equal, to the digits it was written with.
    fn given_beside_formula(&mut self) {
        let month = self.snapshot.month;
        let definitions = self.figures.material.definitions.clone();
        for entry in &self.snapshot.entries {
            let metric = definitions.get(entry.of.metric);
            let Kind::Derived(formula) = &metric.kind else { continue };
            let Some(given) = self.figures.given_cell(entry.of, entry.slice, month).and_then(|cell| cell.value.ok()) else {
                continue;
            };
            let spot = Spot { slice: entry.slice, months: MonthRange { first: month, last: month } };
            let Ok(computed) = evaluate(&formula.root, spot, &ByMonth(self.figures)).value else { continue };
            let decimals = given.decimals().unwrap_or(0);
            if computed.rounded(i32::from(decimals)) == given {
                continue;
            }
            let written = definitions.written(entry.of);
            let slice = &self.figures.material.slices.get(entry.slice).id;
            let message = format!("`{written}` of {slice} in {month} is given as {given}, but its formula gives {computed}");
            let finding = Diagnostic::new(&codes::FIGURES_DIFFER, self.snapshot.place(entry.at), message);
            let finding = finding.also(formula.place.clone(), "the formula stands here");
            self.report.push(finding.hint("take the given value away, or correct it or the figures it is made of"));
        }
    }

    fn limits(&mut self) {
        let definitions = self.figures.material.definitions.clone();
        for (ix, metric) in definitions.iter() {
            let Some(limit) = &metric.never_over else { continue };
            for slice in self.slices(ix) {
                let Some(side) = self.here(ix.into(), slice).filter(|side| side.value > *limit) else { continue };
                let place = match &side.figure.origin {
                    Origin::Given(place) => place.clone(),
                    _ => self.first_input(&side.figure),
                };
                let message = format!("{}, but it can never be over {limit}", self.said(&side));
                let finding = Diagnostic::new(&codes::OVER_LIMIT, place, message);
                self.report
                    .push(finding.also(metric.place.clone(), "the limit stands here").hint("correct the figures it is made of"));
            }
        }
    }

    fn first_input(&self, figure: &Figure) -> Place {
        let Kind::Derived(formula) = &self.figures.material.definitions.get(figure.of.metric).kind else {
            return file(self.snapshot);
        };
        let inputs = formula.root.metrics().into_iter().map(|of| self.figures.month(of, figure.slice, self.snapshot.month));
        inputs.into_iter().find_map(|input| self.place(&input)).unwrap_or_else(|| file(self.snapshot))
    }

    /// A correction that gives the value that still stands corrects nothing.
    fn restated(&mut self) {
        for restated in &self.snapshot.restated {
            let now = self.here(restated.of, restated.slice);
            if now.is_some_and(|now| now.value == restated.was) {
                let message = format!("`was` is {}, which is still the figure", grouped(&restated.was));
                let finding = Diagnostic::new(&codes::RESTATED_SAME, restated.place.clone(), message);
                self.report.push(finding.hint("write the figure before the correction, or take the entry away"));
            }
        }
    }
}

impl Figures {
    /// Months since the first.
    fn at(&self, month: Month) -> Option<usize> {
        let first = self.material.snapshots.first()?.month;
        usize::try_from(month.index() - first.index()).ok()
    }
}

fn within(a: &Exact, b: &Exact, tolerance: Option<&Tolerance>) -> bool {
    match tolerance {
        None => a == b,
        Some(tolerance) => a.minus(b).abs() <= tolerance.value,
    }
}

/// A number in groups of three, as people compare them.
fn grouped(number: &Exact) -> String {
    let text = number.to_string();
    match text.strip_prefix('-') {
        Some(digits) => format!("-{}", crate::model::grouped(digits)),
        None => crate::model::grouped(&text),
    }
}
