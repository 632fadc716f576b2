//! Reads `content/`: Markdown with front matter → typed pages; other files are pictures and downloads.
//!
//! In: a [`World`]. Out: [`Content`], valid, plus a report of what was not. Each file is read once; files are read in
//! parallel and reported in the order of their paths.

pub mod block;
mod decode;
pub mod fields;
pub mod figure;
mod findings;
pub mod highlight;
pub mod markdown;
mod memory;
mod nearest;

pub use memory::Memory;
pub use nearest::nearest;

use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Details, Page, PageType};
use crate::model::{Audience, Audiences, Place, SourcePath};
use crate::world::{World, text_of};
use crate::yaml::{self, Decoder, Source, Value};
use markdown::{AudienceWord, Cut, Document, Options, Passage, Words};
use memory::{Parsed, Read};
use rayon::prelude::*;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
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
    pub pages: Vec<Arc<Written>>,
    /// Files that are no pages, by path.
    pub files: BTreeSet<SourcePath>,
    /// Pages that could not be read, which was reported.
    pub unread: BTreeSet<SourcePath>,
}

impl Content {
    /// The original that a translation was made from.
    pub fn original_of(&self, translation: &Written, languages: &[Arc<str>]) -> Option<&Written> {
        let own = stem(&translation.page.path, languages);
        let same = self.pages.iter().map(|written| &**written).filter(|it| stem(&it.page.path, languages) == own);
        widest(same.filter(|written| written.page.original), |written| written.page.meta.audience)
    }

    /// Every page with the original it belongs to: itself, or what it is a translation of.
    pub fn with_originals(&self, languages: &[Arc<str>]) -> Vec<(&Page, &Page)> {
        let pages = || self.pages.iter().map(|written| &written.page);
        // Most pages are their own originals: the others alone are looked up.
        let originals = OnceCell::new();
        let find = |page: &SourcePath| {
            let all = originals.get_or_init(|| by_stem(pages(), languages));
            widest(all.get(&stem(page, languages))?.iter().copied(), |page| page.meta.audience)
        };
        pages().map(|page| (page, if page.original { page } else { find(&page.path).unwrap_or(page) })).collect()
    }
}

/// The originals of each stem.
fn by_stem<'p>(pages: impl Iterator<Item = &'p Page>, languages: &[Arc<str>]) -> HashMap<Arc<str>, Vec<&'p Page>> {
    let mut originals: HashMap<Arc<str>, Vec<&Page>> = HashMap::new();
    for page in pages.filter(|page| page.original) {
        originals.entry(stem(&page.path, languages)).or_default().push(page);
    }
    originals
}

/// Of several originals, which is an error, the one for the most readers: narrower ones must not decide about their pages.
fn widest<T: Copy>(originals: impl Iterator<Item = T>, audience: impl Fn(T) -> Audience) -> Option<T> {
    originals.min_by_key(|original| audience(*original))
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
}

impl Context<'_> {
    /// Parses a body, or what is left of it, in a page's language.
    pub fn parse(&self, cut: &Cut<'_>, page: &Page) -> Document {
        let words = words(self.languages.get(page.language).map_or("", |language| language));
        let audiences = self.audience_words(page.language);
        markdown::parse(
            cut,
            &Options {
                blocks: BLOCKS,
                audiences: &audiences,
                words,
                reserved_ids: RESERVED_IDS,
                highlight: self.highlight,
                apart: page.page_type == PageType::Review,
            },
        )
    }

    fn audience_words(&self, language: usize) -> Vec<AudienceWord<'_>> {
        let japanese = self.languages.get(language).is_some_and(|language| &**language == "ja");
        let narrowest = self.audiences.narrowest();
        let label = |id: &'_ str| match (self.audiences.find(id) == Some(narrowest), japanese) {
            (true, true) => "社内限り",
            (true, false) => "Internal",
            (false, _) => "",
        };
        self.audiences.ids().map(|id| AudienceWord { id, label: if label(id).is_empty() { id } else { label(id) } }).collect()
    }
}

fn words(language: &str) -> &'static Words<'static> {
    if language == "ja" { &Words::JAPANESE } else { &Words::ENGLISH }
}

/// Reads all content.
pub fn load(world: &dyn World, context: Context<'_>, report: &mut Report) -> Content {
    load_with(world, context, None, report)
}

