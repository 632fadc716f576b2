//! Translations that were made from an older text of their original.

use crate::check::{Everything, Rule};
use crate::content::stem;
use crate::diag::{Diagnostic, Report, codes};
use crate::workflow::original_digest;
use std::collections::BTreeMap;

pub(in crate::check) const RULE: Rule = Rule { name: "translations", run };

fn run(all: Everything<'_>, report: &mut Report) {
    let languages = &all.config.languages;
    let originals = all.content.pages.iter().filter(|written| written.page.original);
    let originals: BTreeMap<_, _> = originals.map(|written| (stem(&written.page.path, languages), written)).collect();
    for page in all.content.pages.iter().map(|written| &written.page).filter(|page| !page.original) {
        let Some(digest) = &page.meta.translates else { continue };
        let Some(original) = originals.get(&stem(&page.path, languages)) else { continue };
        if original_digest(original, all.config) != **digest {
            let message = "the original has changed since this translation was made";
            let finding = Diagnostic::new(&codes::TRANSLATION_OUTDATED, page.place.clone(), message);
            let hint = "bring the translation up to date, then `shirube approve` it";
            report.push(finding.also(original.page.place.clone(), "the original").hint(hint));
        }
    }
}
