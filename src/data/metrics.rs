//! Reads metric definitions: `data/metrics.yaml` or `data/metrics/*.yaml`, or both.
//!
//! A definition that is wrong in part keeps its name, so that one mistake does not make a hundred unknown names; its
//! figures are missing.

mod build;
mod fields;
mod rules;

pub use fields::METRICS_FILE;

use super::Context;
use crate::diag::{Diagnostic, Report, codes};
use crate::formula::{self, Names};
use crate::model::{
    Definitions, Exact, Expr, ExprKind, Formula, FormulaText, Kind, Metric, MetricIx, Operator, PartIx, Place, Rollup, Unit,
};
use crate::world::World;
use build::Draft;
use rules::Rules;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// All metrics with their bridges and equal pairs.
pub fn metrics(world: &dyn World, context: &Context<'_>, report: &mut Report) -> Definitions {
    let mut drafts = Vec::new();
    let mut rules = Rules::default();
    for (source, node) in super::open_all(world, "data/metrics", report) {
        let mut d = context.decoder(&source, report);
        let Some(map) = d.map(&node, &METRICS_FILE) else { continue };
        if let Some(node) = map.get("metrics") {
            build::metrics(&mut d, node, &mut drafts);
        }
        rules.read(&mut d, &map);
    }
    let drafts = unique(drafts, report);
    let (formulas, said, order) = formulas(&drafts, report);
    let at_least: Vec<_> = drafts.iter().map(|draft| draft.at_least.clone()).collect();
    let metrics: Vec<Metric> = drafts
        .into_iter()
        .zip(formulas.into_iter().zip(said))
        .map(|(draft, (formula, said))| match formula.or_else(|| Some(broken(draft.formula?, said))) {
            Some(formula) => Metric { kind: Kind::Derived(formula), ..draft.metric },
            None => draft.metric,
        })
        .collect();
    rules.finish(metrics, order, at_least, report)
}

/// The formulas that can be computed, what those say that could be read, and an order in which every metric follows those its
/// formula needs.
fn formulas(drafts: &[Draft], report: &mut Report) -> (Vec<Option<Formula>>, Vec<Option<Expr>>, Vec<MetricIx>) {
    let names = ById::new(drafts);
    let mut formulas: Vec<_> =
        drafts.iter().map(|draft| formula::parse(draft.formula.as_ref()?, draft.metric.unit, &names, report)).collect();
    let said = formulas.iter().map(|formula| Some(formula.as_ref()?.root.clone())).collect();
    let order = ordered(drafts, &mut formulas, report);
    too_deep(drafts, &order, &mut formulas, report);
    (formulas, said, order)
}

/// How many formulas may build on one another in a row.
const DEEPEST: usize = 64;

/// Drops the formulas that build on too many others in a row: nobody can follow them, and following them takes memory.
fn too_deep(drafts: &[Draft], order: &[MetricIx], formulas: &mut [Option<Formula>], report: &mut Report) {
    let mut level = vec![0_usize; formulas.len()];
    let mut said = false;
    for metric in order {
        let at = metric.0 as usize;
        let Some(formula) = &formulas[at] else { continue };
        let below = formula.root.metrics().into_iter().map(|of| level[of.metric.0 as usize]).max().unwrap_or(0);
        level[at] = below + 1;
        if level[at] <= DEEPEST {
            continue;
        }
        if !std::mem::replace(&mut said, true) {
            let message = format!("`{}` builds on more than {DEEPEST} formulas in a row", drafts[at].metric.id);
            let finding = Diagnostic::new(&codes::FORMULA_SYNTAX, formula.place.clone(), message);
            report.push(finding.hint("work it out from metrics nearer to the inputs"));
        }
        formulas[at] = None;
        level[at] = 0;
    }
}

/// What stands for a formula with a mistake: a value that is always missing, in whose place a given one can stand.
fn broken(written: FormulaText, said: Option<Expr>) -> Formula {
    let number = |number: i64| Box::new(Expr { kind: ExprKind::Number(Exact::from(number)), span: 0..1 });
    let root = Expr { kind: ExprKind::Binary(Operator::Divide, number(1), number(0)), span: 0..1 };
    Formula { text: written.text, root, said, place: written.place }
}

/// Drops a metric whose id is taken, and what is beyond the limit. Of two with one id the one for more eyes stays, so that
/// what a wide site holds never depends on a narrower one.
fn unique(drafts: Vec<Draft>, report: &mut Report) -> Vec<Draft> {
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|at| drafts[*at].metric.audience);
    let mut seen: BTreeMap<Arc<str>, Place> = BTreeMap::new();
    let mut kept = vec![false; drafts.len()];
    for at in order {
        let Metric { id, place, .. } = &drafts[at].metric;
        if let Some(other) = seen.get(id) {
            let finding = Diagnostic::new(&codes::DUPLICATE_ID, place.clone(), format!("the metric `{id}` is defined twice"));
            report.push(finding.also(other.clone(), "the other definition stands here").hint("rename or remove one of them"));
        } else if seen.len() == Definitions::MOST {
            let message = format!("there are more than {} metrics", Definitions::MOST);
            report.push(Diagnostic::new(&codes::INVALID_VALUE, place.clone(), message).hint("define fewer metrics"));
            break;
        } else {
            kept[at] = true;
            seen.insert(Arc::clone(id), place.clone());
        }
    }
    drafts.into_iter().zip(kept).filter_map(|(draft, kept)| kept.then_some(draft)).collect()
}

