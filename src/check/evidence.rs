//! What the criteria of a step name as their evidence.

use crate::content::Written;
use crate::model::SourcePath;
use crate::model::page::{CriterionKind, Details};

/// The files that a page names as evidence.
pub(in crate::check) fn evidence(written: &Written) -> impl Iterator<Item = SourcePath> {
    let criteria = match &written.page.details {
        Details::Step(step) => step.criteria.as_slice(),
        _ => &[],
    };
    let evidence = criteria.iter().filter_map(|criterion| match &criterion.kind {
        CriterionKind::Hand { evidence, .. } => evidence.as_ref(),
        CriterionKind::Data(_) => None,
    });
    evidence.filter_map(|evidence| crate::site::source_of(&written.page.path, &evidence.id))
}
