//! Segments: side by side, and each with all that hangs on it.

use super::sections::{Head, Parts, neighbours};
use super::verdict_word;
use crate::chart::SparkSize;
use crate::model::page::Touch;
use crate::model::registers::Segment;
use crate::model::{Axis, MetricRef, Month, Period, SliceIx, Slices, Style};
use crate::render::Made;
use crate::render::context::{Context, figure_text};
use crate::render::figures::styled;
use crate::render::parts::{self, LineOf};
use crate::render::view::{Align, Block, Cell, Column, ColumnFact, ColumnHead, ColumnSign, Fact, Html, Link, Row, Table};
use crate::render::{links, standings};
use crate::site::Route;

/// Makes the page of all segments.
pub(super) fn all(context: &Context<'_>) -> Made {
    let segments = &context.site.registers().segments;
    let mut parts = Parts::default();
    let columns: Vec<Column> = segments.iter().map(|segment| column(context, segment)).collect();
    parts.add(context, "segments", "segments_beside", [Block::Columns { columns }]);
    parts.add(context, "kpis", "segment_kpis", comparison(context)).note("kpis", context.word("segment_kpis_note"));
    parts.add(context, "touch", "segment_touch", touch_table(context));
    parts.page(
        context,
        "segments",
        Head::of(context, "/segments/", "segments_title", "segments_lead").beside(
            context,
            &[(Route::Journey, "place_journey"), (Route::Roles, "roles_title"), (Route::Handover, "handover_title")],
        ),
    )
}

/// The metric that is the goal, and its latest month in a slice.
fn goal(context: &Context<'_>, slice: SliceIx) -> Option<(MetricRef, Month)> {
    let tree = context.site.registers().kpi_tree.as_ref()?;
    let of = context.site.figures().find(&tree.goal.id)?;
    Some((of, context.site.figures().latest(of, slice)?))
}

fn slice(context: &Context<'_>, segment: &Segment) -> Option<SliceIx> {
    context.site.figures().slice(Axis::Segment, &segment.id)
}

fn column(context: &Context<'_>, segment: &Segment) -> Column {
    let slice = slice(context, segment);
    let mut column = Column {
        title: context.text(&segment.name).to_owned(),
        url: context.to(&Route::Segment(segment.id.clone())),
        text: segment.criteria.as_ref().or(segment.summary.as_ref()).map(|text| context.text(text).to_owned()),
        facts: counts(context, segment),
        ..Column::default()
    };
    if let Some((slice, (of, month))) = slice.and_then(|slice| Some((slice, goal(context, slice)?))) {
        let figure = context.site.figures().get(of, slice, Period::Month(month));
        column.figure = figure.and_then(|figure| styled(context, &figure, Style::Card).ok()).map(|printed| figure_text(&printed));
        column.figure_note = Some(format!("{}　{}", parts::name(context, of), context.month(month)));
        column.chart = Some(Html::from(parts::spark(context, of, slice, month, SparkSize::Card)));
    }
    column.signs = standings::named(context, &segment.leading, slice)
        .into_iter()
        .filter_map(|(of, slice)| sign(context, of, slice))
        .collect();
    column.signs_title = (!column.signs.is_empty()).then(|| context.word("leading_here").to_owned());
    if let Some(fit) = &segment.fit {
        column.verdict = Some(context.words.text(verdict_word(fit.verdict)).to_owned());
        column.verdict_text = fit.note.as_ref().map(|note| context.text(note).to_owned());
    }
    column
}

/// How many pages concern a segment.
fn counts(context: &Context<'_>, segment: &Segment) -> Vec<ColumnFact> {
    let relations = context.site.relations();
    [
        ("place_playbooks", &relations.segment_playbooks),
        ("stories_short", &relations.segment_stories),
        ("pilots", &relations.segment_pilots),
    ]
    .into_iter()
    .filter_map(|(key, index)| {
        let count = index.get(&segment.id)?.len().to_string();
        Some(ColumnFact { label: context.words.text(key).to_owned(), value: count })
    })
    .collect()
}

