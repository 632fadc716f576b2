//! Repairs that need nobody to decide, written into the text of a file.

use super::{Diagnostic, Repair, Report};
use crate::model::{Place, SourcePath};
use std::collections::BTreeSet;

/// The files for which a report holds sure repairs.
pub fn files(report: &Report) -> BTreeSet<SourcePath> {
    report.iter().filter(|finding| sure(finding).is_some()).map(|finding| finding.place.path.clone()).collect()
}

/// The text of a file with its sure repairs, and how many there were. Of two that touch one another only the first is written:
/// the other is found again.
pub fn fixed(report: &Report, path: &SourcePath, text: &str) -> (String, usize) {
    let mut repairs: Vec<(&Place, &Repair)> = report
        .iter()
        .filter(|finding| finding.place.path == *path)
        .filter_map(|finding| Some((&finding.place, sure(finding)?)))
        .collect();
    repairs.sort_by_key(|(place, _)| (*place).clone());
    repairs.dedup_by(|next, last| next.0.line == last.0.line && next.0.column < last.0.column + last.0.width);
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let mut count = 0;
    // From the end, so that the columns of the others stay true.
    for (place, repair) in repairs.into_iter().rev() {
        let Some(line) = lines.get_mut(place.line as usize - 1) else { continue };
        let (before, after) = (place.column as usize - 1, (place.column + place.width) as usize - 1);
        *line = line.chars().take(before).chain(repair.text.chars()).chain(line.chars().skip(after)).collect();
        count += 1;
    }
    (lines.join("\n"), count)
}

fn sure(finding: &Diagnostic) -> Option<&Repair> {
    finding.repair.as_ref().filter(|repair| repair.sure && finding.place.line > 0)
}
