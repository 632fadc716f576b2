//! What machines read: feed, sitemap, robots, headers, the search index.
//!
//! In: a [`Site`]. Out: files beside its pages.

mod feed;
mod headers;
pub mod search;
mod sitemap;

use crate::output::Content;
use crate::site::{Shape, Site};
use std::sync::Arc;

/// What is remembered of one site from one build to the next: its sitemap, and the site that this was made of.
#[derive(Default)]
pub struct Memory(Option<(Arc<Shape>, Content)>);

/// Feed, sitemap, robots.txt and the headers of static hosts.
pub fn files(site: &Site<'_>, memory: &mut Memory) -> Vec<(Arc<str>, Content)> {
    let feed = |language: usize| {
        let path = site.prefixed("/atom.xml", language);
        (Arc::from(path.trim_start_matches('/')), feed::atom(site, language).into())
    };
    let known = memory.0.take().filter(|(shape, _)| site.shape().stands_as(shape, sitemap::alike));
    let sitemap = known.map_or_else(|| sitemap::sitemap(site).into(), |(_, sitemap)| sitemap);
    memory.0 = Some((Arc::clone(site.shape()), sitemap.clone()));
    let mut files: Vec<_> = (0..site.config().languages.len()).map(feed).collect();
    files.push(("sitemap.xml".into(), sitemap));
    files.push(("robots.txt".into(), robots(site).into()));
    files.push(("_headers".into(), headers::headers(site).into()));
    files
}

fn robots(site: &Site<'_>) -> String {
    if site.is_indexed() {
        format!("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", site.settings().base_url)
    } else {
        "User-agent: *\nDisallow: /\n".to_owned()
    }
}
