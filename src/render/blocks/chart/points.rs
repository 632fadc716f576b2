//! Charts of one month or period: quadrant, funnel, bullets, distribution.

use super::Asked;
use crate::chart::{self, Bullets, Distribution, Funnel, FunnelStep, Point, Quadrant, Side, Value};
use crate::compute::Status;
use crate::model::{Exact, MetricRef, Period, Scope, SliceIx, Slices, Style};
use crate::render::charts;
use crate::render::context::Context;
use crate::render::figures::{position, styled};
use crate::render::parts;

/// Slices as points between two metrics.
pub(super) fn quadrant(asked: &Asked<'_>) -> String {
    let context = asked.context;
    let (Some(axis), [across, up]) = (asked.wanted.by, asked.metrics.as_slice()) else { return String::new() };
    let figures = context.site.figures();
    let slices = figures.slices_of(axis).into_iter().filter(|slice| {
        let here = |of: &MetricRef| figures.get(*of, *slice, asked.period).is_some();
        here(across) && here(up)
    });
    let points: Vec<Point> = slices
        .map(|slice| Point {
            name: figures.slice_name(slice, context.lang).to_owned(),
            across: asked.value(*across, slice, Style::Full),
            up: asked.value(*up, slice, Style::Full),
        })
        .collect();
    let (x, y) = (split(asked, *across), split(asked, *up));
    let caption = [("chart_split_x", &x, across), ("chart_split_y", &y, up)].map(|(key, split, of)| {
        let Some((words, _)) = split else { return String::new() };
        context.words.fill(key, &[("name", &parts::name(context, *of)), ("value", words)])
    });
    let said: Vec<(String, String)> = points
        .iter()
        .map(|point| (point.name.clone(), [point.across.text.as_str(), &point.up.text].join(context.word("comma"))))
        .collect();
    let side = |of: MetricRef, split: Option<(String, f64)>| Side {
        name: parts::name(context, of),
        ticks: parts::ticks(context, of),
        split: split.map(|split| split.1),
    };
    let frame = asked.frame(context.period(asked.period), caption.concat(), &said);
    let (across, up) = (side(*across, x), side(*up, y));
    chart::quadrant(&Quadrant { frame, across, up, corners: Default::default(), points, head: asked.head().to_owned() })
}

/// Where the fields part: at the target of the total, else at the total itself; with what is said of it.
fn split(asked: &Asked<'_>, of: MetricRef) -> Option<(String, f64)> {
    let context = asked.context;
    let figures = context.site.figures();
    let plan = figures.target(of, Slices::TOTAL, asked.period).and_then(|target| target.bound.plan());
    if let Some(plan) = plan {
        let value = context.look_of(of).as_written(plan).to_string();
        return Some((context.words.fill("chart_at_target", &[("value", &value)]), position(plan)?));
    }
    let total = asked.value(of, Slices::TOTAL, Style::Full);
    Some((context.words.fill("chart_at_total", &[("value", &total.text)]), total.at?))
}

/// How many are left after each step.
pub(super) fn funnel(asked: &Asked<'_>) -> String {
    let context = asked.context;
    let exact = |of: MetricRef| context.site.figures().get(of, asked.slice, asked.period)?.exact().cloned();
    let share = |from: MetricRef, to: MetricRef| Some(context.percent(&exact(to)?.over(&exact(from)?)?));
    let step = |(at, of): (usize, &MetricRef)| FunnelStep {
        name: parts::name(context, *of),
        value: asked.value(*of, asked.slice, Style::Full),
        rate: at.checked_sub(1).and_then(|before| share(asked.metrics[before], *of)).unwrap_or_default(),
    };
    let steps: Vec<FunnelStep> = asked.metrics.iter().enumerate().map(step).collect();
    let (Some(first), Some(last)) = (asked.metrics.first(), asked.metrics.last()) else { return String::new() };
    let names = [*first, *last].map(|of| parts::name(context, of));
    let through = share(*first, *last).filter(|_| steps.len() > 1);
    let caption =
        through.map(|share| context.words.fill("chart_through", &[("first", &names[0]), ("last", &names[1]), ("share", &share)]));
    let said: Vec<(String, String)> = steps.iter().map(|step| (step.name.clone(), step.value.text.clone())).collect();
    let heads = ["chart_step", "value", "chart_of_before"].map(|key| context.word(key).to_owned());
    chart::funnel(&Funnel { frame: asked.frame(context.period(asked.period), caption.unwrap_or_default(), &said), steps, heads })
}

