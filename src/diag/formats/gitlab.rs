//! A code quality report: GitLab shows it in a merge request.

use super::Context;
use crate::diag::fingerprint::fingerprints;
use crate::diag::{Report, Severity};
use serde_json::json;

/// A list with an entry for each finding. An entry keeps its fingerprint when other lines change.
pub fn gitlab(report: &Report, context: &Context<'_>) -> String {
    let fingerprints = fingerprints(report, context.excerpts);
    let entries: Vec<_> = report
        .iter()
        .zip(fingerprints)
        .map(|(finding, fingerprint)| {
            let severity = match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "minor",
                Severity::Note => "info",
            };
            let hint = finding.hint.as_ref().map_or_else(String::new, |hint| format!(" ({hint})"));
            json!({
                "description": format!("{}{hint}", finding.message),
                "check_name": finding.code.id,
                "fingerprint": fingerprint,
                "severity": severity,
                "location": {
                    "path": format!("{}{}", context.prefix, finding.place.path),
                    "lines": { "begin": finding.place.line.max(1) },
                },
            })
        })
        .collect();
    format!("{:#}\n", serde_json::Value::Array(entries))
}
