//! A month that has not begun has no figures yet: a snapshot of it is a slip in the year or the month.

use crate::check::{Everything, Rule, Run};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::Month;

pub(in crate::check) const RULE: Rule = Rule { name: "months", run: Run::Everything(run) };

fn run(all: Everything<'_>, report: &mut Report) {
    let now = Month::of(all.today);
    let months = all.figures.months().into_iter().flat_map(|months| months.iter().rev());
    for snapshot in months.take_while(|month| *month > now).filter_map(|month| all.figures.snapshot(month)) {
        let message = format!("{} has not begun", snapshot.month);
        let hint = format!("write the month the figures are of: {now} or one before it");
        report.push(Diagnostic::new(&codes::MONTH_AHEAD, snapshot.stated.clone(), message).hint(hint));
    }
}
