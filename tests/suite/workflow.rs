//! Editing with git: what the commands for editors say and write, in a real repository.

use crate::tools::{Folder, copy, repository, shirube};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A copy of the example under git; 佐藤 花子 wrote it.
struct Team {
    folder: Folder,
}

impl Team {
    fn new() -> Team {
        let folder = Folder::new();
        copy(&repository().join("tests/sites/example"), &folder.0);
        let team = Team { folder };
        team.git(&["init", "-q", "-b", "main"]);
        team.commit("はじめの版", "佐藤 花子");
        team
    }

    fn root(&self) -> &Path {
        &self.folder.0
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git").arg("-C").arg(self.root()).args(arguments).output().expect("git is installed");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// Commits everything in somebody's name.
    fn commit(&self, words: &str, name: &str) {
        self.git(&["add", "-A"]);
        self.git(&["config", "user.name", name]);
        self.git(&["config", "user.email", "someone@example.jp"]);
        self.git(&["commit", "-q", "--date", "2026-11-18T12:00:00+09:00", "-m", words]);
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} holds `{from}`");
        self.write(path, &text.replace(from, to));
    }

    fn run(&self, arguments: &[&str]) -> Output {
        shirube().args(arguments).args(["--root"]).arg(self.root()).output().expect("the program starts")
    }

    /// What a command says on the standard output and beside it.
    #[track_caller]
    fn check(&self, arguments: &[&str], code: i32) -> (String, String) {
        let output = self.run(&[arguments, &["--as-of", "2026-11-20"]].concat());
        let [said, beside] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned());
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{said}\n{beside}");
        (said, beside)
    }
}

const GUIDE: &str = "content/playbooks/first-30-days.md";
const ENGLISH: &str = "content/playbooks/first-30-days.en.md";

/// The example, with approvals needed for what customers read.
fn strict() -> Team {
    let team = Team::new();
    team.replace("shirube.yaml", "required_for: []", "required_for: [public]");
    team.commit("承認を求める", "佐藤 花子");
    team
}

#[test]
fn what_is_not_approved_does_not_go_out_until_it_is() {
    let team = strict();
    let (_, said) = team.check(&["build"], 0);
    assert!(said.contains("approval-missing") && said.contains(", 3 unapproved"), "{said}");
    assert!(!team.root().join("dist/success/playbooks/first-30-days").exists());
    assert!(!team.root().join("dist/team/playbooks/first-30-days").exists());
    team.check(&["build", "--strict"], 1);
    let before = team.read(GUIDE);
    let files = [GUIDE, ENGLISH, "content/stories/2026-10-approval-same-day.md"];
    for file in files {
        team.check(&["approve", file, "--by", "lead"], 0);
    }
    let after = team.read(GUIDE);
    let line = after.lines().find(|line| line.starts_with("approval: ")).expect("the approval is written");
    assert!(line.starts_with("approval: {by: lead, date: 2026-11-20, digest: v1-"), "{line}");
    assert_eq!(after.replace(&format!("{line}\n"), ""), before, "nothing else is touched");
    assert!(team.read(ENGLISH).contains("\ntranslates: v1-"), "a translation says which original it was made from");
    let (_, said) = team.check(&["build", "--strict"], 0);
    assert!(!said.contains("unapproved"), "{said}");
    assert!(team.root().join("dist/success/en/playbooks/first-30-days/index.html").exists());
    // Approving again changes no byte.
    team.check(&["approve", GUIDE, "--by", "lead"], 0);
    assert_eq!(team.read(GUIDE), after);
}

