//! Links between all things, in both directions.

use super::page::{PageIx, SitePage};
use crate::model::Ref;
use crate::model::page::Details;
use crate::model::registers::Registers;
use std::collections::BTreeMap;
use std::sync::Arc;

type Index = BTreeMap<Arc<str>, Vec<PageIx>>;

/// Which pages refer to a thing, in page order.
#[derive(Debug, Clone, Default)]
pub struct Relations {
    /// Metric → playbooks that are to move it.
    pub moved_by: Index,
    /// Metric → stories whose results show it.
    pub shown_by: Index,
    /// Stage → playbooks.
    pub stage_playbooks: Index,
    /// Stage → stories.
    pub stage_stories: Index,
    /// Segment → playbooks for it (those for all segments included).
    pub segment_playbooks: Index,
    /// Segment → stories.
    pub segment_stories: Index,
    /// Segment → pilots.
    pub segment_pilots: Index,
    /// Role or department → playbooks it runs.
    pub role_playbooks: Index,
    /// Role or department → pages it answers for.
    pub owned: Index,
    /// Playbook id → stories in which it was used.
    pub used_in: Index,
    /// Playbook id → step guides that bring it in.
    pub brought_by: Index,
    /// Facet and value (`plan/light`) → pages.
    pub facet_values: Index,
}

impl Relations {
    /// Gathers the relations of the listed pages.
    pub(super) fn of(pages: &[Arc<SitePage>], registers: &Registers, narrowest: bool) -> Self {
        let mut relations = Relations::default();
        for (at, page) in pages.iter().enumerate().filter(|(_, page)| page.is_listed() && !page.heads_list) {
            relations.add(PageIx(at as u32), page, registers, narrowest);
        }
        relations
    }

    /// Whether two states of a page refer to the same.
    pub(super) fn same(old: &SitePage, new: &SitePage) -> bool {
        let named = |page: &SitePage| (page.meta.owner.as_ref().map(|it| Arc::clone(&it.id)), ids(&page.meta.facets));
        // Places in front matter move with every line above them: what is compared are the ids.
        named(old) == named(new) && of_type(&old.details) == of_type(&new.details)
    }

    fn add(&mut self, at: PageIx, page: &SitePage, registers: &Registers, narrowest: bool) {
        let push = |index: &mut Index, id: &Arc<str>| {
            let list = index.entry(Arc::clone(id)).or_default();
            if list.last() != Some(&at) {
                list.push(at);
            }
        };
        for (facet, value) in &page.meta.facets {
            push(&mut self.facet_values, &format!("{}/{}", facet.id, value.id).into());
        }
        if let Some(owner) = &page.meta.owner {
            push(&mut self.owned, &owner.id);
        }
        match &page.details {
            Details::Playbook(it) => {
                it.moves.iter().for_each(|metric| push(&mut self.moved_by, &metric.id));
                it.stage.iter().for_each(|stage| push(&mut self.stage_playbooks, &stage.id));
                it.role.iter().for_each(|role| push(&mut self.role_playbooks, &role.id));
                it.segments.iter().for_each(|segment| push(&mut self.segment_playbooks, &segment.id));
                // On a wider site nobody can tell "for all" from "for those nobody here may see".
                if it.segments.is_empty() && narrowest {
                    registers.segments.iter().for_each(|segment| push(&mut self.segment_playbooks, &segment.id));
                }
            }
            Details::Story(it) => {
                it.results.iter().for_each(|result| push(&mut self.shown_by, &result.metric.id));
                it.stage.iter().for_each(|stage| push(&mut self.stage_stories, &stage.id));
                it.segment.iter().for_each(|segment| push(&mut self.segment_stories, &segment.id));
                it.playbooks.iter().for_each(|playbook| push(&mut self.used_in, &playbook.id));
            }
            Details::Pilot(it) => it.segments.iter().for_each(|segment| push(&mut self.segment_pilots, &segment.id)),
            Details::Step(it) => it.playbooks.iter().for_each(|playbook| push(&mut self.brought_by, &playbook.id)),
            _ => {}
        }
    }
}

fn ids(facets: &[(Ref, Ref)]) -> Vec<(Arc<str>, Arc<str>)> {
    facets.iter().map(|(facet, value)| (Arc::clone(&facet.id), Arc::clone(&value.id))).collect()
}

/// What the type of a page names, list by list.
fn of_type(details: &Details) -> Vec<Vec<Arc<str>>> {
    let ids = |refs: &[Ref]| refs.iter().map(|it| Arc::clone(&it.id)).collect::<Vec<_>>();
    match details {
        Details::Playbook(it) => vec![ids(&it.moves), ids(it.stage.as_slice()), ids(it.role.as_slice()), ids(&it.segments)],
        Details::Story(it) => {
            let shown = it.results.iter().map(|result| Arc::clone(&result.metric.id)).collect();
            vec![shown, ids(it.stage.as_slice()), ids(it.segment.as_slice()), ids(&it.playbooks)]
        }
        Details::Pilot(it) => vec![ids(&it.segments)],
        Details::Step(it) => vec![ids(&it.playbooks)],
        _ => Vec::new(),
    }
}
