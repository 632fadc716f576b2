use super::*;
use crate::diag::{Diagnostic, baseline, codes};
use crate::model::{Place, SourcePath};
use std::fs;
use std::path::Path;

const NO_PHRASES: Phrases<'static> = &|_| None;

fn japanese(text: &str) -> Option<String> {
    sentence(text, NO_PHRASES, 0).map(|japanese| spaced(&japanese))
}

#[test]
fn a_finding_is_said_in_japanese_with_its_names_kept() {
    let say = |text| japanese(text).unwrap();
    assert_eq!(say("no metric is named `解約りつ`"), "`解約りつ` という指標はありません");
    assert_eq!(say("did you mean `nrr`?"), "`nrr` のことですか");
    assert_eq!(say("`プロ` is not possible for `status`"), "`status` に `プロ` は書けません");
    assert_eq!(say("no metric is named `ratio`"), "`ratio` という指標はありません");
    assert_eq!(say("a list is not a mapping"), "一覧は、キーと値の組ではありません");
    assert_eq!(say("`三` is not a month like 2026-10"), "`三` は、2026-10のような月ではありません");
    assert_eq!(
        say("`closing` of tier1 in 2026-10 is 113, but opening and movements give 110"),
        "2026-10、tier1の `closing` は113ですが、月初と増減から計算すると110です"
    );
    assert_eq!(
        say("2026-10 is closed, but `accounts` of segment tier2 is now 60; it was 61"),
        "2026-10は締めた月ですが、区分tier2の `accounts` がいまは60です（締めたときは61）"
    );
    assert_eq!(
        say("close the figure with `}}`, or write `\\{{` for the braces themselves"),
        "`}}` で閉じてください。波かっこそのものを書くときは `\\{{` です"
    );
    assert_eq!(japanese("nobody has written this sentence"), None);
}

#[test]
fn a_baseline_knows_a_finding_of_a_whole_file_in_any_language() {
    let finding = || {
        let mut report = Report::default();
        let place = Place::file(SourcePath::new("content/old.pdf"));
        report.push(Diagnostic::new(&codes::FILE_UNUSED, place, "no page shows this file or links to it"));
        report
    };
    let mut said = finding();
    translate(&mut said, NO_PHRASES);
    let messages: Vec<_> = said.iter().map(|finding| &*finding.message).collect();
    assert_eq!(messages, ["このファイルを表示するページも、リンクするページもありません"]);
    let known = baseline::write(&said, &|_: &SourcePath, _| None);
    assert_eq!(baseline::leave_out(&mut finding(), &known, &|_: &SourcePath, _| None), 1);
}

#[test]
fn every_sentence_has_its_japanese_below_it() {
    for text in TEXTS {
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len() % 2, 0, "a sentence without its pair");
        for pair in lines.chunks(2) {
            assert!(!pair[0].chars().any(is_japanese), "{} is above, but is Japanese", pair[0]);
            assert!(pair[1].chars().any(is_japanese) || pair[0].contains("{}"), "{} has no Japanese below it", pair[0]);
            let holes = pair[0].matches("{}").count();
            let numbered = (1..=9).filter(|number| pair[1].contains(&format!("{{{number}}}"))).count();
            let filled = pair[1].matches("{}").count() + numbered;
            assert_eq!(holes, filled, "{}", pair[0]);
        }
    }
}

#[test]
fn a_sentence_stands_once() {
    let mut english: Vec<String> = SENTENCES.iter().map(|sentence| sentence.english.join("{}")).collect();
    english.sort();
    let twice: Vec<_> = english.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// Every finding of every page of tests, which show each kind there is.
#[test]
fn no_finding_of_the_pages_of_tests_stays_in_english() {
    let mut english = Vec::new();
    gather(Path::new("tests/cases"), &mut english);
    assert!(english.len() > 500, "the pages of tests are not where they were");
    english.retain(|text| !japanese(text).is_some_and(|japanese| japanese.chars().any(is_japanese)));
    english.sort();
    english.dedup();
    assert!(english.is_empty(), "{} stay in English:\n{}", english.len(), english.join("\n"));
}

fn is_japanese(letter: char) -> bool {
    matches!(letter, 'ぁ'..='ん' | 'ァ'..='ー' | '一'..='龠')
}

fn gather(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, found);
        } else {
            let text = fs::read_to_string(path).unwrap();
            // Those of a page that wants them in Japanese already are, and so are those over what `shirube init` writes.
            let is_japanese = ["findings_in: ja", "base: definitions"].iter().any(|line| text.contains(line));
            found.extend(text.lines().filter_map(said).filter(|_| !is_japanese));
        }
    }
}

/// The words of a line as findings are printed.
fn said(line: &str) -> Option<String> {
    if let Some(hint) = line.strip_prefix("  hint: ") {
        return Some(hint.to_owned());
    }
    let (code, rest) = line.split_once("] ")?;
    let (severity, _) = code.split_once('[')?;
    let (_, message) = rest.split_once(": ")?;
    ["error", "warning", "note"].contains(&severity).then(|| message.to_owned())
}
