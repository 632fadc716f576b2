//! What holds for all figures.

use super::example::figures;
use crate::compute::{Figures, apportioned};
use crate::model::{Audience, Exact, Period, Slices};
use crate::world::MemoryWorld;
use proptest::prelude::*;
use std::fmt::Write as _;

const METRICS: &str = "
metrics:
  base: {name: B, kind: stock, over_time: first, unit: money, by: [segment]}
  up: {name: U, kind: flow, unit: money, by: [segment]}
  down: {name: D, kind: flow, unit: money, by: [segment]}
  kinds: {name: K, kind: flow, unit: count, by: [segment], parts: {a: {name: A}, b: {name: B}, c: {name: C}}}
  rate: {name: R, unit: ratio, formula: (base + up - down) / base}
";

/// For each month and segment: base, up, down and three parts.
type Months = Vec<Vec<[u32; 6]>>;

fn site(months: &Months) -> Figures {
    let mut world = MemoryWorld::new("2026-11-20".parse().expect("a date"));
    world.insert("data/metrics.yaml", METRICS);
    let count = months.first().map_or(0, Vec::len);
    let ids: Vec<_> = (0..count).map(|at| format!("  s{at}: {{name: S}}")).collect();
    world.insert("data/segments.yaml", format!("segments:\n{}\n", ids.join("\n")));
    for (at, segments) in months.iter().enumerate() {
        let mut text = format!("month: 2026-{:02}\nsegment:\n", at + 1);
        for (segment, [base, up, down, a, b, c]) in segments.iter().enumerate() {
            let _ = writeln!(text, "  s{segment}: {{base: {base}, up: {up}, down: {down}, kinds: {{a: {a}, b: {b}, c: {c}}}}}");
        }
        world.insert(&format!("data/snapshots/2026-{:02}.yaml", at + 1), text);
    }
    let (figures, report) = figures(&world);
    assert!(report.is_empty(), "{:?}", report.iter().map(|it| &it.message).collect::<Vec<_>>());
    figures
}

