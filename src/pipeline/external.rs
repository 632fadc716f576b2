//! Links that lead out of the site: which there are, and what is said of those that lead nowhere.

use super::{Build, BuildOptions, Known};
use crate::content::Written;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::Place;
use crate::model::page::{CriterionKind, Details};
use crate::site;
use crate::world::World;
use crate::world::web::Answer;
use std::collections::{BTreeMap, BTreeSet};

impl Known {
    /// The addresses that texts and evidence lead to outside, without what a browser keeps to itself.
    pub fn outside(&self) -> BTreeSet<String> {
        self.content.pages.iter().flat_map(|written| links(written)).map(|(url, _)| url).collect()
    }
}

/// Adds to a build what outside addresses answered.
pub fn add_answers(
    known: &Known,
    answers: &BTreeMap<String, Answer>,
    world: &dyn World,
    options: &BuildOptions,
    build: &mut Build,
) {
    let mut report = Report::default();
    for (url, place) in known.content.pages.iter().flat_map(|written| links(written)) {
        match answers.get(&url) {
            None | Some(Answer::Found) => {}
            Some(Answer::Gone(status)) => {
                let message = format!("there is nothing at `{url}` any more: it answered {status}");
                let finding = Diagnostic::new(&codes::EXTERNAL_GONE, place, message);
                report.push(finding.hint("look for where it has moved, or take the link away"));
            }
            Some(Answer::Silent(why)) => {
                let message = format!("`{url}` could not be asked: {why}");
                let finding = Diagnostic::new(&codes::EXTERNAL_SILENT, place, message);
                report.push(finding.hint("open it yourself; if it stays like this, take the link away"));
            }
        }
    }
    known.config.apply_severities(&mut report);
    build.tally.known += super::leave_out_known(world, &mut report);
    build.report.append(super::finished(report, Some(&known.config), options));
    build.report.sort();
}

/// The outside addresses of a page, with where they stand.
fn links(written: &Written) -> impl Iterator<Item = (String, Place)> {
    let in_text = written.document.links.iter().map(|link| (&link.dest, site::address_place(written, &link.dest, &link.range)));
    let criteria = match &written.page.details {
        Details::Step(step) => step.criteria.as_slice(),
        _ => &[],
    };
    let evidence = criteria.iter().filter_map(|criterion| match &criterion.kind {
        CriterionKind::Hand { evidence: Some(evidence), .. } => Some((evidence.id.to_string(), evidence.place.clone())),
        _ => None,
    });
    let all = in_text.map(|(dest, place)| (dest.clone(), place)).chain(evidence);
    all.filter(|(url, _)| url.starts_with("https://") || url.starts_with("http://"))
        .map(|(url, place)| (url.split('#').next().unwrap_or_default().to_owned(), place))
}
