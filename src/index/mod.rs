//! What machines read: feed, sitemap, robots, headers, the search index.
//!
//! In: a [`Site`]. Out: files beside its pages.

mod feed;
mod headers;
pub mod search;
mod sitemap;

use crate::output::{Content, Files};
use crate::site::{Shape, Site};
use std::sync::Arc;

/// What is remembered of one site from one build to the next: its sitemap, and the site that this was made of.
#[derive(Default)]
pub struct Memory(Option<(Arc<Shape>, Content)>);

/// Adds feed, sitemap, robots.txt and the headers of static hosts to the files of a site.
pub fn add(site: &Site<'_>, files: &mut Files, memory: &mut Memory) {
    for language in 0..site.config().languages.len() {
        let path = site.prefixed("/atom.xml", language);
        files.insert(path.trim_start_matches('/'), feed::atom(site, language));
    }
    let known = memory.0.take().filter(|(shape, _)| site.shape().stands_as(shape, sitemap::alike));
    let sitemap = known.map_or_else(|| sitemap::sitemap(site).into(), |(_, sitemap)| sitemap);
    memory.0 = Some((Arc::clone(site.shape()), sitemap.clone()));
    files.insert("sitemap.xml", sitemap);
    files.insert("robots.txt", robots(site));
    files.insert("_headers", headers::headers(site));
}

fn robots(site: &Site<'_>) -> String {
    if site.is_indexed() {
        format!("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", site.settings().base_url)
    } else {
        "User-agent: *\nDisallow: /\n".to_owned()
    }
}
