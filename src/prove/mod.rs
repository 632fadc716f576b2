//! Proof that nothing an audience may not see influences a byte of its site.
//!
//! In: a [`World`]. Out: a [`Proof`]. The sites are built once as they are, and then again and again with material changed,
//! removed, added, renamed and reordered that their readers may not see. Every byte of the outputs is compared, whatever the
//! report says. Figures that `disclose` widens are held fixed: a mutation that changes that table is not made.
//!
//! What may be changed is read from the labels in the sources and the tables of the formats; nothing is asked of the filter
//! that is put to the test.

mod compare;
mod edit;
mod emit;
mod files;
mod invent;
mod labels;
mod mutate;
mod page;
mod past;
mod random;
mod survey;

pub use compare::Difference;

use crate::model::{Audience, SourcePath};
use crate::output::Outputs;
use crate::pipeline::{self, BuildOptions};
use crate::world::{Overlay, World};
use mutate::{Mutator, Now, Step};
use random::Random;
use rayon::prelude::*;
use std::sync::Arc;

// How often a round is drawn again when it would change a disclosed figure.
const DRAWS: u64 = 8;
// The most that is changed in one round.
const STEPS: usize = 5;

/// What is to be proved, and how hard it is tried.
#[derive(Debug, Clone)]
pub struct ProveOptions {
    /// How often the sites are built anew.
    pub rounds: usize,
    /// Where the chance begins: the same seed makes the same mutations.
    pub seed: u64,
    /// The only site that is looked at; `None` for all but those of the narrowest audience.
    pub site: Option<String>,
    /// In one of how many rounds narrower sites are built as well, to see whether something changed there; 0 for none.
    pub measure: usize,
    /// Whether the filter lets everybody see everything: for tests, which must see that a leak is found.
    #[doc(hidden)]
    pub unfiltered: bool,
}

/// What came out.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    /// The sites that were compared.
    pub sites: Vec<String>,
    /// How many rounds were built and compared.
    pub rounds: usize,
    /// In how many of them narrower sites were built as well.
    pub measured: usize,
    /// In how many of these a narrower site changed, so that there was something to betray.
    pub effective: usize,
    /// How many things were changed in all rounds together.
    pub mutations: usize,
    /// How many figures were held fixed because they are disclosed.
    pub held: usize,
    /// The first round in which a site changed.
    pub leak: Option<Leak>,
}

/// A site that changed with something its readers may not see.
#[derive(Debug, Clone)]
pub struct Leak {
    /// The round, counted from 1.
    pub round: usize,
    /// The site.
    pub site: String,
    /// The first difference.
    pub difference: Difference,
    /// What caused it: the file, and what was done to it.
    pub cause: (SourcePath, String),
    /// What had to be done before for it to matter; usually nothing.
    pub before: Vec<(SourcePath, String)>,
}

/// Why nothing could be proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoProof {
    /// The settings cannot be read; `check` says why.
    Settings,
    /// There is no site that something is to be kept from.
    NoWiderSite,
}

/// Builds, changes, builds again and compares.
pub fn prove(world: &dyn World, options: &ProveOptions) -> Result<Proof, NoProof> {
    let mutator = Mutator::new(world).ok_or(NoProof::Settings)?;
    let targets = mutator.targets(options.site.as_deref());
    if targets.is_empty() {
        return Err(NoProof::NoWiderSite);
    }
    let bench = Bench { world, mutator: &mutator, options, targets: &targets, before: Outputs::default() };
    let bench = Bench { before: bench.built(world, options.measure > 0), ..bench };
    let mut proof = Proof { sites: bench.watched().map(str::to_owned).collect(), held: mutator.held(), ..Proof::default() };
    let rounds: Vec<usize> = (0..options.rounds).collect();
    // In chunks, so that a leak stops the work soon and is the first one whatever the number of threads.
    for chunk in rounds.chunks(32) {
        let results: Vec<Round> = chunk.par_iter().map(|round| bench.round(*round)).collect();
        for result in results {
            proof.rounds += 1;
            proof.measured += usize::from(result.effective.is_some());
            proof.effective += usize::from(result.effective == Some(true));
            proof.mutations += result.mutations;
            if result.leak.is_some() {
                proof.leak = result.leak;
                return Ok(proof);
            }
        }
    }
    Ok(proof)
}

/// A site that must not change, by its id, and who reads it.
type Target = (Arc<str>, Audience);

struct Bench<'a> {
    world: &'a dyn World,
    mutator: &'a Mutator<'a>,
    options: &'a ProveOptions,
    targets: &'a [Target],
    before: Outputs,
}

