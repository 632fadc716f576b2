//! Blocks in text are written as they should be, what they name exists, and whoever reads the text may see it.

use crate::check::{Everything, Rule};
use crate::content::Written;
use crate::content::block::{self, Wanted, Where};
use crate::content::markdown::Block;
use crate::data::metric_ref;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::PageType;
use crate::model::{Audience, Axis, MetricRef, Period, Place, Ref, SliceIx, Slices};
use crate::yaml::unknown_id;

pub(in crate::check) const RULE: Rule = Rule { name: "blocks in text", run };

fn run(all: Everything<'_>, report: &mut Report) {
    for written in &all.content.pages {
        for block in &written.document.blocks {
            // Places are those of the block until everything about it is found.
            let mut found = Report::default();
            check(all, written, block, &mut found);
            for finding in found.iter() {
                report.push(block::lifted_finding(block, &written.page, finding.clone()));
            }
        }
    }
}

fn check(all: Everything<'_>, written: &Written, block: &Block, report: &mut Report) {
    let Some(wanted) = block::read(block, &all.config.languages, &all.config.audiences, report) else { return };
    let page = written.page.meta.audience;
    let readers = block.audience.map_or(page, |passage| page.narrower(Audience(passage as u8)));
    let mut check = Check { all, written, readers, report };
    match &wanted {
        Wanted::Chart(it) => {
            check.figures(&it.metrics, &it.place, it.by);
            check.bridge(&it.bridge);
        }
        Wanted::Cards(it) => check.figures(&it.metrics, &it.place, None),
        Wanted::Table(it) => check.figures(&it.metrics, &it.place, it.by),
        Wanted::Playbooks(it) => {
            check.stage(&it.stage);
            check.slice(Axis::Segment, &it.segment);
            check.who(&it.role);
            check.figures(it.metric.as_slice(), &Where::default(), None);
            check.tag(&it.tag);
        }
        Wanted::Stories(it) => {
            check.stage(&it.stage);
            check.slice(Axis::Segment, &it.segment);
            check.playbook(&it.playbook);
            check.tag(&it.tag);
        }
        Wanted::Roadmap(it) => {
            let lanes = all.registers.roadmap.lanes.iter().map(|lane| &*lane.id);
            check.known("lane", &it.lane, lanes.collect());
            check.who(&it.owner);
        }
        Wanted::KpiTree(_) | Wanted::OrgChart | Wanted::Journey | Wanted::Ownership | Wanted::Roles | Wanted::Maturity(_) => {}
    }
}

struct Check<'a, 'r> {
    all: Everything<'a>,
    written: &'a Written,
    readers: Audience,
    report: &'r mut Report,
}

impl Check<'_, '_> {
    fn known(&mut self, what: &str, id: &Option<Ref>, known: Vec<&str>) -> bool {
        let Some(id) = id else { return false };
        let found = known.contains(&&*id.id);
        if !found {
            self.report.push(unknown_id(what, &id.id, id.place.clone(), known.into_iter()));
        }
        found
    }

    /// Something these readers may not see must not be named to them.
    fn visible(&mut self, what: &str, id: &Ref, audience: Audience, declared: &Place) {
        if self.readers.sees(audience) {
            return;
        }
        let audiences = &self.all.config.audiences;
        let message = format!(
            "readers of this text are `{}`, but the {what} `{}` is for `{}`",
            audiences.id(self.readers),
            id.id,
            audiences.id(audience)
        );
        let code = if what == "metric" { &codes::NARROWER_FIGURE } else { &codes::NARROWER_TARGET };
        let finding = Diagnostic::new(code, id.place.clone(), message).also(declared.clone(), format!("the {what}"));
        self.report.push(finding.hint("take it away, put the block into a passage for that audience, or widen its `audience`"));
    }

    fn stage(&mut self, id: &Option<Ref>) {
        let journey = &self.all.registers.journey;
        if self.known("stage", id, journey.iter().map(|stage| &*stage.id).collect())
            && let Some((id, stage)) = id.as_ref().and_then(|id| Some((id, self.all.registers.stage(&id.id)?)))
        {
            self.visible("stage", id, stage.audience, &stage.place);
        }
    }

    fn who(&mut self, id: &Option<Ref>) {
        let registers = self.all.registers;
        if self.known("role or department", id, registers.who_ids().collect())
            && let Some((id, who)) = id.as_ref().and_then(|id| Some((id, registers.who(&id.id)?)))
        {
            let audience = match who {
                crate::model::registers::Who::Role(role) => role.audience,
                crate::model::registers::Who::Department(department) => department.audience,
            };
            self.visible("role or department", id, audience, who.place());
        }
    }

