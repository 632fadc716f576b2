//! What a wide site holds does not change by one byte, whatever narrower content and data say.

use jiff::civil::date;
use rayon::prelude::*;
use shirube::diag::Report;
use shirube::model::{Commit, History, SourcePath};
use shirube::output::{Files, Outputs};
use shirube::pipeline::{self, BuildOptions};
use shirube::workflow;
use shirube::world::{DiskWorld, MemoryWorld, World};
use std::collections::BTreeMap;
use std::path::Path;

// Planted in everything internal.
const MARK: &str = "CANARY";

/// The files of a source tree.
type Tree = BTreeMap<String, String>;

#[test]
fn nothing_internal_reaches_the_public_site() {
    let outputs = build(&marked(&example()));
    let team = occurrences(&outputs, "team");
    assert!(team.len() > 50, "the mark stands on {} pages of the internal site only: is it still planted?", team.len());
    assert_eq!(occurrences(&outputs, "success"), Vec::<String>::new());
}

#[test]
fn the_public_site_does_not_change_with_anything_internal() {
    let tree = example();
    let before = build(&tree);
    let different: Vec<String> = changes(&tree)
        .into_par_iter()
        .filter_map(|(name, changed)| {
            assert!(changed != tree, "`{name}` changes nothing");
            let place = difference(public(&before), public(&build(&changed)))?;
            Some(format!("{name}: {place}"))
        })
        .collect();
    assert!(different.is_empty(), "the public site betrays:\n{}", different.join("\n"));
}

#[test]
fn approvals_betray_nothing_internal() {
    let tree = approved(example());
    let before = build(&tree);
    assert!(public(&before).get("en/playbooks/first-30-days/index.html").is_some(), "what is approved is out");
    let different: Vec<String> = changes(&tree)
        .into_par_iter()
        // One puts a text without its approval in the place of one that has it; most of the others touch nothing near a page.
        .filter(|(name, _)| name != "with content/playbooks/first-30-days.en.md")
        .filter(|(name, _)| {
            ["the mark", "first-30", "stories/2026-10", "metrics.yaml", "roles.yaml"].iter().any(|near| name.contains(near))
        })
        .filter_map(|(name, changed)| Some(format!("{name}: {}", difference(public(&before), public(&build(&changed)))?)))
        .collect();
    assert!(different.is_empty(), "an approval made void betrays:\n{}", different.join("\n"));
}

/// The same tree, with approvals needed for the public and given.
fn approved(mut tree: Tree) -> Tree {
    let settings = tree.get_mut("shirube.yaml").expect("it has settings");
    *settings = settings.replace("required_for: []", "required_for: [public]");
    let known = pipeline::known(&world(&tree), &mut Report::default()).expect("it can be read");
    let about =
        workflow::Known { config: &known.config, definitions: known.figures.definitions(), slices: known.figures.slices() };
    for written in known.content.pages.iter() {
        let digest = workflow::digest(written, about);
        let line = format!("{{by: lead, date: 2026-11-01, digest: {digest}}}");
        tree.insert(written.page.path.to_string(), workflow::with_key(&written.page.text, "approval", &line));
    }
    tree
}

#[test]
fn what_git_knows_changes_nothing_on_the_public_site() {
    let tree = example();
    let built = |days: &[i64]| {
        let mut world = world(&tree);
        let commit = |days: &i64| Commit {
            id: format!("{MARK}{days}").into(),
            author: format!("{MARK} {days}").into(),
            time: date(2026, 11, 19).at(0, 0, 0, 0).in_tz("Asia/Tokyo").expect("it is a time").timestamp()
                - jiff::SignedDuration::from_hours(24 * days),
            subject: format!("{MARK} subject").into(),
            files: tree.keys().map(|path| SourcePath::new(path.as_str())).collect(),
        };
        world.set_history(History::new(days.iter().map(commit).collect(), false));
        pipeline::build(&world, &BuildOptions::default()).outputs
    };
    let (without, some, other) = (build(&tree), built(&[0, 100]), built(&[1, 2, 3, 50]));
    assert!(occurrences(&some, "team").len() > 4, "the internal site tells of the changes");
    assert_eq!(difference(public(&without), public(&some)), None);
    assert_eq!(difference(public(&some), public(&other)), None);
}

fn example() -> Tree {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/example");
    let disk = DiskWorld::open(&root, None).expect("the example is there");
    let text = |path: &SourcePath| {
        let bytes = disk.read(path).expect("it can be read").expect("it is there");
        String::from_utf8(bytes.to_vec()).expect("the example is text")
    };
    disk.list("").files.iter().map(|path| (path.to_string(), text(path))).collect()
}

fn build(tree: &Tree) -> Outputs {
    pipeline::build(&world(tree), &BuildOptions::default()).outputs
}

