//! Recognises a ratio of sums by the shape of its formula: `(d + a − b) / d`.

use crate::model::{Definitions, Exact, Expr, ExprKind, Kind, MetricRef, Operator, Rollup};

/// A sum of metrics with their factors, each metric once, in the order written.
pub(super) type Sum = Vec<(MetricRef, Exact)>;

/// A quotient of two sums.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RatioOfSums {
    /// What is divided.
    pub top: Sum,
    /// What it is divided by.
    pub base: Sum,
}

impl RatioOfSums {
    /// The ratio of sums a formula is, if it is one.
    pub fn of(expr: &Expr) -> Option<RatioOfSums> {
        let ExprKind::Binary(Operator::Divide, top, base) = &expr.kind else { return scaled(expr) };
        let (top, base) = (linear(top)?, linear(base)?);
        // A quotient by a bare number is a sum, not a ratio.
        (!top.is_empty() && !base.is_empty()).then_some(RatioOfSums { top, base })
    }

    /// The terms of the top that the base does not hold: the drivers. A multiple of the base adds a constant.
    pub fn drivers(&self) -> Sum {
        let factor = |of: MetricRef, sum: &Sum| sum.iter().find(|(known, _)| *known == of).map(|(_, factor)| factor.clone());
        let shares: Option<Vec<Exact>> = self.base.iter().map(|(of, in_base)| factor(*of, &self.top)?.over(in_base)).collect();
        let Some(share) = shares.as_deref().and_then(|shares| shares.first()) else { return self.top.clone() };
        if shares.iter().flatten().any(|other| other != share) {
            return self.top.clone();
        }
        self.top.iter().filter(|(of, _)| factor(*of, &self.base).is_none()).cloned().collect()
    }
}

/// `x * 100` of a ratio of sums is one too.
fn scaled(expr: &Expr) -> Option<RatioOfSums> {
    let ExprKind::Binary(Operator::Multiply, a, b) = &expr.kind else { return None };
    let (ratio, number) = match (&a.kind, &b.kind) {
        (_, ExprKind::Number(number)) => (a, number),
        (ExprKind::Number(number), _) => (b, number),
        _ => return None,
    };
    let RatioOfSums { top, base } = RatioOfSums::of(ratio)?;
    Some(RatioOfSums { top: times(top, number), base })
}

fn times(sum: Sum, number: &Exact) -> Sum {
    sum.into_iter().map(|(of, factor)| (of, factor.times(number))).collect()
}

/// How a sum of inputs is brought together, if a formula is one: like its inputs where they are of one kind. It adds up over
/// slices in any case.
pub(super) fn rollup(expr: &Expr, definitions: &Definitions) -> Option<Additive> {
    let sum = linear(expr).filter(|sum| !sum.is_empty())?;
    let of_input = |(of, _): &(MetricRef, Exact)| match definitions.get(of.metric).kind {
        Kind::Input(Rollup::NotAdditive) | Kind::Derived(_) => None,
        Kind::Input(rollup) => Some(rollup),
    };
    let rollups: Vec<Rollup> = sum.iter().map(of_input).collect::<Option<_>>()?;
    let alike = rollups.windows(2).all(|pair| pair[0] == pair[1]);
    Some(Additive { over_time: rollups.first().copied().filter(|_| alike) })
}

/// A derived figure that adds up over slices as its inputs do.
pub(super) struct Additive {
    /// How its months are brought together; none where its inputs differ.
    pub over_time: Option<Rollup>,
}

/// The sum an expression is, if it is one.
fn linear(expr: &Expr) -> Option<Sum> {
    match &expr.kind {
        ExprKind::Metric(of) => Some(vec![(*of, Exact::ONE)]),
        ExprKind::Negate(x) => Some(times(linear(x)?, &Exact::from(-1))),
        ExprKind::Binary(Operator::Add, a, b) => Some(joined(linear(a)?, linear(b)?)),
        ExprKind::Binary(Operator::Subtract, a, b) => Some(joined(linear(a)?, times(linear(b)?, &Exact::from(-1)))),
        ExprKind::Binary(Operator::Multiply, a, b) => match (&a.kind, &b.kind) {
            (_, ExprKind::Number(number)) => Some(times(linear(a)?, number)),
            (ExprKind::Number(number), _) => Some(times(linear(b)?, number)),
            _ => None,
        },
        ExprKind::Binary(Operator::Divide, a, b) => match &b.kind {
            ExprKind::Number(number) => Some(times(linear(a)?, &Exact::ONE.over(number)?)),
            _ => None,
        },
        _ => None,
    }
}

fn joined(mut sum: Sum, more: Sum) -> Sum {
    for (of, factor) in more {
        match sum.iter_mut().find(|(known, _)| *known == of) {
            Some((_, known)) => *known = known.plus(&factor),
            None => sum.push((of, factor)),
        }
    }
    sum.retain(|(_, factor)| !factor.is_zero());
    sum
}
