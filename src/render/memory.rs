//! What is remembered of the pages of one site from one build to the next.
//!
//! A page rests on three things: what all pages share ([`Shared`]), what it asked of the site, and the files it shows. As long
//! as all three are as they were, making it again would give the same bytes, so it is not made again. That the questions are
//! complete is the work of [`crate::site::Site`], which hands out nothing without noting it.

use super::context::InSentences;
use super::frame::Navigation;
use super::ledger::Line;
use super::pictures::{Pictures, Size};
use super::poster::Drawn;
use super::readers::Readers;
use super::theme::Theme;
use super::{Gathered, Listed, MadePages, Titled};
use crate::config::{Config, Facet, SiteConfig};
use crate::diag::Diagnostic;
use crate::model::SourcePath;
use crate::output::Content;
use crate::site::{Difference, Question, Same, Shape, Show, Site};
use jiff::civil::Date;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The pages of the last build.
#[derive(Default)]
pub struct Memory(Option<Last>);

struct Last {
    shared: Shared,
    shape: Arc<Shape>,
    pages: MadePages,
    gathered: Gathered,
    listed: Listed,
    // Made behind the build, or when an edit first asks.
    readers: Later,
}

/// What every page of a site rests on.
pub(super) struct Shared {
    config: Config,
    settings: SiteConfig,
    theme: Arc<Theme>,
    navigation: Navigation,
    facets: Vec<Facet>,
    today: Date,
    show: Show,
    narrowest: bool,
}

/// A page as it was made, with all that it rests on.
pub(super) struct Rendered {
    /// Its bytes, or why its template failed.
    pub html: Result<Content, Diagnostic>,
    /// The file that holds it.
    pub file: Arc<str>,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// The figures it prints.
    pub lines: Vec<Line>,
    /// The files it uses.
    pub files: Box<[(SourcePath, Size)]>,
    /// The figures in its sentences.
    pub said: InSentences,
    /// The picture that stands for it where it is shared.
    pub drawn: Option<Drawn>,
    /// One of its bytes, where readers keep them.
    pub digest: Option<blake3::Hash>,
    /// What it asked of the site.
    pub questions: Box<[Question]>,
}

impl Rendered {
    /// What it is called; nothing if it could not be made.
    pub(super) fn titled(&self, address: &Arc<str>) -> Option<Titled> {
        let titled = || Titled {
            address: Arc::clone(address),
            title: self.title.clone(),
            description: self.description.clone(),
            figures: self.said.clone(),
        };
        self.html.is_ok().then(titled)
    }
}

impl Shared {
    pub(super) fn of(site: &Site<'_>, theme: &Arc<Theme>, navigation: Navigation) -> Self {
        Shared {
            config: site.config().clone(),
            settings: site.settings().clone(),
            theme: Arc::clone(theme),
            navigation,
            facets: site.facets().to_vec(),
            today: site.today(),
            show: site.show(),
            narrowest: site.is_narrowest(),
        }
    }

    /// The fields are named one by one, so that a new one is not forgotten.
    fn same(&self, other: &Shared) -> bool {
        let Shared { config, settings, theme, navigation, facets, today, show, narrowest } = self;
        Arc::ptr_eq(theme, &other.theme)
            && *config == other.config
            && *settings == other.settings
            && *navigation == other.navigation
            && *facets == other.facets
            && *today == other.today
            && *show == other.show
            && *narrowest == other.narrowest
    }
}

/// The pages of the last build that may still stand.
pub(super) struct Standing<'m> {
    last: &'m Last,
    difference: Difference<'m>,
}

impl Standing<'_> {
    /// The positions of the pages that are to be made anew, where all others stand as they stood; nothing if that is not to be said
    /// without a look at each.
    pub(super) fn anew(&self, pictures: &Pictures<'_>) -> Option<Vec<usize>> {
        let named = self.difference.named().filter(|_| self.last.gathered.failed.is_empty())?;
        let pages = &self.last.pages;
        let readers = self.last.readers.get_or_init(|| Readers::of(pages).into()).lock().unwrap_or_else(PoisonError::into_inner);
        let holds = |at: usize| self.difference.holds_all(&pages[at].1.questions);
        let anew: Vec<usize> = readers.of_any(&named).into_iter().filter(|at| !holds(*at)).collect();
        debug_assert!((0..pages.len()).all(|at| anew.binary_search(&at).is_ok() || holds(at)), "a question was not named");
        readers.show(anew.iter().map(|at| &*pages[*at].1), pictures).then_some(anew)
    }

    /// The positions of the pages that were made anew, with what there is now; nothing if pages stand elsewhere, or could not be made.
    pub(super) fn changed(&self, made: &MadePages) -> Option<Vec<(usize, Arc<Rendered>)>> {
        let known = self.last.pages.iter().zip(made.iter()).enumerate();
        let other = known.filter(|(_, ((_, before), (_, now)))| !Arc::ptr_eq(before, now));
        let comparable = self.difference.in_place() && self.last.gathered.failed.is_empty();
        comparable.then(|| other.map(|(at, (_, (_, now)))| (at, Arc::clone(now))).collect())
    }

    /// The address at a position.
    pub(super) fn address(&self, at: usize) -> &Arc<str> {
        &self.last.pages[at].0
    }

    /// The page at an address, if making it again would give the same. Mostly it is where it was in the list of all.
    pub(super) fn page(&self, address: &Arc<str>, at: usize, pictures: &Pictures<'_>) -> Option<Arc<Rendered>> {
        let pages = &self.last.pages;
        let there = pages.get(at).filter(|(known, _)| Arc::ptr_eq(known, address));
        let search = || pages.binary_search_by(|(known, _)| known.cmp(address)).ok().map(|at| &pages[at]);
        let (_, known) = there.or_else(search)?;
        // Every file of a page that stands is asked for, so that it is copied; of another, nobody may show it any more.
        let files = || known.files.iter().filter(|(path, size)| pictures.size(path) != *size).count() == 0;
        (self.difference.holds_all(&known.questions) && files()).then(|| Arc::clone(known))
    }
}

