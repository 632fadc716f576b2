//! Every month of a metric that may be seen, newest first, with what was corrected in it.

use super::Course;
use crate::compute::Against;
use crate::html;
use crate::model::{Axis, Figure, MetricRef, Month, Period, SliceIx, Style};
use crate::render::context::Context;
use crate::render::figures::{changed, styled, was};
use crate::render::parts;
use crate::render::view::{Align, Block, Cell, ColumnHead, Html, Row, Table};

/// Beyond this many slices the table would not fit the page: they have a section of their own.
const MOST_SLICES: usize = 5;

/// The columns that have something to say.
struct Shown {
    slices: Vec<SliceIx>,
    change: bool,
}

/// The table of months.
pub(super) fn blocks(context: &Context<'_>, of: MetricRef, course: Course) -> Vec<Block> {
    let figures = context.site.figures();
    // Where months themselves may be known, those after the latest value say why they have none.
    let last = figures.months().last().copied().map_or(course.months.last, |month| month.max(course.months.last));
    let months: Vec<Month> = (course.months.first.index()..=last.index()).rev().map(Month::from_index).collect();
    let months: Vec<Month> = months.into_iter().filter(|month| shows(context, of, course.slice, *month)).collect();
    let slices: Vec<SliceIx> = slices(context, of, course.slice);
    let changed = |month: &Month| {
        let change = figures.change(of, course.slice, Period::Month(*month), Against::Previous);
        change.is_some_and(|change| change.value.is_ok())
    };
    let change = context.site.is_narrowest() && months.iter().any(changed);
    let shown = Shown { slices, change };
    let notes: Vec<String> = months.iter().flat_map(|month| notes(context, of, *month)).collect();
    // The table behind the chart says as much.
    if !shown.change && notes.is_empty() && shown.slices.is_empty() && months.len() <= course.charted().len() {
        return Vec::new();
    }
    let rows = months.iter().map(|month| row(context, of, course.slice, *month, &shown)).collect();
    let note = (!notes.is_empty()).then(|| Html::from(notes.join("<br>")));
    vec![Block::Table(Table { columns: columns(context, of, course.slice, &shown), rows, note, ..Table::default() })]
}

fn shows(context: &Context<'_>, of: MetricRef, slice: SliceIx, month: Month) -> bool {
    context.site.figures().get(of, slice, Period::Month(month)).is_some()
}

/// The slices beside the main one that have values here.
fn slices(context: &Context<'_>, of: MetricRef, main: SliceIx) -> Vec<SliceIx> {
    let figures = context.site.figures();
    let all: Vec<SliceIx> = Axis::ALL
        .into_iter()
        .flat_map(|axis| figures.slices_of(axis))
        .filter(|slice| *slice != main && figures.latest(of, *slice).is_some())
        .collect();
    if all.len() > MOST_SLICES { Vec::new() } else { all }
}

fn columns(context: &Context<'_>, of: MetricRef, main: SliceIx, shown: &Shown) -> Vec<ColumnHead> {
    let figures = context.site.figures();
    let head = |label: &str, align: Align| ColumnHead { label: label.to_owned(), align, ..ColumnHead::default() };
    let unit = context.look_of(of).head_unit();
    let value = match (shown.slices.is_empty(), unit.is_empty()) {
        (true, _) => context.word("value").to_owned(),
        (false, _) => figures.slice_name(main, context.lang).to_owned(),
    };
    let mut columns = vec![head(context.word("month"), Align::Start), head(&value, Align::End)];
    if shown.change {
        columns.push(head(context.word("change_previous"), Align::End));
    }
    columns.extend(shown.slices.iter().map(|slice| head(figures.slice_name(*slice, context.lang), Align::End)));
    columns
}

fn row(context: &Context<'_>, of: MetricRef, main: SliceIx, month: Month, shown: &Shown) -> Row {
    let figures = context.site.figures();
    let period = Period::Month(month);
    let corrected = figures.restated(month).any(|it| it.of.metric == of.metric);
    let name = month_cell(context, month);
    let name = if corrected { name.with_sub(context.word("restated_mark")) } else { name };
    let mut cells = vec![name, value_cell(context, figures.get(of, main, period)).strong()];
    if shown.change {
        let change = figures.change(of, main, period, Against::Previous);
        let printed = change.and_then(|change| changed(context, &change, Style::Full).ok());
        cells.push(Cell::text(&printed.map(|printed| printed.to_string()).unwrap_or_default()));
    }
    cells.extend(shown.slices.iter().map(|slice| value_cell(context, figures.get(of, *slice, period))));
    Row { id: Some(format!("month-{month}")), cells, ..Row::default() }
}

/// The month, leading to its review where the site has one.
fn month_cell(context: &Context<'_>, month: Month) -> Cell {
    let name = html::escape(&context.month(month)).into_owned();
    let review = context.to(&crate::site::Route::Review(Period::Month(month)));
    let text = review.map_or(name.clone(), |url| format!("<a href=\"{}\">{name}</a>", html::escape(&url)));
    Cell { head: true, ..Cell::html(text) }
}

fn value_cell(context: &Context<'_>, figure: Option<Figure>) -> Cell {
    let Some(figure) = figure else { return Cell::default() };
    match styled(context, &figure, Style::Full) {
        Ok(printed) => Cell::text(&printed.to_string()),
        Err(reason) => Cell::html(format!("<small>{}</small>", html::escape(&reason))),
    }
}

/// What was corrected in a month, and what was noted beside a value.
fn notes(context: &Context<'_>, of: MetricRef, month: Month) -> Vec<String> {
    let figures = context.site.figures();
    let corrected = figures.restated(month).filter(|it| it.of.metric == of.metric).map(|it| {
        let was = was(context, it, month);
        let now =
            figures.get(it.of, it.slice, Period::Month(month)).and_then(|figure| styled(context, &figure, Style::Full).ok());
        let now = now.map(|printed| printed.to_string()).unwrap_or_default();
        let slice = figures.slice_name(it.slice, context.lang);
        let name = it.of.part.map_or_else(|| slice.to_owned(), |_| format!("{} {slice}", parts::name(context, it.of)));
        context.words.fill(
            "restated_note",
            &[
                ("slice", &name),
                ("month", &context.month(month)),
                ("was", &was),
                ("now", &now),
                ("because", context.text(&it.because)),
            ],
        )
    });
    let noted = figures.snapshot(month).into_iter().flat_map(|snapshot| &snapshot.entries).filter_map(|entry| {
        let note = entry.note.as_ref().filter(|_| entry.of.metric == of.metric)?;
        let slice = figures.slice_name(entry.slice, context.lang);
        Some(
            context.words.fill("value_note", &[("slice", slice), ("month", &context.month(month)), ("note", context.text(note))]),
        )
    });
    corrected.chain(noted).map(|text| html::escape(&text).into_owned()).collect()
}
