//! Fenced code whose word is almost that of a block: it would be printed as code.

use crate::check::{OnePage, Rule, Run};
use crate::content::{BLOCKS, highlight};
use crate::diag::{Diagnostic, Report, codes};
use crate::yaml::suggestion;

pub(in crate::check) const RULE: Rule = Rule { name: "words of fences", run: Run::Page(run) };

fn run(OnePage { written, .. }: OnePage<'_>, report: &mut Report) {
    let body = written.page.body();
    let mut open: Option<&str> = None;
    for start in candidates(body.as_bytes()) {
        let line = body[start..].split_inclusive('\n').next().unwrap_or_default();
        let start = written.page.body_start + start;
        let inner = line.trim_start_matches([' ', '>']);
        let fence = &inner[..inner.len() - inner.trim_start_matches(['`', '~']).len()];
        if fence.len() < 3 {
            continue;
        }
        match open {
            Some(first) if fence.starts_with(first) => open = None,
            Some(_) => {}
            None => {
                open = Some(fence);
                let info = inner[fence.len()..].trim_start();
                let word = info.split_whitespace().next().unwrap_or("");
                if word.is_empty() || BLOCKS.contains(&word) || highlight::knows(word) {
                    continue;
                }
                let Some(hint) = suggestion(word, BLOCKS.iter().copied()) else { continue };
                let begin = start + (line.len() - info.len());
                let place = written.page.place_at(begin, begin + word.len());
                let message = format!("there is no block `{word}`, so this is printed as code");
                report.push(Diagnostic::new(&codes::BLOCK_UNKNOWN, place, message).hint(hint));
            }
        }
    }
}

/// Where the lines begin that may be fences, in their order: most lines are not, and need not be looked at.
fn candidates(body: &[u8]) -> Vec<usize> {
    let is_thrice = |at: &usize| body[*at..].get(..3).is_some_and(|mark| mark.iter().all(|byte| *byte == body[*at]));
    let marks = memchr::memchr2_iter(b'`', b'~', body).filter(is_thrice);
    let mut starts: Vec<usize> = Vec::new();
    // From the mark before, so that a line of a million marks costs a million steps.
    let mut from = 0;
    for at in marks {
        let line = memchr::memrchr(b'\n', &body[from..at]).map(|end| from + end + 1);
        from = at;
        starts.extend(line.or(starts.is_empty().then_some(0)));
    }
    starts
}
