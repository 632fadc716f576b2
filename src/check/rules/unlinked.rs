//! Pages to which nothing leads.

use crate::check::leads::leads;
use crate::check::{Everything, Rule};
use crate::config::SiteKind;
use crate::content::stem;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Page, PageType, Status};
use crate::model::{Audience, SourcePath};
use std::collections::{BTreeSet, HashSet};

pub(in crate::check) const RULE: Rule = Rule { name: "pages nothing leads to", run };

// What the header of a customer site holds, if the theme does not say.
const PLACES: usize = 3;

fn run(all: Everything<'_>, report: &mut Report) {
    let top: Vec<&Page> = all.content.pages.iter().map(|written| &written.page).filter(|page| is_top(page)).collect();
    let in_header = in_header(all, &top);
    let unlisted = |page: &&&Page| {
        page.meta.tags.is_empty() && page.meta.facets.is_empty() && &*page.id != "about" && !in_header.contains(&page.path)
    };
    let alone: Vec<&Page> = top.iter().filter(unlisted).copied().collect();
    // Most sites have none, and nobody need know where all their links lead.
    if alone.is_empty() {
        return;
    }
    let languages = &all.config.languages;
    let from_others = |from: &crate::content::Written| leads(from).filter(|path| *path != from.page.path).collect::<Vec<_>>();
    let led_to: HashSet<_> =
        all.content.pages.iter().flat_map(|from| from_others(from)).map(|path| stem(&path, languages)).collect();
    for page in alone.into_iter().filter(|page| !led_to.contains(&stem(&page.path, languages))) {
        let message = "nothing leads to this page: no other links to it, and it stands in no list";
        let finding = Diagnostic::new(&codes::PAGE_UNLINKED, page.place.clone(), message);
        report.push(finding.hint("link to it from another page, move it into a folder, or give it `tags` or `facets`"));
    }
}

/// Whether a page stands in no folder, so that no list of a folder leads to it. The home page leads to itself.
fn is_top(page: &Page) -> bool {
    let top = page.page_type == PageType::Plain && page.original && !page.is_index && !page.id.contains('/');
    top && page.meta.status == Status::Published
}

/// The pages that stand in the header of a customer site: those of the top level by weight, as many as it has room for.
fn in_header(all: Everything<'_>, top: &[&Page]) -> BTreeSet<SourcePath> {
    let mut found = BTreeSet::new();
    for site in all.config.sites.iter().filter(|site| site.kind == SiteKind::Customer) {
        let mut seen: Vec<&Page> =
            top.iter().copied().filter(|page| &*page.id != "about" && site.audience.sees(page.meta.audience)).collect();
        seen.sort_by_key(|page| (page.meta.weight.unwrap_or(i32::MAX), &page.meta.title));
        let room = PLACES - lists(all, site.audience);
        found.extend(seen.into_iter().take(room).map(|page| page.path.clone()));
    }
    found
}

/// How many places of the header are taken by guides and stories.
fn lists(all: Everything<'_>, readers: Audience) -> usize {
    let pages = || all.content.pages.iter().map(|written| &written.page).filter(|page| readers.sees(page.meta.audience));
    [PageType::Playbook, PageType::Story].iter().filter(|wanted| pages().any(|page| page.page_type == **wanted)).count()
}
