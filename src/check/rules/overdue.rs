//! Pages whose day to be read again has passed.

use crate::check::{Everything, Rule, Run};
use crate::content::Written;
use crate::diag::{Diagnostic, Report, codes};
use crate::workflow::{Standing, due, standing};

pub(in crate::check) const RULE: Rule = Rule { name: "pages to be read again", run: Run::Among(has_a_day, run) };

fn has_a_day(written: &Written) -> bool {
    written.page.original && written.page.meta.review_every.is_some()
}

fn run(all: Everything<'_>, pages: &[&Written], report: &mut Report) {
    for page in pages.iter().map(|written| &written.page) {
        // What is not out, or no longer, waits for nobody.
        if standing(&page.meta, &page.meta, true, all.today) != Standing::Live {
            continue;
        }
        if let Some(day) = due(&page.meta).filter(|day| *day < all.today) {
            let owner = page.meta.owner.as_ref().map_or_else(|| "somebody".to_owned(), |owner| format!("`{}`", owner.id));
            let message = format!("{owner} was to read this page again by {day}");
            let finding = Diagnostic::new(&codes::PAGE_OVERDUE, page.place.clone(), message);
            report.push(finding.hint(format!("read it, mend it, and set `reviewed_on: {}`", all.today)));
        }
    }
}
