//! A formula in the words people use: names of metrics, ÷ and ×.

use crate::model::{Definitions, Exact, Expr, ExprKind, Language, Look, MetricRef, Operator, Phrase, Window};

/// The formula in words.
pub fn words(expr: &Expr, definitions: &Definitions, language: &Language) -> String {
    Words { name: &|of| definitions.name(of, language.tag()), number: None, language }.of(expr)
}

/// A condition in words: a number that a metric is compared with is printed as that metric's targets are, 90% and not 0.9.
pub fn condition(expr: &Expr, definitions: &Definitions, currency: &str, language: &Language) -> String {
    let number = |of, number: &Exact| Look::of_ref(definitions, of, currency, language).as_written(number).to_string();
    Words { name: &|of| definitions.name(of, language.tag()), number: Some(&number), language }.of(expr)
}

/// The formula with something printed in the place of each metric, its value for instance. `None` where that would mislead:
/// where a metric stands for another period or slice than the formula's own.
pub fn filled(expr: &Expr, language: &Language, name: &dyn Fn(MetricRef) -> String) -> Option<String> {
    is_plain(expr).then(|| Words { name, number: None, language }.of(expr))
}

/// Whether an expression only reckons with the figures of its own period and slice.
fn is_plain(expr: &Expr) -> bool {
    let plain = matches!(expr.kind, ExprKind::Number(_) | ExprKind::Metric(_) | ExprKind::Negate(_) | ExprKind::Binary(..));
    plain && expr.children().into_iter().all(is_plain)
}

/// Prints a number as a metric prints its own.
type Number<'a> = &'a dyn Fn(MetricRef, &Exact) -> String;

struct Words<'a> {
    name: &'a dyn Fn(MetricRef) -> String,
    // A number as the metric it is compared with prints its own.
    number: Option<Number<'a>>,
    language: &'a Language,
}

impl Words<'_> {
    fn of(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Number(number) => number_in_words(number),
            ExprKind::Metric(of) => (self.name)(*of),
            ExprKind::Negate(x) => format!("−{}", self.inside(x, 5)),
            ExprKind::Not(x) => self.language.fill(Phrase::Not, &[("x", &self.of(x))]),
            ExprKind::Binary(operator, a, b) if level(*operator) == COMPARED && self.number.is_some() => {
                let first = self.bound(a, b).unwrap_or_else(|| self.inside(a, COMPARED));
                let second = self.bound(b, a).unwrap_or_else(|| self.inside(b, COMPARED));
                format!("{first} {} {second}", self.sign(*operator))
            }
            ExprKind::Binary(operator, a, b) => {
                let level = level(*operator);
                // `a − (b − c)` and `a ÷ (b × c)` need their parentheses on the right.
                let right = if matches!(operator, Operator::Subtract | Operator::Divide) { level + 1 } else { level };
                format!("{} {} {}", self.inside(a, level), self.sign(*operator), self.inside(b, right))
            }
            ExprKind::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                let (condition, then, otherwise) = (self.of(condition), self.of(then), self.of(otherwise));
                let parts = [("condition", &*condition), ("then", &then), ("otherwise", &otherwise)];
                self.language.fill(Phrase::If, &parts)
            }
            ExprKind::Previous(x) => self.language.fill(Phrase::Previous, &[("x", &self.inside(x, 5))]),
            ExprKind::At(x, by) => {
                self.language.fill(Phrase::MonthsBefore, &[("x", &self.inside(x, 5)), ("months", &(-by).to_string())])
            }
            ExprKind::Window(window, x, months) => {
                let word = match window {
                    Window::Sum => Phrase::Sum,
                    Window::Average => Phrase::Average,
                    Window::Min => Phrase::Min,
                    Window::Max => Phrase::Max,
                    Window::Product => Phrase::Product,
                };
                let parts = [("word", self.language.say(word)), ("x", &self.inside(x, 5)), ("months", &months.to_string())];
                self.language.fill(Phrase::Window, &parts)
            }
            ExprKind::Share(x) => self.language.fill(Phrase::Share, &[("x", &self.inside(x, 5))]),
        }
    }

    /// A number as the metric on the other side of a comparison prints its own.
    fn bound(&self, expr: &Expr, other: &Expr) -> Option<String> {
        match (&expr.kind, &other.kind) {
            (ExprKind::Number(number), ExprKind::Metric(of)) => Some(self.number?(*of, number)),
            _ => None,
        }
    }

    fn inside(&self, expr: &Expr, outer: u8) -> String {
        let text = self.of(expr);
        match &expr.kind {
            ExprKind::Binary(operator, ..) if level(*operator) < outer => self.language.fill(Phrase::Brackets, &[("x", &text)]),
            _ => text,
        }
    }

    fn sign(&self, operator: Operator) -> &str {
        match operator {
            Operator::Add => "+",
            Operator::Subtract => "−",
            Operator::Multiply => "×",
            Operator::Divide => "÷",
            Operator::Less => "<",
            Operator::LessOrEqual => "≤",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => "≥",
            Operator::Equal => "=",
            Operator::NotEqual => "≠",
            Operator::And => self.language.say(Phrase::And),
            Operator::Or => self.language.say(Phrase::Or),
        }
    }
}

/// The level of comparisons.
const COMPARED: u8 = 2;

fn number_in_words(number: &Exact) -> String {
    number.to_string().replacen('-', "−", 1)
}

fn level(operator: Operator) -> u8 {
    match operator {
        Operator::Or => 0,
        Operator::And => 1,
        Operator::Add | Operator::Subtract => 3,
        Operator::Multiply | Operator::Divide => 4,
        _ => COMPARED,
    }
}
