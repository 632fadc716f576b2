//! The Atom feed: what is new. Source: RFC 4287.

use crate::html;
use crate::model::page::PageType;
use crate::site::{PageIx, Site, SitePage, State};
use jiff::civil::Date;

/// How many pages the feed holds.
const MOST: usize = 20;

/// The feed of a site in a language: pages with a date, newest first.
pub(super) fn atom(site: &Site<'_>, language: usize) -> String {
    let home = site.absolute(&site.prefixed("/", language));
    let own = site.absolute(&site.prefixed("/atom.xml", language));
    let lang = &site.config().languages[language];
    let mut entries: Vec<(Date, PageIx, &SitePage)> = Vec::new();
    for (at, page) in site.newest().iter().map(|at| (*at, site.page(*at))) {
        let Some(date) = page.meta.date.filter(|_| page.page_type != PageType::Review && is_live(page, language)) else {
            continue;
        };
        // Of the last day all are looked at: which of them come first, their addresses say.
        if entries.len() >= MOST && entries.last().is_some_and(|(last, ..)| *last != date) {
            break;
        }
        entries.push((date, at, page));
    }
    // Newest first; pages of one day in the order of their addresses.
    entries.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.address.cmp(&b.2.address)));
    entries.truncate(MOST);
    // A feed must say when it was updated; the newest entry says it, never the clock.
    let updated = entries.first().map_or_else(|| "2000-01-01".to_owned(), |(date, ..)| date.to_string());
    let mut out = String::with_capacity(4096);
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    out.push_str(&format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n", html::escape(lang)));
    element(&mut out, "title", site.settings().title.get(lang));
    element(&mut out, "id", &home);
    out.push_str(&format!("<link href=\"{}\"/>\n<link rel=\"self\" href=\"{}\"/>\n", html::escape(&home), html::escape(&own)));
    out.push_str(&format!("<updated>{updated}T00:00:00Z</updated>\n"));
    out.push_str(&format!("<author><name>{}</name></author>\n", html::escape(&clean(site.settings().title.get(lang)))));
    for (date, at, page) in entries {
        let url = site.absolute(&site.page_address(at, language));
        let version = page.version(language);
        out.push_str("<entry>\n");
        element(&mut out, "title", &version.title);
        element(&mut out, "id", &url);
        out.push_str(&format!("<link href=\"{}\"/>\n<updated>{date}T00:00:00Z</updated>\n", html::escape(&url)));
        element(&mut out, "summary", version.summary.as_deref().unwrap_or(&version.title));
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

fn is_live(page: &SitePage, language: usize) -> bool {
    let version = page.version(language);
    version.language == language && !matches!(version.state, State::Gone(_))
}

fn element(out: &mut String, name: &str, text: &str) {
    out.push_str(&format!("<{name}>{}</{name}>\n", html::escape(&clean(text))));
}

/// Control characters make a feed malformed.
fn clean(text: &str) -> String {
    text.chars().filter(|char| !char.is_control() && !matches!(char, '\u{fffe}' | '\u{ffff}')).collect()
}
