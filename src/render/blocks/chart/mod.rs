//! Figures drawn: which figures a block asks for, and which drawing shows them.

mod months;
mod points;

use crate::chart::{Frame, Mark, Size, Value};
use crate::content::block::{Chart, ChartKind};
use crate::model::{MetricRef, Month, PartIx, Period, SliceIx, Slices, Style};
use crate::render::context::Context;
use crate::render::figures::{position, styled};
use crate::render::parts;
use crate::render::view::{Block, Html};
use crate::render::{charts, cohorts};

/// What is drawn of one metric and slice: its name in the chart.
type Lines = Vec<(String, MetricRef, SliceIx)>;

/// The figures of a chart, and where they stand.
struct Asked<'a> {
    context: &'a Context<'a>,
    wanted: &'a Chart,
    id: &'a str,
    size: Size,
    metrics: Vec<MetricRef>,
    slice: SliceIx,
    lines: Lines,
    period: Period,
}

/// The chart.
pub(super) fn pieces(context: &Context<'_>, wanted: &Chart, month: Option<Month>, (id, size): (&str, Size)) -> Vec<Block> {
    let Some(slice) = super::slice(context, &wanted.place) else { return Vec::new() };
    if wanted.kind == ChartKind::Cohorts {
        return cohorts(context, wanted, month, (id, size));
    }
    if wanted.kind == ChartKind::Waterfall {
        return waterfall(context, wanted, slice, month, (id, size));
    }
    let metrics = super::metrics(context, &wanted.metrics);
    // A step or a side less would be another chart.
    let whole = metrics.len() == wanted.metrics.len() || !matches!(wanted.kind, ChartKind::Quadrant | ChartKind::Funnel);
    let lines = lines(context, wanted, &metrics, slice);
    let shown: Vec<(MetricRef, SliceIx)> = lines.iter().map(|(_, of, slice)| (*of, *slice)).collect();
    if wanted.kind == ChartKind::Sparkline {
        return super::standing(context, shown);
    }
    let Some(period) = super::period(context, &wanted.place, month, &shown).filter(|_| whole && !lines.is_empty()) else {
        return Vec::new();
    };
    let asked = Asked { context, wanted, id, size, metrics, slice, lines, period };
    let html = match wanted.kind {
        ChartKind::Bar => months::bars(&asked),
        ChartKind::Stacked | ChartKind::Percent => months::stacked(&asked),
        ChartKind::Multiples => months::multiples(&asked),
        ChartKind::Heatmap => months::heatmap(&asked),
        ChartKind::Quadrant => points::quadrant(&asked),
        ChartKind::Funnel => points::funnel(&asked),
        ChartKind::Bullet => points::bullets(&asked),
        ChartKind::Distribution => points::distribution(&asked),
        ChartKind::Line | ChartKind::Waterfall | ChartKind::Sparkline | ChartKind::Cohorts => months::line(&asked),
    };
    if html.is_empty() { Vec::new() } else { vec![Block::Chart { html: Html::from(html) }] }
}