fn world(tree: &Tree) -> MemoryWorld {
    let mut world = MemoryWorld::new(date(2026, 11, 20));
    for (path, text) in tree {
        world.insert(path, text.as_str());
    }
    world
}

fn public(outputs: &Outputs) -> &Files {
    outputs.sites.get("success").expect("the public site is always made")
}

fn occurrences(outputs: &Outputs, site: &str) -> Vec<String> {
    // In any letter case: the search index knows no other than small letters.
    let holds = |bytes: &[u8]| bytes.windows(MARK.len()).any(|window| window.eq_ignore_ascii_case(MARK.as_bytes()));
    let files = outputs.sites.get(site).expect("both sites are made");
    files
        .iter()
        .filter(|(path, content)| path.contains(MARK) || holds(&content.bytes()))
        .map(|(path, _)| path.to_owned())
        .collect()
}

/// The first file that differs, and how.
fn difference(before: &Files, after: &Files) -> Option<String> {
    let names = |files: &Files| files.iter().map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
    if names(before) != names(after) {
        let (old, new) = (names(before), names(after));
        let gone = old.iter().filter(|path| !new.contains(path));
        let more = new.iter().filter(|path| !old.contains(path));
        return Some(format!("gone {:?}, new {:?}", gone.collect::<Vec<_>>(), more.collect::<Vec<_>>()));
    }
    before.iter().find_map(|(path, content)| {
        let (old, new) = (content.bytes(), after.get(path)?.bytes());
        let at = old.iter().zip(new.iter()).position(|(old, new)| old != new).or((old.len() != new.len()).then_some(0))?;
        let around =
            |bytes: &[u8]| String::from_utf8_lossy(&bytes[at.saturating_sub(40)..(at + 60).min(bytes.len())]).into_owned();
        Some(format!("{path}\n  before: {}\n  after:  {}", around(&old), around(&new)))
    })
}

/// Changes to what only the narrowest audience may see, each by its name.
fn changes(tree: &Tree) -> Vec<(String, Tree)> {
    let mut all = vec![("the mark in everything internal".to_owned(), marked(tree))];
    // A missing file also makes every reference to it one to something that does not exist.
    for path in tree.keys().filter(|path| is_internal_file(path, &tree[*path])) {
        let mut changed = tree.clone();
        changed.remove(path);
        all.push((format!("without {path}"), changed));
    }
    let mut replace = |path: &str, from: &str, to: &str| {
        let mut changed = tree.clone();
        let text = changed.get_mut(path).unwrap_or_else(|| panic!("the example has no {path}"));
        *text = text.replace(from, to);
        all.push((format!("{path}: `{from}` → `{to}`"), changed));
    };
    let playbook = "content/playbooks/first-30-days.md";
    replace(playbook, "role: support\n", "role: nobody\n");
    replace(playbook, "owner: support\n", "");
    replace(playbook, "segments: [tier2, tier3]\n", "segments: [tier9]\n");
    replace(playbook, "touch: [low, tech]\n", "touch: [high]\n");
    replace(playbook, "moves: [onboarding_rate, health_red_share]\n", "moves: [no_such_metric]\n");
    replace(playbook, "since: 2026-08\n", "since: 2020-01\n");
    replace(playbook, "review_every: 90d\n", "review_every: 1d\n");
    replace(playbook, "trigger: onboarding_rate < 0.8 or health_red_share > 0.15\n", "trigger: 1 < 2\n");
    replace(playbook, "> 今月の完了率は{{ onboarding_rate }}（Tier3は{{ onboarding_rate segment=tier3 }}）。\n", "");
    replace("content/stories/2026-10-approval-same-day.md", "segment: tier2\nplaybooks", "segment: tier1\nplaybooks");
    replace("content/stories/2026-10-approval-same-day.md", "level: industry", "level: name");
    replace("data/snapshots/2026-10.yaml", "opening_arr: 120_000_000", "opening_arr: 1");
    replace("data/snapshots/2026-10.yaml", "accounts: 185", "accounts: {value: 186, note: 社内だけの注記}");
    replace("data/snapshots/2026-10.yaml", "handover_due: 78", "handover_due: {missing: 調べていない}");
    replace("data/journey.yaml", "lead: [support]", "lead: [lead]");
    replace("data/journey.yaml", "metrics: [health_red_share, first_response_hours]", "metrics: [first_response_hours]");
    replace("data/journey.yaml", "  - id: renewal\n", "  - id: between\n    name: あいだ\n    lead: [lead]\n  - id: renewal\n");
    replace("data/metrics.yaml", "owner: support\n    audience: public", "owner: lead\n    audience: public");
    let mut add = |path: &str, text: &str| {
        let mut changed = tree.clone();
        changed.insert(path.to_owned(), text.to_owned());
        all.push((format!("with {path}"), changed));
    };
    let internal = "---\ntitle: 社内の手引き\nstatus: published\nstage: onboarding\ntags: [導入, 社内]\nfacets: {plan: [enterprise]}\nminutes: 5\ndate: 2026-11-01\nweight: 1\n---\n\n[はじめの30日](first-30-days.md)を見る。{{ nrr }}\n";
    add("content/playbooks/a-internal.md", internal);
    add("content/playbooks/first-30-days/index.md", "---\ntitle: 同じ住所\nstatus: published\n---\n");
    add(
        "content/stories/2026-09-internal.md",
        "---\ntitle: 社内の事例\nmonth: 2026-09\nstatus: published\ndate: 2026-11-02\nplaybooks: [first-30-days]\n---\n\n本文。\n",
    );
    add("content/index.md", "---\ntitle: 社内の入口\nstatus: published\n---\n\n社内向けです。\n");
    add("content/playbooks/index.md", "---\ntitle: 社内の一覧\nstatus: published\n---\n\n社内向けです。\n");
    add(
        "content/playbooks/first-30-days.en.md",
        "---\ntitle: See three results in your first 30 days\nsummary: Request, approve, close - three results to confirm before your first month-end.\nstatus: published\n---\n\nConfirm three results in your first 30 days: a request takes five minutes, approval happens the same day, and month-end comes three days earlier.\n\n> [!INTERNAL]\n> For the team: call them.\n",
    );
    add(
        "data/snapshots/2026-11.yaml",
        "month: 2026-11\ntotal:\n  handover_due: 80\n  handover_given: 70\n  first_response_hours: 2.9\n",
    );
    add("content/broken.md", "これは読めないページです。\n");
    all
}

