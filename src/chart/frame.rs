//! What stands around every drawing: title, caption sentence, and the table twin.

use std::fmt::Write as _;

use super::words::Words;
use crate::html;
use crate::model::Language;

/// What every chart needs besides its values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// The id of the figure and the prefix of the ids inside it: unique on its page.
    pub id: String,
    /// The language of the page.
    pub language: Language,
    /// What the chart is about, or what it finds.
    pub title: String,
    /// A remark beside the title, such as the unit or the scope; may be empty.
    pub scope: String,
    /// The sentence under the drawing; may be empty.
    pub caption: String,
    /// The accessible name: value, target and gap. Empty: the title.
    pub label: String,
    /// Which drawings the figure holds.
    pub size: Size,
}

/// Which drawings a figure holds. The two have their own geometry: neither is the other one scaled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// Both; the stylesheet shows one of them, by the room there is.
    #[default]
    Both,
    /// 696 pixels only.
    Wide,
    /// 350 pixels only.
    Narrow,
    /// 248 pixels only.
    Aside,
}

/// The width of one drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// 696 pixels: the column of figures on a page and on A4.
    Wide,
    /// 350 pixels: a telephone.
    Narrow,
    /// 248 pixels: the column of remarks beside a figure.
    Aside,
}

impl Width {
    /// The width in pixels.
    pub fn pixels(self) -> f64 {
        match self {
            Self::Wide => 696.0,
            Self::Narrow => 350.0,
            Self::Aside => 248.0,
        }
    }

    /// One of two values, by width.
    pub(super) fn pick<T>(self, wide: T, narrow: T) -> T {
        match self {
            Self::Wide => wide,
            Self::Narrow | Self::Aside => narrow,
        }
    }

    fn class(self) -> &'static str {
        self.pick("wide", "narrow")
    }
}

/// A value of a chart: where it stands and how it is printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Value {
    /// Where it stands; `None` (and anything that is not a number) is missing.
    pub at: Option<f64>,
    /// How it is printed. For a missing value, what the table says instead.
    pub text: String,
}

impl Value {
    /// A value and its text.
    pub fn new(at: f64, text: impl Into<String>) -> Self {
        Self { at: Some(at), text: text.into() }
    }

    /// A value that is not there, and the words that say so.
    pub fn missing(text: impl Into<String>) -> Self {
        Self { at: None, text: text.into() }
    }

    /// The value, if it can be drawn.
    pub(super) fn drawn(&self) -> Option<f64> {
        super::scale::drawable(self.at)
    }
}

/// The table behind a chart: exactly the texts the chart was given.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) head: Vec<String>,
    /// Each row starts with its name.
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(head: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = impl Into<String>>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }
}

/// One drawing of a chart: class, label and pattern ids come with it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub(super) width: Width,
    /// The prefix of ids in this drawing.
    pub(super) id: &'a str,
    pub(super) words: Words<'a>,
    /// The accessible name; `None` for decoration beside a figure that says it.
    pub(super) label: Option<&'a str>,
    /// Whether the other drawing stands beside this one, so that the stylesheet has to choose.
    pub(super) chosen: bool,
}

impl Sheet<'_> {
    /// The class of a drawing of this kind.
    pub(super) fn class(&self, kind: &str) -> String {
        if self.chosen { format!("ch-{kind} {}", self.width.class()) } else { format!("ch-{kind}") }
    }

    /// The class that says for how much room something is.
    pub(super) fn only(&self) -> &'static str {
        if self.chosen { self.width.class() } else { "" }
    }
}

impl Frame {
    /// The whole figure: `draw` is called once for each drawing it holds.
    pub(super) fn figure(&self, kind: &str, table: &Table, mut draw: impl FnMut(&Sheet<'_>) -> String) -> String {
        let mut out = String::with_capacity(8192);
        let _ = write!(out, "<figure class=\"chart chart-{kind}\"");
        if !self.id.is_empty() {
            let _ = write!(out, " id=\"{}\"", html::escape(&self.id));
        }
        out.push('>');
        self.heading(&mut out);
        for width in [Width::Wide, Width::Narrow, Width::Aside] {
            if self.holds(width) {
                out.push_str(&self.sheet(width, &mut draw));
            }
        }
        if !self.caption.is_empty() {
            let _ = write!(out, "<p class=\"chart-caption\">{}</p>", html::escape(&self.caption));
        }
        self.twin(&mut out, table);
        out.push_str("</figure>");
        out
    }

    /// One drawing without anything around it, hidden from assistive technology.
    pub(super) fn decoration(&self, width: Width, draw: impl FnOnce(&Sheet<'_>) -> String) -> String {
        let id = self.drawing_id(width);
        draw(&Sheet { width, id: &id, words: self.words(), label: None, chosen: false })
    }

    pub(super) fn words(&self) -> Words<'_> {
        Words(&self.language)
    }

    fn sheet(&self, width: Width, draw: &mut impl FnMut(&Sheet<'_>) -> String) -> String {
        let id = self.drawing_id(width);
        let label = if self.label.is_empty() { &self.title } else { &self.label };
        draw(&Sheet { width, id: &id, words: self.words(), label: Some(label), chosen: self.size == Size::Both })
    }

    fn drawing_id(&self, width: Width) -> String {
        if self.id.is_empty() { String::new() } else { format!("{}-{}", self.id, width.pick('w', 'n')) }
    }

    fn holds(&self, width: Width) -> bool {
        match self.size {
            Size::Both => width != Width::Aside,
            Size::Wide => width == Width::Wide,
            Size::Narrow => width == Width::Narrow,
            Size::Aside => width == Width::Aside,
        }
    }

    fn heading(&self, out: &mut String) {
        if self.title.is_empty() && self.scope.is_empty() {
            return;
        }
        let _ = write!(out, "<figcaption><b>{}</b>", html::escape(&self.title));
        if !self.scope.is_empty() {
            let _ = write!(out, " <span>{}</span>", html::escape(&self.scope));
        }
        out.push_str("</figcaption>");
    }

    fn twin(&self, out: &mut String, table: &Table) {
        if table.rows.is_empty() {
            return;
        }
        let _ = write!(
            out,
            "<details class=\"data\"><summary>{}</summary><div class=\"scroll\"><table><caption>{}</caption><thead><tr>",
            self.words().table(),
            html::escape(if self.title.is_empty() { &self.label } else { &self.title })
        );
        for head in &table.head {
            let _ = write!(out, "<th scope=\"col\">{}</th>", html::escape(head));
        }
        out.push_str("</tr></thead><tbody>");
        for row in &table.rows {
            out.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let cell = html::escape(cell);
                let _ = if at == 0 { write!(out, "<th scope=\"row\">{cell}</th>") } else { write!(out, "<td>{cell}</td>") };
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table></div></details>");
    }
}
