//! The ground a chart stands on: grid, ticks, axis and marks, laid out around the labels.

use std::fmt::Write as _;

use super::axis::{Axis, Room};
use super::course::{Mark, Series, series_class};
use super::frame::Sheet;
use super::labels::{self, Flag, Row};
use super::plot::{Edges, Paint, Plot};
use super::scale::{Scale, TickFormat};
use super::svg::Svg;
use super::text;
use crate::html;

/// What the ground needs to know.
pub(super) struct Ground<'a> {
    pub(super) axis: &'a Axis,
    pub(super) scale: Scale,
    pub(super) ticks: &'a TickFormat,
    pub(super) marks: &'a [Mark],
    /// The value whose grid line is strong.
    pub(super) base: Option<f64>,
    /// The width kept free for labels at the right.
    pub(super) right: f64,
    /// The height of the field.
    pub(super) height: f64,
}

/// A drawing with its ground laid.
pub(super) struct Field<'a> {
    pub(super) svg: Svg,
    pub(super) plot: Plot,
    sheet: &'a Sheet<'a>,
    height: f64,
    list: String,
}

/// Marks at one place, with their labels joined.
struct Place {
    x: f64,
    label: String,
}

impl Ground<'_> {
    /// Lays the ground: everything behind the values.
    pub(super) fn lay<'a>(&self, sheet: &'a Sheet<'a>) -> Field<'a> {
        self.lay_under(sheet, 0)
    }

    /// Lays the ground with rows kept free over it.
    pub(super) fn lay_under<'a>(&self, sheet: &'a Sheet<'a>, free: usize) -> Field<'a> {
        let printed = self.printed();
        let widest = printed.iter().map(|(_, tick)| text::width(tick, 12.0)).fold(0.0, f64::max);
        // Where there is little room, values may pass under wide ticks; labels may not leave the picture.
        let right = (sheet.width.pixels() - self.right).max(62.0);
        let left = (widest + 8.0).min(right - 40.0).max(22.0);
        let across = -0.5..self.axis.span() - 0.5;
        let step = (right - left) / self.axis.span();
        let places = self.places(sheet.words.between(), |at| left + (at + 0.5) * step);
        let flags = flags(&places, left, right);
        let rows = match &flags {
            Some(flags) => flags.iter().map(|flag| flag.row + 1).max().unwrap_or(0),
            None => number_rows(&places),
        };
        let top = 18.0 + 17.0 * (rows + free) as f64;
        let edges = Edges { left, right, top, bottom: top + self.height };
        let plot = Plot::new(edges, across, self.scale.lo..self.scale.hi);
        let height = edges.bottom + self.axis.height(step);
        let mut field = Field { svg: Svg::new(sheet.id), plot, sheet, height, list: String::new() };
        field.grid(&printed, self.base);
        field.axis(self.axis, step);
        field.marks(&places, flags.as_deref(), rows);
        field
    }

    fn printed(&self) -> Vec<(f64, String)> {
        let ticks: Vec<f64> = self.scale.ticks().collect();
        let last = ticks.len().saturating_sub(1);
        let print = |(at, value): (usize, f64)| {
            let step = self.scale.step;
            (value, if at == last { self.ticks.full(value, step) } else { self.ticks.bare(value, step) })
        };
        ticks.into_iter().enumerate().map(print).collect()
    }

    fn places(&self, between: &str, x: impl Fn(f64) -> f64) -> Vec<Place> {
        let mut at: Vec<(f64, &str)> =
            self.marks.iter().filter_map(|mark| Some((self.axis.month_position(mark.month)?, mark.label.as_str()))).collect();
        at.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut places: Vec<(f64, Place)> = Vec::new();
        for (position, label) in at {
            match places.last_mut() {
                Some((last, place)) if *last == position => {
                    place.label.push_str(between);
                    place.label.push_str(label);
                }
                _ => places.push((position, Place { x: x(position), label: label.to_owned() })),
            }
        }
        places.into_iter().map(|(_, place)| place).collect()
    }
}

/// How many rows the numbers of marks need, if they become numbers.
fn number_rows(places: &[Place]) -> usize {
    let nearest = places.windows(2).map(|pair| pair[1].x - pair[0].x).fold(f64::MAX, f64::min);
    (18.0 / nearest.max(1.0)).ceil().clamp(1.0, 4.0) as usize
}

