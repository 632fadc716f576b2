//! Conditions of pages and registers, each read once: hundreds of months and pages ask the same ones.

use super::Figures;
use crate::diag::Report;
use crate::formula;
use crate::model::{Condition, FormulaText, Place};
use foldhash::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// What was read so far, by text and by the place it stands at, which it keeps. It holds for as long as the definitions do, so all
/// copies of the same figures share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Conditions(Arc<RwLock<Known>>);

/// By text.
type Known = HashMap<Arc<str>, Vec<(Place, Read)>>;

/// `None` for what cannot be read.
type Read = Option<Arc<Condition>>;

impl Figures {
    /// A condition; `None` if it cannot be read, which is reported where it is written.
    pub fn condition(&self, text: &FormulaText) -> Option<Arc<Condition>> {
        let known =
            |all: &Known| all.get(&text.text)?.iter().find(|(place, _)| *place == text.place).map(|(_, read)| read.clone());
        if let Some(read) = known(&self.conditions.0.read().unwrap_or_else(PoisonError::into_inner)) {
            return read;
        }
        let read = formula::parse_condition(text, self.definitions(), &mut Report::default()).map(Arc::new);
        let mut all = self.conditions.0.write().unwrap_or_else(PoisonError::into_inner);
        all.entry(Arc::clone(&text.text)).or_default().push((text.place.clone(), read.clone()));
        read
    }
}