#[test]
fn an_edit_of_what_readers_see_voids_an_approval_and_nothing_else_does() {
    let team = strict();
    team.check(&["approve", GUIDE, "--by", "lead"], 0);
    let approved = team.read(GUIDE);
    let state = || {
        let (said, _) = team.check(&["approvals", "--format", "csv"], 0);
        let line = said.lines().find(|line| line.contains(&format!("{GUIDE},"))).map(str::to_owned);
        line.and_then(|line| line.split(',').next().map(str::to_owned)).unwrap_or_default()
    };
    assert_eq!(state(), "valid");
    let harmless = [
        (GUIDE, "owner: support\n", "owner: lead\n"),
        (GUIDE, "review_every: 90d", "review_every: 30d"),
        (GUIDE, "> 期限の7日前に", "> 期限の10日前に"),
        (GUIDE, "trigger: onboarding_rate < 0.8", "trigger: onboarding_rate < 0.7"),
        ("data/snapshots/2026-10.yaml", "first_response_hours: {value: 3.2", "first_response_hours: {value: 3.4"),
    ];
    for (path, from, to) in harmless {
        let before = team.read(path);
        team.replace(path, from, to);
        assert_eq!(state(), "valid", "{path}: {from}");
        team.write(path, &before);
    }
    let telling = [
        (GUIDE, "title: ", "title: 新・"),
        (GUIDE, "10件の申請", "20件の申請"),
        (GUIDE, "minutes: ", "minutes: 1"),
        ("data/metrics.yaml", "name: {ja: 初回応答までの時間", "name: {ja: はじめの返事までの時間"),
    ];
    for (path, from, to) in telling {
        let before = team.read(path);
        team.replace(path, from, to);
        assert_eq!(state(), "void", "{path}: {from}");
        let (_, said) = team.check(&["check"], 0);
        assert!(said.contains("approval-void"), "{said}");
        team.write(path, &before);
    }
    assert_eq!(team.read(GUIDE), approved);
}

/// A formula that customers may read, over one whose inputs they may not know.
const FORMULAS: &str = "
  reply_minutes: {name: 返事までの分, class: leading, unit: count, better: lower, audience: public, formula: reply_hours * 60}
  reply_hours: {name: 返事までの時間, class: leading, unit: count, better: lower, audience: public, formula: counted_inside * 1}
  counted_inside: {name: 内部の数, class: leading, unit: count, better: lower, formula: headcount * 1}
";

#[test]
fn what_an_internal_formula_builds_on_voids_no_approval_of_a_public_page() {
    let team = strict();
    team.replace("data/metrics.yaml", "  # --- 計算 ---\n", FORMULAS);
    team.replace(GUIDE, "moves: [", "moves: [reply_minutes, ");
    team.commit("返事までの分を動かす", "佐藤 花子");
    team.check(&["approve", GUIDE, "--by", "lead"], 0);
    let line = || {
        let (said, _) = team.check(&["approvals", "--format", "csv"], 0);
        said.lines().find(|line| line.contains(&format!("{GUIDE},"))).map(str::to_owned).unwrap_or_default()
    };
    assert!(line().starts_with("valid,"), "{}", line());
    // Now all three build on themselves, and none can be computed: the page says what it said.
    team.replace("data/metrics.yaml", "formula: headcount * 1", "formula: reply_minutes * 1");
    assert!(team.check(&["check"], 1).1.contains("error[formula-cycle]"), "the formulas build on themselves");
    assert!(line().starts_with("valid,"), "{}", line());
    team.replace("data/metrics.yaml", "formula: reply_hours * 60", "formula: reply_hours * 61");
    assert!(line().starts_with("void,"), "{}", line());
}

#[test]
fn nobody_approves_their_own_text_or_in_a_name_that_is_not_listed() {
    let team = strict();
    let other = team.check(&["approve", GUIDE, "--by", "support"], 2).1;
    assert!(other.contains("`support` may not approve") && other.contains("lead"), "{other}");
    // A role that one person has is that person.
    team.replace("data/roles.yaml", "people: [{name: 加藤, share: 0.5}]", "people: [{name: 佐藤, share: 0.5}]");
    for name in ["佐藤　花子", "lead"] {
        let mine = team.check(&["approve", GUIDE, "--by", name], 2).1;
        assert!(mine.contains("changed last by 佐藤 花子, and nobody approves what they wrote"), "{mine}");
    }
    team.replace(GUIDE, "10件の申請", "20件の申請");
    team.commit("件数を直した", "鈴木 一郎");
    team.check(&["approve", GUIDE, "--by", "佐藤"], 0);
    // Whoever commits an approval wrote none of the text, and can approve it again when a definition changes.
    team.commit("承認した", "佐藤 花子");
    team.replace("data/metrics.yaml", "name: {ja: 初回応答までの時間", "name: {ja: はじめの返事までの時間");
    team.check(&["approve", GUIDE, "--by", "佐藤"], 0);
    // An approval in a name that may not give it is replaced by a good one.
    team.replace(GUIDE, "approval: {by: 佐藤", "approval: {by: support");
    assert!(team.check(&["check"], 1).1.contains("error[approver-not-named]"));
    team.check(&["approve", GUIDE, "--by", "佐藤"], 0);
    team.check(&["check"], 0);
    let nowhere = team.check(&["approve", "data/roles.yaml", "--by", "lead"], 2).1;
    assert!(nowhere.contains("is no page"), "{nowhere}");
}

