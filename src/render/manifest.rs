//! `figures.json` of the narrowest site: every figure its pages print, with all it was made of down to the lines it was
//! written on, so that an outside program can work them all out again.
//!
//! `pages` says which figures each page prints and how; `figures` holds each figure once, under
//! `metric slice months`: its exact value (a whole number or a fraction) or why it is missing, and either the place it was
//! written at or what it was made of: the inputs of its formula, or without a formula what adds up to it. A number that is
//! neither a figure nor its change says what it `is` (`target`, `share`, `effect` …), its exact value, and the place it was
//! written at if somebody wrote it. What is left of a cohort (`retention`) is the value under its name over the value of the
//! same cohort in its first month.

use super::ledger::{Line, Subject, What};
use crate::compute::Derivation;
use crate::model::{Language, Measure, MetricRef, Month, MonthRange, Origin, SliceIx};
use crate::site::Site;
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

type Key = (MetricRef, SliceIx, MonthRange);

/// A figure as it is written, and the figures it is made of.
struct Entry {
    name: String,
    text: String,
    made_of: Vec<Key>,
}

/// The manifest of a site's pages, by address.
pub(super) fn of(site: &Site<'_>, pages: &[(&str, &[Line])]) -> String {
    let mut wanted: Vec<Key> = Vec::new();
    let mut known: BTreeSet<Key> = BTreeSet::new();
    for line in pages.iter().flat_map(|(_, lines)| *lines) {
        if matches!(line.what, What::Target | What::Pilot) {
            continue;
        }
        let Subject::Figure(of, slice, months) = line.subject else { continue };
        for months in [Some(months), line.against].into_iter().flatten() {
            let key = (of, slice, months);
            if known.insert(key) {
                wanted.push(key);
            }
        }
    }
    let mut figures: BTreeMap<String, String> = BTreeMap::new();
    // What the figures of one round are made of is the next round.
    while !wanted.is_empty() {
        let derived = |key: &Key| site.figures().made_of(key.0, key.1, key.2).map(|derivation| entry(site, *key, &derivation));
        let round: Vec<Entry> = wanted.par_iter().filter_map(derived).collect();
        wanted.clear();
        for entry in round {
            wanted.extend(entry.made_of.into_iter().filter(|key| known.insert(*key)));
            figures.insert(entry.name, entry.text);
        }
    }
    for line in pages.iter().flat_map(|(_, lines)| *lines) {
        if let Subject::Cohort { measure, began, month } = line.subject
            && let Some(cohort) = cohort(site, measure, began, month)
        {
            figures.insert(cohort_name(measure, began, month), cohort.to_string());
        }
    }
    written(site, pages, &figures)
}

/// `cohort:2025-10 arr 2026-10`: what October 2026 says of the accounts that began a year before.
fn cohort_name(measure: Measure, began: Month, month: Month) -> String {
    format!("cohort:{began} {} {month}", measure_word(measure))
}

fn measure_word(measure: Measure) -> &'static str {
    match measure {
        Measure::Arr => "arr",
        Measure::Accounts => "accounts",
    }
}

/// What was written of a cohort in a month. What it began with is the same of its first month.
fn cohort(site: &Site<'_>, measure: Measure, began: Month, month: Month) -> Option<Value> {
    let snapshot = site.figures().snapshot(month)?;
    let cohort = snapshot.cohort(began)?;
    let place = snapshot.place(cohort.at).to_string();
    Some(json!({"value": cohort.left(measure).fraction(), "place": place}))
}

fn key_of(derivation: &Derivation) -> Key {
    (derivation.figure.of, derivation.figure.slice, derivation.figure.months)
}

/// `nrr total 2026-10`, `health.red segment:tier1 2026-07..2026-09`.
fn name(site: &Site<'_>, (of, slice, months): Key) -> String {
    format!("{} {} {months}", site.figures().definitions().written(of), site.figures().slice_written(slice))
}

fn entry(site: &Site<'_>, key: Key, derivation: &Derivation) -> Entry {
    let made_of = derivation.ingredients.iter().map(key_of).collect();
    Entry { name: name(site, key), text: figure(site, derivation).to_string(), made_of }
}

fn figure(site: &Site<'_>, derivation: &Derivation) -> Value {
    let figures = site.figures();
    let figure = &derivation.figure;
    let mut entry = Map::new();
    entry.insert("metric".into(), json!(figures.definitions().written(figure.of)));
    entry.insert("slice".into(), json!(figures.slice_written(figure.slice)));
    entry.insert("months".into(), json!(figure.months.to_string()));
    match &figure.value {
        Ok(value) => entry.insert("value".into(), json!(value.fraction())),
        Err(missing) => entry.insert("missing".into(), json!(figures.missing(missing, &Language::default()))),
    };
    if let Origin::Given(place) = &figure.origin {
        entry.insert("place".into(), json!(place.to_string()));
    }
    if let Some(formula) = &derivation.formula {
        entry.insert("formula".into(), json!(&*formula.text));
        entry.insert("defined".into(), json!(formula.place.to_string()));
    }
    if !derivation.ingredients.is_empty() {
        let names: Vec<String> = derivation.ingredients.iter().map(|ingredient| name(site, key_of(ingredient))).collect();
        entry.insert("made_of".into(), json!(names));
    }
    Value::Object(entry)
}

/// One line for each figure and each page, so that two manifests compare well.
fn written(site: &Site<'_>, pages: &[(&str, &[Line])], figures: &BTreeMap<String, String>) -> String {
    let figures = figures.iter().map(|(name, figure)| format!("{}: {figure}", json!(name)));
    let page = |(address, lines): &(&str, &[Line])| {
        let lines: Vec<Value> = lines.iter().map(|line| printed(site, line)).collect();
        format!("{}: {}", json!(address), Value::Array(lines))
    };
    let pages: Vec<String> = pages.par_iter().filter(|(_, lines)| !lines.is_empty()).map(page).collect();
    let joined = |lines: Vec<String>| lines.join(",\n");
    format!("{{\"figures\": {{\n{}\n}},\n\"pages\": {{\n{}\n}}}}\n", joined(figures.collect()), joined(pages))
}

fn printed(site: &Site<'_>, line: &Line) -> Value {
    let figure = match line.subject {
        Subject::Figure(of, slice, months) => name(site, (of, slice, months)),
        Subject::Cohort { measure, began, month } => cohort_name(measure, began, month),
        Subject::Cohorts { measure, after, by } => format!("cohorts {} {after} months after, by {by}", measure_word(measure)),
    };
    let mut entry = Map::new();
    entry.insert("figure".into(), json!(figure));
    if let Some(against) = line.against {
        entry.insert("against".into(), json!(against.to_string()));
    }
    if !matches!(line.what, What::Value | What::Change) {
        entry.insert("is".into(), json!(line.what.word()));
        entry.insert("value".into(), json!(line.value));
    }
    if let Some(place) = &line.place {
        entry.insert("place".into(), json!(place.to_string()));
    }
    entry.insert("printed".into(), json!(line.printed));
    Value::Object(entry)
}
