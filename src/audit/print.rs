//! An audit for people and for programs.

use crate::compute::Figures;
use crate::config::Config;
use crate::model::format::{Look, Style};
use crate::model::{Audience, Figure, Language, MetricIx, MonthRange, Opened, ShownFigure, SiteAudit, SliceIx};
use crate::workflow::closed;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// What the records of an audit refer to.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The figures with their definitions.
    pub figures: &'a Figures,
}

impl Names<'_> {
    fn label(&self, audience: Audience) -> &str {
        self.config.audiences.id(audience)
    }

    fn metric(&self, figure: &Figure) -> String {
        self.figures.definitions().written(figure.of)
    }

    fn slice(&self, slice: SliceIx) -> String {
        closed::slice_key(self.figures.slices(), slice)
    }

    /// The figure in full.
    fn printed(&self, figure: &Figure) -> String {
        let language = Language::of(self.config.language());
        let look = Look::of_ref(self.figures.definitions(), figure.of, &self.config.currency, &language);
        figure.value.as_ref().map_or_else(|_| String::new(), |value| look.value(value, Style::Full).to_string())
    }
}

/// For people: figures of one metric and slice together, disclosed ones one by one.
pub fn text(audits: &[SiteAudit], names: Names<'_>) -> String {
    let mut out = String::new();
    for audit in audits {
        let _ = writeln!(out, "site `{}`, for `{}`", audit.site, names.label(audit.audience));
        disclosed(&mut out, audit, names);
        figures(&mut out, audit, names);
        pages(&mut out, audit, names);
        let _ = writeln!(out, "  files copied: {}", audit.files.len());
        for path in &audit.files {
            let _ = writeln!(out, "    {path}");
        }
        out.push('\n');
    }
    out
}

fn disclosed(out: &mut String, audit: &SiteAudit, names: Names<'_>) {
    let shown: Vec<&ShownFigure> = audit.figures.iter().filter(|shown| shown.figure.disclosed).collect();
    let _ = writeln!(out, "  disclosed figures: {}", shown.len());
    let definitions = names.figures.definitions();
    for (ix, metric) in audit.rules.iter().map(|ix| (*ix, definitions.get(*ix))) {
        let Some(rule) = &metric.disclose else { continue };
        let date = rule.date.map_or_else(String::new, |date| date.to_string());
        let _ = writeln!(
            out,
            "    `{}` to `{}` by {} on {date}: {}  ({})",
            metric.id,
            names.label(rule.to),
            rule.by.id,
            rule.because.get(names.config.language()),
            rule.place
        );
        if let Some((of, least)) = &rule.at_least {
            let _ = writeln!(out, "      where {} >= {least}", definitions.written(*of));
        }
        let of_rule: Vec<&ShownFigure> = shown.iter().copied().filter(|shown| shown.figure.of.metric == ix).collect();
        made_of(out, &of_rule, names);
        for figure in of_rule.iter().map(|shown| &shown.figure) {
            let (metric, slice) = (names.metric(figure), names.slice(figure.slice));
            let _ = writeln!(out, "      {metric} {slice} {} = {}", figure.months, names.printed(figure));
        }
    }
}

fn figures(out: &mut String, audit: &SiteAudit, names: Names<'_>) {
    let open: Vec<&ShownFigure> = audit.figures.iter().filter(|shown| !shown.figure.disclosed).collect();
    let _ = writeln!(out, "  figures: {}", open.len());
    let mut groups: BTreeMap<(String, String), Vec<&ShownFigure>> = BTreeMap::new();
    for shown in open {
        groups.entry((names.metric(&shown.figure), names.slice(shown.figure.slice))).or_default().push(shown);
    }
    for ((metric, slice), shown) in groups {
        let (Some(first), Some(last)) = (shown.first(), shown.last()) else { continue };
        let months = MonthRange { first: first.figure.months.first, last: last.figure.months.last };
        let (printed, label) = (names.printed(&last.figure), names.label(last.figure.audience));
        let _ = writeln!(out, "    {metric} {slice} {months}, last {printed} (`{label}`)");
        made_of(out, &shown, names);
    }
}

