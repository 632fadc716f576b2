//! The language, corner by corner.

use super::*;
use crate::model::{Audience, Exact, MetricRef, Missing, Month, MonthRange, SliceIx, SourcePath};
use proptest::prelude::*;
use std::collections::BTreeMap;

const METRICS: &[(&str, Unit, &[&str])] = &[
    ("opening_arr", Unit::Money, &[]),
    ("upsell", Unit::Money, &[]),
    ("accounts", Unit::Count, &[]),
    ("health", Unit::Count, &["green", "red"]),
    ("nrr", Unit::Ratio, &[]),
    ("nps", Unit::Points, &[]),
];

struct Known;

impl Names for Known {
    fn metric(&self, id: &str) -> Option<MetricIx> {
        METRICS.iter().position(|(known, ..)| *known == id).map(|at| MetricIx(at as u16))
    }
    fn part(&self, metric: MetricIx, id: &str) -> Option<PartIx> {
        METRICS[metric.0 as usize].2.iter().position(|known| *known == id).map(|at| PartIx(at as u16))
    }
    fn unit(&self, metric: MetricIx) -> Unit {
        METRICS[metric.0 as usize].1
    }
    fn ids(&self) -> Vec<&str> {
        METRICS.iter().map(|(id, ..)| *id).collect()
    }
    fn parts(&self, metric: MetricIx) -> Vec<&str> {
        METRICS[metric.0 as usize].2.to_vec()
    }
}

