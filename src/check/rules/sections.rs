//! Commentary on a month is attached to a section that every review has.

use crate::check::{OnePage, Rule, Run};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{PageType, REVIEW_SECTIONS};
use crate::yaml::suggestion;

pub(in crate::check) const RULE: Rule = Rule { name: "sections of reviews", run: Run::Page(run) };

fn run(OnePage { written, .. }: OnePage<'_>, report: &mut Report) {
    if written.page.page_type != PageType::Review {
        return;
    }
    for heading in written.document.headings.iter().filter(|heading| heading.level == 2) {
        if REVIEW_SECTIONS.contains(&&*heading.id) {
            continue;
        }
        let place = written.page.place_at(heading.range.start, heading.range.end);
        let list = REVIEW_SECTIONS.join(", ");
        let message = match heading.explicit {
            true => format!("a review has no section `{}`", heading.id),
            false => format!("the heading `{}` does not say which section it comments on", heading.text()),
        };
        let hint = suggestion(&heading.id, REVIEW_SECTIONS.iter().copied())
            .unwrap_or_else(|| format!("end the heading with an id like `{{#summary}}`; sections: {list}").into());
        report.push(Diagnostic::new(&codes::UNKNOWN_SECTION, place, message).hint(hint));
    }
}
