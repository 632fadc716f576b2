//! SARIF 2.1.0: what editors and code scanning read.

use super::Context;
use crate::diag::fingerprint::fingerprints;
use crate::diag::{Diagnostic, Repair, Report, Severity, codes};
use crate::model::Place;
use serde_json::{Value, json};

/// One run with all findings; the rules are the records that `shirube explain` prints.
pub fn sarif(report: &Report, context: &Context<'_>) -> String {
    let fingerprints = fingerprints(report, context.excerpts);
    let results: Vec<Value> =
        report.iter().zip(&fingerprints).map(|(finding, fingerprint)| result(finding, fingerprint, context)).collect();
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "shirube", "version": context.version, "rules": rules() } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rules() -> Vec<Value> {
    let rule = |code: &&codes::Code| {
        json!({
            "id": code.id,
            "shortDescription": { "text": code.en.summary },
            "help": { "text": code.en.explanation },
            "defaultConfiguration": { "level": level(code.severity) },
        })
    };
    codes::ALL.iter().map(rule).collect()
}

fn result(finding: &Diagnostic, fingerprint: &str, context: &Context<'_>) -> Value {
    let hint = finding.hint.as_ref().map_or_else(String::new, |hint| format!("\n{hint}"));
    let mut result = json!({
        "ruleId": finding.code.id,
        "ruleIndex": codes::ALL.iter().position(|code| code.id == finding.code.id),
        "level": level(finding.severity),
        "message": { "text": format!("{}{hint}", finding.message) },
        "locations": [{ "physicalLocation": physical(&finding.place, context) }],
        "partialFingerprints": { "shirube/v1": fingerprint },
    });
    if !finding.also.is_empty() {
        let related = |(place, label): &(Place, String)| json!({ "physicalLocation": physical(place, context), "message": { "text": label } });
        result["relatedLocations"] = finding.also.iter().map(related).collect();
    }
    if let (Some(repair), 1..) = (&finding.repair, finding.place.line) {
        result["fixes"] = json!([fix(repair, finding, context)]);
    }
    result
}

fn fix(repair: &Repair, finding: &Diagnostic, context: &Context<'_>) -> Value {
    json!({
        "description": { "text": finding.hint },
        "artifactChanges": [{
            "artifactLocation": artifact(&finding.place, context),
            "replacements": [{ "deletedRegion": region(&finding.place), "insertedContent": { "text": repair.text } }],
        }],
    })
}

fn physical(place: &Place, context: &Context<'_>) -> Value {
    json!({ "artifactLocation": artifact(place, context), "region": region(place) })
}

fn artifact(place: &Place, context: &Context<'_>) -> Value {
    json!({ "uri": encoded(&format!("{}{}", context.prefix, place.path)), "uriBaseId": "%SRCROOT%" })
}

fn region(place: &Place) -> Value {
    let column = place.column.max(1);
    json!({ "startLine": place.line.max(1), "startColumn": column, "endColumn": column + place.width.max(1) })
}

/// A path as a URI: only unreserved characters and `/` stand as they are.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/');
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
