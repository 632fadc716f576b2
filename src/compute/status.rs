//! How a figure stands against its target.

use super::Figures;
use crate::model::{Audience, Bound, Exact, Figure, MetricRef, Missing, Month, MonthRange, Period, Scope, SliceIx, Target};

/// How a figure stands against its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// The target is met.
    OnTarget,
    /// Short of the target, within `warn`.
    AtRisk,
    /// Short of both.
    OffTarget,
    /// There is no target.
    NoTarget,
    /// There is a target but no figure.
    Missing(Missing),
    /// The KPI tree sets the metric aside.
    NotApplicable,
    /// The period is still open: there is progress, no status.
    NotYet,
    /// The team has not reached the step of maturity from which it is asked for.
    NotAsked(u32),
}

/// How far an open period is.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The figure from the period's first month to this one.
    pub so_far: Figure,
    /// 達成率: so far ÷ target; none for a band, a missing figure or a target of 0.
    pub share: Option<Exact>,
    /// How many months are done.
    pub done: usize,
    /// How many months the period has.
    pub months: usize,
}

/// A figure's status with what it was judged by.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// The status.
    pub status: Status,
    /// The figure that was judged: of the month, or of the whole period for a target over one.
    pub figure: Figure,
    /// The target; none where the figure is not judged by it yet.
    pub target: Option<&'a Target>,
    /// How far the period is, for a target over one.
    pub progress: Option<Progress>,
    /// Who may see the status: the narrower of figure and target.
    pub audience: Audience,
}

impl Standing<'_> {
    /// Whether there is something to say: it is judged, or will be from a later step on.
    pub fn has_status(&self) -> bool {
        self.target.is_some() || matches!(self.status, Status::NotAsked(_))
    }
}

impl Figures {
    /// How a figure stands, judged by what a reader may see. For a month, its own target counts; else one over the shortest
    /// period the month lies in.
    pub fn standing(&self, of: impl Into<MetricRef>, slice: SliceIx, period: Period, reader: Audience) -> Standing<'_> {
        let of = of.into();
        let aside = reader == self.material.narrowest && self.material.not_applicable.contains(&of);
        let mut standing = self.by_target(of, slice, period, reader);
        // That a metric is set aside is said in the KPI tree, which is for the narrowest.
        if aside {
            (standing.status, standing.audience) = (Status::NotApplicable, reader);
        } else if let Some(not_asked) = self.not_asked(of, period, reader) {
            standing = Standing { status: not_asked, audience: reader, target: None, ..standing };
        }
        standing
    }

    fn by_target(&self, of: MetricRef, slice: SliceIx, period: Period, reader: Audience) -> Standing<'_> {
        let Some(target) = self.target_for(of, slice, period, reader) else {
            let figure = self.get(of, slice, period);
            return judged(Status::NoTarget, figure, None, None);
        };
        let Scope::Over(over) = target.scope else {
            let figure = self.get(of, slice, period);
            let status = against(&figure, &target.bound);
            return judged(status, figure, Some(target), None);
        };
        let whole = self.material.fiscal.months(over);
        let last = match period {
            Period::Month(month) => month,
            _ => self.months().map_or(whole.first.previous(), |known| known.last.min(whole.last)),
        };
        let figure = self.over(of, slice, whole);
        let progress = self.progress(of, slice, target, whole, last);
        let status = if last < whole.last { Status::NotYet } else { against(&figure, &target.bound) };
        judged(status, figure, Some(target), progress)
    }

    /// The target by which a figure is judged, of those that a reader may see: what a narrower one says changes nothing.
    pub fn target_for(&self, of: MetricRef, slice: SliceIx, period: Period, reader: Audience) -> Option<&Target> {
        let targets = &self.material.targets;
        let seen = |target: &&Target| reader.sees(target.audience);
        let Period::Month(month) = period else { return targets.over(of, slice, period).filter(seen) };
        let fiscal = self.material.fiscal;
        let year = fiscal.of(month);
        let over = |period| targets.over(of, slice, period).filter(seen);
        let own = targets.of_month(of, slice, month).filter(seen);
        own.or_else(|| over(Period::Quarter(year, fiscal.quarter(month)))).or_else(|| over(Period::Year(year)))
    }

    fn progress(&self, of: MetricRef, slice: SliceIx, target: &Target, whole: MonthRange, last: Month) -> Option<Progress> {
        (whole.first <= last).then(|| {
            let so_far = self.over(of, slice, MonthRange { first: whole.first, last: last.min(whole.last) });
            let share = so_far.exact().and_then(|value| value.over(target.bound.plan()?));
            let done = so_far.months.len();
            Progress { so_far, share, done, months: whole.len() }
        })
    }
}

fn judged(status: Status, figure: Figure, target: Option<&Target>, progress: Option<Progress>) -> Standing<'_> {
    // Progress speaks of the months so far, not of the whole period.
    let own = match (&progress, &status) {
        (Some(progress), Status::NotYet) => progress.so_far.audience,
        _ => figure.audience,
    };
    let audience = own.narrower(target.map_or(Audience::WIDEST, |target| target.audience));
    Standing { status, figure, target, progress, audience }
}

/// The status of a figure against a bound.
pub(super) fn against(figure: &Figure, bound: &Bound) -> Status {
    let value = match &figure.value {
        Ok(value) => value,
        Err(missing) => return Status::Missing(missing.clone()),
    };
    let (met, near) = match bound {
        Bound::AtLeast { target, warn } => (value >= target, warn.as_ref().is_some_and(|warn| value >= warn)),
        Bound::AtMost { target, warn } => (value <= target, warn.as_ref().is_some_and(|warn| value <= warn)),
        Bound::Within { target, warn } => {
            let inside = |[low, high]: &[Exact; 2]| low <= value && value <= high;
            (inside(target), warn.as_ref().is_some_and(inside))
        }
    };
    match (met, near) {
        (true, _) => Status::OnTarget,
        (_, true) => Status::AtRisk,
        _ => Status::OffTarget,
    }
}
