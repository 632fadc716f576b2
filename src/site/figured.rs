//! Two computations of the figures that one audience may see, asked alike: whether a figure that a page prints is the same.

use super::{Question, SiteFigures};
use crate::compute::{Alike, Figures, figure_alike, standing_alike};

/// What figures were, and what they are.
pub(super) enum Figured<'a> {
    /// The very same.
    Same,
    /// Nobody knows what they were, or a metric may stand for another.
    Other,
    /// Both, and what they have in common.
    Both(SiteFigures<'a>, SiteFigures<'a>, Alike),
}

impl<'a> Figured<'a> {
    /// Compares figures with what they were.
    pub(super) fn between(old: Option<&'a Figures>, new: &SiteFigures<'a>) -> Self {
        let Some(old) = old else { return Figured::Other };
        if new.are(old) {
            return Figured::Same;
        }
        let (old, new) = (new.of(old), new.unasked());
        match old.alike(&new) {
            Some(alike) => Figured::Both(old, new, alike),
            None => Figured::Other,
        }
    }

    /// Whether a question about figures has the same answer in both.
    pub(super) fn holds(&self, question: &Question) -> bool {
        let (old, new, alike) = match self {
            Figured::Same => return true,
            Figured::Other => return false,
            Figured::Both(old, new, alike) => (old, new, alike),
        };
        match question {
            Question::Definitions => true,
            Question::Months => old.months() == new.months(),
            Question::Targets => alike.judges(),
            Question::Figure(of, slice, months) => {
                alike.has(of.metric)
                    || match (old.over(*of, *slice, *months), new.over(*of, *slice, *months)) {
                        (Some(old), Some(new)) => figure_alike(&old, &new),
                        (old, new) => old.is_none() && new.is_none(),
                    }
            }
            Question::Span(of, slice) => {
                alike.has(of.metric)
                    || (old.latest(*of, *slice) == new.latest(*of, *slice) && old.first(*of, *slice) == new.first(*of, *slice))
            }
            Question::Standing(of, slice, period) => {
                let same = || match (old.standing(*of, *slice, *period), new.standing(*of, *slice, *period)) {
                    (Some(old), Some(new)) => standing_alike(&old, &new),
                    (old, new) => old.is_none() && new.is_none(),
                };
                // An open period is as long as the months that are known, which a metric that is alike shares.
                alike.judges() && (alike.has(of.metric) || same())
            }
            _ => false,
        }
    }
}
