//! Where the text and the evidence of a page lead.

use crate::content::Written;
use crate::model::SourcePath;
use crate::model::page::{CriterionKind, Details};

/// The files that a page links to, shows or names as evidence.
pub(in crate::check) fn leads(written: &Written) -> impl Iterator<Item = SourcePath> {
    let links = written.document.links.iter().map(|link| &*link.dest);
    let images = written.document.images.iter().map(|image| &*image.dest);
    let criteria = match &written.page.details {
        Details::Step(step) => step.criteria.as_slice(),
        _ => &[],
    };
    let evidence = criteria.iter().filter_map(|criterion| match &criterion.kind {
        CriterionKind::Hand { evidence, .. } => evidence.as_ref().map(|evidence| &*evidence.id),
        CriterionKind::Data(_) => None,
    });
    links.chain(images).chain(evidence).filter_map(|dest| crate::site::source_of(&written.page.path, dest))
}
