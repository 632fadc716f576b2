//! A page whose main part was written by a person.

use serde::Serialize;

use super::{Crumb, Entry, Fact, Html, Link, Section, Stop};

/// What `article.html` shows: a guide, a story, a playbook, a plain page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Article {
    /// The way from the home page.
    pub breadcrumbs: Vec<Crumb>,
    /// The stages, with the page's own marked; empty when there is only one.
    pub strip: Vec<Stop>,
    /// The title.
    pub title: String,
    /// The summary.
    pub lead: Option<String>,
    /// For whom, how long, when it was confirmed.
    pub facts: Vec<Fact>,
    /// What is to be known before reading: archived, outdated translation.
    pub notice: Option<Notice>,
    /// The sections; left out below three.
    pub contents: Vec<ContentsEntry>,
    /// The ticks of the page, one group for each section that has any. The body numbers them
    /// `t1`, `t2`, … in this order. Empty where no template says `ticks`.
    pub ticks: Vec<Vec<Tick>>,
    /// What the reader's ticks are kept under in the browser.
    pub ticks_key: Option<String>,
    /// Whether there are boxes whose ticks a reader may print, copy or save.
    pub keepable: bool,
    /// The text.
    pub body: Html,
    /// What the generator adds below the text: metrics moved, roles, history.
    pub sections: Vec<Section>,
    /// Tags.
    pub tags: Vec<Link>,
    /// Pages to read with it, three at most.
    pub related: Vec<Entry>,
    /// How to say whether it was useful; none if the site set nothing up.
    pub feedback: Option<Feedback>,
    /// The page before it.
    pub previous: Option<Link>,
    /// The page after it.
    pub next: Option<Link>,
}

/// A sentence above the text that the reader should not miss.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Notice {
    /// `note` or `caution`.
    pub level: String,
    /// The sentence.
    pub html: Html,
}

/// A section in the list of contents.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ContentsEntry {
    /// The anchor.
    pub id: String,
    /// The heading, without what is small in it.
    pub title: String,
    /// Its number, where sections are numbered.
    pub number: Option<u32>,
}

/// A tick of the page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Tick {
    /// Its number on the page, from 1.
    pub number: usize,
}

/// How a reader says whether the page was useful.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Feedback {
    /// The address a form is sent to (`https:`), or a `mailto:` address.
    pub action: String,
    /// Whether it is a mail address: links instead of a form.
    pub mail: bool,
    /// What is sent to say which page it is: its title.
    pub subject: String,
}
