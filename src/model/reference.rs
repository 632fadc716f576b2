//! An id that refers to something, with the place where it was written.

use super::Place;
use std::sync::Arc;

/// A reference by id. Whether it refers to anything is checked once everything is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref {
    /// The id as written.
    pub id: Arc<str>,
    /// Where.
    pub place: Place,
}

/// A formula or condition as written, with the place of its first character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaText {
    /// The text.
    pub text: Arc<str>,
    /// Where it begins; its characters stand on one line from there.
    pub place: Place,
}
