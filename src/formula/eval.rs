//! Tree → value, over whatever can give the figures of metrics.

use crate::model::{Audience, Exact, Expr, ExprKind, MetricRef, Missing, Month, MonthRange, Operator, SliceIx, Slices, Window};

/// A value or why there is none, with who may see either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The value.
    pub value: Result<Exact, Missing>,
    /// The narrowest of all that went in, whether or not it mattered in the end.
    pub audience: Audience,
}

/// Yes, no or why neither, with who may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// Yes or no.
    pub value: Result<bool, Missing>,
    /// The narrowest of all that went in.
    pub audience: Audience,
}

/// Where a formula is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The slice.
    pub slice: SliceIx,
    /// One month, or the months of a period.
    pub months: MonthRange,
}

/// Where a formula gets its figures from.
pub trait Inputs {
    /// The figure of a metric or part.
    fn figure(&self, of: MetricRef, spot: Spot) -> Value;
}

/// The value of a formula at a spot.
pub fn evaluate(expr: &Expr, spot: Spot, inputs: &dyn Inputs) -> Value {
    match &expr.kind {
        ExprKind::Number(number) => Value { value: Ok(number.clone()), audience: Audience::WIDEST },
        ExprKind::Metric(of) => metric(*of, spot, inputs),
        ExprKind::Negate(x) => {
            let Value { value, audience } = evaluate(x, spot, inputs);
            Value { value: value.map(|number| number.negated()), audience }
        }
        ExprKind::Binary(operator, a, b) => {
            let (a, b) = (evaluate(a, spot, inputs), evaluate(b, spot, inputs));
            let audience = a.audience.narrower(b.audience);
            Value { value: arithmetic(*operator, a.value, b.value), audience }
        }
        ExprKind::If(parts) => {
            let [condition, then, otherwise] = &**parts;
            let condition = judge(condition, spot, inputs);
            // Both sides count for the audience, so that it never tells which was taken.
            let (then, otherwise) = (evaluate(then, spot, inputs), evaluate(otherwise, spot, inputs));
            let audience = condition.audience.narrower(then.audience).narrower(otherwise.audience);
            let value = condition.value.and_then(|yes| if yes { then.value } else { otherwise.value });
            Value { value, audience }
        }
        ExprKind::Previous(x) => elsewhere(x, moved(spot, -(spot.months.len() as i32)), inputs),
        ExprKind::At(x, by) => elsewhere(x, moved(spot, *by), inputs),
        ExprKind::Window(window, x, months) => over_window(*window, x, i32::from(*months), spot, inputs),
        ExprKind::Share(x) => {
            let here = evaluate(x, spot, inputs);
            let total = evaluate(x, Spot { slice: Slices::TOTAL, ..spot }, inputs);
            let audience = here.audience.narrower(total.audience);
            Value { value: arithmetic(Operator::Divide, here.value, total.value), audience }
        }
        ExprKind::Not(_) => {
            let Truth { value, audience } = judge(expr, spot, inputs);
            Value { value: value.map(|yes| Exact::from(i64::from(yes))), audience }
        }
    }
}

/// Whether a condition holds at a spot. What is missing matters only where it could change the answer.
pub fn judge(expr: &Expr, spot: Spot, inputs: &dyn Inputs) -> Truth {
    match &expr.kind {
        ExprKind::Not(x) => {
            let Truth { value, audience } = judge(x, spot, inputs);
            Truth { value: value.map(|yes| !yes), audience }
        }
        ExprKind::Binary(operator @ (Operator::And | Operator::Or), a, b) => {
            let (a, b) = (judge(a, spot, inputs), judge(b, spot, inputs));
            let audience = a.audience.narrower(b.audience);
            // One side that says yes decides an `or`, one that says no an `and`.
            let decides = *operator == Operator::Or;
            let value = match (a.value, b.value) {
                (Ok(a), _) if a == decides => Ok(decides),
                (_, Ok(b)) if b == decides => Ok(decides),
                (Err(missing), _) | (_, Err(missing)) => Err(missing),
                _ => Ok(!decides),
            };
            Truth { value, audience }
        }
        ExprKind::Binary(operator, a, b) => {
            let (a, b) = (evaluate(a, spot, inputs), evaluate(b, spot, inputs));
            let audience = a.audience.narrower(b.audience);
            let value = a.value.and_then(|a| b.value.map(|b| compares(*operator, &a, &b)));
            Truth { value, audience }
        }
        _ => {
            let Value { value, audience } = evaluate(expr, spot, inputs);
            Truth { value: value.map(|number| !number.is_zero()), audience }
        }
    }
}

