//! `org.yaml`.

use super::entry::{KEYED, LISTED, entries, keyed, listed, unique};
use super::{SEGMENTS, WHO};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::Localised;
use crate::model::registers::{Department, Office, Organisation, ReportsTo, Unit};
use crate::yaml::{Decoder, Entry, Field, Fields, Map, Node, Shape};

/// The whole file.
pub static FILE: Fields = Fields::new(
    "org.yaml",
    &[
        Field::new("departments", Shape::Map(&Shape::Object(&DEPARTMENT)), "会社の部門の一覧", "the departments, by id"),
        Field::new(
            "reports_to",
            Shape::Localised,
            "チームの上司（ceo・cco・cro・ほかの名前）",
            "whom the team reports to: ceo, cco, cro or a name",
        ),
        Field::new("because", Shape::Localised, "そう決めた理由", "why"),
        Field::new("units", Shape::List(&Shape::Object(&UNIT)), "チームの一覧", "the units of the team"),
    ],
);

static DEPARTMENT: Fields = Fields::over(&KEYED, "a department", &[]);

static UNIT: Fields = Fields::over(
    &LISTED,
    "a unit",
    &[
        Field::new("parent", Shape::Id("unit"), "上の組織", "the unit above it"),
        Field::new("lead", Shape::Id("role"), "率いるロールか部門", "the role or department that leads it"),
        Field::new("roles", WHO, "属するロール", "the roles in it"),
        Field::new("segments", SEGMENTS, "担当する区分", "the segments it looks after"),
        Field::new("region", Shape::Localised, "場所", "where it works"),
        Field::new("size", Shape::Localised, "担当するお客様の規模", "how big its customers are"),
        Field::new("office", Shape::OneOf(&["front", "back"]), "お客様に会うかどうか", "whether it meets customers"),
    ],
);

/// The organisation.
pub fn read(decoder: &mut Decoder<'_>, file: &Map<'_>) -> Organisation {
    let departments = entries(decoder, file, "departments").into_iter().filter_map(|entry| department(decoder, entry)).collect();
    let reports_to = decoder.localised(file, "reports_to").map(reports_to);
    let because = decoder.localised(file, "because");
    let units = decoder.list(file, "units").iter().filter_map(|node| unit(decoder, node)).collect();
    let units: Vec<Unit> = unique(decoder.report, "unit", units, |unit| (&unit.id, &unit.place));
    cycles(&units, decoder.report);
    Organisation { departments, reports_to, because, units }
}

fn department(decoder: &mut Decoder<'_>, entry: Entry<'_>) -> Option<Department> {
    let (head, _) = keyed(decoder, entry, &DEPARTMENT)?;
    let super::entry::Head { id, place, audience, name, summary } = head;
    Some(Department { id, place, audience, name, summary })
}

fn reports_to(text: Localised) -> ReportsTo {
    let only = text.iter().next().map(|(_, word)| word.to_ascii_lowercase());
    match only.as_deref() {
        Some("ceo") => ReportsTo::Ceo,
        Some("cco") => ReportsTo::Cco,
        Some("cro") => ReportsTo::Cro,
        _ => ReportsTo::Other(text),
    }
}

fn unit(decoder: &mut Decoder<'_>, node: &Node) -> Option<Unit> {
    let (head, map) = listed(decoder, node, &UNIT)?;
    Some(Unit {
        parent: decoder.reference(&map, "parent"),
        lead: decoder.reference(&map, "lead"),
        roles: decoder.references(&map, "roles"),
        segments: decoder.references(&map, "segments"),
        region: decoder.localised(&map, "region"),
        size: decoder.localised(&map, "size"),
        office: decoder.one_of(&map, "office", &[("front", Office::Front), ("back", Office::Back)]),
        id: head.id,
        place: head.place,
        audience: head.audience,
        name: head.name,
        summary: head.summary,
    })
}

/// Reports every cycle of parents once, at its unit that stands first.
fn cycles(units: &[Unit], report: &mut Report) {
    let parent = |at: usize| {
        let above = units[at].parent.as_ref()?;
        units.iter().position(|unit| unit.id == above.id)
    };
    for start in 0..units.len() {
        let mut way = vec![start];
        while let Some(above) = way.last().and_then(|last| parent(*last)) {
            if above == start {
                cycle(units, &way, report);
            }
            // A smaller unit on the way begins the same cycle; any unit met twice begins another one.
            if above <= start || way.contains(&above) {
                break;
            }
            way.push(above);
        }
    }
}

fn cycle(units: &[Unit], way: &[usize], report: &mut Report) {
    let Some(above) = way.first().and_then(|first| units[*first].parent.as_ref()) else { return };
    let names: Vec<&str> = way.iter().chain(way.first()).map(|at| &*units[*at].id).collect();
    let message = format!("the unit `{}` is below itself: {}", names[0], names.join(" → "));
    report
        .push(Diagnostic::new(&codes::UNIT_CYCLE, above.place.clone(), message).hint("give one of them another parent, or none"));
}
