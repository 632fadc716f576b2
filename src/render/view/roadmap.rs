//! The roadmap: months across, lanes down.

use serde::Serialize;

/// A month at the head of the roadmap.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LaneMonth {
    /// Its name: `10月`, with the year where it begins.
    pub label: String,
    /// Whether it is the month the page speaks of.
    pub current: bool,
}

/// A lane.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// What is on it.
    pub items: Vec<LaneItem>,
}

/// How far an item of the roadmap is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LaneState {
    /// Outlined.
    #[default]
    Planned,
    /// In a soft colour.
    Doing,
    /// Grey.
    Done,
    /// Struck out.
    Dropped,
}

/// An item of the roadmap.
#[derive(Debug, Clone, Default, Serialize)]
pub struct LaneItem {
    /// What is to be done.
    pub name: String,
    /// The anchor or page of it.
    pub url: Option<String>,
    /// How far it is.
    pub state: LaneState,
    /// That in a word, and what belongs to it: `進行中　計測率95.7%`.
    pub text: String,
    /// The first month it covers, counted from 1; at most 12 months are drawn.
    pub from: usize,
    /// The last month it covers.
    pub to: usize,
    /// The months it covered before it was moved, if it was: first and last.
    pub was: Option<(usize, usize)>,
    /// The first of the columns it takes, its name included, which wants more room than a month has.
    pub first: usize,
    /// The last of these.
    pub last: usize,
    /// Whether its name ends where its months end, because there is no room after them.
    pub back: bool,
}
