//! What can be found on a site: its pages with their texts, in the order in which the index counts them.

use super::Titled;
use crate::content::markdown::{Document, FIGURE_MARK};
use crate::model::page::{Details, PageType};
use crate::site::{PageIx, Route, Site, SitePage, State, Version};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A page that can be found. Of thousands of pages the texts are most of what there is, so they are not copied.
#[derive(Debug)]
pub(super) struct Doc<'a> {
    pub group: Group,
    /// With its language.
    pub address: Arc<str>,
    pub title: String,
    pub summary: Option<String>,
    pub text: Cow<'a, str>,
    /// Where the text of a heading begins in `text`, in bytes; and its id.
    pub headings: Vec<(usize, &'a str)>,
    pub tags: Vec<Arc<str>>,
    /// The titles of its headings.
    pub heads: Vec<String>,
}

impl Doc<'_> {
    /// What counts more than the text and less than the title.
    pub(super) fn lead(&self) -> impl Iterator<Item = &str> {
        let summary = self.summary.iter().map(String::as_str);
        summary.chain(self.heads.iter().map(String::as_str)).chain(self.tags.iter().map(|tag| &**tag))
    }
}

/// What a reader can narrow the results by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    pub kind: Kind,
    /// The position of its stage.
    pub stage: Option<usize>,
    /// The positions of its segments.
    pub segments: Vec<usize>,
}

/// What a result is, in the order in which equal results are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Playbook,
    Step,
    Page,
    Story,
    Pilot,
    Metric,
    Review,
    Stage,
    Segment,
    Role,
}

impl Kind {
    /// Its name in the index.
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Playbook => "playbook",
            Kind::Step => "step",
            Kind::Page => "page",
            Kind::Story => "story",
            Kind::Pilot => "pilot",
            Kind::Metric => "metric",
            Kind::Review => "review",
            Kind::Stage => "stage",
            Kind::Segment => "segment",
            Kind::Role => "role",
        }
    }
}

/// The pages of a site in a language, sorted by group and address.
pub(super) fn docs<'a>(site: &'a Site<'_>, titles: &[Titled], language: usize) -> Vec<Doc<'a>> {
    let titles: BTreeMap<&str, &Titled> = titles.iter().map(|titled| (&*titled.address, titled)).collect();
    let mut docs: Vec<Doc<'_>> = site
        .routes()
        .iter()
        .filter(|(_, _, of)| *of == language)
        .filter_map(|(address, route, _)| match route {
            Route::Page(at) => written(site, *at, address, language, titles.get(&**address).copied()),
            _ => made(site, route, titles.get(&**address)?, language),
        })
        .collect();
    docs.sort_by(|a, b| a.group.cmp(&b.group).then_with(|| a.address.cmp(&b.address)));
    docs
}

/// A page somebody wrote.
fn written<'a>(site: &'a Site<'_>, at: PageIx, address: &Arc<str>, language: usize, titled: Option<&Titled>) -> Option<Doc<'a>> {
    let page = site.page(at);
    let version = page.version(language);
    if version.language != language || matches!(version.state, State::Gone(_)) {
        return None;
    }
    let figures = Figures { titled, version };
    let (text, headings) = text(site.text(version), figures);
    Some(Doc {
        group: group(site, page),
        address: Arc::clone(address),
        title: version.title.to_string(),
        summary: version.summary.as_deref().map(str::to_owned),
        text,
        headings,
        tags: page.meta.tags.iter().map(|tag| site.config().tag(tag, &site.config().languages[language]).into()).collect(),
        heads: heads(site.text(version), figures),
    })
}

