//! The example site, figure by figure.

use crate::compute::{Against, Figures, Material, PilotFigures, Status, Verdict, apportioned};
use crate::data::{self, Context};
use crate::diag::Report;
use crate::formula;
use crate::model::{
    Audience, Audiences, Axis, Definitions, Exact, FiscalYear, FormulaText, Language, Localised, Look, MetricRef, Missing, Month,
    Period, Place, Slices, SourcePath, Style,
};
use crate::world::MemoryWorld;
use std::path::Path;
use std::sync::Arc;

/// A site's data files from the disk.
pub(super) fn from_disk(root: &Path) -> MemoryWorld {
    let mut world = MemoryWorld::new("2026-11-20".parse().expect("a date"));
    for folder in ["data", "data/snapshots"] {
        let mut files: Vec<_> = std::fs::read_dir(root.join(folder)).expect("the example").flatten().collect();
        files.sort_by_key(std::fs::DirEntry::file_name);
        for file in files.into_iter().filter(|file| file.path().is_file()) {
            let name = format!("{folder}/{}", file.file_name().to_string_lossy());
            world.insert(&name, std::fs::read(file.path()).expect("a file"));
        }
    }
    world
}

/// The figures of a world, with everything that was found on the way.
pub(super) fn figures(world: &MemoryWorld) -> (Figures, Report) {
    let languages: [Arc<str>; 2] = ["ja".into(), "en".into()];
    let audiences = Audiences::new(vec!["public".into(), "internal".into()]).expect("two");
    let context = Context { languages: &languages, audiences: &audiences };
    let mut report = Report::default();
    let registers = data::registers(world, &context, &mut report);
    let slices = Slices::of(&registers);
    let definitions = data::metrics(world, &context, &mut report);
    let snapshots = data::snapshots(world, &context, &definitions, &slices, &mut report);
    let fiscal = FiscalYear::default();
    let targets = data::targets(world, &context, &definitions, &slices, fiscal, &mut report);
    let material = Material {
        not_applicable: registers.set_aside().filter_map(|metric| definitions.find_ref(&metric.id)).collect(),
        definitions: Arc::new(definitions),
        slices: Arc::new(slices),
        snapshots,
        targets,
        fiscal,
        narrowest: audiences.narrowest(),
    };
    (Figures::compute(material, &mut report), report)
}

