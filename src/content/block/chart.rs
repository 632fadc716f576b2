//! `chart`: figures drawn. Each drawing has its own keys; a key that means nothing to it is refused, not passed over.

use super::Wanted;
use super::figures::{AXES, METRICS, WHERE, Where, axis, months, place};
use crate::diag::codes;
use crate::model::{Axis, Localised, Measure, Month, Place, Ref};
use crate::yaml::{Decoder, Field, Fields, Map, Shape, suggestion};
use std::ops::Range;

static MARK: Fields = Fields::new(
    "a mark",
    &[
        Field::required("month", Shape::Month, "月", "the month"),
        Field::required("label", Shape::Localised, "できごと", "what happened, in few words"),
    ],
);

const MEASURES: &[&str] = &["arr", "accounts"];

/// The keys of `chart`.
pub static CHART: Fields = Fields::over(
    &WHERE,
    "a chart",
    &[
        Field::new(
            "kind",
            Shape::OneOf(&[
                "line",
                "bar",
                "stacked",
                "percent",
                "multiples",
                "heatmap",
                "waterfall",
                "quadrant",
                "funnel",
                "bullet",
                "distribution",
                "sparkline",
                "cohorts",
            ]),
            "描き方",
            "how it is drawn",
        ),
        Field::new("metric", Shape::Id("metric"), "指標", "the metric"),
        Field::new("metrics", METRICS, "並べる指標", "several metrics"),
        Field::new("bridge", Shape::Id("bridge"), "増減のブリッジ（waterfall）", "the bridge of a waterfall"),
        Field::new("x", Shape::Id("metric"), "横軸の指標（quadrant）", "the metric across (quadrant)"),
        Field::new("y", Shape::Id("metric"), "縦軸の指標（quadrant）", "the metric upwards (quadrant)"),
        Field::new("steps", METRICS, "段階の指標（funnel）", "the metrics of the steps, first to last (funnel)"),
        Field::new(
            "measure",
            Shape::OneOf(MEASURES),
            "ARRで見るか、社数で見るか（cohorts）",
            "what of cohorts is followed: ARR or accounts",
        ),
        Field::new("by", Shape::OneOf(AXES), "分ける軸", "the axis to split by"),
        Field::new("months", Shape::Number, "さかのぼる月数（既定は13）", "how many months, 13 if not said"),
        Field::new("marks", Shape::List(&Shape::Object(&MARK)), "月に添えるできごと", "what happened when"),
        Field::new("title", Shape::Localised, "タイトル", "the title"),
    ],
);

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
    /// A small line for each slice, on one scale.
    Multiples,
    /// A table as colours: slices, parts or metrics by month.
    Heatmap,
    /// A bridge from opening to closing.
    Waterfall,
    /// Slices as points between two metrics.
    Quadrant,
    /// How many are left after each step.
    Funnel,
    /// Figures against their targets.
    Bullet,
    /// How many lie in each part.
    Distribution,
    /// A small line beside the figure.
    Sparkline,
    /// What is left of the accounts of each starting month: no metric, but the snapshots' cohorts.
    Cohorts,
}

/// What a chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The metrics or parts: of a quadrant across and upwards, of a funnel its steps.
    pub metrics: Vec<Ref>,
    /// The bridge of a waterfall.
    pub bridge: Option<Ref>,
    /// The axis to split by.
    pub by: Option<Axis>,
    /// Slice and period.
    pub place: Where,
    /// How many months.
    pub months: Option<u32>,
    /// What happened when.
    pub marks: Vec<(Month, Localised)>,
    /// How it is drawn.
    pub kind: ChartKind,
    /// Where that was written; else where the block's first key stands.
    pub kind_place: Place,
    /// By what cohorts are followed.
    pub measure: Measure,
    /// The title.
    pub title: Option<Localised>,
}

