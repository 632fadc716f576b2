//! The home page of a customer site.

use serde::Serialize;

use super::{Entry, Html, Link, Search};

/// What `home.html` shows.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Home {
    /// The question or promise at the top; the theme's words if none.
    pub title: Option<String>,
    /// Two lines below it.
    pub lead: Option<String>,
    /// What is told today, each with the last day as its date.
    pub announcements: Vec<Entry>,
    /// Text of the site's own `content/index.md`, below the stages.
    pub body: Option<Html>,
    /// The search field.
    pub search: Option<Search>,
    /// Words that are often looked for.
    pub popular: Vec<Link>,
    /// The stages this site holds, in order.
    pub stages: Vec<StageCard>,
    /// Ways in by facet and tag.
    pub ways: Vec<Way>,
    /// What is new, newest first.
    pub news: Vec<Entry>,
    /// The page with everything that is new.
    pub news_url: Option<String>,
    /// Where to turn when no guide helps.
    pub help: Option<Help>,
}

/// A stage as a card on the climbing line.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StageCard {
    /// The name of the stage.
    pub name: String,
    /// Its page.
    pub url: String,
    /// When it is, such as `契約から30日`.
    pub when: Option<String>,
    /// What to do there, such as `使い始めて、効果を確かめる`; the name stands in.
    pub invite: Option<String>,
    /// One sentence.
    pub summary: Option<String>,
    /// How many guides it has.
    pub count: usize,
    /// Up to three guides, named where the cards are wide.
    pub guides: Vec<Link>,
}

/// One way in: a facet or the tags.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Way {
    /// The name of the facet.
    pub name: String,
    /// Its values, those with pages only.
    pub links: Vec<Link>,
}

/// Where to turn when no guide helps.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Help {
    /// A sentence, which may hold a figure.
    pub html: Html,
    /// The contact page or address.
    pub url: Option<String>,
}
