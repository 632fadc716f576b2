//! The drivers of the KPI tree are terms of the goal: they add up to it, which a leading indicator does not.

use crate::check::{Everything, Rule, Run};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Definitions, Kind, MetricIx, MetricRef};
use std::collections::BTreeSet;

pub(in crate::check) const RULE: Rule = Rule { name: "drivers", run: Run::Everything(run) };

fn run(all: Everything<'_>, report: &mut Report) {
    let definitions = all.figures.definitions();
    let Some(tree) = &all.registers.kpi_tree else { return };
    let Some(goal) = definitions.find_ref(&tree.goal.id) else { return };
    let terms = terms(definitions, goal);
    // A goal that is only counted has no terms to compare with.
    if terms.is_empty() {
        return;
    }
    let named = definitions.written(goal);
    for driver in &tree.drivers {
        let Some(of) = definitions.find_ref(&driver.metric.id) else { continue };
        if of.metric != goal.metric && !terms.contains(&of.metric) {
            let message = format!("`{}` is no term of the goal `{named}`", driver.metric.id);
            let finding = Diagnostic::new(&codes::DRIVER_NOT_A_TERM, driver.metric.place.clone(), message);
            report.push(finding.hint("name a term of its formula, or put the metric under `leading:` of the driver it predicts"));
        }
    }
}

/// The metrics that a goal is worked out from, formula by formula, and the movements of a bridge that ends with one of them.
fn terms(definitions: &Definitions, goal: MetricRef) -> BTreeSet<MetricIx> {
    let mut found = BTreeSet::new();
    let mut open = vec![goal.metric];
    while let Some(metric) = open.pop() {
        let mut below: Vec<MetricRef> = match &definitions.get(metric).kind {
            Kind::Derived(formula) => formula.root.metrics(),
            Kind::Input(_) => Vec::new(),
        };
        for bridge in definitions.bridges.iter().filter(|bridge| bridge.closing.metric == metric) {
            below.extend(bridge.plus.iter().chain(&bridge.minus));
        }
        open.extend(below.into_iter().map(|of| of.metric).filter(|of| found.insert(*of)));
    }
    found
}
