//! Where open periods will land: plan, actual so far, outlook, and both in relation to the plan (達成率, 着地見込み率).

use super::Figures;
use super::status::{Status, against};
use crate::model::{Audience, Exact, Figure, MetricRef, Month, MonthRange, Outlook, Period, Scope, SliceIx, Target};

/// Where a figure of a period will land, seen from a month.
#[derive(Debug, Clone)]
pub struct Landing<'a> {
    /// The metric or part.
    pub of: MetricRef,
    /// The slice.
    pub slice: SliceIx,
    /// The period.
    pub over: Period,
    /// The target for the whole period.
    pub plan: Option<&'a Target>,
    /// The figure from the period's first month to the month looked from.
    pub actual: Figure,
    /// What people expect.
    pub outlook: Option<&'a Outlook>,
    /// 達成率: actual ÷ plan.
    pub achieved: Option<Exact>,
    /// 着地見込み率: outlook ÷ plan.
    pub landing: Option<Exact>,
    /// How the outlook stands against the plan; `NoTarget` without a plan, `NotYet` without an outlook, `NotAsked` before its step.
    pub status: Status,
    /// How many months are done.
    pub done: usize,
    /// How many months the period has.
    pub months: usize,
    /// Who may see the row whole.
    pub audience: Audience,
}

impl Figures {
    /// All targets over periods that a month lies in, and all outlooks written in its snapshot, that a reader may see; in the
    /// order written.
    pub fn landings(&self, month: Month, reader: Audience) -> Vec<Landing<'_>> {
        let mut keys: Vec<(MetricRef, SliceIx, Period)> = Vec::new();
        for target in &self.material.targets.all {
            if let Scope::Over(over) = target.scope
                && reader.sees(target.audience)
                && self.material.fiscal.months(over).contains(month)
            {
                keys.push((target.of, target.slice, over));
            }
        }
        for outlook in self.snapshot(month).iter().flat_map(|snapshot| &snapshot.outlook).filter(|it| reader.sees(it.audience)) {
            let key = (outlook.of, outlook.slice, outlook.over);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys.into_iter().map(|(of, slice, over)| self.landing(of, slice, over, month, reader)).collect()
    }

    fn landing(&self, of: MetricRef, slice: SliceIx, over: Period, month: Month, reader: Audience) -> Landing<'_> {
        let whole = self.material.fiscal.months(over);
        let last = month.clamp(whole.first, whole.last);
        let plan = self.material.targets.over(of, slice, over).filter(|plan| reader.sees(plan.audience));
        let outlooks = self.snapshot(month).map_or(&[][..], |snapshot| &snapshot.outlook);
        let outlook = outlooks.iter().find(|it| (it.of, it.slice, it.over) == (of, slice, over) && reader.sees(it.audience));
        let actual = self.over(of, slice, MonthRange { first: whole.first, last });
        let planned = plan.and_then(|target| target.bound.plan());
        let share = |value: Option<&Exact>| value?.over(planned?);
        let judged = match (plan, outlook) {
            (None, _) => Status::NoTarget,
            (Some(_), None) => Status::NotYet,
            (Some(plan), Some(outlook)) => against(&Figure { value: Ok(outlook.value.clone()), ..actual.clone() }, &plan.bound),
        };
        let status = self.not_asked(of, Period::Month(month), reader).unwrap_or(judged);
        let labels = [plan.map(|it| it.audience), outlook.map(|it| it.audience)];
        let audience = labels.into_iter().flatten().fold(actual.audience, Audience::narrower);
        Landing {
            of,
            slice,
            over,
            plan,
            achieved: share(actual.exact()),
            landing: share(outlook.map(|it| &it.value)),
            outlook,
            status,
            done: MonthRange { first: whole.first, last }.len(),
            months: whole.len(),
            audience,
            actual,
        }
    }
}
