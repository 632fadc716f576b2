//! References to footnotes that are not there: they would be printed as they are written.

use crate::check::prose::not_prose;
use crate::check::{OnePage, Rule, Run};
use crate::diag::{Diagnostic, Report, codes};
use crate::yaml::suggestion;
use memchr::memmem;

pub(in crate::check) const RULE: Rule = Rule { name: "footnotes", run: Run::Page(run) };

fn run(OnePage { written, .. }: OnePage<'_>, report: &mut Report) {
    let body = written.page.body();
    let labels = labels(body);
    if labels.iter().all(|(_, _, defines)| *defines) {
        return;
    }
    let skipped = not_prose(body);
    let defined: Vec<&str> = labels.iter().filter(|(_, _, defines)| *defines).map(|(_, label, _)| *label).collect();
    for (at, label, defines) in &labels {
        let known = defined.iter().any(|known| known.eq_ignore_ascii_case(label));
        if *defines || known || skipped.iter().any(|range| range.contains(at)) {
            continue;
        }
        let start = written.page.body_start + at;
        let place = written.page.place_at(start, start + label.len());
        let hint = suggestion(label, defined.iter().copied())
            .unwrap_or_else(|| format!("add a line `[^{label}]: …`, or take the reference away").into());
        report.push(Diagnostic::new(&codes::FOOTNOTE_MISSING, place, format!("there is no footnote `{label}`")).hint(hint));
    }
}

/// All labels of footnotes: where each stands, and whether the footnote is defined there.
fn labels(body: &str) -> Vec<(usize, &str, bool)> {
    let label = |at: usize| {
        let begin = at + 2;
        let end = begin + body[begin..].find(']')?;
        let label = &body[begin..end];
        let good = !label.is_empty() && !label.contains(['[', '\n', ' ', '^']) && !body[..at].ends_with('\\');
        let line = body[..at].rsplit('\n').next().unwrap_or("");
        let defines = line.trim_matches([' ', '>']).is_empty() && body[end + 1..].starts_with(':');
        good.then_some((begin, label, defines))
    };
    memmem::find_iter(body.as_bytes(), "[^").filter_map(label).collect()
}
