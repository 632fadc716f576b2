//! Small sites, each with one claim.

use super::example::figures;
use crate::compute::{Figures, Status};
use crate::model::{Audience, Axis, Exact, Language, Missing, Period, SliceIx, Slices};
use crate::world::MemoryWorld;

const ARR: &str = "
metrics:
  opening: {name: 月初, kind: stock, over_time: first, unit: money, by: [segment]}
  new: {name: 新規, kind: flow, unit: money, by: [segment]}
  expansion: {name: 拡大, kind: flow, unit: money, by: [segment]}
  contraction: {name: 縮小, kind: flow, unit: money, by: [segment]}
  churn: {name: 解約, kind: flow, unit: money, by: [segment]}
  tin: {name: 移動（入）, kind: flow, unit: money, by: [segment]}
  tout: {name: 移動（出）, kind: flow, unit: money, by: [segment]}
  closing: {name: 月末, kind: stock, unit: money, by: [segment]}
  renewed: {name: 更新, kind: flow, unit: count}
  due: {name: 更新期限, kind: flow, unit: count}
  nrr: {name: NRR, unit: ratio, formula: (opening + expansion - contraction - churn) / opening}
  grr: {name: GRR, unit: ratio, formula: (opening - contraction - churn) / opening, never_over: 1}
  quick: {name: クイック比率, unit: ratio, format: times, formula: (new + expansion) / (contraction + churn), undefined: {ja: 損失がない, en: no losses}}
  renewal_rate: {name: 更新率, unit: ratio, formula: renewed / due}
bridges:
  - {id: arr, opening: opening, plus: [new, expansion, tin], minus: [contraction, churn, tout], closing: closing, cancel: [tin, tout]}
";

const SEGMENTS: &str = "segments:\n  smb: {name: SMB}\n  ent: {name: ENT}\n";

fn world(metrics: &str, snapshots: &[(&str, &str)]) -> MemoryWorld {
    let mut world = MemoryWorld::new("2026-11-20".parse().expect("a date"));
    world.insert("data/metrics.yaml", metrics);
    world.insert("data/segments.yaml", SEGMENTS);
    for (name, body) in snapshots {
        world.insert(&format!("data/snapshots/{name}.yaml"), format!("month: {}\n{body}", &name[..7]));
    }
    world
}

fn findings(world: &MemoryWorld) -> Vec<String> {
    figures(world).1.iter().map(|it| format!("{} {} {}", it.code.id, it.place, it.message)).collect()
}

fn sound(world: &MemoryWorld) -> Figures {
    let (figures, report) = figures(world);
    assert_eq!(report.iter().map(|it| &it.message).collect::<Vec<_>>(), Vec::<&String>::new());
    figures
}

fn segment(figures: &Figures, id: &str) -> SliceIx {
    figures.slices().find(Axis::Segment, id).unwrap_or(Slices::TOTAL)
}

#[track_caller]
fn gives(figures: &Figures, id: &str, at: &str, when: &str, expected: &str) {
    let of = figures.definitions().find(id).expect("defined");
    let period: Period = when.parse().expect("a period");
    let figure = figures.get(of, segment(figures, at), period);
    let shown = match figure.value {
        Ok(value) => value.to_string(),
        Err(missing) => missing.words(&Language::default(), figures.definitions(), figures.slices()),
    };
    assert_eq!(shown, expected, "{id} of {at} in {when}");
}

fn movements(opening: &str, rest: &str) -> String {
    format!("total: {{opening: {opening}, {rest}}}")
}

#[test]
fn new_customers_are_no_part_of_nrr() {
    let rest = "new: 10, expansion: 5, contraction: 3, churn: 2, tin: 0, tout: 0, closing: 110";
    let f = sound(&world(ARR, &[("2026-10", &movements("100", rest))]));
    gives(&f, "nrr", "total", "2026-10", "1");
    gives(&f, "grr", "total", "2026-10", "0.95");
}

#[test]
fn the_renewal_rate_divides_by_what_was_due() {
    let f = sound(&world(ARR, &[("2026-10", "total: {renewed: 80, due: 100}")]));
    gives(&f, "renewal_rate", "total", "2026-10", "0.8");
}

#[test]
fn without_losses_there_is_no_quick_ratio() {
    let f = sound(&world(ARR, &[("2026-10", "total: {new: 10, expansion: 5, contraction: 0, churn: 0}")]));
    gives(&f, "quick", "total", "2026-10", "no losses");
}