/// A page made from data that is worth finding: lists are not.
fn made<'a>(site: &'a Site<'_>, route: &Route, titled: &Titled, language: usize) -> Option<Doc<'a>> {
    let registers = site.registers();
    let (kind, stage, segment) = match route {
        Route::Metric(_) => (Kind::Metric, None, None),
        Route::Review(_) => (Kind::Review, None, None),
        Route::Role(_) => (Kind::Role, None, None),
        Route::Stage(id) => (Kind::Stage, registers.journey.iter().position(|stage| stage.id == *id), None),
        Route::Segment(id) => (Kind::Segment, None, registers.segments.iter().position(|segment| segment.id == *id)),
        Route::Journey | Route::Organisation | Route::Handover | Route::Agreements => (Kind::Page, None, None),
        Route::Tools | Route::Roadmap | Route::Maturity => (Kind::Page, None, None),
        _ => return None,
    };
    let comment = match route {
        Route::Review(period) => site.written_review(*period).and_then(|page| page.versions.get(language)?.as_ref()),
        _ => None,
    };
    // The sections of a review have ids of their own, so what people wrote has no address within the page.
    let text = comment.map(|version| text(site.text(version), Figures { titled: Some(titled), version }).0).unwrap_or_default();
    Some(Doc {
        group: Group { kind, stage, segments: segment.into_iter().collect() },
        address: Arc::clone(&titled.address),
        title: titled.title.clone(),
        summary: titled.description.clone(),
        text,
        headings: Vec::new(),
        tags: Vec::new(),
        heads: Vec::new(),
    })
}

fn group(site: &Site<'_>, page: &SitePage) -> Group {
    let registers = site.registers();
    let kind = match page.page_type {
        PageType::Playbook => Kind::Playbook,
        PageType::Step => Kind::Step,
        PageType::Story => Kind::Story,
        PageType::Pilot => Kind::Pilot,
        PageType::Review => Kind::Review,
        PageType::Plain => Kind::Page,
    };
    let of_page: Vec<&str> = match &page.details {
        Details::Playbook(it) => it.segments.iter().map(|id| &*id.id).collect(),
        Details::Story(it) => it.segment.iter().map(|id| &*id.id).collect(),
        Details::Pilot(it) => it.segments.iter().map(|id| &*id.id).collect(),
        _ => Vec::new(),
    };
    let position = |id: &str| registers.segments.iter().position(|segment| &*segment.id == id);
    let mut segments: Vec<usize> = of_page.into_iter().filter_map(position).collect();
    segments.sort_unstable();
    let stage = site.stage_of(page).and_then(|stage| registers.journey.iter().position(|known| known.id == stage.id));
    Group { kind, stage, segments }
}

/// The figures in the sentences of a text, as the page prints them.
#[derive(Clone, Copy)]
struct Figures<'a> {
    titled: Option<&'a Titled>,
    version: &'a Version,
}

impl Figures<'_> {
    /// Puts them into a part of the text whose first figure has a number; says which comes next.
    fn put(self, plain: &str, mut number: usize) -> (String, usize) {
        let mut parts = plain.split(FIGURE_MARK);
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let said = self.titled.and_then(|titled| titled.figures.get(&(self.version.path.clone(), number)));
            // What cannot be seen is a dash on the page.
            out.push_str(said.map_or("—", |said| said));
            out.push_str(part);
            number += 1;
        }
        (out, number)
    }
}

/// What a reader sees of a text, and where its headings begin.
fn text<'a>(document: &'a Document, figures: Figures<'_>) -> (Cow<'a, str>, Vec<(usize, &'a str)>) {
    let plain = document.plain.trim_end();
    if !plain.contains(FIGURE_MARK) {
        let headings = document.headings.iter().map(|heading| (heading.plain.into(), &*heading.id));
        return (plain.into(), headings.collect());
    }
    let mut text = String::with_capacity(plain.len());
    let mut headings = Vec::with_capacity(document.headings.len());
    let (mut from, mut number) = (0, 0);
    for heading in &document.headings {
        let begin = usize::from(heading.plain);
        let (part, next) = figures.put(plain.get(from..begin).unwrap_or_default(), number);
        text.push_str(&part);
        headings.push((text.len(), &*heading.id));
        (from, number) = (begin.max(from), next);
    }
    text.push_str(&figures.put(plain.get(from..).unwrap_or_default(), number).0);
    (text.into(), headings)
}

fn heads(document: &Document, figures: Figures<'_>) -> Vec<String> {
    document.headings.iter().map(|heading| figures.put(heading.text(), heading.figure.into()).0).collect()
}
