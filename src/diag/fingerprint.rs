//! What stays the same about a finding while the lines above it change.

use super::{Excerpts, Report};
use std::collections::BTreeMap;

/// A digest for each finding, in the order of the report: of its code, its file and the text of its line, so that it holds when
/// other lines are added or taken away; of a whole file, of what is said about it. Findings that share all three are numbered.
pub fn fingerprints(report: &Report, excerpts: &dyn Excerpts) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let one = |finding: &super::Diagnostic| {
        let line = match finding.place.line {
            0 => finding.english().to_owned(),
            line => excerpts.line(&finding.place.path, line).unwrap_or_default(),
        };
        let written = format!("{}\n{}\n{}", finding.code.id, finding.place.path, line.trim());
        let number = seen.entry(written.clone()).and_modify(|number| *number += 1).or_insert(1);
        let digest = blake3::hash(format!("{written}\n{number}").as_bytes());
        digest.to_hex()[..32].to_owned()
    };
    report.iter().map(one).collect()
}
