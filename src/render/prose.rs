//! The text of a page: links, pictures, figures and blocks put into their places.

use super::blocks;
use super::context::{Context, encode};
use super::figures;
use super::pictures::Pictures;
use super::terms::Terms;
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
    // The links that are open, each with what is shown beside it; links do not nest, but a text may be broken off.
    open: Vec<Option<Option<&'c str>>>,
    terms: Option<Terms<'c>>,
}

impl<'c, 'a> Prose<'c, 'a> {
    /// A text from a file, on a page that speaks of a month or of none.
    pub fn new(context: &'c Context<'a>, path: &'c SourcePath, month: Option<Month>, pictures: &'c Pictures<'c>) -> Self {
        let (language, open) = (context.language, Vec::new());
        Prose { context, path, month, language, pictures, prefix: "b", size: Size::Both, open, terms: None }
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

    /// The whole text. Words of the glossary show their meaning.
    pub fn whole(&mut self, document: &Document) -> String {
        self.terms = self.terms_of(document);
        let mut out = String::new();
        document.render(&mut out, self);
        out
    }

    /// The words to be marked: those of the glossary in the language of the text, but for what its author links.
    fn terms_of(&self, document: &Document) -> Option<Terms<'c>> {
        let site = self.context.site;
        let at = site.glossary_page()?;
        let (_, language) = site.by_path(self.path).filter(|(here, _)| *here != at)?;
        let glossary = site.glossary(at, language)?;
        let mut terms = Terms::new(glossary, self.context.href(&site.page_address(at, language)), self.prefix);
        for link in document.links.iter().filter(|link| link.dest.contains('#')) {
            if let Target::Page(to, language, anchor) = resolve(site, self.path, self.language, &link.dest)
                && let Some(term) = term(site, to, language, &anchor).filter(|_| to == at)
            {
                terms.leave(&term.id);
            }
        }
        Some(terms)
    }

    /// Some pieces of it.
    pub fn pieces(&mut self, document: &Document, pieces: Range<usize>) -> String {
        let mut out = String::new();
        document.render_pieces(pieces, &mut out, self);
        out
    }

    /// The copies of a picture, with their widths.
    fn sources(&self, copies: &[(usize, Asset)]) -> String {
        let of = |(width, asset): &(usize, Asset)| format!("{}{} {width}w", self.context.root, asset.path);
        copies.iter().map(of).collect::<Vec<_>>().join(", ")
    }

    /// Where a link leads, and what is shown beside it: the meaning of the term it leads to on another page, where that is words
    /// alone.
    fn target(&self, link: &Link) -> Option<(String, Option<&'c str>)> {
        if link.dest.is_empty() {
            return None;
        }
        let site = self.context.site;
        match resolve(site, self.path, self.language, &link.dest) {
            Target::Outside => Some((link.dest.clone(), None)),
            Target::Here => {
                let own = site.by_path(self.path);
                let term = own.and_then(|(at, language)| term(site, at, language, link.dest.trim_start_matches('#')));
                let href = term.map_or_else(|| link.dest.clone(), |term| format!("#{}", term.id));
                Some((href, term.filter(|_| !link.dest.starts_with('#')).and_then(meaning)))
            }
            Target::Page(at, language, anchor) => {
                let mut href = self.context.href(&site.page_address(at, language));
                if anchor.is_empty() {
                    return Some((href, None));
                }
                let term = term(site, at, language, &anchor);
                href.push('#');
                href.push_str(term.map_or(&anchor, |term| &term.id));
                Some((href, term.and_then(meaning)))
            }
            Target::File(path) => {
                let _ = self.context.used.size(self.pictures, &path);
                Some((self.context.href(&copied(&path)), None))
            }
            Target::Nowhere => None,
        }
    }
}

/// What a term means, where that is words alone.
fn meaning(term: &Term) -> Option<&str> {
    Some(&*term.meaning).filter(|meaning| !meaning.is_empty() && !meaning.contains(FIGURE_MARK))
}

/// The address of a file that is copied: its path below `content/`.
pub fn copied(path: &SourcePath) -> String {
    path.as_str().strip_prefix(crate::content::FOLDER).unwrap_or(path.as_str()).to_owned()
}

impl Holes for Prose<'_, '_> {
    fn html(&mut self, out: &mut String, html: &str) {
        match &mut self.terms {
            Some(terms) => terms.piece(out, html),
            None => out.push_str(html),
        }
    }

    fn link_open(&mut self, out: &mut String, place: usize, link: &Link) {
        if let Some(terms) = &mut self.terms {
            terms.link(true);
        }
        let target = self.target(link);
        self.open.push(target.as_ref().map(|(_, meaning)| *meaning));
        let Some((href, meaning)) = target else { return };
        if meaning.is_some() {
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

    fn link_close(&mut self, out: &mut String, place: usize, _link: &Link) {
        if let Some(terms) = &mut self.terms {
            terms.link(false);
        }
        let Some(meaning) = self.open.pop().flatten() else { return };
        out.push_str("</a>");
        if let Some(meaning) = meaning {
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