#[test]
fn a_move_between_segments_is_neither_loss_nor_gain() {
    let none = "contraction: 0, churn: 0";
    let f = sound(&world(
        ARR,
        &[
            ("2026-01", "segment: {smb: {closing: 100}, ent: {closing: 200}}"),
            (
                "2026-02",
                &format!(
                    "segment:\n  smb: {{opening: 100, new: 0, expansion: 50, {none}, tin: 0, tout: 150, closing: 0}}\n  ent: {{opening: 200, new: 0, expansion: 0, contraction: 0, churn: 200, tin: 150, tout: 0, closing: 150}}"
                ),
            ),
            (
                "2026-03",
                &format!(
                    "segment:\n  smb: {{opening: 0, new: 10.50, expansion: 0, {none}, tin: 0, tout: 0, closing: 10.50}}\n  ent: {{opening: 150, new: 50, expansion: 0, {none}, tin: 0, tout: 0, closing: 200}}"
                ),
            ),
        ],
    ));
    gives(&f, "nrr", "smb", "2026-02", "1.5");
    gives(&f, "nrr", "smb", "2026-03", "the divisor is 0");
    gives(&f, "nrr", "total", "2026-03", "1");
}

#[test]
fn a_figure_that_does_not_follow_from_the_others_is_an_error() {
    let rest = "new: 10, expansion: 5, contraction: 3, churn: 2, tin: 0, tout: 0";
    let october = movements("100", &format!("{rest}, closing: 111"));
    let november = "total: {opening: 112, new: 0, expansion: 0, contraction: 0, churn: 0, tin: 1, tout: 0, closing: 113}";
    assert_eq!(
        findings(&world(ARR, &[("2026-10", &october), ("2026-11", november)])),
        [
            "bridge-broken data/snapshots/2026-10.yaml:2:98 `closing` of total in 2026-10 is 111, but opening and movements give 110",
            "continuity-broken data/snapshots/2026-11.yaml:2:18 `opening` of total in 2026-11 is 112, but `closing` of total in 2026-10 is 111",
            "cancel-broken data/snapshots/2026-11.yaml:2:76 `tin` of total in 2026-11 is 1, but `tout` of total in 2026-11 is 0",
        ]
    );
}

#[test]
fn a_tolerance_with_its_reason_lets_a_small_difference_pass() {
    let rules = ARR.replace("cancel: [tin, tout]", "tolerance: 1, because: 端数");
    let rest = "new: 10, expansion: 5, contraction: 3, churn: 2, tin: 0, tout: 0, closing: 111";
    assert_eq!(findings(&world(&rules, &[("2026-10", &movements("100", rest))])), Vec::<String>::new());
}

#[test]
fn a_month_between_two_others_is_missed() {
    let found = findings(&world(ARR, &[("2026-08", "total: {due: 1}"), ("2026-10", "total: {due: 1}")]));
    assert_eq!(found, ["month-gap data/snapshots/2026-10.yaml:1:8 there is no snapshot for 2026-09"]);
}

#[test]
fn a_total_beside_its_slices_must_equal_their_sum() {
    let body = "total: {closing: 11}\nsegment: {smb: {closing: 4}, ent: {closing: 6}}";
    let found = findings(&world(ARR, &[("2026-10", body)]));
    assert_eq!(
        found,
        [
            "figures-differ data/snapshots/2026-10.yaml:2:18 `closing` of total in 2026-10 is 11, but its values by segment add up to 10"
        ]
    );
}

#[test]
fn a_total_is_missing_when_a_slice_is() {
    let f = sound(&world(ARR, &[("2026-10", "segment: {smb: {closing: 4}, ent: {closing: {missing: 集計中}}}")]));
    gives(&f, "closing", "total", "2026-10", "no figure for ENT");
    gives(&f, "closing", "ent", "2026-10", "集計中");
}

#[test]
fn quarters_come_from_what_was_added_up() {
    let body = |month: u32| {
        let opening = 100 + 10 * (month - 10);
        format!(
            "total: {{opening: {opening}, new: 5, expansion: 10, contraction: 3, churn: 2, tin: 0, tout: 0, closing: {}}}",
            opening + 10
        )
    };
    let months: Vec<_> = (10..=12).map(|month| (format!("2026-{month}"), body(month))).collect();
    let months: Vec<_> = months.iter().map(|(name, body)| (name.as_str(), body.as_str())).collect();
    let f = sound(&world(ARR, &months));
    gives(&f, "expansion", "total", "FY2026-Q3", "30");
    gives(&f, "opening", "total", "FY2026-Q3", "100");
    gives(&f, "closing", "total", "FY2026-Q3", "130");
    gives(&f, "nrr", "total", "FY2026-Q3", "1.15");
    gives(&f, "nrr", "total", "FY2026", "no snapshot for 2026-04");
}