/// The labels of marks over their lines; `None` if they have to become numbers and a list.
fn flags(places: &[Place], left: f64, right: f64) -> Option<Vec<Flag>> {
    let lines: Vec<(f64, f64)> = places.iter().map(|place| (place.x, text::width(&place.label, 12.0) + 4.0)).collect();
    labels::flags(&lines, left, right, 3)
}

impl Field<'_> {
    /// The finished drawing, followed by the list of numbered marks if there is one.
    pub(super) fn finish(self, kind: &str) -> String {
        let mut out = self.svg.finish(&self.sheet.class(kind), self.sheet.width.pixels(), self.height, self.sheet.label);
        if self.sheet.label.is_some() {
            out.push_str(&self.list);
        }
        out
    }

    /// Writes what the fills of several series mean, under the axis.
    pub(super) fn keys(&mut self, series: &[Series]) {
        if series.len() < 2 {
            return;
        }
        let edge = self.sheet.width.pixels();
        let (mut x, mut y) = (0.0, self.height + 14.0);
        for (n, series) in series.iter().enumerate().take(12) {
            let name = text::fit(&series.name, edge - 20.0, 12.0);
            let wide = 16.0 + text::width(&name, 12.0) + 16.0;
            if x > 0.0 && x + wide - 16.0 > edge {
                (x, y) = (0.0, y + 18.0);
            }
            let paint = Paint::part(n);
            self.svg.open(series_class(n), "");
            self.svg.rect(x, y - 9.0, 10.0, 10.0, paint.class());
            self.svg.close();
            self.svg.text(x + 15.0, y, "k", &name);
            x += wide;
        }
        self.height = y + 8.0;
    }

    /// Says that there is nothing to see.
    pub(super) fn nothing(&mut self) {
        let Edges { left, right, top, bottom } = self.plot.edges;
        self.svg.text((left + right) / 2.0, (top + bottom) / 2.0, "m k", self.sheet.words.nothing());
    }

    fn grid(&mut self, printed: &[(f64, String)], base: Option<f64>) {
        let right = self.plot.edges.right;
        for (value, tick) in printed {
            let y = self.plot.y(*value);
            if base != Some(*value) {
                self.svg.path(&[(0.0, y), (right, y)], Paint::Grid.class());
            }
            self.svg.text(0.0, y - 4.0, "", tick);
        }
        if let Some(base) = base.filter(|base| base.is_finite()) {
            let y = self.plot.y(base);
            if y >= self.plot.edges.top - 0.5 && y <= self.plot.edges.bottom + 0.5 {
                self.svg.path(&[(0.0, y), (right, y)], Paint::Base.class());
            }
        }
    }

    fn axis(&mut self, axis: &Axis, step: f64) {
        let plot = &self.plot;
        let (words, edge) = (self.sheet.words, self.sheet.width.pixels());
        let room = Room { words, bottom: plot.edges.bottom, edge, step, x: &|at| plot.x(at) };
        axis.draw(&mut self.svg, &room);
    }

    fn marks(&mut self, places: &[Place], flags: Option<&[Flag]>, rows: usize) {
        let bottom = self.plot.edges.bottom;
        match flags {
            Some(flags) => {
                for (place, flag) in places.iter().zip(flags) {
                    let baseline = 12.0 + 17.0 * flag.row as f64;
                    self.svg.path(&[(flag.line, baseline - 10.0), (flag.line, bottom)], "c-mark");
                    if flag.from < flag.line {
                        self.svg.text(flag.line - 4.0, baseline, "k e", &place.label);
                    } else {
                        self.svg.text(flag.line + 4.0, baseline, "k", &place.label);
                    }
                }
            }
            None => self.numbered(places, rows),
        }
    }

    fn numbered(&mut self, places: &[Place], rows: usize) {
        let _ = write!(self.list, "<ol class=\"chart-marks {}\">", self.sheet.only());
        let under = 12.0 + 17.0 * rows.saturating_sub(1) as f64 + 4.0;
        let mut taken: Vec<Row> = (0..rows.max(1)).map(|_| Row::default()).collect();
        for (at, place) in places.iter().enumerate() {
            let row = at % taken.len();
            let number = (at + 1).to_string();
            let half = text::width(&number, 12.0) / 2.0;
            self.svg.path(&[(place.x, under), (place.x, self.plot.edges.bottom)], "c-mark");
            if taken[row].take(place.x - half, place.x + half, 2.0) {
                self.svg.text(place.x, 12.0 + 17.0 * row as f64, "k m", &number);
            }
            let _ = write!(self.list, "<li>{}</li>", html::escape(&place.label));
        }
        self.list.push_str("</ol>");
    }
}
