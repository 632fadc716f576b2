//! A story that others than the team may read needs the customer's consent.

use crate::check::{Everything, Rule};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Consent, Details};

pub(in crate::check) const RULE: Rule = Rule { name: "consent", run };

fn run(all: Everything<'_>, report: &mut Report) {
    let narrowest = all.config.audiences.narrowest();
    for page in all.content.pages.iter().map(|written| &written.page) {
        let Details::Story(story) = &page.details else { continue };
        if page.meta.audience == narrowest {
            continue;
        }
        let (message, hint) = match story.consent {
            None => {
                ("this story is not internal, but says nothing of the customer's consent", "add `consent:` with level and date")
            }
            Some((Consent::None, _)) => ("this story is not internal, but the customer did not consent", "make it internal"),
            Some((_, None)) => ("the customer's consent has no date", "add `date:` to `consent`"),
            Some(_) => continue,
        };
        let place = story.consent_place.as_ref().unwrap_or(&page.place).clone();
        report.push(Diagnostic::new(&codes::CONSENT_MISSING, place, message).hint(hint));
    }
}
