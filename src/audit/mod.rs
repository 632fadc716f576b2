//! What each site that is not the narrowest gives away: every figure with who may see what it is made of, every disclosed
//! one with who decided that and why, every page and every file that is copied.
//!
//! In: what is known of a world, and its built sites. It looks at the files that were made, not at what was to be made.

mod print;

pub use print::{Names, json, text};

use crate::compute::Ingredient;
use crate::config::SiteConfig;
use crate::content;
use crate::model::page::Page;
use crate::model::{
    Audience, Commit, Figure, MetricIx, MetricRef, Opened, PartIx, Period, ShownFigure, ShownPage, SiteAudit, SourcePath,
};
use crate::output::Files;
use crate::site::Sources;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Files as they were after some changes, in the order asked for.
pub type Past<'a> = &'a dyn Fn(&[(Arc<str>, SourcePath)]) -> Vec<Option<Arc<[u8]>>>;

/// Where the sources are asked for.
#[derive(Clone, Copy)]
pub struct Versions<'a> {
    /// As they were after some changes, in the order asked for.
    pub past: Past<'a>,
    /// As one is now.
    pub now: &'a dyn Fn(&SourcePath) -> Option<Arc<[u8]>>,
}

/// Looks at built sites whose readers do not see everything.
pub fn audit(sources: Sources<'_>, versions: Versions<'_>, built: &[(&SiteConfig, &Files)]) -> Vec<SiteAudit> {
    let shown: Vec<Vec<(&Page, &Page)>> = built
        .iter()
        .map(|(site, files)| sources.content.with_originals().filter(|(page, _)| is_shown(sources, site, files, page)).collect())
        .collect();
    let before = Before::read(sources, versions, shown.iter().flatten());
    let one = |((site, files), pages): (&(&SiteConfig, &Files), &Vec<(&Page, &Page)>)| {
        let copied = |path: &&SourcePath| path.as_str().strip_prefix("content/").is_some_and(|below| files.get(below).is_some());
        SiteAudit {
            site: Arc::clone(&site.id),
            audience: site.audience,
            rules: rules(sources, site.audience),
            figures: figures(sources, site.audience),
            pages: pages.iter().map(|(page, original)| before.shown(page, original)).collect(),
            files: sources.content.files.iter().filter(copied).cloned().collect(),
        }
    };
    built.iter().zip(&shown).map(one).collect()
}

fn is_shown(sources: Sources<'_>, site: &SiteConfig, files: &Files, page: &Page) -> bool {
    let prefix = if page.language == 0 { String::new() } else { format!("/{}", sources.config.languages[page.language]) };
    let address = format!("{prefix}{}index.html", page.address);
    site.audience.sees(page.meta.audience) && files.get(address.trim_start_matches('/')).is_some()
}

fn rules(sources: Sources<'_>, reader: Audience) -> Vec<MetricIx> {
    let metrics = sources.figures.definitions().iter();
    let disclosed = metrics.filter(|(_, metric)| metric.disclose.as_ref().is_some_and(|rule| reader.sees(rule.to)));
    disclosed.map(|(ix, _)| ix).collect()
}

fn figures(sources: Sources<'_>, reader: Audience) -> Vec<ShownFigure> {
    let (all, mut found) = (sources.figures, Vec::new());
    let Some(months) = all.months() else { return found };
    let made_of = |figure: Figure| {
        let made = all.made_from(figure.of, figure.slice, figure.months);
        // A value for the whole is not made of its months.
        let inputs = if made.by == Ingredient::None { Vec::new() } else { made.ingredients };
        ShownFigure { figure, inputs: inputs.into_iter().map(|it| it.figure).collect() }
    };
    for (ix, metric) in all.definitions().iter().filter(|(_, metric)| reader.sees(metric.audience)) {
        let parts = std::iter::once(None).chain((0..metric.parts.len()).map(|part| Some(PartIx(part as u16))));
        for of in parts.map(|part| MetricRef { metric: ix, part }) {
            for (slice, _) in all.slices().iter().filter(|(_, slice)| reader.sees(slice.audience)) {
                let figures = months.iter().map(|month| all.get(of, slice, Period::Month(month)));
                let shown = figures.filter(|figure| figure.value.is_ok() && reader.sees(figure.audience));
                found.extend(shown.map(made_of));
            }
        }
    }
    let periods = all.disclosed().into_iter().map(|it| it.figure).filter(|figure| figure.months.first != figure.months.last);
    found.extend(periods.filter(|figure| reader.sees(figure.audience)).map(made_of));
    found
}

/// How pages were before their last change: the one that is not committed yet, else the last that was.
struct Before {
    /// Whether there is a history at all.
    known: bool,
    changes: BTreeMap<SourcePath, LastChange>,
}

#[derive(Default)]
struct LastChange {
    committed: bool,
    // `None`: there was no such file.
    label: Option<Audience>,
    by: Option<Commit>,
}

impl Before {
    fn read<'p>(sources: Sources<'_>, ask: Versions<'_>, pages: impl Iterator<Item = &'p (&'p Page, &'p Page)>) -> Before {
        let Some(history) = sources.history else { return Before { known: false, changes: BTreeMap::new() } };
        // A translation without a label has its original's.
        let pages: BTreeMap<&SourcePath, &Page> =
            pages.flat_map(|(page, original)| [(&page.path, *page), (&original.path, *original)]).collect();
        let versions: Vec<(&Page, Vec<&Commit>)> =
            pages.into_values().map(|page| (page, history.of(&page.path).take(2).collect())).collect();
        let wanted: Vec<(Arc<str>, SourcePath)> = versions
            .iter()
            .flat_map(|(page, commits)| commits.iter().map(|commit| (Arc::clone(&commit.id), page.path.clone())))
            .collect();
        let mut texts = (ask.past)(&wanted).into_iter();
        let audiences = &sources.config.audiences;
        let mut changes = BTreeMap::new();
        for (page, commits) in versions {
            let texts: Vec<Option<Arc<[u8]>>> = texts.by_ref().take(commits.len()).collect();
            let text = |at: usize| std::str::from_utf8(texts.get(at)?.as_deref()?).ok();
            // Not every build still holds the text.
            let is_committed = texts.first().is_some_and(|last| last.is_some() && *last == (ask.now)(&page.path));
            let before = text(usize::from(is_committed));
            let label = before.map(|text| content::label(&page.path, text, audiences).unwrap_or(audiences.narrowest()));
            let by = commits.first().filter(|_| is_committed).map(|commit| Commit::clone(commit));
            changes.insert(page.path.clone(), LastChange { committed: !commits.is_empty(), label, by });
        }
        Before { known: true, changes }
    }

    fn shown(&self, page: &Page, original: &Page) -> ShownPage {
        let of = |page: &Page| self.changes.get(&page.path);
        // Whose label opened it: its own, or its original's.
        let labelled = of(if page.meta.audience_written { page } else { original });
        let opened = labelled.and_then(|change| Some((change.label?, change))).filter(|(was, _)| *was > page.meta.audience);
        ShownPage {
            path: page.path.clone(),
            title: Arc::clone(&page.meta.title),
            opened: opened.map(|(from, change)| Opened { from, by: change.by.clone() }),
            committed: self.known.then(|| of(page).is_some_and(|change| change.committed)),
        }
    }
}
