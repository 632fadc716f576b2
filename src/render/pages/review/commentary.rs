//! What people wrote about a period, by section.

use crate::model::Period;
use crate::render::context::Context;
use crate::render::pictures::Pictures;
use crate::render::prose::Prose;
use crate::render::view::{Commentary, Html};
use std::collections::BTreeMap;

/// The commentary of a review, by the id of its section.
pub(super) struct Written {
    by: Option<String>,
    label: String,
    sections: BTreeMap<String, Html>,
}

impl Written {
    /// What was written for a period; nothing where nobody wrote.
    pub(super) fn of(context: &Context<'_>, period: Period, pictures: &Pictures<'_>) -> Written {
        let page = context.site.written_review(period);
        let by = page
            .and_then(|page| page.meta.owner.as_ref())
            .and_then(|owner| context.site.registers().who(&owner.id))
            .map(|who| context.text(who.name()).to_owned());
        let label = match &by {
            Some(name) => context.words.fill("remark_by", &[("name", name)]),
            None => context.word("remark").to_owned(),
        };
        let mut sections = BTreeMap::new();
        if let Some(page) = page {
            let version = page.version(context.language);
            let document = context.site.text(version);
            let month = page.month.or(Some(context.last_month(period)));
            for section in document.sections() {
                let id = match section.heading {
                    Some(at) => document.headings[at].id.to_string(),
                    None => "summary".to_owned(),
                };
                let html = Prose::new(context, &version.path, month, pictures)
                    .with_prefix(&id)
                    .aside()
                    .pieces(document, section.body.clone());
                if !html.trim().is_empty() {
                    sections.insert(id, Html::from(html));
                }
            }
        }
        Written { by, label, sections }
    }

    /// Who wrote it.
    pub(super) fn by(&self) -> Option<&str> {
        self.by.as_deref()
    }

    /// The remark on a section, if there is one.
    pub(super) fn section(&self, id: &str) -> Vec<Commentary> {
        let remark = |html: &Html| Commentary { by: self.label.clone(), html: html.clone(), automatic: false };
        self.sections.get(id).map(remark).into_iter().collect()
    }
}
