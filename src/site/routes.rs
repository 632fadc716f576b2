//! Which addresses a site has, and what stands at each.

use super::page::PageIx;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Month, Period, Place};
use rayon::prelude::*;
use std::borrow::Cow;
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

/// Something that wants an address.
pub(super) struct Claim {
    /// The address with its language.
    pub(super) address: Arc<str>,
    /// What is to stand there.
    pub(super) route: Route,
    /// Its language.
    pub(super) language: usize,
    /// Who wants it.
    pub(super) by: By,
}

/// Who wants an address, for messages about it.
#[derive(Debug, Clone, Copy)]
pub(super) enum By {
    /// What is made from data.
    Data,
    /// A list that gives way to whatever stands at its address.
    List,
    /// A page in a language.
    Page(PageIx, usize),
    /// The short address in a page's front matter.
    Short(PageIx),
}

/// All addresses of a site.
#[derive(Debug, Clone, Default)]
pub struct Routes {
    // Address with its language, what stands there and its language; in the order of the addresses.
    all: Vec<(Arc<str>, Route, usize)>,
}

/// An address with the prefix of a language: nothing for the default.
pub(super) fn prefixed<'s>(address: &'s str, language: usize, languages: &[Arc<str>]) -> Cow<'s, str> {
    match languages.get(language) {
        Some(code) if language > 0 => Cow::Owned(format!("/{code}{address}")),
        _ => Cow::Borrowed(address),
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

/// Of two that want the same address, says who comes too late, if somebody wrote one of them.
fn collision(first: &Claim, late: &Claim, place: impl Fn(By) -> Option<Place>) -> Option<Diagnostic> {
    // A list page that somebody heads with `index.md` is one page, not two.
    let gives_way = matches!(late.by, By::List) && late.address == first.address;
    if gives_way || late.route == first.route {
        return None;
    }
    let taken = place(first.by);
    let place = place(late.by).or_else(|| taken.clone())?;
    let message = format!("the address `{}` belongs to another page", late.address);
    let finding = Diagnostic::new(&codes::DUPLICATE_ADDRESS, place.clone(), message);
    let finding = match taken.filter(|other| *other != place) {
        Some(other) => finding.also(other, "this page has it"),
        None => finding,
    };
    Some(finding.hint("rename one of the two, or take the alias away"))
}

impl Routes {
    /// Gives every address to the first who wants it; names that differ only in case or Unicode form are one address. Whoever
    /// comes too late is reported at the place of the page.
    pub(super) fn given(claims: Vec<Claim>, place: impl Fn(By) -> Option<Place>, report: &mut Report) -> Self {
        let mut claims: Vec<_> = claims.into_par_iter().map(|claim| (folded(&claim.address), claim)).collect();
        claims.par_sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut given: Vec<(Arc<str>, Claim)> = Vec::with_capacity(claims.len());
        for (folded, claim) in claims {
            match given.last().filter(|(taken, _)| *taken == folded) {
                Some((_, first)) => collision(first, &claim, &place).into_iter().for_each(|finding| report.push(finding)),
                None => given.push((folded, claim)),
            }
        }
        let mut all: Vec<_> = given.into_iter().map(|(_, claim)| (claim.address, claim.route, claim.language)).collect();
        // Until now they stood in the order of their folded forms.
        all.par_sort_by(|(one, ..), (other, ..)| one.cmp(other));
        Routes { all }
    }

    /// All addresses in their order, with what stands there and its language.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Arc<str>, &Route, usize)> {
        self.all.iter().map(|(address, route, language)| (address, route, *language))
    }

    /// Those that begin as the given one does, with what stands there and its language.
    pub fn below<'r>(&'r self, address: &'r str) -> impl Iterator<Item = (&'r Arc<str>, &'r Route, usize)> {
        let from = self.all.partition_point(|(known, ..)| **known < *address);
        self.iter().skip(from).take_while(move |(known, ..)| known.starts_with(address))
    }

    /// What stands at an address with its language.
    pub fn at(&self, address: &str) -> Option<&Route> {
        self.standing(address).map(|(route, _)| route)
    }

    /// What stands at an address with its language, and that language.
    pub fn standing(&self, address: &str) -> Option<(&Route, usize)> {
        let at = self.all.binary_search_by(|(known, ..)| (**known).cmp(address)).ok()?;
        self.all.get(at).map(|(_, route, language)| (route, *language))
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
