//! What charts say in words: the accessible name, the sentence that says what is to be seen, and the one that helps to read it.
//!
//! Every sentence follows by a fixed rule from what is drawn, so it says nothing that the table behind the chart does not.

use super::context::Context;
use super::figures;
use crate::chart::{Series, Target, Value};
use crate::compute::Status;
use crate::model::{Exact, MetricRef, Month, Period, Scope, SliceIx, Style, Unit};

/// More values than these are a table, and the table is there.
const SAID: usize = 12;

/// The accessible name of a chart: its title and what is drawn, each with its value in the period.
pub fn said(context: &Context<'_>, title: &str, period: Period, values: &[(String, String)]) -> String {
    let said: Vec<String> = values.iter().take(SAID).map(|(name, value)| format!("{name} {value}")).collect();
    if said.is_empty() {
        return title.to_owned();
    }
    let said = said.join(context.word("comma"));
    context.words.fill("chart_value", &[("name", title), ("month", &context.period(period)), ("value", &said)])
}

/// Each series with its last value.
pub fn last_values(series: &[Series]) -> Vec<(String, String)> {
    let last = |series: &Series| Some((series.name.clone(), series.values.last()?.text.clone()));
    series.iter().filter_map(last).collect()
}

/// How the lines of a chart are to be read: which one is the target, and why one breaks off.
pub fn reading(context: &Context<'_>, target: Option<&Target>, series: &[Series]) -> String {
    let mut sentences = Vec::new();
    if target.is_some() {
        sentences.push(context.word("chart_dashed"));
    }
    if series.iter().any(breaks) {
        sentences.push(context.word("chart_breaks"));
    }
    sentences.join(context.word("sentence_gap"))
}

/// Whether a value is missing between two others.
fn breaks(series: &Series) -> bool {
    let drawn: Vec<bool> = series.values.iter().map(|value| value.at.is_some()).collect();
    let (first, last) = (drawn.iter().position(|drawn| *drawn), drawn.iter().rposition(|drawn| *drawn));
    first.zip(last).is_some_and(|(first, last)| drawn[first..=last].contains(&false))
}

/// How one figure has gone over months: its highest and its lowest value, as a sentence.
pub fn course(context: &Context<'_>, of: MetricRef, months: &[Month], values: &[Value]) -> String {
    let drawn = months.iter().zip(values).filter_map(|(month, value)| Some((*month, value.at?, value.text.as_str())));
    let drawn: Vec<(Month, f64, &str)> = drawn.collect();
    let at = |at: usize| (context.month(drawn[at].0), drawn[at].2.to_owned());
    match drawn.len() {
        0 => context.word("chart_none").to_owned(),
        1 => {
            let (month, value) = at(0);
            context.words.fill("chart_one", &[("month", &month), ("value", &value)])
        }
        2 => {
            let ((before, first), (after, last)) = (at(0), at(1));
            let words = [("before", &*before), ("first", &first), ("after", &after), ("last", &last)];
            context.words.fill("chart_two", &words)
        }
        count => {
            // Of equal ones the latest is named, and how many more there are.
            let places = 0..count;
            let high = places.clone().max_by(|a, b| drawn[*a].1.total_cmp(&drawn[*b].1)).unwrap_or_default();
            let low = places.rev().min_by(|a, b| drawn[*a].1.total_cmp(&drawn[*b].1)).unwrap_or_default();
            if drawn[high].2 == drawn[low].2 {
                return context.words.fill("chart_level", &[("count", &count.to_string()), ("value", drawn[high].2)]);
            }
            let [(high_month, high), (low_month, low)] = [high, low].map(|place| {
                let (month, value) = at(place);
                let others = drawn.iter().filter(|(_, _, text)| *text == value).count() - 1;
                (month, format!("{value}{}", also(context, others)))
            });
            let words = [("high_month", &*high_month), ("high", &high), ("low_month", &low_month), ("low", &low)];
            context.words.fill(if counted(context, of) { "chart_most_least" } else { "chart_high_low" }, &words)
        }
    }
}

/// Whether there is more or less of something; else it is higher or lower.
fn counted(context: &Context<'_>, of: MetricRef) -> bool {
    matches!(context.site.figures().definitions().get(of.metric).unit, Unit::Money | Unit::Count)
}

/// In how many more months a value was the same.
fn also(context: &Context<'_>, months: usize) -> String {
    match months {
        0 => String::new(),
        1 => context.word("chart_also_one").to_owned(),
        more => context.words.fill("chart_also", &[("count", &more.to_string())]),
    }
}

/// Where several figures stand in the last month that has any, as a sentence.
pub fn latest(context: &Context<'_>, of: MetricRef, months: &[Month], series: &[Series]) -> String {
    let drawn = |at: usize| series.iter().any(|series| series.values.get(at).is_some_and(|value| value.at.is_some()));
    let Some(at) = (0..months.len()).rev().find(|at| drawn(*at)) else { return context.word("chart_none").to_owned() };
    let here = series.iter().filter_map(|series| Some((series.name.as_str(), series.values.get(at)?)));
    between(context, of, &context.month(months[at]), &here.collect::<Vec<_>>())
}

