//! The site one audience gets to see.
//!
//! Invariant: a [`Site`] holds nothing its audience may not read. The filter is [`assemble()`] and nowhere else, so no
//! template, feed or index can leak what it never had. After it nobody asks who may see what.

mod addresses;
mod asked;
mod assemble;
mod check;
mod dated;
mod difference;
mod figured;
mod figures;
mod filter;
mod glossary;
mod judged;
mod links;
mod list;
mod memory;
mod page;
mod picture;
mod place;
mod relations;
mod routes;

pub use asked::{Asked, Question};
pub use assemble::{Show, Sources, assemble, steps};
pub use check::{Memory as LinkMemory, address_place, check as check_links, pictures};
pub use difference::{Difference, Same};
pub use figures::SiteFigures;
pub use glossary::{Explained, Glossary};
pub use judged::{Ladder, Rung};
pub use links::{Target, resolve, source_of, term};
pub use list::Folder;
pub use memory::Memory;
pub use page::{Gone, PageIx, SitePage, State, Version};
pub use picture::{plain as plain_picture, size as picture_size};
pub use relations::Relations;
pub use routes::{Route, Routes};

use crate::config::{Config, Facet, SiteConfig, SiteKind};
use crate::content::{self, markdown::Document};
use crate::model::page::{Details, PageType};
use crate::model::registers::Registers;
use crate::model::{Audience, History, Month, Period, SiteAudit, SourcePath};
use dated::Dated;
use jiff::civil::Date;
use list::Folders;
use place::{Structure, Tags};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

/// Everything one audience may see, placed: every page has its address and its neighbours.
///
/// Only [`assemble()`] makes one, and whatever renders takes nothing else:
///
/// ```
/// use shirube::{diag::Report, render, render::pictures::Sizes, render::theme::Theme, site::Site, world::World};
/// # use std::sync::Arc;
/// fn pages(site: &Site<'_>, theme: &Arc<Theme>, world: &dyn World) {
///     render::render(site, theme, world, Sizes::Own, render::Goes::Once(None), &mut Report::default());
/// }
/// ```
///
/// What was not filtered does not pass:
///
/// ```compile_fail
/// use shirube::{diag::Report, pipeline::Known, render, render::pictures::Sizes, render::theme::Theme, world::World};
/// # use std::sync::Arc;
/// fn pages(everything: &Known, theme: &Arc<Theme>, world: &dyn World) {
///     render::render(everything, theme, world, Sizes::Own, render::Goes::Once(None), &mut Report::default());
/// }
/// ```
///
/// Whatever is made from a site can be made again only when an answer it rests on has changed: a site that is
/// [asking](Site::asking) notes every question. So everything here is private, and what hands out a part of it notes the question
/// first.
pub struct Site<'a> {
    settings: &'a SiteConfig,
    config: &'a Config,
    shape: Arc<Shape>,
    figures: SiteFigures<'a>,
    history: Option<&'a History>,
    audits: &'a [SiteAudit],
    asked: Option<&'a Asked>,
}

/// What a site owns: everything but the settings and the figures. Two of them can be told apart: [`Difference`].
pub struct Shape {
    today: Date,
    narrowest: bool,
    show: Show,
    facets: Vec<Facet>,
    // What is the same in two builds is shared by them.
    registers: Arc<Registers>,
    // In the order of their sources.
    pages: Vec<Arc<SitePage>>,
    structure: Arc<Structure>,
    folders: Arc<Folders>,
    tags: Arc<Tags>,
    relations: Arc<Relations>,
    dated: Arc<Dated>,
    routes: Arc<Routes>,
    // By language; made when a page first asks.
    glossaries: OnceLock<Vec<Option<Glossary>>>,
}

impl Shape {
    /// Whether the pages of another build stand at the same addresses, and are alike in what a function compares.
    pub fn stands_as(&self, other: &Shape, alike: impl Fn(&SitePage, &SitePage) -> bool) -> bool {
        let mut pages = self.pages.iter().zip(&other.pages);
        Arc::ptr_eq(&self.structure, &other.structure)
            && Arc::ptr_eq(&self.routes, &other.routes)
            && pages.all(|(page, other)| Arc::ptr_eq(page, other) || alike(page, other))
    }

