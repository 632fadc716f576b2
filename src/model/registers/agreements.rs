//! What departments promise one another.

use crate::model::{Audience, FormulaText, Localised, Place, Ref};
use std::sync::Arc;

/// A promise, and the condition that shows whether it was kept in a month.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Its id.
    pub id: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// Who may see its name and summary.
    pub audience: Audience,
    /// A short name, if it has one.
    pub name: Option<Localised>,
    /// One or two sentences.
    pub summary: Option<Localised>,
    /// Who promises.
    pub by: Ref,
    /// To whom.
    pub to: Ref,
    /// What.
    pub promise: Localised,
    /// The condition that holds in a month in which it was kept.
    pub kept: Option<FormulaText>,
    /// The slice the condition is evaluated in: its axis word (`segment`, `role`, `team`) and id; none for the total.
    pub slice: Option<(&'static str, Ref)>,
}
