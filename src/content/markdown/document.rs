//! A page that is ready to be printed: HTML, and holes to be filled.

use std::ops::Range;

use crate::html;

/// A parsed page. Nothing in it borrows from the text it came from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The HTML between the holes, one text for all pieces.
    pub(super) html: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) sections: Vec<Section>,
    /// Headings in order, wherever they stand.
    pub headings: Vec<Heading>,
    /// The terms of definition lists, in order.
    pub terms: Vec<Term>,
    /// Links in order, those of raw HTML too.
    pub links: Vec<Link>,
    /// Pictures in order, those of raw HTML too.
    pub images: Vec<Image>,
    /// Figures (`{{ … }}`) in order.
    pub figures: Vec<Figure>,
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// Ids given in raw HTML, which a link may point at like the id of a heading.
    pub anchors: Vec<String>,
    /// What the author should hear about, in the order it was found.
    pub findings: Vec<Finding>,
    /// How many tasks (`- [ ]`) there are; their ids are `t1` to `tN`.
    pub tasks: usize,
    /// How many footnotes are printed at the end.
    pub footnotes: usize,
    /// Whether there was raw HTML.
    pub raw_html: bool,
    /// The text a reader sees, without markup, for search and summaries.
    ///
    /// Paragraphs and the like end with a line break. Code and blocks are left out. A figure
    /// stands as [`FIGURE_MARK`], in the order of [`Document::figures`], so that a caller can
    /// put its value there.
    pub plain: String,
}

/// What stands for a figure in plain text.
pub const FIGURE_MARK: char = '\u{FFFC}';

/// One piece of a page: places in the HTML and in the lists of the [`Document`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// HTML as it is.
    Html(Range<At>),
    /// The start of a link.
    LinkOpen(At),
    /// The end of a link.
    LinkClose(At),
    /// A picture.
    Image(At),
    /// A figure in running text.
    Figure(At),
    /// A block.
    Block(At),
}

impl Piece {
    pub(super) fn html(range: Range<usize>) -> Self {
        Piece::Html(range.start.into()..range.end.into())
    }
}

/// A place in a page, in half the room: a site has millions of pieces. No page of 4 GiB can be held while it is parsed; if one
/// could, what lies behind would be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At(u32);

impl At {
    /// Does something with what stands there in a list.
    fn of<T>(self, list: &[T], then: impl FnOnce(usize, &T)) {
        if let Some(found) = list.get(usize::from(self)) {
            then(self.into(), found);
        }
    }
}

impl From<usize> for At {
    fn from(at: usize) -> Self {
        At(u32::try_from(at).unwrap_or(u32::MAX))
    }
}

impl From<At> for usize {
    fn from(at: At) -> Self {
        at.0 as usize
    }
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6, as printed (a `#` is printed as 2).
    pub level: u8,
    /// Its id on the page, unique there.
    pub id: Box<str>,
    /// Whether the author gave the id by `{#id}`.
    pub explicit: bool,
    /// What it says, where that is not its id: in Japanese most headings are their own.
    pub(super) text: Option<Box<str>>,
    /// Where it stands in the file.
    pub range: Range<usize>,
    /// Where its text begins in [`Document::plain`]; what follows up to the next heading is its.
    pub plain: At,
    /// The number of its first figure in [`Document::figures`], if it has any.
    pub figure: At,
    /// The audience of the passage it stands in.
    pub audience: Option<usize>,
}

impl Heading {
    /// What it says, figures as U+FFFC.
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.id)
    }
}

/// A term of a definition list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its id on the page: `term-` and what a link names it by.
    pub id: String,
    /// The term itself, in plain text; figures as U+FFFC.
    pub name: String,
    /// What it means, in plain text; figures as U+FFFC.
    pub meaning: String,
    /// Where it stands in the file.
    pub range: Range<usize>,
    /// The audience of the passage it stands in.
    pub audience: Option<usize>,
}

impl Term {
    /// What stands before the name of a term in its id, so that no heading has the same.
    pub const PREFIX: &str = "term-";

    /// Whether an anchor names it, with or without the beginning of its id.
    pub fn answers(&self, anchor: &str) -> bool {
        self.id == anchor || self.id.strip_prefix(Self::PREFIX) == Some(anchor)
    }
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written and decoded; empty if it was refused.
    pub dest: String,
    /// Its title, or nothing.
    pub title: String,
    /// Where it stands in the file.
    pub range: Range<usize>,
    /// The audience of the passage it stands in, a place in [`super::Options::audiences`].
    pub audience: Option<usize>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Where it lies, as written and decoded; empty if it was refused.
    pub dest: String,
    /// Its title, or nothing.
    pub title: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Where it stands in the file.
    pub range: Range<usize>,
    /// The audience of the passage it stands in.
    pub audience: Option<usize>,
}

/// A figure in running text: `{{ nrr segment=tier1 }}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What stands between the braces, without white space around it.
    pub text: String,
    /// Where that text stands in the file.
    pub range: Range<usize>,
    /// The audience of the passage it stands in.
    pub audience: Option<usize>,
}