    /// The position of the page with a source.
    fn position(&self, stem: &str) -> Option<PageIx> {
        self.pages.binary_search_by(|page| (*page.stem).cmp(stem)).ok().map(|at| PageIx(at as u32))
    }

    fn neighbours(&self, at: PageIx) -> (Option<PageIx>, Option<PageIx>) {
        let folder = list::folder_of(&self.pages[at.0 as usize].address).and_then(|address| self.folders.all.get(address));
        let Some((folder, position)) = folder.zip(self.folders.position(at)) else {
            return (None, None);
        };
        let before = position.checked_sub(1).and_then(|before| folder.pages.get(before));
        (before.copied(), folder.pages.get(position + 1).copied())
    }
}

impl<'a> Site<'a> {
    /// The same site, which notes what it is asked.
    pub fn asking<'s>(&'s self, asked: &'s Asked) -> Site<'s> {
        Site {
            settings: self.settings,
            config: self.config,
            shape: Arc::clone(&self.shape),
            figures: self.figures.asking(asked),
            history: self.history,
            audits: self.audits,
            asked: Some(asked),
        }
    }

    fn ask(&self, question: impl FnOnce() -> Question) {
        if let Some(asked) = self.asked {
            asked.note(question());
        }
    }

    /// Notes that something rests on what stands at an address.
    pub fn stands(&self, address: &Arc<str>) {
        self.ask(|| Question::Stands(Arc::clone(address)));
    }

