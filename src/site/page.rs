//! A page as one site has it.

use crate::content::markdown::Document;
use crate::model::page::{Details, Meta, PageType, Status};
use crate::model::{Month, SourcePath};
use crate::workflow::Ended;
use jiff::civil::Date;
use smallvec::SmallVec;
use std::sync::Arc;

/// A page of a site, by its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageIx(pub u32);

/// A page with those of its fields, and those of its texts, that the site may have.
#[derive(Debug, Clone)]
pub struct SitePage {
    /// The path of its source without extension and language: what the page is called from one build to the next.
    pub stem: Arc<str>,
    /// Its type.
    pub page_type: PageType,
    /// Its id: the path below the type's folder.
    pub id: Arc<str>,
    /// The address without a language: `/playbooks/first-30-days/`.
    pub address: Arc<str>,
    /// Whether it heads a list and is not a page of its own.
    pub heads_list: bool,
    /// What every page says, filtered: the original's.
    pub meta: Arc<Meta>,
    /// What its type says, filtered.
    pub details: Details,
    /// The month it speaks of.
    pub month: Option<Month>,
    /// Its texts by language; at least one.
    pub versions: SmallVec<[Option<Version>; 1]>,
    /// The position of the original's language.
    pub original: usize,
}

/// A page in one language.
#[derive(Debug, Clone)]
pub struct Version {
    /// The position of its language.
    pub language: usize,
    /// The title.
    pub title: Arc<str>,
    /// The summary.
    pub summary: Option<Arc<str>>,
    /// Its text, as far as this site may see it: [`super::Site::text`] hands it out.
    pub(super) document: Arc<Document>,
    /// How it stands today.
    pub state: State,
    /// Old addresses.
    pub aliases: Box<[Arc<str>]>,
    /// The file, for the narrowest site and for messages.
    pub path: SourcePath,
}

/// How a page stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is there for everybody.
    Live,
    /// Only the preview, or a build with drafts, shows it.
    Preview(Status),
    /// Only the preview shows it: the approval it needs is missing or void.
    Unapproved,
    /// Only the preview shows it: it is published from this day on.
    Future(Date),
    /// It is gone: archived or expired.
    Gone(Gone),
}

/// What stands in the place of a page that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gone {
    /// A notice that says why.
    Notice(Ended),
    /// A redirect to the page with this position.
    Replaced(PageIx),
}

impl Version {
    pub(super) fn document(&self) -> &Document {
        &self.document
    }
}

impl SitePage {
    /// The version in a language, else the original, else any.
    pub fn version(&self, language: usize) -> &Version {
        let at = |language: usize| self.versions.get(language).and_then(Option::as_ref);
        at(language)
            .or_else(|| at(self.original))
            .or_else(|| self.versions.iter().flatten().next())
            .expect("a page without a version is not placed")
    }

    /// Whether the page is listed: it has a version that is not gone.
    pub fn is_listed(&self) -> bool {
        self.versions.iter().flatten().any(|version| !matches!(version.state, State::Gone(_)))
    }

    /// The title of the version in a language.
    pub fn title(&self, language: usize) -> &str {
        &self.version(language).title
    }
}
