//! What passes from sales to customer success after the order, and to whom.

use crate::model::{Audience, Localised, Place, Ref};
use std::sync::Arc;

/// Routing and items of the handover.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Handover {
    /// Who takes over, from top to bottom: the first that fits.
    pub routing: Vec<Route>,
    /// What is handed over.
    pub items: Vec<HandoverItem>,
    /// The metric that shows how complete handovers are.
    pub completeness: Option<Ref>,
}

/// One rule of the routing.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// Where it stands.
    pub place: Place,
    /// The criterion in words.
    pub when: Localised,
    /// The segments it concerns; none means all.
    pub segments: Vec<Ref>,
    /// Who takes over.
    pub to: Ref,
    /// Within how many days.
    pub within_days: Option<u32>,
}

/// One item to hand over.
#[derive(Debug, Clone, PartialEq)]
pub struct HandoverItem {
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
    /// Who hands it over.
    pub giver: Ref,
    /// Who receives it.
    pub receiver: Ref,
    /// The stage of the journey in which.
    pub stage: Option<Ref>,
    /// Within how many days.
    pub due_days: Option<u32>,
    /// Whether a handover without it is incomplete.
    pub required: bool,
    /// Where it is recorded: a field of the CRM, say.
    pub record: Option<Localised>,
}