/// Figures against their targets.
pub(super) fn bullets(asked: &Asked<'_>) -> String {
    let context = asked.context;
    let rows: Vec<(String, [Value; 3])> =
        asked.lines.iter().map(|(name, of, slice)| (name.clone(), row(context, *of, *slice, asked.period))).collect();
    let said: Vec<(String, String)> = rows
        .iter()
        .map(|(name, [actual, _, plan])| match plan.at {
            Some(_) => (name.clone(), context.words.fill("chart_aimed", &[("value", &actual.text), ("target", &plan.text)])),
            None => (name.clone(), actual.text.clone()),
        })
        .collect();
    let outlook = rows.iter().any(|(_, [_, outlook, _])| outlook.at.is_some());
    let reading = context.word(if outlook { "chart_bullet_outlook" } else { "chart_bullet" });
    let seen =
        if rows.iter().any(|(_, values)| values[0].at.is_some()) { aimed(asked) } else { context.word("chart_bare").to_owned() };
    let caption = charts::sentences(context, [&*seen, reading]);
    let heads = ["metric", "actual", "outlook", "target"].map(|key| context.word(key).to_owned());
    let heads = if asked.wanted.by.is_some() {
        [asked.head().to_owned(), heads[1].clone(), heads[2].clone(), heads[3].clone()]
    } else {
        heads
    };
    chart::bullets(&Bullets { frame: asked.frame(context.period(asked.period), caption, &said), heads, rows })
}

/// How many of the figures are on target, and how far those are whose period is open, as sentences.
fn aimed(asked: &Asked<'_>) -> String {
    let context = asked.context;
    let (mut judged, mut met) = (0, 0);
    let mut open = Vec::new();
    for (name, of, slice) in &asked.lines {
        let Some(standing) = context.site.figures().standing(*of, *slice, asked.period) else { continue };
        match standing.status {
            Status::OnTarget | Status::AtRisk | Status::OffTarget => {
                judged += 1;
                met += usize::from(standing.status == Status::OnTarget);
            }
            Status::NotYet => open.extend(standing.progress.and_then(|it| it.share).map(|share| (name, share))),
            _ => {}
        }
    }
    let judged =
        (judged > 0).then(|| context.words.fill("chart_aims", &[("count", &judged.to_string()), ("met", &met.to_string())]));
    let shares = open.iter().map(|(name, share)| {
        context.words.fill("chart_open_share", &[("name", name.as_str()), ("share", &context.percent(share))])
    });
    let shares = shares.collect::<Vec<_>>().join(context.word("comma"));
    let open = (!open.is_empty()).then(|| context.words.fill("chart_open", &[("shares", &shares)]));
    if judged.is_none() && open.is_none() {
        return context.word("chart_no_aims").to_owned();
    }
    charts::sentences(context, judged.as_deref().into_iter().chain(open.as_deref()))
}

/// Actual, outlook and plan. For a target over a period, what counts is the period so far.
fn row(context: &Context<'_>, of: MetricRef, slice: SliceIx, period: Period) -> [Value; 3] {
    let figures = context.site.figures();
    let nothing = || Value::missing("");
    let standing = figures.standing(of, slice, period);
    let target = standing.as_ref().and_then(|it| it.target);
    let judged = standing.as_ref().filter(|it| it.target.is_some());
    let judged = judged.map(|it| it.progress.as_ref().map_or(&it.figure, |progress| &progress.so_far));
    let Some(figure) = judged.cloned().or_else(|| figures.get(of, slice, period)) else {
        return [Value::missing(context.word("no_record")), nothing(), nothing()];
    };
    let actual = match styled(context, &figure, Style::Card) {
        Ok(printed) => Value { at: figure.exact().and_then(position), text: printed.to_string() },
        Err(reason) => Value::missing(reason),
    };
    let look = context.look_of(of);
    let written = |value: &Exact| Value { at: position(value), text: look.value(value, Style::Card).to_string() };
    let plan = target.and_then(|target| target.bound.plan()).map_or_else(nothing, written);
    let over = target.and_then(|target| match target.scope {
        Scope::Over(over) => Some(over),
        Scope::Months(_) => None,
    });
    // Where it will land is seen from the last month with a figure: the period may still be open.
    let last = figures.latest(of, slice).map_or(context.last_month(period), |latest| latest.min(context.last_month(period)));
    let landings = figures.landings(last);
    let landing = landings.iter().find(|landing| landing.of == of && landing.slice == slice && Some(landing.over) == over);
    let outlook = landing.and_then(|landing| landing.outlook).map_or_else(nothing, |outlook| written(&outlook.value));
    [actual, outlook, plan]
}

/// How many lie in each part.
pub(super) fn distribution(asked: &Asked<'_>) -> String {
    let context = asked.context;
    let [of] = asked.metrics.as_slice() else { return String::new() };
    let class = |(name, of, slice): &(String, MetricRef, SliceIx)| (name.clone(), asked.value(*of, *slice, Style::Full));
    let classes: Vec<(String, Value)> = asked.lines.iter().map(class).collect();
    let said: Vec<(String, String)> = classes.iter().map(|(name, value)| (name.clone(), value.text.clone())).collect();
    let seen = charts::most(context, (*of, asked.slice), &asked.lines, asked.period).unwrap_or_else(|| {
        let named: Vec<(&str, &Value)> = classes.iter().map(|(name, value)| (name.as_str(), value)).collect();
        charts::between(context, *of, &context.period(asked.period), &named)
    });
    let frame = asked.frame(context.period(asked.period), seen, &said);
    let (head, value_head) = (context.word("metric_parts").to_owned(), context.word("value").to_owned());
    chart::distribution(&Distribution { frame, ticks: parts::ticks(context, *of), head, value_head, classes, median: None })
}
