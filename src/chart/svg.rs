//! Writes compact SVG: classes instead of colours, one decimal at most.

use std::fmt::Write as _;

use crate::html;

/// An SVG picture while it is being drawn.
#[derive(Debug)]
pub(super) struct Svg {
    out: String,
    /// The id of this picture's hatching, so that two pictures on a page never share one.
    hatch: Option<String>,
    hatched: bool,
    dots: String,
    cells: String,
    cell_class: &'static str,
    /// Where the cell written last begins, in tenths of a pixel.
    cell_at: (i64, i64),
}

impl Svg {
    /// An empty picture whose ids start with `id`. An empty `id` leaves out hatching.
    pub(super) fn new(id: &str) -> Self {
        let hatch = (!id.is_empty()).then(|| format!("{id}-h"));
        Self {
            out: String::with_capacity(4096),
            hatch,
            hatched: false,
            dots: String::new(),
            cells: String::new(),
            cell_class: "",
            cell_at: (0, 0),
        }
    }

    /// The finished element. `label` is its accessible name; without one the picture is decoration.
    pub(super) fn finish(self, class: &str, width: f64, height: f64, label: Option<&str>) -> String {
        self.finish_as("img", class, width, height, label)
    }

    /// The finished element, whose links stay reachable.
    pub(super) fn finish_group(self, class: &str, width: f64, height: f64, label: Option<&str>) -> String {
        self.finish_as("group", class, width, height, label)
    }

    fn finish_as(mut self, role: &str, class: &str, width: f64, height: f64, label: Option<&str>) -> String {
        self.flush();
        let mut all = String::with_capacity(self.out.len() + 400);
        let _ = write!(all, "<svg class=\"ch {class}\" viewBox=\"0 0 ");
        number(&mut all, width);
        all.push(' ');
        number(&mut all, height);
        all.push_str("\" width=\"");
        number(&mut all, width);
        all.push_str("\" height=\"");
        number(&mut all, height);
        match label {
            Some(label) => {
                let _ = write!(all, "\" role=\"{role}\" aria-label=\"");
                all.push_str(&html::escape(label));
                all.push_str("\">");
            }
            None => all.push_str("\" aria-hidden=\"true\">"),
        }
        if let (true, Some(id)) = (self.hatched, &self.hatch) {
            let _ = write!(
                all,
                "<pattern id=\"{}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
                 <path class=\"c-line\" d=\"M0 0v5\"/></pattern>",
                html::escape(id)
            );
        }
        all.push_str(&self.out);
        all.push_str("</svg>");
        all
    }

    /// Opens a group with a class and, if it is not empty, a title shown on hover.
    pub(super) fn open(&mut self, class: &str, title: &str) {
        self.flush();
        let _ = write!(self.out, "<g class=\"{class}\">");
        if !title.is_empty() {
            let _ = write!(self.out, "<title>{}</title>", html::escape(title));
        }
    }

    /// Closes the group opened last.
    pub(super) fn close(&mut self) {
        self.flush();
        self.out.push_str("</g>");
    }

