//! What is for other readers than before.

use crate::content::Written;
use crate::content::markdown::PassageKind;
use crate::model::Audience;
use crate::pipeline::Known;
use std::collections::{BTreeMap, BTreeSet};

/// Something whose readers change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AudienceChange {
    /// Whether more people see it than before, or only others.
    pub narrower: bool,
    /// What: `page content/a.md`, `metric nrr`.
    pub what: String,
    /// For whom it was.
    pub from: String,
    /// For whom it is.
    pub to: String,
}

/// Everything that has readers, in words that mean the same before and after.
fn labels(known: &Known) -> BTreeMap<String, Audience> {
    let mut labels = BTreeMap::new();
    let mut label = |what: String, audience: Audience| {
        labels.insert(what, audience);
    };
    for page in known.content.pages.iter().map(|written| &written.page) {
        label(format!("page {}", page.path), page.meta.audience);
    }
    for site in &known.config.sites {
        label(format!("site {}", site.id), site.audience);
    }
    for facet in &known.config.facets {
        label(format!("facet {}", facet.id), facet.audience);
    }
    for (_, metric) in known.figures.definitions().iter() {
        label(format!("metric {}", metric.id), metric.audience);
    }
    let registers = &known.registers;
    registers.segments.iter().for_each(|it| label(format!("segment {}", it.id), it.audience));
    registers.roles.iter().for_each(|it| label(format!("role {}", it.id), it.audience));
    registers.org.departments.iter().for_each(|it| label(format!("department {}", it.id), it.audience));
    registers.org.units.iter().for_each(|it| label(format!("unit {}", it.id), it.audience));
    registers.journey.iter().for_each(|it| label(format!("stage {}", it.id), it.audience));
    registers.tools.iter().for_each(|it| label(format!("tool {}", it.id), it.audience));
    labels
}

/// Who sees the figures of each metric: for each audience, how many figures with a value are for it.
fn figures(known: &Known) -> BTreeMap<String, BTreeMap<(String, String), Audience>> {
    let (figures, mut found) = (&known.figures, BTreeMap::new());
    let Some(months) = figures.months() else { return found };
    for (metric, definition) in figures.definitions().iter() {
        let mut seen = BTreeMap::new();
        for (slice, _) in figures.slices().iter() {
            for month in months.iter() {
                let figure = figures.month(metric, slice, month);
                if figure.value.is_ok() {
                    let slice = crate::workflow::closed::slice_key(figures.slices(), slice);
                    seen.insert((slice, month.to_string()), figure.audience);
                }
            }
        }
        found.insert(definition.id.to_string(), seen);
    }
    found
}

pub(super) fn compare(before: &Known, after: &Known) -> Vec<AudienceChange> {
    // Audiences are compared by their names: their order may have changed with the settings.
    let (old, new) = (&before.config.audiences, &after.config.audiences);
    let change = |what: String, from: Audience, to: Audience| {
        let (from_id, to_id) = (old.id(from).to_owned(), new.id(to).to_owned());
        let narrower = new.find(&from_id).is_some_and(|from| to > from);
        (from_id != to_id).then_some(AudienceChange { narrower, what, from: from_id, to: to_id })
    };
    let (was, is) = (labels(before), labels(after));
    let mut changes: Vec<AudienceChange> = was
        .into_iter()
        .filter_map(|(what, from)| {
            let to = *is.get(&what)?;
            change(what, from, to)
        })
        .collect();
    let now = figures(after);
    for (metric, was) in figures(before) {
        let Some(is) = now.get(&metric) else { continue };
        let mut count: BTreeMap<(Audience, Audience), usize> = BTreeMap::new();
        for (figure, from) in was {
            if let Some(to) = is.get(&figure) {
                *count.entry((from, *to)).or_default() += 1;
            }
        }
        let of = |(from_to, count): ((Audience, Audience), usize)| {
            change(format!("{count} figures of {metric}"), from_to.0, from_to.1)
        };
        changes.extend(count.into_iter().filter_map(of));
    }
    changes.extend(passages(before, after));
    changes.sort();
    changes
}

/// Passages whose text now stands where the page's own readers see it.
fn passages(before: &Known, after: &Known) -> Vec<AudienceChange> {
    let mut found = Vec::new();
    for old in before.content.pages.iter() {
        let Some(new) = after.content.pages.iter().find(|written| written.page.path == old.page.path) else { continue };
        let open = lines(new, None);
        for passage in &old.passages {
            let PassageKind::Audience(at) = passage.kind else { continue };
            let inside = lines(old, Some(passage.range.clone()));
            if inside.iter().any(|line| open.contains(line)) {
                found.push(AudienceChange {
                    narrower: false,
                    what: format!("a passage of {}", old.page.path),
                    from: before.config.audiences.id(Audience(at as u8)).to_owned(),
                    to: after.config.audiences.id(new.page.meta.audience).to_owned(),
                });
            }
        }
    }
    found.dedup();
    found
}

/// The lines of a page as words: those of a range, or those outside every passage for some readers only.
fn lines(written: &Written, range: Option<std::ops::Range<usize>>) -> BTreeSet<String> {
    // A shorter line may stand in two places by chance.
    const TELLING: usize = 8;
    let mut at = written.page.body_start;
    let mut found = BTreeSet::new();
    for line in written.page.body().split_inclusive('\n') {
        let of_some = |passage: &crate::content::markdown::Passage| {
            matches!(passage.kind, PassageKind::Audience(_)) && passage.range.contains(&at)
        };
        let wanted = match &range {
            Some(range) => range.contains(&at),
            None => !written.passages.iter().any(of_some),
        };
        let words = line.trim_start_matches(['>', ' ']).trim_end();
        if wanted && words.chars().count() >= TELLING && !words.starts_with("[!") {
            found.insert(words.to_owned());
        }
        at += line.len();
    }
    found
}
