//! Translations that are missing, or that were made from an older text of their original.

use crate::check::{Everything, Rule, Run};
use crate::content::Written;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Page, PageType, Status};
use crate::workflow::original_digest;
use foldhash::HashSet;
use foldhash::fast::FixedState;
use std::hash::BuildHasher as _;

pub(in crate::check) const OUTDATED: Rule = Rule { name: "outdated translations", run: Run::Among(says_from_what, outdated) };
pub(in crate::check) const MISSING: Rule = Rule { name: "missing translations", run: Run::Keyed(key, missing) };

fn says_from_what(written: &Written) -> bool {
    !written.page.original && written.page.meta.translates.is_some()
}

fn outdated(all: Everything<'_>, pages: &[&Written], report: &mut Report) {
    for written in pages {
        let page = &written.page;
        let Some(digest) = &page.meta.translates else { continue };
        let Some(original) = all.content.original_of(written) else { continue };
        if original_digest(original, all.config) != **digest {
            let message = "the original has changed since this translation was made";
            let finding = Diagnostic::new(&codes::TRANSLATION_OUTDATED, page.place.clone(), message);
            let hint = "bring the translation up to date, then `shirube approve` it";
            report.push(finding.also(original.page.place.clone(), "the original").hint(hint));
        }
    }
}

/// What of a page is looked at to find those that lack a language.
fn key(page: &Page) -> u64 {
    let meta = &page.meta;
    let is_published = meta.status == Status::Published;
    FixedState::default().hash_one((page.original, meta.audience, is_published, page.place.line, page.place.column))
}

/// Published pages that lack a language which others for the same readers in the same folder have: a team that translates its
/// guides, but not its stories, is reminded of the guides alone.
fn missing(all: Everything<'_>, report: &mut Report) {
    let (languages, families) = (&all.config.languages, &all.content.families);
    let shelf = |page, language| (folder(page), page.meta.audience, language);
    let pages = || all.content.pages.iter().map(|written| &written.page);
    let translated: HashSet<_> = pages().filter(|page| !page.original).map(|page| shelf(page, page.language)).collect();
    if languages.len() < 2 || translated.is_empty() {
        return;
    }
    let published = |page: &&Page| page.original && page.meta.status == Status::Published && page.page_type != PageType::Review;
    for (at_page, page) in pages().enumerate().filter(|(_, page)| published(page)) {
        let family = families.members(families.family(at_page));
        for (at, language) in languages.iter().enumerate() {
            let has = || family.iter().any(|it| all.content.pages[*it as usize].page.language == at);
            if translated.contains(&shelf(page, at)) && !has() {
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
