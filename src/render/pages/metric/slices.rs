//! A metric by segment, role and team, and the parts of a distribution.

use super::Course;
use crate::chart::{self, Frame, Size};
use crate::html;
use crate::model::{Axis, MetricRef, Month, MonthRange, PartIx, Period, SliceIx, Style};
use crate::render::charts;
use crate::render::context::Context;
use crate::render::figures::{share, styled};
use crate::render::parts;
use crate::render::view::{Align, Block, Cell, ColumnHead, Html, Row, Table};
use crate::site::Route;

/// More panels than this are a list, and the table is the better list.
const MOST_PANELS: usize = 6;

/// A section for each axis with values that may be seen: id, word, scope, blocks.
pub(super) fn by_axis(
    context: &Context<'_>,
    of: MetricRef,
    course: Course,
) -> Vec<(&'static str, &'static str, Option<String>, Vec<Block>)> {
    let figures = context.site.figures();
    Axis::ALL
        .into_iter()
        .map(|axis| {
            let slices: Vec<SliceIx> =
                figures.slices_of(axis).into_iter().filter(|slice| figures.latest(of, *slice).is_some()).collect();
            let (id, word) = section_words(axis);
            (id, word, Some(context.month(course.months.last)), blocks(context, of, axis, &slices, course))
        })
        .collect()
}

fn section_words(axis: Axis) -> (&'static str, &'static str) {
    match axis {
        Axis::Segment => ("segments", "metric_by_segment"),
        Axis::Role => ("roles", "metric_by_role"),
        Axis::Team => ("teams", "metric_by_team"),
    }
}

/// The word for an axis.
pub(super) fn axis_word(axis: Axis) -> &'static str {
    match axis {
        Axis::Segment => "axis_segment",
        Axis::Role => "axis_role",
        Axis::Team => "axis_team",
    }
}