fn example() -> Figures {
    let (figures, report) = figures(&from_disk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sites/example"))));
    let findings: Vec<_> = report.iter().map(|finding| format!("{} {}", finding.place, finding.message)).collect();
    assert_eq!(findings, Vec::<String>::new());
    figures
}

fn of(figures: &Figures, id: &str) -> MetricRef {
    figures.definitions().find_ref(id).unwrap_or_else(|| panic!("{id} is defined"))
}

fn slice(figures: &Figures, id: &str) -> crate::model::SliceIx {
    if id == "total" {
        return Slices::TOTAL;
    }
    Axis::ALL.into_iter().find_map(|axis| figures.slices().find(axis, id)).unwrap_or_else(|| panic!("{id} is declared"))
}

fn month(text: &str) -> Period {
    text.parse().expect("a period")
}

/// The figure in full, a ratio in percent, with four decimals at most.
fn value(figures: &Figures, id: &str, at: &str, when: &str) -> String {
    let figure = figures.get(of(figures, id), slice(figures, at), month(when));
    let percent = if figure.unit == crate::model::Unit::Ratio { 100 } else { 1 };
    match figure.value {
        Ok(value) => value.times(&Exact::from(percent)).rounded(4).to_string(),
        Err(missing) => missing.words(&Language::default(), figures.definitions(), figures.slices()),
    }
}

#[track_caller]
fn holds(figures: &Figures, id: &str, at: &str, september: &str, october: &str, status: &Status) {
    assert_eq!(value(figures, id, at, "2026-09"), september, "{id} of {at} in September");
    assert_eq!(value(figures, id, at, "2026-10"), october, "{id} of {at} in October");
    assert_eq!(
        figures.standing(of(figures, id), slice(figures, at), month("2026-10"), Audience(1)).status,
        *status,
        "{id} of {at}"
    );
}

#[test]
fn the_table_of_figures() {
    let f = example();
    holds(&f, "closing_arr", "total", "240000000", "255600000", &Status::NoTarget);
    holds(&f, "nrr", "total", "100.0254", "101.65", &Status::OnTarget);
    holds(&f, "nrr", "tier1", "102.0408", "104", &Status::NoTarget);
    holds(&f, "nrr", "tier2", "98.5507", "100", &Status::NoTarget);
    holds(&f, "nrr", "tier3", "96.8013", "97.6667", &Status::NoTarget);
    holds(&f, "grr", "total", "97.8902", "98.025", &Status::NoTarget);
    holds(&f, "churned_arr", "total", "3000000", "2460000", &Status::AtRisk);
    holds(&f, "onboarding_rate", "total", "90", "75", &Status::AtRisk);
    holds(&f, "onboarding_rate", "tier2", "100", "66.6667", &Status::NoTarget);
    holds(&f, "onboarding_rate", "tier3", "85.7143", "75", &Status::NoTarget);
    holds(&f, "health_red_share", "tier3", "13.3333", "17.8378", &Status::OffTarget);
    holds(&f, "handover_completeness", "total", "79.6296", "84.6154", &Status::AtRisk);
    holds(&f, "accounts_per_csm", "customer_sales", "47", "48.5", &Status::OnTarget);
    holds(&f, "accounts_per_csm", "total", "45.6667", "47", &Status::NoTarget);
    holds(&f, "cross_sell", "total", "0", "0", &Status::NotApplicable);
    holds(&f, "first_response_hours", "total", "3.6", "3.2", &Status::NoTarget);
}

#[test]
fn the_quarter_is_open_and_shows_progress() {
    let f = example();
    let upsell = of(&f, "upsell");
    for when in ["2026-10", "FY2026-Q3"] {
        let standing = f.standing(upsell, Slices::TOTAL, month(when), Audience(1));
        assert_eq!(standing.status, Status::NotYet);
        let progress = standing.progress.expect("progress");
        assert_eq!(progress.so_far.exact(), Some(&Exact::from(5_700_000)));
        assert_eq!(progress.share, Exact::ratio(38, 100));
        assert_eq!((progress.done, progress.months), (1, 3));
    }
    let landings = f.landings("2026-10".parse().expect("a month"), Audience(1));
    assert_eq!(landings.len(), 1);
    assert_eq!(landings[0].achieved, Exact::ratio(38, 100));
}

#[test]
fn a_missing_month_is_the_reason() {
    let f = example();
    let nrr = of(&f, "nrr");
    for (when, before) in [("2026-09", (2025, 9)), ("2026-10", (2025, 10))] {
        let change = f.change(nrr, Slices::TOTAL, month(when), Against::LastYear);
        assert_eq!(change.value, Err(Missing::NoSnapshot(Month::new(before.0, before.1).expect("a month"))));
    }
    assert_eq!(value(&f, "nrr", "total", "FY2026-Q3"), "no snapshot for 2026-11");
}

#[test]
fn only_the_first_response_is_public() {
    let f = example();
    let public: Vec<_> = f
        .definitions()
        .iter()
        .filter(|(ix, _)| f.last_month(*ix, Slices::TOTAL, Audience::WIDEST).is_some())
        .map(|(_, metric)| metric.id.to_string())
        .collect();
    assert_eq!(public, ["first_response_hours"]);
}

#[test]
fn the_correction_is_kept() {
    let f = example();
    let restated = f.restated(of(&f, "churned_arr"), slice(&f, "tier3"), "2026-09".parse().expect("a month")).expect("restated");
    assert_eq!(restated.was, Exact::from(1_080_000));
    assert_eq!(f.month(restated.of, restated.slice, "2026-09".parse().expect("a month")).exact(), Some(&Exact::from(1_200_000)));
}

#[test]
fn why_nrr_moved() {
    let f = example();
    let nrr = of(&f, "nrr");
    let found = f.attribution(nrr, Slices::TOTAL, month("2026-09"), month("2026-10")).expect("a ratio").expect("figures");
    let points = |value: &Exact| value.times(&Exact::from(100)).rounded(4).to_string();
    let drivers: Vec<_> = found.drivers.iter().map(|it| (f.definitions().written(it.of), points(&it.effect))).collect();
    let expected =
        [("upsell", "0.7482"), ("extension", "0.7416"), ("churned_arr", "0.246"), ("downsell", "-0.1112"), ("cross_sell", "0")];
    assert_eq!(drivers, expected.map(|(id, effect)| (id.to_owned(), effect.to_owned())));
    assert_eq!(Exact::sum(found.drivers.iter().map(|it| &it.effect)), found.change);
    let [by] = &found.slices[..] else { panic!("one axis") };
    let segments: Vec<_> = by.contributions.iter().map(|it| (points(&it.rate_effect), points(&it.mix_effect))).collect();
    let expected = [("0.9778", "0.0039"), ("0.5078", "0.0012"), ("0.1302", "0.0036")];
    assert_eq!(segments, expected.map(|(rate, mix)| (rate.to_owned(), mix.to_owned())));
    let effects: Vec<Exact> = by.contributions.iter().map(crate::compute::Contribution::effect).collect();
    assert_eq!(Exact::sum(&effects), found.change);
    let metric = f.definitions().get(nrr.metric);
    let language = Language::of("ja");
    let look = Look::of(metric, "JPY", &language);
    let parts: Vec<Exact> = found.drivers.iter().map(|it| it.effect.clone()).collect();
    let printed: Vec<_> = apportioned(&parts, 4).iter().map(|part| look.points(part, 2).to_string()).collect();
    assert_eq!(printed, ["+0.75pt", "+0.74pt", "+0.24pt", "−0.11pt", "±0.00pt"]);
    assert_eq!(look.change(&found.change, Style::Card).to_string(), "+1.62pt");
    assert_eq!(look.value(&found.after, Style::Card).to_string(), "101.65%");
}

fn condition(definitions: &Definitions, text: &str) -> crate::model::Condition {
    let place = Place { path: SourcePath::new("content/x.md"), line: 1, column: 1, width: 1 };
    let mut report = Report::default();
    formula::parse_condition(&FormulaText { text: text.into(), place }, definitions, &mut report).expect("a condition")
}

#[track_caller]
fn judged(f: &Figures, text: &str, at: &str, when: &str) -> Verdict {
    f.judge(&condition(f.definitions(), text), slice(f, at), month(when)).verdict
}

#[test]
fn triggers_criteria_and_agreements() {
    let f = example();
    let trigger = "onboarding_rate < 0.8 or health_red_share > 0.15";
    for (at, when, verdict) in [
        ("tier2", "2026-09", Verdict::NotMet),
        ("tier3", "2026-09", Verdict::NotMet),
        ("tier2", "2026-10", Verdict::Met),
        ("tier3", "2026-10", Verdict::Met),
    ] {
        assert_eq!(judged(&f, trigger, at, when), verdict, "{at} {when}");
    }
    assert_eq!(judged(&f, "handover_completeness >= 0.8", "total", "2026-09"), Verdict::NotMet);
    assert_eq!(judged(&f, "handover_completeness >= 0.8", "total", "2026-10"), Verdict::Met);
    for (text, at, verdict) in [
        ("handover_completeness >= 0.9", "total", Verdict::NotMet),
        ("onboarding_rate >= 0.8", "total", Verdict::NotMet),
        ("meetings >= 4", "lead", Verdict::Met),
        ("opportunities >= 5", "total", Verdict::Met),
    ] {
        assert_eq!(judged(&f, text, at, "2026-10"), verdict, "{text}");
    }
}

#[test]
fn the_pilot_is_judged_over_its_whole_period() {
    use crate::model::Ref;
    use crate::model::page::{Pilot, PilotValue};
    let f = example();
    let place = Place { path: SourcePath::new("content/pilots/x.md"), line: 1, column: 1, width: 1 };
    let value = |month: Option<&str>, id: &str, number: &str| PilotValue {
        month: month.map(|month| month.parse().expect("a month")),
        metric: Ref { id: id.into(), place: place.clone() },
        number: number.into(),
        place: place.clone(),
    };
    let mut pilot = Pilot { months: "2026-08..2026-10".parse().expect("months"), ..empty_pilot() };
    for (month, mrr, proposals, due, given) in [
        ("2026-08", "104_000", "8", "10", "8"),
        ("2026-09", "130_000", "10", "12", "10"),
        ("2026-10", "156_000", "12", "14", "12"),
    ] {
        let row = [
            ("pilot_cost", "1_000_000"),
            ("new_mrr", mrr),
            ("proposals", proposals),
            ("handover_due", due),
            ("handover_given", given),
        ];
        pilot.figures.extend(row.map(|(id, number)| value(Some(month), id, number)));
    }
    pilot.assume.push(value(None, "assumed_churn", "0.02"));
    let mut report = Report::default();
    let figures = PilotFigures::new(f.definitions(), &pilot, Audience(1), &mut report);
    assert!(report.is_empty());
    let exact = |id: &str| figures.get(of(&f, id)).value.expect("a value").rounded(4).to_string();
    assert_eq!(exact("pilot_roi"), "6.5");
    assert_eq!(exact("proposals"), "30");
    assert_eq!(exact("handover_completeness"), "0.8333");
    for text in ["pilot_roi >= 3", "proposals >= 30", "handover_completeness >= 0.8"] {
        assert_eq!(figures.judge(&condition(f.definitions(), text)).verdict, Verdict::Met, "{text}");
    }
}

fn empty_pilot() -> crate::model::page::Pilot {
    crate::model::page::Pilot {
        hypothesis: Localised::one("ja", ""),
        segments: Vec::new(),
        months: "2026-08".parse().expect("a month"),
        people: Vec::new(),
        figures: Vec::new(),
        assume: Vec::new(),
        worth_it: None,
        repeatable: None,
        together: None,
        decision: None,
    }
}

#[test]
fn every_input_of_a_figure_ends_at_a_line() {
    let f = example();
    let tree = f.derivation(of(&f, "nrr"), slice(&f, "tier1"), month("2026-10"), 8);
    assert_eq!(tree.ingredients.len(), 6);
    for input in &tree.ingredients {
        assert!(
            matches!(&input.figure.origin, crate::model::Origin::Given(place) if place.path.as_str() == "data/snapshots/2026-10.yaml")
        );
    }
    let total = f.derivation(of(&f, "upsell"), Slices::TOTAL, month("2026-10"), 8);
    assert_eq!(total.ingredients.len(), 3);
}

#[test]
fn the_sample_agrees_with_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !root.join("data/metrics.yaml").exists() {
        return;
    }
    let (f, report) = figures(&from_disk(root));
    let findings: Vec<_> = report.iter().map(|finding| format!("{} {}", finding.place, finding.message)).collect();
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(f.months().map(|months| months.len()), Some(24));
}
