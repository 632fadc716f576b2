//! `tools.yaml`.

use super::entry::{LISTED, listed, unique, whole};
use crate::model::registers::Tool;
use crate::yaml::{Decoder, Field, Fields, Map, Node, Shape};

/// The whole file.
pub static FILE: Fields =
    Fields::new("tools.yaml", &[Field::required("tools", Shape::List(&Shape::Object(&TOOL)), "ツールの一覧", "the tools")]);

static TOOL: Fields = Fields::over(
    &LISTED,
    "a tool",
    &[
        Field::required("category", Shape::Localised, "並びの見出し", "the heading it stands under"),
        Field::new("owner", Shape::Id("role"), "面倒を見るロールか部門", "who looks after it"),
        Field::new("from_step", Shape::Number, "要りはじめる成熟ステップ", "the maturity step from which it is needed"),
        Field::new("note", Shape::Localised, "覚え書き", "what to know about it"),
    ],
);

/// The tools.
pub fn read(decoder: &mut Decoder<'_>, file: &Map<'_>) -> Vec<Tool> {
    let tools = decoder.list(file, "tools").iter().filter_map(|node| tool(decoder, node)).collect();
    unique(decoder.report, "tool", tools, |tool: &Tool| (&tool.id, &tool.place))
}

fn tool(decoder: &mut Decoder<'_>, node: &Node) -> Option<Tool> {
    let (head, map) = listed(decoder, node, &TOOL)?;
    Some(Tool {
        category: decoder.localised(&map, "category").unwrap_or_default(),
        owner: decoder.reference(&map, "owner"),
        from_step: whole(decoder, &map, "from_step", 1),
        note: decoder.localised(&map, "note"),
        id: head.id,
        place: head.place,
        audience: head.audience,
        name: head.name,
        summary: head.summary,
    })
}
