//! Each maturity step has one guide, and each of its criteria one id.

use crate::check::{Everything, Rule, Run};
use crate::content::Written;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::Place;
use crate::model::page::Details;
use std::collections::BTreeMap;

pub(in crate::check) const RULE: Rule = Rule { name: "steps", run: Run::Among(is_step, run) };

fn is_step(written: &Written) -> bool {
    matches!(written.page.details, Details::Step(_))
}

fn run(_: Everything<'_>, pages: &[&Written], report: &mut Report) {
    let mut steps: BTreeMap<u32, &Place> = BTreeMap::new();
    for page in pages.iter().map(|written| &written.page) {
        let Details::Step(step) = &page.details else { continue };
        if let Some(first) = steps.get(&step.step) {
            twice(&format!("step {} has two guides", step.step), &page.place, first, "give one of them another number", report);
        } else {
            steps.insert(step.step, &page.place);
        }
        for (at, criterion) in step.criteria.iter().enumerate() {
            if let Some(first) = step.criteria[..at].iter().find(|earlier| earlier.id == criterion.id) {
                let message = format!("the criterion `{}` stands twice", criterion.id);
                twice(&message, &criterion.place, &first.place, "give each criterion of a step its own id", report);
            }
        }
    }
}

fn twice(message: &str, place: &Place, first: &Place, hint: &str, report: &mut Report) {
    let finding = Diagnostic::new(&codes::DUPLICATE_ID, place.clone(), message);
    report.push(finding.also(first.clone(), "the first one is here").hint(hint));
}
