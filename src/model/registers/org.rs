//! The organisation: departments of the company, units of the team, and whom the team reports to.

use crate::model::{Audience, Localised, Place, Ref};
use std::sync::Arc;

/// Departments, units and the reporting line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Organisation {
    /// The departments of the company. Their ids are valid wherever a role's is, except as slices.
    pub departments: Vec<Department>,
    /// Whom the team reports to.
    pub reports_to: Option<ReportsTo>,
    /// Why.
    pub because: Option<Localised>,
    /// The units of the team, a forest: parents exist, and no unit is below itself.
    pub units: Vec<Unit>,
}

/// A department of the company.
#[derive(Debug, Clone, PartialEq)]
pub struct Department {
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
}

/// Whom the team reports to. Each has its usual advantages and dangers.
#[derive(Debug, Clone, PartialEq)]
pub enum ReportsTo {
    /// The chief executive.
    Ceo,
    /// The chief customer officer.
    Cco,
    /// The chief revenue officer.
    Cro,
    /// Somebody else, by name of the office.
    Other(Localised),
}

/// Whether a unit meets customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Office {
    /// It does.
    Front,
    /// It works behind those who do.
    Back,
}

/// A unit of the team. A slice of the team axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
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
    /// The unit above it.
    pub parent: Option<Ref>,
    /// The role or department that leads it.
    pub lead: Option<Ref>,
    /// The roles in it.
    pub roles: Vec<Ref>,
    /// The segments it looks after.
    pub segments: Vec<Ref>,
    /// Where it works.
    pub region: Option<Localised>,
    /// How big its customers are.
    pub size: Option<Localised>,
    /// Whether it meets customers.
    pub office: Option<Office>,
}
