//! Titles tell pages apart: each stands once, and is short enough to be shown whole.

use crate::check::{OnePage, Rule, Run};
use crate::content::Written;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::Page;
use foldhash::fast::FixedState;
use foldhash::{HashMap, HashMapExt as _};
use std::hash::BuildHasher as _;
use unicode_width::UnicodeWidthStr;

pub(in crate::check) const LONG: Rule = Rule { name: "long titles", run: Run::Page(long) };
pub(in crate::check) const TWICE: Rule = Rule { name: "titles that stand twice", run: Run::Alike(key, twice) };

// What lists of search results show, in half-width letters.
const LONGEST: usize = 80;

fn long(OnePage { written, .. }: OnePage<'_>, report: &mut Report) {
    let width = written.page.meta.title.width();
    if width > LONGEST {
        let message = format!("the title is {width} letters wide, and lists cut it at about {LONGEST}");
        let finding = Diagnostic::new(&codes::TITLE_LONG, written.page.place.clone(), message);
        report.push(finding.hint("say the rest in `summary` (a full-width letter counts as two)"));
    }
}

/// What of a page is looked at to find a title that stands twice.
fn key(page: &Page) -> u64 {
    FixedState::default().hash_one((page.language, &page.meta.title))
}

fn twice(pages: &[&Written], report: &mut Report) {
    let mut first: HashMap<(usize, &str), &Page> = HashMap::with_capacity(pages.len());
    for page in pages.iter().map(|written| &written.page) {
        let title = &*page.meta.title;
        let other = *first.entry((page.language, title)).or_insert(page);
        if !std::ptr::eq(other, page) {
            let finding = Diagnostic::new(&codes::DUPLICATE_TITLE, page.place.clone(), format!("two pages are called `{title}`"));
            report.push(
                finding.also(other.place.clone(), "the other page").hint("say in the title what is special about this page"),
            );
        }
    }
}
