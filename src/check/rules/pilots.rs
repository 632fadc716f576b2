//! A pilot is long enough to show something, and short enough to be one.

use crate::check::{Everything, Rule};
use crate::compute::PilotFigures;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::Details;

pub(in crate::check) const RULE: Rule = Rule { name: "pilots", run };

// What teams are advised to take.
const USUAL: std::ops::RangeInclusive<usize> = 3..=6;

fn run(all: Everything<'_>, report: &mut Report) {
    for page in all.content.pages.iter().map(|written| &written.page) {
        let Details::Pilot(pilot) = &page.details else { continue };
        // Its figures are read anew where they are shown; here only the findings matter.
        let _ = PilotFigures::new(all.figures.definitions(), pilot, all.config.audiences.narrowest(), report);
        let months = pilot.months.len();
        if !USUAL.contains(&months) {
            let message = format!("this pilot runs {months} months");
            let finding = Diagnostic::new(&codes::PILOT_LENGTH, page.place.clone(), message);
            report.push(finding.hint("3 to 6 months are usual: shorter shows little, longer is no pilot"));
        }
    }
}
