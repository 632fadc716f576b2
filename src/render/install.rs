//! What a phone is told about a site that its reader puts on the first screen (a web manifest): one file for each language.
//!
//! Only of a site whose pages are kept for reading without a connection: elsewhere it would open to nothing.
//! Source: Web Application Manifest, <https://www.w3.org/TR/appmanifest/>.

use super::context::Context;
use super::theme::{ICON, Theme};
use crate::site::Site;
use serde_json::{Value, json};
use std::borrow::Cow;

/// What shows while a site starts: the paper of its pages.
const PAPER: &str = "#ffffff";

/// Where the manifest of a language lies.
pub(super) fn address(site: &Site<'_>, language: usize) -> Cow<'static, str> {
    site.prefixed("/site.webmanifest", language)
}

/// The manifest of a language.
pub(super) fn manifest(site: &Site<'_>, theme: &Theme, language: usize) -> String {
    let context = &Context::new(site, theme, language, address(site, language).into());
    let manifest = json!({
        "name": context.text(&site.settings().title),
        "lang": context.lang,
        "start_url": "./",
        // The other languages belong to it.
        "scope": context.root,
        "display": "minimal-ui",
        "theme_color": theme.accent().to_string(),
        "background_color": PAPER,
        "icons": icons(context, theme),
    });
    format!("{manifest:#}\n")
}

fn icons(context: &Context<'_>, theme: &Theme) -> Vec<Value> {
    let path = theme.logo().map_or(ICON, |logo| &logo.asset.path);
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let kind = match ending {
        "svg" => "image/svg+xml".to_owned(),
        "jpg" => "image/jpeg".to_owned(),
        other => format!("image/{other}"),
    };
    let size = theme.logo().and_then(|logo| logo.size).filter(|_| ending != "svg");
    let sizes = size.map_or_else(|| "any".to_owned(), |(width, height)| format!("{width}x{height}"));
    let mut icons = vec![json!({"src": context.href(path), "sizes": sizes, "type": kind})];
    if let Some(drawn) = theme.icons() {
        let dots =
            |path: &str, side: u32| json!({"src": context.href(path), "sizes": format!("{side}x{side}"), "type": "image/png"});
        let mut large = dots(&drawn.large.path, 512);
        // Phones cut the corners of one of this size; what is drawn stands clear of them.
        large["purpose"] = "any maskable".into();
        icons.extend([dots(&drawn.touch.path, 180), large]);
    }
    icons
}
