//! A stage of the journey, from before the contract to expansion.

use crate::model::{Audience, Localised, Place, Ref};
use std::sync::Arc;

/// A stage. Somebody always leads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Its id.
    pub id: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// Who may see its name, summary, when and invite.
    pub audience: Audience,
    /// Its name.
    pub name: Localised,
    /// One or two sentences.
    pub summary: Option<Localised>,
    /// When it is, in the customer's words: `契約から30日`.
    pub when: Option<Localised>,
    /// What the customer does in it: `使い始めて、効果を確かめる`.
    pub invite: Option<Localised>,
    /// What is to be reached.
    pub goal: Option<Localised>,
    /// What begins it.
    pub entry: Option<Localised>,
    /// What ends it.
    pub exit: Option<Localised>,
    /// The roles and departments that lead it; at least one, unless the report says so.
    pub lead: Vec<Ref>,
    /// Those that help.
    pub support: Vec<Ref>,
    /// Those that are told.
    pub inform: Vec<Ref>,
    /// The metrics that show how it goes.
    pub metrics: Vec<Ref>,
}
