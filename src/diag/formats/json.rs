//! One object: `{"findings": [{code, severity, path, line, column, message, hint}]}`.

use super::Context;
use crate::diag::{Diagnostic, Report};
use serde_json::{Value, json};

/// All findings as one JSON object; paths are seen from the root of the site.
pub fn json(report: &Report, _: &Context<'_>) -> String {
    let findings: Vec<Value> = report.iter().map(object).collect();
    format!("{:#}\n", json!({ "findings": findings }))
}

/// One finding as an object.
pub fn object(finding: &Diagnostic) -> Value {
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
}
