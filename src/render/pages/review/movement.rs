//! The bridges, and why the goal moved.

use super::{Found, goal};
use crate::chart::{self, EffectBar, Frame, Size, Step, StepKind, Value, Waterfall, effect_bar};
use crate::compute::{Attribution, ByAxis, apportioned};
use crate::model::{Axis, Exact, MetricRef, Period, SliceIx, Slices, Style};
use crate::render::charts;
use crate::render::context::Context;
use crate::render::figures::{Number, known, noted, position};
use crate::render::ledger::What;
use crate::render::parts;
use crate::render::view::{Align, Block, Cell, ColumnHead, Html, Row, RowKind, Table};

/// The waterfall of each bridge.
pub(super) fn bridge(context: &Context<'_>, period: Period) -> Option<Found> {
    let figures = context.site.figures();
    let bridges = figures.bridges();
    let mut finding = None;
    let mut blocks = Vec::new();
    for bridge in bridges {
        let id = format!("bridge-{}", bridge.id);
        if let Some(html) = parts::waterfall(context, bridge, Slices::TOTAL, period, (&id, Size::Both)) {
            finding = finding.or_else(|| bridge_finding(context, bridge, period));
            blocks.push(Block::Chart { html: Html::from(html) });
        }
    }
    (!blocks.is_empty()).then(|| Found { finding, blocks, ..Found::default() })
}

/// How much the first bridge moved, from where to where.
fn bridge_finding(context: &Context<'_>, bridge: &crate::model::Bridge, period: Period) -> Option<String> {
    let figures = context.site.figures();
    let opening = figures.get(bridge.opening, Slices::TOTAL, period)?.value.ok()?;
    let closing = figures.get(bridge.closing, Slices::TOTAL, period)?.value.ok()?;
    // What moved is closing less opening, which need not be the change since the period before.
    let (of, slice, months, change) = (bridge.closing, Slices::TOTAL, context.months(period), &closing.minus(&opening));
    let number = Number { of, slice, months, against: None, what: What::Moved, value: change };
    let change = noted(context, number, context.look_of(of).change(change, Style::Card));
    let closing = known(context, of, (slice, period), &closing, Style::Card);
    Some(
        context
            .words
            .fill("bridge_finding", &[("name", &parts::name(context, bridge.closing)), ("change", &change), ("value", &closing)]),
    )
}

/// Why the goal moved: by driver and by slice, exact, printed so that the parts add up.
pub(super) fn why(context: &Context<'_>, period: Period) -> Option<Found> {
    let goal = goal(context)?;
    let before = super::super::previous_period(context, period);
    let attribution = context.site.figures().attribution(goal, before, period)?.ok()?;
    let moved = Moved { context, goal, before, after: period };
    let scope = context.words.fill(
        "from_to",
        &[
            ("name", &parts::name_over(context, goal, period)),
            ("before", &moved.ratio(Slices::TOTAL, before, &attribution.before)),
            ("after", &moved.ratio(Slices::TOTAL, period, &attribution.after)),
        ],
    );
    let mut blocks = vec![drivers(&moved, &attribution)];
    blocks.extend(waterfall(&moved, &attribution));
    for by_axis in context.site.figures().visible_axes(&attribution) {
        blocks.push(slices(&moved, &attribution, by_axis));
    }
    Some(Found {
        scope: Some(scope),
        finding: finding(&moved, &attribution),
        note: Some(Html::text(context.word("why_note"))),
        blocks,
    })
}

/// The goal that moved, and between which periods.
struct Moved<'c, 'a> {
    context: &'c Context<'a>,
    goal: MetricRef,
    before: Period,
    after: Period,
}

impl Moved<'_, '_> {
    /// The goal in a slice and period.
    fn ratio(&self, slice: SliceIx, period: Period, value: &Exact) -> String {
        known(self.context, self.goal, (slice, period), value, Style::Full)
    }

    /// How far the goal moved, or what moved it: exactly, and as apportioned for printing.
    fn points(&self, what: What, of: MetricRef, slice: SliceIx, (value, apportioned): (&Exact, &Exact)) -> String {
        let context = self.context;
        let (months, against) = (context.months(self.after), Some(context.months(self.before)));
        let number = Number { of, slice, months, against, what, value };
        noted(context, number, context.look_of(self.goal).points(apportioned, 2))
    }

    /// The whole change.
    fn change(&self, attribution: &Attribution, sum: &Exact) -> String {
        self.points(What::Change, self.goal, Slices::TOTAL, (&attribution.change, sum))
    }
}

