//! The words of the word list, found in the text.

use crate::check::prose::{not_prose, written_lines};
use crate::check::{OnePage, Rule, Run};
use crate::content::Written;
use crate::diag::{Diagnostic, Hint, Report, codes};
use crate::model::registers::Term;
use std::ops::Range;

pub(in crate::check) const RULE: Rule = Rule { name: "word list", run: Run::Page(run) };

fn run(OnePage { written, registers, .. }: OnePage<'_>, report: &mut Report) {
    let terms = &registers.terms;
    if !terms.iter().any(|term| written.page.text.contains(&*term.wrong)) {
        return;
    }
    let body = written.page.body_start..written.page.text.len();
    let code = not_prose(written.page.body());
    let prose = written_lines(&written.page).into_iter().map(|line| (line, &[][..])).chain([(body, &code[..])]);
    for (range, code) in prose {
        terms.iter().for_each(|term| look(written, terms, term, (range.clone(), code), report));
    }
}

/// Looks for a word in a part of a page's text; `code` is what of the part is not written for readers.
fn look(written: &Written, terms: &[Term], term: &Term, (part, code): (Range<usize>, &[Range<usize>]), report: &mut Report) {
    let text = &written.page.text[part.clone()];
    for (at, _) in text.match_indices(&*term.wrong) {
        let end = at + term.wrong.len();
        let inside = |range: &Range<usize>| range.start <= at && end <= range.end;
        // Part of a longer word that is right.
        let excepted =
            term.except.iter().any(|word| text.match_indices(&**word).any(|(from, word)| inside(&(from..from + word.len()))));
        if excepted || code.iter().any(inside) {
            continue;
        }
        let place = written.page.place_at(part.start + at, part.start + end);
        let finding = Diagnostic::new(&codes::WORD_LIST, place, format!("`{}` is on the word list", term.wrong));
        let hint = Hint::write(&*term.right);
        let hint = if is_one_word(terms, term) { hint.sure() } else { hint };
        report.push(finding.also(term.place.clone(), "the entry").hint(hint));
    }
}

/// Whether the right word may be written without asking anybody: it is one, and none that another entry calls wrong.
fn is_one_word(terms: &[Term], term: &Term) -> bool {
    let wrong =
        |other: &Term| term.right.contains(&*other.wrong) && !other.except.iter().any(|word| term.right.contains(&**word));
    !term.right.contains(['/', '／', '、', ',']) && !terms.iter().any(wrong)
}
