//! The picture that stands for a page where it is shared: its title, where it belongs, whose site it is.
//!
//! In: a page as its template sees it, the typeface and the colour of the site. Out: a PNG of 1200 × 630 dots, at an address that
//! changes with all that is drawn. It is drawn when somebody wants its bytes: a check and an edit in the preview wait for none, and
//! a build takes over those that the last one drew.

mod drawing;
mod font;
mod lines;
mod mark;
#[cfg(test)]
mod tests;

pub use font::Font;
pub use mark::Mark;

use super::Made;
use super::context::Context;
use super::theme::Colour;
use super::view::{Brand, Crumb, Page};
use crate::diag::{Diagnostic, codes};
use crate::output::{Content, Later};
use crate::site::Route;
use std::collections::BTreeSet;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization as _;

pub(super) const WIDTH: u32 = drawing::WIDTH;
pub(super) const HEIGHT: u32 = drawing::HEIGHT;

/// Goes up when the same words are drawn otherwise, so that no old picture is taken for a new one.
const DRAWING: u8 = 1;

/// How many signs a finding names.
const NAMED: usize = 8;

/// What all pictures of a site share.
pub struct Style {
    /// The typeface.
    pub font: Font,
    /// The company's colour, dark enough to be read.
    pub accent: Colour,
    /// The logo, if it can be drawn.
    pub logo: Option<Mark>,
}

/// What is drawn for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Poster {
    title: String,
    label: Option<String>,
    // The home page says it in its title.
    brand: Option<Brand>,
    host: String,
}

/// The picture of a page, and where it lies.
pub(super) struct Drawn {
    /// Its path below the site's root.
    pub path: String,
    /// Its bytes, not made yet.
    pub content: Content,
    /// What the typeface cannot draw.
    pub missing: Vec<char>,
}

/// The picture of a page; none where the site has no typeface for it, or nobody outside could see it.
pub(super) fn of(context: &Context<'_>, route: &Route, made: &Made) -> Option<Drawn> {
    let style = context.theme.poster().filter(|_| context.site.is_indexed())?;
    let crumbs = match &made.page {
        Page::Home(_) => &[][..],
        Page::Article(page) => page.breadcrumbs.as_slice(),
        Page::Listing(page) => page.breadcrumbs.as_slice(),
        Page::Sections(page) => page.breadcrumbs.as_slice(),
        Page::NotFound(_) | Page::Redirect(_) => return None,
    };
    let settings = context.site.settings();
    let (is_home, name) = (*route == Route::Home, context.text(&settings.title));
    let poster = Poster {
        title: clean(if is_home { name } else { &made.title }),
        label: label(crumbs).map(clean),
        brand: (!is_home).then(|| Brand::split(&clean(name))),
        host: clean(host(&settings.base_url)),
    };
    poster.drawn(style)
}

/// Where a page belongs: what stands right above it on the way from the home page.
fn label(crumbs: &[Crumb]) -> Option<&str> {
    let (_, way) = crumbs.split_first()?;
    way.iter().rev().find(|crumb| crumb.url.is_some()).map(|crumb| &*crumb.name)
}

/// A text on one line, its signs as typefaces have them.
fn clean(text: &str) -> String {
    text.split(|sign: char| sign.is_whitespace() && sign != '\u{3000}' || sign.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .nfc()
        .collect()
}

fn host(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.trim_end_matches('/')
}

impl Poster {
    fn drawn(self, style: &Arc<Style>) -> Option<Drawn> {
        let face = style.font.face()?;
        let all = self.texts().into_iter().flatten().flat_map(str::chars);
        let missing: BTreeSet<char> = all.filter(|sign| !font::has(&face, *sign)).collect();
        if font::signs(&face, &self.title).is_empty() {
            return None;
        }
        let digest = self.digest(style);
        let path = format!("assets/share.{}.png", &digest.to_hex()[..10]);
        let style = Arc::clone(style);
        let content = Later::new(digest, move || drawing::drawn(&self, &style).unwrap_or_default());
        Some(Drawn { path, content: Content::Later(content), missing: missing.into_iter().collect() })
    }

    /// Tells pictures apart by all that is drawn.
    fn digest(&self, style: &Style) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&[DRAWING]).update(style.font.digest.as_bytes()).update(&style.accent.0);
        hasher.update(style.logo.as_ref().map_or(blake3::hash(&[]), |logo| blake3::hash(logo.bytes())).as_bytes());
        for text in self.texts() {
            // Lengths, so that no two lists of texts read the same.
            let length = text.map_or(u64::MAX, |text| text.len() as u64);
            hasher.update(&length.to_le_bytes()).update(text.unwrap_or_default().as_bytes());
        }
        hasher.finalize()
    }

    /// All that is written on it.
    fn texts(&self) -> [Option<&str>; 5] {
        let Poster { title, label, brand, host } = self;
        let (name, suffix) = (brand.as_ref().map(|brand| &*brand.name), brand.as_ref().and_then(|brand| brand.suffix.as_deref()));
        [Some(title), label.as_deref(), name, suffix, Some(host)]
    }
}

/// What the typeface of a site cannot draw of its pages; nothing if it can draw all.
pub(super) fn finding<'p>(
    style: &Style,
    pages: impl Iterator<Item = (&'p [char], Option<crate::model::Place>)>,
) -> Option<Diagnostic> {
    let mut signs: BTreeSet<char> = BTreeSet::new();
    let mut count = 0;
    let mut places = BTreeSet::new();
    for (missing, place) in pages.filter(|(missing, _)| !missing.is_empty()) {
        signs.extend(missing);
        count += 1;
        places.extend(place);
    }
    if signs.is_empty() {
        return None;
    }
    let named: Vec<String> = signs.iter().take(NAMED).map(|sign| format!("`{sign}`")).collect();
    let more = signs.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let of = if count == 1 { "page" } else { "pages" };
    let message = format!("the typeface has no {}{more}, left out of the pictures of {count} {of}", named.join(", "));
    let finding = Diagnostic::new(&codes::MISSING_GLYPH, style.font.place.clone(), message);
    let finding = finding.hint("name a typeface that has them, such as one for Japanese, or write the titles without them");
    Some(places.into_iter().take(3).fold(finding, |finding, place| finding.also(place, "one of them")))
}