impl ChartKind {
    /// Whether all its figures stand on one scale, so that they must have one unit.
    pub fn one_scale(self) -> bool {
        use ChartKind::{Bullet, Quadrant, Sparkline, Waterfall};
        !matches!(self, Bullet | Quadrant | Sparkline | Waterfall)
    }
}

/// A drawing and its keys. `title` and `at` go with every one.
struct Drawing {
    word: &'static str,
    kind: ChartKind,
    /// What it is called in messages.
    name: &'static str,
    /// Keys that must be there, with what to do if they are not.
    needs: &'static [(&'static str, &'static str)],
    /// Keys that may be there.
    may: &'static [&'static str],
}

const WHAT: &[(&str, &str)] = &[("metric", "add `metric:`, `metrics:` or `bridge:`")];
const METRIC: (&str, &str) = ("metric", "name a metric under `metric:`");
const BY: (&str, &str) = ("by", "add `by: segment`, `by: role` or `by: team`");

const fn drawing(
    word: &'static str,
    kind: ChartKind,
    name: &'static str,
    needs: &'static [(&'static str, &'static str)],
    may: &'static [&'static str],
) -> Drawing {
    Drawing { word, kind, name, needs, may }
}

const DRAWINGS: &[Drawing] = &[
    drawing("line", ChartKind::Line, "a line chart", WHAT, &["metrics", "by", "slice", "months", "marks"]),
    drawing("bar", ChartKind::Bar, "a bar chart", WHAT, &["metrics", "by", "slice", "months", "marks"]),
    drawing("stacked", ChartKind::Stacked, "a stacked chart", WHAT, &["metrics", "by", "slice", "months", "marks"]),
    drawing("percent", ChartKind::Percent, "a 100 % chart", WHAT, &["metrics", "by", "slice", "months", "marks"]),
    drawing("multiples", ChartKind::Multiples, "a chart of small multiples", &[METRIC, BY], &["months"]),
    drawing("heatmap", ChartKind::Heatmap, "a heatmap", WHAT, &["metrics", "by", "slice", "months"]),
    drawing(
        "waterfall",
        ChartKind::Waterfall,
        "a waterfall",
        &[("bridge", "name a bridge of metrics.yaml under `bridge:`")],
        &["slice"],
    ),
    drawing(
        "quadrant",
        ChartKind::Quadrant,
        "a quadrant",
        &[("x", "name the metric across under `x:`"), ("y", "name the metric upwards under `y:`"), BY],
        &[],
    ),
    drawing(
        "funnel",
        ChartKind::Funnel,
        "a funnel",
        &[("steps", "list the metrics under `steps:`, the first step first")],
        &["slice"],
    ),
    drawing("bullet", ChartKind::Bullet, "a bullet chart", &[METRIC], &["metrics", "by", "slice"]),
    drawing("distribution", ChartKind::Distribution, "a distribution", &[METRIC], &["slice"]),
    drawing("sparkline", ChartKind::Sparkline, "a sparkline", &[METRIC], &["metrics", "by", "slice"]),
    drawing("cohorts", ChartKind::Cohorts, "a chart of cohorts", &[], &["measure", "months"]),
];

impl Drawing {
    /// The drawing that the keys of a block ask for.
    fn of(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<&'static Drawing> {
        let words: Vec<(&str, ChartKind)> = DRAWINGS.iter().map(|drawing| (drawing.word, drawing.kind)).collect();
        let kind = match decoder.one_of(map, "kind", &words) {
            Some(kind) => kind,
            // A word that is none was reported; what is drawn instead is not what was meant.
            None if map.has("kind") => return None,
            None if map.has("bridge") => ChartKind::Waterfall,
            None if map.has("x") || map.has("y") => ChartKind::Quadrant,
            None if map.has("steps") => ChartKind::Funnel,
            None if map.has("measure") => ChartKind::Cohorts,
            None => ChartKind::Line,
        };
        DRAWINGS.iter().find(|drawing| drawing.kind == kind)
    }

