//! Corners of reading YAML that a page test would show too slowly.

use super::*;
use crate::diag::Report;

fn read(text: &str) -> (Option<Node>, Vec<String>) {
    let source = Source::new(SourcePath::new("data/x.yaml"), text);
    let mut report = Report::default();
    let node = parse(&source, 0..text.len(), &mut report);
    (node, report.iter().map(|finding| format!("{} {}", finding.code.id, finding.place)).collect())
}

#[test]
fn places_count_characters_after_japanese_text() {
    let (node, findings) = read("名前: {ja: 月初ARR, en: x}\nあ: 1\nあ: 2\n");
    assert!(node.is_some());
    assert_eq!(findings, ["duplicate-key data/x.yaml:3:1"]);
}

#[test]
fn features_that_hide_values_are_refused() {
    assert_eq!(read("a: &x 1\nb: *x\n").1, ["yaml-feature data/x.yaml:1:4", "yaml-feature data/x.yaml:2:4"]);
    assert_eq!(read("a: !!str 1\n").1, ["yaml-feature data/x.yaml:1:4"]);
    assert_eq!(read("a: 1\n---\nb: 2\n").1, ["yaml-feature data/x.yaml:2:1"]);
}

#[test]
fn deep_nesting_is_refused_not_followed() {
    let deep = "[".repeat(5000) + &"]".repeat(5000);
    assert!(read(&deep).1.len() == 1, "{:?}", read(&deep).1.len());
}

#[test]
fn a_tab_is_named_as_the_cause() {
    let source = Source::new(SourcePath::new("x"), "a:\n\tb: 1\n");
    let mut report = Report::default();
    parse(&source, 0..source.text.len(), &mut report);
    assert!(report.iter().any(|finding| finding.hint.as_deref() == Some("indent with spaces, not with tabs")));
}

#[test]
fn a_key_that_stands_twice_is_found_in_small_and_large_mappings_and_the_first_stays() {
    for size in [2, 3, 23, 24, 300] {
        let mut text: String = (0..size).map(|at| format!("key_{at}: {at}\n")).collect();
        text.push_str("key_1: again\nkey_0: again\nlast: 1\n");
        let (node, findings) = read(&text);
        let lines = [size + 1, size + 2].map(|line| format!("duplicate-key data/x.yaml:{line}:1"));
        assert_eq!(findings, lines);
        let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("a mapping was read") };
        assert_eq!(entries.len(), size + 1);
        let first = entries.iter().find(|(key, _)| key.text == "key_1").map(|(_, node)| &node.value);
        assert_eq!(first, Some(&Value::Scalar { text: "1".into(), quoted: false }));
    }
}
