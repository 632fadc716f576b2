//! What reading a data file needs to know about the site.

use crate::diag::Report;
use crate::model::{Audiences, SourcePath};
use crate::world::{World, read_text};
use crate::yaml::{self, Decoder, Node, Source};
use std::sync::Arc;

/// The languages and audiences of the source tree.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The languages, the default first. Never empty.
    pub languages: &'a [Arc<str>],
    /// The audiences, widest first.
    pub audiences: &'a Audiences,
}

impl<'a> Context<'a> {
    /// A decoder for a file.
    pub fn decoder<'d>(&'d self, source: &'d Source, report: &'d mut Report) -> Decoder<'d> {
        Decoder { source, languages: self.languages, audiences: self.audiences, report }
    }
}

/// Reads a YAML file; `None` when it is not there, is empty or cannot be understood (the report says so).
pub(super) fn open(world: &dyn World, path: &str, report: &mut Report) -> Option<(Source, Node)> {
    let path = SourcePath::new(path);
    let text = read_text(world, &path, report)?;
    let source = Source::new(path, text);
    let node = yaml::parse(&source, 0..source.text.len(), report)?;
    Some((source, node))
}
