//! The command line: what was typed → what was meant, one library call, a report, an exit code.
//!
//! One file a command. Nothing is decided here that a program embedding the library would have to decide again.

mod approvals;
mod approve;
mod audit;
mod build;
mod check;
mod completions;
mod diff;
mod explain;
mod ingest;
mod init;
mod new;
mod pages;
mod place;
mod prove;
mod schema;
mod serve;
mod sheet;
mod terminal;
mod theme;
mod why;

use crate::diag::Failure;
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  shirube init my-site            write a small site to start from
  shirube serve                   look at it in the browser while you write
  shirube check                   find every mistake at once
  shirube build --strict          write all sites to dist/
  shirube why nrr --at 2026-10    where a figure comes from, down to file and line
  shirube prove                   show that nothing internal reaches a wider site
  shirube explain unknown-key     what a finding means and how to mend it

Findings are errors, warnings or notes. Exit codes: 0 no error, 1 errors, 2 wrong usage, 3 the machine failed.";

/// One git repository becomes a customer success site and the team's KPI reviews.
///
/// Pages are Markdown, figures are YAML; every number on a page is computed, reconciled and traceable to its file and line,
/// and each site holds only what its audience may see.
#[derive(Debug, Parser)]
#[command(name = "shirube", version, after_help = EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
struct Args {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, clap::Args)]
struct Common {
    /// The folder with `shirube.yaml` [default: the nearest one upwards that has it]
    #[arg(long, value_name = "DIR", global = true)]
    root: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto, global = true)]
    color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Color {
    /// On a terminal that has them
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Check(check::Args),
    Serve(serve::Args),
    Init(init::Args),
    New(new::Args),
    Why(why::Args),
    Prove(prove::Args),
    Audit(audit::Args),
    Ingest(ingest::Args),
    Pages(pages::Args),
    Approve(approve::Args),
    Approvals(approvals::Args),
    Diff(diff::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Theme(theme::Args),
    Completions(completions::Args),
}

/// How a command ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// No error was found.
    Fine,
    /// The sources have errors.
    Errors,
}

/// Why a command could not do its work.
#[derive(Debug)]
enum Stop {
    /// It was asked for something that does not make sense; what, and what to do.
    Usage(Failure),
    /// The machine refused.
    Machine(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Machine(failure)
    }
}

impl Stop {
    fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Stop::Usage(Failure::new(message).hint(hint))
    }
}

/// Does what the arguments of this program say.
pub fn run() -> ExitCode {
    // clap prints its own mistakes and exits with 2.
    let args = Args::parse();
    terminal::use_color(args.common.color);
    let common = &args.common;
    let done = match &args.command {
        Command::Build(args) => build::run(args, common),
        Command::Check(args) => check::run(args, common),
        Command::Serve(args) => serve::run(args, common),
        Command::Init(args) => init::run(args, common),
        Command::New(args) => new::run(args, common),
        Command::Ingest(args) => ingest::run(args, common),
        Command::Pages(args) => pages::run(args, common),
        Command::Approve(args) => approve::run(args, common),
        Command::Approvals(args) => approvals::run(args, common),
        Command::Diff(args) => diff::run(args, common),
        Command::Why(args) => why::run(args, common),
        Command::Prove(args) => prove::run(args, common),
        Command::Audit(args) => audit::run(args, common),
        Command::Explain(args) => explain::run(args, common),
        Command::Schema(args) => schema::run(args, common),
        Command::Theme(args) => theme::run(args, common),
        Command::Completions(args) => completions::run(args),
    };
    match done {
        Ok(Exit::Fine) => ExitCode::SUCCESS,
        Ok(Exit::Errors) => ExitCode::from(1),
        Err(Stop::Usage(failure)) => {
            terminal::failure(&failure);
            ExitCode::from(2)
        }
        Err(Stop::Machine(failure)) => {
            terminal::failure(&failure);
            ExitCode::from(3)
        }
    }
}

/// The arguments as clap knows them: for completions, and for the test that they are well formed.
fn command() -> clap::Command {
    <Args as clap::CommandFactory>::command()
}

#[cfg(test)]
mod tests;
