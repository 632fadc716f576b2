//! What search engines read about a page beside its text: JSON-LD in the words of schema.org.
//!
//! In: the page as its template sees it, so nothing is said here that the page does not say. Out: the text of one data
//! block. Sites that search engines leave out have none.

use super::Made;
use super::context::Context;
use super::view::{Crumb, Html, Page};
use crate::site::Route;
use serde::Serialize;

/// What a page is about. Made for every page of a site, so without maps.
#[derive(Serialize)]
struct About<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: &'a str,
    url: &'a str,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(rename = "isPartOf", skip_serializing_if = "Option::is_none")]
    part_of: Option<Whole<'a>>,
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Trail<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a> {
    About(About<'a>),
    Trail(Trail<'a>),
}

#[derive(Serialize)]
struct Block<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

/// The data block of a page; none where there is nothing to say that an address and a title do not.
pub(super) fn data(context: &Context<'_>, route: &Route, made: &Made) -> Option<Html> {
    if !context.site.is_indexed() {
        return None;
    }
    let site_name = context.text(&context.site.settings().title);
    let url = context.site.absolute(&context.address);
    let (kind, crumbs) = match &made.page {
        Page::Home(_) => ("WebSite", &[][..]),
        Page::Article(page) => (if made.name == "guide" { "TechArticle" } else { "Article" }, page.breadcrumbs.as_slice()),
        Page::Listing(page) => ("CollectionPage", page.breadcrumbs.as_slice()),
        Page::Sections(page) => ("WebPage", page.breadcrumbs.as_slice()),
        Page::NotFound(_) | Page::Redirect(_) => return None,
    };
    let is_site = kind == "WebSite";
    let meta = if let Route::Page(at) = route { Some(&context.site.page(*at).meta) } else { None };
    let whole = Whole { kind: "WebSite", name: site_name, url: &context.site.settings().base_url };
    let about = About {
        kind,
        id: &url,
        url: &url,
        language: context.lang,
        name: is_site.then_some(site_name),
        headline: (!is_site).then_some(&made.title),
        description: made.description.as_deref(),
        published: meta.and_then(|meta| meta.date).map(|day| day.to_string()),
        modified: meta.and_then(|meta| meta.reviewed_on.or(meta.date)).map(|day| day.to_string()),
        part_of: (!is_site).then_some(whole),
    };
    let graph = std::iter::once(Node::About(about)).chain(trail(context, crumbs).map(Node::Trail)).collect();
    let text = serde_json::to_string(&Block { context: "https://schema.org", graph }).ok()?;
    // A title may hold `</script>`; in JSON a `<` can be written so that no browser sees it.
    Some(Html::from(if text.contains('<') { text.replace('<', "\\u003c") } else { text }))
}

/// The way from the home page to this one.
fn trail<'a>(context: &Context<'_>, crumbs: &'a [Crumb]) -> Option<Trail<'a>> {
    if crumbs.len() < 2 {
        return None;
    }
    let item = |(at, crumb): (usize, &'a Crumb)| Item {
        kind: "ListItem",
        position: at + 1,
        name: &crumb.name,
        item: crumb.url.as_ref().map(|url| context.site.absolute(&joined(&context.address, url))),
    };
    Some(Trail { kind: "BreadcrumbList", items: crumbs.iter().enumerate().map(item).collect() })
}

/// The address that a relative one leads to from a page.
fn joined(from: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = from[..from.rfind('/').unwrap_or(0)].split('/').filter(|part| !part.is_empty()).collect();
    let folder = relative.is_empty() || relative.ends_with('/') || relative.ends_with('.');
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    let path = parts.join("/");
    if path.is_empty() {
        "/".to_owned()
    } else if folder {
        format!("/{path}/")
    } else {
        format!("/{path}")
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn relative_addresses_are_followed() {
        assert_eq!(joined("/playbooks/first/", "../"), "/playbooks/");
        assert_eq!(joined("/playbooks/first/", "../../"), "/");
        assert_eq!(joined("/en/journey/", "./../metrics/nrr/"), "/en/metrics/nrr/");
        assert_eq!(joined("/", "./"), "/");
        assert_eq!(joined("/a/", ".."), "/");
        assert_eq!(joined("/a/b.html", "c.html"), "/a/c.html");
    }
}
