//! The keys of `metrics.yaml`.

use crate::yaml::{Field, Fields, Shape};

/// `metrics.yaml`.
pub static METRICS_FILE: Fields = Fields {
    name: "metrics.yaml",
    base: None,
    fields: &[
        Field::new("metrics", Shape::Map(&Shape::Object(&METRIC)), "指標（id ごと）", "the metrics, by id"),
        Field::new(
            "bridges",
            Shape::List(&Shape::Object(&BRIDGE)),
            "増減のブリッジの定義",
            "what must lead from opening to closing",
        ),
        Field::new(
            "equal",
            Shape::List(&Shape::Either(&Shape::List(&Shape::Id("metric")), &Shape::Object(&EQUAL))),
            "等しくなければならない組",
            "pairs that must be equal",
        ),
    ],
};

/// The units, as written.
pub(super) const UNITS: &[&str] = &["money", "count", "ratio", "days", "hours", "score", "points"];

/// A metric.
pub static METRIC: Fields = Fields {
    name: "a metric",
    base: None,
    fields: &[
        Field::required("name", Shape::Localised, "名前", "the name").covered(),
        Field::required("unit", Shape::OneOf(UNITS), "単位", "what it counts").covered(),
        Field::new("kind", Shape::OneOf(&["flow", "stock", "not_additive"]), "入力の種類", "what kind of input it is").covered(),
        Field::new("formula", Shape::Formula, "計算式（kind の代わり）", "how it is worked out, instead of `kind`").covered(),
        Field::new("over_time", Shape::OneOf(&["last", "first"]), "月をまたぐときに取る月", "which month of a period counts")
            .covered(),
        Field::new("parts", Shape::Map(&Shape::Object(&PART)), "内訳", "the parts of a distribution").covered(),
        Field::new("by", Shape::List(&Shape::OneOf(&["segment", "role", "team"])), "値を持つ区分の軸", "the axes it is kept by")
            .covered(),
        Field::new("class", Shape::OneOf(&["outcome", "leading", "activity"]), "成果・先行・活動", "what it tells").covered(),
        Field::new("better", Shape::OneOf(&["higher", "lower", "within", "neither"]), "良い方向", "which direction is good")
            .covered(),
        Field::new("decimals", Shape::Number, "小数の桁数", "how many decimals are printed").covered(),
        Field::new("format", Shape::OneOf(&["times"]), "表し方（times は倍）", "how it is printed").covered(),
        Field::new(
            "counter",
            Shape::Localised,
            "数のあとに付く言葉（社、件）。1のときに変わる言語では account|accounts と書く",
            "the word after a count; account|accounts where it differs after 1",
        )
        .covered(),
        Field::new("owner", Shape::Id("role"), "責任を持つロールか部門", "who answers for it"),
        Field::new("description", Shape::Localised, "説明", "what it means").covered(),
        Field::new("audience", Shape::Audience, "名前と説明の読者", "who may see its name and description").covered(),
        Field::new("from_step", Shape::Number, "問いはじめる成熟ステップ", "the maturity step from which it is asked for"),
        Field::new("never_over", Shape::Number, "超えることのない値", "what it can never exceed"),
        Field::new("undefined", Shape::Localised, "分母が0のときの言葉", "what to say where it divides by 0").covered(),
        Field::new(
            "disclose",
            Shape::Object(&DISCLOSE),
            "材料より広い読者に開示する決定",
            "lets its figures be seen more widely",
        )
        .covered(),
    ],
};

/// A part of a distribution.
pub static PART: Fields = Fields {
    name: "a part",
    base: None,
    fields: &[
        Field::required("name", Shape::Localised, "名前", "the name").covered(),
        Field::new("controllable", Shape::Bool, "自社で防げるか", "whether the company could have prevented it"),
    ],
};

/// `disclose`.
pub static DISCLOSE: Fields = Fields {
    name: "`disclose`",
    base: None,
    fields: &[
        Field::required("to", Shape::Audience, "見せる読者", "who may see the figures").covered(),
        Field::required("because", Shape::Localised, "理由", "why"),
        Field::required("by", Shape::Id("role"), "決めた人", "who decided"),
        Field::required("date", Shape::Date, "決めた日", "when"),
        Field::new("at_least", Shape::Object(&AT_LEAST), "見せるための下限", "what must be reached in the same slice and period")
            .covered(),
    ],
};

/// `at_least` of `disclose`.
pub static AT_LEAST: Fields = Fields {
    name: "`at_least`",
    base: None,
    fields: &[
        Field::required("metric", Shape::Id("metric"), "指標", "the metric").covered(),
        Field::required("value", Shape::Number, "下限の値", "the least value").covered(),
    ],
};

/// A bridge.
pub static BRIDGE: Fields = Fields {
    name: "a bridge",
    base: None,
    fields: &[
        Field::required("id", Shape::Text, "id", "the id"),
        Field::new("name", Shape::Localised, "名前", "the name"),
        Field::required("opening", Shape::Id("metric"), "始まりの値", "what a period begins with"),
        Field::new("plus", Shape::List(&Shape::Id("metric")), "足すもの", "what is added"),
        Field::new("minus", Shape::List(&Shape::Id("metric")), "引くもの", "what is taken away"),
        Field::required("closing", Shape::Id("metric"), "終わりの値", "what a period ends with"),
        Field::new(
            "cancel",
            Shape::List(&Shape::Id("metric")),
            "全体で打ち消し合う組",
            "two movements that are equal over all slices",
        ),
        Field::new("tolerance", Shape::Number, "許す差", "the difference that is let pass"),
        Field::new("because", Shape::Localised, "差を許す理由", "why it is let pass"),
    ],
};

/// An equal pair with a tolerance.
pub static EQUAL: Fields = Fields {
    name: "an equal pair",
    base: None,
    fields: &[
        Field::required("pair", Shape::List(&Shape::Id("metric")), "等しい2つの指標", "the two metrics"),
        Field::new("tolerance", Shape::Number, "許す差", "the difference that is let pass"),
        Field::new("because", Shape::Localised, "差を許す理由", "why it is let pass"),
    ],
};
