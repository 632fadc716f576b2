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
use foldhash::HashSet;
use rayon::prelude::*;

type Key = (MetricRef, SliceIx, MonthRange);

/// A figure as it is written, and the figures it is made of.
struct Entry {
    name: String,
    text: String,
    made_of: Vec<Key>,
}

/// The manifest of a site's pages, by address.
pub(super) fn of(site: &Site<'_>, pages: &[(&str, &[Line])]) -> Vec<u8> {
    let mut figures = figures(site, printed_keys(pages));
    figures.extend(cohorts(site, pages));
    figures.par_sort_unstable();
    figures.dedup();
    written(site, pages, &figures)
}

/// The figures that pages print, and those they are compared with.
fn printed_keys(pages: &[(&str, &[Line])]) -> HashSet<Key> {
    let of_page = |mut found: HashSet<Key>, (_, lines): &(&str, &[Line])| {
        for line in lines.iter().filter(|line| !matches!(line.what, What::Target | What::Pilot)) {
            if let Subject::Figure(of, slice, months) = line.subject {
                found.extend([Some(months), line.against].into_iter().flatten().map(|months| (of, slice, months)));
            }
        }
        found
    };
    let together = |mut all: HashSet<Key>, more: HashSet<Key>| {
        all.extend(more);
        all
    };
    pages.par_iter().fold(HashSet::default, of_page).reduce(HashSet::default, together)
}

/// The figures, and all they are made of, each with its name.
fn figures(site: &Site<'_>, mut known: HashSet<Key>) -> Vec<(String, String)> {
    let language = Language::default();
    let mut wanted: Vec<Key> = known.iter().copied().collect();
    let mut figures = Vec::new();
    // What the figures of one round are made of is the next round.
    while !wanted.is_empty() {
        let derived = |key: &Key| {
            let derivation = site.figures().made_of(key.0, key.1, key.2)?;
            Some(entry(site, *key, &derivation, &language))
        };
        let round: Vec<Entry> = wanted.par_iter().filter_map(derived).collect();
        wanted.clear();
        for entry in round {
            wanted.extend(entry.made_of.into_iter().filter(|key| known.insert(*key)));
            figures.push((entry.name, entry.text));
        }
    }
    figures
}

