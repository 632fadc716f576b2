//! `shirube explain CODE`: what a finding means, and how to mend it.

use super::{Exit, Stop, check};
use crate::diag::codes;
use crate::yaml;
use anstyle::Style;
use std::fmt::Write as _;

const EXAMPLES: &str = "\
Examples:
  shirube explain unknown-key     one code, as printed in brackets: error[unknown-key]
  shirube explain                 all codes, a line each";

/// Say what a finding means and how to mend it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The code in brackets after `error`, `warning` or `note`; all codes if there is none
    code: Option<String>,
}

pub(super) fn run(args: &Args) -> Result<Exit, Stop> {
    let text = match &args.code {
        None => all(),
        Some(id) => one(id)?,
    };
    check::print(&text)?;
    Ok(Exit::Fine)
}

fn one(id: &str) -> Result<String, Stop> {
    let Some(code) = codes::find(id) else {
        let meant = yaml::suggestion(id, codes::ALL.iter().map(|code| code.id));
        let meant = meant.map_or_else(String::new, |meant| format!("{meant} "));
        return Err(Stop::usage(format!("no finding has the code `{id}`"), format!("{meant}`shirube explain` lists all codes")));
    };
    let bold = Style::new().bold();
    Ok(format!("{bold}{}[{}]{bold:#} {}\n\n{}\n", code.severity.word(), code.id, code.summary, code.explanation))
}

fn all() -> String {
    let widest = codes::ALL.iter().map(|code| code.id.len()).max().unwrap_or(0);
    codes::ALL.iter().fold(String::new(), |mut text, code| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:widest$}  {:7}  {}", code.id, code.severity.word(), code.summary);
        text
    })
}
