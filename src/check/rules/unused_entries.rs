//! Metrics and entries of registers that nothing refers to.
//!
//! Only what exists to be referred to is asked: a stage stands in the journey, a tool in the list of tools and a metric with a
//! class on a card, whoever names them.

use crate::check::mentions::{Candidate, stands_in};
use crate::check::{Beside, Rule, Run};
use crate::diag::{Code, Diagnostic, codes};
use crate::model::registers::{DriverWork, Registers};
use crate::model::{Definitions, Kind, MetricIx, MetricRef, Place, Ref};
use std::collections::HashSet;

pub(in crate::check) const RULE: Rule = Rule { name: "unused entries", run: Run::Mentions(run) };

/// What is named by nothing but perhaps the text of a page.
fn run(all: Beside<'_>) -> Vec<Candidate> {
    let (who, segments, metrics) = (people(all), segments(all), metrics(all));
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut add = |code: &'static Code, what: &str, id: &str, place: &Place, hint: &str| {
        let finding = Diagnostic::new(code, place.clone(), format!("nothing refers to the {what} `{id}`")).hint(hint);
        candidates.push(Candidate { word: id.to_owned(), finding });
    };
    let entry = &codes::ENTRY_UNUSED;
    for (at, metric) in all.figures.definitions().iter() {
        // What is worked out costs nobody anything.
        if metric.class.is_none() && matches!(metric.kind, Kind::Input(_)) && !metrics.contains(&at) {
            add(
                &codes::METRIC_UNUSED,
                "metric",
                &metric.id,
                &metric.place,
                "use it in a formula or on a page, give it a `class`, or take it away",
            );
        }
    }
    let registers = all.registers;
    for role in registers.roles.iter().filter(|role| !who.contains(&*role.id)) {
        add(entry, "role", &role.id, &role.place, "say where it leads, helps or owns something, or take it away");
    }
    for department in registers.org.departments.iter().filter(|department| !who.contains(&*department.id)) {
        add(
            entry,
            "department",
            &department.id,
            &department.place,
            "name it where it leads, gives or receives something, or take it away",
        );
    }
    for segment in registers.segments.iter().filter(|segment| !segments.contains(&*segment.id)) {
        add(entry, "segment", &segment.id, &segment.place, "give it values in the snapshots, or take it away");
    }
    let filled: HashSet<&str> = registers.roadmap.items.iter().map(|item| &*item.lane.id).collect();
    for lane in registers.roadmap.lanes.iter().filter(|lane| !filled.contains(&*lane.id)) {
        add(entry, "lane", &lane.id, &lane.place, "put an item on it, or take it away");
    }
    for facet in &all.config.facets {
        add(entry, "facet", &facet.id, &facet.place, "give pages a value of it under `facets`, or take it away");
    }
    candidates
}

/// The roles and departments that registers, definitions, settings and snapshots name.
fn people<'a>(all: Beside<'a>) -> HashSet<&'a str> {
    let Registers { segments, roles, org, journey, handover, agreements, tools, roadmap, kpi_tree, .. } = &**all.registers;
    let mut found: Vec<&'a Ref> = Vec::new();
    found.extend(segments.iter().flat_map(|segment| &segment.touch).filter_map(|touch| touch.role.as_ref()));
    found.extend(roles.iter().flat_map(|role| &role.partners));
    found.extend(org.units.iter().flat_map(|unit| unit.roles.iter().chain(&unit.lead)));
    found.extend(journey.iter().flat_map(|stage| stage.lead.iter().chain(&stage.support).chain(&stage.inform)));
    found.extend(handover.routing.iter().map(|route| &route.to));
    found.extend(handover.items.iter().flat_map(|item| [&item.giver, &item.receiver]));
    found.extend(agreements.iter().flat_map(|agreement| [&agreement.by, &agreement.to]));
    found.extend(tools.iter().filter_map(|tool| tool.owner.as_ref()));
    found.extend(roadmap.items.iter().filter_map(|item| item.owner.as_ref()));
    for driver in kpi_tree.iter().flat_map(|tree| &tree.drivers) {
        if let DriverWork::ClosedBy { who, .. } = &driver.work {
            found.extend(who);
        }
    }
    let metrics = || all.figures.definitions().iter().map(|(_, metric)| metric);
    found.extend(metrics().filter_map(|metric| metric.owner.as_ref()));
    found.extend(metrics().filter_map(|metric| metric.disclose.as_ref()).map(|disclose| &disclose.by));
    found.extend(all.config.approval.approvers.iter().flat_map(|(_, who)| who));
    found.into_iter().map(|named| &*named.id).chain(sliced(all)).collect()
}

