//! What runs along the bottom of a chart: months by the calendar, or names.

use super::labels::Row;
use super::svg::Svg;
use super::text;
use super::words::Words;
use crate::model::Month;

/// What the positions of a chart stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Axis {
    /// Months; a month left out of the list leaves a gap.
    Months(Vec<Month>),
    /// Anything else, each as wide as the next.
    Names {
        /// What the names are, as the head of the table's first column.
        head: String,
        /// The names, from left to right.
        names: Vec<String>,
    },
}

/// Where the labels of an axis go.
pub(super) struct Room<'a> {
    pub(super) words: Words<'a>,
    /// The lower edge of the field.
    pub(super) bottom: f64,
    /// The right edge of the picture.
    pub(super) edge: f64,
    /// The width of a position, as it was when the height was asked for.
    pub(super) step: f64,
    /// The place of a position.
    pub(super) x: &'a dyn Fn(f64) -> f64,
}

/// A month's place in time.
pub(super) fn ordinal(month: Month) -> f64 {
    f64::from(month.index())
}

impl Axis {
    /// How many values a series on this axis has.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Months(months) => months.len(),
            Self::Names { names, .. } => names.len(),
        }
    }

    /// How many positions the axis has, gaps included. At least one.
    pub(super) fn span(&self) -> f64 {
        match self {
            Self::Months(months) => {
                let first = self.first();
                months.iter().fold(1.0, |span: f64, month| span.max(ordinal(*month) - first + 1.0))
            }
            Self::Names { names, .. } => names.len().max(1) as f64,
        }
    }

    /// The position of the value with this index, counted from 0.
    pub(super) fn position(&self, index: usize) -> f64 {
        match self {
            Self::Months(months) => months.get(index).map_or(0.0, |month| ordinal(*month) - self.first()),
            Self::Names { .. } => index as f64,
        }
    }

    /// The position of a month, if it lies on the axis.
    pub(super) fn month_position(&self, month: Month) -> Option<f64> {
        match self {
            Self::Months(_) => Some(ordinal(month) - self.first()).filter(|at| *at >= 0.0 && *at < self.span()),
            Self::Names { .. } => None,
        }
    }

    /// The name of a position in a table.
    pub(super) fn row_name(&self, index: usize, words: Words<'_>) -> String {
        match self {
            Self::Months(months) => months.get(index).map_or_else(String::new, |month| words.whole_month(*month)),
            Self::Names { names, .. } => names.get(index).cloned().unwrap_or_default(),
        }
    }

    /// The name of a position beside a value: a month without its year.
    pub(super) fn short_name(&self, index: usize, words: Words<'_>) -> String {
        match self {
            Self::Months(months) => months.get(index).map_or_else(String::new, |month| words.month(*month)),
            Self::Names { names, .. } => names.get(index).cloned().unwrap_or_default(),
        }
    }

    /// The head of the table's first column.
    pub(super) fn head<'h>(&'h self, words: Words<'h>) -> &'h str {
        match self {
            Self::Months(_) => words.month_head(),
            Self::Names { head, .. } if !head.is_empty() => head,
            Self::Names { .. } => words.item_head(),
        }
    }

    /// How much height the labels take when a position is this wide.
    pub(super) fn height(&self, step: f64) -> f64 {
        match self {
            Self::Months(_) => 36.0,
            Self::Names { names, .. } => 8.0 + 15.0 * name_lines(names, step) as f64,
        }
    }

    /// Writes the labels.
    pub(super) fn draw(&self, svg: &mut Svg, room: &Room<'_>) {
        match self {
            Self::Months(months) if !months.is_empty() => {
                let first = months.iter().copied().min().unwrap_or(months[0]);
                draw_months(svg, room, first, self.span());
            }
            Self::Months(_) => {}
            Self::Names { names, .. } => draw_names(svg, names, room),
        }
    }

    fn first(&self) -> f64 {
        match self {
            Self::Months(months) => months.iter().copied().min().map_or(0.0, ordinal),
            Self::Names { .. } => 0.0,
        }
    }
}

