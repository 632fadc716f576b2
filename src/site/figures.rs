//! The figures one audience may see.

use super::{Asked, Question};
use crate::compute::{
    Against, Alike, Attribution, ByAxis, Change, Derivation, Figures, Judged, Landing, Retention, Standing, Together, Waterfall,
};
use crate::model::{
    Audience, Axis, Bridge, Condition, Definitions, Expr, Figure, FormulaText, Kind, Language, Localised, Measure, Metric,
    MetricIx, MetricRef, Missing, Month, MonthRange, Outlook, Period, Ref, Restated, Rollup, SliceIx, Slices, Snapshot, Target,
};
use std::sync::Arc;

/// A view of the figures: what the audience may not see is not there.
#[derive(Clone, Copy)]
pub struct SiteFigures<'a> {
    // Only through what notes the question.
    unasked: &'a Figures,
    asked: Option<&'a Asked>,
    audience: Audience,
    narrowest: bool,
}

impl<'a> SiteFigures<'a> {
    pub(super) fn new(all: &'a Figures, audience: Audience, narrowest: bool) -> Self {
        SiteFigures { unasked: all, asked: None, audience, narrowest }
    }

    pub(super) fn asking<'s>(&self, asked: &'s Asked) -> SiteFigures<'s>
    where
        'a: 's,
    {
        SiteFigures { asked: Some(asked), ..*self }
    }

    fn ask(&self, question: impl FnOnce() -> Question) -> &'a Figures {
        if let Some(asked) = self.asked {
            asked.note(question());
        }
        self.unasked
    }

    fn all(&self) -> &'a Figures {
        self.ask(|| Question::Figures)
    }

    fn targets_asked(&self) -> &'a Figures {
        self.ask(|| Question::Targets)
    }

    /// The same, to be compared with another computation: nobody notes what it is asked.
    pub(super) fn unasked(&self) -> SiteFigures<'a> {
        SiteFigures { asked: None, ..*self }
    }

    /// The same view of other figures.
    pub(super) fn of<'o>(&self, figures: &'o Figures) -> SiteFigures<'o> {
        SiteFigures { unasked: figures, asked: None, audience: self.audience, narrowest: self.narrowest }
    }

    /// What these figures have in common with others.
    pub(super) fn alike(&self, other: &SiteFigures<'_>) -> Option<Alike> {
        self.unasked.alike(other.unasked)
    }

    /// Whether these are the very same figures.
    pub fn are(&self, figures: &Figures) -> bool {
        std::ptr::eq(self.unasked, figures)
    }

    /// The metric or part that `health.red` names, if its name may be seen.
    pub fn find(&self, id: &str) -> Option<MetricRef> {
        self.definitions().find_ref(id).filter(|of| self.sees_metric(of.metric))
    }

    /// A metric, if its name may be seen.
    pub fn metric(&self, metric: MetricIx) -> Option<&'a Metric> {
        self.sees_metric(metric).then(|| self.definitions().get(metric))
    }

    /// The metrics whose names may be seen, in the order written.
    pub fn metrics(&self) -> impl Iterator<Item = (MetricIx, &'a Metric)> + use<'a> {
        let audience = self.audience;
        self.definitions().iter().filter(move |(_, metric)| audience.sees(metric.audience))
    }

    /// The slice of an axis with an id, if its name may be seen.
    pub fn slice(&self, axis: Axis, id: &str) -> Option<SliceIx> {
        self.slices().find(axis, id).filter(|slice| self.sees_slice(*slice))
    }

    /// The slices of an axis whose names may be seen, in the order declared.
    pub fn slices_of(&self, axis: Axis) -> Vec<SliceIx> {
        self.slices().of_axis(axis).filter(|slice| self.sees_slice(*slice)).collect()
    }

    /// The name of a slice.
    pub fn slice_name(&self, slice: SliceIx, language: &str) -> &'a str {
        if self.sees_slice(slice) { self.slices().get(slice).name.get(language) } else { "" }
    }

    /// How a slice is written: `total`, `segment:tier1`; empty if its name may not be seen.
    pub fn slice_written(&self, slice: SliceIx) -> String {
        match self.slices().get(slice).axis {
            _ if !self.sees_slice(slice) => String::new(),
            Some(axis) => format!("{}:{}", axis.word(), self.slices().get(slice).id),
            None => self.slices().get(slice).id.to_string(),
        }
    }

    /// A figure with what it is directly made of, for the narrowest site.
    pub fn made_of(&self, of: MetricRef, slice: SliceIx, months: MonthRange) -> Option<Derivation> {
        self.narrowest.then(|| self.all().made_from(of, slice, months))
    }

    /// The id of a slice, if its name may be seen; else empty.
    pub fn slice_id(&self, slice: SliceIx) -> Arc<str> {
        if self.sees_slice(slice) { Arc::clone(&self.slices().get(slice).id) } else { Arc::from("") }
    }

    /// A figure, if it may be seen; that it is missing is a figure too.
    pub fn get(&self, of: MetricRef, slice: SliceIx, period: Period) -> Option<Figure> {
        self.over(of, slice, self.unasked.fiscal().months(period))
    }

    /// A figure over some months, if it may be seen.
    pub(super) fn over(&self, of: MetricRef, slice: SliceIx, months: MonthRange) -> Option<Figure> {
        let visible = self.sees_metric(of.metric) && self.sees_slice(slice);
        let figure = || self.ask(|| Question::Figure(of, slice, months)).over(of, slice, months);
        visible.then(figure).filter(|figure| self.audience.sees(figure.audience))
    }

    /// The change of a figure; `None` if one of the two may not be seen.
    pub fn change(&self, of: MetricRef, slice: SliceIx, period: Period, against: Against) -> Option<Change> {
        self.get(of, slice, period)?;
        let before = self.unasked.months_before(period, against);
        let figures = self.ask(|| Question::Figure(of, slice, before));
        Some(figures.change(of, slice, period, against)).filter(|change| self.audience.sees(change.audience))
    }

    /// The change of a figure from one month to another; `None` if one of the two may not be seen.
    pub fn change_since(&self, of: MetricRef, slice: SliceIx, since: Month, month: Month) -> Option<Change> {
        let (before, after) = (self.get(of, slice, Period::Month(since))?, self.get(of, slice, Period::Month(month))?);
        Some(self.unasked.between(before, after))
    }

    /// The bridges, all of whose metrics may be seen.
    pub fn bridges(&self) -> Vec<&'a Bridge> {
        let visible = |bridge: &&Bridge| {
            let ends = [bridge.opening, bridge.closing];
            ends.iter().chain(&bridge.plus).chain(&bridge.minus).all(|of| self.sees_metric(of.metric))
        };
        self.definitions().bridges.iter().filter(visible).collect()
    }

    /// Where open periods will land, seen from a month; rows that may be seen whole.
    pub fn landings(&self, month: Month) -> Vec<Landing<'a>> {
        let visible = |landing: &Landing<'_>| {
            self.audience.sees(landing.audience) && self.sees_metric(landing.of.metric) && self.sees_slice(landing.slice)
        };
        self.all().landings(month, self.audience).into_iter().filter(visible).collect()
    }

    /// How a figure stands; `None` if figure or target may not be seen. A figure without a target that may be seen has none.
    pub fn standing(&self, of: MetricRef, slice: SliceIx, period: Period) -> Option<Standing<'a>> {
        self.get(of, slice, period)?;
        let figures = self.ask(|| Question::Standing(of, slice, period));
        let standing = figures.standing(of, slice, period, self.audience);
        self.audience.sees(standing.audience).then_some(standing)
    }

    /// The target by which a figure is judged, if it may be seen.
    pub fn target(&self, of: MetricRef, slice: SliceIx, period: Period) -> Option<&'a Target> {
        let figures = self.targets_asked();
        figures.target_for(of, slice, period, self.audience).filter(|_| self.sees_metric(of.metric))
    }

    /// The note on a target: its label covers the target, not what is said about it.
    pub fn target_note<'t>(&self, target: &'t Target) -> Option<&'t Localised> {
        target.note.as_ref().filter(|_| self.narrowest)
    }

    /// Who expects a period to land so, and what they say of it: its label covers the outlook alone.
    pub fn outlook_said<'o>(&self, outlook: &'o Outlook) -> Option<(Option<&'o Ref>, Option<&'o Localised>)> {
        self.narrowest.then_some((outlook.by.as_ref(), outlook.note.as_ref()))
    }

    /// Why a bridge need not come out even.
    pub fn tolerated<'b>(&self, bridge: &'b Bridge) -> Option<&'b Localised> {
        bridge.tolerance.as_ref().filter(|_| self.narrowest).map(|tolerance| &tolerance.because)
    }

    /// All targets that may be seen, in the order written.
    pub fn targets(&self) -> impl Iterator<Item = &'a Target> + use<'a> {
        let this = *self;
        self.targets_asked().targets().all.iter().filter(move |target| {
            this.audience.sees(target.audience) && this.sees_metric(target.of.metric) && this.sees_slice(target.slice)
        })
    }

    /// A bridge over a period, if all of it may be seen.
    pub fn waterfall(&self, bridge: &Bridge, slice: SliceIx, period: Period) -> Option<Waterfall> {
        Some(self.all().waterfall(bridge, slice, period)).filter(|bridge| self.audience.sees(bridge.audience))
    }

    /// Why a ratio moved, if all of it may be seen; `None` also where the metric is no ratio of sums.
    pub fn attribution(&self, of: MetricRef, from: Period, to: Period) -> Option<Result<Attribution, Missing>> {
        let attribution = self.all().attribution(of, Slices::TOTAL, from, to)?;
        match &attribution {
            Ok(found) => self.audience.sees(found.audience).then_some(attribution),
            // The reason may rest on what only the narrowest may see.
            Err(_) => self.narrowest.then_some(attribution),
        }
    }

    /// The axes by which a movement can be told apart here.
    pub fn visible_axes<'f>(&self, attribution: &'f Attribution) -> impl Iterator<Item = &'f ByAxis> + use<'f> {
        let audience = self.audience;
        attribution.slices.iter().filter(move |by_axis| audience.sees(by_axis.audience))
    }

    /// Whether a condition holds, if all it rests on may be seen.
    pub fn judge(&self, condition: &Condition, slice: SliceIx, period: Period) -> Option<Judged> {
        Some(self.all().judge(condition, slice, period)).filter(|judged| self.audience.sees(judged.audience))
    }

    /// The correction of a figure of a closed month, if it may be seen.
    pub fn restated(&self, month: Month) -> impl Iterator<Item = &'a Restated> + use<'a> {
        let this = *self;
        self.all()
            .snapshot(month)
            .into_iter()
            .flat_map(|snapshot| &snapshot.restated)
            .filter(move |it| this.audience.sees(it.audience) && this.sees_metric(it.of.metric) && this.sees_slice(it.slice))
    }

    /// What was written about a month, for the narrowest site.
    pub fn snapshot(&self, month: Month) -> Option<&'a Snapshot> {
        self.all().snapshot(month).filter(|_| self.narrowest)
    }

    /// The cohorts that began within some months, for the narrowest site: no label says who else may see them.
    pub fn retention(&self, measure: Measure, began: MonthRange) -> Vec<Retention> {
        if self.narrowest { self.all().retention(measure, began) } else { Vec::new() }
    }

    /// What is left after so many months of all cohorts that have come so far by a month, for the narrowest site.
    pub fn retained_after(&self, measure: Measure, after: u16, by: Month) -> Option<Together> {
        self.all().retained_after(measure, after, by).filter(|_| self.narrowest)
    }

    /// The last month that says what is left of cohorts, for the narrowest site.
    pub fn last_cohorts(&self) -> Option<Month> {
        self.all().last_cohorts().filter(|_| self.narrowest)
    }

    /// Whether a metric adds up over months. How a metric is kept is known to the narrowest only.
    pub fn adds_up(&self, of: MetricRef) -> bool {
        self.narrowest && matches!(self.definitions().get(of.metric).kind, Kind::Input(Rollup::Flow))
    }

    /// What the formula of a metric says, where all its inputs may be seen. Whether it can be computed may rest on what may
    /// not: an input's own formula, say.
    pub fn formula(&self, metric: MetricIx) -> Option<&'a Expr> {
        let Kind::Derived(formula) = &self.definitions().get(metric).kind else { return None };
        formula.said.as_ref().filter(|said| said.metrics().iter().all(|of| self.sees_metric(of.metric)))
    }

    /// A formula in the names of its metrics.
    pub fn formula_in_words(&self, formula: &Expr, language: &Language) -> String {
        crate::formula::words(formula, self.definitions(), language)
    }

    /// Why a figure is missing, in words. A figure that may be seen says nothing of what may not.
    pub fn missing(&self, missing: &Missing, language: &Language) -> String {
        missing.words(language, self.definitions(), self.slices())
    }

    /// The latest month in which this figure has a value that may be seen: windows end there.
    pub fn latest(&self, of: MetricRef, slice: SliceIx) -> Option<Month> {
        let months = self.ask(|| Question::Span(of, slice)).months()?;
        months.iter().rev().find(|month| self.has_value(of, slice, *month))
    }

    /// The first month in which this figure has a value that may be seen: histories begin there.
    pub fn first(&self, of: MetricRef, slice: SliceIx) -> Option<Month> {
        let months = self.ask(|| Question::Span(of, slice)).months()?;
        months.iter().find(|month| self.has_value(of, slice, *month))
    }

    /// Whether a figure has a value that may be seen; asked within a wider question.
    fn has_value(&self, of: MetricRef, slice: SliceIx, month: Month) -> bool {
        // Most months of most slices hold nothing, and to say so a cell need not be made into a figure.
        self.unasked.has_value(of, slice, month) && self.unasked().get(of, slice, Period::Month(month)).is_some()
    }

    /// The months with a snapshot, for the narrowest site; wider ones know single figures, not months.
    pub fn months(&self) -> Vec<Month> {
        let figures = self.ask(|| Question::Months);
        let months = figures.months().filter(|_| self.narrowest);
        months.into_iter().flat_map(|months| months.iter()).filter(|month| figures.snapshot(*month).is_some()).collect()
    }

    /// The definitions, for names and looks of what was found here.
    pub fn definitions(&self) -> &'a Definitions {
        self.ask(|| Question::Definitions).definitions()
    }

    /// A condition, read; `None` if it cannot be.
    pub fn condition(&self, text: &FormulaText) -> Option<Arc<Condition>> {
        self.ask(|| Question::Definitions).condition(text)
    }

    fn slices(&self) -> &'a Slices {
        self.ask(|| Question::Definitions).slices()
    }

    fn sees_metric(&self, metric: MetricIx) -> bool {
        self.audience.sees(self.definitions().get(metric).audience)
    }

    fn sees_slice(&self, slice: SliceIx) -> bool {
        self.audience.sees(self.slices().get(slice).audience)
    }
}
