//! What surrounds every page; the parts that pages share are made once.

use super::Made;
use super::context::{Context, language_name};
use super::poster::{self, Drawn};
use super::theme::{Asset, ICON, STRUCTURED, Theme};
use super::view::{Alternate, Brand, Footer, Frame, Header, Html, Kind, Link, Logo, Page, PictureSize, Place, Search};
use crate::config::{Contact, SiteKind};
use crate::diag::Diagnostic;
use crate::model::Period;
use crate::model::page::PageType;
use crate::site::{PageIx, Route, Site};
use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

/// The stylesheet beside a review that puts a line at the foot of every printed sheet.
pub(super) const PRINT_SHEET: &str = "print.css";

/// Plain pages that stand in the footer, by id.
const AT_THE_FOOT: [&str; 2] = ["glossary", "about"];

/// Smaller pictures are not shown where pages are shared.
const SHARED: u32 = 200;

/// Whether a file is a picture made of dots.
fn is_photograph(path: &str) -> bool {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
    matches!(&*end, "png" | "jpg" | "jpeg" | "webp" | "gif")
}

/// The shared parts of a site's pages, made when first needed.
pub(super) struct Frames<'a> {
    // Whether readers keep what they read.
    pub(super) offline: bool,
    site: &'a Site<'a>,
    theme: &'a Theme,
    // The navigation and the footer by language.
    footer_views: Vec<Footer>,
    items: Vec<Vec<Item>>,
    headers: RwLock<BTreeMap<HeaderKey, Html>>,
    footers: RwLock<BTreeMap<(usize, String), Html>>,
    // What stands at the foot of printed sheets by language, where readers are to be told that a page is internal.
    sheets: Vec<Asset>,
}

/// Address, name and prefixes of an item.
type NavigationItem = (Option<Arc<str>>, String, Vec<String>);

/// What headers and footers say: every page rests on it.
#[derive(Debug, PartialEq)]
pub(super) struct Navigation {
    items: Vec<Vec<NavigationItem>>,
    footers: Vec<Footer>,
}

/// What two pages with the same header have in common: language, way to the root, place, whether they lack a search field.
type HeaderKey = (usize, String, Option<usize>, bool);

/// An item of the navigation: where it leads, and which pages lie in it.
struct Item {
    route: Route,
    name: String,
    // Addresses without language that begin so belong to it.
    prefixes: Vec<String>,
}

impl<'a> Frames<'a> {
    pub(super) fn new(site: &'a Site<'a>, theme: &'a Theme, offline: bool) -> Self {
        let languages = 0..site.config().languages.len();
        let homes: Vec<_> =
            languages.map(|language| Context::new(site, theme, language, site.prefixed("/", language).into())).collect();
        let items = homes.iter().map(items).collect();
        let mut frames = Frames {
            offline,
            site,
            theme,
            footer_views: Vec::new(),
            items,
            headers: RwLock::default(),
            footers: RwLock::default(),
            sheets: homes.iter().filter(|_| site.is_narrowest()).map(shared_sheet).collect(),
        };
        frames.footer_views = homes.iter().map(|home| frames.footer_view(home)).collect();
        frames
    }

    /// The stylesheets for paper that pages share.
    pub(super) fn sheets(&self) -> &[Asset] {
        &self.sheets
    }

