//! The waterfall of a bridge, from opening to closing.

use super::{name, ticks};
use crate::chart::{self, Value};
use crate::compute::{StepKind, Waterfall};
use crate::model::{Bridge, MetricRef, Month, MonthRange, Period, SliceIx, Slices, Style};
use crate::render::charts;
use crate::render::context::Context;
use crate::render::figures::{Number, noted, position};
use crate::render::ledger::What;

/// The waterfall of a bridge; `None` where it may not be seen or cannot be drawn whole.
pub fn waterfall(
    context: &Context<'_>,
    bridge: &Bridge,
    slice: SliceIx,
    period: Period,
    (id, size): (&str, chart::Size),
) -> Option<String> {
    let found = context.site.figures().waterfall(bridge, slice, period)?;
    if found.missing.is_some() {
        return None;
    }
    let cancelling = bridge.cancel.filter(|_| slice == Slices::TOTAL);
    let cancels = |of: MetricRef| cancelling.is_some_and(|(first, second)| of == first || of == second);
    let look = context.look_of(bridge.opening);
    let months = context.site.config().fiscal_year.months(period);
    let steps = found.steps.iter().filter(|step| !cancels(step.figure.of)).filter_map(|step| {
        let value = step.figure.exact()?;
        let (kind, sign, sub) = match step.kind {
            StepKind::Opening => (chart::StepKind::Total, false, end_of(context, months.first.previous(), months)),
            StepKind::Closing => (chart::StepKind::Total, false, end_of(context, months.last, months)),
            StepKind::Plus => (chart::StepKind::Change, false, String::new()),
            StepKind::Minus => (chart::StepKind::Change, true, String::new()),
        };
        let signed = if sign { value.negated() } else { value.clone() };
        // A movement of nothing needs no column of its own.
        if kind == chart::StepKind::Change && signed.is_zero() {
            return None;
        }
        let printed = if kind == chart::StepKind::Total {
            look.value(&signed, Style::Millions)
        } else {
            look.step(&signed, Style::Millions)
        };
        context.ledger.value(&step.figure, &printed);
        let change = look.step(&signed, Style::Card).to_string();
        let step = chart::Step {
            name: name(context, step.figure.of),
            sub,
            value: Value { at: position(&signed), text: printed.to_string() },
            kind,
        };
        let full = chart::Step { value: Value { text: change, ..step.value.clone() }, ..step.clone() };
        Some((step, full))
    });
    let title = bridge_name(context, bridge);
    let (steps, full): (Vec<chart::Step>, Vec<chart::Step>) = steps.unzip();
    // A sentence has no unit above it: there each amount carries its own.
    let uneven = uneven(context, bridge, &found, context.months(period)).unwrap_or_default();
    let caption = charts::sentences(context, [moved(context, &full).as_str(), context.word("bridge_caption"), &uneven]);
    let said: Vec<(String, String)> = steps.iter().map(|step| (step.name.clone(), step.value.text.clone())).collect();
    Some(chart::waterfall(&chart::Waterfall {
        frame: chart::Frame {
            id: id.to_owned(),
            language: context.tongue.clone(),
            scope: look.head_unit(),
            caption,
            label: charts::said(context, &unit_title(&title, &look.head_unit()), period, &said),
            title,
            size,
        },
        ticks: ticks(context, bridge.opening),
        head: String::new(),
        steps,
    }))
}

/// 9月末; over a whole year, where both ends are of the same month, with its year.
fn end_of(context: &Context<'_>, month: Month, months: MonthRange) -> String {
    let whole_year = months.first.previous().month() == months.last.month();
    let name = if whole_year { context.month(month) } else { context.short_month(month) };
    context.words.fill("end_of_month", &[("month", &name)])
}

/// By how much a bridge does not come out even, and why that is let pass, as a sentence.
fn uneven(context: &Context<'_>, bridge: &Bridge, found: &Waterfall, months: MonthRange) -> Option<String> {
    let because = context.text(context.site.figures().tolerated(bridge)?);
    let rest = found.rest().filter(|rest| !rest.is_zero())?;
    let (of, slice) = (bridge.closing, found.steps.first()?.figure.slice);
    let number = Number { of, slice, months, against: None, what: What::Rest, value: &rest };
    let rest = noted(context, number, context.look_of(of).step(&rest, Style::Full));
    let because = because.trim_end_matches(['。', '.']);
    Some(context.words.fill("bridge_uneven", &[("rest", &rest), ("because", because)]))
}

/// The largest rise and the largest fall, as a sentence.
pub fn moved(context: &Context<'_>, steps: &[chart::Step]) -> String {
    let changes = || steps.iter().filter(|step| step.kind == chart::StepKind::Change);
    let at = |step: &&chart::Step| step.value.at.unwrap_or_default();
    let up = changes().filter(|step| at(step) > 0.0).max_by(|a, b| at(a).total_cmp(&at(b)));
    let down = changes().filter(|step| at(step) < 0.0).min_by(|a, b| at(a).total_cmp(&at(b)));
    let key = match (up, down) {
        (Some(_), Some(_)) => "bridge_moved",
        (Some(_), None) => "bridge_rose",
        (None, Some(_)) => "bridge_fell",
        (None, None) => "bridge_still",
    };
    let words = |step: Option<&chart::Step>| step.map_or_else(Default::default, |it| (it.name.clone(), it.value.text.clone()));
    let ((up, plus), (down, minus)): ((String, String), (String, String)) = (words(up), words(down));
    context.words.fill(key, &[("up", &up), ("plus", &plus), ("down", &down), ("minus", &minus)])
}

/// A title with the unit in which its values are printed.
fn unit_title(title: &str, unit: &str) -> String {
    if unit.is_empty() { title.to_owned() } else { format!("{title} {unit}") }
}

/// The name of a bridge; without one, that it is of what it ends with.
pub fn bridge_name(context: &Context<'_>, bridge: &Bridge) -> String {
    match bridge.name.is_empty() {
        true => context.words.fill("bridge_of", &[("name", &name(context, bridge.closing))]),
        false => context.text(&bridge.name).to_owned(),
    }
}