fn sign(context: &Context<'_>, of: MetricRef, slice: SliceIx) -> Option<ColumnSign> {
    let figures = context.site.figures();
    let period = Period::Month(figures.latest(of, slice)?);
    let figure = figures.get(of, slice, period)?;
    let judged = figures.standing(of, slice, period).filter(crate::compute::Standing::has_status);
    let changes = parts::changes(context, of, slice, period);
    let total = (slice == Slices::TOTAL).then(|| figures.slice_name(slice, context.lang).to_owned());
    let change = changes.first().filter(|change| !change.missing).map(|change| format!("{} {}", change.label, change.value));
    let sub: Vec<String> = total.into_iter().chain(change).collect();
    Some(ColumnSign {
        name: parts::name(context, of),
        url: parts::url(context, of),
        value: styled(context, &figure, Style::Card).map_or_else(|_| "—".to_owned(), |printed| printed.to_string()),
        status: judged.map(|judged| parts::status(context, &judged.status)),
        sub: (!sub.is_empty()).then(|| sub.join("　")),
    })
}

/// The word for how close the contact is.
pub(in crate::render) fn touch_word(touch: Touch) -> &'static str {
    match touch {
        Touch::High => "touch_high",
        Touch::Low => "touch_low",
        Touch::Tech => "touch_tech",
    }
}

/// Every KPI of any segment, segment by segment; a dash where it is none of its KPIs.
fn comparison(context: &Context<'_>) -> Option<Block> {
    let registers = context.site.registers();
    let mut metrics: Vec<MetricRef> = Vec::new();
    let named = |segment: &Segment| -> Vec<MetricRef> {
        segment.kpis.iter().filter_map(|id| context.site.figures().find(&id.id)).collect()
    };
    for segment in &registers.segments {
        for of in named(segment) {
            if !metrics.contains(&of) {
                metrics.push(of);
            }
        }
    }
    if metrics.is_empty() {
        return None;
    }
    let mut columns = vec![ColumnHead { label: context.word("metric").to_owned(), ..ColumnHead::default() }];
    columns.extend(registers.segments.iter().map(|segment| ColumnHead {
        label: context.text(&segment.name).to_owned(),
        html: links::segment(context, &segment.id).map(|link| Html::from(links::anchor(&link))),
        align: Align::End,
        ..ColumnHead::default()
    }));
    let rows = metrics.into_iter().map(|of| {
        let mut head = Cell::html(parts::linked_name(context, of));
        head.head = true;
        let cells = registers.segments.iter().map(|segment| match slice(context, segment) {
            Some(slice) if named(segment).contains(&of) => match context.site.figures().latest(of, slice) {
                Some(_) => standings::brief(context, of, slice),
                // Kept in total only: the segment answers for its part of it.
                None => {
                    let total = context.site.figures().slice_name(Slices::TOTAL, context.lang);
                    standings::brief(context, of, Slices::TOTAL).with_sub(total)
                }
            },
            _ => Cell::text("—"),
        });
        Row { cells: [head].into_iter().chain(cells).collect(), ..Row::default() }
    });
    Some(Block::Table(Table { columns, rows: rows.collect(), stack: true, ..Table::default() }))
}

/// Which role keeps which contact with which segment.
fn touch_table(context: &Context<'_>) -> Option<Block> {
    let segments = &context.site.registers().segments;
    if segments.iter().all(|segment| segment.touch.is_empty()) {
        return None;
    }
    let mut columns = vec![ColumnHead { label: context.word("segment").to_owned(), ..ColumnHead::default() }];
    let models = [Touch::High, Touch::Low, Touch::Tech];
    columns.extend(
        models
            .iter()
            .map(|model| ColumnHead { label: context.words.text(touch_word(*model)).to_owned(), ..ColumnHead::default() }),
    );
    let rows = segments.iter().map(|segment| {
        let link = links::segment(context, &segment.id).unwrap_or_default();
        let mut head = Cell::html(links::anchor(&link));
        head.head = true;
        let cells = models.iter().map(|model| Cell::html(touches(context, segment, *model)));
        Row { cells: [head].into_iter().chain(cells).collect(), ..Row::default() }
    });
    Some(Block::Table(Table { columns, rows: rows.collect(), stack: true, ..Table::default() }))
}

fn touches(context: &Context<'_>, segment: &Segment, model: Touch) -> Html {
    let kept = segment.touch.iter().filter(|touch| touch.model == model).map(|touch| {
        let role = touch.role.as_ref().and_then(|role| links::who(context, &role.id)).unwrap_or_default();
        let when = touch.when.as_ref().map_or_else(String::new, |when| {
            let when = context.words.fill("in_brackets", &[("text", context.text(when))]);
            crate::html::escape(&when).into_owned()
        });
        format!("{}{when}", links::anchor(&role))
    });
    Html::from(kept.collect::<Vec<_>>().join("<br>"))
}

