//! A difference for people: in a terminal, and as a comment on a pull request.

use super::{AudienceChange, Difference, FigureChange, PageChange, PageKind};
use crate::diag::{Diagnostic, Severity};
use anstyle::AnsiColor;
use std::fmt::Write as _;

// Hosts cut long comments off, and nobody reads on.
const MOST: usize = 40;

impl Difference {
    /// For a terminal: what is for other readers than before, what is lost, and errors, in red.
    pub fn text(&self) -> String {
        let red = AnsiColor::Red.on_default();
        let mut out = format!("{}\n", self.summary());
        let mut section = |title: &str, lines: Vec<(bool, String)>| {
            if !lines.is_empty() {
                // Writing to a string cannot fail.
                let _ = writeln!(out, "\n{title}");
                for (alarming, line) in lines {
                    let _ = if alarming { writeln!(out, "  {red}{line}{red:#}") } else { writeln!(out, "  {line}") };
                }
            }
        };
        section("Audiences", self.audiences.iter().map(|it| (true, audience(it))).collect());
        section("Pages", self.pages.iter().map(|it| (is_lost(it), page(it, &|text| text.to_owned()))).collect());
        section("Figures", self.figure_lines());
        section("Approvals made void", self.void.iter().map(|(path, title)| (true, format!("{path}  {title}"))).collect());
        let broken = self.broken.iter().map(|it| (it.severity == Severity::Error, finding(it)));
        section("New findings", broken.collect());
        section("Mended findings", self.mended.iter().map(|it| (false, finding(it))).collect());
        out
    }

    fn figure_lines(&self) -> Vec<(bool, String)> {
        let news = |(what, come): (String, bool)| (false, format!("{} {what}", if come { "new:" } else { "gone:" }));
        let months = self.months.iter().map(|(month, come)| (month.to_string(), *come));
        let metrics = self.metrics.iter().map(|(id, come)| (format!("metric {id}"), *come));
        let figures = self.figures.iter().map(|it| (false, figure(it)));
        months.chain(metrics).map(news).chain(figures).collect()
    }

    /// For a comment on a pull request.
    pub fn markdown(&self) -> String {
        let mut out = format!("## What this change does\n\n{}\n", self.summary());
        let code = |text: &str| format!("`{}`", text.replace('`', "'"));
        if !self.audiences.is_empty() {
            // Hosts show this kind of quote in red.
            out.push_str("\n> [!CAUTION]\n> **Other readers than before**\n>\n");
            list(&mut out, "> - ", self.audiences.iter().map(|it| escaped(&audience(it))).collect());
        }
        let void = self.void.iter().map(|(path, title)| format!("{} {}", code(path.as_str()), escaped(title))).collect();
        let broken = self.broken.iter().map(|it| format!("**{}** {}", it.severity.word(), finding_markdown(it))).collect();
        let mended = self.mended.iter().map(finding_markdown).collect();
        let news = |(what, come): (String, bool)| format!("{}: {what}", if come { "new" } else { "gone" });
        let months = self.months.iter().map(|(month, come)| news((month.to_string(), *come)));
        let metrics = self.metrics.iter().map(|(id, come)| news((format!("metric {}", code(id)), *come)));
        section(&mut out, "New findings", broken);
        section(&mut out, "Approvals made void", void);
        section(&mut out, "Pages", self.pages.iter().map(|it| page(it, &code)).collect());
        section(&mut out, "Months and metrics", months.chain(metrics).collect());
        self.figure_table(&mut out);
        section(&mut out, "Mended findings", mended);
        out
    }

    fn figure_table(&self, out: &mut String) {
        if self.figures.is_empty() {
            return;
        }
        out.push_str("\n### Figures\n\n| Figure | Month | Of | Before | After | Why |\n|---|---|---|--:|--:|---|\n");
        for it in self.figures.iter().take(MOST) {
            let because = escaped(&it.because.join(", "));
            let [name, slice, before, after] = [&it.name, &it.slice, &it.before, &it.after].map(|text| escaped(text));
            let _ = writeln!(out, "| {name} | {} | {slice} | {before} | **{after}** | {because} |", it.month);
        }
        if self.figures.len() > MOST {
            let _ = writeln!(out, "\n… and {} more", self.figures.len() - MOST);
        }
    }