    /// The theme.
    pub(super) fn theme(&self) -> &'a Theme {
        self.theme
    }

    /// What headers and footers say, to be compared with another build's.
    pub(super) fn navigation(&self) -> Navigation {
        // By address: a route may hold a position, which means another page in the next build.
        let item = |language: usize, item: &Item| {
            (self.site.address_of(&item.route, language), item.name.clone(), item.prefixes.clone())
        };
        let of_language = |(language, items): (usize, &Vec<Item>)| items.iter().map(|it| item(language, it)).collect();
        Navigation { items: self.items.iter().enumerate().map(of_language).collect(), footers: self.footer_views.clone() }
    }

    /// The frame of a page.
    pub(super) fn frame(
        &self,
        context: &Context<'_>,
        route: &Route,
        made: &Made,
        drawn: Option<&Drawn>,
    ) -> Result<Frame, Diagnostic> {
        let site = self.site;
        let settings = site.settings();
        let kind = kind(site);
        let (header_html, footer_html) = match made.page {
            Page::Redirect(_) => (Html::default(), Html::default()),
            _ => (self.header(context, route, &made.page)?, self.footer(context)?),
        };
        Ok(Frame {
            lang: context.lang.to_owned(),
            root: context.root.clone(),
            kind,
            name: made.name.to_owned(),
            title: made.title.clone(),
            site_title: context.text(&settings.title).to_owned(),
            description: description(made, context.text(&settings.title)),
            canonical: Some(site.absolute(&context.address)),
            alternates: self.alternates(context, made),
            stylesheet: context.href(&stylesheet(site, self.theme).path),
            script: context.href(&self.theme.script().path),
            picture: drawn.map(|drawn| site.absolute(&drawn.path)).or_else(|| self.picture(context)),
            picture_size: drawn.map(|_| PictureSize { width: poster::WIDTH, height: poster::HEIGHT }),
            icon: context.href(self.theme.logo().map_or(ICON, |logo| &logo.asset.path)),
            icon_tab: self.theme.icons().map(|icons| context.href(&icons.tab.path)),
            icon_touch: self.theme.icons().map(|icons| context.href(&icons.touch.path)),
            structured: self.theme.names(STRUCTURED).then(|| super::structured::data(context, route, made)).flatten(),
            offline: self.offline,
            manifest: self.offline.then(|| context.href(&super::install::address(site, context.language))),
            feed: Some(context.href(&site.prefixed("/atom.xml", context.language))),
            noindex: !site.is_indexed() || matches!(route, Route::StagePrint(_)),
            preview: made.preview.clone(),
            header_html,
            footer_html,
            print_note: print_note(context, route),
            print_sheet: match route {
                Route::Review(_) => Some(PRINT_SHEET.to_owned()),
                _ => self.sheets.get(context.language).map(|sheet| context.href(&sheet.path)),
            },
        })
    }

    /// What stands for a page where it is shared.
    fn picture(&self, context: &Context<'_>) -> Option<String> {
        let of_page = context.used.files().iter().find_map(|(path, size)| {
            let (width, height) = (*size)?;
            (is_photograph(path.as_str()) && width >= SHARED && height >= SHARED).then(|| super::prose::copied(path))
        });
        let logo = || self.theme.logo().map(|logo| logo.asset.path.clone()).filter(|path| is_photograph(path));
        Some(self.site.absolute(&of_page.or_else(logo)?))
    }

    fn header(&self, context: &Context<'_>, route: &Route, page: &Page) -> Result<Html, Diagnostic> {
        // Never two search fields on one page.
        let own_field = matches!(page, Page::Home(_)) || matches!(route, Route::Search);
        let current = self.current(context, route);
        let key = (context.language, context.root.clone(), current, own_field);
        if let Some(html) = self.headers.read().ok().and_then(|known| known.get(&key).cloned()) {
            return Ok(html);
        }
        let header = Header {
            lang: context.lang.to_owned(),
            root: context.root.clone(),
            kind: kind(self.site),
            brand: Brand::split(context.text(&self.site.settings().title)),
            logo: self.theme.logo().map(|logo| Logo {
                url: context.href(&logo.asset.path),
                width: logo.size.map(|(width, _)| width),
                height: logo.size.map(|(_, height)| height),
            }),
            home_url: context.to(&Route::Home).unwrap_or_else(|| "./".to_owned()),
            places: self.places(context, current),
            search: if own_field { None } else { search(context) },
        };
        let html = self.theme.header(&header)?;
        if let Ok(mut known) = self.headers.write() {
            known.insert(key, html.clone());
        }
        Ok(html)
    }

    /// The item of the navigation that a page lies in.
    fn current(&self, context: &Context<'_>, route: &Route) -> Option<usize> {
        let own = self.without_language(context);
        self.items.get(context.language)?.iter().position(|item| match item.route {
            Route::Home => *route == Route::Home,
            _ => item.prefixes.iter().any(|prefix| own.starts_with(prefix.as_str())),
        })
    }

    fn places(&self, context: &Context<'_>, current: Option<usize>) -> Vec<Place> {
        let items = self.items.get(context.language).map_or(&[][..], Vec::as_slice);
        let place = |(at, item): (usize, &Item)| {
            let url = context.to(&item.route)?;
            Some(Place { name: item.name.clone(), url, current: current == Some(at) })
        };
        items.iter().enumerate().filter_map(place).collect()
    }

    fn without_language<'c>(&self, context: &'c Context<'_>) -> &'c str {
        let code = &self.site.config().languages[context.language];
        match context.address.strip_prefix('/').and_then(|rest| rest.strip_prefix(&**code)) {
            Some(rest) if context.language > 0 && rest.starts_with('/') => rest,
            _ => &context.address,
        }
    }

    fn footer(&self, context: &Context<'_>) -> Result<Html, Diagnostic> {
        let key = (context.language, context.root.clone());
        if let Some(html) = self.footers.read().ok().and_then(|known| known.get(&key).cloned()) {
            return Ok(html);
        }
        let html = self.theme.footer(context.lang, &self.footer_view(context))?;
        if let Ok(mut known) = self.footers.write() {
            known.insert(key, html.clone());
        }
        Ok(html)
    }

    fn footer_view(&self, context: &Context<'_>) -> Footer {
        let config = self.site.config();
        let mut links = Vec::new();
        if let Some(Contact { url, .. }) = &config.contact
            && kind(self.site) == Kind::Customer
        {
            links.push(Link { name: context.word("contact").to_owned(), url: url.to_string(), ..Link::default() });
        }
        let feed = context.href(&self.site.prefixed("/atom.xml", context.language));
        links.push(Link { name: context.word("feed").to_owned(), url: feed, ..Link::default() });
        // Pages about the site and its words stand at the foot of every page, not among the places.
        for id in AT_THE_FOOT {
            let found = self.site.find(PageType::Plain, id).filter(|at| self.site.page(*at).is_listed());
            links.extend(found.map(|at| context.page_link(at)));
        }
        Footer {
            kind: kind(self.site),
            brand: Brand::split(context.text(&self.site.settings().title)),
            links,
            note: config.footer.as_ref().map(|text| context.text(text).to_owned()),
            stamp: config.rights.as_ref().map(|text| context.text(text).to_owned()),
        }
    }

    fn alternates(&self, context: &Context<'_>, made: &Made) -> Vec<Alternate> {
        let languages = &self.site.config().languages;
        if matches!(made.page, Page::Redirect(_)) {
            return Vec::new();
        }
        let own = self.without_language(context);
        let exists = |language: &usize| made.languages.is_empty() || made.languages.contains(language);
        let found: Vec<Alternate> = (0..languages.len())
            .filter(exists)
            .map(|language| {
                let address = self.site.prefixed(own, language);
                Alternate {
                    lang: languages[language].to_string(),
                    name: language_name(&languages[language]).to_owned(),
                    url: context.href(&address),
                    absolute: Some(self.site.absolute(&address)),
                    current: language == context.language,
                }
            })
            .collect();
        if found.len() > 1 { found } else { Vec::new() }
    }
}

