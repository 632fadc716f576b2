//! The values of a snapshot: numbers, numbers for each part, and reasons for missing ones.

use super::Known;
use super::fields::DETAILED;
use crate::data::{metric_ref, unknown_slice};
use crate::diag::codes;
use crate::model::{
    At, Audience, Axis, Definitions, Entry, Exact, Given, Kind, Localised, Metric, MetricRef, PartIx, Ref, SliceIx, Slices,
};
use crate::yaml::{Decoder, Key, Map, Node, Value, shortened, unknown_id};
use std::ops::Range;
use std::sync::Arc;

/// All values of a file.
pub(super) fn entries(d: &mut Decoder<'_>, map: &Map<'_>, known: &Known<'_>) -> Vec<Entry> {
    let mut found = Vec::with_capacity(count(map));
    if let Some(node) = present(map, "total") {
        slice(d, node, Slices::TOTAL, known, &mut found);
    }
    for axis in Axis::ALL {
        let Some(node) = present(map, axis.word()) else { continue };
        for (key, node) in d.entries(node) {
            match known.slices.find(axis, &key.text) {
                Some(ix) => slice(d, node, ix, known, &mut found),
                None => {
                    let written = Ref { id: Arc::from(key.text.as_str()), place: d.place(key.span.clone()) };
                    d.report.push(unknown_slice(axis, &written, known.slices));
                }
            }
        }
    }
    found
}

/// How many values there are about, so that room for them is made once.
fn count(map: &Map<'_>) -> usize {
    let below = |node: &Node| match &node.value {
        Value::Map(entries) => entries.len(),
        _ => 0,
    };
    let slices = Axis::ALL.iter().filter_map(|axis| match &map.get(axis.word())?.value {
        Value::Map(slices) => Some(slices.iter().map(|(_, node)| below(node)).sum::<usize>()),
        _ => None,
    });
    map.get("total").map_or(0, below) + slices.sum::<usize>()
}

pub(super) fn present<'n>(map: &Map<'n>, name: &str) -> Option<&'n Node> {
    map.get(name).filter(|node| node.value != Value::Null)
}

fn slice(d: &mut Decoder<'_>, node: &Node, slice: SliceIx, known: &Known<'_>, found: &mut Vec<Entry>) {
    for (key, node) in d.entries(node) {
        let Some(of) = resolve(d, key, known.definitions) else { continue };
        let metric = known.definitions.get(of.metric);
        if !kept(d, key, metric, slice, known) {
            continue;
        }
        let movement = known.movements.contains(&of.metric);
        let frame = Frame { of, metric, slice, movement, narrowest: d.audiences.narrowest() };
        frame.read(d, key, node, found);
    }
}

fn resolve(d: &mut Decoder<'_>, key: &Key, definitions: &Definitions) -> Option<MetricRef> {
    // The common case first: a whole metric, without making a reference of it.
    if let Some(metric) = definitions.find(&key.text) {
        return Some(metric.into());
    }
    let written = Ref { id: Arc::from(key.text.as_str()), place: d.place(key.span.clone()) };
    metric_ref(definitions, &written, d.report)
}

/// A value on an axis the metric is not kept by would be read by nobody.
fn kept(d: &mut Decoder<'_>, key: &Key, metric: &Metric, slice: SliceIx, known: &Known<'_>) -> bool {
    let Some(axis) = known.slices.get(slice).axis else { return true };
    // What is derived may be given wherever somebody has it.
    let kept = metric.by.contains(&axis) || matches!(metric.kind, Kind::Derived(_));
    if !kept {
        let message = format!("`{}` is not kept by {}", metric.id, axis.word());
        let hint = format!("add `{}` to its `by` in metrics.yaml, or write the value under `total:`", axis.word());
        d.say(&codes::NOT_KEPT, key.span.clone(), message, hint);
    }
    kept
}

/// The figure a value is for.
struct Frame<'a> {
    of: MetricRef,
    metric: &'a Metric,
    slice: SliceIx,
    movement: bool,
    narrowest: Audience,
}

