//! A formula as understood: a tree over metrics, with the bytes each part stands at.
//!
//! `crate::formula` reads, checks and evaluates it.

use super::{Exact, MetricRef, Place};
use std::ops::Range;
use std::sync::Arc;

/// A formula or condition whose names and units were checked.
#[derive(Debug, Clone)]
pub struct Formula {
    /// The text as written.
    pub text: Arc<str>,
    /// What is computed.
    pub root: Expr,
    /// What it says, if that can be read. One that builds on itself says something, and nothing can be computed of it.
    pub said: Option<Expr>,
    /// Where it stands.
    pub place: Place,
}

/// A formula that says yes or no.
#[derive(Debug, Clone)]
pub struct Condition(pub Formula);

/// A part of a formula.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The bytes of the formula's text.
    pub span: Range<u32>,
}

/// What a part of a formula is.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A number.
    Number(Exact),
    /// A metric, or a part of one.
    Metric(MetricRef),
    /// `-x`.
    Negate(Box<Expr>),
    /// `not x`.
    Not(Box<Expr>),
    /// Two parts and what joins them.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `if(condition, then, else)`.
    If(Box<[Expr; 3]>),
    /// `prev(x)`: x in the period before.
    Previous(Box<Expr>),
    /// `at(x, -12)`: x so many months later (earlier if negative).
    At(Box<Expr>, i32),
    /// `sum(x, 12)`: over the last months, this one included.
    Window(Window, Box<Expr>, u16),
    /// `share(x)`: x here in relation to x in total.
    Share(Box<Expr>),
}

/// What joins two parts of a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
}

/// How the months of a window are brought together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Window {
    Sum,
    Average,
    Min,
    Max,
    Product,
}

impl Expr {
    /// The parts directly below.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Number(_) | ExprKind::Metric(_) => Vec::new(),
            ExprKind::Negate(x)
            | ExprKind::Not(x)
            | ExprKind::Previous(x)
            | ExprKind::At(x, _)
            | ExprKind::Window(_, x, _)
            | ExprKind::Share(x) => vec![x],
            ExprKind::Binary(_, a, b) => vec![a, b],
            ExprKind::If(parts) => parts.iter().collect(),
        }
    }

    /// The metrics it names, in the order written, each once.
    pub fn metrics(&self) -> Vec<MetricRef> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    /// Whether it names any metric.
    pub fn names_metrics(&self) -> bool {
        matches!(self.kind, ExprKind::Metric(_)) || self.children().into_iter().any(Expr::names_metrics)
    }

    fn collect(&self, found: &mut Vec<MetricRef>) {
        if let ExprKind::Metric(metric) = self.kind
            && !found.contains(&metric)
        {
            found.push(metric);
        }
        for child in self.children() {
            child.collect(found);
        }
    }
}
