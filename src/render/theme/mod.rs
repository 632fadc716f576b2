//! A theme: templates, styles, scripts and words, looked up file by file.
//!
//! In: the site's `themes/NAME/`, the themes it names as parents, and the theme inside the program, in this order; each
//! file comes from the first that has it (words: each key). Out: pages, one stylesheet, one script, files.
//!
//! A template may extend the file it replaces: `{% extends "base/article.html" %}` is the program's own.

mod assets;
mod colour;
mod icons;
mod layers;
mod templates;
mod words;

#[cfg(test)]
mod tests;

pub use layers::THEME;

pub use assets::{Asset, Logo};
pub use colour::Colour;
pub use icons::Icons;
pub use words::Words;

use super::poster::{Font, Mark, Style};
use super::view::{Block, Footer, Frame, Header, Html, Page};
use crate::config::{Look, SiteKind};
use crate::diag::{Diagnostic, Report};
use crate::model::Language;
use crate::world::World;
use assets::Stylesheets;
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Context, Tera, Value};

/// A theme, ready to render any number of pages from any number of threads.
pub struct Theme {
    tera: Tera,
    named: Vec<&'static str>,
    words: BTreeMap<String, Words>,
    stylesheets: Stylesheets,
    script: Asset,
    offline: String,
    search: [Asset; 2],
    files: BTreeMap<String, Arc<[u8]>>,
    places: usize,
    accent: Colour,
    logo: Option<Logo>,
    poster: Option<Arc<Style>>,
    icons: Option<Icons>,
}

/// The files of the theme inside the program, by their path in it.
pub fn own_files() -> BTreeMap<String, Arc<[u8]>> {
    layers::Layer::built_in().files
}

/// The languages of a site, with what the program itself says in them: the words of its theme. What is wrong with them is said when
/// the theme is loaded.
pub fn tongues(world: &dyn World, theme: &str, languages: &[Arc<str>]) -> Vec<Language> {
    languages.iter().map(|lang| words::tongue(world, theme, lang)).collect()
}

/// The theme's own small picture, below the site's root.
pub const ICON: &str = "assets/icon.svg";

/// What every page would be made with though no template names it: made where one does.
pub const STRUCTURED: &str = "structured";
/// The same of the ticks of a page.
pub const TICKS: &str = "ticks";
const COSTLY: [&str; 2] = [STRUCTURED, TICKS];

/// How many places the header of a customer site holds, if the theme does not say: more would not fit beside the search.
const PLACES: usize = 3;

impl Theme {
    /// Loads the theme that `shirube.yaml` names. What cannot be used is reported, and the program's own file stands in.
    pub fn load(world: &dyn World, look: &Look, languages: &[Arc<str>], report: &mut Report) -> Theme {
        let layers = layers::chain(world, &look.theme, report);
        let accent = assets::readable_accent(&layers, look);
        let words = languages.iter().map(|lang| (lang.to_string(), words::load(&layers, lang, report))).collect();
        let logo = look.logo.as_ref().and_then(|(path, place)| assets::logo(world, path, place, report));
        let files = assets::files(&layers);
        let named = look.logo.as_ref().map(|(_, place)| place);
        let icons = icons::icons(logo.as_ref(), named, files.get(ICON), report);
        let (tera, named) = templates::load(&layers, &COSTLY, report);
        Theme {
            search: assets::search(&layers, &words, report),
            tera,
            named,
            words,
            stylesheets: assets::stylesheets(&layers, look, report),
            script: assets::script(&layers, report),
            offline: assets::offline(&layers, report),
            icons,
            files,
            places: layers.iter().find_map(|layer| layer.manifest.places).unwrap_or(PLACES),
            poster: look.font_file.as_ref().and_then(|(path, place)| {
                let font = Font::load(world, path, place, report)?;
                let mark = logo.as_ref().map(|logo| Mark::new(Arc::clone(&logo.asset.bytes)));
                Some(Arc::new(Style { font, accent, logo: mark }))
            }),
            accent,
            logo,
        }
    }

    /// Whether a template names something that costs much to make: [`STRUCTURED`], [`TICKS`].
    pub fn names(&self, costly: &str) -> bool {
        self.named.contains(&costly)
    }

    /// The company's colour, dark enough to be read on paper.
    pub fn accent(&self) -> Colour {
        self.accent
    }

