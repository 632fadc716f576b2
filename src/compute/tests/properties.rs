//! What holds for all figures.

use super::example::figures;
use crate::compute::{Figures, apportioned};
use crate::model::{Exact, Period, Slices};
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
