//! Which figures a page prints: written down while the page is made, for the manifest of the narrowest site.

use crate::model::{Exact, Figure, Measure, MetricRef, Month, MonthRange, Origin, Place, SliceIx};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What a printed number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The figure itself.
    Value,
    /// How it changed.
    Change,
    /// The figure as a pilot has it.
    Pilot,
    /// The target it is judged by.
    Target,
    /// Its distance from the target.
    Gap,
    /// Its share of a target or of a whole.
    Share,
    /// Where somebody expects it to land.
    Outlook,
    /// That outlook as a share of the target.
    LandingShare,
    /// What was written before a correction.
    Was,
    /// How far a bridge moved: its closing less its opening.
    Moved,
    /// How far the closing of a bridge is from what opening and movements give.
    Rest,
    /// Those of its parts that could have been prevented.
    Preventable,
    /// Those that could not.
    NotPreventable,
    /// What it did to the goal, as apportioned for printing.
    Effect,
    /// What several drivers did together.
    Effects,
    /// What the rate of a slice did to the goal.
    RateEffect,
    /// What the weight of a slice did to the goal.
    MixEffect,
    /// What is left of cohorts, as a ratio of what they began with.
    Retention,
}

impl What {
    /// The word for it in the manifest.
    pub fn word(self) -> &'static str {
        match self {
            What::Value => "value",
            What::Change => "change",
            What::Pilot => "pilot",
            What::Target => "target",
            What::Gap => "gap",
            What::Share => "share",
            What::Outlook => "outlook",
            What::LandingShare => "landing_share",
            What::Was => "was",
            What::Moved => "moved",
            What::Rest => "rest",
            What::Preventable => "preventable",
            What::NotPreventable => "not_preventable",
            What::Effect => "effect",
            What::Effects => "effects",
            What::RateEffect => "rate_effect",
            What::MixEffect => "mix_effect",
            What::Retention => "retention",
        }
    }
}

/// What a printed number is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A figure: metric or part, slice, months.
    Figure(MetricRef, SliceIx, MonthRange),
    /// What a month says of the accounts that began in another.
    Cohort {
        /// By what it is followed.
        measure: Measure,
        /// The month they began.
        began: Month,
        /// The month that says it.
        month: Month,
    },
    /// All cohorts that have come so far by a month.
    Cohorts {
        /// By what they are followed.
        measure: Measure,
        /// How many months they are followed.
        after: u16,
        /// The last month.
        by: Month,
    },
}

/// A figure as a page prints it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// What it is about.
    pub subject: Subject,
    /// For a change and its causes, the months it is compared with.
    pub against: Option<MonthRange>,
    /// What of the figure is printed.
    pub what: What,
    /// The exact number, where it is neither the figure nor its change.
    pub value: String,
    /// Where the number was written, where it is no figure.
    pub place: Option<Place>,
    /// What the page prints.
    pub printed: String,
}

/// The figures of one page. Copies of a context share it.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    lines: Option<Rc<RefCell<BTreeSet<Line>>>>,
    // What is noted now belongs to a pilot.
    pilot: bool,
}

impl Ledger {
    /// One that is kept, or one that forgets what it is told.
    pub fn new(kept: bool) -> Self {
        Ledger { lines: kept.then(Rc::default), pilot: false }
    }

    /// The same, for the figures of a pilot: they are in no total, and what they are made of stands on its page.
    pub fn of_pilot(&self) -> Self {
        Ledger { lines: self.lines.clone(), pilot: true }
    }

    /// Notes that a value is printed.
    pub fn value(&self, figure: &Figure, printed: impl ToString) {
        self.figure(figure, None, What::Value, printed);
    }

    /// Notes that the change from one figure to another is printed.
    pub fn change(&self, before: &Figure, after: &Figure, printed: impl ToString) {
        self.figure(after, Some(before.months), What::Change, printed);
    }

    /// Notes that a number is printed.
    pub fn note(&self, line: impl FnOnce() -> Line) {
        if let Some(lines) = &self.lines {
            lines.borrow_mut().insert(line());
        }
    }

    fn figure(&self, figure: &Figure, against: Option<MonthRange>, what: What, printed: impl ToString) {
        let Figure { of, slice, months, .. } = *figure;
        let subject = Subject::Figure(of, slice, months);
        let line = Line { subject, against, what, value: String::new(), place: None, printed: printed.to_string() };
        if !self.pilot {
            return self.note(|| line);
        }
        let place = match &figure.origin {
            Origin::Given(place) => Some(place.clone()),
            _ => None,
        };
        let value = figure.exact().map(Exact::fraction).unwrap_or_default();
        self.note(|| Line { what: What::Pilot, value, place, ..line });
    }

    /// What was noted, in the order of the definitions; it is handed out once.
    pub fn taken(&self) -> Vec<Line> {
        self.lines.as_ref().map_or_else(Vec::new, |lines| lines.take().into_iter().collect())
    }
}