/// Fenced code with a YAML body that becomes a chart, cards, a list …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The info word.
    pub name: String,
    /// What follows the info word, or nothing.
    pub info: String,
    /// The YAML.
    pub body: String,
    /// Where the whole block stands in the file.
    pub range: Range<usize>,
    /// The audience of the passage it stands in.
    pub audience: Option<usize>,
    /// Where runs of the body come from: place in the body, place in the file.
    pub(super) origin: Vec<(usize, usize)>,
}

impl Block {
    /// Where in the file a place in the body comes from. The body of a block in a list or a
    /// quote is not one run of the file, so adding an offset would not do.
    pub fn offset(&self, in_body: usize) -> usize {
        let after = self.origin.partition_point(|(body, _)| *body <= in_body);
        match after.checked_sub(1).and_then(|at| self.origin.get(at)) {
            Some((body, file)) => (file + (in_body - body)).min(self.range.end),
            None => self.range.start,
        }
    }
}

/// A part of the page that begins with a heading, or before the first one. A page has them
/// if [`super::Options::apart`] asks for them.
///
/// Only headings that stand in no quote, list or passage begin a section, and only those of
/// level 2, so that sections never overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading's place in [`Document::headings`]; none for what stands before the first.
    pub heading: Option<usize>,
    /// Its pieces, heading included.
    pub pieces: Range<usize>,
    /// Its pieces without the heading.
    pub body: Range<usize>,
}

/// Something an author should hear about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// Where in the file.
    pub range: Range<usize>,
}

/// What an author should hear about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FindingKind {
    /// A `#` in the body: the page's title is the only heading of that level.
    TopHeading,
    /// An explicit id that is already in use on this page.
    DuplicateId(String),
    /// A link or picture whose address could run a program or hides what it is.
    UnsafeAddress(String),
    /// Two opening braces without closing ones.
    OpenFigure,
    /// A figure in the text of a picture, which can hold words only.
    FigureInAlt,
    /// A tag of raw HTML that may not stand on a page.
    TagRemoved(String),
    /// A footnote that nothing refers to.
    UnusedFootnote(String),
}

/// Fills the holes of a [`Document`], and prints what stands between them.
///
/// Each method gets the place in the document's list and the record at that place, so an
/// answer worked out beforehand is found without a search.
pub trait Holes {
    /// Prints the HTML between two holes.
    fn html(&mut self, out: &mut String, html: &str) {
        out.push_str(html);
    }

    /// Starts a link. To print plain text instead, print nothing here and in
    /// [`Holes::link_close`].
    fn link_open(&mut self, out: &mut String, place: usize, link: &Link) {
        let _ = place;
        if link.dest.is_empty() {
            return;
        }
        out.push_str("<a href=\"");
        html::href(out, &link.dest);
        if !link.title.is_empty() {
            out.push_str("\" title=\"");
            html::attr(out, &link.title);
        }
        out.push_str("\">");
    }

    /// Ends a link.
    fn link_close(&mut self, out: &mut String, place: usize, link: &Link) {
        let _ = place;
        if !link.dest.is_empty() {
            out.push_str("</a>");
        }
    }

    /// Prints a picture.
    fn image(&mut self, out: &mut String, place: usize, image: &Image) {
        let _ = place;
        out.push_str("<img src=\"");
        html::href(out, &image.dest);
        out.push_str("\" alt=\"");
        html::attr(out, &image.alt);
        if !image.title.is_empty() {
            out.push_str("\" title=\"");
            html::attr(out, &image.title);
        }
        out.push_str("\" loading=\"lazy\" decoding=\"async\">");
    }

    /// Prints a figure; it stands inside a sentence, a heading or a label.
    fn figure(&mut self, out: &mut String, place: usize, figure: &Figure);

    /// Prints a block; it stands where a paragraph may stand.
    fn block(&mut self, out: &mut String, place: usize, block: &Block);
}

impl Document {
    /// Appends the whole page.
    pub fn render(&self, out: &mut String, holes: &mut dyn Holes) {
        out.reserve(self.html.len() + self.html.len() / 8);
        self.render_pieces(0..self.pieces.len(), out, holes);
    }

    /// Appends some of the pieces, for instance those of a [`Section`].
    pub fn render_pieces(&self, pieces: Range<usize>, out: &mut String, holes: &mut dyn Holes) {
        for piece in self.pieces.get(pieces).unwrap_or_default() {
            match piece {
                Piece::Html(range) => {
                    holes.html(out, self.html.get(range.start.into()..range.end.into()).unwrap_or_default());
                }
                Piece::LinkOpen(at) => at.of(&self.links, |at, link| holes.link_open(out, at, link)),
                Piece::LinkClose(at) => at.of(&self.links, |at, link| holes.link_close(out, at, link)),
                Piece::Image(at) => at.of(&self.images, |at, image| holes.image(out, at, image)),
                Piece::Figure(at) => at.of(&self.figures, |at, figure| holes.figure(out, at, figure)),
                Piece::Block(at) => at.of(&self.blocks, |at, block| holes.block(out, at, block)),
            }
        }
    }

    /// The parts of the page by headings of level 2, in order. Footnotes are in none of them:
    /// see [`Document::endnotes`].
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The pieces that print the footnotes; empty if there are none.
    pub fn endnotes(&self) -> Range<usize> {
        let end = self.pieces.len();
        self.sections.last().map_or(end..end, |last| last.pieces.end..end)
    }

    /// All pieces, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether nothing would be printed.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }
}
