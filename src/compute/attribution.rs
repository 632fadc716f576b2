//! Why a ratio moved, exactly: by driver and by slice.
//!
//! Drivers of `(d ± a ± b) / d`: the change of each `a / d`. Slices, with weight w (share of the denominator) and rate r:
//! rate effect (w0+w1)/2·(r1−r0), mix effect (w1−w0)·((r0+r1)/2−(R0+R1)/2). Both lists add up to the change.

use super::Figures;
use super::shape::{RatioOfSums, Sum};
use crate::model::{Audience, Axis, Exact, Kind, MetricRef, Missing, MonthRange, Period, SliceIx, Slices};

/// What one term of the formula did.
#[derive(Debug, Clone, PartialEq)]
pub struct Mover {
    /// The metric or part.
    pub of: MetricRef,
    /// Its figure before.
    pub before: Exact,
    /// Its figure after.
    pub after: Exact,
    /// What it added to the change.
    pub effect: Exact,
}

/// What one slice did.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// The slice.
    pub slice: SliceIx,
    /// Its share of the denominator, before and after.
    pub weight: [Exact; 2],
    /// Its own ratio, before and after; none where its denominator is 0.
    pub rate: [Option<Exact>; 2],
    /// What the change of its ratio added.
    pub rate_effect: Exact,
    /// What the change of its weight added.
    pub mix_effect: Exact,
}

impl Contribution {
    /// Both effects together.
    pub fn effect(&self) -> Exact {
        self.rate_effect.plus(&self.mix_effect)
    }
}

/// What the slices of an axis did.
#[derive(Debug, Clone)]
pub struct ByAxis {
    /// The axis.
    pub axis: Axis,
    /// What each slice did.
    pub contributions: Vec<Contribution>,
    /// Who may see it: the narrowest of all figures.
    pub audience: Audience,
}

/// Why a ratio moved between two periods.
#[derive(Debug, Clone)]
pub struct Attribution {
    /// The ratio before.
    pub before: Exact,
    /// The ratio after.
    pub after: Exact,
    /// After − before.
    pub change: Exact,
    /// By term, the largest effect first.
    pub drivers: Vec<Mover>,
    /// By slice, for every axis on which all slices have figures; in the order declared.
    pub slices: Vec<ByAxis>,
    /// Who may see the change and its drivers: the narrowest of their figures.
    pub audience: Audience,
}

impl Figures {
    /// Why a ratio moved from one period to another. `None` if its formula is no ratio of sums.
    pub fn attribution(
        &self,
        of: impl Into<MetricRef>,
        slice: SliceIx,
        from: Period,
        to: Period,
    ) -> Option<Result<Attribution, Missing>> {
        let of = of.into();
        let Kind::Derived(formula) = &self.material.definitions.get(of.metric).kind else { return None };
        let ratio = RatioOfSums::of(&formula.root)?;
        let spans = [self.material.fiscal.months(from), self.material.fiscal.months(to)];
        Some(self.attributed(of, &ratio, slice, spans))
    }

    fn attributed(
        &self,
        of: MetricRef,
        ratio: &RatioOfSums,
        slice: SliceIx,
        spans: [MonthRange; 2],
    ) -> Result<Attribution, Missing> {
        let mut sums = Sums { figures: self, audience: Audience::WIDEST };
        let whole = sums.part(ratio, slice, spans)?;
        let over = |sum: &Exact, at: usize| sum.over(&whole.base[at]).ok_or(Missing::DivisionByZero);
        let (before, after) = (over(&whole.top[0], 0)?, over(&whole.top[1], 1)?);
        let mut drivers = Vec::new();
        for (term, factor) in ratio.drivers() {
            let [first, second] = [sums.one(term, slice, spans[0])?, sums.one(term, slice, spans[1])?];
            let effect = over(&second, 1)?.minus(&over(&first, 0)?).times(&factor);
            drivers.push(Mover { of: term, before: first, after: second, effect });
        }
        // Largest first; a stable sort keeps the order of the formula among equals.
        drivers.sort_by_key(|driver| std::cmp::Reverse(driver.effect.abs()));
        let mut slices = Vec::new();
        for axis in Axis::ALL.into_iter().filter(|_| slice == Slices::TOTAL) {
            // What slices narrow is their own list, not that of the drivers.
            let mut own = Sums { figures: self, audience: sums.audience };
            let found = own.by_axis(ratio, axis, spans, &whole);
            slices.extend(found.map(|contributions| ByAxis { axis, contributions, audience: own.audience }));
        }
        let [first, second] = spans.map(|months| self.over(of, slice, months).audience);
        let audience = sums.audience.narrower(first).narrower(second);
        let change = after.minus(&before);
        Ok(Attribution { before, after, change, drivers, slices, audience })
    }
}

