//! Turns the parser's events into a [`Document`].
use pulldown_cmark::Options as Flavour;

use super::{Cut, Document, Options};

/// What Markdown means here, in both parses of a page.
pub(super) fn flavour() -> Flavour {
    Flavour::ENABLE_TABLES
        | Flavour::ENABLE_FOOTNOTES
        | Flavour::ENABLE_STRIKETHROUGH
        | Flavour::ENABLE_TASKLISTS
        | Flavour::ENABLE_HEADING_ATTRIBUTES
        | Flavour::ENABLE_GFM
        | Flavour::ENABLE_DEFINITION_LIST
}

/// Turns a body into a document that is ready to be printed.
pub fn parse(cut: &Cut<'_>, options: &Options<'_>) -> Document {
    let _ = (cut, options);
    Document::default()
}
