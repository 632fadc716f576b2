//! Reads `content/`: Markdown with front matter → typed pages; other files are pictures and downloads.
//!
//! In: a [`World`](crate::world::World). Out: [`Content`], valid, plus a report of what was not. Each file is read once; files are read in
//! parallel and reported in the order of their paths.

pub mod block;
mod by_page;
mod decode;
mod families;
pub mod fields;
pub mod figure;
mod findings;
pub mod highlight;
mod load;
pub mod markdown;
mod memory;
mod nearest;

pub use by_page::{ByPage, Pages, positions};
pub use families::Families;
pub use load::{Look, load, load_once, load_with};
pub use memory::Memory;
pub use nearest::nearest;

use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Details, Page, PageType};
use crate::model::{Audience, Audiences, Language, Phrase, Place, SourcePath};
use crate::world::text_of;
use crate::yaml::{self, Decoder, Source, Value};
use markdown::{AudienceWord, Cut, Document, Options, Passage, Words};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The folder of all content.
pub const FOLDER: &str = "content";

/// The info words of fenced code that becomes a chart, cards, a list.
pub const BLOCKS: &[&str] = &[
    "chart",
    "cards",
    "table",
    "kpi-tree",
    "org-chart",
    "journey",
    "ownership",
    "roles",
    "maturity",
    "playbooks",
    "stories",
    "roadmap",
    "self-check",
];

/// Ids that the frame of every page uses.
pub const RESERVED_IDS: &[&str] = &["main", "top", "contents", "search"];

/// Everything below `content/`.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// Pages by path; originals and translations.
    pub pages: Pages,
    /// Which of them belong together.
    pub families: Arc<Families>,
    /// Files that are no pages, by path.
    pub files: Arc<BTreeSet<SourcePath>>,
    /// Pages that could not be read, which was reported.
    pub unread: Arc<BTreeSet<SourcePath>>,
    /// The languages, with the words that pages were parsed with.
    pub tongues: Arc<[Language]>,
}

impl Content {
    /// Lets go of the texts of pages, but for those that will be asked for: what was parsed of them stays.
    pub fn let_go_of_texts(&mut self, asked: impl Fn(&Written) -> bool + Sync) {
        let Some(pages) = Arc::get_mut(&mut self.pages) else { return };
        pages.par_iter_mut().filter_map(Arc::get_mut).filter(|written| !asked(written)).for_each(|written| {
            written.page.let_go_of_text();
        });
    }

    /// The page with a path.
    pub fn find(&self, path: &SourcePath) -> Option<&Arc<Written>> {
        self.position(path).and_then(|at| self.pages.get(at))
    }

    /// The position of the page with a path.
    pub fn position(&self, path: &SourcePath) -> Option<usize> {
        self.pages.binary_search_by(|written| written.page.path.cmp(path)).ok()
    }

    /// The pages of a type that has a folder of its own. Pages are in the order of their paths, so they lie beside each other.
    pub fn of_type(&self, page_type: PageType) -> std::ops::Range<usize> {
        let folder = format!("{FOLDER}/{}/", page_type.folder());
        let first = self.pages.partition_point(|written| written.page.path.as_str() < folder.as_str());
        let below = |written: &Arc<Written>| written.page.path.as_str().starts_with(&folder);
        first..first + self.pages[first..].partition_point(below)
    }

    /// The original that a translation was made from.
    pub fn original_of(&self, translation: &Written) -> Option<&Written> {
        let at = self.position(&translation.page.path)?;
        self.pages.get(self.families.original(at)).map(|written| &**written).filter(|written| written.page.original)
    }

    /// Every page with the original it belongs to: itself, or what it is a translation of.
    pub fn with_originals(&self) -> impl Iterator<Item = (&Page, &Page)> {
        let pages = self.pages.iter().enumerate().map(|(at, written)| (written, self.pages.get(self.families.original(at))));
        pages.map(|(written, original)| (&written.page, original.map_or(&written.page, |original| &original.page)))
    }
}

