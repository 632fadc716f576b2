//! What can be found on a site.

use super::Known;
use crate::diag::Report;
use crate::index;
use crate::index::search::Titled;
use crate::output::{Content, Files};
use crate::render;
use crate::site::{self, Show, Site};
use std::sync::{Arc, OnceLock};

/// The search index of a site, made when somebody first asks for it: nobody should wait for it to see an edit.
#[derive(Debug)]
pub struct Search {
    known: Arc<Known>,
    show: Show,
    site: Arc<str>,
    titles: Arc<[render::Titled]>,
    files: OnceLock<Files>,
}

impl Search {
    /// Of a site that was made, for later.
    pub(super) fn later(known: Arc<Known>, show: Show, site: Arc<str>, titles: Arc<[render::Titled]>) -> Self {
        Search { known, show, site, titles, files: OnceLock::new() }
    }

    /// Its files, by path below the site's root.
    pub fn files(&self) -> &Files {
        self.files.get_or_init(|| {
            let Some(settings) = self.known.config.sites.iter().find(|site| site.id == self.site) else {
                return Files::default();
            };
            let site = {
                let mut memory = site::Memory::default();
                site::assemble(self.known.sources(self.show), settings, &mut memory, &mut Report::default())
            };
            files(&site, &self.titles).into_iter().collect()
        })
    }
}

/// The search index of a site.
pub(super) fn files(site: &Site<'_>, titles: &[render::Titled]) -> Vec<(String, Content)> {
    let named = titles.iter().map(|it| Titled {
        address: Arc::clone(&it.address),
        title: it.title.clone(),
        description: it.description.clone(),
        figures: it.figures.clone(),
    });
    index::search::files(site, &named.collect::<Vec<_>>())
}
