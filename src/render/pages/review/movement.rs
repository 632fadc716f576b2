//! The bridges, and why the goal moved.

use super::{Found, goal};
use crate::chart::{EffectBar, effect_bar};
use crate::compute::{Attribution, ByAxis, apportioned};
use crate::model::{Axis, Exact, Period, Slices, Style};
use crate::render::context::Context;
use crate::render::figures::position;
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
        if let Some(html) = parts::waterfall(context, bridge, Slices::TOTAL, period, &id) {
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
    let look = context.look_of(bridge.closing);
    let change = look.change(&closing.minus(&opening), Style::Card).to_string();
    let closing = look.value(&closing, Style::Card).to_string();
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
    let look = context.look_of(goal);
    let printed = |value: &Exact| look.value(value, Style::Full).to_string();
    let scope = context.words.fill(
        "from_to",
        &[
            ("name", &parts::name(context, goal)),
            ("before", &printed(&attribution.before)),
            ("after", &printed(&attribution.after)),
        ],
    );
    let mut blocks = vec![drivers(context, &attribution, before, period)];
    for by_axis in context.site.figures().visible_axes(&attribution) {
        blocks.push(slices(context, &attribution, by_axis));
    }
    Some(Found {
        scope: Some(scope),
        finding: finding(context, &attribution),
        note: Some(Html::text(context.word("why_note"))),
        blocks,
    })
}

/// The two largest drivers in the direction of the change.
fn finding(context: &Context<'_>, attribution: &Attribution) -> Option<String> {
    let effects = points(attribution.drivers.iter().map(|driver| driver.effect.clone()), &attribution.change);
    let up = !attribution.change.is_negative();
    let mut same: Vec<(usize, &Exact)> =
        effects.iter().enumerate().filter(|(_, effect)| !effect.is_zero() && effect.is_negative() != up).collect();
    same.sort_by_key(|(_, effect)| std::cmp::Reverse((*effect).abs()));
    same.truncate(2);
    if same.is_empty() {
        return None;
    }
    let goal = context.look_of(attribution.drivers.first()?.of);
    let names: Vec<String> = same.iter().map(|(at, _)| parts::name(context, attribution.drivers[*at].of)).collect();
    let sum = same.iter().fold(Exact::ZERO, |sum, (_, effect)| sum.plus(effect));
    let (change, sum) = (goal.points(&attribution.change, 2).to_string(), goal.points(&sum, 2).to_string());
    let names = names.join(context.word("and"));
    Some(context.words.fill(if up { "why_up" } else { "why_down" }, &[("change", &change), ("names", &names), ("sum", &sum)]))
}

/// Effects rounded to 0.01 pt by largest remainder, so that they add up to the rounded change.
fn points(effects: impl Iterator<Item = Exact>, _change: &Exact) -> Vec<Exact> {
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

fn drivers(context: &Context<'_>, attribution: &Attribution, before: Period, after: Period) -> Block {
    let effects = points(attribution.drivers.iter().map(|driver| driver.effect.clone()), &attribution.change);
    let mut columns = vec![head(context, "rank", Align::Tight), head(context, "driver", Align::Start)];
    for period in [before, after] {
        columns.push(ColumnHead { label: context.short_period(period), align: Align::End, ..ColumnHead::default() });
    }
    columns.push(head(context, "effect", Align::End));
    columns.push(ColumnHead { align: Align::Chart, ..ColumnHead::default() });
    let mut rows = Vec::new();
    for (at, (driver, effect)) in attribution.drivers.iter().zip(&effects).enumerate() {
        let look = context.look_of(driver.of);
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
                Cell::text(&look.value(&driver.before, Style::Card).to_string()),
                Cell::text(&look.value(&driver.after, Style::Card).to_string()),
                Cell::text(&look.points(effect, 2).to_string()).strong(),
                bar(effect, &effects),
            ],
        };
        let kind = if aside.is_some() { RowKind::Muted } else { RowKind::Plain };
        rows.push(Row { kind, cells, ..Row::default() });
    }
    rows.push(total(context, attribution, &effects, 2));
    Block::Table(Table { title: Some(context.word("by_driver").to_owned()), columns, rows, ..Table::default() })
}

fn total(context: &Context<'_>, attribution: &Attribution, effects: &[Exact], plain: usize) -> Row {
    let sum = effects.iter().fold(Exact::ZERO, |sum, effect| sum.plus(effect));
    let look = goal(context).map(|goal| context.look_of(goal));
    let value =
        |value: &Exact| Cell::text(&look.as_ref().map_or_else(String::new, |look| look.value(value, Style::Full).to_string()));
    let mut cells = vec![Cell::text("")];
    cells.push(Cell::head(context.word("total_change")));
    cells.extend([value(&attribution.before), value(&attribution.after)].into_iter().take(plain));
    cells.push(Cell::text(&look.as_ref().map_or_else(String::new, |look| look.points(&sum, 2).to_string())).strong());
    cells.push(Cell::text(""));
    Row { kind: RowKind::Total, cells, ..Row::default() }
}

fn slices(context: &Context<'_>, attribution: &Attribution, by_axis: &ByAxis) -> Block {
    let contributions = &by_axis.contributions;
    let effects = points(contributions.iter().map(|it| it.effect()), &attribution.change);
    let columns = vec![
        head(context, "slice", Align::Start),
        head(context, "rate", Align::End),
        head(context, "rate_effect", Align::End),
        head(context, "mix_effect", Align::End),
        head(context, "effect", Align::End),
        ColumnHead { align: Align::Chart, ..ColumnHead::default() },
    ];
    let figures = context.site.figures();
    let Some(look) = goal(context).map(|goal| context.look_of(goal)) else { return Block::Prose { html: Html::default() } };
    let ratio =
        |value: &Option<Exact>| value.as_ref().map_or_else(|| "—".to_owned(), |value| look.value(value, Style::Full).to_string());
    let mut rows: Vec<Row> = contributions
        .iter()
        .zip(&effects)
        .map(|(it, effect)| {
            let rates = context.words.fill("arrow", &[("before", &ratio(&it.rate[0])), ("after", &ratio(&it.rate[1]))]);
            let cells = vec![
                Cell::head(figures.slice_name(it.slice, context.lang)),
                Cell::text(&rates),
                Cell::text(&look.points(&it.rate_effect, 2).to_string()),
                Cell::text(&look.points(&it.mix_effect, 2).to_string()),
                Cell::text(&look.points(effect, 2).to_string()).strong(),
                bar(effect, &effects),
            ];
            Row { cells, ..Row::default() }
        })
        .collect();
    let sum = effects.iter().fold(Exact::ZERO, |sum, effect| sum.plus(effect));
    let cells = vec![
        Cell::head(context.word("total_change")),
        Cell::text(&context.words.fill(
            "arrow",
            &[("before", &ratio(&Some(attribution.before.clone()))), ("after", &ratio(&Some(attribution.after.clone())))],
        )),
        Cell::text(""),
        Cell::text(""),
        Cell::text(&look.points(&sum, 2).to_string()).strong(),
        Cell::text(""),
    ];
    rows.push(Row { kind: RowKind::Total, cells, ..Row::default() });
    let title = context.word(match by_axis.axis {
        Axis::Segment => "by_segment",
        Axis::Role => "by_role",
        Axis::Team => "by_team",
    });
    Block::Table(Table { title: Some(title.to_owned()), columns, rows, ..Table::default() })
}
