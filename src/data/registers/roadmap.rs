//! `roadmap.yaml`.

use super::METRICS;
use super::entry::{LISTED, entries, listed, unique};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::registers::{Lane, LaneStatus, Move, Roadmap, RoadmapItem};
use crate::yaml::{Decoder, Field, Fields, Map, Node, Shape};

/// The whole file.
pub static FILE: Fields = Fields::new(
    "roadmap.yaml",
    &[
        Field::new("reviewed", Shape::Month, "最後に見直した月", "the month it was last gone through"),
        Field::required("lanes", Shape::Map(&Shape::Localised), "レーンの一覧（id と名前）", "the lanes: ids and names"),
        Field::required("items", Shape::List(&Shape::Object(&ITEM)), "予定の一覧", "the items"),
    ],
);

static ITEM: Fields = Fields::over(
    &LISTED,
    "a roadmap item",
    &[
        Field::required("lane", Shape::Id("lane"), "置くレーン", "the lane it is on"),
        Field::new("owner", Shape::Id("role"), "責任を持つロールか部門", "who answers for it"),
        Field::required("months", Shape::Months, "始まりと終わりの月", "when it is to be done"),
        Field::required("status", Shape::OneOf(&["planned", "doing", "done", "dropped"]), "進み具合", "how far it is"),
        Field::new("moves", METRICS, "動かしたい指標", "the metrics it is to move"),
        Field::new("changes", Shape::List(&Shape::Object(&CHANGE)), "変更の記録。古い順", "how it was moved, oldest first"),
    ],
);

static CHANGE: Fields = Fields::new(
    "a change",
    &[
        Field::required("month", Shape::Month, "動かした月", "the month in which it was moved"),
        Field::required("was", Shape::Months, "動かす前の月", "its months before"),
        Field::required("because", Shape::Localised, "動かした理由", "why"),
    ],
);

/// The roadmap.
pub fn read(decoder: &mut Decoder<'_>, file: &Map<'_>) -> Roadmap {
    let reviewed = decoder.month(file, "reviewed");
    let mut lanes = Vec::new();
    for (key, node) in entries(decoder, file, "lanes") {
        let id = decoder.id(&key.text, key.span.clone());
        let name = decoder.as_localised(node).unwrap_or_default();
        if let Some(id) = id {
            lanes.push(Lane { id, place: decoder.place(key.span.clone()), name });
        }
    }
    let items = decoder.list(file, "items").iter().filter_map(|node| item(decoder, node)).collect();
    let items = unique(decoder.report, "roadmap item", items, |item: &RoadmapItem| (&item.id, &item.place));
    Roadmap { reviewed, lanes, items }
}

fn item(decoder: &mut Decoder<'_>, node: &Node) -> Option<RoadmapItem> {
    let (head, map) = listed(decoder, node, &ITEM)?;
    let lane = decoder.reference(&map, "lane");
    let owner = decoder.reference(&map, "owner");
    let months = decoder.months(&map, "months");
    let words = [
        ("planned", LaneStatus::Planned),
        ("doing", LaneStatus::Doing),
        ("done", LaneStatus::Done),
        ("dropped", LaneStatus::Dropped),
    ];
    let status = decoder.one_of(&map, "status", &words).unwrap_or(LaneStatus::Planned);
    let moves = decoder.references(&map, "moves");
    let changes: Vec<Move> = decoder.list(&map, "changes").iter().filter_map(|node| change(decoder, node)).collect();
    let item = RoadmapItem {
        id: head.id,
        place: head.place,
        audience: head.audience,
        name: head.name,
        summary: head.summary,
        lane: lane?,
        owner,
        months: months?,
        status,
        moves,
        changes,
    };
    history(&item, decoder.report);
    Some(item)
}

fn change(decoder: &mut Decoder<'_>, node: &Node) -> Option<Move> {
    let map = decoder.map(node, &CHANGE)?;
    let (month, was) = (decoder.month(&map, "month"), decoder.months(&map, "was"));
    let because = decoder.localised(&map, "because").unwrap_or_default();
    Some(Move { place: decoder.place(map.span_of("was")), month: month?, was: was?, because })
}

/// Every change moves the item, and later ones stand below.
fn history(item: &RoadmapItem, report: &mut Report) {
    for (at, change) in item.changes.iter().enumerate() {
        let after = item.changes.get(at + 1);
        if change.was == after.map_or(item.months, |next| next.was) {
            let message = format!("this change leaves `{}` at {}", item.id, change.was);
            let finding = Diagnostic::new(&codes::INVALID_VALUE, change.place.clone(), message);
            report.push(finding.hint("`was` is where it stood before; `months` is where it stands now"));
        }
        if let Some(next) = after.filter(|next| next.month < change.month) {
            let message = format!("a change of {} stands below one of {}", next.month, change.month);
            let finding = Diagnostic::new(&codes::INVALID_VALUE, next.place.clone(), message);
            report.push(finding.hint("write changes oldest first"));
        }
    }
}
