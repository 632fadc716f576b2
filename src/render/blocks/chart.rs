//! Figures drawn.

use crate::chart::{self, Axis, Bars, Frame, Series, Stacked, Value};
use crate::content::block::{Chart, ChartKind};
use crate::model::{MetricRef, Month, PartIx, Period, SliceIx, Slices};
use crate::render::context::Context;
use crate::render::parts::{self, LineOf};
use crate::render::view::{Block, Html};

/// What is drawn of one metric and slice: its name in the chart.
type Lines = Vec<(String, MetricRef, SliceIx)>;

/// The chart.
pub(super) fn pieces(context: &Context<'_>, wanted: &Chart, month: Option<Month>, id: &str) -> Vec<Block> {
    let Some(slice) = super::slice(context, &wanted.place) else { return Vec::new() };
    if wanted.kind == ChartKind::Waterfall {
        return waterfall(context, wanted, slice, month, id);
    }
    let metrics = super::metrics(context, &wanted.metrics);
    if wanted.kind == ChartKind::Sparkline {
        return super::standing(context, metrics.into_iter().map(|of| (of, slice)).collect());
    }
    let lines = lines(context, wanted, &metrics, slice);
    let shown: Vec<(MetricRef, SliceIx)> = lines.iter().map(|(_, of, slice)| (*of, *slice)).collect();
    let Some(period) = super::period(context, &wanted.place, month, &shown) else { return Vec::new() };
    if lines.is_empty() {
        return Vec::new();
    }
    let last = context.last_month(period);
    let html = match wanted.kind {
        ChartKind::Line => {
            let title = Some(title(context, wanted, &metrics));
            let months = wanted.months.unwrap_or(parts::SPARK_MONTHS as u32) as usize;
            parts::line(context, LineOf { id, lines, last, months, title, marks: Vec::new() })
        }
        ChartKind::Bar => bars(context, wanted, &metrics, lines, period, id),
        _ => stacked(context, wanted, &metrics, lines, last, id),
    };
    if html.is_empty() { Vec::new() } else { vec![Block::Chart { html: Html::from(html) }] }
}

/// What is drawn: slices of one metric, parts of a distribution, or several metrics; only what has a figure here.
fn lines(context: &Context<'_>, wanted: &Chart, metrics: &[MetricRef], slice: SliceIx) -> Lines {
    let figures = context.site.figures();
    let mut lines: Lines = Vec::new();
    for of in metrics {
        let parts_of = &figures.definitions().get(of.metric).parts;
        let stacked = matches!(wanted.kind, ChartKind::Stacked | ChartKind::Percent);
        if let Some(axis) = wanted.by {
            for slice in figures.slices_of(axis) {
                let name = figures.slice_name(slice, context.lang);
                let name = if metrics.len() > 1 { format!("{} {name}", parts::name(context, *of)) } else { name.to_owned() };
                lines.push((name, *of, slice));
            }
        } else if stacked && of.part.is_none() && !parts_of.is_empty() {
            for (at, part) in parts_of.iter().enumerate() {
                let part_ref = MetricRef { metric: of.metric, part: Some(PartIx(at as u16)) };
                lines.push((context.text(&part.name).to_owned(), part_ref, slice));
            }
        } else {
            lines.push((parts::name(context, *of), *of, slice));
        }
    }
    lines.retain(|(_, of, slice)| figures.latest(*of, *slice).is_some());
    lines
}

/// The title given, else the names of the metrics, else that of the slice as well.
fn title(context: &Context<'_>, wanted: &Chart, metrics: &[MetricRef]) -> String {
    if let Some(title) = &wanted.title {
        return context.text(title).to_owned();
    }
    let names: Vec<String> = metrics.iter().map(|of| parts::name(context, *of)).collect();
    let names = names.join(context.word("comma"));
    match super::slice(context, &wanted.place).filter(|slice| *slice != Slices::TOTAL) {
        Some(slice) => context
            .words
            .fill("labelled", &[("label", context.site.figures().slice_name(slice, context.lang)), ("value", &names)]),
        None => names,
    }
}

