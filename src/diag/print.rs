//! Diagnostics for people: `error[code] path:line:column: message`, the line with a caret, the hint.

use super::{Diagnostic, Report, Severity};
use crate::model::{Place, SourcePath};
use anstyle::{AnsiColor, Style};
use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Where the text of a source line can be had.
pub trait Excerpts {
    /// The line (from 1) of a file, without its end; `None` if it cannot be had.
    fn line(&self, path: &SourcePath, line: u32) -> Option<String>;
}

impl<F: Fn(&SourcePath, u32) -> Option<String>> Excerpts for F {
    fn line(&self, path: &SourcePath, line: u32) -> Option<String> {
        self(path, line)
    }
}

// A line longer than this is cut around the caret, in terminal cells.
const WIDEST_EXCERPT: usize = 100;

/// All findings, with styles for a terminal (the stream strips them where there is none).
pub fn print(report: &Report, excerpts: &dyn Excerpts) -> String {
    let mut out = String::new();
    for finding in report.iter() {
        one(&mut out, finding, excerpts);
    }
    out
}

fn one(out: &mut String, finding: &Diagnostic, excerpts: &dyn Excerpts) {
    let style = match finding.severity {
        Severity::Error => AnsiColor::Red.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Note => AnsiColor::Cyan.on_default().bold(),
    };
    let Diagnostic { code, severity, place, message, .. } = finding;
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{style}{}[{}]{style:#} {place}: {}", severity.word(), code.id, plain(message));
    excerpt(out, place, style, excerpts);
    for (place, label) in &finding.also {
        let _ = writeln!(out, "  {place}: {}", plain(label));
    }
    if let Some(hint) = &finding.hint {
        let bold = Style::new().bold();
        let _ = writeln!(out, "  {bold}hint{bold:#}: {}", plain(hint));
    }
}

fn excerpt(out: &mut String, place: &Place, style: Style, excerpts: &dyn Excerpts) {
    if place.line == 0 {
        return;
    }
    let Some(line) = excerpts.line(&place.path, place.line) else { return };
    let line = plain(&line.replace('\t', "    "));
    let before: String = line.chars().take(place.column as usize - 1).collect();
    let marked: String = line.chars().skip(place.column as usize - 1).take(place.width as usize).collect();
    let (line, indent) = cut(&line, before.width());
    let carets = "^".repeat(marked.width().clamp(1, WIDEST_EXCERPT));
    let _ = writeln!(out, "  | {line}\n  | {}{style}{carets}{style:#}", " ".repeat(indent));
}

/// Cuts a long line around the cell `caret`; returns the text and the caret's cell in it.
fn cut(line: &str, caret: usize) -> (String, usize) {
    if line.width() <= WIDEST_EXCERPT {
        return (line.to_owned(), caret);
    }
    let from = caret.saturating_sub(WIDEST_EXCERPT / 2);
    let mut cell = 0;
    let mut skipped = 0;
    let mut shown = String::new();
    for char in line.chars() {
        let width = char.width().unwrap_or(0);
        if cell < from {
            skipped = cell + width;
        } else if cell < from + WIDEST_EXCERPT {
            shown.push(char);
        }
        cell += width;
    }
    let left = if skipped > 0 { "…" } else { "" };
    let right = if cell > from + WIDEST_EXCERPT { "…" } else { "" };
    (format!("{left}{shown}{right}"), caret.saturating_sub(skipped) + left.width())
}

/// Control characters would let a source file write to the reader's terminal.
fn plain(text: &str) -> String {
    text.chars().map(|char| if char.is_control() { '\u{fffd}' } else { char }).collect()
}
