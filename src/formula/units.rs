//! Whether a formula adds only what can be added, and gives the unit it promises.
//!
//! A quotient of equal units is a ratio, or the plain unit (count, score, points) the metric declares. Something "per"
//! something else keeps the unit of the first: money per account is money. Bare numbers take the unit of the other side.

use super::{Names, Source};
use crate::diag::codes;
use crate::model::{Expr, ExprKind, Operator, Unit, Window};

/// What a part of a formula gives.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Gives {
    /// A bare number: it takes the unit of the other side.
    Number,
    /// Something counted, with the exponents of its units.
    Quantity(Dimension),
    /// Yes or no.
    Truth,
}

/// Exponents in the order of [`BASES`]; all zero is a ratio.
type Dimension = [i8; 6];

const BASES: [Unit; 6] = [Unit::Money, Unit::Count, Unit::Days, Unit::Hours, Unit::Score, Unit::Points];
const RATIO: Dimension = [0; 6];
const COUNT: usize = 1;

fn dimension(unit: Unit) -> Dimension {
    BASES.map(|base| i8::from(base == unit))
}

/// Checks that a formula gives a unit.
pub(super) fn check_formula(root: &Expr, unit: Unit, names: &dyn Names, source: &mut Source<'_>) {
    match gives(root, names, source) {
        None | Some(Gives::Number) => {}
        Some(Gives::Truth) => {
            let hint = "use `if(condition, 1, 0)` to count it";
            source.say(&codes::UNIT_MISMATCH, &root.span, "the formula says yes or no, but a metric is a number", hint);
        }
        Some(Gives::Quantity(found)) if passes_as(found, unit) => {}
        Some(Gives::Quantity(found)) => {
            let message = format!("the formula gives {}, but the metric declares `{unit}`", in_words(found));
            source.say(&codes::UNIT_MISMATCH, &root.span, message, "correct the formula or the `unit`");
        }
    }
}

/// Checks that a condition says yes or no.
pub(super) fn check_condition(root: &Expr, names: &dyn Names, source: &mut Source<'_>) {
    if let Some(Gives::Number | Gives::Quantity(_)) = gives(root, names, source) {
        let hint = "compare it with something: `x >= 0.8`";
        source.say(&codes::UNIT_MISMATCH, &root.span, "a condition must say yes or no", hint);
    }
}

fn passes_as(found: Dimension, unit: Unit) -> bool {
    if found == RATIO {
        return matches!(unit, Unit::Ratio | Unit::Count | Unit::Score | Unit::Points);
    }
    let mut rest = found;
    let wanted = dimension(unit);
    for (rest, wanted) in rest.iter_mut().zip(wanted) {
        *rest -= wanted;
    }
    // A count times money is money: accounts × ARR per account.
    if unit != Unit::Count && unit != Unit::Ratio && rest[COUNT] > 0 {
        rest[COUNT] = 0;
    }
    unit != Unit::Ratio && rest.iter().all(|exponent| *exponent <= 0)
}

fn in_words(dimension: Dimension) -> String {
    if dimension == RATIO {
        return "a ratio".to_owned();
    }
    let named = |keep: fn(i8) -> bool| {
        let names = BASES.iter().zip(dimension).filter(|(_, exponent)| keep(*exponent));
        names.map(|(base, _)| base.word()).collect::<Vec<_>>().join(" × ")
    };
    match (named(|exponent| exponent > 0), named(|exponent| exponent < 0)) {
        (above, below) if below.is_empty() => above,
        (above, below) if above.is_empty() => format!("1 / {below}"),
        (above, below) => format!("{above} / {below}"),
    }
}

fn described(gives: Gives) -> String {
    match gives {
        Gives::Number => "a number".to_owned(),
        Gives::Quantity(dimension) => in_words(dimension),
        Gives::Truth => "yes or no".to_owned(),
    }
}

