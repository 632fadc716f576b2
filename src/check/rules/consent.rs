//! A story that others than the team may read needs the customer's consent.

use crate::check::{OnePage, Rule, Run};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Consent, Details};

pub(in crate::check) const RULE: Rule = Rule { name: "consent", run: Run::Page(run) };

fn run(OnePage { written, config, .. }: OnePage<'_>, report: &mut Report) {
    let page = &written.page;
    let Details::Story(story) = &page.details else { return };
    if page.meta.audience == config.audiences.narrowest() {
        return;
    }
    let (message, hint) = match story.consent {
        None => ("this story is not internal, but says nothing of the customer's consent", "add `consent:` with level and date"),
        Some((Consent::None, _)) => ("this story is not internal, but the customer did not consent", "make it internal"),
        Some((_, None)) => ("the customer's consent has no date", "add `date:` to `consent`"),
        Some(_) => return,
    };
    let place = story.consent_place.as_ref().unwrap_or(&page.place).clone();
    report.push(Diagnostic::new(&codes::CONSENT_MISSING, place, message).hint(hint));
}
