//! What is remembered of one site from one build to the next: its pages as the filter let them through, and how they were placed.

use super::page::SitePage;
use super::{Shape, Show, Sources};
use crate::compute::Figures;
use crate::config::{Config, SiteConfig};
use crate::content::{Families, Pages};
use crate::diag::Report;
use crate::model::registers::Registers;
use crate::model::{Definitions, Month};
use crate::workflow::Standings;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The site of the last build.
#[derive(Default)]
pub struct Memory {
    pub(super) last: Option<Last>,
}

pub(super) struct Last {
    pub(super) basis: Basis,
    // What the pages were made from.
    written: Pages,
    standings: Standings,
    /// The page of every family, before it was placed.
    pub(super) pages: Vec<Option<Arc<SitePage>>>,
    pub(super) shape: Arc<Shape>,
    /// What was found while the addresses were given out.
    pub(super) found: Report,
}

/// What every page of a site rests on, beside its own texts.
pub(super) struct Basis {
    config: Config,
    settings: SiteConfig,
    registers: Arc<Registers>,
    definitions: Arc<Definitions>,
    months: Vec<Month>,
    families: Arc<Families>,
    show: Show,
    today: Date,
    has_history: bool,
}

impl Basis {
    pub(super) fn of(sources: Sources<'_>, settings: &SiteConfig) -> Self {
        Basis {
            config: sources.config.clone(),
            settings: settings.clone(),
            registers: Arc::clone(sources.registers),
            definitions: Arc::clone(sources.figures.definitions()),
            months: months(sources.figures),
            families: Arc::clone(&sources.content.families),
            show: sources.show,
            today: sources.today,
            has_history: sources.history.is_some(),
        }
    }

    /// The fields are named one by one, so that a new one is not forgotten.
    pub(super) fn same(&self, other: &Basis) -> bool {
        let Basis { config, settings, registers, definitions, months, families, show, today, has_history } = self;
        Arc::ptr_eq(definitions, &other.definitions)
            && *months == other.months
            && Arc::ptr_eq(families, &other.families)
            && (Arc::ptr_eq(registers, &other.registers) || *registers == other.registers)
            && *config == other.config
            && *settings == other.settings
            && *show == other.show
            && *today == other.today
            && *has_history == other.has_history
    }
}

/// The months with figures: their values decide nothing about pages and addresses.
fn months(figures: &Figures) -> Vec<Month> {
    let all = figures.months().into_iter().flat_map(|months| months.iter());
    all.filter(|month| figures.snapshot(*month).is_some()).collect()
}

impl Memory {
    /// Remembers a site.
    pub(super) fn keep(
        &mut self,
        basis: Basis,
        sources: Sources<'_>,
        pages: Vec<Option<Arc<SitePage>>>,
        shape: Arc<Shape>,
        found: Report,
    ) {
        let (written, standings) = (Arc::clone(&sources.content.pages), Arc::clone(sources.standings));
        self.last = Some(Last { basis, written, standings, pages, shape, found });
    }
}

impl Last {
    /// The pages of all families: those that are as they were, and the others made anew. The families are the same.
    pub(super) fn pages_with(
        &self,
        sources: Sources<'_>,
        make: impl Fn(usize) -> Option<SitePage>,
    ) -> Vec<Option<Arc<SitePage>>> {
        let mut pages = self.pages.clone();
        let (written, standings) = (&sources.content.pages, sources.standings);
        if Arc::ptr_eq(written, &self.written) && Arc::ptr_eq(standings, &self.standings) {
            return pages;
        }
        let differs = |at: &usize| !Arc::ptr_eq(&written[*at], &self.written[*at]) || standings[*at] != self.standings[*at];
        let families = &sources.content.families;
        let touched: BTreeSet<usize> = (0..written.len()).filter(differs).map(|at| families.family(at)).collect();
        for family in touched {
            pages[family] = make(family).map(Arc::new);
        }
        pages
    }
}
