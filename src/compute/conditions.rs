//! Conditions of pages and registers, each read once: hundreds of months and pages ask the same ones.

use super::Figures;
use crate::diag::Report;
use crate::formula;
use crate::model::{Condition, FormulaText, Place};
use foldhash::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// What was read so far, by the place it stands at, which it keeps: thousands of pages may say the same. It holds for as long as the
/// definitions do, so all copies of the same figures share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Conditions(Arc<RwLock<Known>>);

/// What was read at a place: one text, and in the preview those that stood there before an edit.
type Known = HashMap<Place, Vec<(Arc<str>, Read)>>;

/// `None` for what cannot be read.
type Read = Option<Arc<Condition>>;

impl Figures {
    /// A condition; `None` if it cannot be read, which is reported where it is written.
    pub fn condition(&self, text: &FormulaText) -> Option<Arc<Condition>> {
        let known =
            |all: &Known| all.get(&text.place)?.iter().find(|(known, _)| *known == text.text).map(|(_, read)| read.clone());
        if let Some(read) = known(&self.conditions.0.read().unwrap_or_else(PoisonError::into_inner)) {
            return read;
        }
        let read = formula::parse_condition(text, self.definitions(), &mut Report::default()).map(Arc::new);
        let mut all = self.conditions.0.write().unwrap_or_else(PoisonError::into_inner);
        all.entry(text.place.clone()).or_default().push((Arc::clone(&text.text), read.clone()));
        read
    }
}
