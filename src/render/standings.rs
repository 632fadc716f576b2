//! Tables of metrics as they stand now: the latest value, its target, its change, its course.
//!
//! A column in which nothing would stand is left out, and so is a metric that has no value to show.

use super::context::Context;
use super::figures::{changed, sized, styled};
use super::parts;
use super::view::{Align, Block, Cell, ColumnHead, Html, Row, RowKind, Status, StatusCode, Table};
use crate::chart::SparkSize;
use crate::compute::Against;
use crate::model::{MetricRef, Month, Period, Printed, Ref, SliceIx, Slices, Style};
use std::collections::BTreeSet;

/// Metrics under a heading of their own; the heading is left out where it is empty.
pub struct Group {
    /// The heading.
    pub title: Html,
    /// The metrics, each in a slice.
    pub metrics: Vec<(MetricRef, SliceIx)>,
}

/// One metric as it stands now.
struct Standing {
    month: Option<Month>,
    value: Cell,
    status: Option<Status>,
    target: String,
    change: String,
    course: Option<String>,
}

/// The metrics that references name, in a slice where they are kept by it, else in total.
pub fn named<'r>(
    context: &Context<'_>,
    ids: impl IntoIterator<Item = &'r Ref>,
    slice: Option<SliceIx>,
) -> Vec<(MetricRef, SliceIx)> {
    let found = ids.into_iter().filter_map(|id| context.site.figures().find(&id.id));
    found.map(|of| (of, kept(context, of, slice))).collect()
}

/// The slice itself where a metric has figures in it, else the total.
pub fn kept(context: &Context<'_>, of: MetricRef, slice: Option<SliceIx>) -> SliceIx {
    slice.filter(|slice| context.site.figures().latest(of, *slice).is_some()).unwrap_or(Slices::TOTAL)
}

/// A table of metrics; `None` where there is none.
pub fn table(context: &Context<'_>, metrics: Vec<(MetricRef, SliceIx)>) -> Option<Block> {
    grouped(context, vec![Group { title: Html::default(), metrics }])
}

/// A table of metrics in groups; groups without a metric are left out.
pub fn grouped(context: &Context<'_>, groups: Vec<Group>) -> Option<Block> {
    let found: Vec<(Html, Vec<_>)> = groups
        .into_iter()
        .map(|group| {
            let standing = |(of, slice)| Some((of, slice, standing(context, of, slice)?));
            (group.title, group.metrics.into_iter().filter_map(standing).collect::<Vec<_>>())
        })
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    let all = || found.iter().flat_map(|(_, rows)| rows.iter().map(|(_, _, standing)| standing));
    let latest = all().filter_map(|standing| standing.month).max();
    all().next()?;
    let slices: BTreeSet<SliceIx> = found.iter().flat_map(|(_, rows)| rows.iter().map(|(_, slice, _)| *slice)).collect();
    let shown = Shown {
        slice: slices.len() > 1,
        status: all().any(|standing| standing.status.is_some()),
        target: all().any(|standing| !standing.target.is_empty()),
        change: all().any(|standing| !standing.change.is_empty()),
        course: all().any(|standing| standing.course.is_some()),
    };
    let mut rows = Vec::new();
    for (title, standings) in &found {
        if !title.is_empty() {
            rows.push(Row { kind: RowKind::Group, cells: vec![Cell::html(title.clone())], ..Row::default() });
        }
        rows.extend(standings.iter().map(|(of, slice, standing)| row(context, *of, *slice, standing, latest, &shown)));
    }
    let columns = columns(context, latest, &shown);
    Some(Block::Table(Table { columns, rows, stack: true, ..Table::default() }))
}

/// Which columns there are.
struct Shown {
    slice: bool,
    status: bool,
    target: bool,
    change: bool,
    course: bool,
}