/// Values by id, the same in every month but for `nrr`, which is 2 from 2026-01 on and missing before.
struct Given(BTreeMap<&'static str, i64>);

impl Inputs for Given {
    fn figure(&self, of: MetricRef, spot: Spot) -> Value {
        let id = METRICS[of.metric.0 as usize].0;
        let early = id == "nrr" && spot.months.first < Month::new(2026, 1).unwrap();
        let value = self.0.get(id).filter(|_| !early).map(|value| Exact::from(*value)).ok_or(Missing::NotWritten);
        Value { value, audience: Audience(of.metric.0 as u8) }
    }
}

fn text(formula: &str) -> FormulaText {
    let place = Place { path: SourcePath::new("m.yaml"), line: 3, column: 10, width: 1 };
    FormulaText { text: formula.into(), place }
}

fn values() -> Given {
    Given([("opening_arr", 200), ("upsell", 50), ("accounts", 4), ("health", 0), ("nrr", 2)].into())
}

fn spot() -> Spot {
    let month = Month::new(2026, 10).unwrap();
    Spot { slice: SliceIx(0), months: MonthRange { first: month, last: month } }
}

fn read(formula: &str, unit: Unit) -> Result<Formula, Vec<String>> {
    let mut report = Report::default();
    let found = parse(&text(formula), unit, &Known, &mut report);
    let lines = report.iter().map(|it| format!("{} {}+{} {}", it.code.id, it.place.column, it.place.width, it.message)).collect();
    found.ok_or(lines)
}

#[track_caller]
fn gives(formula: &str, unit: Unit, expected: &str) {
    let formula = read(formula, unit).unwrap_or_else(|findings| panic!("{findings:?}"));
    let value = evaluate(&formula.root, spot(), &values()).value;
    assert_eq!(value.map_or_else(|missing| format!("{missing:?}"), |value| value.to_string()), expected);
}

#[track_caller]
fn refused(formula: &str, unit: Unit, expected: &str) {
    let findings = read(formula, unit).map(|_| ()).expect_err("a mistake");
    assert_eq!(findings.join("; "), expected);
}

#[test]
fn operators_bind_as_in_school() {
    gives("opening_arr + upsell * 2 - -upsell", Unit::Money, "350");
    gives("(opening_arr + upsell) / opening_arr", Unit::Ratio, "1.25");
    gives("opening_arr - upsell - upsell", Unit::Money, "100");
    gives("opening_arr / accounts / 2", Unit::Money, "25");
    gives("if(upsell > 40 and not accounts == 5, 1, 0)", Unit::Count, "1");
    gives("product(nrr, 10)", Unit::Ratio, "1024");
    gives("avg(upsell, 3)", Unit::Money, "50");
}

#[test]
fn missing_values_carry_their_reason() {
    gives("upsell / health", Unit::Money, "DivisionByZero");
    gives("sum(nrr, 12)", Unit::Ratio, "Month(Month { year: 2025, month: 11 })");
    // That an input is missing a year ago says little without the month.
    gives("at(nrr, -12) + 1", Unit::Ratio, "Month(Month { year: 2025, month: 10 })");
}

#[test]
fn mistakes_are_underlined_where_they_stand() {
    refused("opening_arr + upsel", Unit::Money, "unknown-metric 24+5 no metric is named `upsel`");
    refused("health.blue + health", Unit::Count, "unknown-metric 17+4 `health` has no part `blue`");
    refused("opening_arr + accounts", Unit::Money, "unit-mismatch 10+22 money and count cannot be added or compared");
    refused(
        "opening_arr / accounts",
        Unit::Ratio,
        "unit-mismatch 10+22 the formula gives money / count, but the metric declares `ratio`",
    );
    refused("sum(upsell)", Unit::Money, "wrong-arguments 13+8 `sum` takes 2 argument(s), not 1");
    refused("at(upsell, 1)", Unit::Money, "wrong-arguments 21+1 `1` is not a whole number of months from -240 to -1");
    refused("total(upsell)", Unit::Money, "unknown-function 10+5 no function is named `total`");
    refused("upsell ＋ upsell", Unit::Money, "formula-syntax 17+1 `＋` is not a sign of formulas");
    refused("(upsell", Unit::Money, "formula-syntax 16+1 `)` is missing at the end");
    refused("upsell upsell", Unit::Money, "formula-syntax 17+6 `upsell` does not belong here");
    refused("", Unit::Money, "formula-syntax 10+1 the formula is empty");
    refused("upsell > 3", Unit::Count, "unit-mismatch 10+10 the formula says yes or no, but a metric is a number");
    refused("解約 + upsell", Unit::Money, "unknown-metric 10+2 no metric is named `解約`");
    refused("80%", Unit::Ratio, "formula-syntax 10+3 `%` is not a sign of formulas");
}

#[test]
fn all_mistakes_of_names_are_said_at_once() {
    let findings = read("upsel + opening + sum(upsell)", Unit::Money).map(|_| ()).expect_err("mistakes");
    assert_eq!(findings.len(), 3, "{findings:?}");
}

#[test]
fn an_unknown_side_does_not_hide_a_decision() {
    let judged = |formula: &str| {
        let root = read(&format!("if({formula}, 1, 0)"), Unit::Count).expect("a condition").root;
        evaluate(&root, spot(), &values()).value.map(|value| value.to_string()).unwrap_or("missing".into())
    };
    assert_eq!(judged("upsell > 40 or nps > 0"), "1");
    assert_eq!(judged("nps > 0 and upsell < 40"), "0");
    assert_eq!(judged("nps > 0 and upsell > 40"), "missing");
}

#[test]
fn the_audience_counts_what_did_not_matter() {
    let root = read("if(upsell > 0, accounts, health)", Unit::Count).expect("a formula").root;
    assert_eq!(evaluate(&root, spot(), &values()).audience, Audience(3));
}

#[test]
fn depth_and_length_are_limited() {
    let deep = format!("{}upsell{}", "(".repeat(3000 / 2), ")".repeat(3000 / 2));
    assert!(read(&deep, Unit::Money).is_err());
    assert!(read(&"-".repeat(3000), Unit::Money).is_err());
    assert!(read(&"not ".repeat(900), Unit::Money).is_err());
    assert!(read(&"1+".repeat(3000), Unit::Money).is_err());
    assert!(read("sum(sum(upsell, 240), 240)", Unit::Money).is_err());
}

proptest! {
    #[test]
    fn no_text_makes_a_panic(written in "\\PC{0,80}") {
        let _ = read(&written, Unit::Money);
    }

    #[test]
    fn no_sentence_of_the_language_makes_a_panic(
        words in prop::collection::vec(prop::sample::select(&[
            "upsell", "nrr", "health.red", "0", "1.5", "+", "-", "*", "/", "(", ")", ",", "if(", "prev(", "at(", "sum(", "product(",
            "share(", "-12", "12", "<", ">=", "and", "or", "not", " ",
        ][..]), 0..24)
    ) {
        let formula = read(&words.join(" "), Unit::Ratio);
        if let Some(Ok(value)) = formula.ok().map(|formula| evaluate(&formula.root, spot(), &values()).value) {
            prop_assert!(value.to_f64().is_finite());
        }
    }
}
