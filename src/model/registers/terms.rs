//! The word list: what not to write, and what instead.

use crate::model::Place;
use std::sync::Arc;

/// A word to avoid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Where it is declared.
    pub place: Place,
    /// What not to write. Never empty.
    pub wrong: Arc<str>,
    /// What to write instead.
    pub right: Arc<str>,
    /// Longer words that hold the wrong one and are right; `right` is among them if it holds it.
    pub except: Vec<Arc<str>>,
}
