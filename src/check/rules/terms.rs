//! The words of the word list, found in the text.

use crate::check::prose::not_prose;
use crate::check::{OnePage, Rule, Run};
use crate::content::Written;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::registers::Term;
use std::ops::Range;

pub(in crate::check) const RULE: Rule = Rule { name: "word list", run: Run::Page(run) };

fn run(OnePage { written, registers, .. }: OnePage<'_>, report: &mut Report) {
    let terms = &registers.terms;
    if !terms.iter().any(|term| written.page.body().contains(&*term.wrong)) {
        return;
    }
    let code = not_prose(written.page.body());
    for term in terms {
        look(written, term, &code, report);
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
