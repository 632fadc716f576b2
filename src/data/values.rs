//! What metrics, snapshots and targets share: exact numbers, metrics by id, slices by axis and id.

use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Axis, Definitions, Exact, MetricRef, Place, Ref, SliceIx, Slices, SourcePath};
use crate::world::{World, read_text};
use crate::yaml::{self, Decoder, Map, Node, Source, Value, shortened, suggestion, unknown_id};

/// The number at a key.
pub(super) fn number(d: &mut Decoder<'_>, map: &Map<'_>, name: &str) -> Option<Exact> {
    let node = map.get(name).filter(|node| node.value != Value::Null)?;
    as_number(d, node)
}

/// The number a scalar says.
pub(super) fn as_number(d: &mut Decoder<'_>, node: &Node) -> Option<Exact> {
    d.as_number(node)?.parse().ok()
}

/// The metric or part a reference names; an unknown one is reported with a suggestion.
pub(crate) fn metric_ref(definitions: &Definitions, written: &Ref, report: &mut Report) -> Option<MetricRef> {
    let found = definitions.find_ref(&written.id);
    if found.is_none() {
        report.push(unknown_metric(definitions, written));
    }
    found
}

fn unknown_metric(definitions: &Definitions, written: &Ref) -> Diagnostic {
    let (id, part) = written.id.split_once('.').map_or((&*written.id, None), |(id, part)| (id, Some(part)));
    if let (Some(metric), Some(part)) = (definitions.find(id), part) {
        let parts = definitions.get(metric).parts.iter().map(|part| &*part.id);
        let skipped = id.chars().count() as u32 + 1;
        let place = &written.place;
        let place = Place { column: place.column + skipped, width: place.width.saturating_sub(skipped).max(1), ..place.clone() };
        return unknown_id(&format!("part of `{id}`"), part, place, parts);
    }
    let hint = suggestion(id, definitions.ids()).unwrap_or_else(|| "define it in data/metrics.yaml, or correct the name".into());
    let message = format!("no metric is named `{}`", shortened(id));
    let place = Place { width: id.chars().count() as u32, ..written.place.clone() };
    Diagnostic::new(&codes::UNKNOWN_METRIC, place, message).hint(hint)
}

/// The slice named by one of the keys `segment`, `role`, `team`; the total if there is none. `None` after a mistake.
pub(super) fn slice(d: &mut Decoder<'_>, map: &Map<'_>, slices: &Slices) -> Option<SliceIx> {
    let mut found = Some(Slices::TOTAL);
    let mut given = 0;
    for axis in Axis::ALL {
        let Some(written) = d.reference(map, axis.word()) else {
            // A key without a usable value was reported; the total would be a guess.
            if map.has(axis.word()) {
                return None;
            }
            continue;
        };
        given += 1;
        found = slices.find(axis, &written.id);
        if found.is_none() {
            d.report.push(unknown_slice(axis, &written, slices));
            return None;
        }
    }
    if given > 1 {
        let hint = "keep one of `segment`, `role` and `team`";
        d.say(&codes::INVALID_VALUE, map.span(), "a figure lies on one axis only", hint);
        return None;
    }
    found
}

/// The finding for a slice that is not declared.
pub(super) fn unknown_slice(axis: Axis, written: &Ref, slices: &Slices) -> Diagnostic {
    let known: Vec<&str> = slices.of_axis(axis).map(|ix| &*slices.get(ix).id).collect();
    let what = if axis == Axis::Team { "unit of the organisation" } else { axis.word() };
    unknown_id(what, &written.id, written.place.clone(), known.into_iter())
}

/// Reads one YAML file, or all in a folder: `NAME.yaml` and `NAME/*.yaml`, in the order of their paths.
pub(super) fn open_all(world: &dyn World, name: &str, report: &mut Report) -> Vec<(Source, Node)> {
    let mut opened: Vec<_> = super::context::open(world, &format!("{name}.yaml"), report).into_iter().collect();
    for path in yaml_files(world, name, report) {
        let Some(text) = read_text(world, &path, report) else { continue };
        let source = Source::new(path, text);
        if let Some(node) = yaml::parse(&source, 0..source.text.len(), report) {
            opened.push((source, node));
        }
    }
    opened
}

/// The YAML files of a folder, in the order of their paths.
pub(super) fn yaml_files(world: &dyn World, folder: &str, report: &mut Report) -> Vec<SourcePath> {
    let listing = world.list(folder);
    for (path, reason) in listing.unreadable {
        let finding = Diagnostic::new(&codes::FILE_UNREADABLE, Place::file(path), reason);
        report.push(finding.hint("check the permissions"));
    }
    let mut files = listing.files;
    files.retain(|path| path.folder() == folder && path.as_str().ends_with(".yaml"));
    files
}