/// A page with its text parsed, nothing cut out: what the narrowest audience reads.
#[derive(Debug, Clone)]
pub struct Written {
    /// Front matter and text.
    pub page: Page,
    /// The passages for some audiences only.
    pub passages: Vec<Passage>,
    /// The whole text.
    pub document: Arc<Document>,
}

/// What reading content needs to know of the site.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The languages, the default first.
    pub languages: &'a [Arc<str>],
    /// The audiences, widest first.
    pub audiences: &'a Audiences,
    /// Whether code is coloured.
    pub highlight: bool,
    /// Whether there will be a search.
    pub search: bool,
    /// The same languages, where the words for boxes and footnotes are not the program's own.
    pub tongues: &'a [Language],
}

impl<'a> Context<'a> {
    /// To learn what pages say, where none of them is printed.
    pub fn unprinted(languages: &'a [Arc<str>], audiences: &'a Audiences) -> Self {
        Context { languages, audiences, highlight: false, search: false, tongues: &[] }
    }

    /// Parses a body, or what is left of it, in a page's language.
    pub fn parse(&self, cut: &Cut<'_>, page: &Page) -> Document {
        let tongue = self.tongue(page.language);
        let (words, audiences) = (Words::of(&tongue), self.audience_words(&tongue));
        markdown::parse(
            cut,
            &Options {
                blocks: BLOCKS,
                audiences: &audiences,
                words: &words,
                reserved_ids: RESERVED_IDS,
                highlight: self.highlight,
                plain: self.search,
                apart: page.page_type == PageType::Review,
            },
        )
    }

    fn tongue(&self, language: usize) -> Language {
        let own = || Language::of(self.languages.get(language).map_or("", |language| language));
        self.tongues.get(language).cloned().unwrap_or_else(own)
    }

    fn audience_words<'w>(&'w self, tongue: &'w Language) -> Vec<AudienceWord<'w>> {
        let narrowest = self.audiences.narrowest();
        let label = |id| if self.audiences.find(id) == Some(narrowest) { tongue.say(Phrase::Internal) } else { id };
        self.audiences.ids().map(|id| AudienceWord { id, label: label(id) }).collect()
    }
}

/// Another ending of Markdown would make a page that nobody sees, without a word.
fn strays(path: &SourcePath, report: &mut Report) {
    let Some((stem, ending)) = path.as_str().rsplit_once('.') else { return };
    if matches!(ending.to_ascii_lowercase().as_str(), "markdown" | "mdown" | "mkd" | "md") {
        let finding = Diagnostic::new(&codes::STRAY_FILE, Place::file(path.clone()), "nothing reads this file");
        report.push(finding.hint(format!("rename it to `{stem}.md`")));
    }
}

/// What a path says about a page.
#[derive(Debug, Clone)]
struct Name {
    /// The path without extension and language.
    stem: Arc<str>,
    /// The position of the language.
    language: usize,
}

impl Name {
    fn of(path: &SourcePath, languages: &[Arc<str>]) -> Name {
        let stem = path.as_str().strip_suffix(".md").unwrap_or(path.as_str());
        let (folder, file) = stem.rsplit_once('/').unwrap_or(("", stem));
        if let Some((name, code)) = file.rsplit_once('.')
            && let Some(language) = languages.iter().position(|known| **known == *code)
        {
            return Name { stem: format!("{folder}/{name}").into(), language };
        }
        Name { stem: stem.into(), language: 0 }
    }
}

/// Type, id and address of a page, from its path below `content/`.
fn identity(stem: &str) -> (PageType, Arc<str>, Arc<str>, bool) {
    let below = stem.strip_prefix(FOLDER).unwrap_or(stem).trim_start_matches('/');
    let below: Arc<str> = if is_nfc(below) { below.into() } else { below.nfc().collect::<String>().into() };
    let (folder, file) = below.rsplit_once('/').unwrap_or(("", &below));
    let is_index = file == "index";
    let path = if is_index { folder } else { &below };
    let address = if path.is_empty() { "/".into() } else { format!("/{path}/").into() };
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    let typed = PageType::WITH_FOLDER.into_iter().find(|known| known.folder() == first && !rest.is_empty());
    match typed {
        Some(page_type) => (page_type, rest.into(), address, is_index),
        None => (PageType::Plain, path.into(), address, is_index),
    }
}