#[test]
fn a_figure_over_its_limit_is_an_error() {
    let metrics =
        ARR.replace("(opening - contraction - churn) / opening, never_over", "(opening + expansion) / opening, never_over");
    let found = findings(&world(&metrics, &[("2026-10", "total: {opening: 100, expansion: 1}")]));
    assert_eq!(
        found,
        ["over-limit data/snapshots/2026-10.yaml:2:18 `grr` of total in 2026-10 is 1.01, but it can never be over 1"]
    );
}

#[test]
fn formulas_that_need_one_another_are_a_cycle() {
    let metrics = "metrics:
  a: {name: A, unit: ratio, formula: b + 1}
  b: {name: B, unit: ratio, formula: a + 1}
  c: {name: C, unit: ratio, formula: b}
";
    assert_eq!(findings(&world(metrics, &[])), ["formula-cycle data/metrics.yaml:2:38 `a` needs itself: a → b → a"]);
}

#[test]
fn a_long_chain_of_formulas_is_refused_not_followed() {
    let mut metrics = "metrics:\n  m0: {name: M, kind: flow, unit: count}\n".to_owned();
    for at in 1..2000 {
        metrics += &format!("  m{at}: {{name: M, unit: count, formula: m{} + m{}}}\n", at - 1, at - 1);
    }
    let mut world = world(&metrics, &[("2026-10", "total: {m0: 1}")]);
    world.insert("data/targets.yaml", "targets: [{metric: m50, over: FY2026, at_least: 1}]");
    let (f, report) = figures(&world);
    assert_eq!(report.iter().filter(|it| it.code.id == "formula-syntax").count(), 1);
    gives(&f, "m20", "total", "2026-10", "1048576");
    let _ = f.get(f.definitions().find("m60").expect("defined"), Slices::TOTAL, "FY2026".parse().expect("a year"));
}

#[test]
fn ten_mistakes_are_ten_findings() {
    let body = "\
total:
  duee: 1
  due: １２
  renewed: {value: 3, audience: Public}
  renewed: 4
  nrr:
  closing: {missing: なし, value: 3}
segment:
  smbb: {closing: 3}
  smb: {churn: -3, due: 2}
restated:
  - {metric: closing, segment: smb, was: 3, because: 訂正, by: ops, date: 2026-13-01}
";
    let found = findings(&world(ARR, &[("2026-10", body)]));
    assert_eq!(found.len(), 10, "{found:#?}");
}

#[test]
fn the_same_value_in_two_files_is_an_error() {
    let found = findings(&world(ARR, &[("2026-10", "total: {due: 1}"), ("2026-10.more", "total: {due: 1}")]));
    assert_eq!(found, ["duplicate-value data/snapshots/2026-10.yaml:2:14 `due` of total is given twice for 2026-10"]);
}

#[test]
fn a_label_on_a_value_never_widens_what_is_made_of_others() {
    let metrics = ARR
        .replace("{name: 更新期限,", "{name: 更新期限, audience: public,")
        .replace("{name: 更新率,", "{name: 更新率, audience: public,");
    let f = sound(&world(&metrics, &[("2026-10", "total: {renewed: 8, due: {value: 10, audience: public}}")]));
    let month: Period = "2026-10".parse().expect("a month");
    let audience = |id: &str| f.get(f.definitions().find(id).expect("defined"), Slices::TOTAL, month).audience;
    assert_eq!((audience("due"), audience("renewed"), audience("renewal_rate")), (Audience(0), Audience(1), Audience(1)));
}

