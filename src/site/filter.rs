//! What of a register or a page an audience may see.
//!
//! A label on an entry covers its name and summary (a stage's also `when` and `invite`, a facet's its values); all other
//! texts stay with the narrowest audience. A relation is kept only where its other end is visible too, and leaves no gap.

use crate::config::Facet;
use crate::model::page::{Details, Meta, Playbook, Review, Step, Story};
use crate::model::registers::{Handover, Organisation, Registers, Roadmap, Role, Segment, Stage, Tool, Unit};
use crate::model::{Audience, Audiences, Localised, Ref};
use std::sync::Arc;

/// What may be seen, and by whom.
pub(super) struct Filter<'a> {
    /// The site's audience.
    pub audience: Audience,
    /// Whether it is the narrowest, which sees everything.
    pub narrowest: bool,
    /// Everything that is declared.
    pub registers: &'a Registers,
    /// Whether a metric (or a part of one) may be seen.
    pub metric: &'a (dyn Fn(&str) -> bool + Sync),
}

impl<'a> Filter<'a> {
    /// A filter for an audience.
    pub(super) fn new(
        audience: Audience,
        audiences: &Audiences,
        registers: &'a Registers,
        metric: &'a (dyn Fn(&str) -> bool + Sync),
    ) -> Self {
        Filter { audience, narrowest: audience == audiences.narrowest(), registers, metric }
    }

    fn sees(&self, label: Audience) -> bool {
        self.audience.sees(label)
    }

    /// A text that only the narrowest audience reads.
    fn inner<T: Clone>(&self, text: &Option<T>) -> Option<T> {
        text.clone().filter(|_| self.narrowest)
    }

    fn all<T: Clone>(&self, texts: &[T]) -> Vec<T> {
        if self.narrowest { texts.to_vec() } else { Vec::new() }
    }

    fn metrics(&self, refs: &[Ref]) -> Vec<Ref> {
        refs.iter().filter(|metric| (self.metric)(&metric.id)).cloned().collect()
    }

    fn segments(&self, refs: &[Ref]) -> Vec<Ref> {
        refs.iter().filter(|id| self.registers.segment(&id.id).is_some_and(|it| self.sees(it.audience))).cloned().collect()
    }

    fn sees_who(&self, id: &str) -> bool {
        self.registers.role(id).is_some_and(|role| self.sees(role.audience))
            || self.registers.org.departments.iter().any(|department| &*department.id == id && self.sees(department.audience))
    }

    fn who(&self, refs: &[Ref]) -> Vec<Ref> {
        refs.iter().filter(|id| self.sees_who(&id.id)).cloned().collect()
    }

    fn one_who(&self, id: &Option<Ref>) -> Option<Ref> {
        id.clone().filter(|id| self.sees_who(&id.id))
    }

    fn stage(&self, id: &Option<Ref>) -> Option<Ref> {
        id.clone().filter(|id| self.registers.stage(&id.id).is_some_and(|stage| self.sees(stage.audience)))
    }

    /// The registers as the audience sees them.
    pub(super) fn registers(&self) -> Registers {
        if self.narrowest {
            return self.registers.clone();
        }
        let all = self.registers;
        Registers {
            segments: all.segments.iter().filter(|it| self.sees(it.audience)).map(|it| self.segment(it)).collect(),
            roles: all.roles.iter().filter(|it| self.sees(it.audience)).map(|it| self.role(it)).collect(),
            org: Organisation {
                departments: all.org.departments.iter().filter(|it| self.sees(it.audience)).cloned().collect(),
                reports_to: None,
                because: None,
                units: all.org.units.iter().filter(|it| self.sees(it.audience)).map(|it| self.unit(it)).collect(),
            },
            journey: all.journey.iter().filter(|it| self.sees(it.audience)).map(|it| self.journey_stage(it)).collect(),
            // Promises, routing and the word list have no part that a label covers.
            handover: Handover::default(),
            agreements: Vec::new(),
            tools: all.tools.iter().filter(|it| self.sees(it.audience)).map(|it| self.tool(it)).collect(),
            roadmap: Roadmap::default(),
            terms: Vec::new(),
            kpi_tree: None,
        }
    }

