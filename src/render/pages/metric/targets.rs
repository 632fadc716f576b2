//! What a metric should be, by period and slice, and how it stands.

use super::Course;
use crate::model::{Bound, Exact, MetricRef, Month, Period, Scope, Slices, Style, Target};
use crate::render::context::Context;
use crate::render::figures::{bound, noted_bound, styled};
use crate::render::parts;
use crate::render::view::{Align, Block, Cell, ColumnHead, Row, Table};

/// The columns that have something to say.
struct Shown {
    warn: bool,
    note: bool,
}

/// A table of the targets that may be seen, in the order written.
pub(super) fn blocks(context: &Context<'_>, of: MetricRef, course: Option<Course>) -> Vec<Block> {
    let targets: Vec<&Target> = context.site.figures().targets().filter(|target| target.of.metric == of.metric).collect();
    let last = course.map(|course| course.months.last);
    if targets.is_empty() {
        return Vec::new();
    }
    let shown = Shown {
        warn: targets.iter().any(|target| warn(&target.bound).is_some()),
        note: targets.iter().any(|target| context.site.figures().target_note(target).is_some()),
    };
    let rows = targets.iter().map(|target| row(context, target, last, &shown)).collect();
    let head = |key: &'static str, align: Align| ColumnHead {
        label: context.words.text(key).to_owned(),
        align,
        ..ColumnHead::default()
    };
    let mut columns = vec![head("target_for", Align::Start), head("target", Align::End)];
    columns.extend(shown.warn.then(|| head("target_warn", Align::End)));
    columns.extend([head("actual", Align::End), head("status", Align::Start)]);
    columns.extend(shown.note.then(|| head("note", Align::Start)));
    vec![Block::Table(Table { columns, rows, stack: true, ..Table::default() })]
}

fn row(context: &Context<'_>, target: &Target, last: Option<Month>, shown: &Shown) -> Row {
    let figures = context.site.figures();
    let look = context.look_of(target.of);
    let (name, period) = match target.scope {
        Scope::Over(period) => (context.period(period), Some(period)),
        Scope::Months(months) => {
            let name = format!("{}{}{}", context.month(months.first), context.word("range"), context.month(months.last));
            (name, last.map(|last| last.min(months.last)).filter(|month| months.contains(*month)).map(Period::Month))
        }
    };
    let standing = period.and_then(|period| figures.standing(target.of, target.slice, period));
    let actual = standing.as_ref().map(|standing| {
        let figure = standing.progress.as_ref().map_or(&standing.figure, |progress| &progress.so_far);
        styled(context, figure, Style::Full).map_or_else(|reason| reason, |printed| printed.to_string())
    });
    let mut head = Cell::head(&name);
    let slice = (target.slice != Slices::TOTAL).then(|| figures.slice_name(target.slice, context.lang));
    let part = target.of.part.map(|_| parts::name(context, target.of));
    let scope: Vec<&str> = part.as_deref().into_iter().chain(slice).collect();
    if !scope.is_empty() {
        head = head.with_sub(&scope.join(context.word("comma")));
    }
    let mut cells = vec![head, Cell::text(&bound(context, target))];
    if shown.warn {
        cells.push(Cell::text(
            &warn(&target.bound).map_or_else(String::new, |warn| noted_bound(context, target, &warn, look.bound(&warn))),
        ));
    }
    cells.push(Cell::text(&actual.unwrap_or_default()));
    cells.push(standing.map_or_else(Cell::default, |standing| Cell::status(parts::status(context, &standing.status))));
    if shown.note {
        cells.push(Cell::text(figures.target_note(target).map_or("", |note| context.text(note))));
    }
    Row { cells, ..Row::default() }
}

/// Where "at risk" ends, as a bound of its own.
fn warn(bound: &Bound) -> Option<Bound> {
    let same = |warn: &Option<Exact>| warn.clone();
    match bound {
        Bound::AtLeast { warn, .. } => Some(Bound::AtLeast { target: same(warn)?, warn: None }),
        Bound::AtMost { warn, .. } => Some(Bound::AtMost { target: same(warn)?, warn: None }),
        Bound::Within { warn, .. } => Some(Bound::Within { target: warn.clone()?, warn: None }),
    }
}