/// An order in which every metric follows those its formula needs. Formulas that need themselves are reported and dropped.
fn ordered(drafts: &[Draft], formulas: &mut [Option<Formula>], report: &mut Report) -> Vec<MetricIx> {
    let needs: Vec<BTreeSet<usize>> = formulas
        .iter()
        .map(|formula| formula.iter().flat_map(|formula| formula.root.metrics()).map(|of| of.metric.0 as usize).collect())
        .collect();
    let mut waits: Vec<usize> = needs.iter().map(BTreeSet::len).collect();
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); needs.len()];
    for (metric, needs) in needs.iter().enumerate() {
        for need in needs {
            needed_by[*need].push(metric);
        }
    }
    let mut order: Vec<usize> = (0..needs.len()).filter(|metric| waits[*metric] == 0).collect();
    let mut settled = vec![false; needs.len()];
    let mut done = 0;
    loop {
        while let Some(metric) = order.get(done).copied() {
            done += 1;
            settled[metric] = true;
            for after in needed_by[metric].iter().copied() {
                waits[after] = waits[after].saturating_sub(1);
                if waits[after] == 0 && !settled[after] {
                    order.push(after);
                }
            }
        }
        let Some(stuck) = settled.iter().position(|settled| !settled) else { break };
        let cycle = cycle(stuck, &needs, &settled);
        say_cycle(&cycle, drafts, report);
        // One of the cycle goes without its formula, and the rest can be ordered.
        let Some(first) = cycle.first().copied() else { break };
        formulas[first] = None;
        settled[first] = true;
        order.push(first);
    }
    order.into_iter().map(|metric| MetricIx(metric as u16)).collect()
}

/// The metrics of a cycle that `start` leads to: each needs the next, the last the first.
fn cycle(start: usize, needs: &[BTreeSet<usize>], settled: &[bool]) -> Vec<usize> {
    let mut path: Vec<usize> = vec![start];
    loop {
        let last = path[path.len() - 1];
        // Whatever is not settled waits for something that is not settled.
        let next = needs[last].iter().copied().find(|need| !settled[*need]);
        let Some(next) = next else { return path };
        if let Some(at) = path.iter().position(|known| *known == next) {
            return path.split_off(at);
        }
        path.push(next);
    }
}

fn say_cycle(cycle: &[usize], drafts: &[Draft], report: &mut Report) {
    let (Some(first), names) = (cycle.first(), cycle.iter().map(|metric| &*drafts[*metric].metric.id)) else { return };
    let draft = &drafts[*first];
    let place = draft.formula.as_ref().map_or(&draft.metric.place, |formula| &formula.place);
    let path = names.chain(std::iter::once(&*draft.metric.id)).collect::<Vec<_>>().join(" → ");
    let finding = Diagnostic::new(&codes::FORMULA_CYCLE, place.clone(), format!("`{}` needs itself: {path}", draft.metric.id));
    report.push(finding.hint("change one of these formulas so that it does without the others"));
}

/// The names of drafts, for formulas that are read before all metrics are whole.
struct ById<'a> {
    drafts: &'a [Draft],
    index: BTreeMap<&'a str, usize>,
}

impl<'a> ById<'a> {
    fn new(drafts: &'a [Draft]) -> Self {
        let index = drafts.iter().enumerate().map(|(at, draft)| (&*draft.metric.id, at)).collect();
        ById { drafts, index }
    }

    fn draft(&self, metric: MetricIx) -> &Metric {
        &self.drafts[metric.0 as usize].metric
    }
}

impl Names for ById<'_> {
    fn metric(&self, id: &str) -> Option<MetricIx> {
        self.index.get(id).map(|at| MetricIx(*at as u16))
    }

    fn part(&self, metric: MetricIx, id: &str) -> Option<PartIx> {
        self.draft(metric).parts.iter().position(|part| &*part.id == id).map(|at| PartIx(at as u16))
    }

    fn unit(&self, metric: MetricIx) -> Unit {
        self.draft(metric).unit
    }

    fn ids(&self) -> Vec<&str> {
        self.drafts.iter().map(|draft| &*draft.metric.id).collect()
    }

    fn parts(&self, metric: MetricIx) -> Vec<&str> {
        self.draft(metric).parts.iter().map(|part| &*part.id).collect()
    }
}

/// A metric that stands for one whose definition is broken: nothing is ever known of it.
const BROKEN: Kind = Kind::Input(Rollup::NotAdditive);

/// The text of a formula with its metric.
type MaybeFormula = Option<FormulaText>;
