//! What front matter refers to exists.

use crate::check::{Everything, Rule, Run};
use crate::content::{self, Content, Written};
use crate::data::metric_ref;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{CriterionKind, Details, Page, PageType, Story};
use crate::model::{Ref, SourcePath};
use crate::yaml::unknown_id;
use foldhash::HashSet;
use std::cell::OnceCell;

pub(in crate::check) const RULE: Rule = Rule { name: "references", run: Run::Among(refers, run) };

/// Whether the front matter of a page names something else.
fn refers(written: &Written) -> bool {
    let meta = &written.page.meta;
    meta.owner.is_some()
        || !meta.facets.is_empty()
        || meta.replaced_by.is_some()
        || !matches!(written.page.details, Details::Plain)
}

fn run(all: Everything<'_>, pages: &[&Written], report: &mut Report) {
    outlooks(all, report);
    let ids = PageIds { content: all.content, found: OnceCell::new() };
    for written in pages {
        let mut check = Check { all, ids: &ids, page: &written.page, report };
        check.meta();
        check.details();
    }
}

/// Who expects an outlook and who corrected a figure.
fn outlooks(all: Everything<'_>, report: &mut Report) {
    let Some(months) = all.figures.months() else { return };
    for snapshot in months.iter().filter_map(|month| all.figures.snapshot(month)) {
        let by = snapshot.outlook.iter().filter_map(|outlook| outlook.by.as_ref());
        for who in by.chain(snapshot.restated.iter().filter_map(|restated| restated.by.as_ref())) {
            if !all.registers.who_ids().any(|id| id == &*who.id) {
                report.push(unknown_id("role or department", &who.id, who.place.clone(), all.registers.who_ids()));
            }
        }
    }
}

/// The ids of all pages, by type: gathered once, when the first reference is looked up.
struct PageIds<'a> {
    content: &'a Content,
    found: OnceCell<HashSet<(PageType, &'a str)>>,
}

impl PageIds<'_> {
    fn contain(&self, page_type: PageType, id: &str) -> bool {
        let gather = || {
            let originals = self.content.pages.iter().map(|written| &written.page).filter(|page| page.original);
            originals.map(|page| (page.page_type, &*page.id)).collect()
        };
        self.found.get_or_init(gather).contains(&(page_type, id))
    }
}

struct Check<'a, 'r> {
    all: Everything<'a>,
    ids: &'r PageIds<'a>,
    page: &'a Page,
    report: &'r mut Report,
}

