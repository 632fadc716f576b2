//! What lines, bars and stacks have in common: series over an axis, with a target and marks, and the table of it all.

use super::axis::Axis;
use super::ends::{self, End};
use super::field::{Field, Ground};
use super::frame::{Frame, Sheet, Table, Value};
use super::plot::Paint;
use super::scale::{Scale, TickFormat};
use super::words::Words;
use crate::model::Month;

/// Series over an axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// How the ticks are printed.
    pub ticks: TickFormat,
    /// What the positions stand for.
    pub axis: Axis,
    /// The values.
    pub series: Vec<Series>,
    /// The target, if there is one.
    pub target: Option<Target>,
    /// What happened when.
    pub marks: Vec<Mark>,
}

/// Values that belong together, one for each position of the axis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// What they are called.
    pub name: String,
    /// The values; missing ones are gaps.
    pub values: Vec<Value>,
}

/// A target, which may change from position to position.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Target {
    /// What it is called, such as 目標.
    pub name: String,
    /// Its value at each position; missing where there is none.
    pub values: Vec<Value>,
}

/// Something that happened in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub month: Month,
    /// What, in few words.
    pub label: String,
}

impl Course {
    /// The figure: what `draw` makes of a sheet, with the table.
    pub(super) fn figure(&self, kind: &str, draw: impl Fn(&Sheet<'_>) -> String) -> String {
        let table = table(&self.axis, &self.series, self.target.as_ref(), &self.marks, self.frame.words());
        self.frame.figure(kind, &table, draw)
    }

    /// Lays the ground for these labels at the right, high enough for all of them.
    pub(super) fn lay<'a>(&self, sheet: &'a Sheet<'a>, scale: Scale, base: Option<f64>, ends: &[End]) -> Field<'a> {
        let right = ends::column(ends, sheet.width);
        let height = sheet.width.pick(176.0, 150.0_f64).max(ends::height(ends));
        Ground { axis: &self.axis, scale, ticks: &self.ticks, marks: &self.marks, base, right, height }.lay(sheet)
    }

    /// All that has a place on the scale: values and targets.
    pub(super) fn drawn(&self) -> impl Iterator<Item = f64> {
        let target = self.target.iter().flat_map(|target| &target.values);
        self.series.iter().flat_map(|series| &series.values).chain(target).filter_map(Value::drawn)
    }

    /// Whether no series has a value.
    pub(super) fn is_empty(&self) -> bool {
        self.series.iter().flat_map(|series| &series.values).all(|value| value.drawn().is_none())
    }

    /// The last of some values that is there: its position and where it is drawn.
    pub(super) fn last(&self, values: &[Value]) -> Option<(usize, f64)> {
        (0..self.axis.len()).rev().find_map(|at| Some((at, values.get(at)?.drawn()?)))
    }

    /// The label of the target at the right.
    pub(super) fn target_end(&self, sheet: &Sheet<'_>) -> Option<End> {
        let target = self.target.as_ref()?;
        let (at, drawn) = self.last(&target.values)?;
        let mut end = End::at(self.axis.position(at), drawn);
        end.target(&target.name, &target.values[at].text, sheet.width);
        Some(end)
    }

    /// Draws the target as a line of steps, half a position wider than its values.
    pub(super) fn draw_target(&self, field: &mut Field<'_>) {
        let Some(target) = &self.target else { return };
        let mut run: Vec<(f64, f64)> = Vec::new();
        field.svg.open("target", &target.name);
        for i in 0..=self.axis.len() {
            let value = target.values.get(i).filter(|_| i < self.axis.len()).and_then(Value::drawn);
            let at = self.axis.position(i);
            let gap = value.is_none() || run.last().is_some_and(|last| (last.0 - at + 0.5).abs() > 0.1);
            if gap && !run.is_empty() {
                field.plot.path(&mut field.svg, std::mem::take(&mut run), Paint::Target);
            }
            if let Some(value) = value {
                match run.last_mut() {
                    Some(last) if last.1 == value => last.0 = at + 0.5,
                    _ => run.extend([(at - 0.5, value), (at + 0.5, value)]),
                }
            }
        }
        field.svg.close();
    }
}

/// The table behind series on an axis.
pub(super) fn table(axis: &Axis, series: &[Series], target: Option<&Target>, marks: &[Mark], words: Words<'_>) -> Table {
    // What happened before or after has no place here, and needs no column.
    let marks: Vec<&Mark> = marks.iter().filter(|mark| axis.month_position(mark.month).is_some()).collect();
    let mut table = Table::new([axis.head(words)]);
    table.head.extend(series.iter().map(|series| series.name.clone()));
    table.head.extend(target.map(|target| target.name.clone()));
    if !marks.is_empty() {
        table.head.push(words.marks_head().to_owned());
    }
    let text = |values: &[Value], at: usize| values.get(at).map_or_else(String::new, |value| value.text.clone());
    for at in 0..axis.len() {
        let mut row = vec![axis.row_name(at, words)];
        row.extend(series.iter().map(|series| text(&series.values, at)));
        row.extend(target.map(|target| text(&target.values, at)));
        if !marks.is_empty() {
            let here = |mark: &&&Mark| matches!(axis, Axis::Months(months) if months.get(at) == Some(&mark.month));
            row.push(marks.iter().filter(here).map(|mark| mark.label.as_str()).collect::<Vec<_>>().join(words.between()));
        }
        table.row(row);
    }
    table
}

/// The class of the series with this index.
pub(super) fn series_class(at: usize) -> &'static str {
    const CLASSES: [&str; 6] = ["s1", "s2", "s3", "s4", "s5", "s6"];
    CLASSES.get(at).copied().unwrap_or("s0")
}
