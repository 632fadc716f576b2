//! The success stories of the month.

use super::Found;
use crate::model::Period;
use crate::render::context::Context;

/// The stories of the months of a period.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let months = context.site.config().fiscal_year.months(period);
    let stories: Vec<_> = months.iter().flat_map(|month| context.site.stories_of(month)).collect();
    let finding = context.words.fill("stories_finding", &[("count", &stories.len().to_string())]);
    (!stories.is_empty()).then(|| Found {
        finding: Some(finding),
        blocks: super::super::story::cards(context, &stories, 3),
        ..Found::default()
    })
}
