use super::*;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Place, SourcePath};
use crate::pipeline::Tally;
use jiff::civil::date;
use std::collections::BTreeMap;
use std::time::Duration;

#[test]
fn the_arguments_are_well_formed() {
    command().debug_assert();
}

#[test]
fn every_command_teaches_by_examples() {
    for command in command().get_subcommands() {
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        assert!(help.contains(&format!("shirube {}", command.get_name())), "{}", command.get_name());
    }
}

#[test]
fn the_closing_line_says_what_was_made_left_out_and_found() {
    let tally =
        Tally { pages: BTreeMap::from([("success".into(), 12), ("team".into(), 1)]), drafts: 1, future: 2, ..Tally::default() };
    let mut report = Report::default();
    let wrote = terminal::Did::Wrote("dist".into());
    let line = |report: &Report| terminal::closing_line(&wrote, &tally, report, Duration::from_millis(421));
    assert_eq!(line(&report), "wrote dist: 2 sites, 13 pages; left out: 1 draft, 2 future; 0 warnings; 0.42 s");
    report.push(Diagnostic::new(&codes::UNKNOWN_KEY, Place::file(SourcePath::new("a")), "x"));
    assert_eq!(line(&report), "wrote dist: 2 sites, 13 pages; left out: 1 draft, 2 future; 1 error, 0 warnings; 0.42 s");
    let japanese = Tally { japanese: true, known: 3, ..tally.clone() };
    let line = |did, tally: &Tally, report: &Report| terminal::closing_line(did, tally, report, Duration::from_millis(421));
    assert_eq!(
        line(&wrote, &japanese, &report),
        "dist に書き出しました：2サイト、13ページ。除いたもの：下書き1、公開前2。エラー1、警告0、確認済み3。0.42秒"
    );
    let unapproved = Tally { unapproved: 4, known: 0, ..japanese };
    assert_eq!(
        line(&terminal::Did::Checked, &unapproved, &Report::default()),
        "確かめました：2サイト、13ページ。除いたもの：下書き1、公開前2、承認待ち4。警告0。0.42秒"
    );
}

#[track_caller]
fn page(kind: new::Kind, name: &str, title: Option<&str>) -> (String, String) {
    new::page(kind, name, title, date(2026, 11, 20), 4).expect("it can be made")
}

#[test]
fn a_new_page_stands_in_the_folder_of_its_type() {
    let (path, text) = page(new::Kind::Playbook, "更新の90日前.md", None);
    assert_eq!(path, "content/playbooks/更新の90日前.md");
    assert!(text.starts_with("---\ntitle: 更新の90日前\n") && text.contains("\ndate: 2026-11-20\n"), "{text}");
    assert_eq!(page(new::Kind::Page, "hiring/interview", None).0, "content/hiring/interview.md");
    let (_, review) = page(new::Kind::Review, "2026-10", None);
    assert!(review.contains("title: '2026-10のふり返り'"), "{review}");
    assert!(page(new::Kind::Step, "3-training", None).1.contains("step: 3\n"));
    assert!(page(new::Kind::Step, "training", None).1.contains("step: 4\n"), "the next after those there are");
    assert!(page(new::Kind::Pilot, "2026-11-phone", None).1.contains("months: 2026-11..2027-01 "));
}

#[test]
fn a_title_is_written_so_that_yaml_takes_it_for_nothing_else() {
    for title in ["it's: a #title", "- x", "2026", "{a}", "'", "\"", "no\nend"] {
        let (_, text) = page(new::Kind::Page, "a", Some(title));
        let line = text.lines().nth(1).expect("the title is there");
        assert!(line.starts_with("title: '") && line.ends_with('\''), "{line}");
    }
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in ["", "../a", "/a", "a//b", ".a", "a\nb", "a:b", " a", "."] {
        assert!(new::page(new::Kind::Page, name, None, date(2026, 11, 20), 1).is_err(), "{name:?}");
    }
    assert!(new::page(new::Kind::Review, "october", None, date(2026, 11, 20), 1).is_err());
}

#[test]
fn no_template_keeps_a_placeholder() {
    for kind in new::Kind::ALL {
        let (_, text) = page(kind, "2026-10", Some("題名"));
        for placeholder in ["{title}", "{date}", "{month}", "{until}", "{step}"] {
            assert!(!text.contains(placeholder), "{text}");
        }
    }
}
