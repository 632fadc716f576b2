//! A tier of customers, and how the team looks after it.

use crate::model::page::Touch;
use crate::model::{Audience, Localised, Place, Ref};
use std::sync::Arc;

/// A tier of customers. A slice of the segment axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
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
    /// Which customers belong to it.
    pub criteria: Option<Localised>,
    /// How close the contact is, and who keeps it.
    pub touch: Vec<SegmentTouch>,
    /// The metrics it is judged by.
    pub kpis: Vec<Ref>,
    /// The leading indicators that hold for it.
    pub leading: Vec<Ref>,
    /// Whether the company wants such customers.
    pub fit: Option<Fit>,
}

/// One way of contact with a segment.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentTouch {
    /// How close.
    pub model: Touch,
    /// The role or department that keeps it.
    pub role: Option<Ref>,
    /// When it is chosen, if not always.
    pub when: Option<Localised>,
}

/// Whether the company wants customers of a segment, and what says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The answer.
    pub verdict: Verdict,
    /// The metrics that say why.
    pub because: Vec<Ref>,
    /// What goes with it.
    pub note: Option<Localised>,
}

/// Whether the company wants such customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Yes.
    Target,
    /// On a condition, which the note says.
    Conditional,
    /// No.
    Avoid,
}
