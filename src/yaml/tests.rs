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

/// What the parser reads, spans included, and how much it finds.
fn by_the_parser(text: &str, base: usize) -> (Option<Node>, usize) {
    let source = Source::new(SourcePath::new("x"), format!("{}{text}", "-".repeat(base)));
    let mut report = Report::default();
    (parse::parsed(&source, base, text, &mut report), report.iter().count())
}

#[test]
fn front_matter_takes_the_short_way() {
    let text = "title: \"更新交渉：よい例 0\"\ndate: 2026-10-15\nowner: 佐藤 (CS)\ntags: [解約, \"拡大\", hand-off]\nstatus: published\n";
    let read = flat::read(text, 4);
    assert!(read.is_some());
    assert_eq!((read, 0), by_the_parser(text, 4));
    for other in ["a: ~\n", "a:\n  b: 1\n", "a: 1\n\nb: 2\n", "a: 1 # b\n", "a: |\n  b\n", "a: 1\na: 2\n", "a: \"\\n\"\n"] {
        assert_eq!(flat::read(other, 0), None, "{other:?}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 4000, failure_persistence: None, ..Default::default() })]

    /// Lines put together from what means something in YAML, and what does not.
    #[test]
    fn the_short_way_reads_what_the_parser_does(
        lines in proptest::collection::vec(("[a-c_-]{1,2}", ":|: |:  | : |", "[ \\t]?[あ、：a0-9~null\\[\\]{}\"',:#&*!|>%@`\\\\.?/ \u{85}\u{a0}\u{3000}\u{feff}-]{0,9}", "\n|\r\n|\n\n|\n "), 0..5),
        closed in proptest::bool::ANY,
    ) {
        let text: String = lines.iter().map(|(key, colon, value, end)| format!("{key}{colon}{value}{end}")).collect();
        let text = if closed { text.as_str() } else { text.trim_end() };
        if let Some(read) = flat::read(text, 4) {
            proptest::prop_assert_eq!((Some(read), 0), by_the_parser(text, 4), "{:?}", text);
        }
    }

    /// The same where most lines are read.
    #[test]
    fn the_short_way_reads_lists_and_quotes_as_the_parser_does(
        lines in proptest::collection::vec(("[a-z][a-z0-9_]{0,6}", "(\"[あa,:# \\[\\]'-]{0,5}\"|[あa1][あa1 ,.:'\"\\[\\]}!&-]{0,6}|\\[(\"[あa :]{0,3}\"|[あa1]{1,2}[ ,a]{0,2})(, ?(\"[あa]?\"|[あa1][ -あ]{0,2})){0,3}\\])"), 0..5),
    ) {
        let text: String = lines.iter().map(|(key, value)| format!("{key}: {value}\n")).collect();
        if let Some(read) = flat::read(&text, 0) {
            proptest::prop_assert_eq!((Some(read), 0), by_the_parser(&text, 0), "{:?}", text);
        }
    }
}
