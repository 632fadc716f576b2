//! Figures that are off target, and whether a playbook says what to do about it.

use crate::check::{Everything, Rule, Run};
use crate::compute::Status;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::{Details, Page, PageType, Playbook, Status as Written};
use crate::model::{MetricIx, MetricRef, Month, Period, SliceIx, Slices, Target};
use foldhash::fast::FixedState;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher as _;

pub(in crate::check) const RULE: Rule = Rule { name: "playbooks for what is off target", run: Run::Keyed(key, run) };

/// What of a page is looked at: what a published playbook names.
fn key(page: &Page) -> u64 {
    match &page.details {
        Details::Playbook(playbook) if page.meta.status == Written::Published => {
            let moves: Vec<&str> = playbook.moves.iter().map(|metric| &*metric.id).collect();
            FixedState::default().hash_one((moves, playbook.trigger.as_ref().map(|trigger| &trigger.text)))
        }
        _ => 0,
    }
}

fn run(all: Everything<'_>, report: &mut Report) {
    let Some(months) = all.figures.months() else { return };
    let red = red(all, months.last);
    if red.is_empty() {
        return;
    }
    let answered = answered(all);
    for (of, (target, slices)) in red {
        let id = all.figures.definitions().written(of);
        let slices: Vec<String> = slices.into_iter().filter_map(|slice| named(all, slice)).collect();
        let slices = if slices.is_empty() { String::new() } else { format!(" ({})", slices.join(", ")) };
        let red = format!("`{id}`{slices} is off target in {}", months.last);
        let (code, message, hint) = match answered.contains(&of.metric) {
            true => (&codes::OFF_TARGET, red, format!("the review of {} says what it calls for", months.last)),
            false => {
                let hint = "under `moves` of the playbook that helps, or begin one with `shirube new playbook NAME`";
                (&codes::PLAYBOOK_MISSING, format!("{red}, and no playbook is to move it"), format!("name `{id}` {hint}"))
            }
        };
        report.push(Diagnostic::new(code, target.place.clone(), message).hint(hint));
    }
}

/// What is off target in a month, with the first of its targets and the slices in which it is.
fn red(all: Everything<'_>, month: Month) -> BTreeMap<MetricRef, (&Target, BTreeSet<SliceIx>)> {
    let narrowest = all.config.audiences.narrowest();
    let mut found: BTreeMap<MetricRef, (&Target, BTreeSet<SliceIx>)> = BTreeMap::new();
    let judged: BTreeSet<_> = all.figures.targets().all.iter().map(|target| (target.of, target.slice)).collect();
    for (of, slice) in judged {
        let standing = all.figures.standing(of, slice, Period::Month(month), narrowest);
        if let (Status::OffTarget, Some(target)) = (standing.status, standing.target) {
            found.entry(of).or_insert_with(|| (target, BTreeSet::new())).1.insert(slice);
        }
    }
    found
}

/// The metrics that a published playbook is to move or is called for by.
fn answered(all: Everything<'_>) -> BTreeSet<MetricIx> {
    let definitions = all.figures.definitions();
    let metrics = |playbook: &Playbook| {
        let moves = playbook.moves.iter().filter_map(|metric| definitions.find_ref(&metric.id)).collect::<Vec<_>>();
        // What cannot be read is reported by the rule on conditions.
        let trigger = playbook.trigger.as_ref().and_then(|trigger| all.figures.condition(trigger));
        moves.into_iter().chain(trigger.map(|trigger| trigger.0.root.metrics()).into_iter().flatten()).map(|of| of.metric)
    };
    let pages = all.content.pages[all.content.of_type(PageType::Playbook)].iter().map(|written| &written.page);
    let playbooks = pages.filter(|page| page.meta.status == Written::Published).filter_map(|page| match &page.details {
        Details::Playbook(playbook) => Some(playbook),
        _ => None,
    });
    playbooks.flat_map(|playbook| metrics(playbook).collect::<Vec<_>>()).collect()
}

/// A slice with its axis; nothing for the total.
fn named(all: Everything<'_>, at: SliceIx) -> Option<String> {
    let slice = all.figures.slices().get(at);
    (at != Slices::TOTAL).then(|| format!("{} `{}`", slice.axis.map_or("", |axis| axis.word()), slice.id))
}
