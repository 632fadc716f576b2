//! Pages from a site: views are filled, the theme turns them into HTML.
//!
//! In: a [`Site`] (never anything unfiltered) and a [`Theme`]. Out: [`Files`]. Pages are made in parallel; what they share
//! (header, footer) is made once for each language, depth and place.

pub mod blocks;
pub mod charts;
mod cohorts;
pub mod context;
pub mod figures;
mod foreign;
mod frame;
mod install;
pub mod ledger;
pub mod links;
mod manifest;
mod memory;
mod offline;
pub mod pages;
pub mod parts;
pub mod pictures;
mod poster;
pub mod prose;
mod readers;
mod sheet;
pub mod standings;
mod structured;
mod svg;
mod terms;
pub mod theme;
pub mod view;

pub use memory::Memory;

use crate::diag::{Diagnostic, Report};
use crate::model::{Place, UrlPath};
use crate::output::{Content, Files, Sink};
use crate::site::{Asked, Route, Same, Site};
use crate::world::World;
use context::Context;
use frame::Frames;
use memory::{Rendered, Shared, Standing};
use pictures::{Earlier, Pictures, Sizes};
use poster::Drawn;
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use theme::Theme;

/// A page, and what its frame needs to know of it.
pub struct Made {
    /// The page.
    pub page: view::Page,
    /// What kind of page it is: a class for stylesheets.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// The preview's mark.
    pub preview: Option<view::Preview>,
    /// The languages it exists in; empty for all.
    pub languages: Vec<usize>,
}

impl Made {
    /// A page that exists in every language.
    pub fn new(name: &'static str, title: impl Into<String>, page: view::Page) -> Self {
        Made { page, name, title: title.into(), description: None, preview: None, languages: Vec::new() }
    }

    /// The same with a sentence about it.
    pub fn described(mut self, description: Option<String>) -> Self {
        self.description = description;
        self
    }
}

/// A page that was made, and what it is called.
#[derive(Debug)]
pub struct Titled {
    /// Its address with its language.
    pub address: Arc<str>,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// The figures in its sentences.
    pub figures: context::InSentences,
}

/// What a render gives.
pub struct Rendering {
    /// The files, but for the list of figures.
    pub files: Files,
    /// What the pages are called.
    pub titles: Arc<[Titled]>,
    made: MadePages,
    listed: Listed,
}

/// The list of the figures, once it is made.
type Listed = Arc<OnceLock<Content>>;

impl Rendering {
    /// A list of the figures for programs: of the site whose readers may know files. It takes long, so whoever has more to do does
    /// it meanwhile.
    pub fn manifest(&self, site: &Site<'_>) -> Option<(&'static str, Content)> {
        let printed = || self.made.iter().map(|(address, page)| (&**address, page.lines.as_slice()));
        let wanted = site.is_narrowest() && printed().any(|(_, lines)| !lines.is_empty());
        let made = || manifest::of(site, &printed().collect::<Vec<_>>()).into();
        wanted.then(|| ("figures.json", self.listed.get_or_init(made).clone()))
    }
}

/// How a render goes on from the last one.
pub struct Again<'m> {
    /// The pages of the last build, and soon of this one.
    pub memory: &'m mut Memory,
    /// What of all that is not the site's own is the same as then.
    pub same: Same,
    /// Set when the result is no longer wanted.
    pub stop: &'m AtomicBool,
}

