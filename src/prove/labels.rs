//! Who may see the things that sources refer to by their ids.

use crate::config::Config;
use crate::content::Content;
use crate::model::page::PageType;
use crate::model::{Audience, Definitions, Registers};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The label of everything with an id, by what it is.
#[derive(Debug)]
pub(super) struct Labels {
    known: BTreeMap<&'static str, BTreeMap<Arc<str>, Audience>>,
    narrowest: Audience,
}

impl Labels {
    /// Gathers the labels of everything that is declared.
    pub(super) fn of(config: &Config, registers: &Registers, definitions: &Definitions, content: &Content) -> Labels {
        let mut labels = Labels { known: BTreeMap::new(), narrowest: config.audiences.narrowest() };
        for (_, metric) in definitions.iter() {
            labels.add("metric", &metric.id, metric.audience);
        }
        registers.segments.iter().for_each(|it| labels.add("segment", &it.id, it.audience));
        registers.roles.iter().for_each(|it| labels.add("role", &it.id, it.audience));
        registers.org.departments.iter().for_each(|it| labels.add("role", &it.id, it.audience));
        registers.org.units.iter().for_each(|it| labels.add("unit", &it.id, it.audience));
        registers.journey.iter().for_each(|it| labels.add("stage", &it.id, it.audience));
        registers.tools.iter().for_each(|it| labels.add("tool", &it.id, it.audience));
        for page in content.pages.iter().map(|written| &written.page).filter(|page| page.original) {
            let what = if page.page_type == PageType::Playbook { "playbook" } else { "page" };
            labels.add(what, &page.id, page.meta.audience);
        }
        labels
    }

    fn add(&mut self, what: &'static str, id: &Arc<str>, audience: Audience) {
        self.known.entry(what).or_default().insert(Arc::clone(id), audience);
    }

    /// Who may see a thing; what does not exist is seen by nobody, and counts as narrow.
    pub(super) fn audience(&self, what: &str, id: &str) -> Audience {
        let id = if what == "metric" { id.split('.').next().unwrap_or(id) } else { id };
        let what = if what == "team" { "unit" } else { what };
        self.known.get(what).and_then(|ids| ids.get(id)).copied().unwrap_or(self.narrowest)
    }

    /// The ids of a kind that an audience may not see.
    pub(super) fn hidden(&self, what: &str, from: Audience) -> Vec<Arc<str>> {
        let ids = self.known.get(what).into_iter().flatten();
        ids.filter(|(_, label)| !from.sees(**label)).map(|(id, _)| Arc::clone(id)).collect()
    }

    /// All ids of a kind.
    pub(super) fn all(&self, what: &str) -> Vec<Arc<str>> {
        self.known.get(what).into_iter().flatten().map(|(id, _)| Arc::clone(id)).collect()
    }
}