fn cohorts(site: &Site<'_>, pages: &[(&str, &[Line])]) -> Vec<(String, String)> {
    let lines = pages.iter().flat_map(|(_, lines)| *lines);
    let cohort = |line: &Line| match line.subject {
        Subject::Cohort { measure, began, month } => {
            Some((cohort_name(measure, began, month), cohort(site, measure, began, month)?))
        }
        _ => None,
    };
    lines.filter_map(cohort).collect()
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
fn cohort(site: &Site<'_>, measure: Measure, began: Month, month: Month) -> Option<String> {
    let snapshot = site.figures().snapshot(month)?;
    let cohort = snapshot.cohort(began)?;
    let mut object = Object::default();
    object.text("value", &cohort.left(measure).fraction());
    object.text("place", &snapshot.place(cohort.at).to_string());
    Some(object.closed())
}

fn key_of(derivation: &Derivation) -> Key {
    (derivation.figure.of, derivation.figure.slice, derivation.figure.months)
}

/// `nrr total 2026-10`, `health.red segment:tier1 2026-07..2026-09`.
fn name(site: &Site<'_>, (of, slice, months): Key) -> String {
    let mut name = site.figures().definitions().written(of);
    name.push(' ');
    name.push_str(&site.figures().slice_written(slice));
    name.push(' ');
    name.push_str(&months.to_string());
    name
}

fn entry(site: &Site<'_>, key: Key, derivation: &Derivation, language: &Language) -> Entry {
    let made_of: Vec<Key> = derivation.ingredients.iter().map(key_of).collect();
    Entry { name: name(site, key), text: figure(site, derivation, &made_of, language), made_of }
}

fn figure(site: &Site<'_>, derivation: &Derivation, made_of: &[Key], language: &Language) -> String {
    let (figures, figure) = (site.figures(), &derivation.figure);
    let mut object = Object::default();
    object.text("metric", &figures.definitions().written(figure.of));
    object.text("slice", &figures.slice_written(figure.slice));
    object.text("months", &figure.months.to_string());
    match &figure.value {
        Ok(value) => object.text("value", &value.fraction()),
        Err(missing) => object.text("missing", &figures.missing(missing, language)),
    }
    if let Origin::Given(place) = &figure.origin {
        object.text("place", &place.to_string());
    }
    if let Some(formula) = &derivation.formula {
        object.text("formula", &formula.text);
        object.text("defined", &formula.place.to_string());
    }
    if !made_of.is_empty() {
        object.key("made_of");
        object.0.push('[');
        for (at, key) in made_of.iter().enumerate() {
            object.0.push_str(if at > 0 { "," } else { "" });
            quoted(&mut object.0, &name(site, *key));
        }
        object.0.push(']');
    }
    object.closed()
}

/// One line for each figure and each page, so that two manifests compare well.
fn written(site: &Site<'_>, pages: &[(&str, &[Line])], figures: &[(String, String)]) -> Vec<u8> {
    let page = |(address, lines): &(&str, &[Line])| {
        let mut out = Object(String::with_capacity(lines.len() * 96));
        quoted(&mut out.0, address);
        out.0.push_str(": [");
        for (at, line) in lines.iter().enumerate() {
            out.0.push_str(if at > 0 { ",{" } else { "{" });
            printed(site, line, &mut out);
        }
        out.0.push(']');
        out.0
    };
    let pages: Vec<String> = pages.par_iter().filter(|(_, lines)| !lines.is_empty()).map(page).collect();
    let length = figures.iter().map(|(name, figure)| name.len() + figure.len() + 6).sum::<usize>();
    let mut out = String::with_capacity(length + pages.iter().map(|page| page.len() + 2).sum::<usize>() + 64);
    out.push_str("{\"figures\": {\n");
    for (at, (name, figure)) in figures.iter().enumerate() {
        out.push_str(if at > 0 { ",\n" } else { "" });
        quoted(&mut out, name);
        out.push_str(": ");
        out.push_str(figure);
    }
    out.push_str("\n},\n\"pages\": {\n");
    for (at, page) in pages.iter().enumerate() {
        out.push_str(if at > 0 { ",\n" } else { "" });
        out.push_str(page);
    }
    out.push_str("\n}}\n");
    out.into_bytes()
}

/// What is printed, after the brace that opens it.
fn printed(site: &Site<'_>, line: &Line, out: &mut Object) {
    let figure = match line.subject {
        Subject::Figure(of, slice, months) => name(site, (of, slice, months)),
        Subject::Cohort { measure, began, month } => cohort_name(measure, began, month),
        Subject::Cohorts { measure, after, by } => format!("cohorts {} {after} months after, by {by}", measure_word(measure)),
    };
    out.text("figure", &figure);
    if let Some(against) = line.against {
        out.text("against", &against.to_string());
    }
    if !matches!(line.what, What::Value | What::Change) {
        out.text("is", line.what.word());
        out.text("value", &line.value);
    }
    if let Some(place) = &line.place {
        out.text("place", &place.to_string());
    }
    out.text("printed", &line.printed);
    out.0.push('}');
}

/// An object of texts as it is written: there are a hundred thousand, and a tree of each would take longer than all the figures.
struct Object(String);

impl Default for Object {
    fn default() -> Self {
        Object("{".to_owned())
    }
}

impl Object {
    fn text(&mut self, key: &'static str, text: &str) {
        self.key(key);
        quoted(&mut self.0, text);
    }

    fn key(&mut self, key: &'static str) {
        self.0.push_str(if self.0.ends_with('{') { "\"" } else { ",\"" });
        self.0.push_str(key);
        self.0.push_str("\":");
    }

    fn closed(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// A text in quotes.
fn quoted(out: &mut String, text: &str) {
    // Nearly none needs more than its quotes.
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::Value::from(text).to_string());
    }
}
