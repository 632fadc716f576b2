//! What the conditions of pages and registers say in a month: triggers, promises, the steps of maturity.

use super::{PageIx, Site};
use crate::compute::{CriterionState, Dead, Judged, Verdict};
use crate::formula;
use crate::model::page::{Criterion, Details, PageType};
use crate::model::registers::Agreement;
use crate::model::{Axis, FormulaText, Language, Month, Period, SliceIx, Slices};

/// The steps of maturity in a month, lowest first.
#[derive(Debug, Clone)]
pub struct Ladder {
    /// The month.
    pub month: Month,
    /// The steps that have a guide.
    pub rungs: Vec<Rung>,
    /// The position of the highest step whose criteria hold, with those of all below it; `None` before the first.
    pub current: Option<usize>,
}

/// A step with its criteria.
#[derive(Debug, Clone)]
pub struct Rung {
    /// Its number.
    pub step: u32,
    /// Its guide.
    pub page: PageIx,
    /// The state of each criterion, in the order written.
    pub criteria: Vec<CriterionState>,
}

impl Rung {
    /// Whether all its criteria hold.
    pub fn holds(&self) -> bool {
        self.criteria.iter().all(CriterionState::holds)
    }
}

impl Ladder {
    /// The step after the current one: the one to work on.
    pub fn next(&self) -> Option<&Rung> {
        self.rungs.get(self.current.map_or(0, |at| at + 1))
    }

    /// The number of the current step; 0 before the first.
    pub fn step(&self) -> u32 {
        self.current.and_then(|at| self.rungs.get(at)).map_or(0, |rung| rung.step)
    }
}

impl Site<'_> {
    /// Whether a condition holds, where all it rests on may be seen. One that cannot be read holds nowhere: it was reported
    /// with its file.
    pub fn judge(&self, condition: &FormulaText, slice: SliceIx, month: Month) -> Option<Judged> {
        let figures = self.figures();
        let condition = figures.condition(condition)?;
        figures.judge(&condition, slice, Period::Month(month))
    }

    /// A condition in the names of its metrics, where all of them may be seen.
    pub fn in_words(&self, condition: &FormulaText, language: &Language) -> Option<String> {
        let figures = self.figures();
        let condition = &figures.condition(condition)?.0;
        let visible = condition.root.metrics().into_iter().all(|of| figures.metric(of.metric).is_some());
        visible.then(|| formula::condition(&condition.root, figures.definitions(), &self.config().currency, language))
    }

    /// What the trigger of a playbook says for each of its segments, or for the total if it names none.
    pub fn triggered(&self, playbook: PageIx, month: Month) -> Vec<(SliceIx, Judged)> {
        let Details::Playbook(it) = &self.page(playbook).details else { return Vec::new() };
        let Some(trigger) = &it.trigger else { return Vec::new() };
        let figures = self.figures();
        let mut slices: Vec<SliceIx> =
            it.segments.iter().filter_map(|segment| figures.slice(Axis::Segment, &segment.id)).collect();
        if slices.is_empty() {
            slices.push(Slices::TOTAL);
        }
        slices.into_iter().filter_map(|slice| Some((slice, self.judge(trigger, slice, month)?))).collect()
    }

    /// The slices for which a playbook is called for in a month.
    pub fn called_for(&self, playbook: PageIx, month: Month) -> Vec<SliceIx> {
        let triggered = self.triggered(playbook, month).into_iter();
        triggered.filter(|(_, judged)| judged.verdict == Verdict::Met).map(|(slice, _)| slice).collect()
    }

    /// The playbooks whose trigger has called for nothing in a year, in the order of the list.
    pub fn dead_playbooks(&self) -> Vec<(PageIx, Dead)> {
        let months = self.figures().months();
        let dead = |at: PageIx| {
            let verdicts = |month| self.triggered(at, month).into_iter().map(|(_, judged)| judged.verdict).collect();
            self.page(at).is_listed().then(|| Dead::find(&months, verdicts)).flatten()
        };
        self.of_type(PageType::Playbook).iter().filter_map(|at| Some((*at, dead(*at)?))).collect()
    }

    /// Whether a promise was kept in a month.
    pub fn kept(&self, agreement: &Agreement, month: Month) -> Option<Judged> {
        let slice = match &agreement.slice {
            None => Slices::TOTAL,
            Some((axis, slice)) => self.figures().slice(Axis::find(axis)?, &slice.id)?,
        };
        self.judge(agreement.kept.as_ref()?, slice, month)
    }

    /// The steps of maturity in a month.
    pub fn ladder(&self, month: Month) -> Ladder {
        let mut rungs: Vec<Rung> = self
            .of_type(PageType::Step)
            .iter()
            .filter_map(|at| {
                let Details::Step(step) = &self.page(*at).details else { return None };
                let criteria = step.criteria.iter().map(|criterion| self.criterion(criterion, month)).collect();
                Some(Rung { step: step.step, page: *at, criteria })
            })
            .collect();
        rungs.sort_by_key(|rung| rung.step);
        let current = rungs.iter().take_while(|rung| rung.holds()).count().checked_sub(1);
        Ladder { month, rungs, current }
    }

    /// How a criterion of a step stands in a month.
    pub fn criterion(&self, criterion: &Criterion, month: Month) -> CriterionState {
        CriterionState::of(criterion, month, |condition| self.judge(condition, Slices::TOTAL, month))
    }
}