fn compares(operator: Operator, a: &Exact, b: &Exact) -> bool {
    match operator {
        Operator::Less => a < b,
        Operator::LessOrEqual => a <= b,
        Operator::Greater => a > b,
        Operator::GreaterOrEqual => a >= b,
        Operator::Equal => a == b,
        _ => a != b,
    }
}

fn arithmetic(operator: Operator, a: Result<Exact, Missing>, b: Result<Exact, Missing>) -> Result<Exact, Missing> {
    let (a, b) = (a?, b?);
    Ok(match operator {
        Operator::Add => a.plus(&b),
        Operator::Subtract => a.minus(&b),
        Operator::Multiply => a.times(&b),
        Operator::Divide => return a.over(&b).ok_or(Missing::DivisionByZero),
        _ => Exact::from(i64::from(compares(operator, &a, &b))),
    })
}

fn moved(spot: Spot, by: i32) -> Spot {
    let MonthRange { first, last } = spot.months;
    Spot { months: MonthRange { first: first.plus(by), last: last.plus(by) }, ..spot }
}

/// The value in other months. That an input is missing there says little without the month.
fn elsewhere(x: &Expr, spot: Spot, inputs: &dyn Inputs) -> Value {
    let Value { value, audience } = evaluate(x, spot, inputs);
    let value = value.map_err(|missing| match missing {
        Missing::Input(..) if spot.months.first == spot.months.last => Missing::Month(spot.months.last),
        other => other,
    });
    Value { value, audience }
}

fn metric(of: MetricRef, spot: Spot, inputs: &dyn Inputs) -> Value {
    let Value { value, audience } = inputs.figure(of, spot);
    let value = value.map_err(|missing| match missing {
        // These say more than "this input is missing".
        Missing::Reason(_) | Missing::NoSnapshot(_) | Missing::Month(_) | Missing::Input(..) => missing,
        _ => Missing::Input(of, spot.slice),
    });
    Value { value, audience }
}

fn over_window(window: Window, x: &Expr, months: i32, spot: Spot, inputs: &dyn Inputs) -> Value {
    let last = spot.months.last;
    let mut audience = Audience::WIDEST;
    let mut total: Result<Exact, Missing> = Ok(Exact::ZERO);
    for back in (0..months).rev() {
        let month = last.plus(-back);
        let one = evaluate(x, Spot { months: MonthRange { first: month, last: month }, ..spot }, inputs);
        audience = audience.narrower(one.audience);
        total = match (total, one.value) {
            (Err(missing), _) => Err(missing),
            (_, Err(missing)) => Err(of_month(missing, month)),
            (Ok(_), Ok(value)) if back == months - 1 => Ok(value),
            (Ok(so_far), Ok(value)) => Ok(match window {
                Window::Sum | Window::Average => so_far.plus(&value),
                Window::Min => so_far.min(value),
                Window::Max => so_far.max(value),
                Window::Product => so_far.times(&value),
            }),
        };
    }
    if window == Window::Average {
        total = total.and_then(|sum| sum.over(&Exact::from(i64::from(months))).ok_or(Missing::DivisionByZero));
    }
    Value { value: total, audience }
}

fn of_month(missing: Missing, month: Month) -> Missing {
    match missing {
        Missing::NoSnapshot(_) | Missing::Month(_) | Missing::Reason(_) => missing,
        _ => Missing::Month(month),
    }
}
