//! What surrounds the text of every page.

use serde::Serialize;

use super::{Html, Link};

/// Which face of the theme a site wears.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A site for customers.
    #[default]
    Customer,
    /// A site for the team and its colleagues.
    Team,
}

/// The frame of one page, in templates `frame`.
///
/// All addresses are relative to the page unless a field says otherwise.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Frame {
    /// The language of the page, such as `ja`.
    pub lang: String,
    /// The way to the root of the site: `./`, `../`, `../../` …
    pub root: String,
    /// The kind of the site.
    pub kind: Kind,
    /// What kind of page this is (`home`, `guide`, `story`, `review`, `metric` …): a class on
    /// `<body>`, for stylesheets.
    pub name: String,
    /// The title of the page, without the site's.
    pub title: String,
    /// The title of the site.
    pub site_title: String,
    /// One sentence for search engines and shared links.
    pub description: Option<String>,
    /// The absolute address of the page; none without a `base_url`.
    pub canonical: Option<String>,
    /// The page in every language it exists in, its own included. Empty or of one entry: no
    /// language switch.
    pub alternates: Vec<Alternate>,
    /// The absolute address of a picture that stands for the page where it is shared: one that is drawn from its title where
    /// `font_file` is set, else one of its own, else the logo; never a drawing (SVG), which nobody who shows shared pages takes.
    pub picture: Option<String>,
    /// How large that picture is, where it is drawn.
    pub picture_size: Option<PictureSize>,
    /// The small picture for tabs and bookmarks: the company's logo, else the theme's own.
    pub icon: String,
    /// The same as 32 × 32 dots, for browsers that take no drawing; none where the icon is made of dots itself.
    pub icon_tab: Option<String>,
    /// The same as 180 × 180 dots, for the first screen of a phone; none where the icon is made of dots itself.
    pub icon_touch: Option<String>,
    /// What search engines read besides, as JSON-LD; none on sites they leave out, nor where no template says `structured`.
    pub structured: Option<Html>,
    /// The stylesheet.
    pub stylesheet: String,
    /// The script.
    pub script: String,
    /// Whether the reader's browser keeps what was read, to be read without a connection.
    pub offline: bool,
    /// What a phone is told that puts the site on its first screen; where `offline` is set.
    pub manifest: Option<String>,
    /// The Atom feed.
    pub feed: Option<String>,
    /// Whether search engines should leave the page out.
    pub noindex: bool,
    /// What the preview says about a page that a build would leave out.
    pub preview: Option<Preview>,
    /// The rendered `parts/header.html`, shared by all pages of one depth and place.
    pub header_html: Html,
    /// The rendered `parts/footer.html`, shared by all pages of one depth.
    pub footer_html: Html,
    /// A line at the end of the printed page: the short address by which a reader of the paper finds it.
    pub print_note: Option<String>,
    /// A stylesheet that puts a line at the foot of every printed sheet: of a review alone, or of all other pages of the team's
    /// site; see `Theme::print_sheet`.
    pub print_sheet: Option<String>,
}

/// The page in one language.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Alternate {
    /// The language, such as `en`.
    pub lang: String,
    /// The language's name in itself, such as `English`.
    pub name: String,
    /// The page in that language.
    pub url: String,
    /// The absolute address, for search engines.
    pub absolute: Option<String>,
    /// Whether it is this page.
    pub current: bool,
}

/// The mark of a page that only the preview shows.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Preview {
    /// `draft`, `future`, `expired` or `archived`.
    pub state: String,
    /// The state in a sentence.
    pub text: String,
}

/// What `parts/header.html` sees, as `header`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Header {
    /// The language.
    pub lang: String,
    /// The way to the root of the site.
    pub root: String,
    /// The kind of the site.
    pub kind: Kind,
    /// The name of the site.
    pub brand: Brand,
    /// The company's logo, if it has set one: it stands for the bold part of the name.
    pub logo: Option<Logo>,
    /// The home page in this language.
    pub home_url: String,
    /// The places one can go to; a customer site has as many as `places` in `theme.yaml` says, three without it.
    pub places: Vec<Place>,
    /// The search field; none where search is off and on pages that have a field of their own.
    pub search: Option<Search>,
}

/// How large a picture is, in pixels.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct PictureSize {
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// The picture that stands for a company's name.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Logo {
    /// Where it lies.
    pub url: String,
    /// Its width in pixels, where the file says it.
    pub width: Option<u32>,
    /// Its height in pixels, where the file says it.
    pub height: Option<u32>,
}

/// The name of a site, in two weights.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Brand {
    /// The bold part: the product or the company.
    pub name: String,
    /// The plain part: what the site is.
    pub suffix: Option<String>,
}

impl Brand {
    /// Splits a title at its first space, full width or not: the product comes first.
    #[must_use]
    pub fn split(title: &str) -> Self {
        match title.trim().split_once([' ', '\u{3000}']) {
            Some((name, suffix)) if !suffix.trim().is_empty() => {
                Self { name: name.to_owned(), suffix: Some(suffix.trim().to_owned()) }
            }
            _ => Self { name: title.trim().to_owned(), suffix: None },
        }
    }
}

/// An item of the navigation.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Where it leads.
    pub url: String,
    /// Whether the page is in it.
    pub current: bool,
}

/// A search field.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Search {
    /// The search page, which is also useful without a script.
    pub url: String,
    /// The script that answers while somebody types. It is loaded when it is needed, and reads `index.json` below `url`.
    pub script: String,
    /// What somebody may look for, as an example in the field: the first of the site's popular words.
    pub example: Option<String>,
}

/// What `parts/footer.html` sees, as `footer`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Footer {
    /// The kind of the site.
    pub kind: Kind,
    /// The name of the site.
    pub brand: Brand,
    /// Links such as contact, feed, about.
    pub links: Vec<Link>,
    /// A sentence about the site, for instance that its company is invented.
    pub note: Option<String>,
    /// Who holds the rights, or what made the site and for which date.
    pub stamp: Option<String>,
}