/// What figures are made of, each input once under each of its labels.
fn made_of(out: &mut String, shown: &[&ShownFigure], names: Names<'_>) {
    let said = |input: &Figure| (names.metric(input), names.slice(input.slice), names.label(input.audience).to_owned());
    let inputs: BTreeSet<(String, String, String)> = shown.iter().flat_map(|shown| &shown.inputs).map(said).collect();
    for (metric, slice, label) in inputs {
        let _ = writeln!(out, "      made of {metric} {slice} (`{label}`)");
    }
}

fn pages(out: &mut String, audit: &SiteAudit, names: Names<'_>) {
    let _ = writeln!(out, "  pages: {}", audit.pages.len());
    for page in &audit.pages {
        let _ = write!(out, "    {}  {}", page.path, page.title);
        if let Some(opened) = &page.opened {
            let _ = write!(out, "  << was `{}` {}", names.label(opened.from), until(opened));
        } else if page.committed == Some(false) {
            let _ = write!(out, "  << not committed yet");
        }
        out.push('\n');
    }
}

/// Until when a page was narrower, in words.
fn until(opened: &Opened) -> String {
    match &opened.by {
        Some(commit) => format!("until {} ({}: {})", short(&commit.id), commit.author, commit.subject),
        None => "in the last commit".to_owned(),
    }
}

fn short(id: &str) -> &str {
    id.get(..10).unwrap_or(id)
}

/// For programs.
pub fn json(audits: &[SiteAudit], names: Names<'_>) -> Value {
    json!({ "sites": audits.iter().map(|audit| site(audit, names)).collect::<Vec<_>>() })
}

fn site(audit: &SiteAudit, names: Names<'_>) -> Value {
    let figures = audit.figures.iter().map(|shown| figure(shown, names));
    let pages = audit.pages.iter().map(|page| {
        let by = page.opened.as_ref().and_then(|opened| opened.by.as_ref());
        json!({
            "file": page.path.as_str(), "title": &*page.title, "in_last_commit": page.committed,
            "opened_from": page.opened.as_ref().map(|opened| names.label(opened.from)),
            "opened_by": by.map(|commit| json!({
                "commit": &*commit.id, "author": &*commit.author, "time": commit.time.to_string(), "subject": &*commit.subject,
            })),
        })
    });
    json!({
        "site": &*audit.site,
        "audience": names.label(audit.audience),
        "rules": audit.rules.iter().filter_map(|ix| rule(*ix, names)).collect::<Vec<_>>(),
        "figures": figures.collect::<Vec<_>>(),
        "pages": pages.collect::<Vec<_>>(),
        "files": audit.files.iter().map(|path| path.as_str()).collect::<Vec<_>>(),
    })
}

fn rule(ix: MetricIx, names: Names<'_>) -> Option<Value> {
    let definitions = names.figures.definitions();
    let metric = definitions.get(ix);
    let rule = metric.disclose.as_ref()?;
    let least = rule.at_least.as_ref().map(|(of, value)| format!("{} >= {value}", definitions.written(*of)));
    Some(json!({
        "metric": &*metric.id, "to": names.label(rule.to), "because": rule.because.get(names.config.language()), "by": &*rule.by.id,
        "date": rule.date.map_or_else(String::new, |date| date.to_string()),
        "at_least": least, "file": rule.place.path.as_str(), "line": rule.place.line,
    }))
}

fn figure(shown: &ShownFigure, names: Names<'_>) -> Value {
    let inputs = shown.inputs.iter().map(|input| {
        json!({
            "metric": names.metric(input), "slice": names.slice(input.slice), "months": input.months.to_string(),
            "audience": names.label(input.audience),
        })
    });
    let figure = &shown.figure;
    json!({
        "metric": names.metric(figure), "slice": names.slice(figure.slice), "months": figure.months.to_string(),
        "printed": names.printed(figure), "audience": names.label(figure.audience), "disclosed": figure.disclosed,
        "inputs": inputs.collect::<Vec<_>>(),
    })
}