    /// A text whose baseline starts (or, by class `m` or `e`, centres or ends) at a point.
    pub(super) fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        self.runs(x, y, class, &[("", text)]);
    }

    /// A text of several runs, each with its own class.
    pub(super) fn runs(&mut self, x: f64, y: f64, class: &str, runs: &[(&str, &str)]) {
        if runs.iter().all(|(_, text)| text.is_empty()) {
            return;
        }
        self.flush();
        self.out.push_str("<text x=\"");
        number(&mut self.out, x);
        self.out.push_str("\" y=\"");
        number(&mut self.out, y);
        self.class(class);
        self.out.push_str("\">");
        for (class, text) in runs {
            if class.is_empty() {
                self.out.push_str(&html::escape(text));
            } else {
                let _ = write!(self.out, "<tspan class=\"{class}\">{}</tspan>", html::escape(text));
            }
        }
        self.out.push_str("</text>");
    }

    /// A rectangle; `class` `c-hatch` is filled with this picture's hatching.
    pub(super) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, class: &str) {
        self.titled_rect([x, y, width, height], class, "");
    }

    /// A rectangle with a title shown on hover.
    pub(super) fn titled_rect(&mut self, at: [f64; 4], class: &str, title: &str) {
        self.flush();
        for (name, value) in ["<rect x=\"", "\" y=\"", "\" width=\"", "\" height=\""].iter().zip(at) {
            self.out.push_str(name);
            number(&mut self.out, value);
        }
        self.class(class);
        self.hatching(class);
        if title.is_empty() {
            self.out.push_str("\"/>");
        } else {
            let _ = write!(self.out, "\"><title>{}</title></rect>", html::escape(title));
        }
    }

    /// A rectangle of many: those of one class that follow one another become one path.
    pub(super) fn cell(&mut self, x: f64, y: f64, width: f64, height: f64, class: &'static str) {
        if class != self.cell_class {
            self.flush();
            self.cell_class = class;
        }
        let (x, y, width, height) = (tenths(x), tenths(y), tenths(width), tenths(height));
        self.cells.push(if self.cells.is_empty() { 'M' } else { 'm' });
        let from = if self.cells.len() == 1 { (0, 0) } else { self.cell_at };
        tenth(&mut self.cells, x - from.0);
        step(&mut self.cells, y - from.1);
        self.cell_at = (x, y);
        for (command, length) in [('h', width), ('v', height), ('h', -width)] {
            self.cells.push(command);
            tenth(&mut self.cells, length);
        }
        self.cells.push('z');
    }

    /// A path through points, as relative steps.
    pub(super) fn path(&mut self, points: &[(f64, f64)], class: &str) {
        self.shape(points, class, false);
    }

    /// A closed path through points.
    pub(super) fn polygon(&mut self, points: &[(f64, f64)], class: &str) {
        self.shape(points, class, true);
    }

    fn shape(&mut self, points: &[(f64, f64)], class: &str, closed: bool) {
        let mut points = points.iter().map(|&(x, y)| (tenths(x), tenths(y)));
        let Some(first) = points.next() else { return };
        self.flush();
        self.out.push_str("<path d=\"M");
        tenth(&mut self.out, first.0);
        step(&mut self.out, first.1);
        let mut last = first;
        let mut command = ' ';
        for (x, y) in points {
            let (dx, dy) = (x - last.0, y - last.1);
            last = (x, y);
            match (dx, dy) {
                (0, 0) => continue,
                (_, 0) => turn(&mut self.out, &mut command, 'h', dx),
                (0, _) => turn(&mut self.out, &mut command, 'v', dy),
                _ => {
                    turn(&mut self.out, &mut command, 'l', dx);
                    step(&mut self.out, dy);
                }
            }
        }
        if closed {
            self.out.push('z');
        }
        self.class(class);
        self.hatching(class);
        self.out.push_str("\"/>");
    }

    /// A hatched rectangle that needs no id: its lines are drawn one by one, so it should be small.
    pub(super) fn hatched(&mut self, x: f64, y: f64, width: f64, height: f64) {
        self.rect(x, y, width, height, "c-hatch");
        let (width, height) = (width.min(2000.0), height.min(200.0));
        self.out.push_str("<path d=\"");
        let mut at = 5.0;
        while at < width + height {
            let (from_x, from_y) = if at < height { (0.0, at) } else { (at - height, height) };
            let long = (width - from_x).min(from_y);
            self.out.push('M');
            tenth(&mut self.out, tenths(x + from_x));
            step(&mut self.out, tenths(y + from_y));
            self.out.push('l');
            tenth(&mut self.out, tenths(long));
            step(&mut self.out, tenths(-long));
            at += 5.0;
        }
        self.out.push_str("\" class=\"c-line\"/>");
    }

    /// Thick lying strokes as one path: each starts at a point and has a length.
    pub(super) fn strokes(&mut self, strokes: &[(f64, f64, f64)], thick: f64, class: &str) {
        if strokes.is_empty() {
            return;
        }
        self.flush();
        self.out.push_str("<path d=\"");
        let mut at: Option<(i64, i64)> = None;
        for &(x, y, long) in strokes {
            let (x, y, long) = (tenths(x), tenths(y), tenths(long));
            let (command, from) = at.map_or(('M', (0, 0)), |at| ('m', at));
            self.out.push(command);
            tenth(&mut self.out, x - from.0);
            step(&mut self.out, y - from.1);
            self.out.push('h');
            tenth(&mut self.out, long);
            at = Some((x + long, y));
        }
        self.out.push_str("\" stroke-width=\"");
        number(&mut self.out, thick);
        self.class(class);
        self.out.push_str("\"/>");
    }

    /// A path whose data are already written.
    pub(super) fn curve(&mut self, d: &str, class: &str) {
        self.flush();
        let _ = write!(self.out, "<path d=\"{d}");
        self.class(class);
        self.out.push_str("\"/>");
    }

    /// Opens a link around what follows.
    pub(super) fn open_link(&mut self, href: &str) {
        self.flush();
        let _ = write!(self.out, "<a href=\"{}\">", html::escape(href));
    }

    /// Closes the link opened last.
    pub(super) fn close_link(&mut self) {
        self.flush();
        self.out.push_str("</a>");
    }

    /// A filled circle.
    pub(super) fn circle(&mut self, x: f64, y: f64, radius: f64, class: &str) {
        self.flush();
        self.out.push_str("<circle cx=\"");
        number(&mut self.out, x);
        self.out.push_str("\" cy=\"");
        number(&mut self.out, y);
        self.out.push_str("\" r=\"");
        number(&mut self.out, radius);
        self.class(class);
        self.out.push_str("\"/>");
    }

    /// A small dot. Dots that follow one another become one path of round ends.
    pub(super) fn dot(&mut self, x: f64, y: f64) {
        self.dots.push('M');
        tenth(&mut self.dots, tenths(x));
        step(&mut self.dots, tenths(y));
        self.dots.push_str("h0");
    }

    fn flush(&mut self) {
        if !self.dots.is_empty() {
            let _ = write!(self.out, "<path d=\"{}\" class=\"pt\"/>", self.dots);
            self.dots.clear();
        }
        if !self.cells.is_empty() {
            let class = self.cell_class;
            let _ = write!(self.out, "<path d=\"{}", self.cells);
            self.cells.clear();
            self.class(class);
            self.hatching(class);
            self.out.push_str("\"/>");
        }
    }

    fn class(&mut self, class: &str) {
        if !class.is_empty() {
            let _ = write!(self.out, "\" class=\"{class}");
        }
    }

    fn hatching(&mut self, class: &str) {
        if let (true, Some(id)) = (class.starts_with("c-hatch"), &self.hatch) {
            self.hatched = true;
            let _ = write!(self.out, "\" fill=\"url(#{})", html::escape(id));
        }
    }
}

