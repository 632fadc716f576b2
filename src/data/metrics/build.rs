//! One definition: as written → as meant, but for its formula.

use super::fields::{AT_LEAST, DISCLOSE, METRIC, PART};
use super::{BROKEN, MaybeFormula};
use crate::data::number;
use crate::diag::codes;
use crate::model::{Axis, Better, Class, Disclose, Exact, Format, Kind, Localised, Metric, Part, Ref, Rollup, Unit};
use crate::yaml::{Decoder, Key, Map, Node, Value, shortened};
use std::ops::Range;
use std::sync::Arc;

/// A metric whose formula is not yet read, and whose disclosure may name a metric not yet known.
pub(super) struct Draft {
    pub metric: Metric,
    pub formula: MaybeFormula,
    /// What a disclosure demands: the metric and its least value.
    pub at_least: Option<(Ref, Exact)>,
}

/// Words of the formula language, which can name no metric.
const RESERVED: &[&str] = &["and", "or", "not", "if", "total"];

pub(super) fn metrics(d: &mut Decoder<'_>, node: &Node, drafts: &mut Vec<Draft>) {
    for (key, node) in d.entries(node) {
        if name_fits(d, key) {
            drafts.extend(metric(d, key, node));
        }
    }
}

/// Whether a key can be the id of a metric or part; if not, that is reported.
fn name_fits(d: &mut Decoder<'_>, key: &Key) -> bool {
    let letters = key.text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let fits =
        letters && key.text.starts_with(|first: char| first.is_ascii_lowercase()) && !RESERVED.contains(&key.text.as_str());
    if !fits {
        let message = format!("`{}` cannot be the id of a metric", shortened(&key.text));
        let hint =
            "ids are made of half-width lower-case letters, digits and `_`, begin with a letter and are no word of formulas";
        d.say(&codes::INVALID_VALUE, key.span.clone(), message, hint);
    }
    fits
}

fn metric(d: &mut Decoder<'_>, key: &Key, node: &Node) -> Option<Draft> {
    let map = d.map(node, &METRIC)?;
    let unit = d.one_of(&map, "unit", Unit::WORDS);
    let formula = d.formula(&map, "formula");
    let kind = kind(d, &map, &key.span);
    let (disclose, at_least) = disclose(d, &map).unzip();
    let metric = Metric {
        id: Arc::from(key.text.as_str()),
        place: d.place(key.span.clone()),
        name: d.localised(&map, "name").unwrap_or_else(|| Localised::one(Arc::clone(&d.languages[0]), key.text.as_str())),
        unit: unit.unwrap_or(Unit::Count),
        decimals: small(d, &map, "decimals", 10).map(|decimals| decimals as u8),
        format: format(d, &map, unit),
        counter: counter(d, &map, unit),
        better: d.one_of(&map, "better", BETTER).unwrap_or(Better::Neither),
        class: d.one_of(&map, "class", CLASSES),
        owner: d.reference(&map, "owner"),
        description: d.localised(&map, "description").unwrap_or_default(),
        by: axes(d, &map),
        parts: parts(d, &map),
        audience: d.audience(&map, "audience"),
        from_step: small(d, &map, "from_step", 100),
        disclose,
        never_over: number(d, &map, "never_over"),
        undefined: d.localised(&map, "undefined").unwrap_or_default(),
        kind,
    };
    // A unit that is unknown cannot be checked against the formula.
    let formula = formula.filter(|_| unit.is_some());
    Some(Draft { metric, formula, at_least: at_least.flatten() })
}

const BETTER: &[(&str, Better)] =
    &[("higher", Better::Higher), ("lower", Better::Lower), ("within", Better::Within), ("neither", Better::Neither)];

const CLASSES: &[(&str, Class)] = &[("outcome", Class::Outcome), ("leading", Class::Leading), ("activity", Class::Activity)];

#[derive(Clone, Copy, PartialEq)]
enum Written {
    Flow,
    Stock,
    NotAdditive,
}