/// Whether a public site needs nothing of a file.
fn is_internal_file(path: &str, text: &str) -> bool {
    let needed = ["shirube.yaml", "data/journey.yaml", "data/metrics.yaml", "EXPECTED.md"];
    let holds_public = text.contains("audience: public");
    path.contains('/') && !needed.contains(&path) && !holds_public && !path.ends_with(".en.md")
}

/// The tree with the mark before every Japanese word that is not for the public.
fn marked(tree: &Tree) -> Tree {
    let mark_file = |(path, text): (&String, &String)| {
        let marked = match path.as_str() {
            "shirube.yaml" => text.clone(),
            "data/metrics.yaml" => by_block(text, |line| line.starts_with("  ") && !line.starts_with("   ")),
            "data/journey.yaml" => stages(text),
            _ if path.ends_with(".en.md") => text.clone(),
            _ if path.starts_with("content/") && text.contains("\naudience: public\n") => public_page(text),
            _ => text.lines().map(|line| mark(line) + "\n").collect(),
        };
        (path.clone(), marked)
    };
    tree.iter().map(mark_file).collect()
}

/// Marks the blocks that are not labelled public.
fn by_block(text: &str, begins: impl Fn(&str) -> bool) -> String {
    blocks(text, begins).into_iter().map(|block| if block.contains("audience: public") { block } else { mark(&block) }).collect()
}

/// Of a public stage, `name`, `summary`, `when` and `invite` are public.
fn stages(text: &str) -> String {
    let public = ["- id:", "name:", "summary:", "when:", "invite:", "audience:"];
    let mark_line = |line: &str| match public.iter().any(|key| line.trim_start().starts_with(key)) {
        true => format!("{line}\n"),
        false => mark(line) + "\n",
    };
    blocks(text, |line| line.starts_with("  - id:"))
        .into_iter()
        .map(|block| match block.contains("audience: public") {
            true => block.lines().map(mark_line).collect(),
            false => mark(&block),
        })
        .collect()
}

/// Of a public page, passages, comments and keys of one's own are internal.
fn public_page(text: &str) -> String {
    let mut inside = false;
    let mut out = String::new();
    for line in text.lines() {
        inside = if line == "> [!INTERNAL]" { true } else { inside && line.starts_with('>') };
        out += &if inside && line != "> [!INTERNAL]" { mark(line) } else { line.to_owned() };
        out.push('\n');
        if line == "audience: public" {
            out += &format!("extra: {{memo: {MARK}}}\n# {MARK}\n");
        }
    }
    format!("{out}\n<!-- {MARK} -->\n")
}

fn blocks(text: &str, begins: impl Fn(&str) -> bool) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if begins(line) {
            blocks.push(String::new());
        }
        if let Some(block) = blocks.last_mut() {
            block.push_str(line);
        }
    }
    blocks
}

/// Puts the mark before every run of Japanese text.
fn mark(text: &str) -> String {
    let japanese = |char: char| matches!(char, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    let mut out = String::new();
    let mut before = false;
    for char in text.chars() {
        if japanese(char) && !before {
            out.push_str(MARK);
        }
        before = japanese(char);
        out.push(char);
    }
    out
}
