//! A formula in the words people use: names of metrics, ÷ and ×.

use crate::model::{Definitions, Exact, Expr, ExprKind, MetricRef, Operator, Window};

/// The formula in words, in `ja` or (for every other language) English.
pub fn words(expr: &Expr, definitions: &Definitions, language: &str) -> String {
    Words { name: &|of| definitions.name(of, language), language }.of(expr)
}

/// The formula with something printed in the place of each metric, its value for instance. `None` where that would mislead:
/// where a metric stands for another period or slice than the formula's own.
pub fn filled(expr: &Expr, language: &str, name: &dyn Fn(MetricRef) -> String) -> Option<String> {
    is_plain(expr).then(|| Words { name, language }.of(expr))
}

/// Whether an expression only reckons with the figures of its own period and slice.
fn is_plain(expr: &Expr) -> bool {
    let plain = matches!(expr.kind, ExprKind::Number(_) | ExprKind::Metric(_) | ExprKind::Negate(_) | ExprKind::Binary(..));
    plain && expr.children().into_iter().all(is_plain)
}

struct Words<'a> {
    name: &'a dyn Fn(MetricRef) -> String,
    language: &'a str,
}

impl Words<'_> {
    fn japanese(&self) -> bool {
        self.language == "ja"
    }

    fn of(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Number(number) => number_in_words(number),
            ExprKind::Metric(of) => (self.name)(*of),
            ExprKind::Negate(x) => format!("−{}", self.inside(x, 5)),
            ExprKind::Not(x) if self.japanese() => format!("「{}」でない", self.of(x)),
            ExprKind::Not(x) => format!("not ({})", self.of(x)),
            ExprKind::Binary(operator, a, b) => {
                let level = level(*operator);
                // `a − (b − c)` and `a ÷ (b × c)` need their parentheses on the right.
                let right = if matches!(operator, Operator::Subtract | Operator::Divide) { level + 1 } else { level };
                format!("{} {} {}", self.inside(a, level), self.sign(*operator), self.inside(b, right))
            }
            ExprKind::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                let (condition, then, otherwise) = (self.of(condition), self.of(then), self.of(otherwise));
                if self.japanese() {
                    format!("（{condition} のとき {then}、それ以外は {otherwise}）")
                } else {
                    format!("({then} if {condition}, else {otherwise})")
                }
            }
            ExprKind::Previous(x) if self.japanese() => format!("前の期間の{}", self.inside(x, 5)),
            ExprKind::Previous(x) => format!("{} in the period before", self.inside(x, 5)),
            ExprKind::At(x, by) if self.japanese() => format!("{}か月前の{}", -by, self.inside(x, 5)),
            ExprKind::At(x, by) => format!("{} {} months before", self.inside(x, 5), -by),
            ExprKind::Window(window, x, months) => self.window(*window, x, *months),
            ExprKind::Share(x) if self.japanese() => format!("{}の全体に占める割合", self.inside(x, 5)),
            ExprKind::Share(x) => format!("share of {} in the total", self.inside(x, 5)),
        }
    }

    fn window(&self, window: Window, x: &Expr, months: u16) -> String {
        let inner = self.inside(x, 5);
        if self.japanese() {
            let word = match window {
                Window::Sum => "合計",
                Window::Average => "平均",
                Window::Min => "最小",
                Window::Max => "最大",
                Window::Product => "積",
            };
            return format!("{inner}の直近{months}か月の{word}");
        }
        let word = match window {
            Window::Sum => "sum",
            Window::Average => "average",
            Window::Min => "minimum",
            Window::Max => "maximum",
            Window::Product => "product",
        };
        format!("{word} of {inner} over {months} months")
    }

    fn inside(&self, expr: &Expr, outer: u8) -> String {
        let text = self.of(expr);
        match &expr.kind {
            ExprKind::Binary(operator, ..) if level(*operator) < outer => {
                if self.japanese() {
                    format!("（{text}）")
                } else {
                    format!("({text})")
                }
            }
            _ => text,
        }
    }

    fn sign(&self, operator: Operator) -> &'static str {
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
            Operator::And if self.japanese() => "かつ",
            Operator::Or if self.japanese() => "または",
            Operator::And => "and",
            Operator::Or => "or",
        }
    }
}

fn number_in_words(number: &Exact) -> String {
    number.to_string().replacen('-', "−", 1)
}

fn level(operator: Operator) -> u8 {
    match operator {
        Operator::Or => 0,
        Operator::And => 1,
        Operator::Add | Operator::Subtract => 3,
        Operator::Multiply | Operator::Divide => 4,
        _ => 2,
    }
}
