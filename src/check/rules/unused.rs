//! Pictures and files that no page shows or links to.

use crate::check::leads::leads;
use crate::check::{Everything, Rule};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Place, SourcePath};
use std::collections::BTreeSet;

pub(in crate::check) const RULE: Rule = Rule { name: "unused files", run };

fn run(all: Everything<'_>, report: &mut Report) {
    let used: BTreeSet<SourcePath> = all.content.pages.iter().flat_map(|written| leads(written)).collect();
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
