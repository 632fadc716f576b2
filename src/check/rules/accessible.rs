//! What readers who listen need: words for every picture and link, and headings that go down one level at a time.

use crate::check::{OnePage, Rule, Run};
use crate::content::Written;
use crate::diag::{Diagnostic, Hint, Report, codes};

pub(in crate::check) const RULE: Rule = Rule { name: "words for those who listen", run: Run::Page(run) };

fn run(OnePage { written, .. }: OnePage<'_>, report: &mut Report) {
    pictures(written, report);
    links(written, report);
    headings(written, report);
}

fn pictures(written: &Written, report: &mut Report) {
    for image in written.document.images.iter().filter(|image| image.alt.trim().is_empty()) {
        let place = written.page.place_at(image.range.start, image.range.end);
        let finding =
            Diagnostic::new(&codes::PICTURE_WITHOUT_TEXT, place, "this picture says nothing to those who do not see it");
        report.push(finding.hint("write between the brackets what it shows: `![the steps from request to payment](…)`"));
    }
}

fn links(written: &Written, report: &mut Report) {
    for link in &written.document.links {
        let text = written.page.text.get(link.range.clone()).unwrap_or_default();
        let empty = text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with("]("));
        if empty {
            let place = written.page.place_at(link.range.start, link.range.end);
            let finding = Diagnostic::new(&codes::LINK_WITHOUT_TEXT, place, "this link has no text, so nobody can follow it");
            report.push(finding.hint("write between the brackets where it leads"));
        }
    }
}

fn headings(written: &Written, report: &mut Report) {
    // The title of the page stands above the first.
    let mut above = 1;
    for heading in &written.document.headings {
        if heading.level > above + 1 {
            let marks = "#".repeat(heading.level as usize);
            let line = written.page.text.get(heading.range.clone()).unwrap_or_default();
            let wanted = "#".repeat(above as usize + 1);
            let message = format!("a heading of level {} follows one of level {above}", heading.level);
            let start = heading.range.start;
            // Headings underlined with `===` or written as HTML are shown whole.
            let (end, hint) = match line.starts_with(&marks) {
                true => (start + marks.len(), Hint::write(wanted)),
                false => (heading.range.end, Hint::from(format!("write it with `{wanted}`"))),
            };
            let place = written.page.place_at(start, end);
            report.push(Diagnostic::new(&codes::HEADING_SKIPPED, place, message).hint(hint));
        }
        above = heading.level;
    }
}
