//! `shirube check` as a whole: repairs are written once, and findings come out in the shape that other programs ask for.

use crate::tools::{DAY, Folder, shirube, succeed};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A new site with one page full of mistakes of every severity.
fn site() -> (Folder, PathBuf) {
    let folder = Folder::new();
    let root = folder.0.join("site");
    succeed(shirube().arg("init").arg(&root));
    let write = |path: &str, text: &str| fs::write(root.join(path), text).expect("it can be written");
    write(
        "data/terms.yaml",
        "terms:\n  - {wrong: サーバ, right: サーバー}\n  - {wrong: お客さま, right: お客様}\n  - {wrong: 打合せ, right: 打ち合わせ／面談}\n",
    );
    write(
        "content/playbooks/誤り.md",
        "---\ntitle: サーバの前のお客さま\nstatus: published\n---\n\n### ﾒｰﾙ１通\n\nサーバとサーバー、お客さま,と打合せ。`サーバ`は{{ nrrr }}です。\n",
    );
    (folder, root)
}

fn check(root: &Path, more: &[&str]) -> (i32, String, String) {
    let output = shirube().args(["check", "--as-of", DAY, "--root"]).arg(root).args(more).output().expect("the program starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_fix_writes_what_is_sure_and_a_second_one_finds_nothing_to_write() {
    let (_folder, root) = site();
    let page = root.join("content/playbooks/誤り.md");
    let (code, _, said) = check(&root, &["--fix"]);
    assert_eq!(code, 1, "{said}");
    let text = fs::read_to_string(&page).expect("it is there");
    assert_eq!(
        text,
        "---\ntitle: サーバーの前のお客様\nstatus: published\n---\n\n### メール1通\n\nサーバーとサーバー、お客様、と打合せ。`サーバ`は{{ nrrr }}です。\n"
    );
    // What somebody has to decide is left: two words to choose from, a level of headings, an id.
    for left in ["word-list", "heading-skipped", "unknown-metric"] {
        assert!(said.contains(left), "{left}\n{said}");
    }
    let (_, _, again) = check(&root, &["--fix"]);
    assert!(again.contains("wrote 0 repairs to 0 files"), "{again}");
    assert_eq!(fs::read_to_string(&page).expect("it is there"), text);
}

#[test]
fn strict_json_calls_warnings_errors_and_leaves_notes() {
    let (_folder, root) = site();
    let severity = |out: &str, code: &str| {
        let found: Value = serde_json::from_str(out).expect("nothing but one object is printed");
        let list = found["findings"].as_array().expect("it is a list").clone();
        let keys = ["code", "severity", "path", "line", "column", "message", "hint"];
        assert!(list.iter().all(|it| keys.iter().all(|key| it.get(key).is_some())), "{out}");
        list.iter().find(|it| it["code"] == code).map(|it| it["severity"].as_str().unwrap_or_default().to_owned())
    };
    let (_, out, _) = check(&root, &["--format", "json"]);
    assert_eq!(severity(&out, "word-list").as_deref(), Some("warning"));
    let (code, strict, _) = check(&root, &["--format", "json", "--strict"]);
    assert_eq!((code, severity(&strict, "word-list").as_deref()), (1, Some("error")));
    // Without the error of the page, strict alone decides the exit code.
    fs::write(root.join("content/playbooks/誤り.md"), "---\ntitle: 打合せ\nstatus: published\n---\n\n本文です。\n")
        .expect("it can be written");
    fs::write(root.join("content/使わない.svg"), "<svg/>").expect("it can be written");
    assert_eq!(check(&root, &["--format", "json"]).0, 0);
    let (code, strict, _) = check(&root, &["--format", "json", "--strict"]);
    assert_eq!((code, severity(&strict, "file-unused").as_deref()), (1, Some("note")));
}

/// What SARIF 2.1.0 demands of a region.
fn is_region(region: &Value) -> bool {
    let number = |key: &str| region[key].as_u64().unwrap_or(0);
    number("startLine") >= 1 && number("startColumn") >= 1 && number("endColumn") >= number("startColumn")
}

fn is_location(location: &Value) -> bool {
    let place = &location["physicalLocation"];
    let uri = place["artifactLocation"]["uri"].as_str().unwrap_or_default();
    !uri.is_empty() && uri.is_ascii() && !uri.contains(' ') && is_region(&place["region"])
}

fn has_text(message: &Value) -> bool {
    message["text"].as_str().is_some_and(|text| !text.is_empty())
}

#[test]
fn sarif_has_all_that_its_schema_requires() {
    let (_folder, root) = site();
    let (_, out, _) = check(&root, &["--format", "sarif"]);
    let log: Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().expect("there are runs");
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "shirube");
    let rules = driver["rules"].as_array().expect("there are rules");
    let mut ids: Vec<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids.len(), rules.len(), "every rule has an id");
    ids.dedup();
    assert_eq!(ids.len(), rules.len(), "no id stands twice");
    let levels = ["none", "note", "warning", "error"];
    let is_level = |level: &Value| levels.iter().any(|known| level == known);
    for rule in rules {
        let fine =
            has_text(&rule["shortDescription"]) && has_text(&rule["help"]) && is_level(&rule["defaultConfiguration"]["level"]);
        assert!(fine, "{rule}");
    }
    let results = runs[0]["results"].as_array().expect("there are results");
    assert!(results.len() >= 5, "{out}");
    let mut fixes = 0;
    for result in results {
        assert!(has_text(&result["message"]) && is_level(&result["level"]), "{result}");
        let rule = result["ruleIndex"].as_u64().and_then(|at| rules.get(at as usize)).expect("it names its rule");
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(result["locations"].as_array().is_some_and(|list| !list.is_empty() && list.iter().all(is_location)), "{result}");
        assert!(result["partialFingerprints"].as_object().is_some_and(|prints| prints.values().all(Value::is_string)));
        for related in result["relatedLocations"].as_array().into_iter().flatten() {
            assert!(is_location(related) && has_text(&related["message"]), "{related}");
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            let changes = fix["artifactChanges"].as_array().expect("a fix has changes");
            for change in changes {
                let replacements = change["replacements"].as_array().expect("a change has replacements");
                assert!(change["artifactLocation"]["uri"].is_string() && !replacements.is_empty(), "{fix}");
                assert!(
                    replacements.iter().all(|it| is_region(&it["deletedRegion"]) && it["insertedContent"]["text"].is_string())
                );
                fixes += 1;
            }
        }
    }
    assert!(fixes >= 3, "the page has sure repairs");
}