fn blocks(context: &Context<'_>, of: MetricRef, axis: Axis, slices: &[SliceIx], course: Course) -> Vec<Block> {
    if slices.is_empty() {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    if slices.len() <= MOST_PANELS && course.charted().len() > 1 {
        blocks.push(Block::Chart { html: Html::from(multiples(context, of, axis, slices, course.charted())) });
    }
    blocks.push(Block::Table(table(context, of, axis, slices, course.months.last)));
    blocks
}

fn multiples(context: &Context<'_>, of: MetricRef, axis: Axis, slices: &[SliceIx], months: MonthRange) -> String {
    let figures = context.site.figures();
    let last = months.last;
    let months: Vec<Month> = months.iter().collect();
    let panels = slices.iter().map(|slice| chart::Series {
        name: figures.slice_name(*slice, context.lang).to_owned(),
        values: months.iter().map(|month| parts::chart_value(context, of, *slice, *month)).collect(),
    });
    let panels: Vec<chart::Series> = panels.collect();
    let base = parts::base(context, of, panels.iter().flat_map(|panel| &panel.values));
    chart::multiples(&chart::Multiples {
        frame: Frame {
            id: format!("by-{}", axis.word()),
            language: context.tongue.clone(),
            title: parts::name(context, of),
            scope: context.word("same_scale").to_owned(),
            caption: charts::panels(context, of, &months, &panels, base),
            label: charts::said(context, &parts::name(context, of), Period::Month(last), &charts::last_values(&panels)),
            size: Size::Both,
        },
        axis: chart::Axis::Months(months),
        base,
        panels,
    })
}

fn table(context: &Context<'_>, of: MetricRef, axis: Axis, slices: &[SliceIx], month: Month) -> Table {
    let figures = context.site.figures();
    let period = Period::Month(month);
    let compared = context.site.is_narrowest();
    let targets = slices.iter().any(|slice| figures.target(of, *slice, period).is_some());
    let head = |label: &str, align: Align| ColumnHead { label: label.to_owned(), align, ..ColumnHead::default() };
    let mut columns = vec![head(context.word(axis_word(axis)), Align::Start), head(context.word("value"), Align::End)];
    if compared {
        columns.push(head(context.word("change_previous"), Align::End));
        columns.push(head(context.word("change_year"), Align::End));
    }
    if targets {
        columns.push(head(context.word("status"), Align::Start));
        columns.push(head(context.word("target"), Align::Start));
    }
    let rows = slices.iter().filter_map(|slice| {
        let figure = figures.get(of, *slice, period)?;
        let value = match styled(context, &figure, Style::Full) {
            Ok(printed) => Cell::text(&printed.to_string()).strong(),
            Err(reason) => Cell::text(&reason),
        };
        let mut cells = vec![slice_cell(context, axis, *slice), value];
        if compared {
            let changes = parts::changes(context, of, *slice, period);
            let change = |at: usize| changes.get(at).map_or_else(Cell::default, |change| Cell::text(&change.value));
            cells.extend([change(0), change(1)]);
        }
        if targets {
            let standing = figures.standing(of, *slice, period);
            cells.push(
                standing.as_ref().map_or_else(Cell::default, |standing| Cell::status(parts::status(context, &standing.status))),
            );
            let words = standing.as_ref().and_then(|standing| parts::target_words(context, standing));
            cells.push(Cell::text(&words.unwrap_or_default()));
        }
        Some(Row { cells, ..Row::default() })
    });
    Table { rows: rows.collect(), columns, stack: true, ..Table::default() }
}

/// The name of a slice, leading to its page where the site has one.
fn slice_cell(context: &Context<'_>, axis: Axis, slice: SliceIx) -> Cell {
    let figures = context.site.figures();
    let name = html::escape(figures.slice_name(slice, context.lang)).into_owned();
    let id = figures.slice_id(slice);
    let url = match axis {
        Axis::Segment => context.to(&Route::Segment(id)),
        Axis::Role => context.to(&Route::Role(id)),
        Axis::Team => context.to(&Route::Organisation),
    };
    let text = url.map_or(name.clone(), |url| format!("<a href=\"{}\">{name}</a>", html::escape(&url)));
    Cell { head: true, ..Cell::html(text) }
}

/// The parts of a distribution over the months, and by slice in the latest.
pub(super) fn parts(context: &Context<'_>, of: MetricRef, course: Course) -> Vec<Block> {
    let figures = context.site.figures();
    let count = figures.definitions().get(of.metric).parts.len();
    let parts: Vec<MetricRef> = (0..count)
        .map(|part| MetricRef { part: Some(PartIx(part as u16)), ..of })
        .filter(|part| figures.latest(*part, course.slice).is_some())
        .collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    if course.charted().len() > 1 {
        blocks.push(Block::Chart { html: Html::from(stacked(context, of, &parts, course)) });
    }
    blocks.push(Block::Table(parts_table(context, of, &parts, course)));
    blocks
}

fn part_name(context: &Context<'_>, part: MetricRef) -> String {
    let definitions = context.site.figures().definitions();
    definitions.part(part).map_or_else(String::new, |part| context.text(&part.name).to_owned())
}

fn stacked(context: &Context<'_>, of: MetricRef, parts: &[MetricRef], course: Course) -> String {
    let months: Vec<Month> = course.charted().iter().collect();
    let lines: Vec<_> = parts.iter().map(|part| (part_name(context, *part), *part, course.slice)).collect();
    let series = lines.iter().map(|(name, part, slice)| chart::Series {
        name: name.clone(),
        values: months.iter().map(|month| parts::chart_value(context, *part, *slice, *month)).collect(),
    });
    let series: Vec<chart::Series> = series.collect();
    let (title, last) = (parts::name(context, of), Period::Month(course.charted().last));
    let label = charts::said(context, &title, last, &charts::last_values(&series));
    let most = charts::most(context, (of, course.slice), &lines, last);
    let caption = most.unwrap_or_else(|| charts::latest(context, of, &months, &series));
    let frame = Frame {
        id: "parts-course".to_owned(),
        language: context.tongue.clone(),
        title,
        scope: String::new(),
        caption,
        label,
        size: Size::Both,
    };
    let (ticks, axis) = (parts::ticks(context, of), chart::Axis::Months(months));
    let course = chart::Course { frame, ticks, axis, series, target: None, marks: Vec::new() };
    chart::stacked(&chart::Stacked { course, shares: false })
}

fn parts_table(context: &Context<'_>, of: MetricRef, parts: &[MetricRef], course: Course) -> Table {
    let figures = context.site.figures();
    let period = Period::Month(course.months.last);
    let mut slices: Vec<SliceIx> = Axis::ALL
        .into_iter()
        .flat_map(|axis| figures.slices_of(axis))
        .filter(|slice| *slice != course.slice && parts.iter().any(|part| figures.latest(*part, *slice).is_some()))
        .collect();
    if slices.len() > MOST_PANELS {
        slices.clear();
    }
    let head = |label: &str, align: Align| ColumnHead { label: label.to_owned(), align, ..ColumnHead::default() };
    let main = if slices.is_empty() { context.word("value") } else { figures.slice_name(course.slice, context.lang) };
    let mut columns =
        vec![head(context.word("part"), Align::Start), head(main, Align::End), head(context.word("part_share"), Align::End)];
    columns.extend(slices.iter().map(|slice| head(figures.slice_name(*slice, context.lang), Align::End)));
    let whole = figures.get(of, course.slice, period).and_then(|figure| figure.value.ok());
    let rows = parts.iter().filter_map(|part| {
        let figure = figures.get(*part, course.slice, period)?;
        let of_whole = figure.exact().zip(whole.as_ref()).and_then(|(value, whole)| value.over(whole));
        let mut cells = vec![
            part_cell(context, *part),
            value_text(context, *part, course.slice, period).strong(),
            Cell::text(&of_whole.map(|it| share(context, &figure, &it)).unwrap_or_default()),
        ];
        cells.extend(slices.iter().map(|slice| value_text(context, *part, *slice, period)));
        Some(Row { cells, ..Row::default() })
    });
    Table { rows: rows.collect(), columns, ..Table::default() }
}

/// The part; whether the company could have prevented it, for those who look after it.
fn part_cell(context: &Context<'_>, part: MetricRef) -> Cell {
    let cell = Cell::head(&part_name(context, part));
    let controllable = context.site.figures().definitions().part(part).and_then(|part| part.controllable);
    match controllable.filter(|_| context.site.is_narrowest()) {
        Some(yes) => cell.with_sub(context.words.text(if yes { "preventable" } else { "not_preventable" })),
        None => cell,
    }
}

fn value_text(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Cell {
    let Some(figure) = context.site.figures().get(of, slice, period) else { return Cell::default() };
    Cell::text(&styled(context, &figure, Style::Full).map_or_else(|reason| reason, |printed| printed.to_string()))
}