/// What stands at the end of a printed page: the short address by which a reader of the paper finds it. Colleagues have no need of it.
fn print_note(context: &Context<'_>, route: &Route) -> Option<String> {
    let site = context.site;
    let Route::Page(at) = route else { return None };
    if site.is_narrowest() {
        return None;
    }
    let short = site.page(*at).meta.short.as_ref()?;
    Some(site.absolute(&site.prefixed(&format!("/s/{}/", short.id), context.language)))
}

/// What stands at the foot of every printed sheet of a review: its name, whether it is internal, whose it is.
pub(super) fn print_sheet(context: &Context<'_>, period: Period) -> String {
    let mut left = context.words.fill("review_of", &[("period", &context.period(period))]);
    if context.site.is_narrowest() {
        left.push('\u{3000}');
        left.push_str(context.word("internal_only"));
    }
    Theme::print_sheet(&left, context.text(&context.site.settings().title))
}

/// The same for a page that is no review: that it is internal, and whose it is.
fn shared_sheet(context: &Context<'_>) -> Asset {
    Theme::shared_print_sheet(context.word("internal_only"), context.text(&context.site.settings().title))
}

/// The search field, where search is on.
pub(super) fn search(context: &Context<'_>) -> Option<Search> {
    let config = context.site.config();
    let url = context.to(&Route::Search).filter(|_| config.search)?;
    let example = config.popular.first().map(|word| context.words.fill("search_example", &[("word", context.text(word))]));
    Some(Search { url, script: context.href(&context.theme.search()[0].path), example })
}

