//! Conditions that people wrote can be read: triggers, criteria, verdicts, agreements.

use crate::check::{Everything, Rule};
use crate::diag::Report;
use crate::formula::parse_condition;
use crate::model::FormulaText;
use crate::model::page::{CriterionKind, Details};

pub(in crate::check) const RULE: Rule = Rule { name: "conditions", run };

fn run(all: Everything<'_>, report: &mut Report) {
    let definitions = all.figures.definitions();
    let pages = all.content.pages.iter().flat_map(|written| of_page(&written.page.details));
    let kept = all.registers.agreements.iter().filter_map(|agreement| agreement.kept.as_ref());
    for condition in pages.chain(kept) {
        // Only the findings matter here.
        let _ = parse_condition(condition, definitions, report);
    }
}

fn of_page(details: &Details) -> Vec<&FormulaText> {
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
