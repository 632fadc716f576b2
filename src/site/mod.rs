//! The site one audience gets to see.
//!
//! Invariant: a [`Site`] holds nothing its audience may not read. The filter is [`assemble()`] and nowhere else, so no
//! template, feed or index can leak what it never had. After it nobody asks who may see what.

mod assemble;
mod figures;
mod filter;
mod judged;
mod links;
mod list;
mod page;
mod picture;
mod relations;
mod routes;

pub use assemble::{Show, Sources, assemble};
pub use figures::SiteFigures;
pub use judged::{Ladder, Rung, State as CriterionState};
pub use links::{Target, check as check_links, resolve};
pub use list::Folder;
pub use page::{Gone, PageIx, SitePage, State, Version};
pub use picture::plain as plain_picture;
pub use relations::Relations;
pub use routes::{Route, Routes};

use crate::config::{Config, Facet, SiteConfig, SiteKind};
use crate::model::page::{Details, PageType};
use crate::model::registers::Registers;
use crate::model::{History, Month, Period, SourcePath};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything one audience may see, placed: every page has its address and its neighbours.
///
/// Only [`assemble()`] makes one, and whatever renders takes nothing else:
///
/// ```compile_fail
/// # use shirube::{model::Registers, site::Site};
/// fn render(site: &Site<'_>) {}
/// let everything = Registers::default();
/// render(&everything); // What was not filtered does not pass.
/// ```
pub struct Site<'a> {
    settings: &'a SiteConfig,
    config: &'a Config,
    today: Date,
    narrowest: bool,
    show: Show,
    history: Option<&'a History>,
    facets: Vec<Facet>,
    registers: Registers,
    pages: Vec<SitePage>,
    by_path: BTreeMap<SourcePath, (PageIx, usize)>,
    by_id: BTreeMap<(PageType, Arc<str>), PageIx>,
    folders: BTreeMap<Arc<str>, Folder>,
    tags: BTreeMap<Arc<str>, Vec<PageIx>>,
    // Pages that head a list, by address.
    heads: BTreeMap<Arc<str>, PageIx>,
    routes: Routes,
    relations: Relations,
    figures: SiteFigures<'a>,
}

