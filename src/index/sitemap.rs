//! The sitemap. Source: sitemaps.org protocol 0.9.

use crate::html;
use crate::site::{Route, Site, SitePage, State, Version};
use jiff::civil::Date;
use std::fmt::Write as _;

/// All addresses a search engine may list, each with its date where it has one.
pub(super) fn sitemap(site: &Site<'_>) -> String {
    let mut out = String::with_capacity(4096);
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (address, route, language) in site.routes().iter() {
        let date = match route {
            Route::Alias(..) | Route::StagePrint(_) => continue,
            Route::Page(at) => {
                let page = site.page(*at);
                if is_gone(page.version(language)) {
                    continue;
                }
                date(page)
            }
            _ => None,
        };
        out.push_str("<url><loc>");
        html::attr(&mut out, &site.absolute(address));
        out.push_str("</loc>");
        if let Some(date) = date {
            // Writing to a String cannot fail.
            let _ = write!(out, "<lastmod>{date}</lastmod>");
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// Whether it says the same of two states of a page.
pub(super) fn alike(old: &SitePage, new: &SitePage) -> bool {
    let gone = |page: &SitePage| page.versions.iter().map(|it| it.as_ref().map(is_gone)).collect::<Vec<_>>();
    date(old) == date(new) && gone(old) == gone(new)
}

fn date(page: &SitePage) -> Option<Date> {
    page.meta.reviewed_on.or(page.meta.date)
}

fn is_gone(version: &Version) -> bool {
    matches!(version.state, State::Gone(_))
}
