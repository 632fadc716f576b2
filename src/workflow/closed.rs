//! Closed months: what was written when a month was closed stays, or is corrected with a word on it.

use crate::diag::{Diagnostic, codes};
use crate::model::{
    Commit, Definitions, Exact, Given, History, Measure, MetricRef, Place, SliceIx, Slices, Snapshot, SourcePath,
};
use crate::world::{MemoryWorld, World};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A month as written, with what its values refer to.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// The month.
    pub snapshot: &'a Snapshot,
    /// The metrics of its time.
    pub definitions: &'a Definitions,
    /// The slices of its time.
    pub slices: &'a Slices,
}

// A metric or part, and a slice, in words that mean the same before and after.
type Key = (String, String);

impl Written<'_> {
    fn key(&self, of: MetricRef, slice: SliceIx) -> Key {
        (self.definitions.written(of), slice_key(self.slices, slice))
    }

    /// The numbers with their places.
    fn numbers(&self) -> BTreeMap<Key, (&Exact, Place)> {
        let entries = self.snapshot.entries.iter().filter_map(|entry| match &entry.value {
            Given::Value(value) => Some((self.key(entry.of, entry.slice), (value, self.snapshot.place(entry.at)))),
            Given::Missing(_) => None,
        });
        entries.collect()
    }

    /// Whether the correction of a value is said.
    fn says(&self, key: &Key, was: &Exact) -> bool {
        self.snapshot.restated.iter().any(|it| self.key(it.of, it.slice) == *key && it.was == *was)
    }
}

/// A slice in words: `segment tier1`, `total`.
pub fn slice_key(slices: &Slices, slice: SliceIx) -> String {
    let slice = slices.get(slice);
    slice.axis.map_or_else(|| slice.id.to_string(), |axis| format!("{} {}", axis.word(), slice.id))
}

/// What was changed in a month after it was closed without an entry in `restated`. Figures of metrics that came later may be
/// added; those of metrics or slices that are no longer declared may go.
pub fn changes(closed: Written<'_>, now: Written<'_>) -> Vec<Diagnostic> {
    if !closed.snapshot.closed {
        return Vec::new();
    }
    let (before, after) = (closed.numbers(), now.numbers());
    let month = now.snapshot.month;
    let file = || Place::file(now.snapshot.files.first().cloned().unwrap_or_else(|| SourcePath::new("")));
    let declared = |key: &Key| {
        now.definitions.find_ref(&key.0).is_some() && now.slices.iter().any(|(slice, _)| slice_key(now.slices, slice) == key.1)
    };
    let changed = before.into_iter().filter_map(|(key, (was, _))| match after.get(&key) {
        Some((value, _)) if **value == *was || now.says(&key, was) => None,
        Some((value, place)) => Some((key, was, format!("is now {value}"), place.clone())),
        None if !declared(&key) || now.says(&key, was) => None,
        None => Some((key, was, "is gone".to_owned(), file())),
    });
    let finding = |((metric, slice), was, what, place): (Key, &Exact, String, Place)| {
        let message = format!("{month} is closed, but `{metric}` of {slice} {what}; it was {was}");
        let axis = slice.split_once(' ').map_or_else(String::new, |(axis, id)| format!("{axis}: {id}, "));
        let hint = format!("put it back, or say so: `restated: [{{metric: {metric}, {axis}was: {was}, because: …, by: …}}]`");
        Diagnostic::new(&codes::CLOSED_MONTH_CHANGED, place, message).hint(hint)
    };
    changed.map(finding).chain(cohorts(closed.snapshot, now.snapshot)).collect()
}

/// The cohorts of a closed month that are others than before. No entry in `restated` can name one; those that came later may be
/// added, as when `ingest` is first run.
fn cohorts(closed: &Snapshot, now: &Snapshot) -> Vec<Diagnostic> {
    let month = now.month;
    let mut found = Vec::new();
    for was in &closed.cohorts {
        let began = was.began;
        let here = now.cohort(began);
        let place = here.map_or(now.stated.clone(), |cohort| now.place(cohort.at));
        let changed = |measure: &Measure| here.is_none_or(|is| is.left(*measure) != was.left(*measure));
        let Some(measure) = [Measure::Arr, Measure::Accounts].into_iter().find(changed) else { continue };
        let (key, was) = (measure.key(), was.left(measure));
        let what = here.map_or("is gone".to_owned(), |is| format!("is now {}", is.left(measure)));
        let message = format!("{month} is closed, but `{key}` of the cohort {began} {what}; it was {was}");
        let hint = "put it back, or open the month in a commit of its own, correct it, and close it again";
        found.push(Diagnostic::new(&codes::CLOSED_MONTH_CHANGED, place, message).hint(hint));
    }
    found
}

/// The files of each month as they were when the month was closed: at the first change since which it has been closed all the
/// time. A month that git never saw closed has none.
pub fn when_closed(world: &dyn World, history: &History, months: &[&Snapshot]) -> Vec<MemoryWorld> {
    let changes = |month: &Snapshot| -> Vec<Arc<str>> {
        let mut of_month: Vec<&Commit> = month.files.iter().flat_map(|file| history.of(file)).collect();
        // Newest first over all files of the month, each change once.
        of_month.sort_by_key(|commit| history.position(commit));
        of_month.dedup_by_key(|commit| Arc::clone(&commit.id));
        of_month.into_iter().map(|commit| Arc::clone(&commit.id)).collect()
    };
    let wanted: Vec<(usize, Vec<Arc<str>>)> = months.iter().map(|month| changes(month)).enumerate().collect();
    let questions: Vec<(Arc<str>, SourcePath)> = wanted
        .iter()
        .flat_map(|(at, ids)| ids.iter().flat_map(|id| months[*at].files.iter().map(|file| (Arc::clone(id), file.clone()))))
        .collect();
    let mut answers = world.past(&questions).into_iter();
    wanted.iter().map(|(at, ids)| oldest_closed(&months[*at].files, ids.len(), &mut answers)).collect()
}

/// Of versions of some files, newest first, the oldest of those that are closed without a break.
fn oldest_closed(files: &[SourcePath], versions: usize, answers: &mut impl Iterator<Item = Option<Arc<[u8]>>>) -> MemoryWorld {
    let mut found = MemoryWorld::new(Date::MIN);
    let mut unbroken = true;
    for _ in 0..versions {
        let texts: Vec<Option<Arc<[u8]>>> = answers.by_ref().take(files.len()).collect();
        unbroken &= texts.iter().flatten().any(|text| says_closed(text));
        if unbroken {
            found = MemoryWorld::new(Date::MIN);
            for (file, text) in files.iter().zip(texts) {
                if let Some(text) = text {
                    found.insert(file.as_str(), &*text);
                }
            }
        }
    }
    found
}

/// Whether a snapshot as written says that its month is closed; whoever reads it in full finds out what else it says.
fn says_closed(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    text.lines().filter_map(|line| line.strip_prefix("closed:")).any(|value| value.trim_start().starts_with("true"))
}
