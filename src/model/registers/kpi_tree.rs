//! How the metrics hang together under the goal.
//!
//! Drivers are terms of the goal's formula and add up; leading indicators predict; activities move. Only the first may be
//! summed.

use crate::model::{Localised, Place, Ref};

/// The goal and what hangs below it.
#[derive(Debug, Clone, PartialEq)]
pub struct KpiTree {
    /// The metric that is the goal.
    pub goal: Ref,
    /// Why this one.
    pub why: Option<Localised>,
    /// The terms of the goal, each metric once.
    pub drivers: Vec<Driver>,
}

/// A term of the goal's formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Driver {
    /// Where it stands.
    pub place: Place,
    /// The metric.
    pub metric: Ref,
    /// Who works on it, or why nobody does.
    pub work: DriverWork,
}

/// Who works on a driver, or why nobody does.
#[derive(Debug, Clone, PartialEq)]
pub enum DriverWork {
    /// Somebody does.
    ClosedBy {
        /// The roles and departments that close it.
        who: Vec<Ref>,
        /// What predicts it.
        leading: Vec<Leading>,
    },
    /// Nobody does, for this reason.
    NotApplicable(Localised),
}

/// A leading indicator of a driver.
#[derive(Debug, Clone, PartialEq)]
pub struct Leading {
    /// The metric.
    pub metric: Ref,
    /// The metrics of activities that move it.
    pub activities: Vec<Ref>,
}
