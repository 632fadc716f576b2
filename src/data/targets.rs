//! Reads `data/targets.yaml`: what figures should be.

use super::{Context, as_number, metric_ref, number, open_all, slice};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{
    Bound, Definitions, Exact, FiscalYear, MetricRef, MonthRange, Period, Place, Scope, SliceIx, Slices, Target, Targets,
};
use crate::world::World;
use crate::yaml::{Decoder, Field, Fields, Map, Node, Shape, Value};
use std::collections::BTreeMap;

/// `targets.yaml`.
pub static TARGETS_FILE: Fields = Fields {
    name: "targets.yaml",
    base: None,
    fields: &[Field::required("targets", Shape::List(&Shape::Object(&TARGET)), "目標の一覧", "the targets")],
};

/// A target.
pub static TARGET: Fields = Fields {
    name: "a target",
    base: None,
    fields: &[
        Field::required("metric", Shape::Id("metric"), "指標か内訳", "the metric or part").covered(),
        Field::new("segment", Shape::Id("segment"), "区分", "the segment").covered(),
        Field::new("role", Shape::Id("role"), "ロール", "the role").covered(),
        Field::new("team", Shape::Id("team"), "チーム", "the unit").covered(),
        Field::new("months", Shape::Months, "それぞれの月の値に対する目標", "a target for the figure of each month").covered(),
        Field::new("over", Shape::Period, "期間をまとめた1つの値に対する目標", "a target for the one figure of a period")
            .covered(),
        Field::new("at_least", Shape::Number, "以上", "the least that is on target").covered(),
        Field::new("at_most", Shape::Number, "以下", "the most that is on target").covered(),
        Field::new("within", Shape::List(&Shape::Number), "範囲", "the least and the most that are on target").covered(),
        Field::new("warn", Shape::Either(&Shape::Number, &Shape::List(&Shape::Number)), "注意の終わり", "where “at risk” ends")
            .covered(),
        Field::new("note", Shape::Localised, "注記", "a note"),
        Field::new("audience", Shape::Audience, "目標の読者", "who may see the target").covered(),
    ],
};

/// All targets. Of two for one figure and period the one for more eyes is kept, else the first: what a wide site holds never
/// depends on a narrower target.
pub fn targets(
    world: &dyn World,
    context: &Context<'_>,
    definitions: &Definitions,
    slices: &Slices,
    fiscal: FiscalYear,
    report: &mut Report,
) -> Targets {
    let mut read: Vec<Target> = Vec::new();
    for (source, node) in open_all(world, "data/targets", report) {
        let mut d = context.decoder(&source, report);
        let Some(map) = d.map(&node, &TARGETS_FILE) else { continue };
        for node in d.list(&map, "targets") {
            read.extend(target(&mut d, node, definitions, slices));
        }
    }
    let mut order: Vec<usize> = (0..read.len()).collect();
    order.sort_by_key(|at| read[*at].audience);
    let mut by_figure: BTreeMap<(MetricRef, SliceIx), Vec<usize>> = BTreeMap::new();
    let mut kept = vec![true; read.len()];
    for at in order {
        let target = &read[at];
        let others = by_figure.entry((target.of, target.slice)).or_default();
        let twice = others.iter().map(|other| &read[*other]).find(|other| meet(other.scope, target.scope, fiscal));
        if let Some(other) = twice {
            let message = format!("`{}` has two targets for one period", definitions.written(target.of));
            let finding = Diagnostic::new(&codes::TARGET_TWICE, target.place.clone(), message);
            report.push(finding.also(other.place.clone(), "the other one stands here").hint("take one of them away"));
            kept[at] = false;
        } else {
            others.push(at);
        }
    }
    Targets { all: read.into_iter().zip(kept).filter_map(|(target, kept)| kept.then_some(target)).collect() }
}

/// Whether two targets judge the same figure. A month and the quarter it lies in are two figures.
fn meet(a: Scope, b: Scope, fiscal: FiscalYear) -> bool {
    let months = |scope| match scope {
        Scope::Months(months) => Some(months),
        Scope::Over(period) => {
            let MonthRange { first, last } = fiscal.months(period);
            (first == last).then_some(MonthRange { first, last })
        }
    };
    match (months(a), months(b)) {
        (Some(a), Some(b)) => a.first <= b.last && b.first <= a.last,
        _ => a == b,
    }
}

