//! The whole build, on one page, in order.

use crate::diag::Report;
use crate::output::Outputs;
use crate::world::World;
use std::collections::BTreeMap;

/// What a build is asked for.
#[derive(Debug, Clone, Default)]
pub struct BuildOptions {
    /// The id of the only site to build; `None` for all.
    pub sites: Option<String>,
    /// Whether drafts and future pages are shown.
    pub drafts: bool,
    /// Whether drafts and future pages are marked as such: the preview.
    pub preview: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
}

/// What a build gives, always: whether it is published depends on the report.
#[derive(Debug, Default)]
pub struct Build {
    /// The files of every site.
    pub outputs: Outputs,
    /// What could not be understood, sorted.
    pub report: Report,
    /// What the closing line counts.
    pub tally: Tally,
}

/// How many pages there are, and how many were left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pages by site.
    pub pages: BTreeMap<String, usize>,
    /// Sources left out because they are not published.
    pub drafts: usize,
    /// Sources left out because their day has not come.
    pub future: usize,
}

/// Reads a world and makes its sites.
pub fn build(_world: &dyn World, _options: &BuildOptions) -> Build {
    Build::default()
}
