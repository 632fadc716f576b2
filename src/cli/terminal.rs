//! What people see: findings, one closing line always, and progress when they have to wait.

use super::Color;
use crate::diag::{self, Failure, Report, Severity};
use crate::pipeline::Tally;
use crate::world::{DiskWorld, line};
use anstream::{eprint, eprintln};
use anstyle::AnsiColor;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

// Somebody who waits longer wants to know that something happens.
const PATIENCE: Duration = Duration::from_secs(1);

/// Takes the choice of colours for everything that is printed from now on.
pub(super) fn use_color(color: Color) {
    match color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    }
    .write_global();
}

/// Says why a command could not do its work.
pub(super) fn failure(failure: &Failure) {
    let style = AnsiColor::Red.on_default().bold();
    eprintln!("{style}error{style:#}: {failure}");
}

/// Prints all findings with the lines they are about.
pub(super) fn findings(report: &Report, world: &DiskWorld) {
    eprint!("{}", diag::print(report, &|path: &_, number| line(world, path, number)));
}

/// Prints the errors alone: what a list would lack because of them.
pub(super) fn unread(report: &Report, world: &DiskWorld) {
    let mut errors = report.clone();
    errors.retain(|finding| finding.severity == Severity::Error);
    findings(&errors, world);
}

/// Runs something, with a sign of life on a terminal when it takes long.
pub(super) fn with_progress<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let (_working, done) = mpsc::channel::<()>();
    thread::spawn(move || {
        // The other end is dropped when the work is done.
        if done.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            let bar = ProgressBar::new_spinner().with_message(what);
            bar.set_style(
                ProgressStyle::with_template("{spinner} {msg} {elapsed}").unwrap_or_else(|_| ProgressStyle::default_spinner()),
            );
            bar.enable_steady_tick(Duration::from_millis(100));
            let _ = done.recv();
            bar.finish_and_clear();
        }
    });
    work()
}

/// What a command did.
pub(super) enum Did {
    /// It wrote the sites to a folder.
    Wrote(String),
    /// It wrote none: there are errors.
    WroteNothing,
    /// It made the sites, to show them.
    Built,
    /// It looked for mistakes.
    Checked,
}

/// The one line that closes a command, in the language of the findings.
pub(super) fn closing(did: &Did, tally: &Tally, report: &Report, took: Duration) {
    eprintln!("{}", closing_line(did, tally, report, took));
}

pub(super) fn closing_line(did: &Did, tally: &Tally, report: &Report, took: Duration) -> String {
    if tally.japanese { in_japanese(did, tally, report, took) } else { in_english(did, tally, report, took) }
}

fn in_japanese(did: &Did, tally: &Tally, report: &Report, took: Duration) -> String {
    let did = match did {
        Did::Wrote(folder) => format!("{folder} に書き出しました"),
        Did::WroteNothing => "何も書き出していません".to_owned(),
        Did::Built => "サイトをつくりました".to_owned(),
        Did::Checked => "確かめました".to_owned(),
    };
    let pages: usize = tally.pages.values().sum();
    let optional = |number: usize, name: &str| if number > 0 { format!("、{name}{number}") } else { String::new() };
    let unapproved = optional(tally.unapproved, "承認待ち");
    let left_out = format!("下書き{}、公開前{}{unapproved}", tally.drafts, tally.future);
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(|it| report.count(it));
    let errors = if errors > 0 { format!("エラー{errors}、") } else { String::new() };
    let (notes, known) = (optional(notes, "注記"), optional(tally.known, "確認済み"));
    format!(
        "{did}：{}サイト、{pages}ページ。除いたもの：{left_out}。{errors}警告{warnings}{notes}{known}。{:.2}秒",
        tally.pages.len(),
        took.as_secs_f64()
    )
}

fn in_english(did: &Did, tally: &Tally, report: &Report, took: Duration) -> String {
    let did = match did {
        Did::Wrote(folder) => format!("wrote {folder}"),
        Did::WroteNothing => "wrote nothing".to_owned(),
        Did::Built => "built".to_owned(),
        Did::Checked => "checked".to_owned(),
    };
    let pages: usize = tally.pages.values().sum();
    let mut parts = vec![format!("{}, {}", count(tally.pages.len(), "site"), count(pages, "page"))];
    let mut left_out = format!("left out: {}, {} future", count(tally.drafts, "draft"), tally.future);
    if tally.unapproved > 0 {
        left_out.push_str(&format!(", {} unapproved", tally.unapproved));
    }
    parts.push(left_out);
    let mut found = vec![count(report.count(Severity::Warning), "warning")];
    let (errors, notes) = (report.count(Severity::Error), report.count(Severity::Note));
    if errors > 0 {
        found.insert(0, count(errors, "error"));
    }
    if notes > 0 {
        found.push(count(notes, "note"));
    }
    if tally.known > 0 {
        found.push(format!("{} known", tally.known));
    }
    parts.push(found.join(", "));
    format!("{did}: {}; {:.2} s", parts.join("; "), took.as_secs_f64())
}

/// `1 page`, `2 pages`.
pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
