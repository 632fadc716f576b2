//! A tool the team works with.

use crate::model::{Audience, Localised, Place, Ref};
use std::sync::Arc;

/// A tool.
#[derive(Debug, Clone, PartialEq)]
pub struct Tool {
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
    /// The heading it stands under.
    pub category: Localised,
    /// Who looks after it.
    pub owner: Option<Ref>,
    /// The maturity step from which it is needed.
    pub from_step: Option<u32>,
    /// What to know about it.
    pub note: Option<Localised>,
}
