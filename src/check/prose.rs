//! The parts of a page that are written for readers, told from code, figures and addresses.

use crate::model::page::Page;
use std::ops::Range;

/// Where code, figures and addresses of links stand: what is there is not written for readers.
pub(in crate::check) fn not_prose(body: &str) -> Vec<Range<usize>> {
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

/// The lines of front matter that readers see: title and summary.
pub(in crate::check) fn written_lines(page: &Page) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in page.text[..page.body_start].split_inclusive('\n') {
        if let Some(key) = ["title:", "summary:"].into_iter().find(|key| line.starts_with(key)) {
            found.push(at + key.len()..at + line.trim_end().len());
        }
        at += line.len();
    }
    found
}
