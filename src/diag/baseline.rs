//! Findings that were there before: a team that begins to check an old site looks only at what is new.

use super::fingerprint::fingerprints;
use super::{Excerpts, Report, Severity};
use serde_json::json;
use std::collections::BTreeSet;

/// The file in the root of a site that lists them.
pub const FILE: &str = ".shirube-baseline.json";

/// Takes away the warnings and notes that a baseline lists, and says how many there were. An error says that something was not
/// understood or would leak: it is never old enough to be let pass.
pub fn leave_out(report: &mut Report, baseline: &str, excerpts: &dyn Excerpts) -> usize {
    let Some(known) = read(baseline) else { return 0 };
    let before = report.iter().count();
    let mut fingerprints = fingerprints(report, excerpts).into_iter();
    report.retain(|finding| {
        let listed = fingerprints.next().is_some_and(|fingerprint| known.contains(&fingerprint));
        !listed || finding.severity == Severity::Error
    });
    before - report.iter().count()
}

/// The text of a baseline with all warnings and notes of a report: a line each, so that a review shows what was added.
pub fn write(report: &Report, excerpts: &dyn Excerpts) -> String {
    let entries: Vec<_> = report
        .iter()
        .zip(fingerprints(report, excerpts))
        .filter(|(finding, _)| finding.severity != Severity::Error)
        .map(|(finding, fingerprint)| {
            let entry = json!({ "code": finding.code.id, "path": finding.place.path.as_str(), "fingerprint": fingerprint });
            format!("    {entry}")
        })
        .collect();
    match entries.is_empty() {
        true => "{\n  \"known\": []\n}\n".to_owned(),
        false => format!("{{\n  \"known\": [\n{}\n  ]\n}}\n", entries.join(",\n")),
    }
}

fn read(text: &str) -> Option<BTreeSet<String>> {
    let whole: serde_json::Value = serde_json::from_str(text).ok()?;
    let entries = whole.get("known")?.as_array()?;
    Some(entries.iter().filter_map(|entry| entry.get("fingerprint")?.as_str().map(str::to_owned)).collect())
}
