//! Conditions that people wrote can be read: triggers, criteria, verdicts, agreements.

use crate::check::{Everything, OnePage, Rule, Run};
use crate::diag::Report;
use crate::formula::parse_condition;
use crate::model::FormulaText;
use crate::model::page::{CriterionKind, Details};

pub(in crate::check) const OF_PAGES: Rule = Rule { name: "conditions of pages", run: Run::Page(of_page) };
pub(in crate::check) const OF_AGREEMENTS: Rule = Rule { name: "conditions of agreements", run: Run::Everything(of_agreements) };

fn of_page(OnePage { written, definitions, .. }: OnePage<'_>, report: &mut Report) {
    for condition in conditions(&written.page.details) {
        // Only the findings matter here.
        let _ = parse_condition(condition, definitions, report);
    }
}

fn of_agreements(all: Everything<'_>, report: &mut Report) {
    for condition in all.registers.agreements.iter().filter_map(|agreement| agreement.kept.as_ref()) {
        let _ = parse_condition(condition, all.figures.definitions(), report);
    }
}

fn conditions(details: &Details) -> Vec<&FormulaText> {
    match details {
        Details::Playbook(playbook) => playbook.trigger.iter().collect(),
        Details::Step(step) => step
            .criteria
            .iter()
            .filter_map(|criterion| match &criterion.kind {
                CriterionKind::Data(condition) => Some(condition),
                CriterionKind::Hand { .. } => None,
            })
            .collect(),
        Details::Pilot(pilot) => [&pilot.worth_it, &pilot.repeatable, &pilot.together].into_iter().flatten().collect(),
        _ => Vec::new(),
    }
}
