//! The rules by which metrics must agree: bridges, equal pairs and what a disclosure demands.
//!
//! They are read with the file they stand in and looked up once all metrics are known.

use super::fields::{BRIDGE, EQUAL};
use crate::data::{metric_ref, number};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Bridge, Definitions, Equal, Exact, Localised, Metric, MetricIx, MetricRef, Place, Ref, Tolerance};
use crate::yaml::{Decoder, Map, Node, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rules as written.
#[derive(Default)]
pub(super) struct Rules {
    bridges: Vec<BridgeDraft>,
    equals: Vec<(Vec<Ref>, Option<Tolerance>, Place)>,
}

struct BridgeDraft {
    id: Arc<str>,
    name: Localised,
    opening: Ref,
    closing: Ref,
    plus: Vec<Ref>,
    minus: Vec<Ref>,
    cancel: Option<(Ref, Ref)>,
    tolerance: Option<Tolerance>,
    place: Place,
}

impl Rules {
    pub(super) fn read(&mut self, d: &mut Decoder<'_>, map: &Map<'_>) {
        for node in d.list(map, "bridges") {
            self.bridges.extend(bridge(d, node));
        }
        for node in d.list(map, "equal") {
            self.equals.extend(equal(d, node));
        }
    }

    /// Looks everything up and makes the definitions.
    pub(super) fn finish(
        self,
        metrics: Vec<Metric>,
        order: Vec<MetricIx>,
        at_least: Vec<Option<(Ref, Exact)>>,
        report: &mut Report,
    ) -> Definitions {
        let known = Definitions::new(metrics, order, Vec::new(), Vec::new());
        let mut ids: BTreeMap<Arc<str>, Place> = BTreeMap::new();
        let mut bridges = Vec::new();
        for draft in self.bridges {
            if let Some(first) = ids.get(&draft.id) {
                let message = format!("the bridge `{}` is defined twice", draft.id);
                let finding = Diagnostic::new(&codes::DUPLICATE_ID, draft.place, message);
                report.push(finding.also(first.clone(), "the first one stands here").hint("rename or remove one of them"));
                continue;
            }
            ids.insert(Arc::clone(&draft.id), draft.place.clone());
            bridges.extend(resolved(draft, &known, report));
        }
        let mut equals = Vec::new();
        for (pair, tolerance, place) in self.equals {
            let pair: Vec<_> = pair.iter().map(|it| metric_ref(&known, it, report)).collect();
            if let [Some(a), Some(b)] = pair[..]
                && same_unit(&known, &[a, b], &place, report)
            {
                equals.push(Equal { pair: [a, b], tolerance, place });
            }
        }
        let demands: Vec<_> = at_least
            .into_iter()
            .map(|demand| demand.map(|(metric, value)| metric_ref(&known, &metric, report).map(|metric| (metric, value))))
            .collect();
        known.with_rules(bridges, equals, demands)
    }
}

fn tolerance(d: &mut Decoder<'_>, map: &Map<'_>) -> Option<Tolerance> {
    let value = number(d, map, "tolerance");
    let because = d.localised(map, "because");
    if map.has("tolerance") && !map.has("because") {
        let hint = "add `because:` with the reason";
        d.say(&codes::MISSING_KEY, map.span_of("tolerance"), "a tolerance needs its reason", hint);
    }
    let (value, because) = (value?, because?);
    if value.is_negative() {
        let hint = "write the largest difference that is let pass";
        d.say(&codes::INVALID_VALUE, map.span_of("tolerance"), "a tolerance is not negative", hint);
        return None;
    }
    Some(Tolerance { value, because })
}

fn bridge(d: &mut Decoder<'_>, node: &Node) -> Option<BridgeDraft> {
    let map = d.map(node, &BRIDGE)?;
    let id = d.text(&map, "id").filter(|id| d.is_id(id, map.span_of("id"))).map(Arc::<str>::from);
    let name = d.localised(&map, "name").unwrap_or_default();
    let (opening, closing) = (d.reference(&map, "opening"), d.reference(&map, "closing"));
    let (plus, minus) = (d.references(&map, "plus"), d.references(&map, "minus"));
    let cancel = match &d.references(&map, "cancel")[..] {
        [a, b] => Some((a.clone(), b.clone())),
        [] if !map.has("cancel") => None,
        _ => {
            let hint = "write it like `[transfer_in, transfer_out]`";
            d.say(&codes::INVALID_VALUE, map.span_of("cancel"), "`cancel` names two metrics", hint);
            None
        }
    };
    let tolerance = tolerance(d, &map);
    let place = d.place(map.span_of("id"));
    Some(BridgeDraft { id: id?, name, opening: opening?, closing: closing?, plus, minus, cancel, tolerance, place })
}

fn equal(d: &mut Decoder<'_>, node: &Node) -> Option<(Vec<Ref>, Option<Tolerance>, Place)> {
    let (items, tolerance) = match &node.value {
        Value::List(items) => (&items[..], None),
        _ => {
            let map = d.map(node, &EQUAL)?;
            (d.list(&map, "pair"), tolerance(d, &map))
        }
    };
    if items.len() != 2 {
        let hint = "write it like `[churned_arr, churn_reasons]`";
        d.say(&codes::INVALID_VALUE, node.span.clone(), "an equal pair names two metrics", hint);
        return None;
    }
    let pair = items.iter().filter_map(|node| d.as_reference(node)).collect();
    Some((pair, tolerance, d.place(node.span.clone())))
}

fn resolved(draft: BridgeDraft, known: &Definitions, report: &mut Report) -> Option<Bridge> {
    let mut all = |refs: &[Ref]| -> Vec<Option<MetricRef>> { refs.iter().map(|it| metric_ref(known, it, report)).collect() };
    let ends = all(&[draft.opening, draft.closing]);
    let (plus, minus) = (all(&draft.plus), all(&draft.minus));
    let cancel = draft.cancel.map(|(a, b)| all(&[a, b]));
    // A bridge that lacks a span would only report differences that are none.
    let whole = |found: Vec<Option<MetricRef>>| found.into_iter().collect::<Option<Vec<_>>>();
    let (ends, plus, minus) = (whole(ends)?, whole(plus)?, whole(minus)?);
    let cancel = match cancel.map(whole) {
        None => None,
        Some(found) => match found?[..] {
            [a, b] => Some((a, b)),
            _ => return None,
        },
    };
    let [opening, closing] = ends[..] else { return None };
    let metrics: Vec<_> = ends.iter().chain(&plus).chain(&minus).copied().collect();
    let BridgeDraft { id, name, tolerance, place, .. } = draft;
    same_unit(known, &metrics, &place, report).then_some(Bridge {
        id,
        name,
        opening,
        plus,
        minus,
        closing,
        cancel,
        tolerance,
        place,
    })
}

fn same_unit(known: &Definitions, metrics: &[MetricRef], place: &Place, report: &mut Report) -> bool {
    let Some((first, rest)) = metrics.split_first() else { return false };
    let unit = known.get(first.metric).unit;
    let Some(other) = rest.iter().find(|of| known.get(of.metric).unit != unit) else { return true };
    let (written, other_unit) = (known.written(*other), known.get(other.metric).unit);
    let message = format!("`{}` is {unit}, but `{written}` is {other_unit}", known.written(*first));
    let finding = Diagnostic::new(&codes::UNIT_MISMATCH, place.clone(), message);
    report.push(finding.hint("bring together only metrics of one unit"));
    false
}