    /// The whole in one line.
    fn summary(&self) -> String {
        if self.is_empty() {
            return "nothing changes: no page, reader, figure or finding".to_owned();
        }
        let pages = |fits: &dyn Fn(&PageKind) -> bool| self.pages.iter().filter(|it| fits(&it.kind)).count();
        let errors = self.broken.iter().filter(|finding| finding.severity == Severity::Error).count();
        let counts = [
            (pages(&|kind| *kind == PageKind::Added), "added"),
            (pages(&|kind| matches!(kind, PageKind::Removed { .. })), "removed"),
            (pages(&|kind| matches!(kind, PageKind::Moved { .. })), "moved"),
            (pages(&|kind| *kind == PageKind::Changed), "changed"),
        ];
        let pages: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        let mut parts = Vec::new();
        if !pages.is_empty() {
            parts.push(format!("pages: {}", pages.join(", ")));
        }
        let counts = [
            (self.audiences.len(), "for other readers"),
            (self.figures.len(), "figures change"),
            (self.months.len(), "months come or go"),
            (self.void.len(), "approvals made void"),
            (errors, "new errors"),
            (self.broken.len() - errors, "new warnings or notes"),
            (self.mended.len(), "findings mended"),
        ];
        parts.extend(counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")));
        parts.join("; ")
    }
}

fn section(out: &mut String, title: &str, lines: Vec<String>) {
    if !lines.is_empty() {
        let _ = write!(out, "\n### {title}\n\n");
        list(out, "- ", lines);
    }
}

fn list(out: &mut String, mark: &str, lines: Vec<String>) {
    let more = lines.len().saturating_sub(MOST);
    for line in lines.iter().take(MOST) {
        let _ = writeln!(out, "{mark}{line}");
    }
    if more > 0 {
        let _ = writeln!(out, "{mark}… and {more} more");
    }
}

fn audience(it: &AudienceChange) -> String {
    let how = if it.narrower { "fewer readers" } else { "MORE READERS" };
    format!("{}: {} → {} ({how})", it.what, it.from, it.to)
}

/// Whether links to a page from outside lead nowhere from now on.
fn is_lost(it: &PageChange) -> bool {
    matches!(it.kind, PageKind::Moved { redirected: false, .. } | PageKind::Removed { redirected: false, .. })
        && it.path.is_some()
}

fn page(it: &PageChange, code: &dyn Fn(&str) -> String) -> String {
    let title = it.title.as_ref().map_or_else(String::new, |title| format!(" “{title}”"));
    let (site, address) = (it.sites.join(", "), code(&it.address));
    match &it.kind {
        PageKind::Added => format!("{site}: new {address}{title}"),
        PageKind::Changed => format!("{site}: changed {address}{title}"),
        PageKind::Moved { to, redirected: true } => format!("{site}: moved {address} → {}{title}", code(to)),
        PageKind::Moved { to, redirected: false } => {
            format!(
                "{site}: moved {address} → {}{title}; no redirect: add {}",
                code(to),
                code(&format!("aliases: [{}]", it.address))
            )
        }
        PageKind::Removed { because, redirected: true } => {
            format!("{site}: removed {address}{title} ({because}; something still stands there)")
        }
        PageKind::Removed { because, redirected: false } if it.path.is_some() => {
            format!("{site}: removed {address}{title} ({because}); links to it lead nowhere")
        }
        PageKind::Removed { because, .. } => format!("{site}: removed {address} ({because})"),
    }
}

/// `NRR 2026-09 tier1: 104.2% → 103.8%, restated`.
fn figure(it: &FigureChange) -> String {
    let slice = if it.slice == "total" { String::new() } else { format!(" {}", it.slice.rsplit(' ').next().unwrap_or_default()) };
    let because = if it.because.is_empty() { String::new() } else { format!(", {}", it.because.join(", ")) };
    format!("{} {}{slice}: {} → {}{because}", it.name, it.month, it.before, it.after)
}

fn finding(it: &Diagnostic) -> String {
    format!("{}[{}] {}: {}", it.severity.word(), it.code.id, it.place, it.message)
}

fn finding_markdown(it: &Diagnostic) -> String {
    let hint = it.hint.as_ref().map_or_else(String::new, |hint| format!(" — {hint}"));
    format!("`{}` {}: {}{hint}", it.code.id, it.place, it.message)
}

/// Text that means nothing in Markdown but itself, in a line of a list or a cell.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        if "|*_[]<>`\\".contains(char) {
            out.push('\\');
        }
        out.push(if char.is_control() { ' ' } else { char });
    }
    out
}