/// Who asked what, once it is found.
type Later = Arc<OnceLock<Mutex<Readers>>>;

/// Who asked what of some pages, found behind the build: it takes longer than the edit that will ask for it.
fn found_later(pages: &MadePages) -> Later {
    let readers = Later::default();
    let (asking, wanted) = (Arc::clone(pages), Arc::clone(&readers));
    rayon::spawn(move || {
        wanted.get_or_init(|| Readers::of(&asking).into());
    });
    readers
}

impl Memory {
    /// What of the last build may still stand.
    pub(super) fn standing<'m>(&'m self, site: &'m Site<'m>, shared: &Shared, same: &'m Same) -> Option<Standing<'m>> {
        let last = self.0.as_ref().filter(|last| last.shared.same(shared))?;
        Some(Standing { last, difference: Difference::between(&last.shape, site, same) })
    }

    /// How often pages asked their site something: a measure of the work that making them is.
    #[cfg(test)]
    pub(crate) fn questions(&self) -> usize {
        self.0.iter().flat_map(|last| last.pages.iter()).map(|(_, page)| page.questions.len()).sum()
    }

    /// Remembers a build that was finished.
    pub(super) fn keep(&mut self, site: &Site<'_>, shared: Shared, pages: MadePages, gathered: Gathered, listed: Listed) {
        let shape = Arc::clone(site.shape());
        let readers = found_later(&pages);
        self.0 = Some(Last { shared, shape, pages, gathered, listed, readers });
    }

    /// Remembers a build in which all pages stand as in the last but for those at some positions; gives what there is now.
    pub(super) fn replace(
        &mut self,
        site: &Site<'_>,
        (shared, same): (Shared, &Same),
        anew: Vec<(usize, Arc<Rendered>)>,
    ) -> Option<(MadePages, Gathered, Listed)> {
        let last = self.0.as_mut()?;
        let same_figures = same.figures.as_ref().is_some_and(|figures| site.figures().are(figures));
        let pages = Arc::make_mut(&mut last.pages);
        let replace = |(at, now): (usize, Arc<Rendered>)| {
            let before = std::mem::replace(&mut pages[at].1, Arc::clone(&now));
            (at, before, now)
        };
        let anew: Vec<_> = anew.into_iter().map(replace).collect();
        if !same_figures || anew.iter().any(|(_, before, now)| before.lines != now.lines) {
            last.listed = Listed::default();
        }
        last.gathered.replace(site, &last.pages, &anew);
        match last.readers.get() {
            Some(readers) => readers.lock().unwrap_or_else(PoisonError::into_inner).replace(&anew),
            // What is being found is that of pages that stand no more.
            None => last.readers = found_later(&last.pages),
        }
        (last.shared, last.shape) = (shared, Arc::clone(site.shape()));
        Some((Arc::clone(&last.pages), last.gathered.clone(), Arc::clone(&last.listed)))
    }

    /// The list of the figures of the last build, if these pages print the same ones: it rests on the figures and on what is printed of
    /// them, which an edit of a text seldom touches.
    pub(super) fn listed(&self, site: &Site<'_>, shared: &Shared, same: &Same, pages: &MadePages) -> Option<Listed> {
        let last = self.0.as_ref().filter(|last| last.shared.same(shared) && last.pages.len() == pages.len())?;
        let figures = same.figures.as_ref().is_some_and(|figures| site.figures().are(figures));
        let alike = |page: &Arc<Rendered>, now: &Arc<Rendered>| Arc::ptr_eq(page, now) || page.lines == now.lines;
        let mut pairs = last.pages.iter().zip(pages.iter());
        let stands = figures && pairs.all(|((address, page), (other, now))| address == other && alike(page, now));
        stands.then(|| Arc::clone(&last.listed))
    }
}