fn target(d: &mut Decoder<'_>, node: &Node, definitions: &Definitions, slices: &Slices) -> Option<Target> {
    let map = d.map(node, &TARGET)?;
    let of = d.reference(&map, "metric").and_then(|written| metric_ref(definitions, &written, d.report));
    let slice = slice(d, &map, slices);
    let scope = scope(d, &map);
    let bound = bound(d, &map);
    let (note, audience) = (d.localised(&map, "note"), d.audience(&map, "audience"));
    let place = Place { width: 1, ..d.place(node.span.clone()) };
    Some(Target { of: of?, slice: slice?, scope: scope?, bound: bound?, note, audience, place })
}

fn scope(d: &mut Decoder<'_>, map: &Map<'_>) -> Option<Scope> {
    if let Some(node) = map.get("months").filter(|node| is_period(node)) {
        let hint = "write `over:` for a target of the whole period, or months like 2026-04..2027-03 for one of every month";
        d.say(&codes::INVALID_VALUE, node.span.clone(), "`months` takes months, not a fiscal period", hint);
        return None;
    }
    let (months, over) = (d.months(map, "months"), d.period(map, "over"));
    if map.has("months") == map.has("over") {
        let hint = "write `months:` for a target of every month, or `over:` for one of a whole period";
        d.say(&codes::INVALID_VALUE, map.span(), "a target has either `months` or `over`", hint);
        return None;
    }
    months.map(Scope::Months).or(over.map(Scope::Over))
}

/// Whether a fiscal quarter or year stands here.
fn is_period(node: &Node) -> bool {
    let Value::Scalar { text, .. } = &node.value else { return false };
    matches!(text.parse(), Ok::<Period, _>(Period::Quarter(..) | Period::Year(_)))
}

fn bound(d: &mut Decoder<'_>, map: &Map<'_>) -> Option<Bound> {
    let given = ["at_least", "at_most", "within"].into_iter().filter(|name| map.has(name)).count();
    if given != 1 {
        let hint = "write one of `at_least`, `at_most` and `within`";
        d.say(&codes::INVALID_VALUE, map.span(), "a target says what the figure should be, in one way", hint);
        return None;
    }
    if map.has("within") {
        let target = pair(d, map, "within");
        let warn = if map.has("warn") { Some(pair(d, map, "warn")?) } else { None };
        let target = target?;
        if warn.as_ref().is_some_and(|[low, high]| *low > target[0] || *high < target[1]) {
            say_warn(d, map, "the band of `warn` holds the band of `within`");
            return None;
        }
        return Some(Bound::Within { target, warn });
    }
    let (least, most, warn) = (number(d, map, "at_least"), number(d, map, "at_most"), number(d, map, "warn"));
    if map.has("warn") && warn.is_none() {
        return None;
    }
    match (least, most) {
        (Some(target), _) if warn.as_ref().is_some_and(|warn| *warn > target) => {
            say_warn(d, map, "`warn` of `at_least` lies below the target");
            None
        }
        (_, Some(target)) if warn.as_ref().is_some_and(|warn| *warn < target) => {
            say_warn(d, map, "`warn` of `at_most` lies above the target");
            None
        }
        (Some(target), _) => Some(Bound::AtLeast { target, warn }),
        (_, Some(target)) => Some(Bound::AtMost { target, warn }),
        _ => None,
    }
}

fn say_warn(d: &mut Decoder<'_>, map: &Map<'_>, message: &str) {
    d.say(
        &codes::INVALID_VALUE,
        map.span_of("warn"),
        message,
        "“at risk” reaches from the target to `warn`: correct one of the two",
    );
}

fn pair(d: &mut Decoder<'_>, map: &Map<'_>, name: &str) -> Option<[Exact; 2]> {
    let numbers: Vec<_> = d.list(map, name).iter().map(|node| as_number(d, node)).collect();
    let whole = numbers.iter().all(Option::is_some);
    match <[Option<Exact>; 2]>::try_from(numbers) {
        Ok([Some(low), Some(high)]) if low <= high => Some([low, high]),
        _ => {
            // Anything but a list was reported as such.
            if whole && matches!(map.get(name).map(|node| &node.value), Some(Value::List(_))) {
                let hint = "write the lower and the upper value: `[30, 50]`";
                d.say(&codes::INVALID_VALUE, map.span_of(name), format!("`{name}` is a lower and an upper value"), hint);
            }
            None
        }
    }
}
