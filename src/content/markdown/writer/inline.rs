//! What stands in a run of text: words, figures, links, pictures.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::super::cjk;
use super::super::document::{FIGURE_MARK, Figure, FindingKind, Image, Link, Piece};
use super::super::emphasis::is_escaped;
use super::{MAX_DEPTH, Writer};
use crate::html;

/// No figure is longer than this, so no more is read to find its end.
const LONGEST_FIGURE: usize = 400;

/// Where runs of a text that was put together come from: place in it, place in what was parsed.
pub(super) type Origin = [(usize, usize)];

impl<'a> Writer<'a> {
    /// Prints text.
    pub(super) fn print(&mut self, text: &str) {
        let text = self.strip(text);
        html::text(&mut self.doc.html, &text);
        self.last = text.chars().next_back().or(self.last);
        self.plain(&text);
    }

    /// Adds to the plain text. Only figures may stand there as the mark of figures.
    pub(super) fn plain(&mut self, text: &str) {
        // Without a search, only what a term means is asked for.
        if !self.options.plain && !self.blocks.in_definitions() {
            return;
        }
        if text.contains(FIGURE_MARK) {
            self.doc.plain.extend(text.chars().filter(|c| *c != FIGURE_MARK));
        } else {
            self.doc.plain.push_str(text);
        }
    }

    /// Ends a line of the plain text.
    pub(super) fn plain_break(&mut self) {
        let kept = self.doc.plain.trim_end_matches(' ').len();
        self.doc.plain.truncate(kept);
        if kept > 0 && !self.doc.plain.ends_with('\n') {
            self.doc.plain.push('\n');
        }
    }

    /// Prints text that may hold figures.
    pub(super) fn running_text(&mut self, text: &'a str, range: &Range<usize>) {
        if !self.may_have_figures || !text.contains("{{") {
            return self.print(text);
        }
        // The parser ends a text wherever markup could begin, so a figure may be in several.
        let mut run = String::from(text);
        let mut origin = vec![(0, range.start)];
        while run.rfind("{{") > run.rfind("}}") && run.len() < text.len() + LONGEST_FIGURE {
            let next = match self.events.get(self.at) {
                Some((Event::Text(next), range)) => (next.as_ref(), range),
                Some((Event::SoftBreak, range)) => (" ", range),
                _ => break,
            };
            origin.push((run.len(), next.1.start));
            run.push_str(next.0);
            self.at += 1;
        }
        self.print_run(&run, 0..run.len(), &origin, false);
    }

    /// Prints a part of a text that was put together, with the figures in it.
    pub(super) fn print_run(&mut self, run: &str, part: Range<usize>, origin: &Origin, raw: bool) {
        let mut from = part.start;
        let mut search = from;
        while let Some(found) = run[search..part.end].find("{{") {
            let open = search + found;
            let source = self.origin(origin, open);
            if !self.text[source..].starts_with("{{") || is_escaped(self.text.as_bytes(), source) {
                search = open + 1;
                continue;
            }
            let inside = open + 2;
            let close = run[inside..part.end].find("}}").map(|length| inside + length);
            match close.filter(|close| !run[inside..*close].contains("{{")) {
                Some(close) => {
                    self.print_either(&run[from..open], raw);
                    self.figure(run, inside..close, origin);
                    from = close + 2;
                    search = from;
                }
                None => {
                    self.find(FindingKind::OpenFigure, &(source..source + 2));
                    search = inside;
                }
            }
        }
        self.print_either(&run[from..part.end], raw);
    }

    fn print_either(&mut self, text: &str, raw: bool) {
        if raw { self.print_raw(text) } else { self.print(text) }
    }

    fn figure(&mut self, run: &str, inside: Range<usize>, origin: &Origin) {
        let text = run[inside.clone()].trim();
        let start = inside.start + (run[inside.clone()].len() - run[inside].trim_start().len());
        let range = self.origin(origin, start)..self.origin(origin, start + text.len()).max(self.origin(origin, start));
        let figure = Figure { text: self.strip(text).into_owned(), range: self.place(&range), audience: self.audience };
        self.doc.figures.push(figure);
        self.hole(Piece::Figure((self.doc.figures.len() - 1).into()));
        self.doc.plain.push(FIGURE_MARK);
        self.last = Some(FIGURE_MARK);
    }

    /// Where a place in a text that was put together comes from.
    fn origin(&self, origin: &Origin, at: usize) -> usize {
        let after = origin.partition_point(|(run, _)| *run <= at);
        let (run, source) = origin[after.saturating_sub(1)];
        // A character reference is longer than what it stands for, so this may be off inside
        // a run; it must still be the start of a character.
        floor_boundary(self.text, source + (at - run))
    }

    pub(super) fn code(&mut self, code: &str) {
        self.doc.html.push_str("<code>");
        self.print(code);
        self.doc.html.push_str("</code>");
    }

