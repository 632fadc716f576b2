//! What an author should hear about the text of a page: passages, headings, raw HTML.

use super::markdown::{Document, FindingKind, Passage, PassageKind};
use crate::diag::{Diagnostic, Hint, Report, codes};
use crate::model::page::Page;
use crate::model::{Audience, Audiences};
use std::ops::Range;

/// Reports what reading the text of a page showed.
pub(super) fn report(page: &Page, passages: &[Passage], document: &Document, audiences: &Audiences, report: &mut Report) {
    // A translation without a label has its original's, which is not known yet.
    if page.original || page.meta.audience_written {
        self::passages(page, passages, audiences, report);
    }
    near_misses(page, passages, audiences, report);
    for finding in &document.findings {
        report.push(markdown(page, &finding.kind, finding.range.clone()));
    }
}

/// Reports passages that hide nothing, or that nobody knows how to hide.
pub(super) fn passages(page: &Page, passages: &[Passage], audiences: &Audiences, report: &mut Report) {
    for passage in passages {
        report_passage(page, passage, audiences, report);
    }
}

fn report_passage(page: &Page, passage: &Passage, audiences: &Audiences, report: &mut Report) {
    let place = page.place_at(passage.word.start, passage.word.end);
    let word = page.text.get(passage.word.clone()).unwrap_or("");
    let capitals = || audiences.ids().map(|id| format!("[!{}]", id.to_uppercase())).collect::<Vec<_>>().join(", ");
    match passage.kind {
        PassageKind::Alert(_) => {}
        PassageKind::Audience(_) if is_empty(page, passage) => {
            let message = format!("nothing stands in this passage, and what follows `[!{word}]` would be printed for everybody");
            let hint = "begin the text on the next line, with `> ` before it and no empty line between";
            report.push(Diagnostic::new(&codes::PASSAGE_UNKNOWN, place, message).hint(hint));
        }
        PassageKind::Audience(at) => {
            let audience = Audience(at as u8);
            if audience <= page.meta.audience {
                let message = format!("this passage is for `{}`, which is not narrower than the page", audiences.id(audience));
                report.push(
                    Diagnostic::new(&codes::PASSAGE_AUDIENCE, place, message)
                        .hint("take the `[!…]` line away: everybody who sees the page may read it"),
                );
            }
        }
        PassageKind::Unknown => {
            let message = format!("`[!{word}]` is neither a callout nor an audience");
            const CALLOUTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
            let upper: Vec<String> = audiences.ids().map(str::to_uppercase).collect();
            let known = CALLOUTS.into_iter().chain(upper.iter().map(String::as_str));
            // Whoever reads it: never written without asking.
            let hint = crate::yaml::suggestion(word, known).map_or_else(
                || {
                    format!(
                        "write [!NOTE], [!TIP], [!IMPORTANT], [!WARNING], [!CAUTION] or an audience in capitals: {}",
                        capitals()
                    )
                    .into()
                },
                Hint::unsure,
            );
            report.push(Diagnostic::new(&codes::PASSAGE_UNKNOWN, place, message).hint(hint));
        }
        PassageKind::Crowded => {
            let message = format!("text follows `[!{word}]` on its line");
            report.push(
                Diagnostic::new(&codes::PASSAGE_UNKNOWN, place, message)
                    .hint("begin the text on the next line, with `> ` before it"),
            );
        }
        // On a page that only the narrowest readers see, nothing is given away.
        PassageKind::Misplaced if page.meta.audience == audiences.narrowest() => {}
        PassageKind::Misplaced => {
            let message =
                format!("this looks like the passage `[!{word}]` and opens none, so its text would be printed for everybody");
            let hint = "write `> [!…]` on a line of its own, without spaces before it, or put it between backticks if it is meant to be read";
            report.push(Diagnostic::new(&codes::PASSAGE_UNKNOWN, place, message).hint(hint));
        }
    }
}

/// Whether a passage holds nothing but its word.
fn is_empty(page: &Page, passage: &Passage) -> bool {
    let text = page.text.get(passage.word.end..passage.range.end).unwrap_or("");
    let rest = text.trim_start_matches(']');
    rest.chars().all(|char| char.is_whitespace() || char == '>')
}

/// Quotes that open almost as a passage does: `> [INTERNAL]`. What they hold would be printed for everybody.
fn near_misses(page: &Page, passages: &[Passage], audiences: &Audiences, report: &mut Report) {
    let body = page.body();
    // Where the last line that was looked at ends: only lines with the sign of a quote are.
    let mut end = 0;
    for sign in memchr::memchr_iter(b'>', body.as_bytes()) {
        if sign < end {
            continue;
        }
        let start = body[end..sign].rfind('\n').map_or(end, |at| end + at + 1);
        end = body[sign..].find('\n').map_or(body.len(), |at| sign + at + 1);
        let line = &body[start..end];
        let Some(quoted) = line.trim_start().strip_prefix('>') else { continue };
        let (start, at) = (page.body_start + start, page.body_start + end);
        let opening = quoted.trim_start_matches(['>', ' ', '\t']);
        let Some(inside) = opening.strip_prefix('\\').unwrap_or(opening).strip_prefix('[') else { continue };
        let word = inside.split([']', '\n', '\r']).next().unwrap_or("").trim_matches(['!', ' ']);
        let known = passages.iter().any(|passage| passage.word.start >= start && passage.word.start < at);
        if !known && audiences.ids().any(|id| id.eq_ignore_ascii_case(word)) {
            let begin = start + (line.len() - opening.len());
            let place = page.place_at(begin, begin + opening.trim_end().len());
            let message = format!("this looks like a passage for `{}`, but would be printed for everybody", word.to_lowercase());
            let hint = format!("write `> [!{}]` on a line of its own", word.to_uppercase());
            report.push(Diagnostic::new(&codes::PASSAGE_UNKNOWN, place, message).hint(hint));
        }
    }
}

fn markdown(page: &Page, kind: &FindingKind, range: Range<usize>) -> Diagnostic {
    let place = page.place_at(range.start, range.end);
    match kind {
        FindingKind::TopHeading => Diagnostic::new(&codes::TOP_HEADING, place, "a `#` heading stands in the text")
            .hint("use `##`: the title of the page is its only heading of the first level"),
        FindingKind::DuplicateId(id) => {
            Diagnostic::new(&codes::DUPLICATE_ID, place, format!("the id `{id}` is already used on this page"))
                .hint("give the heading another `{#id}`")
        }
        FindingKind::UnsafeAddress(address) => {
            let message = format!("`{}` is not an address that may stand on a page", crate::yaml::shortened(address));
            Diagnostic::new(&codes::UNSAFE_ADDRESS, place, message)
                .hint("link to a file, or to an address with https:, http:, mailto: or tel:")
        }
        FindingKind::OpenFigure => Diagnostic::new(&codes::FIGURE_SYNTAX, place, "`{{` is not closed")
            .hint("close the figure with `}}`, or write `\\{{` for the braces themselves"),
        FindingKind::FigureInAlt => Diagnostic::new(&codes::FIGURE_SYNTAX, place, "the text of a picture can hold no figure")
            .hint("write the figure beside the picture"),
        FindingKind::TagRemoved(tag) => {
            Diagnostic::new(&codes::HTML_REMOVED, place, format!("the HTML tag `{tag}` may not stand on a page and is left out"))
                .hint("write it in Markdown")
        }
        FindingKind::UnusedFootnote(name) => {
            Diagnostic::new(&codes::FOOTNOTE_UNUSED, place, format!("nothing refers to the footnote `{name}`"))
                .hint("refer to it, or take it away")
        }
    }
}