fn draw_months(svg: &mut Svg, room: &Room<'_>, first: Month, span: f64) {
    let Room { words, bottom, edge, step: step_px, x } = *room;
    let widest = text::width(&words.month(first), 12.0).max(28.0) + 6.0;
    let start = ordinal(first) as i64;
    let count = span as i64;
    let step = month_step(step_px, widest, start + count - 1);
    let on_step = |at: &i64| (start + at) % step == 0;
    let january = |at: &i64| (start + at) % 12 == 0;
    // The last month and the first are what a reader looks for; then each January.
    let mut order = vec![count - 1, 0];
    order.extend((0..count).filter(|at| january(at) && on_step(at)));
    order.extend((0..count).filter(|at| !january(at) && on_step(at)));
    let (mut months, mut years) = (Row::default(), Row::default());
    let mut ticks = Vec::new();
    for at in order {
        let month = first.plus(at as i32);
        let label = words.month(month);
        let (from, to) = centred(x(at as f64), text::width(&label, 12.0), edge);
        if months.take(from, to, 4.0) {
            ticks.push((at, month, (from + to) / 2.0, label));
        }
    }
    ticks.sort_by_key(|tick| tick.0);
    let mut with_year: Vec<_> = ticks.iter().filter(|tick| tick.1.month() == 1).collect();
    with_year.extend(ticks.first());
    for (_, month, at, _) in with_year {
        let year = words.year(*month);
        let (from, to) = centred(*at, text::width(&year, 12.0), edge);
        if years.take(from, to, 4.0) {
            svg.text((from + to) / 2.0, bottom + 31.0, "m", &year);
        }
    }
    for (_, _, at, label) in &ticks {
        svg.text(*at, bottom + 17.0, "m", label);
    }
}

/// Every how many months there is a label. Steps divide a year, so that each January has one; of two
/// neighbouring steps the one that meets the last month is better.
fn month_step(step_px: f64, widest: f64, last: i64) -> i64 {
    const STEPS: [i64; 11] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
    let fitting = STEPS.iter().position(|step| *step as f64 * step_px >= widest).unwrap_or(STEPS.len() - 1);
    let near = &STEPS[fitting..STEPS.len().min(fitting + 2)];
    near.iter().copied().find(|step| last % step == 0).unwrap_or(STEPS[fitting])
}

/// The ends of a label centred on a place, moved so that it stays in the picture.
fn centred(at: f64, width: f64, edge: f64) -> (f64, f64) {
    let from = (at - width / 2.0).min(edge - width).max(0.0);
    (from, from + width)
}

/// Names wrap onto at most two lines.
fn name_lines(names: &[String], step: f64) -> usize {
    let lines = |name: &String| text::wrap(name, step - 6.0, 12.0, 2).len();
    if skip(step) == 1 { names.iter().map(lines).max().unwrap_or(1).max(1) } else { 1 }
}

/// Every how many-th name is written where a position is very narrow.
fn skip(step: f64) -> usize {
    if step >= 30.0 { 1 } else { (36.0 / step.max(0.1)).ceil() as usize }
}

fn draw_names(svg: &mut Svg, names: &[String], room: &Room<'_>) {
    let Room { bottom, edge, step, x, .. } = *room;
    let skip = skip(step);
    let room = step * skip as f64 - if skip == 1 { 6.0 } else { 14.0 };
    for (at, name) in names.iter().enumerate().step_by(skip) {
        let lines = text::wrap(name, room, 12.0, if skip == 1 { 2 } else { 1 });
        for (row, line) in lines.iter().enumerate() {
            let (from, to) = centred(x(at as f64), text::width(line, 12.0), edge);
            svg.text((from + to) / 2.0, bottom + 17.0 + 15.0 * row as f64, "m", line);
        }
    }
}
