//! `roles.yaml`.

use super::entry::{KEYED, apart, entries, keyed, localised_list};
use super::{METRICS, WHO};
use crate::diag::codes;
use crate::model::registers::{Need, Person, Role, RoleStanding, RoleState, Share, Stance};
use crate::yaml::{Decoder, Entry, Field, Fields, Map, Shape};

/// The whole file.
pub static FILE: Fields =
    Fields::new("roles.yaml", &[Field::required("roles", Shape::Map(&Shape::Object(&ROLE)), "ロールの一覧", "the roles, by id")]);

static ROLE: Fields = Fields::over(
    &KEYED,
    "a role",
    &[
        Field::required(
            "stance",
            Shape::OneOf(&["defend", "attack", "base"]),
            "守り・攻め・基盤",
            "whether it defends, attacks or carries the others",
        ),
        Field::new("mission", Shape::Localised, "何のためにあるか", "what it is there for"),
        Field::new("kpis", METRICS, "責任を持つ指標", "the metrics it answers for"),
        Field::new("watch", METRICS, "見るだけの指標", "the metrics it only looks at"),
        Field::new("partners", WHO, "一緒に動くロールや部門", "the roles and departments it works with"),
        Field::new("hire_from", Shape::List(&Shape::Localised), "採用したい経歴", "the backgrounds to hire from"),
        Field::required("need", Shape::OneOf(&["high", "low"]), "専任を置く必要の高さ", "how much it needs somebody of its own"),
        Field::required(
            "state",
            Shape::OneOf(&["dedicated", "shared", "not_started"]),
            "専任・兼任・未着手",
            "whether it has somebody of its own",
        ),
        Field::new("people", Shape::List(&Shape::Object(&PERSON)), "担当する人", "who has it"),
    ],
);

static PERSON: Fields = Fields::new(
    "a person",
    &[
        Field::required(
            "name",
            Shape::Localised,
            "名前（最も狭い読者だけが見る）",
            "the name; only the narrowest audience sees it",
        ),
        Field::new("share", Shape::Number, "かける時間の割合（0〜1、既定は 1）", "the part of a full week, up to 1; 1 if absent"),
    ],
);

/// The roles.
pub fn read(decoder: &mut Decoder<'_>, file: &Map<'_>) -> Vec<Role> {
    entries(decoder, file, "roles").into_iter().filter_map(|entry| role(decoder, entry)).collect()
}

fn role(decoder: &mut Decoder<'_>, entry: Entry<'_>) -> Option<Role> {
    let (head, map) = keyed(decoder, entry, &ROLE)?;
    let stances = [("defend", Stance::Defend), ("attack", Stance::Attack), ("base", Stance::Base)];
    let states = [("dedicated", RoleState::Dedicated), ("shared", RoleState::Shared), ("not_started", RoleState::NotStarted)];
    // What is missing is reported; the stand-in keeps the role, so that what refers to it is not reported as well.
    let standing = RoleStanding {
        stance: decoder.one_of(&map, "stance", &stances).unwrap_or(Stance::Base),
        need: decoder.one_of(&map, "need", &[("high", Need::High), ("low", Need::Low)]).unwrap_or(Need::Low),
        state: decoder.one_of(&map, "state", &states).unwrap_or(RoleState::Shared),
    };
    let role = Role {
        standing: Some(standing),
        mission: decoder.localised(&map, "mission"),
        kpis: decoder.references(&map, "kpis"),
        watch: decoder.references(&map, "watch"),
        partners: decoder.references(&map, "partners"),
        hire_from: localised_list(decoder, &map, "hire_from"),
        people: people(decoder, &map),
        id: head.id,
        place: head.place,
        audience: head.audience,
        name: head.name,
        summary: head.summary,
    };
    apart(decoder.report, &role.kpis, &role.watch, |id| format!("`{id}` is both answered for and only watched"));
    if standing.state == RoleState::NotStarted && !role.people.is_empty() {
        let message = format!("`{}` is not started, but somebody has it", role.id);
        let hint = "take the people away, or write `shared` or `dedicated`";
        decoder.say(&codes::INVALID_VALUE, map.span_of("state"), message, hint);
    }
    Some(role)
}

fn people(decoder: &mut Decoder<'_>, role: &Map<'_>) -> Vec<Person> {
    let people = decoder.list(role, "people").iter().filter_map(|node| {
        let map = decoder.map(node, &PERSON)?;
        let name = decoder.localised(&map, "name");
        let share = decoder.parsed(&map, "share", "a share above 0 and up to 1, like 0.5");
        Some(Person { name: name?, share: share.unwrap_or(Share::FULL) })
    });
    people.collect()
}