    /// Between two Japanese characters a line break is nothing, else it is white space.
    pub(super) fn soft_break(&mut self) {
        let joined = self.last.zip(self.next_char()).is_some_and(|(before, after)| cjk::joins(before, after));
        if !joined {
            self.doc.html.push('\n');
            self.doc.plain.push(' ');
        }
    }

    pub(super) fn hard_break(&mut self) {
        self.doc.html.push_str("<br>\n");
        self.doc.plain.push(' ');
        self.last = None;
    }

    /// The first character of the text that follows, through the starts of emphasis and links.
    fn next_char(&self) -> Option<char> {
        for (event, _) in &self.events[self.at..] {
            match event {
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) => {}
                Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
                Event::Text(text) if self.may_have_figures && text.starts_with("{{") => return Some(FIGURE_MARK),
                Event::Text(text) | Event::Code(text) => return self.strip(text).chars().next(),
                _ => return None,
            }
        }
        None
    }

    /// The plain text of the events that follow, up to the end of the element we are in.
    pub(super) fn text_ahead(&self) -> String {
        let mut text = String::new();
        let mut depth = 0usize;
        for (event, _) in &self.events[self.at..] {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Text(more) | Event::Code(more) => text.push_str(&self.strip(more)),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// The same, figures as their mark.
    pub(super) fn marked_text_ahead(&self) -> String {
        let mut text = self.text_ahead();
        mark_figures(&mut text);
        text
    }

    pub(super) fn start_inline(&mut self, tag: &str) {
        self.inline += 1;
        if self.inline <= MAX_DEPTH {
            self.doc.html.push_str(tag);
        }
    }

    pub(super) fn end_inline(&mut self, tag: &str) {
        if self.inline <= MAX_DEPTH {
            self.doc.html.push_str(tag);
        }
        self.inline = self.inline.saturating_sub(1);
    }

    pub(super) fn start_link(&mut self, kind: LinkType, dest: &str, title: &str, range: &Range<usize>) {
        self.inline += 1;
        let dest = self.strip(dest);
        let dest = if kind == LinkType::Email { format!("mailto:{dest}") } else { dest.into_owned() };
        let title = self.strip(title).into_owned();
        let link = self.link(dest, title, range);
        self.links.push(link);
        self.hole(Piece::LinkOpen(link.into()));
    }

    pub(super) fn end_link(&mut self) {
        self.inline = self.inline.saturating_sub(1);
        if let Some(link) = self.links.pop() {
            self.hole(Piece::LinkClose(link.into()));
        }
    }

    /// Remembers a link and says where.
    pub(super) fn link(&mut self, dest: String, title: String, range: &Range<usize>) -> usize {
        let dest = self.safe(dest, range);
        self.doc.links.push(Link { dest, title, range: self.place(range), audience: self.audience });
        self.doc.links.len() - 1
    }

    pub(super) fn image(&mut self, dest: &str, title: &str, range: &Range<usize>) {
        let alt = self.text_ahead();
        if self.may_have_figures && alt.contains("{{") {
            self.find(FindingKind::FigureInAlt, range);
        }
        let mut depth = 0;
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        let (dest, title) = (self.strip(dest).into_owned(), self.strip(title).into_owned());
        self.picture(dest, title, alt, range);
    }

    /// Prints a picture.
    pub(super) fn picture(&mut self, dest: String, title: String, alt: String, range: &Range<usize>) {
        let dest = self.safe(dest, range);
        self.doc.images.push(Image { dest, title, alt, range: self.place(range), audience: self.audience });
        self.hole(Piece::Image((self.doc.images.len() - 1).into()));
        self.last = None;
    }

    /// The address, or nothing if following it could do more than lead somewhere.
    fn safe(&mut self, dest: String, range: &Range<usize>) -> String {
        if is_safe(&dest) {
            return dest;
        }
        self.find(FindingKind::UnsafeAddress(dest), range);
        String::new()
    }
}

/// Puts the mark of a figure in the place of each.
pub(super) fn mark_figures(text: &mut String) {
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|found| from + found) {
        let Some(length) = text[open..].find("}}") else { break };
        text.replace_range(open..open + length + 2, FIGURE_MARK.encode_utf8(&mut [0; 4]));
        from = open + FIGURE_MARK.len_utf8();
    }
}

/// Whether an address is relative or of a kind that only leads somewhere. A list of what is
/// allowed, because new kinds that run something keep turning up.
fn is_safe(dest: &str) -> bool {
    const SCHEMES: [&str; 13] =
        ["http", "https", "mailto", "tel", "sms", "ftp", "ftps", "geo", "webcal", "xmpp", "slack", "msteams", "zoommtg"];
    let Some(end) = dest.find([':', '/', '?', '#']) else { return true };
    if dest.as_bytes()[end] != b':' {
        return true;
    }
    // Browsers drop white space and control characters before they look at the scheme.
    let scheme: String = dest[..end].chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// The nearest start of a character at or before a place.
pub(super) fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
