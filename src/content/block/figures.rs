//! `chart`, `cards` and `table`: blocks that show figures.

use super::Wanted;
use crate::diag::codes;
use crate::model::{Axis, Localised, Period, Ref};
use crate::yaml::{Decoder, Field, Fields, Map, Shape};

const METRICS: Shape = Shape::List(&Shape::Id("metric"));
const AXES: &[&str] = &["segment", "role", "team"];

static WHERE: Fields = Fields::new(
    "a block",
    &[
        Field::new("segment", Shape::Id("segment"), "区分", "a segment"),
        Field::new("role", Shape::Id("role"), "ロール", "a role"),
        Field::new("team", Shape::Id("team"), "チーム", "a team"),
        Field::new(
            "at",
            Shape::Period,
            "月または期間。書かなければ、ページの月か最新",
            "the month or period; else the page's or the latest",
        ),
    ],
);

/// The keys of `chart`.
pub static CHART: Fields = Fields::over(
    &WHERE,
    "a chart",
    &[
        Field::new("metric", Shape::Id("metric"), "指標", "the metric"),
        Field::new("metrics", METRICS, "並べる指標", "several metrics"),
        Field::new("bridge", Shape::Id("bridge"), "増減の橋（waterfall）", "the bridge of a waterfall"),
        Field::new("by", Shape::OneOf(AXES), "分ける軸", "the axis to split by"),
        Field::new("months", Shape::Number, "さかのぼる月数（既定は13）", "how many months, 13 if not said"),
        Field::new(
            "kind",
            Shape::OneOf(&["line", "bar", "stacked", "percent", "waterfall", "sparkline"]),
            "描き方",
            "how it is drawn",
        ),
        Field::new("title", Shape::Localised, "題", "the title"),
    ],
);

/// The keys of `cards`.
pub static CARDS: Fields = Fields::over(&WHERE, "cards", &[Field::required("metrics", METRICS, "並べる指標", "the metrics")]);

/// The keys of `table`.
pub static TABLE: Fields = Fields::over(
    &WHERE,
    "a table",
    &[
        Field::required("metrics", METRICS, "行にする指標", "the metrics, one a row"),
        Field::new("by", Shape::OneOf(AXES), "列に分ける軸", "the axis to split by"),
        Field::new("months", Shape::Number, "列にする月数", "how many months, one a column"),
        Field::new("title", Shape::Localised, "題", "the title"),
    ],
);

/// Which figures of a metric are meant.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Where {
    /// The slice: axis and id; none for the total.
    pub slice: Option<(Axis, Ref)>,
    /// The month or period; the page's or the latest if none.
    pub at: Option<Period>,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Lines over months.
    Line,
    /// Bars over months, or over slices in one month.
    Bar,
    /// Parts or slices on top of one another.
    Stacked,
    /// The same as shares of the whole.
    Percent,
    /// A bridge from opening to closing.
    Waterfall,
    /// A small line beside the figure.
    Sparkline,
}

/// What a chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The metrics or parts.
    pub metrics: Vec<Ref>,
    /// The bridge of a waterfall.
    pub bridge: Option<Ref>,
    /// The axis to split by.
    pub by: Option<Axis>,
    /// Slice and period.
    pub place: Where,
    /// How many months.
    pub months: Option<u32>,
    /// How it is drawn.
    pub kind: ChartKind,
    /// The title.
    pub title: Option<Localised>,
}

/// What cards show.
#[derive(Debug, Clone, PartialEq)]
pub struct Cards {
    /// The metrics or parts.
    pub metrics: Vec<Ref>,
    /// Slice and period.
    pub place: Where,
}

/// What a table shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// The metrics or parts.
    pub metrics: Vec<Ref>,
    /// The axis to split by.
    pub by: Option<Axis>,
    /// Slice and period.
    pub place: Where,
    /// How many months.
    pub months: Option<u32>,
    /// The title.
    pub title: Option<Localised>,
}

const KINDS: &[(&str, ChartKind)] = &[
    ("line", ChartKind::Line),
    ("bar", ChartKind::Bar),
    ("stacked", ChartKind::Stacked),
    ("percent", ChartKind::Percent),
    ("waterfall", ChartKind::Waterfall),
    ("sparkline", ChartKind::Sparkline),
];