    fn segment(&self, it: &Segment) -> Segment {
        Segment {
            criteria: None,
            touch: Vec::new(),
            kpis: self.metrics(&it.kpis),
            leading: self.metrics(&it.leading),
            fit: None,
            ..it.clone()
        }
    }

    fn role(&self, it: &Role) -> Role {
        Role {
            standing: None,
            mission: None,
            kpis: self.metrics(&it.kpis),
            watch: self.metrics(&it.watch),
            partners: self.who(&it.partners),
            hire_from: Vec::new(),
            people: Vec::new(),
            ..it.clone()
        }
    }

    fn unit(&self, it: &Unit) -> Unit {
        let parent = it.parent.clone().filter(|id| self.registers.unit(&id.id).is_some_and(|unit| self.sees(unit.audience)));
        Unit {
            parent,
            lead: self.one_who(&it.lead),
            roles: self.who(&it.roles),
            segments: self.segments(&it.segments),
            region: None,
            size: None,
            office: None,
            ..it.clone()
        }
    }

    fn journey_stage(&self, it: &Stage) -> Stage {
        Stage {
            goal: None,
            entry: None,
            exit: None,
            lead: self.who(&it.lead),
            support: self.who(&it.support),
            inform: self.who(&it.inform),
            metrics: self.metrics(&it.metrics),
            ..it.clone()
        }
    }

    fn tool(&self, it: &Tool) -> Tool {
        Tool { owner: self.one_who(&it.owner), from_step: None, note: None, category: Localised::default(), ..it.clone() }
    }

    /// The facets as the audience sees them.
    pub(super) fn facets(&self, facets: &[Facet]) -> Vec<Facet> {
        facets.iter().filter(|facet| self.sees(facet.audience)).cloned().collect()
    }

    /// The fields of a page that go with it: the very same where nothing is left out, so that thousands of pages are held once.
    pub(super) fn meta(&self, meta: &Arc<Meta>, facets: &[Facet]) -> Arc<Meta> {
        let filtered = Meta {
            facets: meta.facets.iter().filter(|(id, _)| facets.iter().any(|facet| facet.id == id.id)).cloned().collect(),
            owner: self.one_who(&meta.owner),
            review_every: self.inner(&meta.review_every),
            approval: self.inner(&meta.approval),
            translates: self.inner(&meta.translates),
            ..Meta::clone(meta)
        };
        if filtered == **meta { Arc::clone(meta) } else { Arc::new(filtered) }
    }

    /// What a page's type says. References to other pages are filtered once it is known which pages the site has.
    pub(super) fn details(&self, details: &Details) -> Details {
        match details {
            Details::Playbook(it) => Details::Playbook(Box::new(Playbook {
                stage: self.stage(&it.stage),
                segments: self.segments(&it.segments),
                touch: self.all(&it.touch),
                role: self.one_who(&it.role),
                minutes: it.minutes,
                moves: self.metrics(&it.moves),
                trigger: self.inner(&it.trigger),
                since: self.inner(&it.since),
            })),
            Details::Story(it) => Details::Story(Box::new(Story {
                stage: self.stage(&it.stage),
                segment: it.segment.clone().filter(|id| !self.segments(std::slice::from_ref(id)).is_empty()),
                consent: self.inner(&it.consent),
                ..Story::clone(it)
            })),
            Details::Step(it) if !self.narrowest => Details::Step(Box::new(Step {
                step: it.step,
                criteria: Vec::new(),
                playbooks: Vec::new(),
                roles: Vec::new(),
                tools: Vec::new(),
            })),
            Details::Review(_) if !self.narrowest => Details::Review(Review::default()),
            Details::Pilot(_) if !self.narrowest => Details::Plain,
            other => other.clone(),
        }
    }
}