    fn takes(&self, key: &str) -> bool {
        let slice = Axis::ALL.iter().any(|axis| axis.word() == key) && self.may.contains(&"slice");
        let named = self.needs.iter().any(|(needed, _)| *needed == key) || self.may.contains(&key);
        slice || named || ["kind", "at", "title"].contains(&key)
    }

    /// Reports keys that mean nothing here, and keys that are not there. Whether there is enough to draw.
    fn check(&self, decoder: &mut Decoder<'_>, map: &Map<'_>) -> bool {
        let mut enough = true;
        for (key, _) in map.entries() {
            if CHART.find(&key.text).is_some() && !self.takes(&key.text) {
                let message = format!("`{}` means nothing to {}", key.text, self.name);
                let keys: Vec<String> =
                    CHART.all().filter(|field| self.takes(field.name)).map(|field| format!("`{}`", field.name)).collect();
                let hint = format!("take it away; {} takes {}", self.name, keys.join(", "));
                decoder.say(&codes::INVALID_VALUE, key.span.clone(), message, hint);
            }
        }
        let several = self.may.contains(&"metrics") && map.has("metrics");
        let there = |key: &str| map.has(key) || (several && key == "metric");
        let needed: Vec<_> = self.needs.iter().filter(|(key, _)| !there(key)).collect();
        // A key that is misspelt was reported with the keys.
        let names = || CHART.all().map(|field| field.name);
        let misspelt =
            map.entries().iter().any(|(key, _)| CHART.find(&key.text).is_none() && suggestion(&key.text, names()).is_some());
        if misspelt {
            return needed.is_empty();
        }
        for (key, hint) in needed {
            decoder.say(&codes::MISSING_KEY, kind_span(map), format!("{} needs the key `{key}`", self.name), *hint);
            enough = false;
        }
        enough
    }
}

/// Where the kind was written; else the first key.
fn kind_span(map: &Map<'_>) -> Range<usize> {
    let first = map.entries().first().map_or_else(|| map.span(), |(key, _)| key.span.clone());
    if map.has("kind") { map.span_of("kind") } else { first }
}

pub(super) fn chart(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Wanted> {
    let drawing = Drawing::of(decoder, map);
    let enough = drawing.is_some_and(|drawing| drawing.check(decoder, map));
    let mut metrics: Vec<Ref> = ["metric", "x", "y"].iter().filter_map(|key| decoder.reference(map, key)).collect();
    metrics.extend(decoder.references(map, "metrics"));
    metrics.extend(decoder.references(map, "steps"));
    let bridge = decoder.reference(map, "bridge");
    let place = place(decoder, map);
    let (by, months) = (axis(decoder, map, &place), months(decoder, map));
    if map.has("metric") && map.has("metrics") {
        let span = map.key_span("metric").unwrap_or_else(|| map.span());
        decoder.say(&codes::INVALID_VALUE, span, "both `metric` and `metrics` are given", "name all metrics under `metrics`");
    }
    let marks = marks(decoder, map);
    let title = decoder.localised(map, "title");
    let measure = decoder.one_of(map, "measure", &[("arr", Measure::Arr), ("accounts", Measure::Accounts)]).unwrap_or_default();
    let kind = drawing?.kind;
    let kind_place = decoder.place(kind_span(map));
    (enough && (bridge.is_some() || !metrics.is_empty() || kind == ChartKind::Cohorts))
        .then(|| Wanted::Chart(Box::new(Chart { metrics, bridge, by, place, months, marks, kind, kind_place, measure, title })))
}

fn marks(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Vec<(Month, Localised)> {
    let mut marks = Vec::new();
    for node in decoder.list(map, "marks") {
        let Some(mark) = decoder.map(node, &MARK) else { continue };
        let (month, label) = (decoder.month(&mark, "month"), decoder.localised(&mark, "label"));
        marks.extend(month.zip(label));
    }
    marks
}
