//! `journey.yaml`.

use super::entry::{LISTED, apart, listed, unique};
use super::{METRICS, WHO};
use crate::diag::{Diagnostic, codes};
use crate::model::registers::Stage;
use crate::yaml::{Decoder, Field, Fields, Map, Node, Shape, Value};

/// The whole file.
pub static FILE: Fields = Fields::new(
    "journey.yaml",
    &[Field::required("stages", Shape::List(&Shape::Object(&STAGE)), "段階の一覧。並びの順が進む順", "the stages, in order")],
);

static STAGE: Fields = Fields::over(
    &LISTED,
    "a stage",
    &[
        Field::new("when", Shape::Localised, "時期（お客様にも見せる）", "when it is, in the customer's words").covered(),
        Field::new("invite", Shape::Localised, "お客様への呼びかけ", "what the customer does in it").covered(),
        Field::new("goal", Shape::Localised, "目標", "what is to be reached"),
        Field::new("entry", Shape::Localised, "入る条件", "what begins it"),
        Field::new("exit", Shape::Localised, "出る条件", "what ends it"),
        Field::new("lead", WHO, "主に担当するロールや部門（必ず1つ以上）", "who leads it; at least one"),
        Field::new("support", WHO, "助けるロールや部門", "who helps"),
        Field::new("inform", WHO, "知らせるロールや部門", "who is told"),
        Field::new("metrics", METRICS, "進み具合を見る指標", "the metrics that show how it goes"),
    ],
);

/// The stages.
pub fn read(decoder: &mut Decoder<'_>, file: &Map<'_>) -> Vec<Stage> {
    let stages = decoder.list(file, "stages").iter().filter_map(|node| stage(decoder, node)).collect();
    unique(decoder.report, "stage", stages, |stage: &Stage| (&stage.id, &stage.place))
}

fn stage(decoder: &mut Decoder<'_>, node: &Node) -> Option<Stage> {
    let (head, map) = listed(decoder, node, &STAGE)?;
    let stage = Stage {
        when: decoder.localised(&map, "when"),
        invite: decoder.localised(&map, "invite"),
        goal: decoder.localised(&map, "goal"),
        entry: decoder.localised(&map, "entry"),
        exit: decoder.localised(&map, "exit"),
        lead: decoder.references(&map, "lead"),
        support: decoder.references(&map, "support"),
        inform: decoder.references(&map, "inform"),
        metrics: decoder.references(&map, "metrics"),
        id: head.id,
        place: head.place,
        audience: head.audience,
        name: head.name,
        summary: head.summary,
    };
    let nobody = match map.get("lead").map(|node| &node.value) {
        None => true,
        Some(Value::List(items)) => items.is_empty(),
        // Anything else was reported as a wrong type.
        Some(_) => false,
    };
    if nobody {
        let place = map.key_span("lead").map_or_else(|| stage.place.clone(), |span| decoder.place(span));
        let message = format!("nobody leads the stage `{}`", stage.id);
        let finding = Diagnostic::new(&codes::STAGE_WITHOUT_LEAD, place, message);
        decoder.report.push(finding.hint("add `lead:` with at least one role or department"));
    }
    apart(decoder.report, &stage.lead, &stage.support, |id| format!("`{id}` both leads and supports `{}`", stage.id));
    apart(decoder.report, &stage.lead, &stage.inform, |id| format!("`{id}` leads `{}` and need not be informed", stage.id));
    apart(decoder.report, &stage.support, &stage.inform, |id| format!("`{id}` supports `{}` and need not be informed", stage.id));
    Some(stage)
}