    fn playbook(&mut self, id: &Option<Ref>) {
        let playbooks = || self.all.content.pages.iter().map(|it| &it.page).filter(|page| page.page_type == PageType::Playbook);
        let known: Vec<&str> = playbooks().map(|page| &*page.id).collect();
        let found = id.as_ref().and_then(|id| Some((id, playbooks().find(|page| page.original && page.id == id.id)?)));
        let seen = found.map(|(id, page)| (id.clone(), page.meta.audience, page.place.clone()));
        if self.known("playbook", id, known)
            && let Some((id, audience, place)) = seen
        {
            self.visible("playbook", &id, audience, &place);
        }
    }

    fn tag(&mut self, tag: &Option<Ref>) {
        let mut known: Vec<&str> =
            self.all.content.pages.iter().flat_map(|written| written.page.meta.tags.iter().map(|tag| &**tag)).collect();
        known.sort_unstable();
        known.dedup();
        self.known("tag", tag, known);
    }

    /// A slice by its id; the axis says what it is called.
    fn slice(&mut self, axis: Axis, id: &Option<Ref>) -> Option<SliceIx> {
        let id = id.as_ref()?;
        let slices = self.all.figures.slices();
        let Some(found) = slices.find(axis, &id.id) else {
            let known: Vec<&str> = slices.of_axis(axis).map(|at| &*slices.get(at).id).collect();
            self.report.push(unknown_id(axis.word(), &id.id, id.place.clone(), known.into_iter()));
            return None;
        };
        let slice = slices.get(found);
        if let Some(place) = &slice.place {
            self.visible(axis.word(), id, slice.audience, place);
        }
        Some(found)
    }

    fn figures(&mut self, metrics: &[Ref], place: &Where, by: Option<Axis>) {
        let slice = match &place.slice {
            None => Some(Slices::TOTAL),
            Some((axis, id)) => self.slice(*axis, &Some(id.clone())),
        };
        for id in metrics {
            let definitions = self.all.figures.definitions();
            let Some(of) = metric_ref(definitions, id, self.report) else { continue };
            let metric = definitions.get(of.metric);
            let before = self.report.iter().count();
            self.visible("metric", id, metric.audience, &metric.place);
            if before == self.report.iter().count()
                && let Some(slice) = slice
            {
                self.values(id, of, slice, place.at, by);
            }
        }
    }

    /// At least one value must be for these readers: else they would see an empty picture.
    fn values(&mut self, id: &Ref, of: MetricRef, slice: SliceIx, at: Option<Period>, by: Option<Axis>) {
        let figures = self.all.figures;
        let slices = figures.slices();
        let mut shown: Vec<SliceIx> = by.map_or_else(Vec::new, |axis| slices.of_axis(axis).collect());
        shown.push(slice);
        let at = at.or(self.written.page.month().map(Period::Month));
        let narrowest = self.all.config.audiences.narrowest();
        let seen = |audience: Audience| {
            shown.iter().any(|slice| match at {
                Some(period) => audience.sees(figures.get(of, *slice, period).audience),
                None => figures.last_month(of, *slice, audience).is_some(),
            })
        };
        // A figure that nobody has is missing, not hidden.
        if !seen(self.readers) && seen(narrowest) {
            let readers = self.all.config.audiences.id(self.readers);
            let message = format!("readers of this text are `{readers}`, but no value of `{}` is for them", id.id);
            let finding = Diagnostic::new(&codes::NARROWER_FIGURE, id.place.clone(), message);
            self.report.push(finding.hint("give the value in the snapshot an `audience`, or put the block into a passage"));
        }
    }

    fn bridge(&mut self, id: &Option<Ref>) {
        let definitions = self.all.figures.definitions();
        if self.known("bridge", id, definitions.bridges.iter().map(|bridge| &*bridge.id).collect())
            && let Some(id) = id
            && let Some(bridge) = definitions.bridges.iter().find(|bridge| bridge.id == id.id)
        {
            let of = [bridge.opening, bridge.closing].into_iter().chain(bridge.plus.iter().chain(&bridge.minus).copied());
            let narrowest = of.map(|of| definitions.get(of.metric).audience).max().unwrap_or(Audience::WIDEST);
            self.visible("bridge", id, narrowest, &bridge.place);
        }
    }
}
