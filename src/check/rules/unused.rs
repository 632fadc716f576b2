//! Pictures and files that no page shows or links to.

use crate::check::{Everything, Rule};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{CriterionKind, Details};
use crate::model::{Place, SourcePath};
use std::collections::BTreeSet;

pub(in crate::check) const RULE: Rule = Rule { name: "unused files", run };

fn run(all: Everything<'_>, report: &mut Report) {
    let mut used: BTreeSet<SourcePath> = BTreeSet::new();
    for written in &all.content.pages {
        let links = written.document.links.iter().map(|link| &*link.dest);
        let images = written.document.images.iter().map(|image| &*image.dest);
        let evidence = match &written.page.details {
            Details::Step(step) => step
                .criteria
                .iter()
                .filter_map(|criterion| match &criterion.kind {
                    CriterionKind::Hand { evidence, .. } => evidence.as_ref().map(|evidence| &*evidence.id),
                    CriterionKind::Data(_) => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        used.extend(links.chain(images).chain(evidence).filter_map(|dest| crate::site::source_of(&written.page.path, dest)));
    }
    for file in all.content.files.iter().filter(|file| !used.contains(file)) {
        // Files that begin with a dot are the system's; Markdown with another ending was reported as a stray page.
        if file.file_name().starts_with('.') || is_stray(file) {
            continue;
        }
        let finding = Diagnostic::new(&codes::FILE_UNUSED, Place::file(file.clone()), "no page shows this file or links to it");
        report.push(finding.hint("use it, or take it away; it is copied to no site"));
    }
}

fn is_stray(file: &SourcePath) -> bool {
    let ending = file.as_str().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(ending.as_str(), "markdown" | "mdown" | "mkd" | "md")
}
