//! The words of the word list, found in the text.

use crate::check::{Everything, Rule};
use crate::content::Written;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::registers::Term;
use std::ops::Range;

pub(in crate::check) const RULE: Rule = Rule { name: "word list", run };

fn run(all: Everything<'_>, report: &mut Report) {
    let terms = &all.registers.terms;
    if terms.is_empty() {
        return;
    }
    for written in &all.content.pages {
        let code = code(written.page.body());
        for term in terms {
            look(written, term, &code, report);
        }
    }
}

fn look(written: &Written, term: &Term, code: &[Range<usize>], report: &mut Report) {
    let body = written.page.body();
    for (at, _) in body.match_indices(&*term.wrong) {
        let end = at + term.wrong.len();
        let inside = |range: &Range<usize>| range.start <= at && end <= range.end;
        // Part of a longer word that is right.
        let excepted =
            term.except.iter().any(|word| body.match_indices(&**word).any(|(from, word)| inside(&(from..from + word.len()))));
        if excepted || code.iter().any(inside) {
            continue;
        }
        let start = written.page.body_start;
        let place = written.page.place_at(start + at, start + end);
        let finding = Diagnostic::new(&codes::WORD_LIST, place, format!("`{}` is on the word list", term.wrong));
        report.push(finding.also(term.place.clone(), "the entry").hint(format!("write `{}`", term.right)));
    }
}

/// Where code, figures and addresses of links stand: what is there is not written for readers.
fn code(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut fence: Option<usize> = None;
    for line in body.split_inclusive('\n') {
        let opens = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        match fence {
            Some(start) if opens => {
                found.push(start..at + line.len());
                fence = None;
            }
            None if opens => fence = Some(at),
            Some(_) => {}
            None => found.extend(spans(line).into_iter().map(|span| at + span.start..at + span.end)),
        }
        at += line.len();
    }
    found.extend(fence.map(|start| start..body.len()));
    found
}

fn spans(line: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (open, close) in [("`", "`"), ("{{", "}}"), ("](", ")")] {
        let mut at = 0;
        while let Some(start) = line[at..].find(open).map(|start| at + start) {
            let inside = start + open.len();
            let Some(end) = line[inside..].find(close).map(|end| inside + end + close.len()) else { break };
            found.push(start..end);
            at = end;
        }
    }
    found
}
