//! Pages to which nothing leads.

use crate::check::evidence::evidence;
use crate::check::{Everything, Rule, Run};
use crate::config::SiteKind;
use crate::content::Written;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Page, PageType, Status};
use crate::model::{Audience, SourcePath};
use foldhash::HashSet;
use std::collections::BTreeSet;

pub(in crate::check) const RULE: Rule = Rule { name: "pages nothing leads to", run: Run::Among(is_top, run) };

// What the header of a customer site holds, if the theme does not say.
const PLACES: usize = 3;

fn run(all: Everything<'_>, pages: &[&Written], report: &mut Report) {
    let top: Vec<&Page> = pages.iter().map(|written| &written.page).collect();
    let in_header = in_header(all, &top);
    let unlisted = |page: &&&Page| {
        page.meta.tags.is_empty() && page.meta.facets.is_empty() && &*page.id != "about" && !in_header.contains(&page.path)
    };
    let alone: Vec<&Page> = top.iter().filter(unlisted).copied().collect();
    // Most sites have none, and nobody need know where all their links lead.
    if alone.is_empty() {
        return;
    }
    let led_to = led_to(all);
    for page in alone {
        let family = all.content.position(&page.path).map(|at| all.content.families.family(at));
        if family.is_some_and(|family| !led_to.contains(&family)) {
            let message = "nothing leads to this page: no other links to it, and it stands in no list";
            let finding = Diagnostic::new(&codes::PAGE_UNLINKED, page.place.clone(), message);
            report.push(finding.hint("link to it from another page, move it into a folder, or give it `tags` or `facets`"));
        }
    }
}

/// The families of pages to which another page leads.
fn led_to(all: Everything<'_>) -> HashSet<usize> {
    let content = all.content;
    let from_others = |at: usize| all.links.pages_from(at).iter().map(|to| *to as usize).filter(move |to| *to != at);
    let linked = (0..content.pages.len()).flat_map(from_others);
    let steps = content.pages[content.of_type(PageType::Step)].iter();
    let named = steps.flat_map(|step| evidence(step)).filter_map(|path| content.position(&path));
    linked.chain(named).map(|at| content.families.family(at)).collect()
}

/// Whether a page stands in no folder, so that no list of a folder leads to it. The home page leads to itself.
fn is_top(written: &Written) -> bool {
    let page = &written.page;
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
    let pages = |page_type| &all.content.pages[all.content.of_type(page_type)];
    let has = |page_type| pages(page_type).iter().any(|it| it.page.page_type == page_type && readers.sees(it.page.meta.audience));
    [PageType::Playbook, PageType::Story].into_iter().filter(|wanted| has(*wanted)).count()
}
