//! `shirube audit`: what each site gives away, by whose decision and why.

use super::{Common, Exit, Stop, check, place, terminal};
use crate::audit::{self, Names};
use crate::pipeline::{self, BuildOptions};

const EXAMPLES: &str = "\
Examples:
  shirube audit                  every figure, page and file on every site but the narrowest
  shirube audit --format json    the same for programs

A figure that is disclosed stands under the rule that discloses it: to whom, by whom, when and why. Every other figure stands
with what it is made of, and who may see that. A page that was for fewer readers in the last commit says so.";

/// List everything that each site gives away: figures, disclosures, pages and files
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    #[command(flatten)]
    day: place::Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// For people
    Text,
    /// For programs
    Json,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let world = place::world(common, &args.day)?;
    let (known, build) = pipeline::inspect(&world, &BuildOptions::default());
    terminal::findings(&build.report, &world);
    let Some(known) = known else { return Ok(Exit::Errors) };
    let names = Names { config: &known.config, figures: &known.figures };
    check::print(&match args.format {
        Form::Text => audit::text(&build.audits, names),
        Form::Json => format!("{:#}\n", audit::json(&build.audits, names)),
    })?;
    Ok(if build.report.has_errors() { Exit::Errors } else { Exit::Fine })
}
