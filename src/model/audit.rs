//! What a site gives away: the records behind `shirube audit` and its page on the team's site.

use super::{Audience, Commit, Figure, MetricIx, SourcePath};
use std::sync::Arc;

/// What one site gives away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteAudit {
    /// The site.
    pub site: Arc<str>,
    /// Who reads it.
    pub audience: Audience,
    /// The metrics with a rule by which figures are disclosed to it, in the order written.
    pub rules: Vec<MetricIx>,
    /// Every figure of a month that it may show, and the disclosed ones of quarters and years.
    pub figures: Vec<ShownFigure>,
    /// Every page that people wrote.
    pub pages: Vec<ShownPage>,
    /// Every file that is copied.
    pub files: Vec<SourcePath>,
}

/// A figure that a site may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownFigure {
    /// The figure with its label; it says whether it is disclosed.
    pub figure: Figure,
    /// What it is made of, each with its label.
    pub inputs: Vec<Figure>,
}

/// A page that people wrote and a site shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownPage {
    /// The file.
    pub path: SourcePath,
    /// Its title.
    pub title: Arc<str>,
    /// If its last change, or one that is not committed yet, opened it to more readers: how.
    pub opened: Option<Opened>,
    /// Whether the history has it; `None` without a history.
    pub committed: Option<bool>,
}

/// How a page came to be seen by more readers than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its label before.
    pub from: Audience,
    /// The change that did it; `None` if that is not committed yet.
    pub by: Option<Commit>,
}
