//! What is to change, by lane and month, and what was moved since.

use crate::model::{Audience, Localised, Month, MonthRange, Place, Ref};
use std::sync::Arc;

/// Lanes and the items on them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Roadmap {
    /// The month it was last gone through.
    pub reviewed: Option<Month>,
    /// The lanes, from top to bottom.
    pub lanes: Vec<Lane>,
    /// What is on them.
    pub items: Vec<RoadmapItem>,
}

/// A lane.
#[derive(Debug, Clone, PartialEq)]
pub struct Lane {
    /// Its id.
    pub id: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// Its name.
    pub name: Localised,
}

/// How far an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneStatus {
    /// Not begun.
    Planned,
    /// Begun.
    Doing,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

/// Something that is to change.
#[derive(Debug, Clone, PartialEq)]
pub struct RoadmapItem {
    /// Its id.
    pub id: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// Who may see its name and summary.
    pub audience: Audience,
    /// Its name.
    pub name: Localised,
    /// One or two sentences.
    pub summary: Option<Localised>,
    /// The lane it is on.
    pub lane: Ref,
    /// Who answers for it.
    pub owner: Option<Ref>,
    /// When it is to be done.
    pub months: MonthRange,
    /// How far it is.
    pub status: LaneStatus,
    /// The metrics it is to move.
    pub moves: Vec<Ref>,
    /// How it was moved, oldest first.
    pub changes: Vec<Move>,
}

/// A change of an item's months.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Where it is written.
    pub place: Place,
    /// The month in which it was moved.
    pub month: Month,
    /// Its months before.
    pub was: MonthRange,
    /// Why.
    pub because: Localised,
}