fn kind(d: &mut Decoder<'_>, map: &Map<'_>, id: &Range<usize>) -> Kind {
    const WORDS: &[(&str, Written)] =
        &[("flow", Written::Flow), ("stock", Written::Stock), ("not_additive", Written::NotAdditive)];
    const MONTHS: &[(&str, Rollup)] = &[("last", Rollup::StockLast), ("first", Rollup::StockFirst)];
    let written = d.one_of(map, "kind", WORDS);
    let over_time = d.one_of(map, "over_time", MONTHS);
    match (map.has("kind"), map.has("formula")) {
        (false, false) => {
            let hint = "add `kind: flow`, `stock` or `not_additive` for an input, or a `formula`";
            d.say(&codes::MISSING_KEY, id.clone(), "a metric needs `kind` or `formula`", hint);
        }
        (true, true) => {
            let hint = "keep `kind` for an input, or `formula` for what is worked out";
            d.say(&codes::INVALID_VALUE, map.span_of("kind"), "a metric has either `kind` or `formula`", hint);
        }
        _ => {}
    }
    if map.has("over_time") && written != Some(Written::Stock) {
        let hint = "take it away, or write `kind: stock`";
        d.say(&codes::INVALID_VALUE, map.span_of("over_time"), "only a stock has `over_time`", hint);
    }
    if map.has("parts") && !matches!(written, Some(Written::Flow | Written::Stock)) {
        let hint = "write `kind: flow` or `kind: stock`";
        d.say(&codes::INVALID_VALUE, map.span_of("parts"), "only a flow or a stock has `parts`", hint);
    }
    match written {
        Some(Written::Flow) => Kind::Input(Rollup::Flow),
        Some(Written::Stock) => Kind::Input(over_time.unwrap_or(Rollup::StockLast)),
        Some(Written::NotAdditive) => Kind::Input(Rollup::NotAdditive),
        None => BROKEN,
    }
}

fn format(d: &mut Decoder<'_>, map: &Map<'_>, unit: Option<Unit>) -> Format {
    let format = d.one_of(map, "format", &[("times", Format::Times)]);
    if format.is_some() && unit.is_some_and(|unit| unit != Unit::Ratio) {
        let hint = "take it away, or write `unit: ratio`";
        d.say(&codes::INVALID_VALUE, map.span_of("format"), "only a ratio is printed as a multiple", hint);
    }
    format.unwrap_or_default()
}

fn counter(d: &mut Decoder<'_>, map: &Map<'_>, unit: Option<Unit>) -> Localised {
    let counter = d.localised(map, "counter").unwrap_or_default();
    if !counter.is_empty() && unit.is_some_and(|unit| unit != Unit::Count) {
        let hint = "take it away, or write `unit: count`";
        d.say(&codes::INVALID_VALUE, map.span_of("counter"), "only a count has a counter", hint);
    }
    counter
}

fn axes(d: &mut Decoder<'_>, map: &Map<'_>) -> Vec<Axis> {
    let mut axes = Vec::new();
    for node in d.list(map, "by") {
        let Some(axis) = d.as_one_of(node, "by", Axis::WORDS) else {
            // Any axis may have been meant: no value is on a wrong one until that is mended.
            return Axis::ALL.to_vec();
        };
        if !axes.contains(&axis) {
            axes.push(axis);
        }
    }
    axes.sort_unstable();
    axes
}

fn parts(d: &mut Decoder<'_>, map: &Map<'_>) -> Vec<Part> {
    let Some(node) = map.get("parts").filter(|node| node.value != Value::Null) else { return Vec::new() };
    let mut parts = Vec::new();
    for (key, node) in d.entries(node) {
        if !name_fits(d, key) {
            continue;
        }
        let Some(map) = d.map(node, &PART) else { continue };
        parts.push(Part {
            id: Arc::from(key.text.as_str()),
            name: d.localised(&map, "name").unwrap_or_else(|| Localised::one(Arc::clone(&d.languages[0]), key.text.as_str())),
            controllable: d.bool(&map, "controllable"),
        });
    }
    parts
}

fn small(d: &mut Decoder<'_>, map: &Map<'_>, name: &str, most: u32) -> Option<u32> {
    let found = d.parsed::<u32>(map, name, "a whole number")?;
    if found > most {
        d.say(&codes::INVALID_VALUE, map.span_of(name), format!("`{name}` is at most {most}"), "write a smaller number");
        return None;
    }
    Some(found)
}

fn disclose(d: &mut Decoder<'_>, map: &Map<'_>) -> Option<(Disclose, Option<(Ref, Exact)>)> {
    let node = map.get("disclose").filter(|node| node.value != Value::Null)?;
    let map = d.map(node, &DISCLOSE)?;
    let to = d.audience(&map, "to");
    let (because, by, date) = (d.localised(&map, "because"), d.reference(&map, "by"), d.date(&map, "date"));
    // Half a rule would disclose more than was meant, so a broken `at_least` discloses nothing.
    let at_least = match map.get("at_least") {
        None => None,
        Some(node) => {
            let map = d.map(node, &AT_LEAST)?;
            let (metric, value) = (d.reference(&map, "metric"), number(d, &map, "value"));
            Some((metric?, value?))
        }
    };
    let (because, place) = (because?, d.place(node.span.clone()));
    let disclose = Disclose { to, because, by: by?, date: Some(date?), at_least: None, place };
    Some((disclose, at_least))
}