/// Makes the page of one segment.
pub(super) fn one(context: &Context<'_>, id: &str) -> Made {
    let registers = context.site.registers();
    let Some(segment) = registers.segment(id) else { return super::not_found(context) };
    let slice = slice(context, segment);
    let mut parts = Parts::default();
    parts.add(context, "about", "segment_about", about(context, segment));
    parts.add(context, "goal", "segment_goal", slice.and_then(|slice| goal_line(context, segment, slice)));
    parts.add(context, "kpis", "segment_kpis", standings::table(context, standings::named(context, &segment.kpis, slice)));
    parts.add(context, "leading", "leading_here", standings::table(context, standings::named(context, &segment.leading, slice)));
    parts.add(context, "fit", "segment_fit", fit(context, segment, slice));
    parts.add(context, "playbooks", "place_playbooks", super::entries(context, &context.site.relations().segment_playbooks, id));
    parts.add(context, "stories", "stories_short", super::entries(context, &context.site.relations().segment_stories, id));
    parts.add(context, "pilots", "pilots", super::entries(context, &context.site.relations().segment_pilots, id));
    let all: Vec<Link> = registers.segments.iter().filter_map(|segment| links::segment(context, &segment.id)).collect();
    let at = registers.segments.iter().position(|known| known.id == segment.id).unwrap_or(0);
    let (previous, next) = neighbours(all, at);
    let up = context.link(&Route::Segments, context.word("segments_title"));
    let head = Head {
        above: up.clone().into_iter().collect(),
        eyebrow: Some(context.word("segment").to_owned()),
        title: context.text(&segment.name).to_owned(),
        lead: segment.summary.as_ref().or(segment.criteria.as_ref()).map(|text| context.text(text).to_owned()),
        previous,
        up,
        next,
        ..Head::default()
    };
    parts.page(context, "segment", head)
}

fn about(context: &Context<'_>, segment: &Segment) -> Option<Block> {
    let registers = context.site.registers();
    let mut facts: Vec<Fact> = Vec::new();
    facts.extend(links::said(context, "segment_criteria", segment.criteria.as_ref()));
    for model in [Touch::High, Touch::Low, Touch::Tech] {
        let value = touches(context, segment, model);
        if !value.is_empty() {
            facts.push(Fact { label: context.words.text(touch_word(model)).to_owned(), value });
        }
    }
    let units = registers.org.units.iter().filter(|unit| unit.segments.iter().any(|id| id.id == segment.id));
    facts.extend(links::fact(context, "segment_units", units.filter_map(|unit| links::unit(context, &unit.id)).collect()));
    let routes = registers.handover.routing.iter().filter(|route| route.segments.iter().any(|id| id.id == segment.id));
    let mut takes: Vec<Link> = Vec::new();
    for link in routes.filter_map(|route| links::who(context, &route.to.id)) {
        if !takes.contains(&link) {
            takes.push(link);
        }
    }
    facts.extend(links::fact(context, "handover_to", takes));
    (!facts.is_empty()).then_some(Block::Facts { facts, rows: true })
}

/// The goal in this segment beside the goal in total, over 13 months.
fn goal_line(context: &Context<'_>, segment: &Segment, slice: SliceIx) -> Option<Block> {
    let (of, last) = goal(context, slice)?;
    let total = context.site.figures().slice_name(Slices::TOTAL, context.lang).to_owned();
    let lines = vec![(context.text(&segment.name).to_owned(), of, slice), (total, of, Slices::TOTAL)];
    let title = Some(parts::name(context, of));
    let line = LineOf {
        id: "goal-line",
        lines,
        last,
        months: parts::SPARK_MONTHS,
        title,
        marks: Vec::new(),
        size: crate::chart::Size::Both,
    };
    Some(Block::Chart { html: Html::from(parts::line(context, line)) })
}

/// Whether the company wants such customers, and the figures that say why: here and in total.
fn fit(context: &Context<'_>, segment: &Segment, slice: Option<SliceIx>) -> Vec<Block> {
    let Some(fit) = &segment.fit else { return Vec::new() };
    let choice = context.words.text(verdict_word(fit.verdict)).to_owned();
    let because = fit.note.as_ref().map(|note| context.text(note).to_owned());
    let mut blocks = vec![Block::Decision(crate::render::view::Decision { choice, because, by: None })];
    let reasons: Vec<_> = fit
        .because
        .iter()
        .filter_map(|id| context.site.figures().find(&id.id))
        .flat_map(|of| {
            let here = standings::kept(context, of, slice);
            let total = (here != Slices::TOTAL).then_some((of, Slices::TOTAL));
            [(of, here)].into_iter().chain(total)
        })
        .collect();
    blocks.extend(standings::table(context, reasons));
    blocks
}