/// Writes a coordinate with at most one decimal.
pub(super) fn number(out: &mut String, value: f64) {
    tenth(out, tenths(value));
}

/// A coordinate in tenths of a pixel. Nothing that large is ever visible, so it is clamped.
fn tenths(value: f64) -> i64 {
    (value.clamp(-99_999.0, 99_999.0) * 10.0).round() as i64
}

fn tenth(out: &mut String, tenths: i64) {
    if tenths < 0 {
        out.push('-');
    }
    let size = tenths.unsigned_abs();
    let (whole, part) = (size / 10, (size % 10) as u8);
    if whole > 0 || part == 0 {
        digits(out, whole);
    }
    if part > 0 {
        out.push('.');
        out.push(char::from(b'0' + part));
    }
}

/// A whole number, without the detour over what formats anything: a page of charts has tens of thousands.
fn digits(out: &mut String, number: u64) {
    if number >= 10 {
        digits(out, number / 10);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// A number after another one: a minus sign separates by itself.
fn step(out: &mut String, tenths: i64) {
    if tenths >= 0 {
        out.push(' ');
    }
    tenth(out, tenths);
}

/// A number after a path command, which is left out where it repeats the one before.
fn turn(out: &mut String, command: &mut char, wanted: char, tenths: i64) {
    if *command == wanted {
        step(out, tenths);
    } else {
        out.push(wanted);
        tenth(out, tenths);
        *command = wanted;
    }
}
