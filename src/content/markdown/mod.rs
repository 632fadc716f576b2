//! Markdown: from the text of a page to pieces of HTML with holes.
//!
//! The way of one page, in order:
//!
//! 1. [`front_matter`] splits the file into YAML and body.
//! 2. [`passages`] finds the block quotes that are meant for some readers only.
//! 3. [`cut`] removes those that a site may not see, so that what follows cannot know of them.
//! 4. [`parse`] turns the rest into a [`Document`]: finished HTML, and holes where a link, a
//!    picture, a figure or a block stands.
//! 5. [`Document::render`] fills the holes through [`Holes`].
//!
//! All offsets, everywhere, are byte offsets into the file as the author wrote it. No input
//! can make this module fail; what an author should hear about is in [`Document::findings`].

mod cjk;
mod comments;
mod document;
mod emphasis;
mod front;
mod ids;
mod lookalike;
mod options;
mod passage;
mod raw;
mod sanitise;
#[cfg(test)]
mod tests;
mod writer;

pub use comments::without_comments;
pub use document::{
    Block, Document, FIGURE_MARK, Figure, Finding, FindingKind, Heading, Holes, Image, Link, Piece, Section, Term,
};
pub use front::{FrontMatter, Unterminated, front_matter};
pub use options::{AudienceWord, Options, Words};
pub use passage::{Alert, Cut, Offsets, Passage, PassageKind, cut, passages};
pub use writer::parse;
