//! `segments.yaml`.

use super::METRICS;
use super::entry::{KEYED, entries, keyed};
use crate::diag::codes;
use crate::model::page::Touch;
use crate::model::registers::{Fit, Segment, SegmentTouch, Verdict};
use crate::yaml::{Decoder, Entry, Field, Fields, Map, Shape, Value};

/// The whole file.
pub static FILE: Fields = Fields::new(
    "segments.yaml",
    &[Field::required("segments", Shape::Map(&Shape::Object(&SEGMENT)), "区分の一覧", "the segments, by id")],
);

static SEGMENT: Fields = Fields::over(
    &KEYED,
    "a segment",
    &[
        Field::new("criteria", Shape::Localised, "どのお客様が入るか", "which customers belong to it"),
        Field::new("touch", Shape::List(&Shape::Object(&TOUCH)), "関わり方と担当", "how close the contact is, and who keeps it"),
        Field::new("kpis", METRICS, "責任を持つ指標", "the metrics it is judged by"),
        Field::new("leading", METRICS, "この区分で効く先行指標", "the leading indicators that hold for it"),
        Field::new("fit", Shape::Object(&FIT), "狙うお客様かどうか", "whether the company wants such customers"),
    ],
);

static TOUCH: Fields = Fields::new(
    "a way of contact",
    &[
        Field::required(
            "model",
            Shape::OneOf(&["high", "low", "tech"]),
            "ハイタッチ・ロータッチ・テックタッチ",
            "how close it is",
        ),
        Field::new("role", Shape::Id("role"), "担当のロールか部門", "the role or department that keeps it"),
        Field::new("when", Shape::Localised, "選ぶ条件", "when it is chosen"),
    ],
);

static FIT: Fields = Fields::new(
    "`fit`",
    &[
        Field::required("verdict", Shape::OneOf(&["target", "conditional", "avoid"]), "狙う・条件つき・避ける", "the answer"),
        Field::new("because", METRICS, "理由になる指標", "the metrics that say why"),
        Field::new("note", Shape::Localised, "条件や補足", "the condition, or what goes with it"),
    ],
);

/// The segments.
pub fn read(decoder: &mut Decoder<'_>, file: &Map<'_>) -> Vec<Segment> {
    entries(decoder, file, "segments").into_iter().filter_map(|entry| segment(decoder, entry)).collect()
}

fn segment(decoder: &mut Decoder<'_>, entry: Entry<'_>) -> Option<Segment> {
    let (head, map) = keyed(decoder, entry, &SEGMENT)?;
    let ways = decoder.list(&map, "touch").iter().filter_map(|node| {
        let way = decoder.map(node, &TOUCH)?;
        let words = [("high", Touch::High), ("low", Touch::Low), ("tech", Touch::Tech)];
        let model = decoder.one_of(&way, "model", &words);
        let (role, when) = (decoder.reference(&way, "role"), decoder.localised(&way, "when"));
        Some(SegmentTouch { model: model?, role, when })
    });
    Some(Segment {
        touch: ways.collect(),
        criteria: decoder.localised(&map, "criteria"),
        kpis: decoder.references(&map, "kpis"),
        leading: decoder.references(&map, "leading"),
        fit: fit(decoder, &map),
        id: head.id,
        place: head.place,
        audience: head.audience,
        name: head.name,
        summary: head.summary,
    })
}

fn fit(decoder: &mut Decoder<'_>, segment: &Map<'_>) -> Option<Fit> {
    let node = segment.get("fit").filter(|node| node.value != Value::Null)?;
    let map = decoder.map(node, &FIT)?;
    let words = [("target", Verdict::Target), ("conditional", Verdict::Conditional), ("avoid", Verdict::Avoid)];
    let verdict = decoder.one_of(&map, "verdict", &words);
    let (because, note) = (decoder.references(&map, "because"), decoder.localised(&map, "note"));
    let verdict = verdict?;
    if verdict == Verdict::Conditional && !map.has("note") {
        let message = "`conditional` does not say on which condition";
        decoder.say(&codes::MISSING_KEY, map.span_of("verdict"), message, "add `note:` with the condition");
    }
    Some(Fit { verdict, because, note })
}
