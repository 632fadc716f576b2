//! From the files below `content/` to pages: all of them, or those that have changed.

use super::memory::{Basis, Inherited, Label, Last, Memory, Parsed, Read};
use super::{Content, Context, FOLDER, Families, Name, Written, findings, strays};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Audiences, Place, SourcePath};
use crate::world::World;
use foldhash::{HashMap, HashMapExt as _};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Looks at a page that has no translation as soon as it was parsed, and says whether its text may go.
pub type Look<'a> = &'a (dyn Fn(&Written, &mut Report) -> bool + Sync);

/// Reads all content.
pub fn load(world: &dyn World, context: Context<'_>, report: &mut Report) -> Content {
    load_once(world, context, &|_, _| false, report)
}

/// The same, for as little room as can be: texts that may go are let go of before the next one is read.
pub fn load_once(world: &dyn World, context: Context<'_>, look: Look<'_>, report: &mut Report) -> Content {
    let read = all(world, context, None, look);
    read.tell(report);
    read.content
}

/// The same with a memory: only what has changed since the last time is parsed.
pub fn load_with(world: &dyn World, context: Context<'_>, memory: &mut Memory, report: &mut Report) -> Content {
    let last = memory.last.take().filter(|last| last.basis.is(context));
    // Named before anything is read, so that what changes meanwhile is looked at next time.
    let moment = world.moment();
    let mut last = match last {
        Some(mut last) => match last.bring_up_to_date(world, context) {
            Some(()) => last,
            None => all(world, context, Some(last), &|_, _| false),
        },
        None => all(world, context, Some(Last::nothing(context)), &|_, _| false),
    };
    last.moment = moment;
    last.tell(report);
    let content = last.content.clone();
    memory.last = Some(last);
    content
}

/// Reads every file; what is known of it from the last time is taken over.
fn all(world: &dyn World, context: Context<'_>, known: Option<Last>, look: Look<'_>) -> Last {
    let kept = known.is_some();
    let known = known.unwrap_or_else(|| Last::nothing(context));
    let mut last = Last::nothing(context);
    let listing = world.list(FOLDER);
    for (path, reason) in listing.unreadable {
        let finding = Diagnostic::new(&codes::FILE_UNREADABLE, Place::file(path), format!("this cannot be read: {reason}"));
        last.around.push(finding.hint("check the permissions of the file or folder"));
    }
    let (sources, files): (Vec<_>, Vec<_>) = listing.files.into_iter().partition(|path| path.as_str().ends_with(".md"));
    files.iter().for_each(|path| strays(path, &mut last.around));
    let names: Vec<Name> = sources.par_iter().map(|path| Name::of(path, context.languages)).collect();
    last.shared = shared(&names);
    let originals = originals(&names, &last.shared, context.audiences, |at| (sources[at].clone(), world.read(&sources[at])));
    let parse = |((path, name), original): ((&SourcePath, &Name), bool)| {
        let bytes = world.read(path);
        let known = known.parsed(path).filter(|known| known.stands(&bytes, name.language, original));
        let look = (!last.shared.contains_key(&name.stem)).then_some(look);
        known.map_or_else(|| Arc::new(Parsed::of(bytes, kept, context, path, name, original).seen(look)), Arc::clone)
    };
    // In small pieces: else one thread parses the last tenth of a site while others wait.
    last.parsed = sources.par_iter().zip(&names).zip(originals).with_max_len(16).map(parse).collect();
    let read = || last.parsed.iter().zip(&sources);
    let pages: Vec<Arc<Written>> = read().filter_map(|(parsed, _)| parsed.written.clone()).collect();
    let unread: BTreeSet<SourcePath> =
        read().filter(|(parsed, _)| parsed.written.is_none()).map(|(_, path)| path.clone()).collect();
    last.content = Content {
        families: Arc::new(Families::of(&pages)),
        pages: Arc::new(pages),
        files: Arc::new(files.into_iter().collect()),
        unread: Arc::new(unread),
        tongues: context.tongues.into(),
    };
    last.sources = sources;
    last.names = names;
    let every: Vec<usize> = (0..last.content.pages.len()).collect();
    last.inherit(&every, &known.inherited, context);
    last.loud = last.parsed.iter().enumerate().filter(|(_, parsed)| !parsed.found.is_empty()).map(|(at, _)| at).collect();
    last
}

