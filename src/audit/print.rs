//! An audit for people and for programs.

use super::{Input, ShownFigure, SiteAudit};
use crate::model::MonthRange;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// For people: figures of one metric and slice together, disclosed ones one by one.
pub fn text(audits: &[SiteAudit]) -> String {
    let mut out = String::new();
    for audit in audits {
        let _ = writeln!(out, "site `{}`, for `{}`", audit.site, audit.audience);
        disclosed(&mut out, audit);
        figures(&mut out, audit);
        pages(&mut out, audit);
        let _ = writeln!(out, "  files copied: {}", audit.files.len());
        for path in &audit.files {
            let _ = writeln!(out, "    {path}");
        }
        out.push('\n');
    }
    out
}

fn disclosed(out: &mut String, audit: &SiteAudit) {
    let shown: Vec<&ShownFigure> = audit.figures.iter().filter(|figure| figure.disclosed).collect();
    let _ = writeln!(out, "  disclosed figures: {}", shown.len());
    for rule in &audit.rules {
        let _ = writeln!(
            out,
            "    `{}` to `{}` by {} on {}: {}  ({})",
            rule.metric, rule.to, rule.by, rule.date, rule.because, rule.place
        );
        if let Some(least) = &rule.at_least {
            let _ = writeln!(out, "      where {least}");
        }
        let of_rule = |figure: &&&ShownFigure| figure.metric.split('.').next() == Some(&*rule.metric);
        for figure in shown.iter().filter(of_rule) {
            let _ = writeln!(out, "      {} {} {} = {}", figure.metric, figure.slice, figure.months, figure.printed);
        }
    }
}

fn figures(out: &mut String, audit: &SiteAudit) {
    let open: Vec<&ShownFigure> = audit.figures.iter().filter(|figure| !figure.disclosed).collect();
    let _ = writeln!(out, "  figures: {}", open.len());
    let mut groups: BTreeMap<(&str, &str), Vec<&ShownFigure>> = BTreeMap::new();
    for figure in open {
        groups.entry((&figure.metric, &figure.slice)).or_default().push(figure);
    }
    for ((metric, slice), figures) in groups {
        let (Some(first), Some(last)) = (figures.first(), figures.last()) else { continue };
        let months = MonthRange { first: first.months.first, last: last.months.last };
        let _ = writeln!(out, "    {metric} {slice} {months}, last {} (`{}`)", last.printed, last.label);
        for input in inputs(&figures) {
            let _ = writeln!(out, "      made of {input}");
        }
    }
}

/// What figures are made of, each input once under each of its labels.
fn inputs(figures: &[&ShownFigure]) -> Vec<String> {
    let mut seen: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    for Input { metric, slice, label, .. } in figures.iter().flat_map(|figure| &figure.inputs) {
        seen.insert((metric, slice, label));
    }
    seen.into_iter().map(|(metric, slice, label)| format!("{metric} {slice} (`{label}`)")).collect()
}

fn pages(out: &mut String, audit: &SiteAudit) {
    let _ = writeln!(out, "  pages: {}", audit.pages.len());
    for page in &audit.pages {
        let _ = write!(out, "    {}  {}", page.path, page.title);
        if let Some(was) = &page.opened_from {
            let _ = write!(out, "  << was `{was}` in the last commit");
        } else if page.committed == Some(false) {
            let _ = write!(out, "  << not in the last commit");
        }
        out.push('\n');
    }
}

/// For programs.
pub fn json(audits: &[SiteAudit]) -> Value {
    json!({ "sites": audits.iter().map(site).collect::<Vec<_>>() })
}

fn site(audit: &SiteAudit) -> Value {
    let rules = audit.rules.iter().map(|rule| {
        json!({
            "metric": rule.metric, "to": rule.to, "because": rule.because, "by": rule.by, "date": rule.date,
            "at_least": rule.at_least, "file": rule.place.path.as_str(), "line": rule.place.line,
        })
    });
    let figures = audit.figures.iter().map(|figure| {
        let inputs = figure.inputs.iter().map(
            |input| json!({ "metric": input.metric, "slice": input.slice, "months": input.months, "audience": input.label }),
        );
        json!({
            "metric": figure.metric, "slice": figure.slice, "months": figure.months.to_string(), "printed": figure.printed,
            "audience": figure.label, "disclosed": figure.disclosed, "inputs": inputs.collect::<Vec<_>>(),
        })
    });
    let pages = audit.pages.iter().map(|page| {
        json!({ "file": page.path.as_str(), "title": page.title, "opened_from": page.opened_from, "in_last_commit": page.committed })
    });
    json!({
        "site": &*audit.site,
        "audience": audit.audience,
        "rules": rules.collect::<Vec<_>>(),
        "figures": figures.collect::<Vec<_>>(),
        "pages": pages.collect::<Vec<_>>(),
        "files": audit.files.iter().map(|path| path.as_str()).collect::<Vec<_>>(),
    })
}
