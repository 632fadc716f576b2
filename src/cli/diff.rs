//! `shirube diff`: what a change does to pages, readers, figures and findings.

use super::{Common, Exit, Stop, check, place, terminal};
use crate::config;
use crate::diag::{Failure, Report};
use crate::diff::{State, compare};
use crate::world::{DiskWorld, World, git};
use jiff::tz::TimeZone;
use std::path::Path;

const EXAMPLES: &str = "\
Examples:
  shirube diff main                     what the files here change, compared with the branch `main`
  shirube diff v1 v2                    what lies between two commits, branches or tags
  shirube diff origin/main --format markdown > comment.md
                                        a comment for a pull request

Exit code 1 when the change brings an error, such as a closed month that was changed without an entry in `restated`.";

/// Say what a change does: pages, redirects, audiences, figures and why, findings, approvals
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The commit, branch or tag to compare with
    #[arg(value_name = "BASE")]
    base: String,
    /// The commit, branch or tag that is compared [default: the files as they are now]
    #[arg(value_name = "HEAD")]
    head: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    day: place::Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// A comment for a pull request
    Markdown,
    /// For programs: one object on the standard output
    Json,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let now = place::world(common, &args.day)?;
    // Both trees are looked at on the same day, so that time alone is no difference.
    let zone = config::load(&now, &mut Report::default()).map_or(TimeZone::UTC, |config| config.timezone);
    let today = now.today(&zone);
    let at = |written: &str| tree(now.root(), written, today);
    // Opened anew without its history, which the other tree does not have either.
    let here = || {
        DiskWorld::open(now.root(), Some(today))
            .map_err(|error| Stop::Machine(Failure::io(format_args!("open the folder `{}`", now.root().display()), &error)))
    };
    let (base, head): (Box<dyn World>, Box<dyn World>) = match &args.head {
        Some(head) => (Box::new(at(&args.base)?), Box::new(at(head)?)),
        None => (Box::new(at(&args.base)?), Box::new(here()?)),
    };
    let states = terminal::with_progress("comparing", || (State::of(&*base), State::of(&*head)));
    let difference = match states {
        (Ok(before), Ok(after)) => compare(&before, &after),
        (_, Err(report)) => {
            terminal::findings(&report, &now);
            return Ok(Exit::Errors);
        }
        (Err(_), Ok(_)) => {
            return Err(Stop::usage(
                format!("at `{}` there are no settings that can be read", args.base),
                "compare with a commit that has a `shirube.yaml` in this folder",
            ));
        }
    };
    check::print(&match args.format {
        Format::Text => difference.text(),
        Format::Markdown => difference.markdown(),
        Format::Json => format!("{:#}\n", difference.json()),
    })?;
    Ok(if difference.has_errors() { Exit::Errors } else { Exit::Fine })
}

fn tree(root: &Path, written: &str, today: jiff::civil::Date) -> Result<crate::world::MemoryWorld, Stop> {
    match git::repository(root) {
        Ok(Some(_)) => {}
        Ok(None) => {
            let hint = "put the sources under git, and commit them once";
            return Err(Stop::usage("there is no git repository with a commit here", hint));
        }
        Err(reason) => return Err(Stop::Machine(Failure::new(format!("git cannot be asked: {reason}")))),
    }
    let commit = git::resolve(root, written)
        .map_err(|message| Stop::usage(message, "name a branch, a tag or a commit; `git fetch` brings those of others"))?;
    git::tree(root, &commit, today).map_err(|reason| Stop::Machine(Failure::new(format!("cannot read `{written}`: {reason}"))))
}