/// The segments that registers and snapshots name.
fn segments<'a>(all: Beside<'a>) -> HashSet<&'a str> {
    let units = all.registers.org.units.iter().flat_map(|unit| &unit.segments);
    let routes = all.registers.handover.routing.iter().flat_map(|route| &route.segments);
    units.chain(routes).map(|segment| &*segment.id).chain(sliced(all)).collect()
}

/// The slices that have a value or a target.
fn sliced<'a>(all: Beside<'a>) -> impl Iterator<Item = &'a str> {
    let slices = all.figures.slices();
    let months = all.figures.months().into_iter().flat_map(|months| months.iter().collect::<Vec<_>>());
    let written = months.filter_map(|month| all.figures.snapshot(month)).flat_map(|snapshot| &snapshot.entries);
    let targets = all.figures.targets().all.iter().map(|target| target.slice);
    let found: HashSet<_> = written.map(|entry| entry.slice).chain(targets).collect();
    found.into_iter().map(|at| &*slices.get(at).id)
}

/// The metrics that formulas, rules, targets, settings and registers name.
fn metrics(all: Beside<'_>) -> HashSet<MetricIx> {
    let definitions = all.figures.definitions();
    let registers = all.registers;
    let mut named: Vec<&Ref> = Vec::new();
    named.extend(registers.segments.iter().flat_map(|segment| segment.kpis.iter().chain(&segment.leading)));
    named.extend(registers.segments.iter().filter_map(|segment| segment.fit.as_ref()).flat_map(|fit| &fit.because));
    named.extend(registers.roles.iter().flat_map(|role| role.kpis.iter().chain(&role.watch)));
    named.extend(registers.journey.iter().flat_map(|stage| &stage.metrics));
    named.extend(&registers.handover.completeness);
    named.extend(registers.roadmap.items.iter().flat_map(|item| &item.moves));
    named.extend(all.config.ingest.values());
    for driver in registers.kpi_tree.iter().flat_map(|tree| &tree.drivers) {
        named.push(&driver.metric);
        if let DriverWork::ClosedBy { leading, .. } = &driver.work {
            named.extend(leading.iter().flat_map(|leading| leading.activities.iter().chain([&leading.metric])));
        }
    }
    named.extend(registers.kpi_tree.iter().map(|tree| &tree.goal));
    let mut found: HashSet<MetricIx> =
        named.into_iter().filter_map(|id| definitions.find_ref(&id.id)).map(|of| of.metric).collect();
    found.extend(defined(definitions).map(|of| of.metric));
    found.extend(all.figures.targets().all.iter().map(|target| target.of.metric));
    let kept = registers.agreements.iter().filter_map(|agreement| agreement.kept.as_ref());
    found.extend(
        definitions.iter().filter(|(_, metric)| kept.clone().any(|kept| stands_in(&metric.id, &kept.text))).map(|(at, _)| at),
    );
    found
}

/// The metrics that the definitions themselves name: formulas, bridges, pairs that must be equal, conditions of disclosing.
fn defined(definitions: &Definitions) -> impl Iterator<Item = MetricRef> {
    let formulas = definitions.iter().flat_map(|(_, metric)| match &metric.kind {
        Kind::Derived(formula) => formula.root.metrics(),
        Kind::Input(_) => Vec::new(),
    });
    let demands = definitions.iter().filter_map(|(_, metric)| Some(metric.disclose.as_ref()?.at_least.as_ref()?.0));
    let bridges = definitions.bridges.iter().flat_map(|bridge| {
        let cancel = bridge.cancel.iter().flat_map(|(one, other)| [*one, *other]);
        [bridge.opening, bridge.closing].into_iter().chain(bridge.plus.iter().chain(&bridge.minus).copied()).chain(cancel)
    });
    formulas.chain(demands).chain(bridges).chain(definitions.equals.iter().flat_map(|equal| equal.pair))
}
