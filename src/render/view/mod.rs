//! Everything a template may see: the promise to people who write themes.
//!
//! In: nothing; these are plain structs that the render stage fills.
//! Out: what a template reads as `frame`, `page` and `s` (the words of the interface).
//!
//! Invariants: no struct here holds a number that still has to be formatted, a link that
//! still has to be resolved, or anything the site's audience may not see. A [`Html`] is
//! ready to be printed; every other text is escaped by the template engine. A change to a
//! field is a change of the theme contract and belongs in the changelog.
//!
//! How prose is marked up (what stylesheets may rely on) is described at [`Html`].

mod article;
mod block;
mod card;
mod entry;
mod frame;
mod home;
mod html;
mod listing;
mod roadmap;
mod sections;
mod table;

use serde::Serialize;

pub use article::{Article, ContentsEntry, Feedback, Notice, Tick};
pub use block::{
    Alert, Block, Choice, ChoiceGroup, Column, ColumnFact, ColumnSign, Decision, OrgNode, Quadrant, QuadrantCell, Question,
    QuestionStep, Rung, RungState, StoryCard, Tally,
};
pub use card::{Card, Change, Derivation, FigureText, Status, StatusCode, Why};
pub use entry::{Crumb, Entry, EntryGroup, Fact, Link, Stop};
pub use frame::{Alternate, Brand, Footer, Frame, Header, Kind, Logo, PictureSize, Place, Preview, Search};
pub use home::{Help, Home, StageCard, Way};
pub use html::Html;
pub use listing::{FilterGroup, FilterLink, Listing};
pub use roadmap::{Lane, LaneItem, LaneMonth, LaneState};
pub use sections::{Commentary, Hero, MonthNav, Section, Sections, Width};
pub use table::{Align, Cell, ColumnHead, Row, RowKind, Table};

/// One page, ready for its template.
#[derive(Debug, Clone)]
pub enum Page {
    /// The home page of a customer site: `home.html`.
    Home(Home),
    /// A page whose main part was written by a person (a guide, a story, a plain page):
    /// `article.html`.
    Article(Article),
    /// A list of pages, also the search page: `listing.html`.
    Listing(Listing),
    /// A page made of numbered sections (reviews, metrics, registers, the team's home):
    /// `sections.html`.
    Sections(Sections),
    /// The page for an unknown address: `not-found.html`.
    NotFound(NotFound),
    /// A page that has moved: `redirect.html`. It has no header and no footer.
    Redirect(Redirect),
}

impl Page {
    /// The name of the template that renders this page.
    #[must_use]
    pub fn template(&self) -> &'static str {
        match self {
            Self::Home(_) => "home.html",
            Self::Article(_) => "article.html",
            Self::Listing(_) => "listing.html",
            Self::Sections(_) => "sections.html",
            Self::NotFound(_) => "not-found.html",
            Self::Redirect(_) => "redirect.html",
        }
    }
}

/// What `not-found.html` shows. Its title and text are words of the theme.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NotFound {
    /// Ways to go on, the home page first.
    pub links: Vec<Link>,
}

/// What `redirect.html` needs to send a reader on without a script.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Redirect {
    /// The new address, relative to the old one.
    pub url: String,
    /// The title of the page at the new address.
    pub title: String,
}