    /// What it owns, to be compared with that of another build.
    pub fn shape(&self) -> &Arc<Shape> {
        &self.shape
    }

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
        self.shape.today
    }

    /// Whether this is the narrowest site: it holds everything, and its readers may know files and people.
    pub fn is_narrowest(&self) -> bool {
        self.shape.narrowest
    }

    /// What of the unpublished is shown.
    pub fn show(&self) -> Show {
        self.shape.show
    }

    /// What git knows: on the narrowest site only.
    pub fn history(&self) -> Option<&'a History> {
        self.ask(|| Question::History);
        self.history
    }

    /// What wider sites give away: on the narrowest site only.
    pub fn audits(&self) -> &'a [SiteAudit] {
        self.ask(|| Question::Audits);
        self.audits
    }

    /// Where a source is edited: on the narrowest site only, whose readers may know files.
    pub fn edit_url(&self, path: &SourcePath) -> Option<String> {
        let pattern = self.config.edit_url.as_ref().filter(|_| self.shape.narrowest)?;
        Some(pattern.replace("{path}", &percent_encoded(path.as_str())))
    }

    /// The facets.
    pub fn facets(&self) -> &[Facet] {
        &self.shape.facets
    }

    /// The registers.
    pub fn registers(&self) -> &Registers {
        self.ask(|| Question::Registers);
        &self.shape.registers
    }

    /// The figures and the metrics.
    pub fn figures(&self) -> &SiteFigures<'a> {
        &self.figures
    }

    /// The page at a position.
    pub fn page(&self, at: PageIx) -> &SitePage {
        let page = &self.shape.pages[at.0 as usize];
        self.ask(|| Question::Page(Arc::clone(&page.stem)));
        page
    }

    /// The listed pages that lie in no folder and head no list, in the order of their sources.
    pub fn top_pages(&self) -> &[PageIx] {
        self.ask(|| Question::Pages);
        &self.shape.structure.top
    }

    /// All pages of a type with their positions, listed or not.
    pub fn pages_of(&self, page_type: PageType) -> impl Iterator<Item = (PageIx, &SitePage)> {
        self.ask(|| Question::Type(page_type));
        let all = &self.shape.pages;
        // Those of a type with a folder of its own lie beside each other.
        let range = if page_type == PageType::Plain {
            0..all.len()
        } else {
            let folder = format!("{}/{}/", content::FOLDER, page_type.folder());
            let first = all.partition_point(|page| *page.stem < *folder);
            first..first + all[first..].partition_point(|page| page.stem.starts_with(&folder))
        };
        let pages = range.clone().zip(&all[range]).filter(move |(_, page)| page.page_type == page_type);
        pages.map(|(at, page)| (PageIx(at as u32), &**page))
    }

    /// The text of a version of a page.
    pub fn text<'s>(&'s self, version: &'s Version) -> &'s Document {
        self.ask(|| Question::Text(version.path.clone()));
        version.document()
    }

    /// The page that explains words; none if it is not there or words are not to be marked.
    pub fn glossary_page(&self) -> Option<PageIx> {
        if self.config.mark_terms { self.find(PageType::Plain, "glossary") } else { None }
    }

    /// What that page explains in a language.
    pub fn glossary(&self, at: PageIx, language: usize) -> Option<&Glossary> {
        let version = |language: usize| self.page(at).versions.get(language)?.as_ref();
        // What it says is asked for by everybody who looks at it, however seldom it is put together.
        self.text(version(language)?);
        let made = self.shape.glossaries.get_or_init(|| {
            let languages = self.config.languages.iter().enumerate();
            let of = |(language, lang): (usize, &Arc<str>)| {
                let live = version(language).filter(|version| !matches!(version.state, State::Gone(_)))?;
                Some(Glossary::of(&live.document().terms, lang))
            };
            languages.map(of).collect()
        });
        made.get(language)?.as_ref()
    }

    /// The page with an id below its type's folder.
    pub fn find(&self, page_type: PageType, id: &str) -> Option<PageIx> {
        let key = (page_type, Arc::from(id));
        let found = self.shape.structure.by_id.get(&key).copied();
        self.ask(|| Question::Named(key.0, key.1));
        found
    }

    /// The page and language a file became.
    pub fn by_path(&self, path: &SourcePath) -> Option<(PageIx, usize)> {
        self.ask(|| Question::File(path.clone()));
        self.shape.structure.by_path.get(path).copied()
    }

    /// The folders with pages, by address.
    pub fn folders(&self) -> &BTreeMap<Arc<str>, Folder> {
        self.ask(|| Question::Folders);
        &self.shape.folders.all
    }

    /// The folder at an address.
    pub fn folder(&self, address: &str) -> Option<&Folder> {
        self.ask(|| Question::Folder(address.into()));
        self.shape.folders.all.get(address)
    }

    /// The pages before and after a page in its folder.
    pub fn neighbours(&self, at: PageIx) -> (Option<PageIx>, Option<PageIx>) {
        let page = &self.shape.pages[at.0 as usize];
        self.ask(|| Question::Neighbours(Arc::clone(&page.stem)));
        self.shape.neighbours(at)
    }

    /// The listed pages of a type, in their order.
    pub fn of_type(&self, page_type: PageType) -> &[PageIx] {
        let folder = format!("/{}/", page_type.folder());
        self.folder(&folder).map_or(&[], |folder| &folder.pages)
    }

    /// The page that heads the list or generated page at an address without language.
    pub fn head(&self, address: &str) -> Option<&SitePage> {
        self.ask(|| Question::Head(address.into()));
        self.shape.structure.heads.get(address).map(|at| self.page(*at))
    }

    /// The tags with their pages, in the order of the tags.
    pub fn tags(&self) -> &BTreeMap<Arc<str>, Vec<PageIx>> {
        self.ask(|| Question::Tags);
        &self.shape.tags.all
    }

    /// The tags with the most pages, most first, and how many pages each has.
    pub fn common_tags(&self, most: usize) -> impl Iterator<Item = (&Arc<str>, usize)> {
        let tags = self.tags();
        self.shape.tags.common.iter().take(most).map(|tag| (tag, tags.get(tag).map_or(0, Vec::len)))
    }

    /// The pages with a date that head no list, newest first; those of one day in the order of their sources.
    pub fn newest(&self) -> &[PageIx] {
        self.ask(|| Question::Newest);
        &self.shape.dated.newest
    }

    /// The pages that announce something, today or not, in the order of their sources.
    pub fn announced(&self) -> &[PageIx] {
        self.ask(|| Question::Announced);
        &self.shape.dated.announced
    }

    /// The pages that are to be read again some day, in the order of their sources.
    pub fn due(&self) -> &[PageIx] {
        self.ask(|| Question::Due);
        &self.shape.dated.due
    }

    /// All addresses.
    pub fn routes(&self) -> &Routes {
        self.ask(|| Question::Routes);
        &self.shape.routes
    }

    /// Links in both directions.
    pub fn relations(&self) -> &Relations {
        self.ask(|| Question::Relations);
        &self.shape.relations
    }

    /// The review page somebody wrote for a period.
    pub fn written_review(&self, period: Period) -> Option<&SitePage> {
        let at = self.find(PageType::Review, &period.to_string())?;
        Some(self.page(at)).filter(|page| page.is_listed())
    }

    /// The periods with a review: on the narrowest site every month with figures, its quarters and years; on a wider one
    /// those that somebody wrote for it.
    pub fn reviews(&self) -> Vec<Period> {
        let written = self.pages_of(PageType::Review).filter(|(_, page)| page.is_listed());
        let mut periods: BTreeSet<Period> = written.filter_map(|(_, page)| page.id.parse().ok()).collect();
        if self.is_narrowest() {
            periods.extend(addresses::periods(self.config.fiscal_year, self.figures.months().into_iter()));
        }
        periods.into_iter().collect()
    }

    /// The months with stories.
    pub fn story_months(&self) -> BTreeSet<Month> {
        let stories = self.pages_of(PageType::Story).filter(|(_, page)| page.is_listed());
        stories.filter_map(|(_, page)| page.month).collect()
    }

    /// The stories of a month, in their order.
    pub fn stories_of(&self, month: Month) -> Vec<PageIx> {
        self.of_type(PageType::Story).iter().copied().filter(|at| self.page(*at).month == Some(month)).collect()
    }

    /// Brings pages into the order a reader goes through them.
    pub fn in_reading_order(&self, pages: &mut [PageIx]) {
        for at in pages.iter() {
            self.ask(|| Question::Page(Arc::clone(&self.shape.pages[at.0 as usize].stem)));
        }
        // In which order they are rests on the stages too.
        self.registers();
        self.shape.folders.sort(pages);
    }

    /// The stage a page names.
    pub fn stage_of(&self, page: &SitePage) -> Option<&crate::model::registers::Stage> {
        list::stage_of(page).and_then(|id| self.registers().stage(id))
    }

    /// The address of a page's version in a language; of the original's where it has none.
    pub fn page_address(&self, at: PageIx, language: usize) -> Cow<'_, str> {
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
        [&*self.settings.base_url, &*percent_encoded(address.trim_start_matches('/'))].concat()
    }

    /// A file as it is copied to this site: on a wider one, without what pictures say beside the picture.
    pub fn copied(&self, path: &SourcePath, bytes: &Arc<[u8]>) -> Arc<[u8]> {
        if self.shape.narrowest { Arc::clone(bytes) } else { picture::plain(path.file_name(), bytes) }
    }

    /// What a file that is copied to this site still says beside what its readers see.
    pub fn beside(&self, path: &SourcePath, bytes: &[u8]) -> Option<String> {
        if self.shape.narrowest { None } else { picture::beside(path.file_name(), bytes) }
    }

    /// Whether search engines may list it: a customer site that is for everybody. What is for fewer readers lies behind a login,
    /// or should.
    pub fn is_indexed(&self) -> bool {
        let for_all = self.settings.audience == Audience::WIDEST && !self.shape.narrowest;
        for_all && self.settings.kind == SiteKind::Customer
    }

    /// An address with the prefix of a language.
    pub fn prefixed<'s>(&self, address: &'s str, language: usize) -> Cow<'s, str> {
        routes::prefixed(address, language, &self.config.languages)
    }

    /// The address of a generated page in a language, if the site has it.
    pub fn address_of(&self, route: &Route, language: usize) -> Option<Arc<str>> {
        if let Route::Page(at) = route {
            return Some(self.page_address(*at, language).into());
        }
        let address: Arc<str> = self.prefixed(&route.address()?, language).into();
        self.ask(|| Question::Address(Arc::clone(&address)));
        self.shape.routes.at(&address).is_some().then_some(address)
    }
}

/// A path as it stands in an absolute address.
fn percent_encoded(path: &str) -> Cow<'_, str> {
    let is_kept = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/');
    if path.as_bytes().iter().all(is_kept) {
        return Cow::Borrowed(path);
    }
    let mut out = String::with_capacity(path.len() * 3);
    for byte in path.bytes() {
        if is_kept(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Cow::Owned(out)
}
