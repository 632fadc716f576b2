//! What a page's Markdown becomes.

mod audiences;
mod comments;
mod emphasis;
mod hostile;
mod pages;
mod raw_html;

use super::*;
use crate::model::Language;
use std::sync::LazyLock;

const BLOCKS: [&str; 2] = ["chart", "cards"];
const AUDIENCES: [AudienceWord<'static>; 3] = [
    AudienceWord { id: "public", label: "公開" },
    AudienceWord { id: "partner", label: "パートナー限り" },
    AudienceWord { id: "internal", label: "社内限り" },
];

static JAPANESE: LazyLock<Language> = LazyLock::new(|| Language::of("ja"));
static WORDS: LazyLock<Words<'static>> = LazyLock::new(|| Words::of(&JAPANESE));

fn options() -> Options<'static> {
    Options {
        blocks: &BLOCKS,
        audiences: &AUDIENCES,
        words: &WORDS,
        reserved_ids: &["main"],
        highlight: true,
        plain: true,
        apart: false,
    }
}

/// Prints figures and blocks so that a test can see them.
struct Shown;

impl Holes for Shown {
    fn figure(&mut self, out: &mut String, _: usize, figure: &Figure) {
        out.push('⟦');
        crate::html::text(out, &figure.text);
        out.push('⟧');
    }

    fn block(&mut self, out: &mut String, _: usize, block: &Block) {
        out.push_str("<div>⟦");
        crate::html::text(out, &block.name);
        out.push_str("⟧</div>");
    }
}

fn document(text: &str) -> Document {
    parse(&Cut::whole(text, 0), &options())
}

fn rendered(document: &Document) -> String {
    let mut out = String::new();
    document.render(&mut out, &mut Shown);
    out
}

#[track_caller]
fn check(text: &str, html: &str) {
    assert_eq!(rendered(&document(text)).trim_end(), html);
}

/// The findings with the part of the text they point at.
fn findings(text: &str) -> Vec<(FindingKind, &str)> {
    document(text).findings.into_iter().map(|finding| (finding.kind, &text[finding.range])).collect()
}
