//! Reads the figures of every month: `data/snapshots/*.yaml`, several files a month if they like.
//!
//! Out: one [`Snapshot`] a month, oldest first. No value stands in it twice, and each knows its place.

mod cohorts;
mod fields;
mod values;

pub use fields::{DETAILED, SNAPSHOT_FILE};

use super::{Context, metric_ref, number, slice, yaml_files};
use crate::diag::{Diagnostic, Hint, Report, codes};
use crate::model::{
    Definitions, Entry, MetricIx, MetricRef, Month, Outlook, Place, Restated, SliceIx, Slices, Snapshot, SourcePath,
};
use crate::world::{World, read_text};
use crate::yaml::{self, Decoder, Map, Node, Source};
use fields::{OUTLOOK, RESTATED};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// All snapshots, oldest first.
pub fn snapshots(
    world: &dyn World,
    context: &Context<'_>,
    definitions: &Definitions,
    slices: &Slices,
    report: &mut Report,
) -> Vec<Snapshot> {
    let paths = yaml_files(world, "data/snapshots", report);
    let movements =
        definitions.bridges.iter().flat_map(|bridge| bridge.plus.iter().chain(&bridge.minus)).map(|of| of.metric).collect();
    let known = Known { definitions, slices, movements };
    // Each file has its own report, so that the order of findings never depends on threads.
    let read: Vec<(Option<Snapshot>, Report)> = paths
        .par_iter()
        .map(|path| {
            let mut report = Report::default();
            (one(world, context, path, &known, &mut report), report)
        })
        .collect();
    let mut months: BTreeMap<Month, Snapshot> = BTreeMap::new();
    for (snapshot, findings) in read {
        report.append(findings);
        let Some(snapshot) = snapshot else { continue };
        match months.get_mut(&snapshot.month) {
            None => {
                months.insert(snapshot.month, snapshot);
            }
            Some(first) => join(first, snapshot),
        }
    }
    let mut snapshots: Vec<_> = months.into_values().collect();
    for snapshot in &mut snapshots {
        drop_twice(snapshot, &known, report);
    }
    snapshots
}

/// What values may refer to.
struct Known<'a> {
    definitions: &'a Definitions,
    slices: &'a Slices,
    /// The metrics that bridges add or take away.
    movements: BTreeSet<MetricIx>,
}

impl Known<'_> {
    /// How a value is named in messages: `health.red of tier1`.
    fn named(&self, of: MetricRef, slice: SliceIx) -> String {
        format!("`{}` of {}", self.definitions.written(of), self.slices.get(slice).id)
    }
}

fn one(world: &dyn World, context: &Context<'_>, path: &SourcePath, known: &Known<'_>, report: &mut Report) -> Option<Snapshot> {
    let text = read_text(world, path, report)?;
    let source = Source::new(path.clone(), text);
    let node = yaml::parse(&source, 0..source.text.len(), report)?;
    let mut d = context.decoder(&source, report);
    let map = d.map(&node, &SNAPSHOT_FILE)?;
    let month = d.month(&map, "month");
    let mut snapshot = Snapshot {
        month: month.unwrap_or_else(|| Month::from_index(0)),
        closed: d.bool(&map, "closed").unwrap_or(false),
        stated: d.place(map.span_of("month")),
        files: vec![path.clone()],
        entries: values::entries(&mut d, &map, known),
        restated: d.list(&map, "restated").iter().filter_map(|node| restated(&mut d, node, known)).collect(),
        outlook: d.list(&map, "outlook").iter().filter_map(|node| outlook(&mut d, node, known)).collect(),
        cohorts: cohorts::read(&mut d, &map, month),
    };
    // The mistakes of a file without a month are all said, but its figures belong nowhere.
    let named = path.file_name().get(..7).and_then(|name| name.parse::<Month>().ok());
    named_after(&mut d, &map, path, month, named);
    // Of two months that do not agree, the one in the name was chosen with more care.
    snapshot.month = named.or(month)?;
    Some(snapshot)
}

/// A file is found by its name, so the name must not say another month.
fn named_after(d: &mut Decoder<'_>, map: &Map<'_>, path: &SourcePath, month: Option<Month>, named: Option<Month>) {
    if let (Some(month), Some(named)) = (month, named)
        && named != month
    {
        let hint = Hint::from(format!("write `{named}`, or rename the file")).repair(named.to_string());
        let message = format!("the file is named {}, but its month is {month}", path.file_name());
        d.say(&codes::INVALID_VALUE, map.span_of("month"), message, hint);
    }
}

