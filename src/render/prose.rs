//! The text of a page: links, pictures, figures and blocks put into their places.

use super::blocks;
use super::context::{Context, encode};
use super::figures;
use super::pictures::Pictures;
use super::theme::Asset;
use crate::chart::Size;
use crate::content::figure::Wanted;
use crate::content::markdown::{Block, Document, FIGURE_MARK, Figure, Holes, Image, Link, Term};
use crate::html;
use crate::model::{Month, SourcePath};
use crate::site::{Target, resolve, term};
use std::ops::Range;

/// How wide a picture stands: the column of a text, and on a narrow screen the screen.
const COLUMN: &str = "(min-width: 760px) 680px, 92vw";

/// A text being printed for one page.
pub struct Prose<'c, 'a> {
    context: &'c Context<'a>,
    path: &'c SourcePath,
    month: Option<Month>,
    // Links lead to pages in this language.
    language: usize,
    pictures: &'c Pictures<'c>,
    // Blocks print ids of their own; a page may hold several texts.
    prefix: &'c str,
    size: Size,
}

impl<'c, 'a> Prose<'c, 'a> {
    /// A text from a file, on a page that speaks of a month or of none.
    pub fn new(context: &'c Context<'a>, path: &'c SourcePath, month: Option<Month>, pictures: &'c Pictures<'c>) -> Self {
        Prose { context, path, month, language: context.language, pictures, prefix: "b", size: Size::Both }
    }

    /// The same, with another prefix for ids.
    pub fn with_prefix(mut self, prefix: &'c str) -> Self {
        self.prefix = prefix;
        self
    }

    /// The same, in another language than the page it stands on: its links lead to the sections its author knew.
    pub fn written_in(mut self, language: usize) -> Self {
        self.language = language;
        self
    }

    /// The same, for the column of remarks: its charts are drawn for little room.
    pub fn aside(mut self) -> Self {
        self.size = Size::Aside;
        self
    }

    /// The whole text.
    pub fn whole(&mut self, document: &Document) -> String {
        let mut out = String::new();
        document.render(&mut out, self);
        out
    }

    /// Some pieces of it.
    pub fn pieces(&mut self, document: &Document, pieces: Range<usize>) -> String {
        let mut out = String::new();
        document.render_pieces(pieces, &mut out, self);
        out
    }

    /// The term of a definition list that a link leads to, there or on its own page.
    fn term(&self, link: &Link) -> Option<&'c Term> {
        let site = self.context.site;
        match resolve(site, self.path, self.language, &link.dest) {
            Target::Page(at, language, anchor) => term(site, at, language, &anchor),
            Target::Here => {
                let (at, language) = site.by_path(self.path)?;
                term(site, at, language, link.dest.trim_start_matches('#'))
            }
            _ => None,
        }
    }

    /// What is shown beside a link to a term of another page: its meaning, where that is words alone.
    fn meaning(&self, link: &Link) -> Option<&'c str> {
        let meaning = &self.term(link).filter(|_| !link.dest.starts_with('#'))?.meaning;
        Some(&**meaning).filter(|meaning| !meaning.is_empty() && !meaning.contains(FIGURE_MARK))
    }

    /// The copies of a picture, with their widths.
    fn sources(&self, copies: &[(usize, Asset)]) -> String {
        let of = |(width, asset): &(usize, Asset)| format!("{}{} {width}w", self.context.root, asset.path);
        copies.iter().map(of).collect::<Vec<_>>().join(", ")
    }

    fn target(&self, link: &Link) -> Option<String> {
        if link.dest.is_empty() {
            return None;
        }
        match resolve(self.context.site, self.path, self.language, &link.dest) {
            Target::Outside => Some(link.dest.clone()),
            Target::Here => Some(self.term(link).map_or_else(|| link.dest.clone(), |term| format!("#{}", term.id))),
            Target::Page(at, language, anchor) => {
                let mut href = self.context.href(&self.context.site.page_address(at, language));
                if !anchor.is_empty() {
                    href.push('#');
                    href.push_str(self.term(link).map_or(&anchor, |term| &term.id));
                }
                Some(href)
            }
            Target::File(path) => {
                let _ = self.context.used.size(self.pictures, &path);
                Some(self.context.href(&copied(&path)))
            }
            Target::Nowhere => None,
        }
    }
}

/// The address of a file that is copied: its path below `content/`.
pub fn copied(path: &SourcePath) -> String {
    path.as_str().strip_prefix(crate::content::FOLDER).unwrap_or(path.as_str()).to_owned()
}

impl Holes for Prose<'_, '_> {
    fn link_open(&mut self, out: &mut String, place: usize, link: &Link) {
        let Some(href) = self.target(link) else { return };
        if self.meaning(link).is_some() {
            out.push_str(&format!("<span class=\"term\"><a aria-describedby=\"{}m{place}\" href=\"", self.prefix));
        } else {
            out.push_str("<a href=\"");
        }
        html::attr(out, &href);
        if !link.title.is_empty() {
            out.push_str("\" title=\"");
            html::attr(out, &link.title);
        }
        out.push_str("\">");
    }

    fn link_close(&mut self, out: &mut String, place: usize, link: &Link) {
        if self.target(link).is_none() {
            return;
        }
        out.push_str("</a>");
        if let Some(meaning) = self.meaning(link) {
            out.push_str(&format!("<span class=\"meaning\" role=\"tooltip\" id=\"{}m{place}\">", self.prefix));
            html::text(out, meaning);
            out.push_str("</span></span>");
        }
    }

    fn image(&mut self, out: &mut String, _place: usize, image: &Image) {
        let Target::File(path) = resolve(self.context.site, self.path, self.context.language, &image.dest) else { return };
        let mut src = self.context.root.clone();
        encode(&mut src, copied(&path).trim_start_matches('/'));
        let size = self.context.used.size(self.pictures, &path);
        let sources = self.pictures.copies(&path, |copies| self.sources(copies));
        if let Some(sources) = &sources {
            out.push_str(&format!("<picture><source type=\"image/webp\" srcset=\"{sources}\" sizes=\"{COLUMN}\">"));
        }
        out.push_str("<img src=\"");
        html::attr(out, &src);
        out.push_str("\" alt=\"");
        html::attr(out, &image.alt);
        if !image.title.is_empty() {
            out.push_str("\" title=\"");
            html::attr(out, &image.title);
        }
        out.push('"');
        if let Some((width, height)) = size {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        out.push_str(" loading=\"lazy\" decoding=\"async\">");
        if sources.is_some() {
            out.push_str("</picture>");
        }
    }

    fn figure(&mut self, out: &mut String, place: usize, figure: &Figure) {
        match Wanted::parse(&figure.text).ok().and_then(|wanted| figures::in_text(self.context, &wanted, self.month)) {
            Some((html, plain)) => {
                out.push_str(&html);
                self.context.said.note(self.path, place, plain);
            }
            // What cannot be seen and what does not exist look the same.
            None => out.push_str("<span class=\"fig\">—</span>"),
        }
    }

    fn block(&mut self, out: &mut String, place: usize, block: &Block) {
        let id = format!("{}{}", self.prefix, place + 1);
        out.push_str(&blocks::render(self.context, block, self.month, &id, self.size));
    }
}
