//! Links in text: by source path as written, checked once, turned into addresses for each site.

use super::{PageIx, Site};
use crate::content::markdown::Term;
use crate::model::page::PageType;
use crate::model::{Audience, SourcePath};
use std::borrow::Cow;

/// Where a link in a text leads on one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Outside: as written.
    Outside,
    /// An anchor on the same page.
    Here,
    /// A page in a language, with an anchor or nothing.
    Page(PageIx, usize, String),
    /// A file that is copied, by source path.
    File(SourcePath),
    /// Nowhere on this site: the link becomes plain text.
    Nowhere,
}

/// The parts of an address as written: a path in the source tree and an anchor.
pub(super) enum Address<'a> {
    Outside,
    Anchor,
    Path(SourcePath, &'a str),
    LeavesRoot,
}

pub(super) fn split<'a>(from: &SourcePath, dest: &'a str) -> Address<'a> {
    if is_outside(dest) {
        return Address::Outside;
    }
    let (path, anchor) = memchr::memchr(b'#', dest.as_bytes()).map_or((dest, ""), |at| (&dest[..at], &dest[at + 1..]));
    if path.is_empty() {
        return Address::Anchor;
    }
    // Editors write a space or a Japanese letter in a path as %20 or %E3….
    let path = &decoded(memchr::memchr(b'?', path.as_bytes()).map_or(path, |end| &path[..end]));
    // From the root of the content when it begins with a slash.
    let resolved = match path.strip_prefix('/') {
        Some(rooted) => SourcePath::new(format!("{}/index.md", crate::content::FOLDER)).resolve(rooted),
        None => from.resolve(path),
    };
    match resolved {
        Some(path) => Address::Path(path, anchor),
        None => Address::LeavesRoot,
    }
}

/// Whether an address leads out of the site: it has a scheme, or names a host.
fn is_outside(dest: &str) -> bool {
    let ends_scheme = dest.bytes().find(|byte| matches!(byte, b':' | b'/' | b'#' | b'?'));
    dest.starts_with("//") || ends_scheme == Some(b':')
}

/// Where a link leads on a site, seen from a file.
pub fn resolve(site: &Site<'_>, from: &SourcePath, language: usize, dest: &str) -> Target {
    match split(from, dest) {
        Address::Outside => Target::Outside,
        Address::Anchor => Target::Here,
        Address::LeavesRoot => Target::Nowhere,
        Address::Path(path, anchor) => match site.by_path(&page_path(&path)) {
            // A link to the original leads to the page in the reader's language, if there is one.
            Some((at, written)) => {
                let page = site.page(at);
                let language = if written == page.original { page.version(language).language } else { written };
                if page.is_listed() || matches!(page.version(language).state, super::State::Gone(_)) {
                    Target::Page(at, language, anchor.to_owned())
                } else {
                    Target::Nowhere
                }
            }
            None if path.as_str().ends_with(".md") || path.as_str().ends_with('/') => Target::Nowhere,
            None => Target::File(path),
        },
    }
}

/// The term of a definition list that an anchor on a page names. A heading of that id goes before it.
pub fn term<'s>(site: &'s Site<'_>, at: PageIx, language: usize, anchor: &str) -> Option<&'s Term> {
    let page = site.page(at);
    if anchor.is_empty() || page.page_type != PageType::Plain {
        return None;
    }
    let (anchor, document) = (decoded(anchor), site.text(page.version(language)));
    let is_heading = document.headings.iter().any(|heading| *heading.id == *anchor);
    document.terms.iter().find(|term| !is_heading && term.answers(&anchor))
}

/// A link to a folder leads to its `index.md`.
pub(super) fn page_path(path: &SourcePath) -> SourcePath {
    if path.file_name().contains('.') { path.clone() } else { SourcePath::new(format!("{path}/index.md")) }
}

/// The file that an address in a text names, without its anchor; `None` if it leads out of the site.
pub fn source_of(from: &SourcePath, dest: &str) -> Option<SourcePath> {
    match split(from, dest) {
        Address::Path(path, _) => Some(path),
        _ => None,
    }
}

/// Who reads something on a page: the page's audience, or that of the passage it stands in.
pub fn readers(page: Audience, passage: Option<usize>) -> Audience {
    passage.map_or(page, |at| page.narrower(Audience(at as u8)))
}

/// An anchor without percent-encoding.
pub(super) fn decoded(anchor: &str) -> Cow<'_, str> {
    if !anchor.contains('%') {
        return Cow::Borrowed(anchor);
    }
    let bytes = anchor.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = anchor.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(anchor), Cow::Owned)
}
