//! Sources as they were parsed last, keyed by all that went in: path, bytes, language, and what of the settings parsing asks.

use super::{Content, Context, Look, Name, Written, page};
use crate::diag::Report;
use crate::model::page::Page;
use crate::model::{Audience, Audiences, Language, Place, SourcePath};
use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};
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

    /// The same once somebody has looked at it, without its text if that may go.
    pub(super) fn seen(mut self, look: Option<Look<'_>>) -> Self {
        if let Some((look, written)) = look.zip(self.written.as_mut().and_then(Arc::get_mut))
            && look(written, &mut self.found)
        {
            written.page.let_go_of_text();
        }
        self
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

    /// The language it was parsed in, and whether as an original.
    pub(super) fn asked(&self) -> Option<(usize, bool)> {
        self.source.as_ref().map(|source| (source.language, source.original))
    }
}

/// All sources of the last build.
#[derive(Default)]
pub struct Memory {
    pub(super) last: Option<Last>,
}

/// Everything below `content/` as it was read last.
pub(super) struct Last {
    /// What of the settings it rests on.
    pub basis: Basis,
    /// When it was read.
    pub moment: Option<u64>,
    /// What was found without reading a source.
    pub around: Report,
    /// The paths of all sources, in their order.
    pub sources: Vec<SourcePath>,
    /// What each path says.
    pub names: Vec<Name>,
    /// What each was parsed to.
    pub parsed: Vec<Arc<Parsed>>,
    /// The stems that several sources share, with their positions in the order of the languages.
    pub shared: HashMap<Arc<str>, Vec<usize>>,
    /// The positions of the sources in which something was found.
    pub loud: BTreeSet<usize>,
    /// Translations with their original's label, by path.
    pub inherited: BTreeMap<SourcePath, Inherited>,
    /// What came out.
    pub content: Content,
}

/// What of the settings parsing asks.
#[derive(PartialEq)]
pub(super) struct Basis {
    languages: Vec<Arc<str>>,
    audiences: Audiences,
    highlight: bool,
    search: bool,
    tongues: Vec<Language>,
}

impl Basis {
    pub(super) fn of(Context { languages, audiences, highlight, search, tongues }: Context<'_>) -> Self {
        Basis { languages: languages.to_vec(), audiences: audiences.clone(), highlight, search, tongues: tongues.to_vec() }
    }

    /// Whether parsing would be told the same.
    pub(super) fn is(&self, Context { languages, audiences, highlight, search, tongues }: Context<'_>) -> bool {
        let same = self.languages == languages && self.audiences == *audiences;
        same && self.highlight == highlight && self.search == search && self.tongues == tongues
    }
}

/// A page of several that share a stem, with its original's label.
#[derive(Clone)]
pub(super) struct Inherited {
    /// What was parsed.
    pub own: Arc<Written>,
    /// What the originals say.
    pub originals: Vec<Label>,
    /// What became of it.
    pub made: Arc<Written>,
    /// What was found.
    pub found: Report,
}

/// What an original says of who may see it.
#[derive(Clone, PartialEq)]
pub(super) struct Label {
    pub language: usize,
    pub audience: Audience,
    pub place: Place,
}

impl Label {
    pub(super) fn of(page: &Page) -> Self {
        Label { language: page.language, audience: page.meta.audience, place: page.place.clone() }
    }
}

impl Inherited {
    /// Whether the same would come out for a text and its originals.
    pub(super) fn stands(&self, own: &Arc<Written>, originals: &[Label]) -> bool {
        Arc::ptr_eq(&self.own, own) && self.originals == originals
    }
}