/// What becomes of a render.
pub enum Goes<'m> {
    /// It is done once; pages go to the sink as they are made, if there is one.
    Once(Option<&'m dyn Sink>),
    /// It goes on from the last one, and the next will from this.
    On(Again<'m>),
}

/// Makes all pages of a site, and the theme's files; of a render that goes on, only those that are not as they were. `None` if it
/// was stopped.
pub fn render(
    site: &Site<'_>,
    theme: &Arc<Theme>,
    world: &dyn World,
    sizes: Sizes<'_>,
    goes: Goes<'_>,
    report: &mut Report,
) -> Option<Rendering> {
    let earlier = match &goes {
        Goes::Once(sink) => Earlier { sink: *sink, sites: vec![Arc::clone(&site.settings().id)] },
        Goes::On(_) => Earlier::default(),
    };
    let pictures = Pictures::new(world, sizes, earlier);
    // The preview keeps nothing: it would outlive it, and every site looks the same to it.
    let frames = Frames::new(site, theme, site.settings().offline && !matches!(sizes, Sizes::Own));
    let (made, gathered, listed) = match goes {
        Goes::Once(sink) => {
            let made = made(site, (&frames, &pictures, sink), None, None)?;
            let gathered = Gathered::of(site, &made);
            (made, gathered, Listed::default())
        }
        Goes::On(again) => made_again(site, theme, (&frames, &pictures, None), again)?,
    };
    // A template that fails does so on every page: it is said once.
    gathered.failed.iter().for_each(|finding| report.push(finding.clone()));
    let Gathered { mut files, titles, .. } = gathered;
    add_print_sheets(site, theme, &mut files);
    add_posters(site, theme, &made, &mut files, report);
    not_found(site, theme, &frames, &mut files, report);
    let logo = theme.logo().map(|logo| &logo.asset);
    let search = theme.search().iter().filter(|_| site.config().search);
    for asset in [frame::stylesheet(site, theme), theme.script()].into_iter().chain(logo).chain(search).chain(frames.sheets()) {
        files.insert(asset.path.clone(), crate::output::Content::Whole(Arc::clone(&asset.bytes)));
    }
    let large = theme.icons().map(|icons| &icons.large).filter(|_| frames.offline);
    for icon in theme.icons().into_iter().flat_map(|icons| [&icons.tab, &icons.touch]).chain(large) {
        files.insert(icon.path.as_str(), icon.content.clone());
    }
    for (path, bytes) in theme.files() {
        files.insert(path, crate::output::Content::Whole(Arc::clone(bytes)));
    }
    pictures.copy(site, &mut files, report);
    if frames.offline {
        files.insert(offline::FILE, offline::worker(site, theme, &made));
        for language in 0..site.config().languages.len() {
            files.insert(install::address(site, language).trim_start_matches('/'), install::manifest(site, theme, language));
        }
    }
    Some(Rendering { files, titles, made, listed })
}

/// What pages are made with, and where they are laid if nobody is to hold them.
type From<'a, 's> = (&'a Frames<'s>, &'a Pictures<'s>, Option<&'a dyn Sink>);

type MadePages = Arc<Vec<(Arc<str>, Arc<Rendered>)>>;

/// All pages in the order of their addresses: those that stand as they were, and the others made in parallel.
fn made(site: &Site<'_>, from: From<'_, '_>, standing: Option<&Standing<'_>>, stop: Option<&AtomicBool>) -> Option<MadePages> {
    let addresses: Vec<_> = site.routes().iter().collect();
    let one = |at: usize| {
        if stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            return None;
        }
        let (address, route, language) = addresses[at];
        let known = standing.and_then(|standing| standing.page(address, at, from.1));
        let page = known.unwrap_or_else(|| Arc::new(rendered(site, from, (address, route, language), stop.is_some())));
        Some((at, (Arc::clone(address), page)))
    };
    // The longest lists come one after the other: each page may go to whoever is free, or one thread makes them all while others
    // wait. They come first, or others wait for the last of them.
    let is_written = |at: &usize| matches!(addresses[*at].1, Route::Page(_));
    let (written, lists): (Vec<usize>, Vec<usize>) = (0..addresses.len()).partition(is_written);
    let made: Vec<Option<_>> = [lists, written].concat().into_par_iter().with_max_len(1).map(one).collect();
    let mut made: Vec<_> = made.into_iter().collect::<Option<_>>()?;
    made.sort_by_key(|(at, _)| *at);
    Some(Arc::new(made.into_iter().map(|(_, made)| made).collect()))
}

/// The same of a render that goes on, with what is gathered from them.
fn made_again(
    site: &Site<'_>,
    theme: &Arc<Theme>,
    from: From<'_, '_>,
    again: Again<'_>,
) -> Option<(MadePages, Gathered, Listed)> {
    let Again { memory, same, stop } = again;
    let shared = Shared::of(site, theme, from.0.navigation());
    let standing = memory.standing(site, &shared, &same);
    if let Some((standing, anew)) = standing.as_ref().and_then(|standing| Some((standing, standing.anew(from.1)?))) {
        let one = |at: usize| {
            let address = standing.address(at);
            let (route, language) = site.routes().standing(address).filter(|_| !stop.load(Ordering::Relaxed))?;
            Some((at, Arc::new(rendered(site, from, (address, route, language), true))))
        };
        // A list of hundreds takes as long as a hundred pages, so each goes to whoever is free.
        let anew: Vec<_> = anew.into_par_iter().with_max_len(1).map(one).collect::<Option<_>>()?;
        return memory.replace(site, (shared, &same), anew);
    }
    let made = made(site, from, standing.as_ref(), Some(stop))?;
    if let Some(changed) = standing.as_ref().and_then(|standing| standing.changed(&made)) {
        return memory.replace(site, (shared, &same), changed);
    }
    let listed = memory.listed(site, &shared, &same, &made).unwrap_or_default();
    let gathered = Gathered::of(site, &made);
    memory.keep(site, shared, Arc::clone(&made), gathered.clone(), Arc::clone(&listed));
    Some((made, gathered, listed))
}

/// What is gathered from all pages of a site.
#[derive(Clone)]
struct Gathered {
    files: Files,
    titles: Arc<[Titled]>,
    // Why pages could not be made.
    failed: Vec<Diagnostic>,
}

impl Gathered {
    fn of(site: &Site<'_>, made: &MadePages) -> Self {
        let html = |(_, page): &(_, Arc<Rendered>)| Some((Arc::clone(&page.file), page.html.as_ref().ok()?.clone()));
        let titles = || {
            let routes = site.routes().iter().zip(made.iter());
            let told = routes.filter(|((_, route, _), (_, page))| is_told(page, route));
            told.filter_map(|(_, (address, page))| page.titled(address)).collect()
        };
        let (files, titles) = rayon::join(|| made.iter().filter_map(html).collect(), titles);
        let failed = made.iter().filter_map(|(_, page)| page.html.as_ref().err().cloned()).collect();
        Gathered { files, titles, failed }
    }

    /// Takes over pages that were made anew: position, what was there, what is there now.
    fn replace(&mut self, site: &Site<'_>, made: &MadePages, anew: &[(usize, Arc<Rendered>, Arc<Rendered>)]) {
        let renamed = |(at, old, new): &(usize, Arc<Rendered>, Arc<Rendered>)| {
            let same = (&old.title, &old.description, &old.said) == (&new.title, &new.description, &new.said);
            let told = |route| is_told(old, route) || is_told(new, route);
            !same && site.routes().at(&made[*at].0).is_some_and(told)
        };
        if anew.iter().any(|page| page.2.html.is_err() || renamed(page)) {
            *self = Gathered::of(site, made);
            return;
        }
        let html = |(_, _, page): &(_, _, Arc<Rendered>)| Some((Arc::clone(&page.file), page.html.as_ref().ok()?.clone()));
        self.files.extend(anew.iter().filter_map(html));
    }
}

/// Whether the search must be told what a page is called: what people wrote says so itself, but not what its figures are.
fn is_told(page: &Rendered, route: &Route) -> bool {
    !matches!(route, Route::Page(_)) || !page.said.is_empty()
}

/// Makes a page, and notes what it rests on if that will be asked.
fn rendered(
    site: &Site<'_>,
    (frames, pictures, sink): From<'_, '_>,
    (address, route, language): (&Arc<str>, &Route, usize),
    noted: bool,
) -> Rendered {
    let asked = Asked::default();
    let asking;
    let site = if noted {
        asking = site.asking(&asked);
        &asking
    } else {
        site
    };
    site.stands(address);
    let context = Context::new(site, frames.theme(), language, Arc::clone(address));
    // The bytes are laid down here, while all threads work, not when the files are gathered.
    let html = page(&context, route, frames, pictures);
    let (lines, files, said) = (context.ledger.taken(), context.used.files(), context.said.taken());
    drop(context);
    let file: Arc<str> = UrlPath::new(Arc::clone(address)).file().into();
    let digest = html.as_ref().ok().filter(|_| frames.offline).map(|(html, ..)| blake3::hash(html));
    let lay = |html: Vec<u8>| match sink {
        Some(sink) => sink.lay(&site.settings().id, &file, html),
        None => Content::from(html),
    };
    let (html, title, description, drawn) = match html {
        Ok((html, made, drawn)) => (Ok(lay(html)), made.title, made.description, drawn),
        Err(finding) => (Err(finding), String::new(), None, None),
    };
    Rendered { html, file, title, description, lines, files, said, drawn, digest, questions: asked.questions() }
}

fn page(
    context: &Context<'_>,
    route: &Route,
    frames: &Frames<'_>,
    pictures: &Pictures<'_>,
) -> Result<(Vec<u8>, Made, Option<Drawn>), crate::diag::Diagnostic> {
    let made = pages::make(context, route, pictures);
    let drawn = poster::of(context, route, &made);
    let frame = frames.frame(context, route, &made, drawn.as_ref())?;
    let html = context.theme.page(&frame, &made.page)?;
    let html = match foreign::language(context.lang, context.site.config().languages.iter().map(|lang| &**lang)) {
        // A template writes nothing but text; if it did, it would go out as it is.
        Some(other) => {
            String::from_utf8(html).map_or_else(|no_text| no_text.into_bytes(), |html| foreign::marked(html, other).into_bytes())
        }
        None => html,
    };
    Ok((html, made, drawn))
}

/// The pictures that stand for pages where they are shared, and what their typeface cannot draw.
fn add_posters(site: &Site<'_>, theme: &Theme, made: &MadePages, files: &mut Files, report: &mut Report) {
    let Some(style) = theme.poster() else { return };
    let drawn = || site.routes().iter().zip(made.iter()).filter_map(|(at, (_, page))| Some((at, page.drawn.as_ref()?)));
    for (_, drawn) in drawn() {
        files.insert(drawn.path.as_str(), drawn.content.clone());
    }
    let source = |route: &Route, language: usize| match route {
        Route::Page(at) => Some(Place::file(site.page(*at).version(language).path.clone())),
        _ => None,
    };
    let missing = drawn().map(|((_, route, language), drawn)| (drawn.missing.as_slice(), source(route, language)));
    poster::finding(style, missing).into_iter().for_each(|finding| report.push(finding));
}

/// The line at the foot of every printed sheet of a review.
fn add_print_sheets(site: &Site<'_>, theme: &Theme, files: &mut Files) {
    for prefix in (0..site.config().languages.len()).map(|language| site.prefixed("/reviews/", language)) {
        for (address, route, language) in site.routes().below(&prefix) {
            if let Route::Review(period) = route {
                let context = Context::new(site, theme, language, Arc::clone(address));
                let path = format!("{}{}", address.trim_start_matches('/'), frame::PRINT_SHEET);
                files.insert(path, frame::print_sheet(&context, *period));
            }
        }
    }
}

fn not_found(site: &Site<'_>, theme: &Theme, frames: &Frames<'_>, files: &mut Files, report: &mut Report) {
    for language in 0..site.config().languages.len() {
        let address: Arc<str> = site.prefixed("/404.html", language).into();
        let mut context = Context::new(site, theme, language, Arc::clone(&address));
        // It is shown at any address, so its links start at the root of the host.
        context.root = base_path(&site.settings().base_url);
        let made = pages::not_found(&context);
        let html = frames.frame(&context, &Route::Home, &made, None).and_then(|frame| theme.page(&frame, &made.page));
        match html {
            Ok(html) => files.insert(address.trim_start_matches('/'), html),
            Err(finding) => report.push(finding),
        }
    }
}

/// The path of a site's absolute address: `/` or `/guide/`.
fn base_path(base_url: &str) -> String {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.find('/').map_or_else(|| "/".to_owned(), |at| rest[at..].to_owned())
}
