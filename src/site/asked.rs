//! What was asked of a site while something was made from it.

use crate::model::page::PageType;
use crate::model::{MetricRef, MonthRange, Period, SliceIx, SourcePath};
use std::sync::{Arc, Mutex, PoisonError};

/// Something a site can be asked, in words that mean the same in the next build: a source instead of a position.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// A page without its texts, by the stem of its source.
    Page(Arc<str>),
    /// The text of a version, by its source.
    Text(SourcePath),
    /// All pages without their texts.
    Pages,
    /// All pages of a type without their texts.
    Type(PageType),
    /// The page and language a file became.
    File(SourcePath),
    /// The page with an id.
    Named(PageType, Arc<str>),
    /// All folders: which pages are in them, in which order.
    Folders,
    /// One of them, by address.
    Folder(Arc<str>),
    /// The pages beside one in its folder.
    Neighbours(Arc<str>),
    /// The page that heads a list, by address.
    Head(Arc<str>),
    /// Which pages have which tags.
    Tags,
    /// Links in both directions.
    Relations,
    /// The pages with a date in their order.
    Newest,
    /// The pages that announce something.
    Announced,
    /// The pages that are to be read again some day.
    Due,
    /// The registers.
    Registers,
    /// What metrics and slices there are, and how they are called and printed.
    Definitions,
    /// The months with a snapshot.
    Months,
    /// A figure.
    Figure(MetricRef, SliceIx, MonthRange),
    /// The first and the last month in which a figure has a value.
    Span(MetricRef, SliceIx),
    /// How a figure stands.
    Standing(MetricRef, SliceIx, Period),
    /// The targets.
    Targets,
    /// Whatever is worked out of many figures.
    Figures,
    /// What git knows.
    History,
    /// What wider sites give away.
    Audits,
    /// All addresses.
    Routes,
    /// Whether the site has an address.
    Address(Arc<str>),
    /// What stands at an address.
    Stands(Arc<str>),
}

/// The questions asked while one thing is made.
#[derive(Debug, Default)]
pub struct Asked(Mutex<Vec<Question>>);

impl Asked {
    /// Adds a question.
    pub fn note(&self, question: Question) {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // The same thing is mostly asked several times in a row.
        if asked.last() != Some(&question) {
            asked.push(question);
        }
    }

    /// Each question once.
    pub fn questions(self) -> Box<[Question]> {
        let mut asked = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        asked.sort_unstable();
        asked.dedup();
        asked.into_boxed_slice()
    }
}
