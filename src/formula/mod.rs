//! The small typed language of formulas and conditions: text → checked tree → value.
//!
//! In: the text with its place, and the names of metrics. Out: a [`Formula`] whose names, arguments and units are right,
//! or diagnostics that underline what is not. Evaluation knows figures only through [`Inputs`], so months, quarters and
//! pilots share one evaluator. No input makes a panic, an infinity or a NaN.

mod eval;
mod lexer;
mod parser;
mod units;
mod words;

pub use eval::{Inputs, Spot, Truth, Value, evaluate, judge};
pub use parser::Names;
pub use words::{condition, filled, words};

use crate::diag::{Code, Diagnostic, Hint, Report};
use crate::model::{Condition, Definitions, Expr, Formula, FormulaText, MetricIx, PartIx, Place, Unit};
use std::ops::Range;
use std::sync::Arc;

/// The longest formula, in bytes.
pub const LONGEST: usize = 4000;

/// How deep parentheses and functions may nest.
pub const DEEPEST: usize = 48;

/// How far back a formula may look, in months.
pub const FARTHEST: i32 = 240;

/// Reads a formula that must give a unit.
pub fn parse(text: &FormulaText, unit: Unit, names: &dyn Names, report: &mut Report) -> Option<Formula> {
    let mut source = Source { text, report, failed: false };
    let root = parser::parse(&mut source, names)?;
    // What is not known has no unit; what follows from that would only be noise.
    if !source.failed {
        units::check_formula(&root, unit, names, &mut source);
    }
    source.finish(root)
}

/// Reads a condition.
pub fn parse_condition(text: &FormulaText, definitions: &Definitions, report: &mut Report) -> Option<Condition> {
    let mut source = Source { text, report, failed: false };
    let root = parser::parse(&mut source, definitions)?;
    if !source.failed {
        units::check_condition(&root, definitions, &mut source);
    }
    source.finish(root).map(Condition)
}

/// The text of a formula, and where its mistakes go.
struct Source<'a> {
    text: &'a FormulaText,
    report: &'a mut Report,
    failed: bool,
}

impl Source<'_> {
    fn say(&mut self, code: &'static Code, span: &Range<u32>, message: impl Into<String>, hint: impl Into<Hint>) {
        self.failed = true;
        let place = place(&self.text.text, &self.text.place, span);
        self.report.push(Diagnostic::new(code, place, message).hint(hint));
    }

    fn finish(self, root: Expr) -> Option<Formula> {
        let FormulaText { text, place } = self.text;
        (!self.failed).then(|| Formula { text: Arc::clone(text), said: Some(root.clone()), root, place: place.clone() })
    }
}

/// The place of some bytes of a formula that begins at `start`.
fn place(text: &str, start: &Place, span: &Range<u32>) -> Place {
    let chars = |range: Range<usize>| text.get(range).map_or(0, |part| part.chars().count() as u32);
    let (from, to) = (span.start as usize, span.end as usize);
    Place { column: start.column + chars(0..from), width: chars(from..to).max(1), ..start.clone() }
}

impl Names for Definitions {
    fn metric(&self, id: &str) -> Option<MetricIx> {
        self.find(id)
    }

    fn part(&self, metric: MetricIx, id: &str) -> Option<PartIx> {
        self.get(metric).parts.iter().position(|part| &*part.id == id).map(|at| PartIx(at as u16))
    }

    fn unit(&self, metric: MetricIx) -> Unit {
        self.get(metric).unit
    }

    fn ids(&self) -> Vec<&str> {
        Definitions::ids(self).collect()
    }

    fn parts(&self, metric: MetricIx) -> Vec<&str> {
        self.get(metric).parts.iter().map(|part| &*part.id).collect()
    }
}

#[cfg(test)]
mod tests;