/// The two largest drivers in the direction of the change.
fn finding(moved: &Moved<'_, '_>, attribution: &Attribution) -> Option<String> {
    let context = moved.context;
    let effects = points(attribution.drivers.iter().map(|driver| driver.effect.clone()));
    let up = !attribution.change.is_negative();
    let mut same: Vec<(usize, &Exact)> =
        effects.iter().enumerate().filter(|(_, effect)| !effect.is_zero() && effect.is_negative() != up).collect();
    same.sort_by_key(|(_, effect)| std::cmp::Reverse((*effect).abs()));
    same.truncate(2);
    if same.is_empty() {
        return None;
    }
    let names: Vec<String> = same.iter().map(|(at, _)| parts::name(context, attribution.drivers[*at].of)).collect();
    let sum = Exact::sum(same.iter().map(|(_, effect)| *effect));
    let exact = Exact::sum(same.iter().map(|(at, _)| &attribution.drivers[*at].effect));
    let change = moved.change(attribution, &attribution.change);
    let sum = moved.points(What::Effects, moved.goal, Slices::TOTAL, (&exact, &sum));
    let names = names.join(context.word("and"));
    Some(context.words.fill(if up { "why_up" } else { "why_down" }, &[("change", &change), ("names", &names), ("sum", &sum)]))
}

/// Effects rounded to 0.01 pt by largest remainder, so that they add up to the rounded change.
fn points(effects: impl Iterator<Item = Exact>) -> Vec<Exact> {
    // 0.01 pt is the fourth decimal of a ratio.
    apportioned(&effects.collect::<Vec<_>>(), 4)
}

fn head(context: &Context<'_>, key: &'static str, align: Align) -> ColumnHead {
    ColumnHead { label: context.words.text(key).to_owned(), align, ..ColumnHead::default() }
}

fn bar(value: &Exact, all: &[Exact]) -> Cell {
    let positions = || all.iter().filter_map(position);
    let lo = positions().fold(0.0, f64::min);
    let hi = positions().fold(0.0, f64::max);
    Cell::html(effect_bar(&EffectBar { value: position(value), lo, hi, ..EffectBar::default() }))
}

fn drivers(moved: &Moved<'_, '_>, attribution: &Attribution) -> Block {
    let Moved { context, before, after, .. } = *moved;
    let effects = points(attribution.drivers.iter().map(|driver| driver.effect.clone()));
    let mut columns = vec![head(context, "rank", Align::Tight), head(context, "driver", Align::Start)];
    for period in [before, after] {
        columns.push(ColumnHead { label: context.short_period(period), align: Align::End, ..ColumnHead::default() });
    }
    columns.push(head(context, "effect", Align::End));
    columns.push(ColumnHead { align: Align::Chart, ..ColumnHead::default() });
    let mut rows = Vec::new();
    for (at, (driver, effect)) in attribution.drivers.iter().zip(&effects).enumerate() {
        let value = |period, value| known(context, driver.of, (Slices::TOTAL, period), value, Style::Card);
        let aside = context.site.registers().not_applicable(&context.site.figures().definitions().written(driver.of));
        let mut name = Cell::html(parts::linked_name(context, driver.of));
        name.head = true;
        let cells = match aside {
            Some(reason) => vec![
                Cell::text(""),
                name,
                Cell::text("—"),
                Cell::text("—"),
                Cell::text("—"),
                Cell::text(&context.words.fill("not_applicable_because", &[("reason", context.text(reason))])),
            ],
            None => vec![
                Cell::text(&(at + 1).to_string()),
                name,
                Cell::text(&value(before, &driver.before)),
                Cell::text(&value(after, &driver.after)),
                Cell::text(&moved.points(What::Effect, driver.of, Slices::TOTAL, (&driver.effect, effect))).strong(),
                bar(effect, &effects),
            ],
        };
        let kind = if aside.is_some() { RowKind::Muted } else { RowKind::Plain };
        rows.push(Row { kind, cells, ..Row::default() });
    }
    rows.push(total(moved, attribution, &effects));
    Block::Table(Table { title: Some(context.word("by_driver").to_owned()), columns, rows, stack: true, ..Table::default() })
}

