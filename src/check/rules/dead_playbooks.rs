//! A playbook whose trigger never calls is read by nobody: the trigger or the playbook is out of date.

use crate::check::{Everything, Rule};
use crate::compute::Dead;
use crate::diag::{Diagnostic, Report, codes};
use crate::formula::parse_condition;
use crate::model::page::{Details, Playbook, Status};
use crate::model::{Axis, FormulaText, Month, Period, SliceIx, Slices};

pub(in crate::check) const RULE: Rule = Rule { name: "dead playbooks", run };

fn run(all: Everything<'_>, report: &mut Report) {
    let months: Vec<Month> = all.figures.months().into_iter().flat_map(|months| months.iter()).collect();
    let months: Vec<Month> = months.into_iter().filter(|month| all.figures.snapshot(*month).is_some()).collect();
    for page in all.content.pages.iter().map(|written| &written.page).filter(|page| page.meta.status == Status::Published) {
        let Details::Playbook(playbook) = &page.details else { continue };
        let Some((trigger, dead)) = dead(all, playbook, &months) else { continue };
        let when = dead.last.map_or_else(|| "it never has".to_owned(), |month| format!("it last did in {month}"));
        let message = format!("the trigger has called for this playbook in none of the last 12 months; {when}");
        let finding = Diagnostic::new(&codes::DEAD_PLAYBOOK, trigger.place.clone(), message);
        report.push(finding.hint("move the limit to where you would want to be called, or retire the playbook"));
    }
}

fn dead<'p>(all: Everything<'_>, playbook: &'p Playbook, months: &[Month]) -> Option<(&'p FormulaText, Dead)> {
    let trigger = playbook.trigger.as_ref()?;
    // What cannot be read is reported by the rule on conditions.
    let condition = parse_condition(trigger, all.figures.definitions(), &mut Report::default())?;
    let mut slices: Vec<SliceIx> =
        playbook.segments.iter().filter_map(|segment| all.figures.slices().find(Axis::Segment, &segment.id)).collect();
    if slices.is_empty() {
        slices.push(Slices::TOTAL);
    }
    let verdicts =
        |month| slices.iter().map(|slice| all.figures.judge(&condition, *slice, Period::Month(month)).verdict).collect();
    Some((trigger, Dead::find(months, verdicts)?))
}
