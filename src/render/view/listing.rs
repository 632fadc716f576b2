//! A list of pages.

use serde::Serialize;

use super::{Block, Crumb, EntryGroup, Html, Link, Search, Stop};

/// What `listing.html` shows: a stage, a facet, a tag, a type of content, the search page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Listing {
    /// The way from the home page.
    pub breadcrumbs: Vec<Crumb>,
    /// The stages, with the page's own marked.
    pub strip: Vec<Stop>,
    /// The title.
    pub title: String,
    /// What is in the list.
    pub lead: Option<String>,
    /// A search field under the title; then the list below is what a reader without a script
    /// gets, and what shows while nothing is asked.
    pub search: Option<Search>,
    /// Text of the folder's `index.md`.
    pub body: Option<Html>,
    /// Ways to narrow the list, as links.
    pub filters: Vec<FilterGroup>,
    /// The page with the whole list, when it is narrowed.
    pub clear_url: Option<String>,
    /// The lists; the first is the main one.
    pub groups: Vec<EntryGroup>,
    /// What stands below the lists: the metrics of a stage, for instance.
    pub blocks: Vec<Block>,
    /// The list before it.
    pub previous: Option<Link>,
    /// The list after it.
    pub next: Option<Link>,
}

/// One question by which a list can be narrowed.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FilterGroup {
    /// The question: a facet, the stages, the tags.
    pub name: String,
    /// The answers, those with pages only.
    pub links: Vec<FilterLink>,
}

/// One answer.
#[derive(Debug, Clone, Default, Serialize)]
pub struct FilterLink {
    /// The answer.
    pub name: String,
    /// The list it leads to.
    pub url: String,
    /// How many pages are in it.
    pub count: usize,
    /// Whether it is chosen.
    pub current: bool,
}
