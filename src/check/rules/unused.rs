//! Pictures and files that no page shows or links to.

use crate::check::evidence::evidence;
use crate::check::{Everything, Rule, Run};
use crate::content::Written;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::Details;
use crate::model::{Place, SourcePath};
use foldhash::HashSet;

pub(in crate::check) const RULE: Rule = Rule { name: "unused files", run: Run::Among(has_evidence, run) };

fn has_evidence(written: &Written) -> bool {
    matches!(written.page.details, Details::Step(_))
}

fn run(all: Everything<'_>, steps: &[&Written], report: &mut Report) {
    if all.content.files.is_empty() {
        return;
    }
    let shown = (0..all.content.pages.len()).flat_map(|at| all.links.files_from(at));
    let shown: HashSet<&SourcePath> = shown.collect();
    let named: HashSet<SourcePath> = steps.iter().flat_map(|step| evidence(step)).collect();
    for file in all.content.files.iter().filter(|file| !shown.contains(file) && !named.contains(file)) {
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