/// The same with a memory: only what has changed since the last time is parsed.
pub fn load_with(world: &dyn World, context: Context<'_>, memory: Option<&mut Memory>, report: &mut Report) -> Content {
    let listing = world.list(FOLDER);
    for (path, reason) in listing.unreadable {
        let finding = Diagnostic::new(&codes::FILE_UNREADABLE, Place::file(path), format!("this cannot be read: {reason}"));
        report.push(finding.hint("check the permissions of the file or folder"));
    }
    let (sources, files): (Vec<_>, Vec<_>) = listing.files.into_iter().partition(|path| path.as_str().ends_with(".md"));
    let names: Vec<Name> = sources.iter().map(|path| Name::of(path, context.languages)).collect();
    let read: Vec<Read> = sources.par_iter().map(|path| world.read(path)).collect();
    let label_of = |at: usize| {
        let bytes = read[at].as_ref().ok()?.as_deref()?;
        label(&sources[at], std::str::from_utf8(bytes).ok()?, context.audiences)
    };
    let originals = originals(&names, context.audiences.narrowest(), label_of);
    let known = memory.as_deref().and_then(|memory| memory.of(context));
    let kept = memory.is_some();
    let parse = |((path, name), (bytes, original)): ((&SourcePath, &Name), (Read, bool))| {
        let known = known.and_then(|known| known.get(path)).filter(|known| known.stands(&bytes, name.language, original));
        known.map_or_else(|| Arc::new(Parsed::of(bytes, kept, context, path, name, original)), Arc::clone)
    };
    let parsed: Vec<Arc<Parsed>> = sources.par_iter().zip(&names).zip(read.into_par_iter().zip(originals)).map(parse).collect();
    let mut pages = Vec::with_capacity(parsed.len());
    let mut unread = BTreeSet::new();
    for (parsed, path) in parsed.iter().zip(&sources) {
        report.append(parsed.found.clone());
        match &parsed.written {
            Some(written) => pages.push(written.clone()),
            None => {
                unread.insert(path.clone());
            }
        }
    }
    if let Some(memory) = memory {
        memory.keep(context, &sources, parsed);
    }
    inherit(&mut pages, context, report);
    for path in &files {
        strays(path, report);
    }
    Content { pages, files: files.into_iter().collect(), unread }
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

/// Which sources are originals: of each stem the first in the order of the languages, and any later one that says it is for
/// more readers than those before it. That is an error, but what some readers may not see must not decide what their page is.
fn originals(names: &[Name], narrowest: Audience, label: impl Fn(usize) -> Option<Audience>) -> Vec<bool> {
    let mut stems: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        stems.entry(&name.stem).or_default().push(at);
    }
    let mut originals = vec![false; names.len()];
    for sources in stems.values_mut() {
        sources.sort_by_key(|at| names[*at].language);
        let first = names[sources[0]].language;
        let mut widest = narrowest;
        for at in sources.iter().copied() {
            let is_first = names[at].language == first;
            // Most pages stand alone, and nobody needs to look into them.
            let own = if sources.len() > 1 { label(at) } else { None };
            originals[at] = is_first || own.is_some_and(|own| own < widest);
            widest = own.map_or(widest, |own| own.min(widest));
        }
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
    };
    Some(written(page, context, report))
}

fn written(page: Page, context: Context<'_>, report: &mut Report) -> Written {
    let passages = markdown::passages(page.body(), page.body_start, &context.audience_words(page.language));
    let document = context.parse(&Cut::whole(page.body(), page.body_start), &page);
    findings::report(&page, &passages, &document, context.audiences, report);
    Written { page, passages, document: Arc::new(document) }
}

/// What an original and its translations have in common: the path without extension and language.
///
/// Not the address: two sources may claim one, and then a translation must still follow its own original.
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

/// Gives translations their original's label, and refuses one that is wider.
fn inherit(pages: &mut [Arc<Written>], context: Context<'_>, report: &mut Report) {
    let languages = context.languages;
    let originals: HashMap<Arc<str>, Vec<(usize, Audience, Place)>> = by_stem(pages.iter().map(|it| &it.page), languages)
        .into_iter()
        .map(|(stem, pages)| (stem, pages.iter().map(|it| (it.language, it.meta.audience, it.place.clone())).collect()))
        .collect();
    for written in pages {
        let Some(originals) = originals.get(&stem(&written.page.path, languages)) else {
            // Its original could not be read, which was reported.
            continue;
        };
        let page = &written.page;
        let narrower =
            originals.iter().find(|(language, audience, _)| *language < page.language && *audience > page.meta.audience);
        if let Some((_, _, place)) = narrower.filter(|_| page.original) {
            let message = "this translation is for a wider audience than its original";
            let finding = Diagnostic::new(&codes::WIDER_TRANSLATION, page.place.clone(), message);
            report.push(finding.also(place.clone(), "the original").hint("take `audience` away, or change the original's"));
        }
        if !page.original && !page.meta.audience_written {
            let Some((_, audience, _)) = originals.iter().min_by_key(|(_, audience, _)| *audience) else { continue };
            let Written { page, passages, .. } = Arc::make_mut(written);
            page.meta.audience = *audience;
            findings::passages(page, passages, context.audiences, report);
        }
    }
}