/// Sums of figures, noting who may see what went in.
struct Sums<'a> {
    figures: &'a Figures,
    audience: Audience,
}

impl Sums<'_> {
    fn one(&mut self, of: MetricRef, slice: SliceIx, months: MonthRange) -> Result<Exact, Missing> {
        let figure = self.figures.over(of, slice, months);
        self.audience = self.audience.narrower(figure.audience);
        figure.value.map_err(|missing| match missing {
            Missing::NotWritten => Missing::Input(of, slice),
            other => other,
        })
    }

    fn sum(&mut self, sum: &Sum, slice: SliceIx, months: MonthRange) -> Result<Exact, Missing> {
        let mut total = Exact::ZERO;
        for (of, factor) in sum {
            total = total.plus(&self.one(*of, slice, months)?.times(factor));
        }
        Ok(total)
    }

    /// The contributions of an axis, if all its slices have figures that add up to the total.
    fn by_axis(&mut self, ratio: &RatioOfSums, axis: Axis, spans: [MonthRange; 2], total: &Part) -> Option<Vec<Contribution>> {
        let slices = &self.figures.material.slices;
        let outermost = slices.of_axis(axis).filter(|ix| slices.get(*ix).parent.is_none());
        let parts: Vec<Part> = outermost.map(|slice| self.part(ratio, slice, spans).ok()).collect::<Option<_>>()?;
        let sum = |pick: fn(&Part) -> &Exact| Exact::sum(parts.iter().map(pick)) == *pick(total);
        let adds_up =
            sum(|part| &part.top[0]) && sum(|part| &part.top[1]) && sum(|part| &part.base[0]) && sum(|part| &part.base[1]);
        if parts.is_empty() || !adds_up {
            return None;
        }
        parts.iter().map(|part| contribution(part, total)).collect()
    }

    fn part(&mut self, ratio: &RatioOfSums, slice: SliceIx, spans: [MonthRange; 2]) -> Result<Part, Missing> {
        let top = [self.sum(&ratio.top, slice, spans[0])?, self.sum(&ratio.top, slice, spans[1])?];
        let base = [self.sum(&ratio.base, slice, spans[0])?, self.sum(&ratio.base, slice, spans[1])?];
        Ok(Part { slice, top, base })
    }
}

/// Numerator and denominator of a slice, before and after.
struct Part {
    slice: SliceIx,
    top: [Exact; 2],
    base: [Exact; 2],
}

fn contribution(part: &Part, total: &Part) -> Option<Contribution> {
    let Part { slice, top, base } = part;
    let half = Exact::ratio(1, 2)?;
    let weight = [base[0].over(&total.base[0])?, base[1].over(&total.base[1])?];
    let rate = [top[0].over(&base[0]), top[1].over(&base[1])];
    // A slice without weight in one period takes its other rate.
    let rates = match &rate {
        [Some(before), Some(after)] => [before.clone(), after.clone()],
        [Some(one), None] | [None, Some(one)] => [one.clone(), one.clone()],
        [None, None] => [Exact::ZERO, Exact::ZERO],
    };
    let overall = [total.top[0].over(&total.base[0])?, total.top[1].over(&total.base[1])?];
    let middle = |pair: &[Exact; 2]| pair[0].plus(&pair[1]).times(&half);
    let heavier = weight[1].minus(&weight[0]);
    let mix_effect = heavier.times(&middle(&rates).minus(&middle(&overall)));
    // The rest of what the slice added: the mean weight times the change of its rate, and right also where a slice has
    // movements but no base.
    let added = top[1].over(&total.base[1])?.minus(&top[0].over(&total.base[0])?);
    let rate_effect = added.minus(&heavier.times(&middle(&overall))).minus(&mix_effect);
    Some(Contribution { slice: *slice, weight, rate, rate_effect, mix_effect })
}

/// Rounds parts down and gives the units left over to those with the largest remainder, so that the rounded parts add up to
/// the rounded sum (half away from zero).
pub fn apportioned(parts: &[Exact], decimals: i32) -> Vec<Exact> {
    let mut rounded: Vec<Exact> = parts.iter().map(|part| part.floor(decimals)).collect();
    let total = Exact::sum(parts).rounded(decimals);
    let unit = Exact::ONE.over(&power_of_ten(decimals)).unwrap_or(Exact::ONE);
    let mut left = total.minus(&Exact::sum(&rounded));
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| parts[*b].minus(&rounded[*b]).cmp(&parts[*a].minus(&rounded[*a])));
    for at in order {
        if left < unit {
            break;
        }
        rounded[at] = rounded[at].plus(&unit);
        left = left.minus(&unit);
    }
    rounded
}

fn power_of_ten(decimals: i32) -> Exact {
    Exact::from(10_i64.pow(decimals.clamp(0, 18) as u32))
}