impl<'a> Check<'a, '_> {
    fn meta(&mut self) {
        let meta = &self.page.meta;
        self.who(&meta.owner);
        for (facet, value) in &meta.facets {
            self.facet(facet, value);
        }
        if let Some(replacement) = &meta.replaced_by {
            let path = replacement.id.trim_matches('/');
            if path.is_empty() || ![self.page.page_type, PageType::Plain].iter().any(|it| self.ids.contain(*it, path)) {
                self.unknown("page", replacement, self.page_ids(self.page.page_type).collect());
            }
        }
    }

    fn details(&mut self) {
        match &self.page.details {
            Details::Playbook(it) => {
                self.stage(&it.stage);
                self.segments(&it.segments);
                self.who(&it.role);
                self.metrics(&it.moves);
            }
            Details::Step(it) => {
                self.pages(PageType::Playbook, &it.playbooks);
                self.known("role", &it.roles, self.all.registers.roles.iter().map(|role| &*role.id).collect());
                self.known("tool", &it.tools, self.all.registers.tools.iter().map(|tool| &*tool.id).collect());
                for criterion in &it.criteria {
                    if let CriterionKind::Hand { evidence: Some(evidence), .. } = &criterion.kind {
                        self.evidence(evidence);
                    }
                }
            }
            Details::Review(it) => {
                for action in &it.actions {
                    self.who(&action.who);
                    self.metrics(&action.moves);
                }
            }
            Details::Story(it) => self.story(it),
            Details::Pilot(it) => {
                self.segments(&it.segments);
                self.who(it.people.iter().map(|(role, _)| role));
                self.who(it.decision.iter().filter_map(|decision| decision.by.as_ref()));
            }
            Details::Plain => {}
        }
    }

    fn story(&mut self, story: &'a Story) {
        self.stage(&story.stage);
        self.segments(&story.segment);
        self.pages(PageType::Playbook, &story.playbooks);
        for result in &story.results {
            self.metrics([&result.metric]);
            match &result.slice {
                Some(("segment", slice)) => self.segments([slice]),
                Some(("role", slice)) => {
                    self.known("role", [slice], self.all.registers.roles.iter().map(|role| &*role.id).collect());
                }
                Some((_, slice)) => {
                    self.known("unit", [slice], self.all.registers.org.units.iter().map(|unit| &*unit.id).collect());
                }
                None => {}
            }
        }
    }

    fn facet(&mut self, facet: &Ref, value: &Ref) {
        let facets = &self.all.config.facets;
        match self.all.config.facet(&facet.id) {
            None => self.unknown("facet", facet, facets.iter().map(|facet| &*facet.id).collect()),
            Some(found) if found.value(&value.id).is_none() => {
                let what = format!("value of `{}`", facet.id);
                self.unknown(&what, value, found.values.iter().map(|(id, _)| &**id).collect());
            }
            Some(_) => {}
        }
    }

    fn stage(&mut self, stage: &'a Option<Ref>) {
        self.known("stage", stage, self.all.registers.journey.iter().map(|stage| &*stage.id).collect());
    }

    fn segments(&mut self, segments: impl IntoIterator<Item = &'a Ref>) {
        self.known("segment", segments, self.all.registers.segments.iter().map(|segment| &*segment.id).collect());
    }

    fn who(&mut self, who: impl IntoIterator<Item = &'a Ref>) {
        self.known("role or department", who, self.all.registers.who_ids().collect());
    }

    fn pages(&mut self, page_type: PageType, pages: &'a [Ref]) {
        for page in pages.iter().filter(|page| page.id.is_empty() || !self.ids.contain(page_type, &page.id)) {
            self.unknown(page_type.word(), page, self.page_ids(page_type).collect());
        }
    }

    fn metrics(&mut self, metrics: impl IntoIterator<Item = &'a Ref>) {
        for metric in metrics {
            let _ = metric_ref(self.all.figures.definitions(), metric, self.report);
        }
    }

    /// A path from this page to a file below `content/`, or a full address.
    fn evidence(&mut self, evidence: &Ref) {
        if evidence.id.starts_with("https://") || evidence.id.starts_with("http://") {
            return;
        }
        let content = self.all.content;
        let wanted = self.page.path.resolve(evidence.id.split('#').next().unwrap_or(""));
        let exists = |path: &SourcePath| content.files.contains(path) || content.position(path).is_some();
        if !wanted.as_ref().is_some_and(exists) {
            let others = content.pages.iter().map(|written| &written.page.path).filter(|path| **path != self.page.path);
            let hint = wanted
                .and_then(|path| content::nearest(&self.page.path, &path, others))
                .unwrap_or_else(|| "write the path of a file from here, or an address with https://".into());
            let message = format!("the evidence `{}` leads to no file", evidence.id);
            self.report.push(Diagnostic::new(&codes::BROKEN_LINK, evidence.place.clone(), message).hint(hint));
        }
    }

    fn page_ids(&self, page_type: PageType) -> impl Iterator<Item = &'a str> + use<'a> {
        let pages = self.all.content.pages.iter().map(|written: &'a std::sync::Arc<Written>| &written.page);
        // The home page has no id.
        pages.filter(move |page| page.original && page.page_type == page_type && !page.id.is_empty()).map(|page| &*page.id)
    }

    fn known(&mut self, what: &str, references: impl IntoIterator<Item = &'a Ref>, ids: Vec<&'a str>) {
        for reference in references {
            if !ids.contains(&&*reference.id) {
                self.unknown(what, reference, ids.clone());
            }
        }
    }

    fn unknown(&mut self, what: &str, reference: &Ref, ids: Vec<&str>) {
        self.report.push(unknown_id(what, &reference.id, reference.place.clone(), ids.into_iter()));
    }
}
