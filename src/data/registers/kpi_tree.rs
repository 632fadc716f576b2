//! `kpi-tree.yaml`.

use super::{METRICS, WHO};
use crate::diag::{Diagnostic, codes};
use crate::model::Ref;
use crate::model::registers::{Driver, DriverWork, KpiTree, Leading};
use crate::yaml::{Decoder, Field, Fields, Map, Node, Shape, shortened};

/// The whole file.
pub static FILE: Fields = Fields::new(
    "kpi-tree.yaml",
    &[
        Field::required("goal", Shape::Id("metric"), "目標にする指標", "the metric that is the goal"),
        Field::new("why", Shape::Localised, "この指標を選んだ理由", "why this one"),
        Field::required("drivers", Shape::List(&Shape::Object(&DRIVER)), "目標の計算式の項", "the terms of the goal's formula"),
    ],
);

static DRIVER: Fields = Fields::new(
    "a driver",
    &[
        Field::required("metric", Shape::Id("metric"), "項になる指標", "the metric"),
        Field::new(
            "closed_by",
            WHO,
            "この指標を締める（クロージングする）ロールや部門",
            "the roles and departments that close it",
        ),
        Field::new("not_applicable", Shape::Localised, "対象にしない理由", "why nobody works on it"),
        Field::new("leading", Shape::List(&Shape::Object(&LEADING)), "予測する先行指標", "what predicts it"),
    ],
);

static LEADING: Fields = Fields::new(
    "a leading indicator",
    &[
        Field::required("metric", Shape::Id("metric"), "先行指標", "the metric"),
        Field::new("activities", METRICS, "先行指標を動かす活動の指標", "the metrics of activities that move it"),
    ],
);

/// The tree; `None` without a goal.
pub fn read(decoder: &mut Decoder<'_>, file: &Map<'_>) -> Option<KpiTree> {
    let goal = decoder.reference(file, "goal");
    let why = decoder.localised(file, "why");
    let mut drivers: Vec<Driver> = Vec::new();
    for node in decoder.list(file, "drivers") {
        let Some(driver) = driver(decoder, node) else { continue };
        if let Some(first) = drivers.iter().find(|known| known.metric.id == driver.metric.id) {
            // A term counts once: shown twice, the drivers would add up to more than the goal.
            let finding = twice(&driver.metric, "is a driver twice", first.metric.clone());
            decoder.report.push(finding);
            continue;
        }
        drivers.push(driver);
    }
    let goal = goal?;
    if let Some(driver) = drivers.iter().find(|driver| driver.metric.id == goal.id) {
        let message = format!("the goal `{}` is its own driver", goal.id);
        let finding = Diagnostic::new(&codes::INVALID_VALUE, driver.metric.place.clone(), message);
        decoder.report.push(finding.hint("name the terms of its formula"));
    }
    Some(KpiTree { goal, why, drivers })
}

fn twice(metric: &Ref, what: &str, first: Ref) -> Diagnostic {
    let message = format!("`{}` {what}", shortened(&metric.id));
    let finding = Diagnostic::new(&codes::DUPLICATE_ID, metric.place.clone(), message);
    finding.also(first.place, "the first one is here").hint("take one of them away")
}

fn driver(decoder: &mut Decoder<'_>, node: &Node) -> Option<Driver> {
    let map = decoder.map(node, &DRIVER)?;
    let metric = decoder.reference(&map, "metric");
    let who = decoder.references(&map, "closed_by");
    let reason = decoder.localised(&map, "not_applicable");
    let leading = leading(decoder, &map);
    let metric = metric?;
    if map.has("not_applicable") {
        for other in ["closed_by", "leading"] {
            if let Some(span) = map.key_span(other) {
                let message = format!("`{}` is not applicable, so `{other}` says nothing", shortened(&metric.id));
                decoder.say(&codes::INVALID_VALUE, span, message, "keep one of the two");
            }
        }
    } else if who.is_empty() {
        // A list that is there and empty is where to write.
        let place = map.key_span("closed_by").map_or_else(|| metric.place.clone(), |span| decoder.place(span));
        let message = format!("nobody closes the driver `{}`", shortened(&metric.id));
        let finding = Diagnostic::new(&codes::DRIVER_WITHOUT_OWNER, place, message);
        decoder.report.push(finding.hint("add `closed_by:` with a role or department, or `not_applicable:` with the reason"));
    }
    let work = match reason {
        Some(reason) => DriverWork::NotApplicable(reason),
        None => DriverWork::ClosedBy { who, leading },
    };
    Some(Driver { place: decoder.place(map.span()), metric, work })
}

fn leading(decoder: &mut Decoder<'_>, driver: &Map<'_>) -> Vec<Leading> {
    let mut indicators: Vec<Leading> = Vec::new();
    for node in decoder.list(driver, "leading") {
        let Some(map) = decoder.map(node, &LEADING) else { continue };
        let activities = decoder.references(&map, "activities");
        let Some(metric) = decoder.reference(&map, "metric") else { continue };
        if let Some(first) = indicators.iter().find(|known| known.metric.id == metric.id) {
            let finding = twice(&metric, "stands twice below one driver", first.metric.clone());
            decoder.report.push(finding);
            continue;
        }
        indicators.push(Leading { metric, activities });
    }
    indicators
}
