//! What an author should hear about the text of a page: passages, headings, raw HTML.

use super::markdown::{Document, FindingKind, Passage, PassageKind};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::Page;
use crate::model::{Audience, Audiences};
use std::ops::Range;

/// Reports what reading the text of a page showed.
pub(super) fn report(page: &Page, passages: &[Passage], document: &Document, audiences: &Audiences, report: &mut Report) {
    for passage in passages {
        report_passage(page, passage, audiences, report);
    }
    for finding in &document.findings {
        report.push(markdown(page, &finding.kind, finding.range.clone()));
    }
}

fn report_passage(page: &Page, passage: &Passage, audiences: &Audiences, report: &mut Report) {
    let place = page.place_at(passage.word.start, passage.word.end);
    let word = page.text.get(passage.word.clone()).unwrap_or("");
    let capitals = || audiences.ids().map(|id| format!("[!{}]", id.to_uppercase())).collect::<Vec<_>>().join(", ");
    match passage.kind {
        PassageKind::Alert(_) => {}
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
            let hint =
                format!("write [!NOTE], [!TIP], [!IMPORTANT], [!WARNING], [!CAUTION] or an audience in capitals: {}", capitals());
            report.push(Diagnostic::new(&codes::PASSAGE_UNKNOWN, place, message).hint(hint));
        }
        PassageKind::Crowded => {
            let message = format!("text follows `[!{word}]` on its line");
            report.push(
                Diagnostic::new(&codes::PASSAGE_UNKNOWN, place, message)
                    .hint("begin the text on the next line, with `> ` before it"),
            );
        }
        PassageKind::Misplaced => {
            let message =
                format!("`[!{word}]` stands where no block quote opens, so what follows would be printed for everybody");
            report.push(
                Diagnostic::new(&codes::PASSAGE_UNKNOWN, place, message)
                    .hint("begin the passage with `> [!…]` on a line of its own"),
            );
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
