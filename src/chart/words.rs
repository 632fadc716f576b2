//! The few words a chart says by itself, in its language.

use crate::model::{Language, Month, Phrase};

/// The words of one chart.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a>(pub(super) &'a Language);

impl<'a> Words<'a> {
    pub(super) fn table(self) -> &'a str {
        self.0.say(Phrase::ShowTable)
    }

    /// What stands between two names that may hold a comma.
    pub(super) fn between(self) -> &'a str {
        self.0.say(Phrase::BetweenNames)
    }

    pub(super) fn month_head(self) -> &'a str {
        self.0.say(Phrase::MonthHead)
    }

    pub(super) fn item_head(self) -> &'a str {
        self.0.say(Phrase::ItemHead)
    }

    pub(super) fn value_head(self) -> &'a str {
        self.0.say(Phrase::ValueHead)
    }

    pub(super) fn share_head(self) -> &'a str {
        self.0.say(Phrase::ShareHead)
    }

    pub(super) fn marks_head(self) -> &'a str {
        self.0.say(Phrase::EventHead)
    }

    pub(super) fn nothing(self) -> &'a str {
        self.0.say(Phrase::NoRecord)
    }

    pub(super) fn median(self) -> &'a str {
        self.0.say(Phrase::Median)
    }

    /// The sentence at a broken axis.
    pub(super) fn broken(self, from: &str) -> String {
        self.0.fill(Phrase::BrokenAxis, &[("value", from)])
    }

    /// A month without its year, as on an axis.
    pub(super) fn month(self, month: Month) -> String {
        self.0.month(Phrase::MonthOnAxis, month)
    }

    pub(super) fn year(self, month: Month) -> String {
        self.0.month(Phrase::YearOnAxis, month)
    }

    /// A month with its year, as in a table.
    pub(super) fn whole_month(self, month: Month) -> String {
        self.0.month(Phrase::MonthInTable, month)
    }
}
