//! Figures that are others than before, and why.

use super::Difference;
use crate::model::{
    Definitions, Expr, ExprKind, Given, Kind, Language, Look, MetricIx, MetricRef, Missing, Month, SliceIx, Style,
};
use crate::pipeline::Known;
use crate::workflow::closed::slice_key;
use std::collections::{BTreeMap, BTreeSet};

/// A figure that is another than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureChange {
    /// The id of the metric or part.
    pub metric: String,
    /// Its name.
    pub name: String,
    /// The month.
    pub month: Month,
    /// The slice: `total`, `segment tier1`.
    pub slice: String,
    /// What was printed, or why there was no value.
    pub before: String,
    /// What is printed, or why there is no value.
    pub after: String,
    /// Why: `restated`, `definition`, `input`, or what it follows from.
    pub because: Vec<String>,
}

pub(super) fn compare(before: &Known, after: &Known, difference: &mut Difference) {
    let (old, new) = (before.figures.definitions(), after.figures.definitions());
    let ids = |definitions: &Definitions| definitions.ids().map(str::to_owned).collect::<BTreeSet<_>>();
    let (was, is) = (ids(old), ids(new));
    difference.metrics = is.difference(&was).map(|id| (id.clone(), true)).collect();
    difference.metrics.extend(was.difference(&is).map(|id| (id.clone(), false)));
    let months = |known: &Known| -> BTreeSet<Month> {
        let all = known.figures.months().into_iter().flat_map(|months| months.iter());
        all.filter(|month| known.figures.snapshot(*month).is_some()).collect()
    };
    let (had, has) = (months(before), months(after));
    difference.months = has.difference(&had).map(|month| (*month, true)).collect();
    difference.months.extend(had.difference(&has).map(|month| (*month, false)));
    let sides = Sides { before, after, slices: slices(before, after) };
    let kept: Vec<Month> = had.intersection(&has).copied().collect();
    let mut changes = sides.changes(&kept);
    changes.sort_by_key(|(of, slice, month, _)| {
        (new.get(of.metric).class.map_or(u8::MAX, |class| class as u8), *of, std::cmp::Reverse(*month), *slice)
    });
    let inputs: BTreeSet<(MetricIx, SliceIx, Month)> = changes
        .iter()
        .filter(|(of, ..)| matches!(new.get(of.metric).kind, Kind::Input(_)))
        .map(|(of, slice, month, _)| (of.metric, *slice, *month))
        .collect();
    difference.figures = changes
        .into_iter()
        .map(|(of, slice, month, (was, is))| FigureChange {
            metric: new.written(of),
            name: new.name(of, language(after)),
            month,
            slice: slice_key(after.figures.slices(), slice),
            before: was,
            after: is,
            because: sides.because(of, slice, month, &inputs),
        })
        .collect();
    difference.figures.extend(super::cohorts::compare(before, after, &kept));
}

fn language(known: &Known) -> &str {
    known.config.languages.first().map_or("en", |language| language)
}

/// The slices of the new tree with those of the old that mean the same.
fn slices(before: &Known, after: &Known) -> Vec<(SliceIx, SliceIx)> {
    let old: BTreeMap<String, SliceIx> =
        before.figures.slices().iter().map(|(ix, _)| (slice_key(before.figures.slices(), ix), ix)).collect();
    let new = after.figures.slices();
    new.iter().filter_map(|(ix, _)| Some((*old.get(&slice_key(new, ix))?, ix))).collect()
}

struct Sides<'a> {
    before: &'a Known,
    after: &'a Known,
    slices: Vec<(SliceIx, SliceIx)>,
}

// A figure of the new tree, and what is printed before and after.
type Change = (MetricRef, SliceIx, Month, (String, String));

