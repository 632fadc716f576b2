//! Fenced code whose word is almost that of a block: it would be printed as code.

use crate::check::{OnePage, Rule, Run};
use crate::content::{BLOCKS, highlight};
use crate::diag::{Diagnostic, Report, codes};
use crate::yaml::suggestion;
use memchr::memmem;

pub(in crate::check) const RULE: Rule = Rule { name: "words of fences", run: Run::Page(run) };

fn run(OnePage { written, .. }: OnePage<'_>, report: &mut Report) {
    if !has_fence(written.page.body()) {
        return;
    }
    let mut at = written.page.body_start;
    let mut open: Option<&str> = None;
    for line in written.page.body().split_inclusive('\n') {
        let start = at;
        at += line.len();
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

/// Most pages have no code, and nobody need go through their lines.
fn has_fence(body: &str) -> bool {
    let bytes = body.as_bytes();
    memmem::find(bytes, b"```").is_some() || memmem::find(bytes, b"~~~").is_some()
}
