//! `cards` and `table`: blocks that show figures; and what they share with `chart`.

use super::Wanted;
use crate::diag::codes;
use crate::model::{Axis, Localised, Period, Ref};
use crate::yaml::{Decoder, Field, Fields, Map, Shape};

pub(super) const METRICS: Shape = Shape::List(&Shape::Id("metric"));
pub(super) const AXES: &[&str] = &["segment", "role", "team"];

pub(super) static WHERE: Fields = Fields::new(
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
        Field::new("title", Shape::Localised, "タイトル", "the title"),
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
pub(super) fn place(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Where {
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
pub(super) fn axis(decoder: &mut Decoder<'_>, map: &Map<'_>, place: &Where) -> Option<Axis> {
    let axis = decoder.one_of(map, "by", Axis::WORDS)?;
    if let Some((slice, _)) = &place.slice {
        let message = format!("`by` splits the total, but `{}` names one slice", slice.word());
        decoder.say(&codes::INVALID_VALUE, map.span_of("by"), message, "take one of the two away");
    }
    Some(axis)
}

pub(super) fn months(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<u32> {
    let months = decoder.parsed::<u32>(map, "months", "a whole number of months from 1 to 120")?;
    if !(1..=120).contains(&months) {
        let message = format!("{months} months cannot be shown");
        decoder.say(&codes::INVALID_VALUE, map.span_of("months"), message, "write a number from 1 to 120");
        return None;
    }
    Some(months)
}