#[test]
fn only_a_disclosure_brings_a_figure_down() {
    let disclose = "disclose: {to: public, because: 公開する, by: lead, date: 2026-10-01, at_least: {metric: due, value: 10}}, ";
    let metrics = ARR.replace("{name: 更新率,", &format!("{{name: 更新率, audience: public, {disclose}"));
    let f = sound(&world(&metrics, &[("2026-09", "total: {renewed: 8, due: 9}"), ("2026-10", "total: {renewed: 8, due: 10}")]));
    let disclosed: Vec<_> = f.disclosed().into_iter().map(|it| it.figure.months.last.to_string()).collect();
    assert_eq!(disclosed, ["2026-10"]);
    assert_eq!(
        f.last_month(f.definitions().find("renewal_rate").expect("defined"), Slices::TOTAL, Audience(0)),
        "2026-10".parse().ok()
    );
}

#[test]
fn two_targets_for_one_period_are_an_error() {
    let mut world = world(ARR, &[("2026-10", "total: {due: 1}")]);
    world.insert(
        "data/targets.yaml",
        "targets:\n  - {metric: due, months: 2026-04..2026-10, at_least: 1}\n  - {metric: due, over: 2026-10, at_least: 2}\n  - {metric: due, over: FY2026-Q3, at_least: 2}\n",
    );
    assert_eq!(findings(&world), ["target-twice data/targets.yaml:3:5 `due` has two targets for one period"]);
}

#[test]
fn a_band_has_a_wider_band_of_risk() {
    let mut world = world(ARR, &[("2026-10", "total: {due: 28}")]);
    world.insert("data/targets.yaml", "targets:\n  - {metric: due, months: 2026-10, within: [30, 50], warn: [25, 55]}\n");
    let f = sound(&world);
    let standing = f.standing(
        f.definitions().find("due").expect("defined"),
        Slices::TOTAL,
        "2026-10".parse().expect("a month"),
        Audience(1),
    );
    assert_eq!(standing.status, Status::AtRisk);
}

#[test]
fn a_given_value_stands_in_where_the_formula_cannot() {
    let f = sound(&world(
        ARR,
        &[
            ("2026-09", "total: {nrr: 1.02}"),
            ("2026-10", "total: {opening: 3, expansion: 1, contraction: 0, churn: 0, nrr: 1.3333}"),
        ],
    ));
    gives(&f, "nrr", "total", "2026-09", "1.02");
    let october = f.get(f.definitions().find("nrr").expect("defined"), Slices::TOTAL, "2026-10".parse().expect("a month"));
    assert_eq!(october.value, Exact::ratio(4, 3).ok_or(Missing::NotWritten));
    let found = findings(&world(ARR, &[("2026-10", "total: {opening: 3, expansion: 1, contraction: 0, churn: 0, nrr: 1.34}")]));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn what_is_made_of_a_disclosed_stock_is_as_narrow_in_a_quarter_as_in_a_month() {
    let metrics = "metrics:
  seats:
    {name: 席数, kind: stock, over_time: last, unit: count, better: higher, audience: public,
     disclose: {to: public, because: 公開する, by: lead, date: 2026-10-01}}
  double: {name: 二倍, unit: count, better: higher, audience: public, formula: seats * 2}
";
    let f = sound(&world(metrics, &[("2026-09", "total: {seats: 8}")]));
    for period in ["2026-09", "FY2026-Q2"] {
        let period: Period = period.parse().expect("a period");
        let of = |id: &str| f.get(f.definitions().find(id).expect("defined"), Slices::TOTAL, period);
        assert!(of("seats").disclosed && of("seats").audience == Audience(0), "{period:?}");
        assert_eq!(of("double").audience, Audience(1), "{period:?}");
    }
}

#[test]
fn wider_sites_get_a_disclosed_figure_as_it_is_printed() {
    let disclose =
        "disclose: {to: public, because: 公開する, by: lead, date: 2026-10-01, at_least: {metric: renewal_rate, value: 0}}, ";
    let metrics = ARR.replace("{name: 更新率,", &format!("{{name: 更新率, audience: public, {disclose}"));
    let f = sound(&world(&metrics, &[("2026-10", "total: {renewed: 2, due: 3}")]));
    let wider = f.for_wider_sites(&"JPY".into());
    let value = |figures: &Figures| {
        let of = figures.definitions().find("renewal_rate").expect("defined");
        // A rule may demand something of its own metric, of a quarter too.
        assert!(figures.get(of, Slices::TOTAL, "FY2026-Q3".parse().expect("a quarter")).value.is_err());
        figures.get(of, Slices::TOTAL, "2026-10".parse().expect("a month")).value.expect("it is known").fraction()
    };
    assert_eq!((value(&f), value(&wider)), ("2/3".to_owned(), "667/1000".to_owned()));
}