/// Which of several figures is the highest and which the lowest, as a sentence.
pub fn between(context: &Context<'_>, of: MetricRef, when: &str, values: &[(&str, &Value)]) -> String {
    let drawn: Vec<(&str, f64, &str)> =
        values.iter().filter_map(|(name, value)| Some((*name, value.at?, value.text.as_str()))).collect();
    let named = |text: &str| {
        let names = drawn.iter().filter(|(_, _, of)| *of == text).map(|(name, ..)| *name);
        names.collect::<Vec<_>>().join(context.word("comma"))
    };
    match drawn.as_slice() {
        [] => context.word("chart_none").to_owned(),
        [(name, _, value)] => context.words.fill("chart_only", &[("month", when), ("name", name), ("value", value)]),
        [(_, _, value), ..] if drawn.iter().all(|(_, _, text)| text == value) => {
            context.words.fill("chart_same", &[("month", when), ("value", value)])
        }
        [(first_name, _, first), (second_name, _, second)] => {
            let words =
                [("month", when), ("first_name", first_name), ("first", first), ("second_name", second_name), ("second", second)];
            context.words.fill("chart_beside", &words)
        }
        _ => {
            let by = |a: &&(&str, f64, &str), b: &&(&str, f64, &str)| a.1.total_cmp(&b.1);
            let (Some((_, _, high)), Some((_, _, low))) = (drawn.iter().max_by(by), drawn.iter().min_by(by)) else {
                return String::new();
            };
            let words = [("month", when), ("high_name", &*named(high)), ("high", high), ("low_name", &named(low)), ("low", low)];
            context.words.fill(if counted(context, of) { "chart_between_counted" } else { "chart_between" }, &words)
        }
    }
}

/// In how many months a figure was on its target, as a sentence; one month alone shows it by itself.
pub fn met(context: &Context<'_>, of: MetricRef, slice: SliceIx, months: &[Month]) -> Option<String> {
    let figures = context.site.figures();
    let judged = months.iter().filter_map(|month| {
        let standing = figures.standing(of, slice, Period::Month(*month))?;
        let monthly = standing.target.is_some_and(|target| matches!(target.scope, Scope::Months(_)));
        match standing.status {
            Status::OnTarget => monthly.then_some(true),
            Status::AtRisk | Status::OffTarget => monthly.then_some(false),
            _ => None,
        }
    });
    let judged: Vec<bool> = judged.collect();
    let met = judged.iter().filter(|met| **met).count();
    let words = [("count", judged.len().to_string()), ("met", met.to_string())];
    let words: Vec<(&str, &str)> = words.iter().map(|(key, text)| (*key, text.as_str())).collect();
    (judged.len() > 1).then(|| context.words.fill("chart_met", &words))
}

/// The largest part of a whole and its share, as a sentence; `None` where no part is a share of it.
pub fn most(
    context: &Context<'_>,
    (whole, slice): (MetricRef, SliceIx),
    parts: &[(String, MetricRef, SliceIx)],
    period: Period,
) -> Option<String> {
    let exact = |of: MetricRef, slice: SliceIx| context.site.figures().get(of, slice, period)?.exact().cloned();
    let sum = exact(whole, slice)?;
    let sized: Vec<(&String, Exact)> = parts.iter().filter_map(|(name, of, slice)| Some((name, exact(*of, *slice)?))).collect();
    if sized.iter().any(|(_, part)| part.is_negative()) {
        return None;
    }
    // Of equal ones the first.
    let (name, value) = sized.into_iter().reduce(|most, next| if next.1 > most.1 { next } else { most })?;
    let figure = context.site.figures().get(whole, slice, period)?;
    let share = figures::share(context, &figure, &value.over(&sum)?);
    let sum = context.look_of(whole).value(&sum, Style::Full).to_string();
    let words = [("month", &*context.period(period)), ("whole", &sum), ("name", name), ("share", &share)];
    Some(context.words.fill("chart_most", &words))
}

/// The sentences under small multiples.
pub fn panels(context: &Context<'_>, of: MetricRef, months: &[Month], panels: &[Series], base: Option<f64>) -> String {
    let based = if base.is_some() { context.word("chart_base") } else { "" };
    sentences(context, [&*latest(context, of, months, panels), based, &reading(context, None, panels)])
}

/// The largest cell of a heatmap, as a sentence; `column` names a column.
pub fn peak(context: &Context<'_>, rows: &[(String, Vec<Value>)], column: impl Fn(usize) -> String) -> String {
    let cells = rows.iter().flat_map(|(name, values)| {
        values.iter().enumerate().filter_map(move |(at, value)| Some((name, at, value.at?, &value.text)))
    });
    // Of equal ones the first.
    let most = cells.reduce(|most, next| if next.2 > most.2 { next } else { most });
    most.map_or_else(
        || context.word("chart_none").to_owned(),
        |(name, at, _, value)| context.words.fill("chart_peak", &[("name", name), ("month", &column(at)), ("value", value)]),
    )
}

/// Sentences one after another.
pub fn sentences<'s>(context: &Context<'_>, all: impl IntoIterator<Item = &'s str>) -> String {
    all.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(context.word("sentence_gap"))
}
