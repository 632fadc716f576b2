//! Sources as they were parsed last, keyed by all that went in: path, bytes, language, and what of the settings parsing asks.

use super::{Context, Name, Written, page};
use crate::diag::Report;
use crate::model::{Audiences, SourcePath};
use std::collections::HashMap;
use std::sync::Arc;

/// What a source was parsed from.
struct Source {
    read: Read,
    language: usize,
    original: bool,
}

/// What the world answered.
pub(super) type Read = Result<Option<Arc<[u8]>>, String>;

/// A source as it was parsed.
pub(super) struct Parsed {
    // What it was made from; none where nobody will ask.
    source: Option<Source>,
    /// The page, if it could be understood.
    pub written: Option<Arc<Written>>,
    /// What was found.
    pub found: Report,
}

impl Parsed {
    /// Parses a source; what it was parsed from is kept if it will be asked for.
    pub(super) fn of(read: Read, kept: bool, context: Context<'_>, path: &SourcePath, name: &Name, original: bool) -> Self {
        let mut found = Report::default();
        let source = kept.then(|| Source { read: read.clone(), language: name.language, original });
        let written = page(read, context, path, name, original, &mut found).map(Arc::new);
        Parsed { source, written, found }
    }

    /// Whether parsing again would give the same.
    pub(super) fn stands(&self, read: &Read, language: usize, original: bool) -> bool {
        let Some(source) = &self.source else { return false };
        let same = match (&source.read, read) {
            // What the world has not read again is the same without a look.
            (Ok(Some(known)), Ok(Some(read))) => Arc::ptr_eq(known, read) || known == read,
            (known, read) => known == read,
        };
        same && source.language == language && source.original == original
    }
}

/// All sources of the last build.
#[derive(Default)]
pub struct Memory {
    languages: Vec<Arc<str>>,
    audiences: Option<Audiences>,
    highlight: bool,
    known: HashMap<SourcePath, Arc<Parsed>>,
}

impl Memory {
    /// The sources, if they were parsed with the same settings.
    pub(super) fn of(&self, context: Context<'_>) -> Option<&HashMap<SourcePath, Arc<Parsed>>> {
        let Context { languages, audiences, highlight } = context;
        let same = self.languages == languages && self.audiences.as_ref() == Some(audiences) && self.highlight == highlight;
        same.then_some(&self.known)
    }

    /// Remembers the sources of a build.
    pub(super) fn keep(&mut self, context: Context<'_>, paths: &[SourcePath], parsed: Vec<Arc<Parsed>>) {
        self.languages = context.languages.to_vec();
        self.audiences = Some(context.audiences.clone());
        self.highlight = context.highlight;
        self.known = paths.iter().cloned().zip(parsed).collect();
    }
}