impl<'a> Site<'a> {
    /// Id, kind, base address and title.
    pub fn settings(&self) -> &'a SiteConfig {
        self.settings
    }

    /// The settings that all sites share and everybody may know: languages, theme, search, words at the foot.
    ///
    /// Facets, approval and severities are not to be taken from here: facets are at [`Site::facets`].
    pub fn config(&self) -> &'a Config {
        self.config
    }

    /// Today.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Whether this is the narrowest site: it holds everything, and its readers may know files and people.
    pub fn is_narrowest(&self) -> bool {
        self.narrowest
    }

    /// What of the unpublished is shown.
    pub fn show(&self) -> Show {
        self.show
    }

    /// What git knows: on the narrowest site only.
    pub fn history(&self) -> Option<&'a History> {
        self.history
    }

    /// Where a source is edited: on the narrowest site only, whose readers may know files.
    pub fn edit_url(&self, path: &SourcePath) -> Option<String> {
        let pattern = self.config.edit_url.as_ref().filter(|_| self.narrowest)?;
        Some(pattern.replace("{path}", &percent_encoded(path.as_str())))
    }

    /// The facets.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// The registers.
    pub fn registers(&self) -> &Registers {
        &self.registers
    }

    /// The figures and the metrics.
    pub fn figures(&self) -> &SiteFigures<'a> {
        &self.figures
    }

    /// The page at a position.
    pub fn page(&self, at: PageIx) -> &SitePage {
        &self.pages[at.0 as usize]
    }

    /// All pages with their positions.
    pub fn pages(&self) -> impl Iterator<Item = (PageIx, &SitePage)> {
        self.pages.iter().enumerate().map(|(at, page)| (PageIx(at as u32), page))
    }

    /// The page with an id below its type's folder.
    pub fn find(&self, page_type: PageType, id: &str) -> Option<PageIx> {
        self.by_id.get(&(page_type, Arc::from(id))).copied()
    }

    /// The page and language a file became.
    pub fn by_path(&self, path: &SourcePath) -> Option<(PageIx, usize)> {
        self.by_path.get(path).copied()
    }

    /// The folders with pages, by address.
    pub fn folders(&self) -> &BTreeMap<Arc<str>, Folder> {
        &self.folders
    }

    /// The listed pages of a type, in their order.
    pub fn of_type(&self, page_type: PageType) -> &[PageIx] {
        let folder = format!("/{}/", page_type.folder());
        self.folders.get(&*folder).map_or(&[], |folder| &folder.pages)
    }

    /// The page that heads the list or generated page at an address without language.
    pub fn head(&self, address: &str) -> Option<&SitePage> {
        self.heads.get(address).map(|at| self.page(*at))
    }

    /// The tags with their pages, in the order of the tags.
    pub fn tags(&self) -> &BTreeMap<Arc<str>, Vec<PageIx>> {
        &self.tags
    }

    /// All addresses.
    pub fn routes(&self) -> &Routes {
        &self.routes
    }

    /// Links in both directions.
    pub fn relations(&self) -> &Relations {
        &self.relations
    }

    /// The review page somebody wrote for a period.
    pub fn written_review(&self, period: Period) -> Option<&SitePage> {
        let at = self.find(PageType::Review, &period.to_string())?;
        Some(self.page(at)).filter(|page| page.is_listed())
    }

    /// The periods with a review: on the narrowest site every month with figures, its quarters and years; on a wider one
    /// those that somebody wrote for it.
    pub fn reviews(&self) -> Vec<Period> {
        let written = self.pages.iter().filter(|page| page.page_type == PageType::Review && page.is_listed());
        let mut periods: BTreeSet<Period> = written.filter_map(|page| page.id.parse().ok()).collect();
        if self.narrowest {
            periods.extend(assemble::periods(self.config.fiscal_year, self.figures.months().into_iter()));
        }
        periods.into_iter().collect()
    }

    /// The months with stories.
    pub fn story_months(&self) -> BTreeSet<Month> {
        self.pages
            .iter()
            .filter(|page| page.page_type == PageType::Story && page.is_listed())
            .filter_map(|page| page.month)
            .collect()
    }

    /// The stories of a month, in their order.
    pub fn stories_of(&self, month: Month) -> Vec<PageIx> {
        self.of_type(PageType::Story).iter().copied().filter(|at| self.page(*at).month == Some(month)).collect()
    }

    /// Brings pages into the order a reader goes through them.
    pub fn in_reading_order(&self, pages: &mut [PageIx]) {
        list::sort(pages, &self.pages, &self.registers);
    }

    /// The stage a page names.
    pub fn stage_of(&self, page: &SitePage) -> Option<&crate::model::registers::Stage> {
        list::stage_of(page).and_then(|id| self.registers.stage(id))
    }

    /// The address of a page's version in a language; of the original's where it has none.
    pub fn page_address(&self, at: PageIx, language: usize) -> Arc<str> {
        let page = self.page(at);
        match &page.details {
            // What people wrote on a review goes into the review, which exists in every language.
            Details::Review(_) if page.id.parse::<Period>().is_ok() => self.prefixed(&page.address, language),
            _ if page.heads_list => self.prefixed(&page.address, language),
            _ => self.prefixed(&page.address, page.version(language).language),
        }
    }

    /// The absolute address of something on the site, percent-encoded.
    pub fn absolute(&self, address: &str) -> String {
        format!("{}{}", self.settings.base_url, percent_encoded(address.trim_start_matches('/')))
    }

    /// A file as it is copied to this site: on a wider one, without what pictures say beside the picture.
    pub fn copied(&self, path: &SourcePath, bytes: &Arc<[u8]>) -> Arc<[u8]> {
        if self.narrowest { Arc::clone(bytes) } else { picture::plain(path.file_name(), bytes) }
    }

    /// Whether search engines may list it: the narrowest site and those of teams are left alone.
    pub fn is_indexed(&self) -> bool {
        !self.narrowest && self.settings.kind == SiteKind::Customer
    }

    /// An address with the prefix of a language.
    pub fn prefixed(&self, address: &str, language: usize) -> Arc<str> {
        routes::prefixed(address, language, &self.config.languages)
    }

    /// The address of a generated page in a language, if the site has it.
    pub fn address_of(&self, route: &Route, language: usize) -> Option<Arc<str>> {
        if let Route::Page(at) = route {
            return Some(self.page_address(*at, language));
        }
        let address = self.prefixed(&route.address()?, language);
        self.routes.at(&address).map(|_| Arc::clone(&address))
    }
}

/// A path as it stands in an absolute address.
fn percent_encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
