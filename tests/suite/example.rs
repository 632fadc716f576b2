//! The example that fixes the file formats: what must come out of it, and what must never come out of its public site.
//!
//! The figures themselves are asserted in `src/compute/tests.rs`; here they are looked for on the pages.

use shirube::model::SourcePath;
use shirube::output::Files;
use shirube::pipeline::{self, Build, BuildOptions};
use shirube::world::{DiskWorld, MemoryWorld, World};
use std::path::Path;

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/example")
}

/// The example as a world in memory, each file passed through `change`; `None` takes a file away.
fn world(change: impl Fn(&str, String) -> Option<String>) -> MemoryWorld {
    let day = "2026-11-20".parse().expect("a date");
    let disk = DiskWorld::open(&root(), Some(day)).expect("the example is there");
    let mut memory = MemoryWorld::new(day);
    for path in disk.list("").files {
        let path: SourcePath = path;
        let bytes = disk.read(&path).expect("readable").expect("listed");
        let text = String::from_utf8(bytes.to_vec()).expect("the example is text");
        if let Some(text) = change(path.as_str(), text) {
            memory.insert(path.as_str(), text);
        }
    }
    memory
}

fn build(world: &dyn World) -> Build {
    pipeline::build(world, &BuildOptions { strict: true, ..BuildOptions::default() })
}

fn page(files: &Files, address: &str) -> String {
    let path = format!("{}index.html", address.trim_start_matches('/'));
    let content = files.get(&path).unwrap_or_else(|| panic!("no page {address}"));
    String::from_utf8(content.bytes().to_vec()).expect("pages are text")
}

/// The text of a page: tags and white space taken away.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for char in html.chars() {
        match char {
            '<' => inside = true,
            '>' => inside = false,
            char if !inside && !char.is_whitespace() => out.push(char),
            _ => {}
        }
    }
    out
}

#[test]
fn the_example_builds_without_a_finding_but_notes() {
    let build = build(&world(|_, text| Some(text)));
    let findings: Vec<_> = build.report.iter().filter(|finding| finding.severity > shirube::diag::Severity::Note).collect();
    assert!(findings.is_empty(), "{findings:#?}");
}

#[test]
fn the_customer_site_has_exactly_the_pages_of_what_is_public() {
    let build = build(&world(|_, text| Some(text)));
    let files = &build.outputs.sites["success"];
    let pages: Vec<&str> =
        files.iter().map(|(path, _)| path).filter(|path| !path.starts_with("assets/") && !path.starts_with("en/")).collect();
    assert_eq!(
        pages,
        [
            "404.html",
            "_headers",
            "atom.xml",
            "facets/plan/light/index.html",
            "facets/plan/standard/index.html",
            "facets/reader/admin/index.html",
            "guides/first-month/index.html",
            "index.html",
            "journey/adoption/index.html",
            "journey/index.html",
            "journey/onboarding/index.html",
            "metrics/first_response_hours/index.html",
            "metrics/index.html",
            "playbooks/first-30-days/index.html",
            "playbooks/index.html",
            "robots.txt",
            "search/index.html",
            "search/index.json",
            "sitemap.xml",
            "stories/2026-10-approval-same-day/index.html",
            "stories/index.html",
            "stories/months/2026-10/index.html",
            "tags/index.html",
            "tags/導入/index.html",
        ]
    );
    let english = |path: &str| files.get(&format!("en/{path}")).is_some();
    assert!(english("playbooks/first-30-days/index.html"), "the guide is translated");
    assert!(!english("stories/2026-10-approval-same-day/index.html"), "the story is not");
    assert!(!english("guides/first-month/index.html"), "an alias is not inherited by translations");
}

#[test]
fn the_one_public_figure_is_printed_where_its_guide_says_it() {
    let build = build(&world(|_, text| Some(text)));
    let files = &build.outputs.sites["success"];
    assert!(text(&page(files, "/playbooks/first-30-days/")).contains("中央値で3.2時間です"));
    assert!(text(&page(files, "/metrics/first_response_hours/")).contains("3.2時間"));
    assert!(page(files, "/guides/first-month/").contains("../../playbooks/first-30-days/"));
}

#[test]
fn the_review_of_october_says_what_was_computed_outside() {
    let build = build(&world(|_, text| Some(text)));
    let review = text(&page(&build.outputs.sites["team"], "/reviews/2026-10/"));
    // From EXPECTED.md: NRR and its change, GRR, churned ARR and its status, upsell of the open quarter, the parts of "why".
    for expected in [
        "101.65%",
        "+1.62pt",
        "98.03%",
        "246万円",
        "注意",
        "38%",
        "+0.75pt",
        "+0.74pt",
        "+0.24pt",
        "−0.11pt",
        "17.8%",
        "48.5",
        "84.6%",
    ] {
        assert!(review.contains(expected), "{expected} is missing");
    }
    assert!(review.contains("はじめの30日で3つの効果を確かめる"), "the playbook that is called for");
    assert!(review.contains("引き継ぎ票を受注の承認の必須項目にする"), "what was decided");
    let september = text(&page(&build.outputs.sites["team"], "/reviews/2026-09/"));
    assert!(september.contains("1,080,000円") && september.contains("1,200,000円"), "both figures of a restated value");
}

