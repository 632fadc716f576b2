//! `agreements.yaml`.

use super::entry::{id, unique};
use crate::diag::{Diagnostic, codes};
use crate::model::Ref;
use crate::model::registers::Agreement;
use crate::yaml::{Decoder, Field, Fields, Map, Node, Shape};

/// The whole file.
pub static FILE: Fields = Fields::new(
    "agreements.yaml",
    &[Field::required("agreements", Shape::List(&Shape::Object(&AGREEMENT)), "約束の一覧", "the agreements")],
);

static AGREEMENT: Fields = Fields::new(
    "an agreement",
    &[
        Field::required("id", Shape::Text, "id（半角の小文字・数字・_・-）", "the id: lower-case letters, digits, `_`, `-`"),
        Field::new("name", Shape::Localised, "短い名前", "a short name"),
        Field::new("summary", Shape::Localised, "名前に添える一文", "a sentence beside the name"),
        Field::new("audience", Shape::Audience, "名前と一文の読者", "who may see the name and the summary"),
        Field::required("by", Shape::Id("role"), "約束するロールか部門", "who promises"),
        Field::required("to", Shape::Id("role"), "約束される相手", "to whom"),
        Field::required("promise", Shape::Localised, "約束の中身", "what is promised"),
        Field::new(
            "kept",
            Shape::Formula,
            "守られた月かどうかを決める条件",
            "the condition that holds in a month in which it was kept",
        ),
        Field::new("segment", Shape::Id("segment"), "条件を見る区分", "the segment the condition is evaluated in"),
        Field::new("role", Shape::Id("role"), "条件を見るロール", "the role the condition is evaluated in"),
        Field::new("team", Shape::Id("unit"), "条件を見る組織", "the unit the condition is evaluated in"),
    ],
);

/// The agreements.
pub fn read(decoder: &mut Decoder<'_>, file: &Map<'_>) -> Vec<Agreement> {
    let agreements = decoder.list(file, "agreements").iter().filter_map(|node| agreement(decoder, node)).collect();
    unique(decoder.report, "agreement", agreements, |agreement: &Agreement| (&agreement.id, &agreement.place))
}

fn agreement(decoder: &mut Decoder<'_>, node: &Node) -> Option<Agreement> {
    let map = decoder.map(node, &AGREEMENT)?;
    let id = id(decoder, &map);
    let (by, to) = (decoder.reference(&map, "by"), decoder.reference(&map, "to"));
    let promise = decoder.localised(&map, "promise").unwrap_or_default();
    let kept = decoder.formula(&map, "kept");
    let slice = slice(decoder, &map);
    let (name, summary) = (decoder.localised(&map, "name"), decoder.localised(&map, "summary"));
    let audience = decoder.audience(&map, "audience");
    let ((id, place), by, to) = (id?, by?, to?);
    if by.id == to.id {
        let message = format!("`{}` promises something to itself", by.id);
        let finding = Diagnostic::new(&codes::INVALID_VALUE, to.place.clone(), message);
        decoder.report.push(finding.hint("name the two sides of the agreement"));
    }
    Some(Agreement { id, place, audience, name, summary, by, to, promise, kept, slice })
}

/// The slice of the condition: on one axis at most, since axes are not crossed.
fn slice(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<(&'static str, Ref)> {
    let axes = ["segment", "role", "team"];
    let mut slices = axes.iter().filter_map(|axis| Some((*axis, decoder.reference(map, axis)?))).collect::<Vec<_>>().into_iter();
    let first = slices.next();
    if let (Some((axis, _)), Some((other, second))) = (&first, slices.next()) {
        let message = format!("a condition lies on one axis, not on `{axis}` and `{other}`");
        let finding = Diagnostic::new(&codes::INVALID_VALUE, second.place, message);
        decoder.report.push(finding.hint("keep one of them"));
    }
    first
}