fn months() -> impl Strategy<Value = Months> {
    let value = prop_oneof![Just(0_u32), 0..20_u32, 0..3_000_000_000_u32];
    (1..5_usize).prop_flat_map(move |segments| {
        prop::collection::vec(prop::collection::vec(prop::array::uniform6(value.clone()), segments), 2..4)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn contributions_add_up(months in months()) {
        let f = site(&months);
        let rate = f.definitions().find("rate").expect("defined");
        let period = |month: u32| -> Period { format!("2026-{month:02}").parse().expect("a month") };
        if let Some(Ok(found)) = f.attribution(rate, Slices::TOTAL, period(1), period(2)) {
            prop_assert_eq!(Exact::sum(found.drivers.iter().map(|it| &it.effect)), found.change.clone());
            for by in &found.slices {
                let effects: Vec<Exact> = by.contributions.iter().map(crate::compute::Contribution::effect).collect();
                prop_assert_eq!(Exact::sum(&effects), found.change.clone());
                let rounded = apportioned(&effects, 4);
                prop_assert_eq!(Exact::sum(&rounded), found.change.rounded(4));
            }
        }
    }

    #[test]
    fn parts_slices_and_months_add_up(months in months()) {
        let f = site(&months);
        let of = |id: &str| f.definitions().find_ref(id).expect("defined");
        let quarter: Period = "FY2025-Q4".parse().expect("a quarter");
        for period in ["2026-01", "2026-02"].map(|month| month.parse::<Period>().expect("a month")) {
            let get = |id: &str| f.get(of(id), Slices::TOTAL, period).value.expect("a value");
            prop_assert_eq!(get("kinds.a").plus(&get("kinds.b")).plus(&get("kinds.c")), get("kinds"));
        }
        if months.len() == 3 {
            let year = f.get(of("up"), Slices::TOTAL, quarter).value.expect("a value");
            let all: Vec<Exact> = months.iter().flatten().map(|row| Exact::from(i64::from(row[1]))).collect();
            prop_assert_eq!(Exact::sum(&all), year);
        }
    }
}

const LABELLED: &str = "
metrics:
  a: {name: A, kind: flow, unit: money, by: [segment], audience: public}
  b: {name: B, kind: stock, unit: money, by: [segment], audience: public}
  d: {name: D, unit: ratio, audience: public, formula: (a + b) / b}
  e: {name: E, unit: ratio, audience: public, formula: \"if(a > 3, share(b), 1)\"}
  w: {name: W, unit: money, audience: public, formula: \"sum(a, 2) + prev(b)\"}
  k: {name: K, kind: flow, unit: count, by: [segment], audience: public, parts: {x: {name: X}, y: {name: Y}}}
  m: {name: M, kind: not_additive, unit: days, by: [segment], audience: public}
  one: {name: 1, unit: count, audience: public, formula: 1 + 1}
";

const WRITTEN: &[&str] = &["a", "b", "d", "e", "w", "k", "k.x", "k.y", "m", "one"];
const PLACES: &[&str] = &["total", "s0", "s1"];

/// What is written for a figure: 0 nothing; odd for the public, even for the team; beyond 10 a reason instead of a value.
type Labels = Vec<u8>;

fn labelled(labels: &Labels, later: bool) -> Figures {
    let mut world = MemoryWorld::new("2026-11-20".parse().expect("a date"));
    world.insert("data/metrics.yaml", LABELLED);
    world.insert("data/segments.yaml", "segments:\n  s0: {name: S, audience: public}\n  s1: {name: S, audience: public}\n");
    let mut labels = labels.iter();
    for month in 1..=3 {
        let mut text = format!("month: 2026-{month:02}\n");
        for place in PLACES {
            let lines = WRITTEN.iter().filter_map(|id| {
                let label = *labels.next()?;
                let audience = if label % 2 == 1 { "public" } else { "internal" };
                let value = if label > 10 { "missing: R".to_owned() } else { format!("value: {}", label / 2 + 1) };
                (label > 0).then(|| format!("{id}: {{{value}, audience: {audience}}}"))
            });
            let body = lines.collect::<Vec<_>>().join(", ");
            let _ = match *place {
                "total" => writeln!(text, "total: {{{body}}}\nsegment:"),
                other => writeln!(text, "  {other}: {{{body}}}"),
            };
        }
        world.insert(&format!("data/snapshots/2026-{month:02}.yaml"), text);
    }
    if later {
        world.insert("data/snapshots/2026-04.yaml", "month: 2026-04\ntotal: {a: 1, b: 2}\n");
    }
    let (figures, report) = figures(&world);
    assert!(report.iter().all(|it| it.place.path.as_str() != "data/metrics.yaml"));
    figures
}

/// Everything the public may see: figures, changes, and the last month of each. Places are never shown to it.
fn seen(f: &Figures) -> Vec<String> {
    let public = Audience(0);
    let mut lines = Vec::new();
    for id in WRITTEN {
        let of = f.definitions().find_ref(id).expect("defined");
        for (slice, _) in f.slices().iter() {
            lines.push(format!("{id} {slice:?} {:?}", f.last_month(of, slice, public)));
            for period in ["2026-01", "2026-02", "2026-03", "2026-04", "FY2025-Q4", "FY2026"] {
                let period: Period = period.parse().expect("a period");
                let figure = f.get(of, slice, period);
                if public.sees(figure.audience) {
                    lines.push(format!("{id} {slice:?} {period} {:?}", figure.value));
                }
                let change = f.change(of, slice, period, crate::compute::Against::Previous);
                if public.sees(change.audience) {
                    lines.push(format!("{id} {slice:?} {period} {:?}", change.value));
                }
            }
        }
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn what_the_public_sees_never_depends_on_what_is_internal(
        labels in prop::collection::vec(prop_oneof![Just(0_u8), Just(1_u8), 0..14_u8], WRITTEN.len() * PLACES.len() * 3),
        others in prop::collection::vec(0..7_u8, WRITTEN.len() * PLACES.len() * 3),
    ) {
        let changed: Labels = labels.iter().zip(&others).map(|(label, other)| if label % 2 == 1 { *label } else { other * 2 }).collect();
        prop_assert_eq!(seen(&labelled(&labels, false)), seen(&labelled(&changed, true)));
    }
}