fn columns(context: &Context<'_>, latest: Option<Month>, shown: &Shown) -> Vec<ColumnHead> {
    let head = |label: String, align: Align| ColumnHead { label, align, ..ColumnHead::default() };
    let word = |key: &'static str| context.words.text(key).to_owned();
    let mut columns = vec![head(word("metric"), Align::Start)];
    columns.push(head(latest.map_or_else(|| word("value"), |month| context.month(month)), Align::End));
    if shown.status {
        columns.push(head(word("status"), Align::Start));
    }
    if shown.target {
        columns.push(head(word("target"), Align::Start));
    }
    if shown.change {
        columns.push(head(word("change_previous"), Align::End));
    }
    if shown.course {
        columns.push(head(word("thirteen_months"), Align::Chart));
    }
    columns
}

fn row(context: &Context<'_>, of: MetricRef, slice: SliceIx, standing: &Standing, latest: Option<Month>, shown: &Shown) -> Row {
    let mut name = Cell::html(parts::linked_name(context, of));
    name.head = true;
    // One slice for all is what the page or section is about.
    if shown.slice {
        name = name.with_sub(context.site.figures().slice_name(slice, context.lang));
    }
    let mut value = standing.value.clone();
    if let Some(month) = standing.month.filter(|month| Some(*month) != latest) {
        value = value.with_sub(&context.month(month));
    }
    let mut cells = vec![name, value];
    if shown.status {
        let none = || Status { code: StatusCode::NoTarget, word: context.word("status_no_target").to_owned() };
        cells.push(Cell::status(standing.status.clone().unwrap_or_else(none)));
    }
    if shown.target {
        cells.push(Cell::text(&standing.target));
    }
    if shown.change {
        cells.push(Cell::text(&standing.change));
    }
    if shown.course {
        cells.push(Cell::html(standing.course.as_deref().unwrap_or_default()));
    }
    Row { cells, ..Row::default() }
}

/// How a metric stands now; `None` where there is nothing to show, not even why.
fn standing(context: &Context<'_>, of: MetricRef, slice: SliceIx) -> Option<Standing> {
    let figures = context.site.figures();
    let latest = figures.latest(of, slice);
    let Some(month) = latest.or_else(|| figures.months().last().copied()) else {
        // Its name may be seen, its figures may not.
        return None;
    };
    let period = Period::Month(month);
    let figure = figures.get(of, slice, period)?;
    let value = match styled(context, &figure, Style::Card) {
        Ok(printed) => Cell::html(number(&printed)),
        Err(reason) => Cell::text(&reason),
    };
    // A target that may not be seen and none at all must look the same.
    let judged = figures.standing(of, slice, period).filter(crate::compute::Standing::has_status);
    let change =
        figures.change(of, slice, period, Against::Previous).and_then(|change| changed(context, &change, Style::Card).ok());
    let course = (0..parts::SPARK_MONTHS as i32)
        .filter(|back| figures.get(of, slice, Period::Month(month.plus(-back))).is_some_and(|figure| figure.value.is_ok()));
    Some(Standing {
        month: Some(month),
        value,
        status: judged.as_ref().map(|judged| parts::status(context, &judged.status)),
        target: judged.as_ref().and_then(|judged| parts::target_words(context, judged)).unwrap_or_default(),
        change: change.map_or_else(String::new, |printed| printed.to_string()),
        course: (course.count() > 1).then(|| parts::spark(context, of, slice, month, SparkSize::Row)),
    })
}

/// A printed figure in a cell: the unit beside the number, never on a line of its own.
pub fn number(printed: &Printed) -> String {
    format!("<span class=\"num\">{}</span>", sized(printed))
}

/// A metric with its latest value, in a list of such.
pub fn with_value(context: &Context<'_>, of: MetricRef, slice: SliceIx) -> String {
    let name = parts::linked_name(context, of);
    match standing(context, of, slice) {
        Some(standing) => format!("{name} {}", standing.value.html.as_str()),
        None => name,
    }
}

/// A figure of the latest month in a sentence or cell: value and status word; a dash where there is none.
pub fn brief(context: &Context<'_>, of: MetricRef, slice: SliceIx) -> Cell {
    match standing(context, of, slice) {
        Some(Standing { status: Some(status), value, .. }) => {
            Cell { status: Some(status), html: Html::from(format!(" {}", value.html.as_str())), ..value }
        }
        Some(standing) => standing.value,
        None => Cell::text("—"),
    }
}
