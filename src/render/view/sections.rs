//! A page made of sections: reviews, metrics, registers, the team's home.

use serde::Serialize;

use super::{Block, ContentsEntry, Crumb, Html, Link, Notice};

/// What `sections.html` shows.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sections {
    /// The way from the home page; a review has none.
    pub breadcrumbs: Vec<Crumb>,
    /// What kind of page it is, small above the title: `月次レビュー`.
    pub eyebrow: Option<String>,
    /// What follows it: `2026年度 第3四半期・1か月目`.
    pub eyebrow_note: Option<String>,
    /// The months before and after.
    pub months: Option<MonthNav>,
    /// The title; on a review the sentence that says the month.
    pub title: String,
    /// Whether the title is a whole sentence and is set as a headline.
    pub headline: bool,
    /// One or two sentences below the title.
    pub lead: Option<Html>,
    /// Short facts in one line: closed on, written by, source.
    pub meta: Vec<Html>,
    /// What is to be known before reading.
    pub notice: Option<Notice>,
    /// The figure and what stands beside it, before the first section.
    pub hero: Option<Hero>,
    /// The list of contents; left out below three.
    pub contents: Vec<ContentsEntry>,
    /// The sections.
    pub sections: Vec<Section>,
    /// The page before it.
    pub previous: Option<Link>,
    /// All pages of this kind.
    pub up: Option<Link>,
    /// The page after it.
    pub next: Option<Link>,
}

/// The months before and after, also reached by the arrow keys.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MonthNav {
    /// The month before, if it has a page.
    pub previous: Option<Link>,
    /// This month.
    pub current: String,
    /// The month after, if it has a page.
    pub next: Option<Link>,
    /// What to say when it has none: `11月（未公開）`.
    pub next_note: Option<String>,
}

/// What stands above the first section: the goal's line, and the tally beside it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Hero {
    /// The main column.
    pub blocks: Vec<Block>,
    /// The side column.
    pub side: Vec<Block>,
    /// Commentary below the side column.
    pub commentary: Vec<Commentary>,
}

/// How wide a section is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Width {
    /// Blocks at the left, commentary in the side column.
    #[default]
    Side,
    /// Blocks over the whole width; commentary below them.
    Full,
    /// Half the width: two such sections stand side by side.
    Half,
}

/// One section.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Section {
    /// The anchor.
    pub id: String,
    /// Its number, for the meeting.
    pub number: Option<u32>,
    /// What it is about: `動いた理由`.
    pub name: String,
    /// For what it holds: `百万円`, `NRR 100.03% → 101.65%`.
    pub scope: Option<String>,
    /// What was found: the heading. Without a finding the name is the heading.
    pub finding: Option<String>,
    /// Where the heading leads.
    pub url: Option<String>,
    /// One sentence on how to read what follows.
    pub note: Option<Html>,
    /// How wide it is.
    pub width: Width,
    /// What it shows.
    pub blocks: Vec<Block>,
    /// What people, or rules, say about it.
    pub commentary: Vec<Commentary>,
}

/// A remark beside a figure.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Commentary {
    /// Whose it is: `所見　CS責任者`, or `自動`.
    pub by: String,
    /// The text.
    pub html: Html,
    /// Whether a rule wrote it.
    pub automatic: bool,
}
