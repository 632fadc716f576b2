//! Tables: with names on every cell where a narrow screen shows rows as blocks, else in a box
//! that scrolls.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::super::document::FIGURE_MARK;
use super::Writer;
use super::inline::mark_figures;
use crate::html;

/// With more columns than this the rows are too long as blocks, so the table scrolls instead.
const MAX_STACKED: usize = 4;

/// The table we are in; tables do not stand in tables.
#[derive(Debug, Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    /// What the head says over each column.
    heads: Vec<String>,
    column: usize,
    in_head: bool,
    has_body: bool,
    /// Whether the cell we are in is printed as a head.
    head_cell: bool,
    /// How many tables that scroll there were: each needs a name of its own.
    scrolling: usize,
}

impl Table {
    fn is_stacked(&self) -> bool {
        self.alignments.len() <= MAX_STACKED
    }
}

impl Writer<'_> {
    pub(super) fn start_table(&mut self, alignments: &[Alignment]) {
        self.table.alignments = alignments.to_vec();
        self.table.heads = self.heads_ahead();
        self.table.has_body = false;
        let out = &mut self.doc.html;
        // Roles, because a row that is shown as a block is no row to a screen reader.
        if self.table.is_stacked() {
            out.push_str("<div class=\"table\"><table class=\"stacked\">\n");
            return;
        }
        self.table.scrolling += 1;
        out.push_str("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
        html::attr(out, self.options.words.table);
        out.push(' ');
        out.push_str(&self.table.scrolling.to_string());
        out.push_str("\"><table>\n");
    }

    /// The texts of the head's cells.
    fn heads_ahead(&self) -> Vec<String> {
        let mut heads = Vec::with_capacity(self.table.alignments.len());
        let mut head = String::new();
        for (event, _) in &self.events[self.at..] {
            match event {
                Event::End(TagEnd::TableHead) => break,
                Event::Start(Tag::TableCell) => head = String::new(),
                Event::End(TagEnd::TableCell) => heads.push(self.head(std::mem::take(&mut head))),
                Event::Text(text) | Event::Code(text) => head.push_str(&self.strip(text)),
                _ => {}
            }
        }
        heads
    }

    /// What a head says over its column, in words only.
    fn head(&self, mut text: String) -> String {
        if self.may_have_figures {
            mark_figures(&mut text);
            text = text.replace(FIGURE_MARK, "");
        }
        text.trim().to_owned()
    }

    pub(super) fn start_table_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.doc.html.push_str("<thead><tr>");
    }

    pub(super) fn end_table_head(&mut self) {
        self.table.in_head = false;
        self.doc.html.push_str("</tr></thead>\n");
        self.plain_break();
    }

    pub(super) fn start_table_row(&mut self) {
        self.table.column = 0;
        if !std::mem::replace(&mut self.table.has_body, true) {
            self.doc.html.push_str("<tbody>\n");
        }
        self.doc.html.push_str("<tr>");
    }

    pub(super) fn start_table_cell(&mut self) {
        let column = self.table.column;
        let head = self.table.heads.get(column).map_or("", String::as_str);
        let stacked = self.table.is_stacked();
        // A head that says nothing is no head.
        self.table.head_cell = self.table.in_head && !head.is_empty();
        let out = &mut self.doc.html;
        out.push_str(if self.table.head_cell { "<th scope=\"col\"" } else { "<td" });
        if stacked && !self.table.in_head && !head.is_empty() {
            out.push_str(" data-h=\"");
            html::attr(out, head);
            out.push('"');
        }
        out.push_str(match self.table.alignments.get(column) {
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::Center) => " class=\"center\">",
            _ => ">",
        });
        self.last = None;
    }

    pub(super) fn end_table_cell(&mut self) {
        self.table.column += 1;
        self.doc.html.push_str(if self.table.head_cell { "</th>" } else { "</td>" });
        self.doc.plain.push(' ');
        if self.table.column == self.table.alignments.len() {
            self.plain_break();
        }
    }

    pub(super) fn end_table(&mut self) {
        if self.table.has_body {
            self.doc.html.push_str("</tbody>\n");
        }
        self.doc.html.push_str("</table></div>\n");
    }
}