/// From the goal before to the goal after, a step for each driver that moved it; the same values as in the table.
fn waterfall(moved: &Moved<'_, '_>, attribution: &Attribution) -> Option<Block> {
    let context = moved.context;
    let effects = points(attribution.drivers.iter().map(|driver| driver.effect.clone()));
    let steps = attribution.drivers.iter().zip(&effects).filter(|(_, effect)| !effect.is_zero()).map(|(driver, effect)| {
        let text = moved.points(What::Effect, driver.of, Slices::TOTAL, (&driver.effect, effect));
        // Printed so that the parts add up, drawn exactly.
        let value = Value { at: position(&driver.effect), text };
        Step { name: parts::name(context, driver.of), value, kind: StepKind::Change, ..Step::default() }
    });
    let changes: Vec<Step> = steps.collect();
    if changes.len() < 2 {
        return None;
    }
    let total = |period, value: &Exact| Step {
        name: parts::name(context, moved.goal),
        sub: context.short_period(period),
        value: Value { at: position(value), text: moved.ratio(Slices::TOTAL, period, value) },
        kind: StepKind::Total,
    };
    let steps = [total(moved.before, &attribution.before)].into_iter().chain(changes);
    let steps: Vec<Step> = steps.chain([total(moved.after, &attribution.after)]).collect();
    let title = context.words.fill("why_steps", &[("name", &parts::name_over(context, moved.goal, moved.after))]);
    let caption = charts::sentences(context, [parts::moved(context, &steps).as_str(), context.word("bridge_caption")]);
    let said: Vec<(String, String)> = steps.iter().map(|step| (step.name.clone(), step.value.text.clone())).collect();
    let label = charts::said(context, &title, moved.after, &said);
    let frame = Frame { id: "why-steps".to_owned(), language: context.tongue.clone(), title, label, caption, ..Frame::default() };
    let ticks = parts::ticks(context, moved.goal);
    let html = chart::waterfall(&Waterfall { frame, ticks, head: context.word("driver").to_owned(), steps });
    Some(Block::Chart { html: Html::from(html) })
}

fn total(moved: &Moved<'_, '_>, attribution: &Attribution, effects: &[Exact]) -> Row {
    let ratio = |period, value| Cell::text(&moved.ratio(Slices::TOTAL, period, value));
    let cells = vec![
        Cell::text(""),
        Cell::head(moved.context.word("total_change")),
        ratio(moved.before, &attribution.before),
        ratio(moved.after, &attribution.after),
        Cell::text(&moved.change(attribution, &Exact::sum(effects))).strong(),
        Cell::text(""),
    ];
    Row { kind: RowKind::Total, cells, ..Row::default() }
}

fn slices(moved: &Moved<'_, '_>, attribution: &Attribution, by_axis: &ByAxis) -> Block {
    let context = moved.context;
    let contributions = &by_axis.contributions;
    let effects = points(contributions.iter().map(|it| it.effect()));
    let columns = vec![
        head(context, "slice", Align::Start),
        head(context, "rate", Align::End),
        head(context, "rate_effect", Align::End),
        head(context, "mix_effect", Align::End),
        head(context, "effect", Align::End),
        ColumnHead { align: Align::Chart, ..ColumnHead::default() },
    ];
    let figures = context.site.figures();
    let rates = |slice: SliceIx, [before, after]: [Option<&Exact>; 2]| {
        let ratio = |period, value: Option<&Exact>| value.map_or_else(|| "—".to_owned(), |it| moved.ratio(slice, period, it));
        let (before, after) = (ratio(moved.before, before), ratio(moved.after, after));
        Cell::text(&context.words.fill("arrow", &[("before", &before), ("after", &after)]))
    };
    let mut rows: Vec<Row> = contributions
        .iter()
        .zip(&effects)
        .map(|(it, effect)| {
            let points = |what, value, printed| Cell::text(&moved.points(what, moved.goal, it.slice, (value, printed)));
            let cells = vec![
                Cell::head(figures.slice_name(it.slice, context.lang)),
                rates(it.slice, it.rate.each_ref().map(Option::as_ref)),
                points(What::RateEffect, &it.rate_effect, &it.rate_effect),
                points(What::MixEffect, &it.mix_effect, &it.mix_effect),
                points(What::Effect, &it.effect(), effect).strong(),
                bar(effect, &effects),
            ];
            Row { cells, ..Row::default() }
        })
        .collect();
    let cells = vec![
        Cell::head(context.word("total_change")),
        rates(Slices::TOTAL, [Some(&attribution.before), Some(&attribution.after)]),
        Cell::text(""),
        Cell::text(""),
        Cell::text(&moved.change(attribution, &Exact::sum(&effects))).strong(),
        Cell::text(""),
    ];
    rows.push(Row { kind: RowKind::Total, cells, ..Row::default() });
    let title = context.word(match by_axis.axis {
        Axis::Segment => "by_segment",
        Axis::Role => "by_role",
        Axis::Team => "by_team",
    });
    Block::Table(Table { title: Some(title.to_owned()), columns, rows, stack: true, ..Table::default() })
}
