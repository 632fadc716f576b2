//! Runs the rules, and remembers what was found for as long as what they look at is the same.

use super::mentions::{Candidate, Mentions};
use super::rules::bare_numbers::{self, Name};
use super::{Beside, Everything, OnePage, RULES, Rule, Run};
use crate::compute::Figures;
use crate::config::Config;
use crate::content::{ByPage, Families, Pages, Written};
use crate::diag::Report;
use crate::model::Registers;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What was found in the last build.
#[derive(Default)]
pub struct Memory {
    basis: Option<Basis>,
    texts: ByPage<Found>,
    figures: ByPage<Found>,
    // A bit for each rule that looks at some pages only.
    matters: ByPage<u32>,
    // By the position of the rule: what it looked at, and what it found.
    keyed: BTreeMap<usize, Keyed>,
    // Of all rules that look for words.
    candidates: Option<Vec<Candidate>>,
    mentions: Mentions,
}

/// Most pages have no findings.
pub(super) type Found = Option<Box<Report>>;

#[derive(Default)]
struct Keyed {
    keys: ByPage<u64>,
    found: Option<Report>,
}

/// What rules look at beside the pages.
struct Basis {
    config: Config,
    registers: Arc<Registers>,
    figures: Arc<Figures>,
    families: Arc<Families>,
}

impl Memory {
    /// Forgets what rests on something else than what is given.
    fn prepare(&mut self, all: Everything<'_>) {
        let same_registers = |known: &Arc<Registers>| Arc::ptr_eq(known, all.registers) || known == all.registers;
        let basis = self.basis.as_ref();
        let same_definitions = |known: &Arc<Figures>| Arc::ptr_eq(known.definitions(), all.figures.definitions());
        let same = basis.is_some_and(|basis| {
            basis.config == *all.config && same_registers(&basis.registers) && same_definitions(&basis.figures)
        });
        let same_figures = same && basis.is_some_and(|basis| Arc::ptr_eq(&basis.figures, all.figures));
        let same_families = basis.is_some_and(|basis| Arc::ptr_eq(&basis.families, &all.content.families));
        if !same {
            self.texts = ByPage::default();
        }
        if !same_figures {
            self.figures = ByPage::default();
            self.candidates = None;
        }
        if !same_figures || !same_families {
            self.keyed.values_mut().for_each(|keyed| keyed.found = None);
            self.basis = Some(Basis {
                config: all.config.clone(),
                registers: Arc::clone(all.registers),
                figures: Arc::clone(all.figures),
                families: Arc::clone(&all.content.families),
            });
        }
    }
}

/// Runs all rules.
pub fn run(all: Everything<'_>, memory: &mut Memory, report: &mut Report) {
    memory.prepare(all);
    on_pages(all, memory, report);
    let pages = &all.content.pages;
    let matters = memory.matters.bring_up_to(pages, matters);
    let among = |at: usize| {
        let among = pages.iter().zip(matters).filter(|(_, bits)| *bits & 1 << at != 0);
        among.map(|(written, _)| &**written).collect::<Vec<_>>()
    };
    for (at, _) in RULES.iter().enumerate().filter(|(_, rule)| matches!(rule.run, Run::Keyed(..) | Run::Alike(..))) {
        memory.keyed.entry(at).or_default();
    }
    memory.mentions.prepare(pages);
    let candidates = memory.candidates.get_or_insert_with(|| candidates(all.beside()));
    let (keyed, mentions) = (&mut memory.keyed, &mut memory.mentions);
    let open = RULES.par_iter().enumerate().map(|(at, rule)| {
        let mut report = Report::default();
        match rule.run {
            Run::Everything(run) => run(all, &mut report),
            Run::Among(_, run) => run(all, &among(at), &mut report),
            Run::Page(_) | Run::Figures(_) | Run::Keyed(..) | Run::Alike(..) | Run::Mentions(_) => {}
        }
        report
    });
    let remembering = || {
        let mut found = Report::default();
        for (at, rule) in RULES.iter().enumerate() {
            match rule.run {
                Run::Keyed(key, run) => {
                    let known = keyed.entry(at).or_default();
                    found.append(known.bring_up_to(all, |written| key(&written.page), run));
                }
                Run::Alike(key, run) => run(&keyed.entry(at).or_default().alike(pages, |written| key(&written.page)), &mut found),
                Run::Page(_) | Run::Figures(_) | Run::Among(..) | Run::Mentions(_) | Run::Everything(_) => {}
            }
        }
        for candidate in candidates.iter().filter(|candidate| !mentions.any(&candidate.word)) {
            found.push(candidate.finding.clone());
        }
        found
    };
    let (open, remembered): (Vec<Report>, Report) = rayon::join(|| open.collect(), remembering);
    open.into_iter().for_each(|found| report.append(found));
    report.append(remembered);
}

