//! Blocks in text are written as they should be, what they name exists, and whoever reads the text may see it.

use crate::check::{Everything, Rule, Run};
use crate::content::Written;
use crate::content::block::{self, Chart, ChartKind, Wanted, Where};
use crate::content::markdown::Block;
use crate::data::metric_ref;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::PageType;
use crate::model::{Audience, Axis, MetricRef, Period, Place, Ref, SliceIx, Slices, SourcePath};
use crate::yaml::{Source, unknown_id};

pub(in crate::check) const RULE: Rule = Rule { name: "blocks in text", run: Run::Among(has_blocks, run) };

fn has_blocks(written: &Written) -> bool {
    !written.document.blocks.is_empty()
}

fn run(all: Everything<'_>, pages: &[&Written], report: &mut Report) {
    for written in pages {
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
            check.drawing(it);
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
            check.inner("roadmap", block);
            check.known("lane", &it.lane, lanes.collect());
            check.who(&it.owner);
        }
        Wanted::KpiTree(_) => check.inner("KPI tree", block),
        Wanted::OrgChart | Wanted::Journey | Wanted::Ownership | Wanted::Roles | Wanted::Maturity(_) | Wanted::SelfCheck(_) => {}
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

    /// Each figure must have a value for these readers: else they would see an empty picture, or a part as if it were the whole.
    fn values(&mut self, id: &Ref, of: MetricRef, slice: SliceIx, at: Option<Period>, by: Option<Axis>) {
        let figures = self.all.figures;
        let slices = figures.slices();
        let shown: Vec<SliceIx> = by.map_or_else(|| vec![slice], |axis| slices.of_axis(axis).collect());
        let at = at.or(self.written.page.month().map(Period::Month));
        let (readers, narrowest) = (self.readers, self.all.config.audiences.narrowest());
        let seen = |slice: SliceIx, audience: Audience| match at {
            Some(period) => audience.sees(figures.get(of, slice, period).audience),
            None => figures.last_month(of, slice, audience).is_some(),
        };
        let known = |slice: &SliceIx| match at {
            Some(period) => figures.get(of, *slice, period).value.is_ok(),
            None => seen(*slice, narrowest),
        };
        // A figure that nobody has is missing, not hidden.
        let named = |slice: SliceIx| readers.sees(slices.get(slice).audience);
        let hidden = shown.iter().copied().filter(known).find(|slice| !named(*slice) || !seen(*slice, readers));
        let Some(hidden) = hidden else { return };
        let readers = self.all.config.audiences.id(readers);
        let message = match by {
            Some(axis) => {
                let slice = &slices.get(hidden).id;
                format!(
                    "readers of this text are `{readers}`, but the value of `{}` in {} `{slice}` is not for them",
                    id.id,
                    axis.word()
                )
            }
            None => format!("readers of this text are `{readers}`, but no value of `{}` is for them", id.id),
        };
        let finding = Diagnostic::new(&codes::NARROWER_FIGURE, id.place.clone(), message);
        self.report.push(finding.hint("give the value in the snapshot an `audience`, or put the block into a passage"));
    }

    /// What has no part that a label covers is for the narrowest audience only.
    fn inner(&mut self, what: &str, block: &Block) {
        let whole = Source::new(SourcePath::new(""), block.body.as_str()).place(0..block.body.trim_end().len());
        self.innermost(&format!("the {what} is"), whole);
    }

    /// Cohorts are in figures without a label, which are for the narrowest audience.
    fn cohorts(&mut self, chart: &Chart) {
        if chart.kind == ChartKind::Cohorts {
            self.innermost("cohorts are", chart.kind_place.clone());
        }
    }

    fn innermost(&mut self, what: &str, place: Place) {
        let audiences = &self.all.config.audiences;
        let narrowest = audiences.narrowest();
        if self.readers.sees(narrowest) {
            return;
        }
        let (readers, narrowest) = (audiences.id(self.readers), audiences.id(narrowest));
        let message = format!("readers of this text are `{readers}`, but {what} for `{narrowest}`");
        let finding = Diagnostic::new(&codes::NARROWER_FIGURE, place, message);
        self.report.push(finding.hint("take the block away, or put it into a passage for that audience"));
    }

    /// What is drawn together must have one unit, and there must be something to draw.
    fn drawing(&mut self, chart: &Chart) {
        self.cohorts(chart);
        let definitions = self.all.figures.definitions();
        let found: Vec<(&Ref, MetricRef)> =
            chart.metrics.iter().filter_map(|id| Some((id, definitions.find_ref(&id.id)?))).collect();
        let unit = |of: &MetricRef| definitions.get(of.metric).unit;
        if let Some((first, of)) = found.first().filter(|_| chart.kind.one_scale())
            && let Some((id, other)) = found.iter().find(|(_, other)| unit(other) != unit(of))
        {
            let message = format!("`{}` ({}) and `{}` ({}) cannot stand on one scale", first.id, unit(of), id.id, unit(other));
            let finding = Diagnostic::new(&codes::UNIT_MISMATCH, id.place.clone(), message);
            self.report.push(finding.hint("draw one chart for each unit, or list them in a `table`"));
        }
        if let Some((id, of)) = found.first().filter(|_| chart.kind == ChartKind::Distribution)
            && (of.part.is_some() || definitions.get(of.metric).parts.is_empty())
        {
            let message = format!("`{}` has no parts, so there is no distribution to draw", id.id);
            let finding = Diagnostic::new(&codes::INVALID_VALUE, id.place.clone(), message);
            self.report.push(finding.hint("name a metric with `parts`, or take another `kind`"));
        }
        for (id, of) in &found {
            self.split(id, *of, chart.by);
        }
    }

    /// A metric that has figures, but none on the axis it is to be split by, would leave an empty picture.
    fn split(&mut self, id: &Ref, of: MetricRef, by: Option<Axis>) {
        let figures = self.all.figures;
        let narrowest = self.all.config.audiences.narrowest();
        let has = |slice: SliceIx| figures.last_month(of, slice, narrowest).is_some();
        let on = |axis: Axis| figures.slices().of_axis(axis).any(has);
        let Some(axis) = by.filter(|axis| !on(*axis) && (has(Slices::TOTAL) || Axis::ALL.into_iter().any(on))) else { return };
        let kept: Vec<String> =
            Axis::ALL.into_iter().filter(|axis| on(*axis)).map(|axis| format!("`by: {}`", axis.word())).collect();
        let hint = match kept.is_empty() {
            true => "take `by` away: the metric is kept for the total only".to_owned(),
            false => format!("write {}", kept.join(" or ")),
        };
        let message = format!("`{}` has no value by {}", id.id, axis.word());
        self.report.push(Diagnostic::new(&codes::INVALID_VALUE, id.place.clone(), message).hint(hint));
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
