//! `shirube check`: the findings of a build; writes only what it is asked to.

mod external;

use super::{Common, Exit, Stop, place, terminal};
use crate::diag::formats::{self, Context};
use crate::diag::{Failure, Report, baseline, fix};
use crate::model::SourcePath;
use crate::pipeline::{self, Build, BuildOptions};
use crate::world::{DiskWorld, Overlay, line};
use anstream::eprintln;
use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  shirube check                     all findings, with the lines they are about
  shirube check --strict            exit code 1 also when there are only warnings
  shirube check --fix               write what needs nobody to decide, then show the rest
  shirube check --write-baseline    take today's warnings and notes as known: later runs show only new ones
  shirube check --external          also see whether links to other sites lead somewhere; answers are believed for a week
  shirube check --format github     beside the lines of a pull request; gitlab, sarif and json for other programs

`shirube explain CODE` says what a finding means.";

// Mending one thing can show another; nothing honest takes longer.
const ROUNDS: usize = 5;

/// Find every mistake in the sources at once
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    day: place::Day,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// First write the repairs that need nobody to decide
    #[arg(long)]
    fix: bool,
    /// Also ask whether outside links lead somewhere: one host at a time, with pauses; needs `curl` and the network
    #[arg(long, conflicts_with = "write_baseline")]
    external: bool,
    /// Write all warnings and notes of today to `.shirube-baseline.json`, which later runs leave out
    #[arg(long, conflicts_with_all = ["strict", "fix"])]
    write_baseline: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object {"findings": […]}
    Json,
    /// SARIF 2.1.0, for editors and code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
    /// A code quality report of GitLab
    Gitlab,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let started = Instant::now();
    let world = place::world(common, &args.day)?;
    let options = BuildOptions { sites: None, drafts: false, preview: false, strict: args.strict };
    let build = terminal::with_progress("checking", || pipeline::build(&world, &options));
    if args.write_baseline {
        return write_baseline(&world, &options);
    }
    let build = if args.fix { fixed(build, &world, &options)? } else { build };
    let build = if args.external { with_external(build, &world, &options)? } else { build };
    let format: Option<formats::Format> = match args.format {
        Format::Text => None,
        Format::Json => Some(formats::json),
        Format::Sarif => Some(formats::sarif),
        Format::Github => Some(formats::github),
        Format::Gitlab => Some(formats::gitlab),
    };
    match format {
        None => terminal::findings(&build.report, &world),
        Some(format) => {
            let excerpts = |path: &SourcePath, number| line(&world, path, number);
            let prefix = place::below_repository(world.root());
            let context = Context { excerpts: &excerpts, prefix: &prefix, version: env!("CARGO_PKG_VERSION") };
            print(&format(&build.report, &context))?;
        }
    }
    terminal::closing(&terminal::Did::Checked, &build.tally, &build.report, started.elapsed());
    Ok(if build.report.has_errors() { Exit::Errors } else { Exit::Fine })
}

/// Adds what outside links lead to.
fn with_external(build: Build, world: &DiskWorld, options: &BuildOptions) -> Result<Build, Stop> {
    let (Some(known), mut build) = pipeline::inspect(world, options) else { return Ok(build) };
    let answers = external::answers(&known, world.root())?;
    pipeline::add_answers(&known, &answers, world, options, &mut build);
    Ok(build)
}

/// Writes sure repairs until there are none left.
fn fixed(mut build: Build, world: &DiskWorld, options: &BuildOptions) -> Result<Build, Stop> {
    let (mut repairs, mut files) = (0, std::collections::BTreeSet::new());
    for _ in 0..ROUNDS {
        let wanted = fix::files(&build.report);
        if wanted.is_empty() {
            break;
        }
        for path in wanted {
            let Some(text) = crate::world::read_text(world, &path, &mut Report::default()) else { continue };
            let (text, count) = fix::fixed(&build.report, &path, &text);
            replace(&world.root().join(path.as_str()), &text)?;
            repairs += count;
            files.insert(path);
        }
        build = pipeline::build(world, options);
    }
    let (repairs, files) = (terminal::count(repairs, "repair"), terminal::count(files.len(), "file"));
    eprintln!("wrote {repairs} to {files}");
    Ok(build)
}

fn write_baseline(world: &DiskWorld, options: &BuildOptions) -> Result<Exit, Stop> {
    // What is known already is to be known again.
    let mut bare = Overlay::new(world);
    bare.insert(SourcePath::new(baseline::FILE), Vec::from(b"{}"));
    let report = pipeline::build(&bare, options).report;
    let text = baseline::write(&report, &|path: &SourcePath, number| line(world, path, number));
    replace(&world.root().join(baseline::FILE), &text)?;
    let known = report.iter().count() - report.count(crate::diag::Severity::Error);
    eprintln!("wrote {} with {}", baseline::FILE, terminal::count(known, "finding"));
    Ok(if report.has_errors() { Exit::Errors } else { Exit::Fine })
}

/// Writes a file whole or not at all.
fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error| Failure::io(format_args!("write `{}`", path.display()), &error);
    let mut draft = path.as_os_str().to_owned();
    draft.push(".shirube-new");
    fs::write(&draft, text).and_then(|()| fs::rename(&draft, path)).map_err(failed)
}

/// Prints to the standard output. A reader that has seen enough and closes the pipe is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    match anstream::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::io("write to the standard output", &error)),
        _ => Ok(()),
    }
}
