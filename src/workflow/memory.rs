//! How every page stands, and what is remembered of it.

use super::approval::{Approvals, Approved};
use super::digest::Known;
use super::standing::{Standing, standing};
use crate::config::Config;
use crate::content::{ByPage, Content, Families, Pages};
use crate::model::Definitions;
use jiff::civil::Date;
use rayon::prelude::*;
use std::sync::Arc;

/// How every page stands, in the order of the pages.
pub type Standings = Arc<Vec<Standing>>;

/// The approvals and standings of the last build.
#[derive(Default)]
pub struct Memory {
    basis: Option<(Config, Arc<Definitions>, Date)>,
    approved: ByPage<Option<Approved>>,
    pages: Pages,
    families: Arc<Families>,
    standings: Standings,
}

impl Memory {
    /// Compares every approval with the text it is bound to, and says how every page stands.
    pub fn bring_up_to(&mut self, content: &Content, known: Known<'_>, today: Date) -> (Approvals, Standings) {
        let is_same = |(config, definitions, day): &(Config, Arc<Definitions>, Date)| {
            Arc::ptr_eq(definitions, known.definitions) && config == known.config && *day == today
        };
        if !self.basis.as_ref().is_some_and(is_same) {
            *self = Memory::default();
            self.basis = Some((known.config.clone(), Arc::clone(known.definitions), today));
        }
        let approved = self.approved.bring_up_to(&content.pages, |written| Approved::of(written, known));
        let approvals = Approvals::new(&content.pages, approved);
        if !Arc::ptr_eq(&self.pages, &content.pages) {
            self.stand(content, today);
        }
        (approvals, Arc::clone(&self.standings))
    }

    fn stand(&mut self, content: &Content, today: Date) {
        let approved = self.approved.all();
        let let_out = |at: usize| approved.get(at).copied().flatten().is_none_or(Approved::lets_out);
        let of = |at: usize| {
            let (own, original) = (&content.pages[at], &content.pages[content.families.original(at)]);
            standing(&own.page.meta, &original.page.meta, let_out(at), today)
        };
        if Arc::ptr_eq(&self.families, &content.families) {
            let is_new = |at: usize| !Arc::ptr_eq(&self.pages[at], &content.pages[at]);
            let moved: Vec<(usize, Standing)> = (0..content.pages.len())
                .filter(|at| is_new(*at) || is_new(content.families.original(*at)))
                .map(|at| (at, of(at)))
                .filter(|(at, standing)| self.standings[*at] != *standing)
                .collect();
            if !moved.is_empty() {
                let standings = Arc::make_mut(&mut self.standings);
                moved.into_iter().for_each(|(at, standing)| standings[at] = standing);
            }
        } else {
            self.standings = Arc::new((0..content.pages.len()).into_par_iter().map(of).collect());
        }
        self.pages = Arc::clone(&content.pages);
        self.families = Arc::clone(&content.families);
    }
}
