//! Rules of movements, cohorts and refusals.

use super::*;

fn run(csv: &str) -> (Vec<MonthFile>, Vec<String>) {
    let mut report = Report::default();
    let files = ingest(&SourcePath::new("accounts.csv"), &mut csv.as_bytes(), &BTreeMap::new(), &mut report).expect("a text");
    (files, report.iter().map(|it| format!("{} {}", it.place.line, it.message)).collect())
}

fn files(csv: &str) -> Vec<MonthFile> {
    let (files, mistakes) = run(csv);
    assert_eq!(mistakes, Vec::<String>::new());
    files
}

#[track_caller]
fn refused(csv: &str, expected: &[&str]) {
    let (files, mistakes) = run(csv);
    assert!(files.is_empty());
    assert_eq!(mistakes, expected);
}

/// The line `id: value` below a segment (or `total`) of a file.
fn value(file: &MonthFile, section: &str, id: &str) -> String {
    let lines = file.text.lines().skip_while(|line| line.trim() != format!("{section}:"));
    let found = lines.skip(1).find_map(|line| line.trim().strip_prefix(id)?.strip_prefix(": "));
    found.unwrap_or("-").to_owned()
}

const MOVE: &str = "\
month,account,segment,arr
2026-01,A,smb,100
2026-01,B,ent,200
2026-02,A,ent,150
2026-03,A,ent,150
2026-03,B,ent,50
2026-03,C,smb,10.50
";

#[test]
fn an_account_that_changes_segment_leaves_one_and_enters_the_other() {
    let files = files(MOVE);
    assert_eq!(
        files.iter().map(MonthFile::name).collect::<Vec<_>>().join(" "),
        "2026-01.accounts.yaml 2026-02.accounts.yaml 2026-03.accounts.yaml"
    );
    for (id, expected) in
        [("opening_arr", "100"), ("expansion", "50"), ("transfer_out", "150"), ("closing_arr", "0"), ("accounts", "0")]
    {
        assert_eq!(value(&files[1], "smb", id), expected, "{id}");
    }
    for (id, expected) in [("opening_arr", "200"), ("churned_arr", "200"), ("transfer_in", "150"), ("closing_arr", "150")] {
        assert_eq!(value(&files[1], "ent", id), expected, "{id}");
    }
    assert_eq!(value(&files[2], "ent", "reactivation"), "50");
    assert_eq!(value(&files[2], "smb", "new_arr"), "10.5");
    assert_eq!(value(&files[2], "smb", "closing_arr"), "10.5");
}

#[test]
fn the_first_month_gives_closing_only() {
    let files = files(MOVE);
    assert!(!files[0].text.contains("opening_arr"));
    assert_eq!(value(&files[0], "ent", "closing_arr"), "200");
}

#[test]
fn a_segment_that_begins_later_had_nothing_before() {
    let files = files("month,account,segment,arr\n2026-01,A,smb,1\n2026-02,A,smb,1\n2026-02,B,ent,2\n");
    assert_eq!(value(&files[0], "ent", "closing_arr"), "0");
}

#[test]
fn a_cohort_is_followed_from_where_it_began() {
    let mut csv = "month,account,segment,arr\n".to_owned();
    for month in 0..13 {
        let name = format!("{}-{:02}", 2025 + month / 12, month % 12 + 1);
        let a = if month < 12 { 100 } else { 0 };
        let c = if month == 12 { 150 } else { 100 };
        csv += &format!("{name},A,smb,{a}\n{name},B,smb,100\n");
        if month > 0 {
            csv += &format!("{name},C,smb,{c}\n");
        }
    }
    let files = files(&csv);
    let last = &files[12];
    assert_eq!(value(last, "total", "nrr_12_cohort"), "0.5");
    assert_eq!(value(last, "smb", "grr_12_cohort"), "0.5");
    assert_eq!(value(last, "total", "logo_churn_12_cohort"), "0.5");
    assert!(
        last.text.ends_with("cohort:\n  2025-01: {closing_arr: 100, accounts: 1}\n  2025-02: {closing_arr: 150, accounts: 1}\n")
    );
}

#[test]
fn what_cannot_be_right_is_refused_with_its_line() {
    refused("", &["1 the file is empty"]);
    refused("month,account,arr\n", &["1 there is no column `segment`"]);
    refused(
        "month,account,segment,arr\n2026-01,A,smb,-1\n2026-01,,smb,1\n2026-01,B,,1\n2026/01,B,smb,1\n2026-01,C,smb,１\n2026-01,D,smb\n",
        &[
            "2 `-1` is negative",
            "3 the account is empty",
            "4 the segment is empty",
            "5 `2026/01` is not a month",
            "6 `１` is not an amount",
            "7 the row has fewer fields than the header",
        ],
    );
    refused("month,account,segment,arr\n2026-01,A,smb,1\n2026-01,A,smb,2\n", &["3 the account `A` stands twice in 2026-01"]);
    refused(
        "month,account,segment,arr\n2026-02,A,smb,1\n2026-01,A,smb,1\n",
        &["3 2026-01 stands after 2026-02, but months must ascend"],
    );
    refused("month,account,segment,arr\n2026-01,A,smb,1\n2026-03,A,smb,1\n", &["3 2026-03 follows 2026-01: 2026-02 is missing"]);
}

