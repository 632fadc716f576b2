//! Which addresses a site has, and what stands at each.

use super::page::PageIx;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Month, Period, Place};
use foldhash::HashMap;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// What stands at an address. Addresses here have no language; all but pages exist in every language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// The home page.
    Home,
    /// A page somebody wrote.
    Page(PageIx),
    /// The list of a folder.
    Folder(Arc<str>),
    /// All tags.
    Tags,
    /// The pages with a tag.
    Tag(Arc<str>),
    /// The pages with a value of a facet.
    Facet(Arc<str>, Arc<str>),
    /// The journey.
    Journey,
    /// A stage, by id.
    Stage(Arc<str>),
    /// All guides of a stage on one page, for paper.
    StagePrint(Arc<str>),
    /// All segments.
    Segments,
    /// A segment.
    Segment(Arc<str>),
    /// All roles.
    Roles,
    /// A role.
    Role(Arc<str>),
    /// The organisation.
    Organisation,
    /// The handover.
    Handover,
    /// The agreements.
    Agreements,
    /// The tools.
    Tools,
    /// The roadmap.
    Roadmap,
    /// The maturity board.
    Maturity,
    /// All metrics.
    Metrics,
    /// A metric, by id.
    Metric(Arc<str>),
    /// All reviews.
    Reviews,
    /// The review of a period.
    Review(Period),
    /// The pages that must be read again.
    Overdue,
    /// What changed lately.
    Changes,
    /// What wider sites give away.
    Audit,
    /// The stories of a month.
    StoryMonth(Month),
    /// The search page.
    Search,
    /// A redirect to a page's version in a language.
    Alias(PageIx, usize),
}

impl Route {
    /// Its address without a language; `None` for those whose address is not theirs to say.
    pub fn address(&self) -> Option<String> {
        Some(match self {
            Route::Home => "/".into(),
            Route::Page(_) | Route::Alias(..) => return None,
            Route::Folder(address) => address.to_string(),
            Route::Tags => "/tags/".into(),
            Route::Tag(tag) => format!("/tags/{tag}/"),
            Route::Facet(facet, value) => format!("/facets/{facet}/{value}/"),
            Route::Journey => "/journey/".into(),
            Route::Stage(id) => format!("/journey/{id}/"),
            Route::StagePrint(id) => format!("/journey/{id}/print/"),
            Route::Segments => "/segments/".into(),
            Route::Segment(id) => format!("/segments/{id}/"),
            Route::Roles => "/roles/".into(),
            Route::Role(id) => format!("/roles/{id}/"),
            Route::Organisation => "/organisation/".into(),
            Route::Handover => "/handover/".into(),
            Route::Agreements => "/agreements/".into(),
            Route::Tools => "/tools/".into(),
            Route::Roadmap => "/roadmap/".into(),
            Route::Maturity => "/maturity/".into(),
            Route::Metrics => "/metrics/".into(),
            Route::Metric(id) => format!("/metrics/{id}/"),
            Route::Reviews => "/reviews/".into(),
            Route::Review(period) => format!("/reviews/{period}/"),
            Route::StoryMonth(month) => format!("/stories/months/{month}/"),
            Route::Overdue => "/overdue/".into(),
            Route::Changes => "/changes/".into(),
            Route::Audit => "/audit/".into(),
            Route::Search => "/search/".into(),
        })
    }
}

/// Where a page comes from, for messages about its address.
#[derive(Debug, Clone)]
struct Taken {
    route: Route,
    place: Option<Place>,
}

/// All addresses of a site.
#[derive(Debug, Clone, Default)]
pub struct Routes {
    // Address with its language → what stands there.
    all: BTreeMap<Arc<str>, (Route, usize)>,
}

/// Addresses while they are given out.
#[derive(Default)]
pub(super) struct Claims {
    routes: Routes,
    // Folded address → who has it, so that names which differ only in case or Unicode form meet.
    taken: HashMap<Arc<str>, Taken>,
}

/// The prefix of a language: nothing for the default.
pub(super) fn prefixed(address: &str, language: usize, languages: &[Arc<str>]) -> Arc<str> {
    match languages.get(language) {
        Some(code) if language > 0 => format!("/{code}{address}").into(),
        _ => address.into(),
    }
}

/// An address without the differences of case and Unicode form.
fn folded(address: &Arc<str>) -> Arc<str> {
    match address.is_ascii() {
        true if address.bytes().any(|byte| byte.is_ascii_uppercase()) => address.to_ascii_lowercase().into(),
        true => Arc::clone(address),
        false => address.nfc().flat_map(char::to_lowercase).collect::<String>().into(),
    }
}

impl Claims {
    /// Adds an address with its language prefix. If it is taken already, that is reported at `place` and `false`.
    pub(super) fn add(
        &mut self,
        address: Arc<str>,
        route: Route,
        language: usize,
        place: Option<Place>,
        report: &mut Report,
    ) -> bool {
        let folded = folded(&address);
        if let Some(taken) = self.taken.get(&folded) {
            // A list page that somebody heads with `index.md` is one page, not two.
            if taken.route != route
                && let Some(place) = place.as_ref().or(taken.place.as_ref())
            {
                let finding = Diagnostic::new(
                    &codes::DUPLICATE_ADDRESS,
                    place.clone(),
                    format!("the address `{address}` belongs to another page"),
                );
                let finding = match taken.place.as_ref().filter(|other| *other != place) {
                    Some(other) => finding.also(other.clone(), "this page has it"),
                    None => finding,
                };
                report.push(finding.hint("rename one of the two, or take the alias away"));
            }
            return false;
        }
        self.taken.insert(folded, Taken { route: route.clone(), place });
        self.routes.all.insert(address, (route, language));
        true
    }

    /// Whether something stands at an address with its language.
    pub(super) fn holds(&self, address: &str) -> bool {
        self.routes.at(address).is_some()
    }

    /// What was given out.
    pub(super) fn routes(self) -> Routes {
        self.routes
    }
}

impl Routes {
    /// All addresses in their order, with what stands there and its language.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Route, usize)> {
        self.all.iter().map(|(address, (route, language))| (address, route, *language))
    }

    /// Those that begin as the given one does, with what stands there and its language.
    pub fn below<'r>(&'r self, address: &'r str) -> impl Iterator<Item = (&'r Arc<str>, &'r Route, usize)> {
        let from = self.all.range::<str, _>((Bound::Included(address), Bound::Unbounded));
        let below = from.take_while(move |(known, _)| known.starts_with(address));
        below.map(|(address, (route, language))| (address, route, *language))
    }

    /// What stands at an address with its language.
    pub fn at(&self, address: &str) -> Option<&Route> {
        self.all.get(address).map(|(route, _)| route)
    }

    /// What stands at an address with its language, and that language.
    pub fn standing(&self, address: &str) -> Option<&(Route, usize)> {
        self.all.get(address)
    }

    /// How many addresses there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}
