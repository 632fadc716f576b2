//! Workflow commands: GitHub shows them beside the lines of a pull request.

use super::Context;
use crate::diag::{Report, Severity};
use std::fmt::Write as _;

/// A command for each finding, a line each.
pub fn github(report: &Report, context: &Context<'_>) -> String {
    let mut out = String::new();
    for finding in report.iter() {
        let word = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let place = &finding.place;
        let file = property(&format!("{}{}", context.prefix, place.path));
        let (line, column) = (place.line.max(1), place.column.max(1));
        let end = column + place.width.max(1);
        let hint = finding.hint.as_ref().map_or_else(String::new, |hint| format!("\n{hint}"));
        let text = data(&format!("{}{hint}", finding.message));
        let title = property(finding.code.id);
        // Writing to a String cannot fail.
        let _ = writeln!(out, "::{word} file={file},line={line},col={column},endColumn={end},title={title}::{text}");
    }
    out
}

/// A text after `::`. Unescaped, a line break would end the command and could begin another one.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
