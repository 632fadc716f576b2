//! A month's figures as written.

use super::{Audience, Exact, Localised, MetricRef, Month, Period, Place, Ref, SliceIx, SourcePath};
use jiff::civil::Date;
use std::sync::Arc;

/// All that was written about one month, from one file or several.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The month.
    pub month: Month,
    /// Whether it is closed: later changes need an entry in `restated`.
    pub closed: bool,
    /// Where its month is written.
    pub stated: Place,
    /// The files it came from; [`At`] counts in them.
    pub files: Vec<SourcePath>,
    /// The values, in the order written.
    pub entries: Vec<Entry>,
    /// What was corrected after the month was closed.
    pub restated: Vec<Restated>,
    /// Where people expect periods to land.
    pub outlook: Vec<Outlook>,
    /// What is left of the accounts of each starting month, the oldest first; each month once.
    pub cohorts: Vec<Cohort>,
}

impl Snapshot {
    /// What is left of the accounts that began in a month.
    pub fn cohort(&self, began: Month) -> Option<&Cohort> {
        let at = self.cohorts.binary_search_by_key(&began, |cohort| cohort.began).ok()?;
        self.cohorts.get(at)
    }

    /// The place of something in this snapshot.
    pub fn place(&self, at: At) -> Place {
        let path = self.files.get(at.file as usize).cloned().unwrap_or_else(|| SourcePath::new(""));
        Place { path, line: at.line, column: u32::from(at.column), width: u32::from(at.width).max(1) }
    }
}

/// What is left of the accounts that began in one month. No label covers it: it is for the narrowest audience.
#[derive(Debug, Clone)]
pub struct Cohort {
    /// The month in which they were first active.
    pub began: Month,
    /// What they pay a year.
    pub arr: Exact,
    /// How many of them are active.
    pub accounts: Exact,
    /// Where it stands.
    pub at: At,
}

impl Cohort {
    /// What is left of it, by one measure.
    pub fn left(&self, measure: Measure) -> &Exact {
        match measure {
            Measure::Arr => &self.arr,
            Measure::Accounts => &self.accounts,
        }
    }
}

/// By what a cohort is followed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// By what its accounts pay.
    #[default]
    Arr,
    /// By how many accounts there are.
    Accounts,
}

impl Measure {
    /// The key it stands under in a snapshot.
    pub fn key(self) -> &'static str {
        match self {
            Measure::Arr => "closing_arr",
            Measure::Accounts => "accounts",
        }
    }
}

/// A place, kept small because there is one for every value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// Position in the snapshot's files.
    pub file: u16,
    /// The column.
    pub column: u16,
    /// The line.
    pub line: u32,
    /// How many characters.
    pub width: u16,
}

/// A value as written, or the reason why there is none.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The metric or part.
    pub of: MetricRef,
    /// The slice.
    pub slice: SliceIx,
    /// The value.
    pub value: Given,
    /// Who may see it.
    pub audience: Audience,
    /// A note on it.
    pub note: Option<Arc<Localised>>,
    /// Where it stands.
    pub at: At,
}

/// What was written for a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// A number.
    Value(Exact),
    /// Nothing, for this reason.
    Missing(Arc<Localised>),
}

/// A correction of a closed month.
#[derive(Debug, Clone)]
pub struct Restated {
    /// The metric or part.
    pub of: MetricRef,
    /// The slice.
    pub slice: SliceIx,
    /// The value before.
    pub was: Exact,
    /// Why.
    pub because: Localised,
    /// Who corrected it.
    pub by: Option<Ref>,
    /// When.
    pub date: Option<Date>,
    /// Who may see it.
    pub audience: Audience,
    /// Where it stands.
    pub place: Place,
}

/// Where people expect a period to land.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// The metric or part.
    pub of: MetricRef,
    /// The slice.
    pub slice: SliceIx,
    /// The period.
    pub over: Period,
    /// The figure expected.
    pub value: Exact,
    /// Who expects it.
    pub by: Option<Ref>,
    /// A note on it.
    pub note: Option<Localised>,
    /// Who may see it.
    pub audience: Audience,
    /// Where it stands.
    pub place: Place,
}