#[test]
fn pages_past_their_day_are_listed_with_an_exit_code_for_a_scheduled_job() {
    let team = Team::new();
    let (said, _) = team.check(&["pages", "--overdue"], 0);
    assert_eq!(said, "");
    team.replace(GUIDE, "review_every: 90d", "review_every: 1d");
    let (said, _) = team.check(&["pages", "--overdue"], 1);
    assert_eq!(said.lines().count(), 2, "{said}");
    let (said, _) = team.check(&["pages", "--overdue", "--format", "json"], 1);
    let found: serde_json::Value = serde_json::from_str(&said).expect("it is JSON");
    let page = &found["pages"][0];
    assert_eq!((&page["path"], &page["owner"], &page["author"]), (&GUIDE.into(), &"support".into(), &"佐藤 花子".into()));
    assert_eq!(page["changed"], "2026-11-18");
    let (said, _) = team.check(&["pages", "--format", "csv"], 0);
    assert!(said.starts_with("owner,path,title,") && said.lines().count() > 4, "{said}");
}

#[test]
fn the_internal_site_names_authors_and_a_shallow_clone_is_said_once() {
    let team = Team::new();
    team.replace(GUIDE, "10件の申請", "20件の申請");
    team.commit("件数を直した", "鈴木 一郎");
    team.check(&["build"], 0);
    let page = team.read("dist/team/playbooks/first-30-days/index.html");
    assert!(page.contains("鈴木 一郎、佐藤 花子") && page.contains("件数を直した"), "who and why");
    assert!(!team.read("dist/success/playbooks/first-30-days/index.html").contains("鈴木"));
    let shallow = Folder::new();
    let from = format!("file://{}", team.root().display());
    let clone = Command::new("git").args(["clone", "-q", "--depth", "1", &from]).arg(shallow.0.join("clone")).output();
    assert!(clone.expect("git is installed").status.success());
    let output = shirube().args(["check", "--as-of", "2026-11-20", "--root"]).arg(shallow.0.join("clone")).output();
    let output = output.expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.matches("history-cut-off").count(), 1, "{said}");
    assert_eq!(output.status.code(), Some(0));
}

/// A corrected figure of a closed month, said under `restated` or not.
fn correct(team: &Team, said: bool) {
    let path = "data/snapshots/2026-10.yaml";
    team.replace(path, "handover_due: 78", "handover_due: 80");
    if said {
        let entry = "restated:\n  - {metric: handover_due, was: 78, because: 数え漏れ, by: ops, date: 2026-11-19}\n";
        let text = team.read(path);
        team.write(path, &format!("{entry}{text}"));
    }
}

#[test]
fn a_closed_month_changes_only_with_a_word_on_it() {
    let team = Team::new();
    assert!(team.read("data/snapshots/2026-10.yaml").contains("closed: true"));
    correct(&team, false);
    for arguments in [&["check"][..], &["diff", "main"][..]] {
        let (said, beside) = team.check(arguments, 1);
        let all = said + &beside;
        assert!(all.contains("2026-10 is closed, but `handover_due` of total is now 80; it was 78"), "{all}");
    }
    team.git(&["checkout", "-q", "."]);
    correct(&team, true);
    team.check(&["check"], 0);
    let (said, _) = team.check(&["diff", "main"], 0);
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("2026-10: ")).collect();
    assert!(lines.iter().any(|line| line.ends_with(": 78 → 80, restated")), "{said}");
    assert!(lines.iter().any(|line| line.ends_with(", restated handover_due")), "{said}");
}

#[test]
fn a_change_of_what_is_left_of_a_starting_month_is_a_change_of_figures() {
    let team = Team::new();
    let path = "data/snapshots/2026-10.accounts.yaml";
    team.write(path, "month: 2026-10\ncohort:\n  2026-08: {closing_arr: 1_000_000, accounts: 2}\n");
    team.commit("明細を取り込んだ", "佐藤 花子");
    team.check(&["check"], 0);
    team.replace(path, "accounts: 2", "accounts: 1");
    let (said, _) = team.check(&["diff", "HEAD"], 1);
    assert!(said.contains("2026-08に契約を始めたお客様の社数 2026-10: 2 → 1, input"), "{said}");
    assert!(said.contains("2026-10 is closed, but `accounts` of the cohort 2026-08 is now 1; it was 2"), "{said}");
}

