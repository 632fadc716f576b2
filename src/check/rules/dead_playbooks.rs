//! A playbook whose trigger never calls is read by nobody: the trigger or the playbook is out of date.

use crate::check::{OnePage, Rule, Run};
use crate::compute::{Dead, Figures};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Details, Playbook, Status};
use crate::model::{Axis, FormulaText, Month, Period, SliceIx, Slices};

pub(in crate::check) const RULE: Rule = Rule { name: "dead playbooks", run: Run::Figures(run) };

fn run(OnePage { written, .. }: OnePage<'_>, figures: &Figures, report: &mut Report) {
    let Details::Playbook(playbook) = &written.page.details else { return };
    if written.page.meta.status != Status::Published {
        return;
    }
    let Some((trigger, dead)) = dead(figures, playbook) else { return };
    let when = dead.last.map_or_else(|| "it never has".to_owned(), |month| format!("it last did in {month}"));
    let message = format!("the trigger has called for this playbook in none of the last 12 months; {when}");
    let finding = Diagnostic::new(&codes::DEAD_PLAYBOOK, trigger.place.clone(), message);
    report.push(finding.hint("move the limit to where you would want to be called, or retire the playbook"));
}

fn dead<'p>(figures: &Figures, playbook: &'p Playbook) -> Option<(&'p FormulaText, Dead)> {
    let trigger = playbook.trigger.as_ref()?;
    let months = figures.months().into_iter().flat_map(|months| months.iter());
    let months: Vec<Month> = months.filter(|month| figures.snapshot(*month).is_some()).collect();
    // What cannot be read is reported by the rule on conditions.
    let condition = figures.condition(trigger)?;
    let mut slices: Vec<SliceIx> =
        playbook.segments.iter().filter_map(|segment| figures.slices().find(Axis::Segment, &segment.id)).collect();
    if slices.is_empty() {
        slices.push(Slices::TOTAL);
    }
    let verdicts = |month| slices.iter().map(|slice| figures.judge(&condition, *slice, Period::Month(month)).verdict).collect();
    Some((trigger, Dead::find(&months, verdicts)?))
}
