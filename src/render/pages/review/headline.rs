//! The sentence that says the period, and how its figures stand against their targets. Fixed rules, both languages.

use crate::compute::{Against, Standing, Status};
use crate::model::{Figure, MetricRef, Period, Scope, SliceIx, Slices, Style};
use crate::render::context::Context;
use crate::render::figures::{Number, changed, noted, styled};
use crate::render::ledger::What;
use crate::render::parts;
use crate::render::view::{Link, Tally};

/// The metric that is the goal of the KPI tree, if it may be seen.
pub(in crate::render::pages) fn goal(context: &Context<'_>) -> Option<MetricRef> {
    let tree = context.site.registers().kpi_tree.as_ref()?;
    context.site.figures().find(&tree.goal.id)
}

/// Every figure with a target that holds in the period, in the order of the targets, each once.
pub(in crate::render::pages) fn judged<'a>(context: &Context<'a>, period: Period) -> Vec<(MetricRef, SliceIx, Standing<'a>)> {
    let figures = context.site.figures();
    let mut found: Vec<(MetricRef, SliceIx, Standing<'a>)> = Vec::new();
    for target in figures.targets() {
        let known = found.iter().any(|(of, slice, _)| (*of, *slice) == (target.of, target.slice));
        if known {
            continue;
        }
        if let Some(standing) = figures.standing(target.of, target.slice, period).filter(|standing| standing.target.is_some()) {
            found.push((target.of, target.slice, standing));
        }
    }
    found
}

/// Statuses with their counts and names, the good ones first.
pub(in crate::render::pages) fn tally(context: &Context<'_>, period: Period) -> Vec<Tally> {
    let judged = judged(context, period);
    let is = |wanted: &Status, status: &Status| std::mem::discriminant(wanted) == std::mem::discriminant(status);
    [Status::OnTarget, Status::AtRisk, Status::OffTarget, Status::NotYet]
        .iter()
        .filter_map(|wanted| {
            let names: Vec<Link> = judged
                .iter()
                .filter(|(.., standing)| is(wanted, &standing.status))
                .map(|(of, slice, standing)| Link {
                    name: name_judged(context, *of, *slice, period, standing),
                    ..parts::link(context, *of)
                })
                .collect();
            (!names.is_empty()).then(|| Tally { status: parts::status(context, wanted), count: names.len(), names })
        })
        .collect()
}

/// The name of a metric with its slice, where that is not the total.
pub(super) fn name_in(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> String {
    let name = parts::name_over(context, of, period);
    if slice == Slices::TOTAL {
        return name;
    }
    context.words.fill("name_in_slice", &[("name", &name), ("slice", context.site.figures().slice_name(slice, context.lang))])
}

/// The name of a figure as it is judged: a target over a quarter or year judges the figure of all its months, and the name says so.
pub(super) fn name_judged(
    context: &Context<'_>,
    of: MetricRef,
    slice: SliceIx,
    period: Period,
    standing: &Standing<'_>,
) -> String {
    match standing.target.map(|target| target.scope) {
        Some(Scope::Over(over)) if over != period => {
            let name = name_in(context, of, slice, over);
            context.words.fill("name_in_slice", &[("name", &name), ("slice", &context.short_period(over))])
        }
        _ => name_in(context, of, slice, period),
    }
}

/// Result first, then the worst status, then the nearest miss with its amount.
pub(in crate::render::pages) fn sentence(context: &Context<'_>, period: Period) -> Option<String> {
    let goal = goal(context)?;
    let figures = context.site.figures();
    let figure = figures.get(goal, Slices::TOTAL, period)?;
    let name = parts::name_over(context, goal, period);
    // Of a quarter or year that goes on, nothing is missing yet.
    let open = figures.months().last().is_some_and(|last| *last < context.months(period).last);
    if figure.value.is_err() && open {
        let words = [("period", &*context.period(period)), ("name", &*name)];
        return Some(context.words.fill("headline_open", &words));
    }
    let Ok(value) = styled(context, &figure, Style::Full) else {
        let reason = styled(context, &figure, Style::Full).err().unwrap_or_default();
        return Some(context.words.fill("headline_missing", &[("name", &name), ("reason", &reason)]));
    };
    let change = figures.change(goal, Slices::TOTAL, period, Against::Previous);
    let change = change.and_then(|change| changed(context, &change, Style::Full).ok());
    let result = match change {
        Some(change) => {
            let change = change.to_string();
            let against = context.word(match period {
                Period::Month(_) => "against_month",
                Period::Quarter(..) => "against_quarter",
                Period::Year(_) => "against_year",
            });
            context.words.fill(
                "headline_result",
                &[("name", &name), ("value", &value.to_string()), ("against", against), ("change", &change)],
            )
        }
        None => context.words.fill("headline_value", &[("name", &name), ("value", &value.to_string())]),
    };
    let judged = judged(context, period);
    let own = judged.iter().find(|(of, slice, _)| (*of, *slice) == (goal, Slices::TOTAL)).map(|(.., standing)| &standing.status);
    let others: Vec<_> = judged.iter().filter(|(of, slice, _)| (*of, *slice) != (goal, Slices::TOTAL)).collect();
    let worst = others.iter().find(|(.., standing)| standing.status == Status::OffTarget);
    let near = others.iter().find(|(.., standing)| standing.status == Status::AtRisk);
    let concerns: Vec<String> = [worst, near]
        .into_iter()
        .flatten()
        .filter_map(|(of, slice, standing)| concern(context, (*of, *slice), period, standing))
        .collect();
    Some(join(context, &result, own, &concerns))
}

/// A figure off its target, with the gap.
fn concern(context: &Context<'_>, (of, slice): (MetricRef, SliceIx), period: Period, standing: &Standing<'_>) -> Option<String> {
    let name = name_judged(context, of, slice, period, standing);
    let value = styled(context, &standing.figure, Style::Card).ok()?.to_string();
    let key = if standing.status == Status::OffTarget { "headline_off" } else { "headline_risk" };
    let gap = gap(context, of, standing).unwrap_or_default();
    Some(context.words.fill(key, &[("name", &name), ("value", &value), ("gap", &gap)]))
}

/// How far a figure is from its target, without a sign.
pub(super) fn gap(context: &Context<'_>, of: MetricRef, standing: &Standing<'_>) -> Option<String> {
    let plan = standing.target?.bound.plan()?;
    let gap = standing.figure.exact()?.minus(plan).abs();
    let mut printed = context.look_of(of).change(&gap, Style::Card);
    printed.sign = "";
    // A gap of 6万円 reads better than one of 6.00万円.
    if printed.number.contains('.') {
        printed.number = printed.number.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    let Figure { slice, months, .. } = standing.figure;
    Some(noted(context, Number { of, slice, months, against: None, what: What::Gap, value: &gap }, printed))
}

fn join(context: &Context<'_>, result: &str, own: Option<&Status>, concerns: &[String]) -> String {
    let verdict = match own {
        Some(Status::OnTarget) => "headline_met",
        Some(Status::AtRisk | Status::OffTarget) => "headline_unmet",
        _ => "headline_plain",
    };
    let list = concerns.join(context.word("headline_and"));
    let key = match (verdict, concerns.is_empty()) {
        ("headline_met", true) => "headline_met",
        ("headline_met", false) => "headline_met_but",
        ("headline_unmet", true) => "headline_unmet",
        ("headline_unmet", false) => "headline_unmet_and",
        (_, true) => "headline_plain",
        _ => "headline_plain_and",
    };
    context.words.fill(key, &[("result", result), ("concerns", &list)])
}
