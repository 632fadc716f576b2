//! A pilot is long enough to show something, and short enough to be one.

use crate::check::{OnePage, Rule, Run};
use crate::compute::{Figures, PilotFigures};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::Details;

pub(in crate::check) const RULE: Rule = Rule { name: "pilots", run: Run::Figures(run) };

// What teams are advised to take.
const USUAL: std::ops::RangeInclusive<usize> = 3..=6;

fn run(OnePage { written, config, .. }: OnePage<'_>, figures: &Figures, report: &mut Report) {
    let Details::Pilot(pilot) = &written.page.details else { return };
    // Its figures are read anew where they are shown; here only the findings matter.
    let _ = PilotFigures::new(figures.definitions(), pilot, config.audiences.narrowest(), report);
    let months = pilot.months.len();
    if !USUAL.contains(&months) {
        let message = format!("this pilot runs {months} months");
        let finding = Diagnostic::new(&codes::PILOT_LENGTH, written.page.place.clone(), message);
        report.push(finding.hint("3 to 6 months are usual: shorter shows little, longer is no pilot"));
    }
}
