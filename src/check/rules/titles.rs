//! Titles tell pages apart: each stands once, and is short enough to be shown whole.

use crate::check::{Everything, Rule};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::Place;
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

pub(in crate::check) const RULE: Rule = Rule { name: "titles", run };

// What lists of search results show, in half-width letters.
const LONGEST: usize = 80;

fn run(all: Everything<'_>, report: &mut Report) {
    let mut seen: BTreeMap<(usize, &str), &Place> = BTreeMap::new();
    for page in all.content.pages.iter().map(|written| &written.page) {
        let title = &*page.meta.title;
        if title.width() > LONGEST {
            let message = format!("the title is {} letters wide, and lists cut it at about {LONGEST}", title.width());
            let finding = Diagnostic::new(&codes::TITLE_LONG, page.place.clone(), message);
            report.push(finding.hint("say the rest in `summary` (a full-width letter counts as two)"));
        }
        match seen.get(&(page.language, title)) {
            Some(first) => {
                let finding =
                    Diagnostic::new(&codes::DUPLICATE_TITLE, page.place.clone(), format!("two pages are called `{title}`"));
                report.push(
                    finding.also((*first).clone(), "the other page").hint("say in the title what is special about this page"),
                );
            }
            None => {
                seen.insert((page.language, title), &page.place);
            }
        }
    }
}