impl Frame<'_> {
    fn read(&self, d: &mut Decoder<'_>, key: &Key, node: &Node, found: &mut Vec<Entry>) {
        match &node.value {
            Value::Null => {
                let hint = "write a number, or `{missing: reason}`, or take the key away";
                let message = format!("`{}` has neither a value nor a reason why there is none", shortened(&key.text));
                d.say(&codes::WRONG_TYPE, key.span.clone(), message, hint);
            }
            Value::Map(entries) if is_detailed(entries) => self.detailed(d, node, found),
            _ => self.value(d, node, self.narrowest, None, found),
        }
    }

    fn detailed(&self, d: &mut Decoder<'_>, node: &Node, found: &mut Vec<Entry>) {
        let Some(map) = d.map(node, &DETAILED) else { return };
        let audience = d.audience(&map, "audience");
        let note = d.localised(&map, "note").map(Arc::new);
        match (present(&map, "value"), map.has("missing")) {
            (Some(value), false) => self.value(d, value, audience, note, found),
            (None, true) => {
                let Some(reason) = d.localised(&map, "missing").map(Arc::new) else { return };
                let at = at(d, map.span_of("missing"));
                found.push(Entry { of: self.of, slice: self.slice, value: Given::Missing(reason), audience, note, at });
            }
            (Some(_), true) => {
                let hint = "keep one of the two";
                d.say(&codes::INVALID_VALUE, map.span_of("missing"), "a value cannot be given and missing at once", hint);
            }
            (None, false) if map.has("value") => {}
            (None, false) => {
                let hint = "add `value:` or `missing:` with the reason";
                d.say(&codes::MISSING_KEY, node.span.clone(), "a value needs `value` or `missing`", hint);
            }
        }
    }

    /// A number, or a number for each part.
    fn value(&self, d: &mut Decoder<'_>, node: &Node, audience: Audience, note: Option<Arc<Localised>>, found: &mut Vec<Entry>) {
        match &node.value {
            Value::Map(parts) if self.of.part.is_none() && !self.metric.parts.is_empty() => {
                for (key, node) in parts {
                    let Some(part) = self.part(d, key) else { continue };
                    let Some(value) = number(d, node) else { continue };
                    let of = MetricRef { metric: self.of.metric, part: Some(part) };
                    self.push(d, of, value, &node.span, audience, note.clone(), found);
                }
            }
            Value::Map(_) => {
                let message = format!("`{}` has no parts", self.metric.id);
                d.say(&codes::WRONG_TYPE, node.span.clone(), message, "write one number");
            }
            _ => {
                let Some(value) = number(d, node) else { return };
                self.push(d, self.of, value, &node.span, audience, note, found);
            }
        }
    }

    fn part(&self, d: &mut Decoder<'_>, key: &Key) -> Option<PartIx> {
        let found = self.metric.parts.iter().position(|part| *part.id == *key.text);
        if found.is_none() {
            let parts = self.metric.parts.iter().map(|part| &*part.id);
            let place = d.place(key.span.clone());
            d.report.push(unknown_id(&format!("part of `{}`", self.metric.id), &key.text, place, parts));
        }
        found.map(|at| PartIx(at as u16))
    }

    #[expect(clippy::too_many_arguments, reason = "one value with all that was written about it")]
    fn push(
        &self,
        d: &mut Decoder<'_>,
        of: MetricRef,
        value: Exact,
        span: &Range<usize>,
        audience: Audience,
        note: Option<Arc<Localised>>,
        found: &mut Vec<Entry>,
    ) {
        if value.is_negative() && self.movement {
            let message = format!("`{}` is a movement and is written as a positive number", self.metric.id);
            d.say(&codes::NEGATIVE_MOVEMENT, span.clone(), message, "take the minus away; the bridge knows what is subtracted");
            return;
        }
        let at = at(d, span.clone());
        found.push(Entry { of, slice: self.slice, value: Given::Value(value), audience, note, at });
    }
}

/// Whether a mapping is `{value | missing, …}` and not a number for each part. A part may be called `value`, but then its
/// neighbours are parts too.
fn is_detailed(entries: &[(Key, Node)]) -> bool {
    entries.is_empty() || entries.iter().any(|(key, _)| matches!(key.text.as_str(), "value" | "missing" | "audience" | "note"))
}

fn number(d: &mut Decoder<'_>, node: &Node) -> Option<Exact> {
    if node.value == Value::Null {
        let hint = "write a number: 0 is written as 0";
        d.say(&codes::WRONG_TYPE, node.span.clone(), "there is no number here", hint);
        return None;
    }
    crate::data::as_number(d, node)
}

pub(super) fn at(d: &Decoder<'_>, span: Range<usize>) -> At {
    let (line, column, width) = d.source.position(span);
    let small = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    At { file: 0, column: small(column), line, width: small(width) }
}