/// What is drawn: slices of one metric, parts of a distribution, or several metrics; only what has a figure here.
fn lines(context: &Context<'_>, wanted: &Chart, metrics: &[MetricRef], slice: SliceIx) -> Lines {
    let figures = context.site.figures();
    let in_parts = matches!(wanted.kind, ChartKind::Stacked | ChartKind::Percent | ChartKind::Distribution | ChartKind::Heatmap);
    let mut lines: Lines = Vec::new();
    for of in metrics {
        let parts_of = &figures.definitions().get(of.metric).parts;
        if let Some(axis) = wanted.by {
            for slice in figures.slices_of(axis) {
                let name = figures.slice_name(slice, context.lang);
                let name = if metrics.len() > 1 { format!("{} {name}", parts::name(context, *of)) } else { name.to_owned() };
                lines.push((name, *of, slice));
            }
        } else if in_parts && of.part.is_none() && !parts_of.is_empty() {
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

impl<'a> Asked<'a> {
    /// The metric that gives the unit.
    fn first(&self) -> MetricRef {
        self.lines[0].1
    }

    /// The title given, else the names of the metrics, else that of the slice as well.
    fn title(&self) -> String {
        if let Some(title) = &self.wanted.title {
            return self.context.text(title).to_owned();
        }
        let names: Vec<String> = self.metrics.iter().map(|of| parts::name(self.context, *of)).collect();
        let names = names.join(self.context.word("comma"));
        if self.slice == Slices::TOTAL {
            return names;
        }
        let slice = self.context.site.figures().slice_name(self.slice, self.context.lang);
        self.context.words.fill("labelled", &[("label", slice), ("value", &names)])
    }

    /// The frame of the chart. Its accessible name says the values given.
    fn frame(&self, scope: String, caption: String, said: &[(String, String)]) -> Frame {
        let title = self.title();
        let label = charts::said(self.context, &title, self.period, said);
        Frame { id: self.id.to_owned(), language: self.context.tongue.clone(), scope, caption, label, title, size: self.size }
    }

    /// A figure of the period as a value of a chart.
    fn value(&self, of: MetricRef, slice: SliceIx, style: Style) -> Value {
        value(self.context, of, slice, self.period, style)
    }

    /// The months a chart shows, oldest first. If nobody says how many, none before there was anything to show.
    fn months(&self) -> Vec<Month> {
        let figures = self.context.site.figures();
        let months = self.wanted.months.unwrap_or(parts::SPARK_MONTHS as u32).max(1) as i32;
        let last = self.context.last_month(self.period);
        let first = self.lines.iter().filter_map(|(_, of, slice)| figures.first(*of, *slice)).min();
        let first = first.filter(|first| self.wanted.months.is_none() && *first < last);
        let window = (0..months).rev().map(|back| last.plus(-back));
        window.filter(|month| first.is_none_or(|first| first <= *month)).collect()
    }

    fn marks(&self) -> Vec<Mark> {
        let mark = |(month, label): &(Month, _)| Mark { month: *month, label: self.context.text(label).to_owned() };
        self.wanted.marks.iter().map(mark).collect()
    }

    /// What the slices are called, all together.
    fn head(&self) -> &str {
        use crate::model::Axis::{Role, Segment, Team};
        self.context.word(match self.wanted.by {
            Some(Segment) => "axis_segment",
            Some(Role) => "axis_role",
            Some(Team) => "axis_team",
            None => "metric",
        })
    }
}

fn value(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period, style: Style) -> Value {
    let Some(figure) = context.site.figures().get(of, slice, period) else { return Value::missing("") };
    match styled(context, &figure, style) {
        Ok(printed) => Value { at: figure.exact().and_then(position), text: printed.to_string() },
        Err(reason) => Value::missing(reason),
    }
}

/// The cohort triangle up to a month: that of the block or page, or the last one with cohorts.
fn cohorts(context: &Context<'_>, wanted: &Chart, month: Option<Month>, (id, size): (&str, Size)) -> Vec<Block> {
    let Some(latest) = context.site.figures().last_cohorts() else { return Vec::new() };
    let asked = wanted.place.at.map(|at| context.last_month(at)).or(month);
    let last = asked.map_or(latest, |asked| asked.min(latest));
    let html = cohorts::triangle(
        context,
        cohorts::Triangle {
            id: id.to_owned(),
            measure: wanted.measure,
            months: wanted.months.unwrap_or(parts::SPARK_MONTHS as u32),
            last,
            title: wanted.title.as_ref().map(|title| context.text(title).to_owned()),
            size,
        },
    );
    html.map(|html| Block::Chart { html: Html::from(html) }).into_iter().collect()
}

/// A bridge from opening to closing.
fn waterfall(
    context: &Context<'_>,
    wanted: &Chart,
    slice: SliceIx,
    month: Option<Month>,
    (id, size): (&str, Size),
) -> Vec<Block> {
    let bridges = &context.site.figures().definitions().bridges;
    let Some(bridge) = bridges.iter().find(|bridge| wanted.bridge.as_ref().is_some_and(|id| id.id == bridge.id)) else {
        return Vec::new();
    };
    let Some(period) = super::period(context, &wanted.place, month, &[(bridge.closing, slice)]) else { return Vec::new() };
    let html = parts::waterfall(context, bridge, slice, period, (id, size));
    html.map(|html| Block::Chart { html: Html::from(html) }).into_iter().collect()
}
