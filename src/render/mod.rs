//! Pages from a site: views are filled, the theme turns them into HTML.
//!
//! In: a [`Site`] (never anything unfiltered) and a [`Theme`]. Out: [`Files`]. Pages are made in parallel; what they share
//! (header, footer) is made once for each language, depth and place.

pub mod blocks;
pub mod charts;
pub mod context;
pub mod figures;
mod frame;
pub mod ledger;
pub mod links;
mod manifest;
pub mod pages;
pub mod parts;
pub mod prose;
pub mod standings;
mod structured;
pub mod theme;
pub mod view;

pub use prose::Pictures;

use crate::diag::Report;
use crate::output::Files;
use crate::site::{Route, Site};
use context::Context;
use frame::Frames;
use rayon::prelude::*;
use std::sync::Arc;
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
}

/// Makes all pages of a site, and the theme's files; says what the pages are called.
pub fn render(site: &Site<'_>, theme: &Theme, pictures: &Pictures, report: &mut Report) -> (Files, Vec<Titled>) {
    let frames = Frames::new(site, theme);
    let addresses: Vec<_> = site.routes().iter().collect();
    let results: Vec<_> = addresses
        .par_iter()
        .map(|(address, route, language)| {
            let context = Context::new(site, theme, *language, Arc::clone(address));
            // The bytes are laid down here, while all threads work, not when the files are gathered.
            let html =
                page(&context, route, &frames, pictures).map(|(html, titled)| (crate::output::Content::from(html), titled));
            (Arc::clone(address), html, context.ledger.lines())
        })
        .collect();
    let mut files = Files::default();
    let (mut printed, mut titles) = (Vec::new(), Vec::new());
    for (address, result, lines) in results {
        printed.push((Arc::clone(&address), lines));
        match result {
            Ok((html, titled)) => {
                files.insert(crate::model::UrlPath::new(address).file(), html);
                titles.push(titled);
            }
            // A template that fails does so on every page: it is said once.
            Err(finding) => report.push(finding),
        }
    }
    for (address, route, language) in site.routes().iter() {
        if let Route::Review(period) = route {
            let context = Context::new(site, theme, language, Arc::clone(address));
            let path = format!("{}{}", address.trim_start_matches('/'), frame::PRINT_SHEET);
            files.insert(path, frame::print_sheet(&context, *period));
        }
    }
    // A list of the figures for programs: of the site whose readers may know files.
    if site.is_narrowest() && printed.iter().any(|(_, lines)| !lines.is_empty()) {
        files.insert("figures.json", manifest::of(site, &printed));
    }
    not_found(site, theme, &frames, &mut files, report);
    let logo = theme.logo().map(|logo| &logo.asset);
    let search = theme.search().iter().filter(|_| site.config().search);
    for asset in [frame::stylesheet(site, theme), theme.script()].into_iter().chain(logo).chain(search) {
        files.insert(asset.path.clone(), crate::output::Content::Whole(Arc::clone(&asset.bytes)));
    }
    for (path, bytes) in theme.files() {
        files.insert(path, crate::output::Content::Whole(Arc::clone(bytes)));
    }
    (files, titles)
}

fn page(
    context: &Context<'_>,
    route: &Route,
    frames: &Frames<'_>,
    pictures: &Pictures,
) -> Result<(String, Titled), crate::diag::Diagnostic> {
    let made = pages::make(context, route, pictures);
    let frame = frames.frame(context, route, &made)?;
    let html = context.theme.page(&frame, &made.page)?;
    Ok((html, Titled { address: Arc::clone(&context.address), title: made.title, description: made.description }))
}

fn not_found(site: &Site<'_>, theme: &Theme, frames: &Frames<'_>, files: &mut Files, report: &mut Report) {
    for language in 0..site.config().languages.len() {
        let address = site.prefixed("/404.html", language);
        let mut context = Context::new(site, theme, language, Arc::clone(&address));
        // It is shown at any address, so its links start at the root of the host.
        context.root = base_path(&site.settings().base_url);
        let made = pages::not_found(&context);
        let html = frames.frame(&context, &Route::Home, &made).and_then(|frame| theme.page(&frame, &made.page));
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