#[test]
fn fields_may_be_quoted_and_the_file_may_come_from_a_spreadsheet() {
    let files = files("\u{feff}month,name,account,segment,arr\r\n2026-01,\"青空, \"\"株\"\"\n会社\",A,中堅,1000000\r\n");
    assert_eq!(value(&files[0], "\"中堅\"", "closing_arr"), "1000000");
}

#[test]
fn figures_can_have_other_names() {
    let place = Place::file(SourcePath::new("shirube.yaml"));
    let ids = [(Arc::from("expansion"), Ref { id: "upsell".into(), place })].into();
    let mut report = Report::default();
    let files = ingest(&SourcePath::new("a.csv"), &mut MOVE.as_bytes(), &ids, &mut report).expect("a text");
    assert_eq!(value(&files[1], "smb", "upsell"), "50");
}

#[test]
fn what_is_written_reads_back_and_reconciles() {
    use crate::compute::{Figures, Material};
    use crate::data::{self, Context};
    use crate::model::{Audiences, Axis, FiscalYear, Period, Slices};
    use crate::world::MemoryWorld;
    let mut world = MemoryWorld::new("2026-11-20".parse().expect("a date"));
    let amounts = ["new_arr", "reactivation", "expansion", "downsell", "churned_arr", "transfer_in", "transfer_out"];
    let counts = ["new", "reactivated", "churned", "transfer_in", "transfer_out"].map(|id| format!("accounts_{id}"));
    let mut metrics = "metrics:
  opening_arr: {name: 月初, kind: stock, over_time: first, unit: money, by: [segment]}
  closing_arr: {name: 月末, kind: stock, unit: money, by: [segment]}
  accounts_opening: {name: 月初社数, kind: stock, over_time: first, unit: count, by: [segment]}
  accounts: {name: 社数, kind: stock, unit: count, by: [segment]}
  nrr: {name: NRR, unit: ratio, formula: (opening_arr + expansion - downsell - churned_arr) / opening_arr}
"
    .to_owned();
    for id in amounts {
        metrics += &format!("  {id}: {{name: M, kind: flow, unit: money, by: [segment]}}\n");
    }
    for id in &counts {
        metrics += &format!("  {id}: {{name: M, kind: flow, unit: count, by: [segment]}}\n");
    }
    metrics += "bridges:
  - {id: arr, opening: opening_arr, plus: [new_arr, reactivation, expansion, transfer_in], minus: [downsell, churned_arr, transfer_out], closing: closing_arr, cancel: [transfer_in, transfer_out]}
  - {id: accounts, opening: accounts_opening, plus: [accounts_new, accounts_reactivated, accounts_transfer_in], minus: [accounts_churned, accounts_transfer_out], closing: accounts, cancel: [accounts_transfer_in, accounts_transfer_out]}
";
    world.insert("data/metrics.yaml", metrics);
    world.insert("data/segments.yaml", "segments:\n  smb: {name: SMB}\n  ent: {name: ENT}\n");
    for file in files(MOVE) {
        world.insert(&format!("data/snapshots/{}", file.name()), file.text);
    }
    let languages: [Arc<str>; 1] = ["ja".into()];
    let audiences = Audiences::new(vec!["public".into(), "internal".into()]).expect("two audiences");
    let context = Context { languages: &languages, audiences: &audiences };
    let mut report = Report::default();
    let slices = Slices::of(&data::registers(&world, &context, &mut report));
    let definitions = data::metrics(&world, &context, &mut report);
    let snapshots = data::snapshots(&world, &context, &definitions, &slices, &mut report);
    let material = Material {
        definitions: Arc::new(definitions),
        slices: Arc::new(slices),
        snapshots,
        targets: crate::model::Targets::default(),
        fiscal: FiscalYear::default(),
        narrowest: audiences.narrowest(),
        not_applicable: Vec::new(),
    };
    let f = Figures::compute(material, &mut report);
    assert_eq!(report.iter().map(|it| format!("{} {}", it.place, it.message)).collect::<Vec<_>>(), Vec::<String>::new());
    let nrr = |at: Option<&str>, month: &str| {
        let slice = at.and_then(|id| f.slices().find(Axis::Segment, id)).unwrap_or(Slices::TOTAL);
        let period: Period = month.parse().expect("a month");
        let value = f.get(f.definitions().find("nrr").expect("defined"), slice, period).value;
        value.map_or("missing".to_owned(), |value| value.to_string())
    };
    assert_eq!(nrr(Some("smb"), "2026-02"), "1.5");
    assert_eq!(nrr(Some("smb"), "2026-03"), "missing");
    assert_eq!(nrr(None, "2026-03"), "1");
}
