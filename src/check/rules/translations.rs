//! Translations that are missing, or that were made from an older text of their original.

use crate::check::{Everything, Rule};
use crate::content::stem;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Page, PageType, Status};
use crate::workflow::original_digest;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

pub(in crate::check) const RULE: Rule = Rule { name: "translations", run };

fn run(all: Everything<'_>, report: &mut Report) {
    outdated(all, report);
    if all.config.languages.len() > 1 {
        missing(all, report);
    }
}

fn outdated(all: Everything<'_>, report: &mut Report) {
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

/// Published pages that lack a language which others for the same readers in the same folder have: a team that translates its
/// guides, but not its stories, is reminded of the guides alone.
fn missing(all: Everything<'_>, report: &mut Report) {
    let languages = &all.config.languages;
    let shelf = |page, language| (folder(page), page.meta.audience, language);
    let pages = || all.content.pages.iter().map(|written| &written.page);
    let have: HashSet<(Arc<str>, usize)> = pages().map(|page| (stem(&page.path, languages), page.language)).collect();
    let translated: HashSet<_> = pages().filter(|page| !page.original).map(|page| shelf(page, page.language)).collect();
    if translated.is_empty() {
        return;
    }
    let published = |page: &&Page| page.original && page.meta.status == Status::Published && page.page_type != PageType::Review;
    for page in pages().filter(published) {
        for (at, language) in languages.iter().enumerate() {
            if translated.contains(&shelf(page, at)) && !have.contains(&(stem(&page.path, languages), at)) {
                let message = format!("this page is not there in `{language}`, as others beside it are");
                let finding = Diagnostic::new(&codes::TRANSLATION_MISSING, page.place.clone(), message);
                let hint = format!("begin it with `shirube new {} {}.{language}`", page.page_type.word(), name(page));
                report.push(finding.hint(hint));
            }
        }
    }
}

/// What `shirube new` calls the page: its path below the folder of its type.
fn name(page: &Page) -> &str {
    let below = page.path.as_str().strip_prefix("content/").unwrap_or_default();
    let below = below.strip_prefix(page.page_type.folder()).unwrap_or(below);
    below.trim_start_matches('/').trim_end_matches(".md")
}

fn folder(page: &Page) -> &str {
    page.path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder)
}
