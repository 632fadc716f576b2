//! One object: `{"findings": [{code, severity, path, line, column, message, hint}]}`.

use super::Context;
use crate::diag::Report;
use serde_json::json;

/// All findings as one JSON object; paths are seen from the root of the site.
pub fn json(report: &Report, _: &Context<'_>) -> String {
    let findings: Vec<_> = report
        .iter()
        .map(|finding| {
            json!({
                "code": finding.code.id,
                "severity": finding.severity.word(),
                "path": finding.place.path.as_str(),
                // What is about a whole file stands at its start: programs that jump to a place know no line 0.
                "line": finding.place.line.max(1),
                "column": finding.place.column.max(1),
                "message": finding.message,
                "hint": finding.hint,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "findings": findings }))
}
