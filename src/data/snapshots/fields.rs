//! The keys of a snapshot file.

use crate::yaml::{Field, Fields, Shape};

/// A snapshot file.
pub static SNAPSHOT_FILE: Fields = Fields {
    name: "a snapshot",
    base: None,
    fields: &[
        Field::required("month", Shape::Month, "月", "the month").covered(),
        Field::new("closed", Shape::Bool, "締めた月か", "whether the month is closed"),
        Field::new(
            "restated",
            Shape::List(&Shape::Object(&RESTATED)),
            "締めたあとの訂正",
            "corrections after the month was closed",
        ),
        Field::new("outlook", Shape::List(&Shape::Object(&OUTLOOK)), "着地見込み", "where people expect periods to land"),
        Field::new("total", Shape::Map(&VALUE), "全体の値（指標ごと）", "figures of the total, by metric").covered(),
        Field::new("segment", Shape::Map(&Shape::Map(&VALUE)), "区分ごとの値", "figures by segment and metric").covered(),
        Field::new("role", Shape::Map(&Shape::Map(&VALUE)), "ロールごとの値", "figures by role and metric").covered(),
        Field::new("team", Shape::Map(&Shape::Map(&VALUE)), "チームごとの値", "figures by unit and metric").covered(),
        Field::new(
            "cohort",
            Shape::Map(&Shape::Object(&COHORT)),
            "契約月ごとの残り（ingest が書く）",
            "what is left of each starting month, written by `ingest`",
        ),
    ],
};

/// What is left of a starting month.
pub static COHORT: Fields = Fields::new(
    "a cohort",
    &[
        Field::required("closing_arr", Shape::Number, "いまのARR", "what its accounts pay a year"),
        Field::required("accounts", Shape::Number, "いまの社数", "how many of its accounts are active"),
    ],
);

// A number, a number for each part, or `{value | missing, audience, note}`.
static VALUE: Shape = Shape::Either(&Shape::Number, &Shape::Either(&Shape::Map(&Shape::Number), &Shape::Object(&DETAILED)));

/// A value with its audience, or the reason why there is none.
pub static DETAILED: Fields = Fields {
    name: "a value",
    base: None,
    fields: &[
        Field::new(
            "value",
            Shape::Either(&Shape::Number, &Shape::Map(&Shape::Number)),
            "値",
            "the number, or a number for each part",
        )
        .covered(),
        Field::new("missing", Shape::Localised, "値がない理由", "why there is no value").covered(),
        Field::new("audience", Shape::Audience, "この値の読者", "who may see this value").covered(),
        Field::new("note", Shape::Localised, "注記", "a note"),
    ],
};

/// A correction.
pub static RESTATED: Fields = Fields {
    name: "a correction",
    base: None,
    fields: &[
        Field::required("metric", Shape::Id("metric"), "指標か内訳", "the metric or part").covered(),
        Field::new("segment", Shape::Id("segment"), "区分", "the segment").covered(),
        Field::new("role", Shape::Id("role"), "ロール", "the role").covered(),
        Field::new("team", Shape::Id("team"), "チーム", "the unit").covered(),
        Field::required("was", Shape::Number, "訂正前の値", "the value before").covered(),
        Field::required("because", Shape::Localised, "理由", "why"),
        Field::required("by", Shape::Id("role"), "直した人", "who corrected it"),
        Field::required("date", Shape::Date, "直した日", "when"),
        Field::new("audience", Shape::Audience, "訂正の読者", "who may see the correction").covered(),
    ],
};

/// An outlook.
pub static OUTLOOK: Fields = Fields {
    name: "an outlook",
    base: None,
    fields: &[
        Field::required("metric", Shape::Id("metric"), "指標か内訳", "the metric or part").covered(),
        Field::new("segment", Shape::Id("segment"), "区分", "the segment").covered(),
        Field::new("role", Shape::Id("role"), "ロール", "the role").covered(),
        Field::new("team", Shape::Id("team"), "チーム", "the unit").covered(),
        Field::required("over", Shape::Period, "期間", "the period").covered(),
        Field::required("value", Shape::Number, "見込みの値", "the figure expected").covered(),
        Field::new("by", Shape::Id("role"), "見込んだ人", "who expects it"),
        Field::new("note", Shape::Localised, "注記", "a note"),
        Field::new("audience", Shape::Audience, "見込みの読者", "who may see the outlook").covered(),
    ],
};