fn join(first: &mut Snapshot, second: Snapshot) {
    let offset = first.files.len() as u16;
    first.closed |= second.closed;
    first.files.extend(second.files);
    first.entries.extend(second.entries.into_iter().map(|mut entry| {
        entry.at.file += offset;
        entry
    }));
    first.cohorts.extend(second.cohorts.into_iter().map(|mut cohort| {
        cohort.at.file += offset;
        cohort
    }));
    first.restated.extend(second.restated);
    first.outlook.extend(second.outlook);
}

/// Of two values for one figure the one for more eyes stays, else the first: what a wide site holds never depends on a
/// narrower value.
fn drop_twice(snapshot: &mut Snapshot, known: &Known<'_>, report: &mut Report) {
    drop_values_twice(snapshot, known, report);
    cohorts::drop_twice(snapshot, report);
    let mut seen: BTreeMap<(MetricRef, SliceIx), Place> = BTreeMap::new();
    snapshot.outlook.retain(|outlook| outlook_once(outlook, known, &mut seen, report));
}

fn drop_values_twice(snapshot: &mut Snapshot, known: &Known<'_>, report: &mut Report) {
    if all_differ(&snapshot.entries) {
        return;
    }
    let mut order: Vec<usize> = (0..snapshot.entries.len()).collect();
    // Stable, so that the first written comes first.
    order.sort_by_key(|at| (snapshot.entries[*at].of, snapshot.entries[*at].slice, snapshot.entries[*at].audience));
    let mut twice = Vec::new();
    for pair in order.windows(2) {
        let (first, second) = (&snapshot.entries[pair[0]], &snapshot.entries[pair[1]]);
        if (first.of, first.slice) != (second.of, second.slice) {
            continue;
        }
        let message = format!("{} is given twice for {}", known.named(second.of, second.slice), snapshot.month);
        let finding = Diagnostic::new(&codes::DUPLICATE_VALUE, snapshot.place(second.at), message);
        report.push(finding.also(snapshot.place(first.at), "the other one stands here").hint("remove one of the two"));
        twice.push(pair[1]);
    }
    if !twice.is_empty() {
        twice.sort_unstable();
        let mut at = 0;
        snapshot.entries.retain(|_| {
            at += 1;
            twice.binary_search(&(at - 1)).is_err()
        });
    }
}

/// Whether no figure is given twice: the usual case, told in a fraction of the time it takes to say who comes first.
fn all_differ(entries: &[Entry]) -> bool {
    let figure = |entry: &Entry| {
        let part = entry.of.part.map_or(0, |part| u64::from(part.0) + 1);
        u64::from(entry.of.metric.0) << 48 | u64::from(entry.slice.0) << 32 | part
    };
    let mut figures: Vec<u64> = entries.iter().map(figure).collect();
    figures.sort_unstable();
    figures.windows(2).all(|pair| pair[0] != pair[1])
}

fn outlook_once(
    outlook: &Outlook,
    known: &Known<'_>,
    seen: &mut BTreeMap<(MetricRef, SliceIx), Place>,
    report: &mut Report,
) -> bool {
    let Some(first) = seen.insert((outlook.of, outlook.slice), outlook.place.clone()) else { return true };
    let message = format!("the outlook of {} is given twice", known.named(outlook.of, outlook.slice));
    let finding = Diagnostic::new(&codes::DUPLICATE_VALUE, outlook.place.clone(), message);
    report.push(finding.also(first, "the first one stands here").hint("remove one of the two"));
    false
}

fn restated(d: &mut Decoder<'_>, node: &Node, known: &Known<'_>) -> Option<Restated> {
    let map = d.map(node, &RESTATED)?;
    let of = d.reference(&map, "metric").and_then(|written| metric_ref(known.definitions, &written, d.report));
    let slice = slice(d, &map, known.slices);
    let (was, because) = (number(d, &map, "was"), d.localised(&map, "because"));
    let (by, date) = (d.reference(&map, "by"), d.date(&map, "date"));
    let (audience, place) = (d.audience(&map, "audience"), d.place(map.span_of("was")));
    Some(Restated { of: of?, slice: slice?, was: was?, because: because?, by, date, audience, place })
}

fn outlook(d: &mut Decoder<'_>, node: &Node, known: &Known<'_>) -> Option<Outlook> {
    let map = d.map(node, &OUTLOOK)?;
    let of = d.reference(&map, "metric").and_then(|written| metric_ref(known.definitions, &written, d.report));
    let slice = slice(d, &map, known.slices);
    let (over, value) = (d.period(&map, "over"), number(d, &map, "value"));
    let (by, note) = (d.reference(&map, "by"), d.localised(&map, "note"));
    let (audience, place) = (d.audience(&map, "audience"), d.place(map.span_of("value")));
    Some(Outlook { of: of?, slice: slice?, over: over?, value: value?, by, note, audience, place })
}
