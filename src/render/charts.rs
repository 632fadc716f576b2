//! What charts say in words: the accessible name, and the sentence that helps to read them.

use super::context::Context;
use crate::chart::{Series, Target};
use crate::model::Period;

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
