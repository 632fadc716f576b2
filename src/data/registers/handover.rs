//! `handover.yaml`.

use super::SEGMENTS;
use super::entry::{LISTED, listed, unique, whole};
use crate::diag::{Diagnostic, codes};
use crate::model::registers::{Handover, HandoverItem, Route};
use crate::yaml::{Decoder, Field, Fields, Map, Node, Shape};

/// The whole file.
pub static FILE: Fields = Fields::new(
    "handover.yaml",
    &[
        Field::new(
            "routing",
            Shape::List(&Shape::Object(&ROUTE)),
            "受注後の振り分け。上から順に見る",
            "who takes over; the first that fits",
        ),
        Field::new("items", Shape::List(&Shape::Object(&ITEM)), "引き継ぐ項目の一覧", "what is handed over"),
        Field::new("completeness", Shape::Id("metric"), "充足率の指標", "the metric that shows how complete handovers are"),
    ],
);

static ROUTE: Fields = Fields::new(
    "a route",
    &[
        Field::required("when", Shape::Localised, "条件", "the criterion in words"),
        Field::new("segments", SEGMENTS, "対象の区分（なければすべて）", "the segments it concerns; all if absent"),
        Field::required("to", Shape::Id("role"), "引き受けるロールか部門", "who takes over"),
        Field::new("within_days", Shape::Number, "何日以内か", "within how many days"),
    ],
);

static ITEM: Fields = Fields::over(
    &LISTED,
    "a handover item",
    &[
        Field::required("giver", Shape::Id("role"), "渡すロールか部門", "who hands it over"),
        Field::required("receiver", Shape::Id("role"), "受け取るロールか部門", "who receives it"),
        Field::new("stage", Shape::Id("stage"), "渡す段階", "the stage in which"),
        Field::new("due_days", Shape::Number, "何日以内か", "within how many days"),
        Field::new(
            "required",
            Shape::Bool,
            "必須か（既定は true）",
            "whether a handover without it is incomplete; true if absent",
        ),
        Field::new("record", Shape::Localised, "記録する場所（CRM の項目など）", "where it is recorded"),
    ],
);

/// The handover.
pub fn read(decoder: &mut Decoder<'_>, file: &Map<'_>) -> Handover {
    let routing = decoder.list(file, "routing").iter().filter_map(|node| route(decoder, node)).collect();
    let items = decoder.list(file, "items").iter().filter_map(|node| item(decoder, node)).collect();
    let items = unique(decoder.report, "handover item", items, |item: &HandoverItem| (&item.id, &item.place));
    Handover { routing, items, completeness: decoder.reference(file, "completeness") }
}

fn route(decoder: &mut Decoder<'_>, node: &Node) -> Option<Route> {
    let map = decoder.map(node, &ROUTE)?;
    let when = decoder.localised(&map, "when").unwrap_or_default();
    let segments = decoder.references(&map, "segments");
    let within_days = whole(decoder, &map, "within_days", 0);
    let to = decoder.reference(&map, "to")?;
    Some(Route { place: decoder.place(map.span()), when, segments, to, within_days })
}

fn item(decoder: &mut Decoder<'_>, node: &Node) -> Option<HandoverItem> {
    let (head, map) = listed(decoder, node, &ITEM)?;
    let (giver, receiver) = (decoder.reference(&map, "giver"), decoder.reference(&map, "receiver"));
    let stage = decoder.reference(&map, "stage");
    let due_days = whole(decoder, &map, "due_days", 0);
    let required = decoder.bool(&map, "required").unwrap_or(true);
    let record = decoder.localised(&map, "record");
    let (giver, receiver) = (giver?, receiver?);
    if giver.id == receiver.id {
        let message = format!("`{}` hands `{}` over to itself", giver.id, head.id);
        let finding = Diagnostic::new(&codes::INVALID_VALUE, receiver.place.clone(), message);
        decoder.report.push(finding.hint("name another giver or receiver"));
    }
    Some(HandoverItem {
        id: head.id,
        place: head.place,
        audience: head.audience,
        name: head.name,
        summary: head.summary,
        giver,
        receiver,
        stage,
        due_days,
        required,
        record,
    })
}