#[derive(Default)]
struct Round {
    effective: Option<bool>,
    mutations: usize,
    leak: Option<Leak>,
}

impl Bench<'_> {
    fn watched(&self) -> impl Iterator<Item = &str> {
        self.targets.iter().map(|(id, _)| &**id)
    }

    fn round(&self, round: usize) -> Round {
        let (audience, steps) = self.draw(round);
        let measured = self.options.measure > 0 && round.is_multiple_of(self.options.measure);
        let after = self.built(&self.overlay(&steps), measured);
        let leak = self.differs(&after, audience).map(|_| self.leak(round, audience, &steps));
        let effective = measured.then(|| {
            let mut narrower = self.before.sites.iter().filter(|(id, _)| self.mutator.is_narrower(id, audience));
            narrower.any(|(id, files)| after.sites.get(id) != Some(files))
        });
        Round { effective, mutations: steps.len(), leak: leak.flatten() }
    }

    /// What is changed in a round, and from whom it is hidden.
    fn draw(&self, round: usize) -> (Audience, Vec<Step>) {
        let audience = self.targets[round % self.targets.len()].1;
        for draw in 0..DRAWS {
            let mut random = Random::new(self.options.seed.wrapping_add(draw << 32), round as u64);
            let count = 1 + random.below(STEPS);
            let steps = self.mutator.steps(audience, count, &mut random);
            if self.mutator.holds(&self.overlay(&steps)) {
                return (audience, steps);
            }
        }
        (audience, Vec::new())
    }

    fn overlay(&self, steps: &[Step]) -> Overlay<'_> {
        let mut overlay = Overlay::new(self.world);
        for step in steps {
            match &step.now {
                Now::Bytes(bytes) => overlay.insert(step.path.clone(), Arc::clone(bytes)),
                Now::Gone => overlay.hide(step.path.clone()),
                Now::Past(history) => overlay.set_history(Arc::clone(history)),
            }
        }
        overlay
    }

    /// The sites that are compared; all of them where effects are measured.
    fn built(&self, world: &dyn World, all: bool) -> Outputs {
        if self.options.unfiltered {
            return pipeline::unfiltered(world).outputs;
        }
        if all {
            return pipeline::build(world, &BuildOptions::default()).outputs;
        }
        let mut outputs = Outputs::default();
        for (id, _) in self.targets {
            let one = BuildOptions { sites: Some(id.to_string()), ..BuildOptions::default() };
            outputs.sites.extend(pipeline::build(world, &one).outputs.sites);
        }
        outputs
    }

    /// The first site that changed although its readers may see nothing of what was changed.
    fn differs(&self, after: &Outputs, audience: Audience) -> Option<(String, Difference)> {
        let sites = self.targets.iter().filter(|(_, reader)| audience.sees(*reader));
        sites.into_iter().find_map(|(id, _)| {
            let none = Default::default();
            let (before, after) = (self.before.sites.get(&**id)?, after.sites.get(&**id).unwrap_or(&none));
            Some((id.to_string(), compare::first(before, after)?))
        })
    }

    /// Finds the first step with which the site changes.
    fn leak(&self, round: usize, audience: Audience, steps: &[Step]) -> Option<Leak> {
        let did = |step: &Step| (step.path.clone(), step.did.clone());
        let culprit = |steps: &[Step]| self.differs(&self.built(&self.overlay(steps), false), audience);
        let leak = |(site, difference), cause: &Step, before: &[Step]| Leak {
            round: round + 1,
            site,
            difference,
            cause: did(cause),
            before: before.iter().map(did).collect(),
        };
        // One file alone is the plainest answer.
        let whole: Vec<usize> =
            (0..steps.len()).filter(|at| steps[at + 1..].iter().all(|next| next.path != steps[*at].path)).collect();
        for at in whole {
            if let Some(found) = culprit(&steps[at..=at]) {
                let same: Vec<Step> = steps[..at].iter().filter(|step| step.path == steps[at].path).cloned().collect();
                let first = (0..same.len()).find_map(|count| Some((culprit(&same[count..=count])?, count)));
                return Some(match first {
                    Some((found, count)) => leak(found, &same[count], &same[..count]),
                    None => leak(found, &steps[at], &same),
                });
            }
        }
        (1..=steps.len()).find_map(|count| {
            let found = culprit(&steps[..count])?;
            let (cause, before) = steps[..count].split_last()?;
            Some(leak(found, cause, before))
        })
    }
}
