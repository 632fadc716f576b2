//! `shirube prove`: shows that nothing internal influences a byte of a wider site.

use super::{Common, Exit, Stop, check, place, terminal};
use crate::diag::Report;
use crate::pipeline;
use crate::prove::{self, Leak, NoProof, Proof, ProveOptions};
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  shirube prove                           200 rounds over every site but the narrowest
  shirube prove --rounds 1000             what to run before a release
  shirube prove --site success --seed 7   one site, other mutations

Each round changes, removes, adds, renames and reorders what the readers of a site may not see, builds again, and compares
every byte. The same seed makes the same mutations. Nothing is written.

Exit codes: 0 nothing differs, 1 something does, 2 wrong usage, 3 the machine failed.";

// Narrower sites are large, and one round in four tells well enough whether the mutations reach them.
const MEASURE: usize = 4;

/// Show that nothing internal influences a byte of a wider site
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// How often the sites are built with other internal material
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Where the chance begins
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Look at this site only
    #[arg(long, value_name = "ID")]
    site: Option<String>,
    #[command(flatten)]
    day: place::Day,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let started = Instant::now();
    let world = place::world(common, &args.day)?;
    place::check_site(&world, args.site.as_deref())?;
    let (rounds, seed, site) = (args.rounds as usize, args.seed, args.site.clone());
    let options = ProveOptions { rounds, seed, site, measure: MEASURE, unfiltered: false };
    match terminal::with_progress("proving", || prove::prove(&world, &options)) {
        Ok(proof) => {
            check::print(&said(&proof, &options, started.elapsed()))?;
            Ok(if proof.leak.is_some() { Exit::Errors } else { Exit::Fine })
        }
        Err(NoProof::Settings) => {
            let mut report = Report::default();
            let _ = pipeline::figures(&world, &mut report);
            terminal::findings(&report, &world);
            Ok(Exit::Errors)
        }
        Err(NoProof::NoWiderSite) => Err(Stop::usage(
            "there is no site to prove anything of: every one asked for holds everything",
            "give a site whose `audience` is not the last of `audiences` in shirube.yaml",
        )),
    }
}

/// The outcome in words.
fn said(proof: &Proof, options: &ProveOptions, took: std::time::Duration) -> String {
    let sites = proof.sites.join(", ");
    let numbers = format!(
        "{}; {} of {} looked at changed a narrower site; {}; {} held fixed; seed {}; {:.1} s",
        terminal::count(proof.rounds, "round"),
        proof.effective,
        proof.measured,
        terminal::count(proof.mutations, "mutation"),
        terminal::count(proof.held, "disclosed figure"),
        options.seed,
        took.as_secs_f64()
    );
    match &proof.leak {
        None => format!("nothing internal influences a byte of {sites}\n  {numbers}\n"),
        Some(leak) => format!("{}  {numbers}\n", betrayed(leak)),
    }
}

fn betrayed(leak: &Leak) -> String {
    let (path, did) = &leak.cause;
    let mut out = format!("the site `{}` changes with something its readers may not see\n", leak.site);
    out += &format!("  page:    {}\n", leak.difference.page);
    out += &format!("  before:  {}\n", leak.difference.before.as_deref().unwrap_or("(not there)"));
    out += &format!("  after:   {}\n", leak.difference.after.as_deref().unwrap_or("(not there)"));
    out += &format!("  cause:   {path}: {did}\n");
    for (path, did) in &leak.before {
        out += &format!("  after    {path}: {did}\n");
    }
    out += &format!("  round:   {}\n", leak.round);
    out
}
