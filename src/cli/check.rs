//! `shirube check`: the findings of a build, and nothing written.

use super::{Common, Exit, Stop, place, terminal};
use crate::diag::{Failure, Report};
use crate::pipeline::{self, BuildOptions};
use serde_json::json;
use std::io::{self, ErrorKind, Write as _};
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  shirube check                   all findings, with the lines they are about
  shirube check --strict          exit code 1 also when there are only warnings
  shirube check --format json     for programs: one object on the standard output

`shirube explain CODE` says what a finding means.";

/// Find every mistake in the sources at once, and write nothing
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
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object {"findings": […]} on the standard output
    Json,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let started = Instant::now();
    let world = place::world(common, &args.day)?;
    let options = BuildOptions { sites: None, drafts: false, preview: false, strict: args.strict };
    let build = terminal::with_progress("checking", || pipeline::build(&world, &options));
    match args.format {
        Format::Text => terminal::findings(&build.report, &world),
        Format::Json => print(&json(&build.report))?,
    }
    terminal::closing("checked", &build.tally, &build.report, started.elapsed());
    Ok(if build.report.has_errors() { Exit::Errors } else { Exit::Fine })
}

pub(super) fn json(report: &Report) -> String {
    let findings: Vec<_> = report
        .iter()
        .map(|finding| {
            json!({
                "code": finding.code.id,
                "severity": finding.severity.word(),
                "path": finding.place.path.as_str(),
                // What is about a whole file stands at its start: programs that jump to a place know no line 0.
                "line": finding.place.line.max(1),
                "column": finding.place.column.max(1),
                "message": finding.message,
                "hint": finding.hint,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "findings": findings }))
}

/// Prints to the standard output. A reader that has seen enough and closes the pipe is no failure.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    match anstream::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::io("write to the standard output", &error)),
        _ => Ok(()),
    }
}