pub(super) fn chart(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Wanted> {
    let mut metrics: Vec<Ref> = decoder.reference(map, "metric").into_iter().collect();
    metrics.extend(decoder.references(map, "metrics"));
    let bridge = decoder.reference(map, "bridge");
    let kind = decoder.one_of(map, "kind", KINDS);
    let place = place(decoder, map);
    let (by, months) = (axis(decoder, map, &place), months(decoder, map));
    if map.has("metric") && map.has("metrics") {
        let span = map.key_span("metric").unwrap_or_else(|| map.span());
        decoder.say(&codes::INVALID_VALUE, span, "both `metric` and `metrics` are given", "name all metrics under `metrics`");
    }
    if metrics.is_empty() && bridge.is_none() {
        if !map.has("metric") && !map.has("metrics") && !map.has("bridge") {
            let span = map.entries().first().map_or_else(|| map.span(), |(key, _)| key.span.clone());
            decoder.say(&codes::MISSING_KEY, span, "a chart needs the key `metric`", "add `metric:`, `metrics:` or `bridge:`");
        }
        return None;
    }
    let drawn = kind.unwrap_or(if bridge.is_some() { ChartKind::Waterfall } else { ChartKind::Line });
    if bridge.is_some() && drawn != ChartKind::Waterfall {
        let message = "a bridge can only be drawn as a waterfall";
        decoder.say(&codes::INVALID_VALUE, map.span_of("kind"), message, "take `kind` away, or name a `metric`");
        return None;
    }
    if bridge.is_none() && drawn == ChartKind::Waterfall {
        let message = "a waterfall needs a bridge";
        decoder.say(&codes::INVALID_VALUE, map.span_of("kind"), message, "name it under `bridge:`, as in metrics.yaml");
        return None;
    }
    let title = decoder.localised(map, "title");
    Some(Wanted::Chart(Box::new(Chart { metrics, bridge, by, place, months, kind: drawn, title })))
}

pub(super) fn cards(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Wanted> {
    let metrics = decoder.references(map, "metrics");
    let place = place(decoder, map);
    (!metrics.is_empty()).then_some(Wanted::Cards(Cards { metrics, place }))
}

pub(super) fn table(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Wanted> {
    let metrics = decoder.references(map, "metrics");
    let place = place(decoder, map);
    let (by, months) = (axis(decoder, map, &place), months(decoder, map));
    let title = decoder.localised(map, "title");
    (!metrics.is_empty()).then_some(Wanted::Table(Rows { metrics, by, place, months, title }))
}

/// Slice and period; naming two slices is reported.
fn place(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Where {
    let mut slice = None;
    for axis in Axis::ALL {
        let Some(id) = decoder.reference(map, axis.word()) else { continue };
        if slice.is_some() {
            let span = map.key_span(axis.word()).unwrap_or_else(|| map.span());
            decoder.say(&codes::INVALID_VALUE, span, "two slices are named", "name one of segment, role and team");
        } else {
            slice = Some((axis, id));
        }
    }
    Where { slice, at: decoder.period(map, "at") }
}

/// The axis to split by; a slice beside it is reported.
fn axis(decoder: &mut Decoder<'_>, map: &Map<'_>, place: &Where) -> Option<Axis> {
    let axis = decoder.one_of(map, "by", Axis::WORDS)?;
    if let Some((slice, _)) = &place.slice {
        let message = format!("`by` splits the total, but `{}` names one slice", slice.word());
        decoder.say(&codes::INVALID_VALUE, map.span_of("by"), message, "take one of the two away");
    }
    Some(axis)
}

fn months(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<u32> {
    let months = decoder.parsed::<u32>(map, "months", "a whole number of months from 1 to 120")?;
    if !(1..=120).contains(&months) {
        let message = format!("{months} months cannot be shown");
        decoder.say(&codes::INVALID_VALUE, map.span_of("months"), message, "write a number from 1 to 120");
        return None;
    }
    Some(months)
}