fn frame(context: &Context<'_>, id: &str, title: String, of: MetricRef) -> Frame {
    Frame { id: id.to_owned(), lang: context.lang.to_owned(), scope: context.look_of(of).head_unit(), title, ..Frame::default() }
}

/// The months a chart shows, oldest first.
fn window(last: Month, months: Option<u32>) -> Vec<Month> {
    let months = months.unwrap_or(parts::SPARK_MONTHS as u32).max(1) as i32;
    (0..months).rev().map(|back| last.plus(-back)).collect()
}

fn over_months(context: &Context<'_>, lines: Lines, months: &[Month]) -> Vec<Series> {
    let values = |of, slice| months.iter().map(|month| parts::chart_value(context, of, slice, *month)).collect();
    lines.into_iter().map(|(name, of, slice)| Series { name, values: values(of, slice) }).collect()
}

/// Bars month by month; slices side by side where no months are asked for.
fn bars(context: &Context<'_>, wanted: &Chart, metrics: &[MetricRef], lines: Lines, period: Period, id: &str) -> String {
    let Some(of) = metrics.first().copied() else { return String::new() };
    let mut frame = frame(context, id, title(context, wanted, metrics), of);
    let by_name = wanted.by.is_some() && wanted.months.is_none();
    let (axis, series, accent) = if by_name {
        frame.scope = context.period(period);
        let values: Vec<Value> = lines.iter().map(|(_, of, slice)| value(context, *of, *slice, period)).collect();
        let names = lines.into_iter().map(|(name, ..)| name).collect();
        let head = wanted.by.map_or("slice", |axis| axis.word());
        let axis = Axis::Names { head: context.words.text(head).to_owned(), names };
        (axis, vec![Series { name: parts::name(context, of), values }], None)
    } else {
        let months = window(context.last_month(period), wanted.months);
        let accent = months.len().checked_sub(1).filter(|_| lines.len() == 1);
        (Axis::Months(months.clone()), over_months(context, lines, &months), accent)
    };
    chart::bars(&Bars { frame, ticks: parts::ticks(context, of), axis, series, target: None, marks: Vec::new(), accent })
}

fn value(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> Value {
    let Some(figure) = context.site.figures().get(of, slice, period) else { return Value::missing("") };
    match crate::render::figures::value(context, &figure) {
        Ok(printed) => Value { at: figure.exact().and_then(crate::render::figures::position), text: printed.to_string() },
        Err(reason) => Value::missing(reason),
    }
}

/// Parts on top of one another, as amounts or as shares.
fn stacked(context: &Context<'_>, wanted: &Chart, metrics: &[MetricRef], lines: Lines, last: Month, id: &str) -> String {
    let Some(of) = metrics.first().copied() else { return String::new() };
    let months = window(last, wanted.months);
    let series = over_months(context, lines, &months);
    let shares = wanted.kind == ChartKind::Percent;
    let mut frame = frame(context, id, title(context, wanted, metrics), of);
    if shares {
        frame.scope = String::new();
    }
    chart::stacked(&Stacked {
        frame,
        ticks: parts::ticks(context, of),
        axis: Axis::Months(months),
        series,
        marks: Vec::new(),
        shares,
    })
}

/// A bridge from opening to closing.
fn waterfall(context: &Context<'_>, wanted: &Chart, slice: SliceIx, month: Option<Month>, id: &str) -> Vec<Block> {
    let bridges = &context.site.figures().definitions().bridges;
    let Some(bridge) = bridges.iter().find(|bridge| wanted.bridge.as_ref().is_some_and(|id| id.id == bridge.id)) else {
        return Vec::new();
    };
    let Some(period) = super::period(context, &wanted.place, month, &[(bridge.closing, slice)]) else { return Vec::new() };
    let html = parts::waterfall(context, bridge, slice, period, id);
    html.map(|html| Block::Chart { html: Html::from(html) }).into_iter().collect()
}
