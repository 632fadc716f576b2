//! `_headers`: what a static host should send with each file, in the form that Netlify and Cloudflare Pages read. Others
//! ignore the file; `docs/` says what to write there.
//!
//! Sources: <https://docs.netlify.com/routing/headers/>, <https://developers.cloudflare.com/pages/configuration/headers/>,
//! Content Security Policy Level 3.

use crate::config::Feedback;
use crate::site::Site;

/// The headers of a site. Whatever has a digest in its name may be kept for ever; for pages the hosts ask each time.
pub(super) fn headers(site: &Site<'_>) -> String {
    let mut lines = vec![
        "/*".to_owned(),
        format!("  Content-Security-Policy: {}", policy(site)),
        "  X-Content-Type-Options: nosniff".to_owned(),
        "  Referrer-Policy: strict-origin-when-cross-origin".to_owned(),
    ];
    if !site.is_indexed() {
        lines.push("  X-Robots-Tag: noindex, nofollow".to_owned());
    }
    for pattern in KEPT {
        lines.push(format!("/assets/{pattern}"));
        lines.push("  Cache-Control: public, max-age=31536000, immutable".to_owned());
    }
    lines.join("\n") + "\n"
}

/// Files with a digest in their names.
const KEPT: &[&str] = &["style.*", "page.*", "logo.*", "picture.*", "search.*", "share.*"];

/// Only what the site itself holds is loaded; no script or style stands in a page. Pictures may come from elsewhere over
/// https, because a text may show one.
fn policy(site: &Site<'_>) -> String {
    let answers = match &site.config().feedback {
        Some(Feedback::Url(url)) => format!(" {}", origin(url)),
        _ => String::new(),
    };
    format!(
        "default-src 'self'; img-src 'self' https: data:; connect-src 'self'{answers}; object-src 'none'; base-uri 'self'; \
         form-action 'self'{answers}; frame-ancestors 'self'"
    )
}

/// Scheme and host of an address.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    url[host..].find('/').map_or(url, |at| &url[..host + at])
}
