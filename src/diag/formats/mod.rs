//! Findings for programs: one file a format.

mod github;
mod gitlab;
mod json;
mod sarif;

pub use github::github;
pub use gitlab::gitlab;
pub use json::{json, object};
pub use sarif::sarif;

use super::{Excerpts, Report};

/// What the formats need beside the findings.
pub struct Context<'a> {
    /// The lines of the sources.
    pub excerpts: &'a dyn Excerpts,
    /// The folder of the site below the root of its repository: nothing, or a path that ends with `/`.
    pub prefix: &'a str,
    /// The version of this program.
    pub version: &'a str,
}

/// A format.
pub type Format = fn(&Report, &Context<'_>) -> String;