/// One sentence about a page: its own, else what stands below its title, else where it is.
fn description(made: &Made, site_title: &str) -> Option<String> {
    let lead = match &made.page {
        Page::Listing(page) => page.lead.clone(),
        Page::Sections(_) => None,
        Page::Home(_) | Page::Article(_) | Page::NotFound(_) | Page::Redirect(_) => return made.description.clone(),
    };
    made.description.clone().or(lead).or_else(|| Some(format!("{} | {site_title}", made.title)))
}

/// The stylesheet of a site.
pub(super) fn stylesheet<'a>(site: &Site<'_>, theme: &'a Theme) -> &'a Asset {
    theme.stylesheet(site.settings().kind, site.is_narrowest())
}

fn kind(site: &Site<'_>) -> Kind {
    match site.settings().kind {
        SiteKind::Customer => Kind::Customer,
        SiteKind::Team => Kind::Team,
    }
}

/// The places one can go to, in order: those the site has, on a site for customers as many as the theme has room for.
fn items(context: &Context<'_>) -> Vec<Item> {
    let most = if kind(context.site) == Kind::Customer { context.theme.places() } else { usize::MAX };
    all_items(context).into_iter().filter(|item| context.to(&item.route).is_some()).take(most).collect()
}

fn all_items(context: &Context<'_>) -> Vec<Item> {
    let item = |route: Route, key: &'static str, more: &[&str]| {
        let mut prefixes: Vec<String> = route.address().into_iter().collect();
        prefixes.extend(more.iter().map(|prefix| (*prefix).to_owned()));
        Item { route, name: context.words.text(key).to_owned(), prefixes }
    };
    let folder = |path: &str| Route::Folder(Arc::from(path));
    match kind(context.site) {
        Kind::Customer => {
            let mut items = vec![
                item(folder("/playbooks/"), "place_guides", &["/journey/"]),
                item(folder("/stories/"), "place_customer_stories", &[]),
            ];
            items.extend(plain_items(context));
            items
        }
        Kind::Team => vec![
            item(Route::Home, "place_home", &[]),
            item(Route::Reviews, "place_reviews", &[]),
            item(Route::Metrics, "place_metrics", &[]),
            item(folder("/playbooks/"), "place_playbooks", &[]),
            item(Route::Journey, "place_journey", &["/segments/"]),
            item(Route::Roles, "place_roles", &["/organisation/", "/handover/", "/agreements/"]),
            item(Route::Maturity, "place_maturity", &["/steps/", "/roadmap/", "/tools/"]),
            item(folder("/stories/"), "place_stories", &[]),
        ],
    }
}

/// Folders and pages of the top level, by weight: what a site without playbooks has.
fn plain_items(context: &Context<'_>) -> Vec<Item> {
    let site = context.site;
    let mut found: Vec<(i32, String, Route, String)> = Vec::new();
    for (address, folder) in site.folders() {
        let typed = PageType::WITH_FOLDER.iter().any(|page_type| **address == *format!("/{}/", page_type.folder()));
        if !typed && address.matches('/').count() == 2 {
            let head: Option<PageIx> = folder.head;
            let weight = head.and_then(|at| site.page(at).meta.weight).unwrap_or(i32::MAX);
            let name =
                head.map_or_else(|| address.trim_matches('/').to_owned(), |at| site.page(at).title(context.language).to_owned());
            found.push((weight, name, Route::Folder(Arc::clone(address)), address.to_string()));
        }
    }
    for at in site.top_pages().iter().copied() {
        let page = site.page(at);
        // The home page, if somebody wrote one, is no place in the list.
        let top = page.page_type == PageType::Plain && page.address.matches('/').count() == 2;
        if top && !AT_THE_FOOT.contains(&&*page.id) {
            let weight = page.meta.weight.unwrap_or(i32::MAX);
            found.push((weight, page.title(context.language).to_owned(), Route::Page(at), page.address.to_string()));
        }
    }
    found.sort();
    found.into_iter().map(|(_, name, route, prefix)| Item { route, name, prefixes: vec![prefix] }).collect()
}