impl Sides<'_> {
    fn changes(&self, months: &[Month]) -> Vec<Change> {
        let mut changes = Vec::new();
        for (metric, definition) in self.after.figures.definitions().iter() {
            let parts =
                (0..definition.parts.len()).map(|part| MetricRef { metric, part: Some(crate::model::PartIx(part as u16)) });
            for of in std::iter::once(MetricRef::from(metric)).chain(parts) {
                let written = self.after.figures.definitions().written(of);
                let Some(old) = self.before.figures.definitions().find_ref(&written) else { continue };
                for (slice_before, slice) in &self.slices {
                    changes.extend(months.iter().filter_map(|month| {
                        let printed = self.change((old, *slice_before), (of, *slice), *month)?;
                        Some((of, *slice, *month, printed))
                    }));
                }
            }
        }
        changes
    }

    fn change(&self, old: (MetricRef, SliceIx), new: (MetricRef, SliceIx), month: Month) -> Option<(String, String)> {
        let was = self.before.figures.month(old.0, old.1, month).value;
        let is = self.after.figures.month(new.0, new.1, month).value;
        match (&was, &is) {
            (Err(_), Err(_)) => return None,
            (Ok(was), Ok(is)) if was == is => return None,
            _ => {}
        }
        let print = |known: &Known, of: MetricRef, value: &Result<crate::model::Exact, Missing>| {
            let (definitions, language) = (known.figures.definitions(), Language::of(language(known)));
            match value {
                Ok(value) => {
                    Look::of_ref(definitions, of, &known.config.currency, &language).value(value, Style::Full).to_string()
                }
                Err(missing) => format!("— ({})", missing.words(&language, definitions, known.figures.slices())),
            }
        };
        let (before, mut after) = (print(self.before, old.0, &was), print(self.after, new.0, &is));
        // A change smaller than what is printed would read as none.
        if before == after {
            after.push_str(" (other decimals)");
        }
        Some((before, after))
    }

    fn because(&self, of: MetricRef, slice: SliceIx, month: Month, inputs: &BTreeSet<(MetricIx, SliceIx, Month)>) -> Vec<String> {
        let definitions = self.after.figures.definitions();
        let mut because = Vec::new();
        if self.is_defined_anew(of.metric) {
            because.push("definition".to_owned());
        }
        if self.is_written_anew(of, slice, month) {
            because.push(if self.is_restated(of, slice, month) { "restated" } else { "input" }.to_owned());
        }
        let Kind::Derived(formula) = &definitions.get(of.metric).kind else {
            // A total, or a sum of parts, follows from what it is made of.
            return if because.is_empty() { vec!["sum".to_owned()] } else { because };
        };
        let mut below = BTreeSet::new();
        let looks_back = cone(&formula.root, definitions, &mut below);
        for metric in below {
            let id = &definitions.get(metric).id;
            if self.is_defined_anew(metric) {
                because.push(format!("definition of {id}"));
            }
            let near = |(input, at, when): &&(MetricIx, SliceIx, Month)| {
                let where_ = *at == slice || slice == crate::model::Slices::TOTAL || *at == crate::model::Slices::TOTAL;
                *input == metric && where_ && (*when == month || (looks_back && *when < month))
            };
            let touched: Vec<_> = inputs.iter().filter(near).collect();
            if touched.iter().any(|(metric, at, when)| self.is_restated((*metric).into(), *at, *when)) {
                because.push(format!("restated {id}"));
            } else if !touched.is_empty() {
                because.push(format!("from {id}"));
            }
        }
        because
    }

    /// Whether a metric is made in another way than before.
    fn is_defined_anew(&self, metric: MetricIx) -> bool {
        let new = self.after.figures.definitions().get(metric);
        let old = self.before.figures.definitions();
        let Some(old) = old.find(&new.id).map(|metric| old.get(metric)) else { return true };
        let same = match (&old.kind, &new.kind) {
            (Kind::Input(old), Kind::Input(new)) => old == new,
            (Kind::Derived(old), Kind::Derived(new)) => old.text == new.text,
            _ => false,
        };
        !same || old.unit != new.unit || old.by != new.by
    }

    /// Whether another value was written for this figure itself.
    fn is_written_anew(&self, of: MetricRef, slice: SliceIx, month: Month) -> bool {
        let written = |known: &Known, of: Option<MetricRef>, slice: Option<SliceIx>| -> Option<Given> {
            let (of, slice) = (of?, slice?);
            let entries = &known.figures.snapshot(month)?.entries;
            Some(entries.iter().find(|entry| entry.of == of && entry.slice == slice)?.value.clone())
        };
        let name = self.after.figures.definitions().written(of);
        let old_slice = self.slices.iter().find(|(_, new)| *new == slice).map(|(old, _)| *old);
        let old = written(self.before, self.before.figures.definitions().find_ref(&name), old_slice);
        old != written(self.after, Some(of), Some(slice))
    }

    /// Whether the figure, or a part of it, is corrected with a word on it that was not there before.
    fn is_restated(&self, of: MetricRef, slice: SliceIx, month: Month) -> bool {
        let new = self.after.figures.snapshot(month).map_or(&[][..], |snapshot| &snapshot.restated);
        let old = self.before.figures.snapshot(month).map_or(&[][..], |snapshot| &snapshot.restated);
        let fits = |it: &&crate::model::Restated| {
            it.of.metric == of.metric
                && (of.part.is_none() || it.of.part == of.part)
                && (it.slice == slice || slice == crate::model::Slices::TOTAL)
        };
        new.iter().filter(fits).any(|it| !old.iter().any(|known| known.was == it.was && known.because == it.because))
    }
}

/// The metrics that a formula is made of in the end, and whether it looks at other months.
fn cone(expr: &Expr, definitions: &Definitions, below: &mut BTreeSet<MetricIx>) -> bool {
    let mut looks_back = matches!(expr.kind, ExprKind::Previous(_) | ExprKind::At(..) | ExprKind::Window(..));
    if let ExprKind::Metric(of) = &expr.kind
        && below.insert(of.metric)
        && let Kind::Derived(formula) = &definitions.get(of.metric).kind
    {
        looks_back |= cone(&formula.root, definitions, below);
    }
    for child in expr.children() {
        looks_back |= cone(child, definitions, below);
    }
    looks_back
}