pub(super) fn candidates(beside: Beside<'_>) -> Vec<Candidate> {
    let of_rule = |rule: &Rule| if let Run::Mentions(run) = rule.run { run(beside) } else { Vec::new() };
    RULES.iter().flat_map(of_rule).collect()
}

impl Keyed {
    /// The pages whose key is that of another page too.
    fn alike<'p>(&mut self, pages: &'p Pages, key: impl Fn(&Written) -> u64 + Sync) -> Vec<&'p Written> {
        let keys = self.keys.bring_up_to(pages, key);
        let mut sorted = keys.to_vec();
        sorted.sort_unstable();
        let twice: BTreeSet<u64> = sorted.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        if twice.is_empty() {
            return Vec::new();
        }
        pages.iter().zip(keys).filter(|(_, key)| twice.contains(key)).map(|(written, _)| &**written).collect()
    }

    fn bring_up_to(
        &mut self,
        all: Everything<'_>,
        key: impl Fn(&Written) -> u64 + Sync,
        run: fn(Everything<'_>, &mut Report),
    ) -> Report {
        let before = self.keys.all().to_vec();
        let now = self.keys.bring_up_to(&all.content.pages, key);
        match &self.found {
            Some(found) if before == now => found.clone(),
            _ => {
                let mut found = Report::default();
                run(all, &mut found);
                self.found.insert(found).clone()
            }
        }
    }
}

/// Runs the rules that look at one page.
fn on_pages(all: Everything<'_>, memory: &mut Memory, report: &mut Report) {
    let pages = &all.content.pages;
    let names = bare_numbers::names(all.config, all.figures.definitions());
    // Whose text has gone was looked at when it was parsed.
    let alone = |written: &Written| if written.page.has_text() { on_page(on(all.beside(), &names, written)) } else { None };
    let texts = memory.texts.bring_up_to(pages, alone);
    let figures = memory.figures.bring_up_to(pages, |written| {
        found(|rule, report| {
            if let Run::Figures(run) = rule.run {
                run(on(all.beside(), &names, written), all.figures, report);
            }
        })
    });
    texts.iter().chain(figures).flatten().for_each(|found| report.append(Report::clone(found)));
}

pub(super) fn on<'a>(beside: Beside<'a>, names: &'a [Vec<Name<'a>>], written: &'a Written) -> OnePage<'a> {
    let definitions = beside.figures.definitions();
    OnePage { written, config: beside.config, registers: beside.registers, definitions, names }
}

/// Runs the rules that look at nothing but one page.
pub(super) fn on_page(page: OnePage<'_>) -> Found {
    found(|rule, report| {
        if let Run::Page(run) = rule.run {
            run(page, report);
        }
    })
}

fn found(run: impl Fn(&Rule, &mut Report)) -> Found {
    let mut report = Report::default();
    RULES.iter().for_each(|rule| run(rule, &mut report));
    (!report.is_empty()).then(|| Box::new(report))
}

/// The rules that may have something to say of a page.
fn matters(written: &Written) -> u32 {
    const { assert!(RULES.len() <= u32::BITS as usize, "there is a bit for every rule") };
    let bit = |(at, rule): (usize, &Rule)| match rule.run {
        Run::Among(fits, _) if fits(written) => 1 << at,
        _ => 0,
    };
    RULES.iter().enumerate().map(bit).sum()
}