/// The stems that several sources share, with their positions in the order of the languages.
fn shared(names: &[Name]) -> HashMap<Arc<str>, Vec<usize>> {
    let mut first: HashMap<&str, usize> = HashMap::with_capacity(names.len());
    let mut shared: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
    for (at, name) in names.iter().enumerate() {
        let known = *first.entry(&*name.stem).or_insert(at);
        if known != at {
            shared.entry(Arc::clone(&name.stem)).or_insert_with(|| vec![known]).push(at);
        }
    }
    shared.values_mut().for_each(|sources| sources.sort_by_key(|at| names[*at].language));
    shared
}

/// Which sources are originals: of each stem the first in the order of the languages, and any later one that says it is for
/// more readers than those before it. That is an error, but what some readers may not see must not decide what their page is.
fn originals(
    names: &[Name],
    shared: &HashMap<Arc<str>, Vec<usize>>,
    audiences: &Audiences,
    read: impl Fn(usize) -> (SourcePath, Read) + Sync,
) -> Vec<bool> {
    let mut originals = vec![true; names.len()];
    let families: Vec<&Vec<usize>> = shared.values().collect();
    // Most pages stand alone, and nobody needs to look into them.
    let of_family = |sources: &&Vec<usize>| -> Vec<(usize, bool)> { family(names, sources, audiences, &read) };
    let found: Vec<Vec<(usize, bool)>> = families.par_iter().map(of_family).collect();
    found.into_iter().flatten().for_each(|(at, original)| originals[at] = original);
    originals
}

/// Which of the sources of one stem are originals.
fn family(
    names: &[Name],
    sources: &[usize],
    audiences: &Audiences,
    read: impl Fn(usize) -> (SourcePath, Read),
) -> Vec<(usize, bool)> {
    let label = |at: usize| {
        let (path, bytes) = read(at);
        super::label(&path, std::str::from_utf8(bytes.ok()??.as_ref()).ok()?, audiences)
    };
    let first = sources.first().map(|at| names[*at].language);
    let mut widest = audiences.narrowest();
    let original = |at: &usize| {
        let own = label(*at);
        let original = first == Some(names[*at].language) || own.is_some_and(|own| own < widest);
        widest = own.map_or(widest, |own| own.min(widest));
        (*at, original)
    };
    sources.iter().map(original).collect()
}

impl Last {
    /// Nothing was read yet.
    fn nothing(context: Context<'_>) -> Self {
        Last {
            basis: Basis::of(context),
            moment: None,
            around: Report::default(),
            sources: Vec::new(),
            names: Vec::new(),
            parsed: Vec::new(),
            shared: HashMap::new(),
            loud: BTreeSet::new(),
            inherited: BTreeMap::new(),
            content: Content::default(),
        }
    }

    fn parsed(&self, path: &SourcePath) -> Option<&Arc<Parsed>> {
        self.sources.binary_search(path).ok().and_then(|at| self.parsed.get(at))
    }

    /// Parses what the world says has changed. `None` if that is not known, or if it makes another list of pages; then nothing
    /// was changed here.
    fn bring_up_to_date(&mut self, world: &dyn World, context: Context<'_>) -> Option<()> {
        let changed = world.changed_since(self.moment?)?;
        let pages = changed.iter().filter(|path| path.is_below(FOLDER) && path.as_str().ends_with(".md"));
        let mut read: Vec<(usize, Arc<Parsed>)> = Vec::new();
        for path in pages {
            let at = self.sources.binary_search(path).ok()?;
            let (known, name) = (&self.parsed[at], &self.names[at]);
            let (language, original) = known.asked()?;
            if let Some(sources) = self.shared.get(&name.stem) {
                // Which of several texts is the original may rest on what each says.
                let read = |at: usize| (self.sources[at].clone(), world.read(&self.sources[at]));
                let now = family(&self.names, sources, context.audiences, read);
                let same = |(at, original): &(usize, bool)| self.parsed[*at].asked().is_some_and(|(_, was)| was == *original);
                if !now.iter().all(same) || now.iter().filter(|(_, original)| *original).count() > 1 {
                    return None;
                }
            }
            let bytes = world.read(path);
            if known.stands(&bytes, language, original) {
                continue;
            }
            let parsed = Parsed::of(bytes, true, context, path, name, original);
            if parsed.written.is_some() != known.written.is_some() {
                return None;
            }
            read.push((at, Arc::new(parsed)));
        }
        self.take(read, context);
        Some(())
    }

