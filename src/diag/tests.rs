//! Findings for programs, findings that are known, and repairs.

use super::formats::{Context, github, gitlab, json, sarif};
use super::{Diagnostic, Excerpts, Hint, Report, baseline, codes, fix};
use crate::model::{Place, SourcePath};
use serde_json::Value;

const PATH: &str = "data/役割, 部門.yaml";

fn report() -> Report {
    let mut report = Report::default();
    let place = Place { path: SourcePath::new(PATH), line: 3, column: 5, width: 2 };
    let finding = Diagnostic::new(&codes::UNKNOWN_KEY, place.clone(), "`a` is \"odd\": 50%\nor more");
    report.push(finding.also(place, "the other").hint(Hint::write("b").sure()));
    report.push(Diagnostic::new(&codes::MISSING_FILE, Place::file(SourcePath::new("shirube.yaml")), "gone"));
    report
}

fn context(excerpts: &dyn Excerpts) -> Context<'_> {
    Context { excerpts, prefix: "sites/cs/", version: "1.2.3" }
}

fn lines(text: &str) -> impl Excerpts {
    move |_: &SourcePath, line: u32| text.lines().nth(line as usize - 1).map(str::to_owned)
}

const TEXT: &str = "one\ntwo\n    ax: 1\n";

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

#[test]
fn json_is_one_object_with_paths_from_the_root_of_the_site() {
    let excerpts = lines(TEXT);
    assert_eq!(json(&Report::default(), &context(&excerpts)), "{\n  \"findings\": []\n}\n");
    let expected = serde_json::json!({"findings": [
        {"code": "unknown-key", "severity": "error", "path": PATH, "line": 3, "column": 5, "message": "`a` is \"odd\": 50%\nor more", "hint": "write `b`"},
        {"code": "missing-file", "severity": "error", "path": "shirube.yaml", "line": 1, "column": 1, "message": "gone", "hint": null},
    ]});
    assert_eq!(read(&json(&report(), &context(&excerpts))), expected);
}

#[test]
fn a_command_of_github_stays_on_its_line() {
    let excerpts = lines(TEXT);
    assert_eq!(
        github(&report(), &context(&excerpts)),
        "::error file=sites/cs/data/役割%2C 部門.yaml,line=3,col=5,endColumn=7,title=unknown-key::`a` is \"odd\": 50%25%0Aor more%0Awrite `b`\n\
         ::error file=sites/cs/shirube.yaml,line=1,col=1,endColumn=2,title=missing-file::gone\n"
    );
}

#[test]
fn gitlab_keeps_a_fingerprint_when_lines_are_added_above() {
    let excerpts = lines(TEXT);
    let before = read(&gitlab(&report(), &context(&excerpts)));
    assert_eq!(before[0]["location"], serde_json::json!({"path": format!("sites/cs/{PATH}"), "lines": {"begin": 3}}));
    assert_eq!((&before[0]["check_name"], &before[0]["severity"]), (&"unknown-key".into(), &"critical".into()));

    let mut moved = Report::default();
    for finding in report().iter() {
        let mut finding = finding.clone();
        finding.place.line += u32::from(finding.place.line > 0);
        moved.push(finding);
    }
    let excerpts = lines("zero\none\ntwo\nax: 1\n");
    let after = read(&gitlab(&moved, &context(&excerpts)));
    assert_eq!(before[0]["fingerprint"], after[0]["fingerprint"]);
    assert_ne!(before[0]["fingerprint"], before[1]["fingerprint"]);
}

#[test]
fn sarif_names_rules_places_and_repairs() {
    let excerpts = lines(TEXT);
    let log = read(&sarif(&report(), &context(&excerpts)));
    let run = &log["runs"][0];
    let first = &run["results"][0];
    let rule = first["ruleIndex"].as_u64().expect("it has a rule") as usize;
    assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], "unknown-key");
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "sites/cs/data/%E5%BD%B9%E5%89%B2%2C%20%E9%83%A8%E9%96%80.yaml");
    assert_eq!(place["region"], serde_json::json!({"startLine": 3, "startColumn": 5, "endColumn": 7}));
    let replacement = &first["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "b");
    assert_eq!(first["relatedLocations"][0]["message"]["text"], "the other");
    assert!(run["results"][1]["fixes"].is_null());
}

#[test]
fn a_baseline_leaves_out_what_was_known_but_never_an_error() {
    let warning = |line| {
        let place = Place { path: SourcePath::new("content/a.md"), line, column: 1, width: 1 };
        Diagnostic::new(&codes::TOP_HEADING, place, "a heading")
    };
    let mut old = report();
    old.push(warning(1));
    let excerpts = lines("# A\n# A\n# B\n");
    let text = baseline::write(&old, &excerpts);
    assert_eq!(text.lines().filter(|line| line.contains("fingerprint")).count(), 1, "{text}");

    // The same line twice: one of them is new.
    let mut new = report();
    (1..=3).for_each(|line| new.push(warning(line)));
    assert_eq!(baseline::leave_out(&mut new, &text, &excerpts), 1);
    assert_eq!(new.iter().count(), 4);
    assert_eq!(baseline::leave_out(&mut new, "nonsense", &excerpts), 0);
}

#[test]
fn a_fix_writes_what_is_sure_and_leaves_the_rest() {
    let place = |line, column, width| Place { path: SourcePath::new("a"), line, column, width };
    let mut report = Report::default();
    let mut add = |place, hint| report.push(Diagnostic::new(&codes::MIXED_WIDTH, place, "x").hint(hint));
    add(place(1, 1, 2), Hint::write("ア").sure());
    add(place(1, 5, 1), Hint::write("1").sure());
    add(place(1, 2, 2), Hint::write("overlaps").sure());
    add(place(2, 1, 1), Hint::write("asks somebody"));
    let path = SourcePath::new("a");
    assert_eq!(fix::files(&report).into_iter().collect::<Vec<_>>(), std::slice::from_ref(&path));
    assert_eq!(fix::fixed(&report, &path, "ｱｲ 漢１\r\nx\n"), ("ア 漢1\r\nx\n".to_owned(), 2));
}

#[test]
fn every_code_says_in_both_languages_what_it_is_and_what_to_do() {
    let mut ids = Vec::new();
    for code in codes::ALL {
        ids.push(code.id);
        let kana = |text: &str| text.chars().any(|char| ('ぁ'..='ゖ').contains(&char));
        assert!(code.ja.summary.ends_with('。') && kana(code.ja.summary) && kana(code.ja.explanation), "{}", code.id);
        assert!(code.en.summary.ends_with('.') && !kana(code.en.summary) && !code.en.explanation.is_empty(), "{}", code.id);
        assert_eq!((code.words("ja"), code.words("fr")), (&code.ja, &code.en));
    }
    assert!(ids.is_sorted(), "sorted by id");
}
