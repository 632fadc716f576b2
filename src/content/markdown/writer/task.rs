//! Tasks: a real checkbox, and the item's first words as its label.
//!
//! `- [ ] what` with a second line or paragraph "why" gives a label with both; whatever else the
//! item holds stands below. A label may hold no blocks, so it ends where one begins.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Writer, is_inline};

/// The label that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// In what is to be done.
    What,
    /// Behind what is to be done, before the paragraph that says why.
    Between,
    /// In why it is to be done.
    Why,
}

impl Writer<'_> {
    pub(super) fn task(&mut self, done: bool) {
        if !self.blocks.in_shown_list() {
            return;
        }
        self.doc.tasks += 1;
        let number = self.doc.tasks.to_string();
        let out = &mut self.doc.html;
        // The marker is the first thing in its item: only the tag is there, and perhaps `<p>`.
        out.truncate(self.blocks.item);
        out.push_str("<li class=\"task\"><input type=\"checkbox\" id=\"t");
        out.push_str(&number);
        out.push_str(if done { "\" checked><label for=\"t" } else { "\"><label for=\"t" });
        out.push_str(&number);
        out.push_str("\"><span class=\"what\">");
        self.label = Some(Label::What);
    }

    /// Lets the open label see an event first; says whether that was all it was for.
    pub(super) fn label_takes(&mut self, event: &Event<'_>) -> bool {
        let Some(label) = self.label else { return false };
        match (label, event) {
            (Label::What, Event::SoftBreak | Event::HardBreak) if self.inline == 0 => self.open_why(),
            (Label::Between, Event::Start(Tag::Paragraph)) => self.open_why(),
            (Label::What, Event::End(TagEnd::Paragraph)) => self.end_what(),
            (Label::Why, Event::End(TagEnd::Paragraph)) => self.close_label(),
            _ if is_inline(event) => return false,
            _ => {
                self.close_label();
                return false;
            }
        }
        true
    }

    fn open_why(&mut self) {
        self.doc.html.push_str("</span> <span class=\"why\">");
        self.doc.plain.push(' ');
        self.last = None;
        self.label = Some(Label::Why);
    }

    fn end_what(&mut self) {
        match self.events.get(self.at) {
            Some((Event::Start(Tag::Paragraph), _)) => self.label = Some(Label::Between),
            _ => self.close_label(),
        }
    }

    fn close_label(&mut self) {
        self.doc.html.push_str("</span></label>\n");
        self.label = None;
        self.plain_break();
    }
}