    fn take(&mut self, read: Vec<(usize, Arc<Parsed>)>, context: Context<'_>) {
        if read.is_empty() {
            return;
        }
        let mut pages = Vec::clone(&self.content.pages);
        let mut touched: Vec<usize> = Vec::new();
        for (at, parsed) in read {
            if let (Some(written), Some(position)) = (&parsed.written, self.content.position(&self.sources[at])) {
                pages[position] = Arc::clone(written);
                touched.push(position);
            }
            match parsed.found.is_empty() {
                true => self.loud.remove(&at),
                false => self.loud.insert(at),
            };
            self.parsed[at] = parsed;
        }
        self.content.pages = Arc::new(pages);
        // A translation follows its original.
        let families = Arc::clone(&self.content.families);
        let touched: BTreeSet<usize> = touched.into_iter().map(|at| families.original(at)).collect();
        let followers: Vec<usize> =
            (0..self.content.pages.len()).filter(|at| touched.contains(&families.original(*at))).collect();
        let known = std::mem::take(&mut self.inherited);
        self.inherit(&followers, &known, context);
        // What was not looked at stays as it was.
        for (path, known) in known {
            self.inherited.entry(path).or_insert(known);
        }
    }

    /// Gives the translations among some pages their original's label, and tells of those that are wider.
    fn inherit(&mut self, among: &[usize], known: &BTreeMap<SourcePath, Inherited>, context: Context<'_>) {
        let mut inherited: Vec<(usize, Inherited)> = Vec::new();
        for at in among {
            let page = &self.content.pages[*at].page;
            let Some(sources) = self.shared.get(&page.stem) else { continue };
            let mut sources = sources.clone();
            sources.sort_unstable();
            let read = sources.iter().filter_map(|at| self.parsed[*at].written.as_ref()).map(|written| &written.page);
            let originals: Vec<Label> = read.filter(|page| page.original).map(Label::of).collect();
            let Some(own) = self.parsed(&page.path).and_then(|parsed| parsed.written.clone()) else { continue };
            let known = known.get(&page.path).filter(|known| known.stands(&own, &originals)).cloned();
            inherited.push((*at, known.unwrap_or_else(|| inherit(own, originals, context))));
        }
        if inherited.is_empty() {
            return;
        }
        let pages: &mut Vec<Arc<Written>> = Arc::make_mut(&mut self.content.pages);
        for (at, known) in inherited {
            pages[at] = Arc::clone(&known.made);
            self.inherited.insert(known.made.page.path.clone(), known);
        }
    }

    /// Says what was found in all sources.
    fn tell(&self, report: &mut Report) {
        report.append(self.around.clone());
        self.loud.iter().filter_map(|at| self.parsed.get(*at)).for_each(|parsed| report.append(parsed.found.clone()));
        self.inherited.values().filter(|known| !known.found.is_empty()).for_each(|known| report.append(known.found.clone()));
    }
}

/// A page with its original's label.
fn inherit(own: Arc<Written>, originals: Vec<Label>, context: Context<'_>) -> Inherited {
    let mut found = Report::default();
    let mut made = Arc::clone(&own);
    let page = &own.page;
    let narrower = originals.iter().find(|label| label.language < page.language && label.audience > page.meta.audience);
    if let Some(label) = narrower.filter(|_| page.original) {
        let message = "this translation is for a wider audience than its original";
        let finding = Diagnostic::new(&codes::WIDER_TRANSLATION, page.place.clone(), message);
        let hint = "take `audience` away, or change the original's";
        found.push(finding.also(label.place.clone(), "the original").hint(hint));
    }
    // Without an original that could be read, which was reported, nothing is known.
    if !page.original
        && !page.meta.audience_written
        && let Some(audience) = originals.iter().map(|label| label.audience).min()
    {
        let written = Arc::make_mut(&mut made);
        Arc::make_mut(&mut written.page.meta).audience = audience;
        findings::passages(&written.page, &written.passages, context.audiences, &mut found);
    }
    Inherited { own, originals, made, found }
}