#[test]
fn a_change_says_what_it_does_to_pages_readers_and_figures() {
    let team = Team::new();
    let (said, _) = team.check(&["diff", "main"], 0);
    assert_eq!(said, "nothing changes: no page, reader, figure or finding\n");
    team.write("content/guide.md", "---\ntitle: 社内の覚え\nstatus: published\n---\n\n本文です。\n");
    team.write("content/old.md", "---\ntitle: 前の覚え\nstatus: published\n---\n\nここに置いた覚えです。\n");
    team.commit("覚えを足した", "佐藤 花子");
    team.replace("content/guide.md", "title:", "audience: public\ntitle:");
    team.git(&["mv", "content/old.md", "content/new.md"]);
    team.replace(GUIDE, "> [!INTERNAL]\n> 期限の7日前に", "> 期限の7日前に");
    team.replace("data/metrics.yaml", "formula: (opening_arr + upsell", "formula: (opening_arr + 2 * upsell");
    let (text, _) = team.check(&["diff", "HEAD"], 1);
    for line in [
        "  page content/guide.md: internal → public (MORE READERS)",
        "  a passage of content/playbooks/first-30-days.md: internal → public (MORE READERS)",
        "  success: new /guide/ “社内の覚え”",
        "  success, team: changed /playbooks/first-30-days/ “はじめの30日で3つの効果を確かめる”",
        "  team: moved /old/ → /new/ “前の覚え”; no redirect: add aliases: [/old/]",
    ] {
        assert!(text.lines().any(|known| known == line), "{line}\n{text}");
    }
    assert!(text.contains("NRR（月次） 2026-10: 101.65% → ") && text.contains(", definition"), "{text}");
    let (markdown, _) = team.check(&["diff", "HEAD", "--format", "markdown"], 1);
    assert!(markdown.contains("> [!CAUTION]\n> **Other readers than before**\n>\n> - "), "{markdown}");
    assert!(markdown.contains("| NRR（月次） | 2026-10 | total | 101.65% | **"), "{markdown}");
    let (json, _) = team.check(&["diff", "HEAD", "--format", "json"], 1);
    let found: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(found["audiences"].as_array().map(Vec::len), Some(2), "{json}");
    // The same between two commits, whatever lies in the folder now.
    team.replace("content/new.md", "title:", "aliases: [/old/]\ntitle:");
    team.commit("動かした", "鈴木 一郎");
    team.replace("content/guide.md", "audience: public\n", "");
    let (text, _) = team.check(&["diff", "HEAD~1", "HEAD"], 1);
    assert!(text.contains("team: moved /old/ → /new/ “前の覚え”\n") && text.contains("success: new /guide/"), "{text}");
}

#[test]
fn a_difference_names_approvals_made_void_and_findings_that_are_mended() {
    let team = strict();
    team.check(&["approve", GUIDE, "--by", "lead"], 0);
    team.commit("承認した", "加藤");
    team.replace(GUIDE, "10件の申請", "20件の申請");
    team.check(&["approve", ENGLISH, "--by", "lead"], 0);
    let (said, _) = team.check(&["diff", "main"], 0);
    let void = said.split("Approvals made void").nth(1).unwrap_or_default();
    assert!(void.trim_start().starts_with(GUIDE), "{said}");
    let mended = said.split("Mended findings").nth(1).unwrap_or_default();
    assert!(mended.contains("approval-missing") && mended.contains(ENGLISH), "{said}");
    assert!(said.contains(&"success, team: removed /playbooks/first-30-days/".to_owned()), "{said}");
}

#[test]
fn a_difference_needs_a_commit_to_compare_with() {
    let team = Team::new();
    let (_, said) = team.check(&["diff", "no-such-branch"], 2);
    assert!(said.contains("git knows no commit `no-such-branch`"), "{said}");
    let bare = Folder::new();
    copy(&repository().join("tests/sites/example"), &bare.0);
    let output = shirube().args(["diff", "main", "--root"]).arg(&bare.0).output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("there is no git repository with a commit here"), "{said}");
}