fn page(
    read: Result<Option<Arc<[u8]>>, String>,
    context: Context<'_>,
    path: &SourcePath,
    name: &Name,
    original: bool,
    report: &mut Report,
) -> Option<Written> {
    let text = text_of(read, path, report)?;
    let parts = match markdown::front_matter(&text) {
        Ok(Some(parts)) => parts,
        Ok(None) => {
            let place = Place::in_text(path, &text, 0, 1);
            let finding = Diagnostic::new(&codes::NO_FRONT_MATTER, place, "this page has no front matter");
            report.push(finding.hint("begin the file with a line `---`, then `title:` and `status:`, then a line `---`"));
            return None;
        }
        Err(open) => {
            let place = Place::in_text(path, &text, open.opening, open.opening + 3);
            let finding = Diagnostic::new(&codes::NO_FRONT_MATTER, place, "the front matter is opened here and never closed");
            report.push(finding.hint("end the front matter with a line `---`"));
            return None;
        }
    };
    let source = Source::new(path.clone(), Arc::clone(&text));
    let Some(root) = yaml::parse(&source, parts.yaml.clone(), report) else {
        if report.is_empty() {
            let place = Place::in_text(path, &text, 0, 3);
            report.push(
                Diagnostic::new(&codes::MISSING_KEY, place, "a page needs the key `title`")
                    .hint("add `title:` to the front matter"),
            );
        }
        return None;
    };
    let (page_type, id, address, is_index) = identity(&name.stem);
    let mut decoder = Decoder { source: &source, languages: context.languages, audiences: context.audiences, report };
    let (meta, details) = if original {
        decode::original(&mut decoder, &root, page_type)?
    } else {
        (decode::translation(&mut decoder, &root)?, Details::Plain)
    };
    let title = text[parts.yaml.clone()].find("title:").map_or(0, |at| parts.yaml.start + at);
    let place = Place::in_text(path, &text, title, title + "title".len());
    let page = Page {
        path: path.clone(),
        stem: Arc::clone(&name.stem),
        page_type,
        id,
        language: name.language,
        original,
        address,
        is_index,
        meta: Arc::new(meta),
        details,
        text,
        body_start: parts.body.start,
        place,
    };
    Some(written(page, context, report))
}

fn written(page: Page, context: Context<'_>, report: &mut Report) -> Written {
    let passages = markdown::passages(page.body(), page.body_start, &context.audience_words(&context.tongue(page.language)));
    let document = context.parse(&Cut::whole(page.body(), page.body_start), &page);
    findings::report(&page, &passages, &document, context.audiences, report);
    Written { page, passages, document: Arc::new(document) }
}

/// What an original and its translations have in common, from a path: [`Page::stem`].
pub fn stem(path: &SourcePath, languages: &[Arc<str>]) -> Arc<str> {
    Name::of(path, languages).stem
}

/// The label that the text of a page says; `None` if it says none, or one that nobody has.
pub fn label(path: &SourcePath, text: &str, audiences: &Audiences) -> Option<Audience> {
    let parts = markdown::front_matter(text).ok()??;
    // Most pages of a translator say none, and need not be read twice.
    if !text[parts.yaml.clone()].contains("audience") {
        return None;
    }
    let root = yaml::parse(&Source::new(path.clone(), text), parts.yaml, &mut Report::default())?;
    let Value::Map(entries) = root.value else { return None };
    let (_, label) = entries.into_iter().find(|(key, _)| key.text == "audience")?;
    if let Value::Scalar { text, .. } = label.value { audiences.find(&text) } else { None }
}