/// `None` after a mistake, which is reported.
fn gives(expr: &Expr, names: &dyn Names, source: &mut Source<'_>) -> Option<Gives> {
    match &expr.kind {
        ExprKind::Number(_) => Some(Gives::Number),
        ExprKind::Metric(of) => Some(Gives::Quantity(dimension(names.unit(of.metric)))),
        ExprKind::Negate(x) | ExprKind::Previous(x) | ExprKind::At(x, _) => quantity(x, names, source),
        ExprKind::Share(x) => quantity(x, names, source).map(|_| Gives::Quantity(RATIO)),
        ExprKind::Window(window, x, _) => {
            let found = quantity(x, names, source)?;
            if *window == Window::Product && !matches!(found, Gives::Number | Gives::Quantity(RATIO)) {
                let message = format!("`product` multiplies ratios, this is {}", described(found));
                source.say(&codes::UNIT_MISMATCH, &x.span, message, "give it a metric whose unit is `ratio`");
                return None;
            }
            Some(found)
        }
        ExprKind::Not(x) => truth(x, names, source),
        ExprKind::If(parts) => {
            let [condition, then, otherwise] = &**parts;
            let condition = truth(condition, names, source);
            let (then, otherwise) = (quantity(then, names, source), quantity(otherwise, names, source));
            condition?;
            alike(then?, otherwise?, expr, source)
        }
        ExprKind::Binary(operator, a, b) => joined(*operator, expr, a, b, names, source),
    }
}

fn joined(operator: Operator, expr: &Expr, a: &Expr, b: &Expr, names: &dyn Names, source: &mut Source<'_>) -> Option<Gives> {
    use Operator::{Add, And, Divide, Multiply, Or, Subtract};
    if matches!(operator, And | Or) {
        let (a, b) = (truth(a, names, source), truth(b, names, source));
        return a.and(b);
    }
    let (a, b) = (quantity(a, names, source), quantity(b, names, source));
    let (a, b) = (a?, b?);
    match operator {
        Add | Subtract => alike(a, b, expr, source),
        Multiply | Divide => Some(product(a, b, operator == Divide)),
        _ => alike(a, b, expr, source).map(|_| Gives::Truth),
    }
}

fn product(a: Gives, b: Gives, divide: bool) -> Gives {
    let exponents = |gives| if let Gives::Quantity(dimension) = gives { dimension } else { RATIO };
    if a == Gives::Number && b == Gives::Number {
        return Gives::Number;
    }
    let (mut left, right) = (exponents(a), exponents(b));
    for (left, right) in left.iter_mut().zip(right) {
        *left = if divide { left.saturating_sub(right) } else { left.saturating_add(right) };
    }
    Gives::Quantity(left)
}

fn alike(a: Gives, b: Gives, expr: &Expr, source: &mut Source<'_>) -> Option<Gives> {
    match (a, b) {
        (Gives::Number, other) | (other, Gives::Number) => Some(other),
        (a, b) if a == b => Some(a),
        (a, b) => {
            let message = format!("{} and {} cannot be added or compared", described(a), described(b));
            source.say(&codes::UNIT_MISMATCH, &expr.span, message, "bring both sides to the same unit first");
            None
        }
    }
}

fn quantity(expr: &Expr, names: &dyn Names, source: &mut Source<'_>) -> Option<Gives> {
    let found = gives(expr, names, source)?;
    if found == Gives::Truth {
        let hint = "use `if(condition, 1, 0)` to count it";
        source.say(&codes::UNIT_MISMATCH, &expr.span, "a number is expected here, this says yes or no", hint);
        return None;
    }
    Some(found)
}

fn truth(expr: &Expr, names: &dyn Names, source: &mut Source<'_>) -> Option<Gives> {
    let found = gives(expr, names, source)?;
    if found != Gives::Truth {
        let hint = "compare it with something: `x >= 0.8`";
        source.say(
            &codes::UNIT_MISMATCH,
            &expr.span,
            format!("a condition is expected here, this is {}", described(found)),
            hint,
        );
        return None;
    }
    Some(found)
}
