//! The success stories of the month.

use super::Found;
use crate::model::Period;
use crate::render::context::Context;
use crate::render::view::{Block, EntryGroup};

/// The stories of the months of a period.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let months = context.site.config().fiscal_year.months(period);
    let entries: Vec<_> = months.iter().flat_map(|month| context.site.stories_of(month)).map(|at| context.entry(at)).collect();
    let finding = context.words.fill("stories_finding", &[("count", &entries.len().to_string())]);
    (!entries.is_empty()).then(|| Found {
        finding: Some(finding),
        blocks: vec![Block::Entries(EntryGroup { entries, ..EntryGroup::default() })],
        ..Found::default()
    })
}