/// Words that belong to what only the team may see.
const INTERNAL: &[&str] = &[
    "青空金属",
    "完了率",
    "Tier",
    "tier1",
    "tier2",
    "tier3",
    "NRR",
    "nrr",
    "オンボーディング",
    "onboarding_rate",
    "health_red",
    "カスタマーサポート",
    "support",
    "青木",
    "期限の7日前",
    "発動",
    "許容枠",
    "パイロット",
    "ステップ2",
    "契約前",
    "更新の90日前",
    "snapshots",
    "2026-09",
    "ふり返り",
];

#[test]
fn nothing_internal_is_in_any_byte_of_the_public_site() {
    let build = build(&world(|_, text| Some(text)));
    // Of the assets, the pieces of the search index are made from what authors write.
    let written = |path: &str| !path.starts_with("assets/") || path.matches('/').count() > 1;
    for (path, content) in build.outputs.sites["success"].iter().filter(|(path, _)| written(path)) {
        let bytes = String::from_utf8_lossy(&content.bytes()).into_owned();
        for word in INTERNAL {
            assert!(!bytes.contains(word) && !path.contains(word), "`{word}` stands in {path}");
        }
    }
}

/// What a narrower author might do: names, texts and figures of everything internal changed, a marker in each.
fn planted(path: &str, text: String) -> Option<String> {
    const MARK: &str = "CANARY";
    let removed =
        ["content/pilots/", "content/steps/", "data/kpi-tree", "data/agreements", "data/roadmap", "data/tools", "data/targets"];
    if removed.iter().any(|start| path.starts_with(start)) {
        return None;
    }
    let mark_names = |text: String| text.replace("ja: ", &format!("ja: {MARK}")).replace("goal: ", &format!("goal: {MARK}"));
    Some(match path {
        "data/roles.yaml" | "data/segments.yaml" | "data/org.yaml" | "data/handover.yaml" | "data/terms.yaml" => {
            mark_names(text).replace("mission: ", &format!("mission: {MARK}"))
        }
        "data/metrics.yaml" => {
            // All but the one public metric.
            let (before, rest) = text.split_once("  first_response_hours:").expect("it is there");
            let (public, after) = rest.split_once("\n\n").expect("a blank line follows it");
            format!("{}  first_response_hours:{public}\n\n{}", mark_names(before.to_owned()), mark_names(after.to_owned()))
        }
        "data/journey.yaml" => ["goal", "entry", "exit"]
            .iter()
            .fold(text, |text, key| text.replace(&format!("    {key}: "), &format!("    {key}: {MARK}")))
            .replace("ja: 契約前", &format!("ja: {MARK}契約前"))
            .replace("ja: 更新,", &format!("ja: {MARK}更新,")),
        "data/snapshots/2026-10.yaml" => text
            .replace("new_arr: 6_000_000", "new_arr: 7_000_000")
            .replace("closing_arr: 132_600_000", "closing_arr: 133_600_000"),
        "content/reviews/2026-10.md" => text.replace("2026年10月", MARK),
        "content/playbooks/first-30-days.md" => text
            .replace("期限の7日前に", &format!("{MARK}[link]: https://example.jp/{MARK} "))
            .replace("trigger: onboarding_rate < 0.8 or", "trigger: onboarding_rate < 0.9 or")
            .replace("since: 2026-08", "since: 2026-07")
            .replace("touch: [low, tech]", "touch: [high]")
            .replace("owner: support", "owner: lead\nextra: {CANARY: CANARY}"),
        "content/stories/2026-10-approval-same-day.md" => {
            text.replace("青空金属", MARK).replace("segment: tier2\nplaybooks", "segment: tier1\nplaybooks")
        }
        _ => text,
    })
}

#[test]
fn changing_everything_internal_changes_no_byte_of_the_public_site() {
    let before = build(&world(|_, text| Some(text)));
    let mut changed = world(planted);
    changed.insert("content/playbooks/canary.md", "---\ntitle: CANARY\nstatus: published\nstage: onboarding\ntags: [導入, CANARY]\ndate: 2026-11-01\nweight: 1\n---\nCANARY\n");
    changed.insert(
        "content/stories/canary.md",
        "---\ntitle: CANARY\nstatus: published\nmonth: 2026-11\ndate: 2026-11-02\n---\nCANARY\n",
    );
    changed.insert("data/snapshots/2026-11.yaml", "month: 2026-11\ntotal:\n  handover_due: 1\n");
    let after = build(&changed);
    let (before, after) = (&before.outputs.sites["success"], &after.outputs.sites["success"]);
    for (path, content) in after.iter() {
        let old = before.get(path).unwrap_or_else(|| panic!("{path} is new"));
        let (old, new) = (old.bytes(), content.bytes());
        let at = old.iter().zip(new.iter()).position(|(a, b)| a != b).unwrap_or(old.len().min(new.len()));
        let from = at.saturating_sub(60);
        assert!(old == new, "{path} differs at byte {at}: …{}…", String::from_utf8_lossy(&new[from..(at + 60).min(new.len())]));
    }
    assert_eq!(before.len(), after.len(), "a page is gone");
}
