//! The figures one audience may see.

use crate::compute::Figures;
use crate::model::{
    Audience, Axis, Definitions, Exact, Figure, Metric, MetricIx, MetricRef, Missing, Month, Period, SliceIx, Slices, Target,
};

/// A view of the figures: what the audience may not see is not there.
#[derive(Clone, Copy)]
pub struct SiteFigures<'a> {
    all: &'a Figures,
    audience: Audience,
}

impl<'a> SiteFigures<'a> {
    pub(super) fn new(all: &'a Figures, audience: Audience) -> Self {
        SiteFigures { all, audience }
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
        self.all.definitions().iter().filter(move |(_, metric)| audience.sees(metric.audience))
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

    /// A figure, if it may be seen; that it is missing is a figure too.
    pub fn get(&self, of: MetricRef, slice: SliceIx, period: Period) -> Option<Figure> {
        let visible = self.sees_metric(of.metric) && self.sees_slice(slice);
        visible.then(|| self.all.get(of, slice, period)).filter(|figure| self.audience.sees(figure.audience))
    }

    /// The change of a figure against the month before; `None` if either may not be seen.
    pub fn change_from_previous(&self, of: MetricRef, slice: SliceIx, month: Month) -> Option<Result<Exact, Missing>> {
        self.change(of, slice, month, month.previous())
    }

    /// The change of a figure against another month; `None` if either may not be seen.
    pub fn change(&self, of: MetricRef, slice: SliceIx, month: Month, against: Month) -> Option<Result<Exact, Missing>> {
        let now = self.get(of, slice, Period::Month(month))?;
        let then = self.get(of, slice, Period::Month(against))?;
        Some(match (now.value, then.value) {
            (Ok(now), Ok(then)) => Ok(now.minus(&then)),
            (Err(missing), _) | (_, Err(missing)) => Err(missing),
        })
    }

    /// The target of a figure, if it may be seen.
    pub fn target(&self, of: MetricRef, slice: SliceIx, period: Period) -> Option<&'a Target> {
        let targets = self.all.targets();
        let target = match period {
            Period::Month(month) => targets.of_month(of, slice, month),
            other => targets.over(of, slice, other),
        };
        target.filter(|target| self.audience.sees(target.audience))
    }

    /// Why a figure is missing, in words. A figure that may be seen says nothing of what may not.
    pub fn missing(&self, missing: &Missing, language: &str) -> String {
        missing.words(language, self.definitions(), self.slices())
    }

    /// The latest month in which this figure has a value that may be seen: windows end there.
    pub fn latest(&self, of: MetricRef, slice: SliceIx) -> Option<Month> {
        let months = self.all.months()?;
        months.iter().rev().find(|month| self.get(of, slice, Period::Month(*month)).is_some_and(|figure| figure.value.is_ok()))
    }

    /// The months from the first to the last snapshot; for the narrowest site only, since wider ones see single figures.
    pub fn months(&self) -> Vec<Month> {
        self.all.months().into_iter().flat_map(|months| months.iter()).collect()
    }

    /// The definitions, for names and looks of what was found here.
    pub fn definitions(&self) -> &'a Definitions {
        self.all.definitions()
    }

    fn slices(&self) -> &'a Slices {
        self.all.slices()
    }

    fn sees_metric(&self, metric: MetricIx) -> bool {
        self.audience.sees(self.definitions().get(metric).audience)
    }

    fn sees_slice(&self, slice: SliceIx) -> bool {
        self.audience.sees(self.slices().get(slice).audience)
    }
}
