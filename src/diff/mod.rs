//! What a change does: to pages, audiences, figures, findings and approvals.
//!
//! In: two source trees, read and built. Out: a [`Difference`], which can be printed for people, for a pull request and for
//! programs. Nothing here reads git: where the trees come from is for the caller to say.

mod audiences;
mod cohorts;
mod figures;
mod json;
mod pages;
mod print;

pub use audiences::AudienceChange;
pub use figures::FigureChange;
pub use pages::{PageChange, PageKind};

use crate::diag::{Diagnostic, Report, Severity, codes};
use crate::model::{Place, SourcePath};
use crate::pipeline::{self, Build, BuildOptions, Known};
use crate::workflow::approval::State as Approval;
use crate::workflow::closed;
use crate::world::World;
use std::collections::BTreeMap;

/// A source tree, read and built.
#[derive(Debug)]
pub struct State {
    /// What it says.
    pub known: Known,
    /// What became of it.
    pub build: Build,
}

impl State {
    /// Reads and builds a world; the report alone, if there are no settings to go by.
    pub fn of(world: &dyn World) -> Result<State, Report> {
        match pipeline::inspect(world, &BuildOptions::default()) {
            (Some(known), build) => Ok(State { known, build }),
            (None, build) => Err(build.report),
        }
    }
}

/// What a change does.
#[derive(Debug, Default)]
pub struct Difference {
    /// Pages that come, go, move or say something else.
    pub pages: Vec<PageChange>,
    /// What is for other readers now, the wider first.
    pub audiences: Vec<AudienceChange>,
    /// Figures of months that were there before.
    pub figures: Vec<FigureChange>,
    /// Months that were not there before, and those that are gone.
    pub months: Vec<(crate::model::Month, bool)>,
    /// Metrics that were not there before, and those that are gone.
    pub metrics: Vec<(String, bool)>,
    /// Findings that were not there before.
    pub broken: Vec<Diagnostic>,
    /// Findings that are gone.
    pub mended: Vec<Diagnostic>,
    /// Pages whose approval holds no longer: path and title.
    pub void: Vec<(SourcePath, String)>,
}

impl Difference {
    /// Whether the change brings an error: something that cannot be published, or a closed month that was rewritten.
    pub fn has_errors(&self) -> bool {
        self.broken.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
            && self.audiences.is_empty()
            && self.figures.is_empty()
            && self.months.is_empty()
            && self.metrics.is_empty()
            && self.broken.is_empty()
            && self.mended.is_empty()
            && self.void.is_empty()
    }
}

/// Compares two source trees.
pub fn compare(before: &State, after: &State) -> Difference {
    let mut difference = Difference {
        pages: pages::compare(before, after),
        audiences: audiences::compare(&before.known, &after.known),
        void: void(&before.known, &after.known),
        ..Difference::default()
    };
    figures::compare(&before.known, &after.known, &mut difference);
    difference.mended = findings(&before.build.report, &after.build.report);
    difference.broken = findings(&after.build.report, &before.build.report);
    difference.broken.extend(closed_months(&before.known, &after.known));
    difference
}

/// The findings of one report that another lacks. Lines move with every edit, so they do not tell findings apart.
fn findings(of: &Report, without: &Report) -> Vec<Diagnostic> {
    let key = |finding: &Diagnostic| (finding.code.id, finding.place.path.clone(), finding.english().to_owned());
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for finding in without.iter() {
        *known.entry(key(finding)).or_default() += 1;
    }
    let is_new = |finding: &&Diagnostic| match known.get_mut(&key(finding)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    of.iter().filter(is_new).cloned().collect()
}

fn void(before: &Known, after: &Known) -> Vec<(SourcePath, String)> {
    let state = |known: &Known, path: &SourcePath| known.approvals.get(path).map(|approved| approved.state);
    let pages = after.content.pages.iter().map(|written| &written.page);
    pages
        .filter(|page| state(after, &page.path) == Some(Approval::Void) && state(before, &page.path) == Some(Approval::Valid))
        .map(|page| (page.path.clone(), page.meta.title.to_string()))
        .collect()
}

/// Closed months that were rewritten, opened again or taken away.
fn closed_months(before: &Known, after: &Known) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for month in before.figures.months().into_iter().flat_map(|months| months.iter()) {
        let Some(old) = before.figures.snapshot(month).filter(|snapshot| snapshot.closed) else { continue };
        let file = old.files.first().cloned().unwrap_or_else(|| SourcePath::new("data/snapshots"));
        let Some(new) = after.figures.snapshot(month) else {
            let finding =
                Diagnostic::new(&codes::CLOSED_MONTH_CHANGED, Place::file(file), format!("the closed month {month} is gone"));
            found.push(finding.hint("put its snapshot back"));
            continue;
        };
        if !new.closed {
            let finding = Diagnostic::new(
                &codes::CLOSED_MONTH_CHANGED,
                Place::file(file),
                format!("the closed month {month} is open again"),
            );
            found.push(finding.hint("put `closed: true` back; corrections go under `restated`"));
        }
        let written = |known: &'_ Known| {
            (std::sync::Arc::clone(known.figures.definitions()), std::sync::Arc::clone(known.figures.slices()))
        };
        let ((old_metrics, old_slices), (new_metrics, new_slices)) = (written(before), written(after));
        found.extend(closed::changes(
            closed::Written { snapshot: old, definitions: &old_metrics, slices: &old_slices },
            closed::Written { snapshot: new, definitions: &new_metrics, slices: &new_slices },
        ));
    }
    found
}
