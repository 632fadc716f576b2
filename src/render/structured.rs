//! What search engines read about a page beside its text: JSON-LD in the words of schema.org.
//!
//! In: the page as its template sees it, so nothing is said here that the page does not say. Out: the text of one data
//! block. Sites that search engines leave out have none.

use super::Made;
use super::context::Context;
use super::view::{Crumb, Html, Page};
use crate::site::Route;
use serde_json::{Value, json};

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
    let name = if kind == "WebSite" { "name" } else { "headline" };
    let mut about = json!({ "@type": kind, "@id": url, "url": url, "inLanguage": context.lang });
    about[name] = json!(if kind == "WebSite" { site_name } else { &made.title });
    if let Some(description) = &made.description {
        about["description"] = json!(description);
    }
    if let Route::Page(at) = route {
        let meta = &context.site.page(*at).meta;
        for (key, day) in [("datePublished", meta.date), ("dateModified", meta.reviewed_on.or(meta.date))] {
            if let Some(day) = day {
                about[key] = json!(day.to_string());
            }
        }
    }
    if kind != "WebSite" {
        about["isPartOf"] = json!({ "@type": "WebSite", "name": site_name, "url": &*context.site.settings().base_url });
    }
    let graph: Vec<Value> = std::iter::once(about).chain(trail(context, crumbs)).collect();
    let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    // A title may hold `</script>`; in JSON a `<` can be written so that no browser sees it.
    Some(Html::from(text.replace('<', "\\u003c")))
}

/// The way from the home page to this one.
fn trail(context: &Context<'_>, crumbs: &[Crumb]) -> Option<Value> {
    if crumbs.len() < 2 {
        return None;
    }
    let item = |(at, crumb): (usize, &Crumb)| {
        let mut item = json!({ "@type": "ListItem", "position": at + 1, "name": crumb.name });
        if let Some(url) = &crumb.url {
            item["item"] = json!(context.site.absolute(&joined(&context.address, url)));
        }
        item
    };
    let items: Vec<Value> = crumbs.iter().enumerate().map(item).collect();
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
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
