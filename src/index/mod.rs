//! What machines read: feed, sitemap, robots, headers, the search index.
//!
//! In: a [`Site`]. Out: files beside its pages.

mod feed;
mod headers;
pub mod search;
mod sitemap;

use crate::output::Files;
use crate::site::Site;

/// Adds feed, sitemap, robots.txt and the headers of static hosts to the files of a site.
pub fn add(site: &Site<'_>, files: &mut Files) {
    for language in 0..site.config().languages.len() {
        let path = site.prefixed("/atom.xml", language);
        files.insert(path.trim_start_matches('/'), feed::atom(site, language));
    }
    files.insert("sitemap.xml", sitemap::sitemap(site));
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
