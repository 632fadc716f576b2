//! The small things many pages share: links, facts, entries of lists, stations of a line.

use serde::Serialize;

use super::Html;

/// A link with its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The text.
    pub name: String,
    /// Where it leads.
    pub url: String,
    /// How many pages are behind it, where that helps.
    pub count: Option<usize>,
    /// The language of the target, when it is not that of the page.
    pub lang: Option<String>,
    /// A smaller word above or behind the link (a kind, a stage), if any.
    pub hint: Option<String>,
}

/// A step of the way from the home page to this one. The last has no address.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Crumb {
    /// The title there.
    pub name: String,
    /// Where it leads; none for the page itself.
    pub url: Option<String>,
}

/// A stage on the line above a title.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Stop {
    /// The name of the stage.
    pub name: String,
    /// The page of the stage.
    pub url: String,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// A name and what is to be said about it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Fact {
    /// The name.
    pub label: String,
    /// What is said; may hold links and figures.
    pub value: Html,
}

/// A page in a list.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// One or two sentences about it.
    pub summary: Option<String>,
    /// What it is, in a word: `手引き`, `事例`.
    pub kind: Option<String>,
    /// The stage it belongs to.
    pub stage: Option<String>,
    /// Short facts for one line: for whom, which plan, which kind.
    pub meta: Vec<String>,
    /// What stands at the right: minutes, a month. The number and its unit.
    pub side: Option<super::FigureText>,
    /// The date it was published or confirmed, as `2026-10-15`.
    pub date: Option<String>,
    /// That date in words (`2026年10月15日`).
    pub date_text: Option<String>,
    /// The language and its name, when it is not that of the page.
    pub lang: Option<(String, String)>,
    /// The preview's mark for a page that a build would leave out.
    pub mark: Option<String>,
}

/// A list of pages with a heading of its own.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EntryGroup {
    /// The anchor.
    pub id: Option<String>,
    /// The heading; none for the main list of a page.
    pub title: Option<String>,
    /// A page for the whole group.
    pub url: Option<String>,
    /// What is counted and filtered, above the list: `スタンダードの手引き`.
    pub caption: Option<String>,
    /// Whether the order is to be followed: entries are numbered.
    pub numbered: bool,
    /// The pages.
    pub entries: Vec<Entry>,
}
