//! Reads `content/`: Markdown with front matter → typed pages; other files are pictures and downloads.
//!
//! In: a [`World`]. Out: [`Content`], valid, plus a report of what was not. Each file is read once; files are read in
//! parallel and reported in the order of their paths.

mod decode;
pub mod fields;
pub mod highlight;
pub mod markdown;

use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Details, Page, PageType};
use crate::model::{Audiences, Place, SourcePath};
use crate::world::World;
use crate::yaml::{self, Decoder, Source};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The folder of all content.
pub const FOLDER: &str = "content";

/// Everything below `content/`.
#[derive(Debug, Clone, Default)]
pub struct Content {
    /// Pages by path; originals and translations.
    pub pages: Vec<Page>,
    /// Files that are no pages, by path.
    pub files: BTreeSet<SourcePath>,
}

/// What reading content needs to know of the site.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The languages, the default first.
    pub languages: &'a [Arc<str>],
    /// The audiences, widest first.
    pub audiences: &'a Audiences,
}

/// Reads all content.
pub fn load(world: &dyn World, context: Context<'_>, report: &mut Report) -> Content {
    let listing = world.list(FOLDER);
    for (path, reason) in listing.unreadable {
        let finding = Diagnostic::new(&codes::FILE_UNREADABLE, Place::file(path), format!("this cannot be read: {reason}"));
        report.push(finding.hint("check the permissions of the file or folder"));
    }
    let (sources, files): (Vec<_>, Vec<_>) = listing.files.into_iter().partition(|path| path.as_str().ends_with(".md"));
    let names: Vec<Name> = sources.iter().map(|path| Name::of(path, context.languages)).collect();
    let originals = originals(&names);
    let read = |(path, name): (&SourcePath, &Name)| {
        let original = originals.get(&name.stem) == Some(&name.language);
        let mut report = Report::default();
        let page = page(world, context, path, name, original, &mut report);
        (page, report)
    };
    let results: Vec<_> = sources.par_iter().zip(&names).map(read).collect();
    let mut pages = Vec::with_capacity(results.len());
    for (page, found) in results {
        report.append(found);
        pages.extend(page);
    }
    inherit(&mut pages, report);
    Content { pages, files: files.into_iter().collect() }
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

/// The language of the original of each stem: the first of the site's languages in which it exists.
fn originals(names: &[Name]) -> BTreeMap<Arc<str>, usize> {
    let mut originals: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    for name in names {
        let first = originals.entry(Arc::clone(&name.stem)).or_insert(name.language);
        *first = name.language.min(*first);
    }
    originals
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

fn page(world: &dyn World, context: Context<'_>, path: &SourcePath, name: &Name, original: bool, report: &mut Report) -> Option<Page> {
    let text = text(world, path, report)?;
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
            report.push(Diagnostic::new(&codes::MISSING_KEY, place, "a page needs the key `title`").hint("add `title:` to the front matter"));
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
    Some(Page {
        path: path.clone(),
        page_type,
        id,
        language: name.language,
        original,
        address,
        is_index,
        meta,
        details,
        text,
        body_start: parts.body.start,
        place,
    })
}

/// The text of a file; what cannot be read or is not UTF-8 is reported.
pub fn text(world: &dyn World, path: &SourcePath, report: &mut Report) -> Option<Arc<str>> {
    let bytes = match world.read(path) {
        Ok(bytes) => bytes?,
        Err(reason) => {
            let finding = Diagnostic::new(&codes::FILE_UNREADABLE, Place::file(path.clone()), format!("this cannot be read: {reason}"));
            report.push(finding.hint("check the permissions of the file or folder"));
            return None;
        }
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Some(text.into()),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
            let place = Place { path: path.clone(), line, column: 1, width: 1 };
            let finding = Diagnostic::new(&codes::INVALID_UTF8, place, format!("line {line} is not UTF-8 text"));
            report.push(finding.hint("save the file as UTF-8"));
            None
        }
    }
}

/// Gives translations their original's label, and refuses one that is wider.
fn inherit(pages: &mut [Page], report: &mut Report) {
    let originals: BTreeMap<Arc<str>, _> = pages
        .iter()
        .filter(|page| page.original)
        .map(|page| (Arc::clone(&page.address), (page.meta.audience, page.place.clone())))
        .collect();
    for page in pages.iter_mut().filter(|page| !page.original) {
        let Some((audience, place)) = originals.get(&page.address) else {
            // Its original could not be read, which was reported.
            continue;
        };
        if page.meta.audience_written && page.meta.audience < *audience {
            let message = "this translation is for a wider audience than its original";
            let finding = Diagnostic::new(&codes::WIDER_TRANSLATION, page.place.clone(), message);
            report.push(finding.also(place.clone(), "the original").hint("take `audience` away, or change the original's"));
            page.meta.audience = *audience;
        } else if !page.meta.audience_written {
            page.meta.audience = *audience;
        }
    }
}
