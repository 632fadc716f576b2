//! The cohort triangle of a snapshot: what is left of the accounts of each starting month.

use super::fields::COHORT;
use super::values::{at, present};
use crate::data::number;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{At, Cohort, Exact, Measure, Month, Snapshot};
use crate::yaml::{Decoder, Key, Map, Node, shortened};
use std::collections::BTreeMap;

/// The cohorts of a file, whose month is known unless it was a mistake.
pub(super) fn read(d: &mut Decoder<'_>, map: &Map<'_>, month: Option<Month>) -> Vec<Cohort> {
    let Some(node) = present(map, "cohort") else { return Vec::new() };
    d.entries(node).into_iter().filter_map(|(key, node)| cohort(d, key, node, month)).collect()
}

fn cohort(d: &mut Decoder<'_>, key: &Key, node: &Node, month: Option<Month>) -> Option<Cohort> {
    let began = began(d, key, month);
    let map = d.map(node, &COHORT)?;
    let (arr, accounts) = (left(d, &map, Measure::Arr.key()), left(d, &map, Measure::Accounts.key()));
    Some(Cohort { began: began?, arr: arr?, accounts: accounts?, at: at(d, key.span.clone()) })
}

/// The month a cohort began: of what begins later, nothing can be left yet.
fn began(d: &mut Decoder<'_>, key: &Key, month: Option<Month>) -> Option<Month> {
    let Ok(began) = key.text.parse::<Month>() else {
        let message = format!("`{}` is not a month like 2026-10", shortened(&key.text));
        d.say(&codes::WRONG_TYPE, key.span.clone(), message, "write the month in which these accounts began");
        return None;
    };
    if let Some(month) = month.filter(|month| began > *month) {
        let message = format!("a cohort of {began} cannot stand in the snapshot of {month}");
        d.say(&codes::INVALID_VALUE, key.span.clone(), message, "correct the month in which these accounts began");
        return None;
    }
    Some(began)
}

/// What is left: never less than nothing.
fn left(d: &mut Decoder<'_>, map: &Map<'_>, name: &str) -> Option<Exact> {
    let value = number(d, map, name)?;
    if value.is_negative() {
        let message = format!("`{name}` of a cohort is below 0");
        d.say(&codes::INVALID_VALUE, map.span_of(name), message, "write what is left: 0 when all have gone");
        return None;
    }
    Some(value)
}

/// Of two cohorts of one month the first stays. What stays is in the order of time.
pub(super) fn drop_twice(snapshot: &mut Snapshot, report: &mut Report) {
    let mut seen: BTreeMap<Month, At> = BTreeMap::new();
    let mut cohorts = std::mem::take(&mut snapshot.cohorts);
    cohorts.retain(|cohort| {
        let Some(first) = seen.get(&cohort.began) else {
            seen.insert(cohort.began, cohort.at);
            return true;
        };
        let message = format!("the cohort of {} is given twice for {}", cohort.began, snapshot.month);
        let finding = Diagnostic::new(&codes::DUPLICATE_VALUE, snapshot.place(cohort.at), message);
        report.push(finding.also(snapshot.place(*first), "the first one stands here").hint("remove one of the two"));
        false
    });
    cohorts.sort_by_key(|cohort| cohort.began);
    snapshot.cohorts = cohorts;
}
