//! Which figures a page prints: written down while the page is made, for the manifest of the narrowest site.

use crate::model::{Figure, MetricRef, MonthRange, SliceIx};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A figure as a page prints it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// The metric or part.
    pub of: MetricRef,
    /// The slice.
    pub slice: SliceIx,
    /// The months it is of.
    pub months: MonthRange,
    /// For a change, the months it is compared with.
    pub against: Option<MonthRange>,
    /// What the page prints.
    pub printed: String,
}

/// The figures of one page. Copies of a context share it.
#[derive(Debug, Clone, Default)]
pub struct Ledger(Option<Rc<RefCell<BTreeSet<Line>>>>);

impl Ledger {
    /// One that is kept, or one that forgets what it is told.
    pub fn new(kept: bool) -> Self {
        Ledger(kept.then(Rc::default))
    }

    /// Notes that a value is printed.
    pub fn value(&self, figure: &Figure, printed: impl ToString) {
        self.add(figure, None, printed);
    }

    /// Notes that the change from one figure to another is printed.
    pub fn change(&self, before: &Figure, after: &Figure, printed: impl ToString) {
        self.add(after, Some(before.months), printed);
    }

    fn add(&self, figure: &Figure, against: Option<MonthRange>, printed: impl ToString) {
        let Some(lines) = &self.0 else { return };
        let Figure { of, slice, months, .. } = figure;
        let line = Line { of: *of, slice: *slice, months: *months, against, printed: printed.to_string() };
        lines.borrow_mut().insert(line);
    }

    /// What was noted, in the order of the definitions.
    pub fn lines(&self) -> Vec<Line> {
        self.0.as_ref().map_or_else(Vec::new, |lines| lines.borrow().iter().cloned().collect())
    }
}