    /// The words of the interface in a language of the site.
    pub fn words(&self, lang: &str) -> &Words {
        self.words.get(lang).unwrap_or_else(|| Words::none())
    }

    /// The stylesheet of a kind of site, at an address that changes with its content; `narrowest` sites hold the reviews.
    pub fn stylesheet(&self, kind: SiteKind, narrowest: bool) -> &Asset {
        match kind {
            SiteKind::Team => &self.stylesheets.team,
            SiteKind::Customer if narrowest => &self.stylesheets.both,
            SiteKind::Customer => &self.stylesheets.customer,
        }
    }

    /// The script, at an address that changes with its content.
    pub fn script(&self) -> &Asset {
        &self.script
    }

    /// The script that keeps pages for reading without a connection, without what it is to keep.
    pub fn offline(&self) -> &str {
        &self.offline
    }

    /// How many places the header of a customer site holds at most.
    pub fn places(&self) -> usize {
        self.places
    }

    /// The company's logo, if it has set one.
    pub fn logo(&self) -> Option<&Logo> {
        self.logo.as_ref()
    }

    /// The icon in dots, if it is a drawing.
    pub fn icons(&self) -> Option<&Icons> {
        self.icons.as_ref()
    }

    /// What the pictures that stand for shared pages are drawn with, if the company has named a typeface.
    pub fn poster(&self) -> Option<&Arc<Style>> {
        self.poster.as_ref()
    }

    /// The script of the search, and the stylesheet that it loads from beside it.
    pub fn search(&self) -> &[Asset; 2] {
        &self.search
    }

    /// Other files of the theme, by their path below the site's root.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Arc<[u8]>)> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes))
    }

    /// The head of all pages of one depth and place; goes into [`Frame::header_html`].
    pub fn header(&self, header: &Header) -> Result<Html, Diagnostic> {
        let mut context = self.context(&header.lang);
        context.insert("header", header);
        self.render("parts/header.html", &context).map(Html::from)
    }

    /// The foot of all pages of one depth; goes into [`Frame::footer_html`].
    pub fn footer(&self, lang: &str, footer: &Footer) -> Result<Html, Diagnostic> {
        let mut context = self.context(lang);
        context.insert("footer", footer);
        self.render("parts/footer.html", &context).map(Html::from)
    }

    /// Blocks inside a text: charts, cards and tables that an author asked for.
    pub fn blocks(&self, lang: &str, blocks: &[Block]) -> Result<Html, Diagnostic> {
        let mut context = self.context(lang);
        context.insert("items", blocks);
        self.render("parts/fragment.html", &context).map(Html::from)
    }

    /// A stylesheet that puts a line at the foot of every printed sheet of one page: `left` for the title, `middle` for
    /// source and date. Browsers take such a line from a stylesheet only, so it is a file beside the page.
    pub fn print_sheet(left: &str, middle: &str) -> String {
        assets::print_sheet(left, middle)
    }

    /// The same for many pages.
    pub fn shared_print_sheet(left: &str, middle: &str) -> Asset {
        assets::shared_print_sheet(left, middle)
    }

    /// A whole page, as UTF-8.
    pub fn page(&self, frame: &Frame, page: &Page) -> Result<Vec<u8>, Diagnostic> {
        let mut context = self.context(&frame.lang);
        context.insert("frame", frame);
        context.insert_value(
            "page",
            match page {
                Page::Home(page) => Value::from_serializable(page),
                Page::Article(page) => Value::from_serializable(page),
                Page::Listing(page) => Value::from_serializable(page),
                Page::Sections(page) => Value::from_serializable(page),
                Page::NotFound(page) => Value::from_serializable(page),
                Page::Redirect(page) => Value::from_serializable(page),
            },
        );
        // Nearly every page has room there, and nobody asks of thousands whether they are text.
        let mut html = Vec::with_capacity(16 * 1024);
        let template = page.template();
        self.tera.render_to(template, &context, &mut html).map_err(|error| templates::finding(&error, template))?;
        Ok(html)
    }

    fn context(&self, lang: &str) -> Context {
        let mut context = Context::new();
        context.insert_value("s", self.words(lang).value());
        context
    }

    fn render(&self, template: &str, context: &Context) -> Result<String, Diagnostic> {
        self.tera.render(template, context).map_err(|error| templates::finding(&error, template))
    }
}
