//! `shirube explain CODE`: what a finding means, and how to mend it.

use super::{Common, Exit, Stop, check, place};
use crate::config;
use crate::diag::Report;
use crate::diag::codes;
use crate::yaml;
use anstyle::Style;
use std::fmt::Write as _;

const EXAMPLES: &str = "\
Examples:
  shirube explain unknown-key     one code, as printed in brackets: error[unknown-key]
  shirube explain                 all codes, a line each

In a site whose first language is Japanese the words are Japanese.";

/// Say what a finding means and how to mend it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The code in brackets after `error`, `warning` or `note`; all codes if there is none
    code: Option<String>,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let language = language(common);
    let text = match &args.code {
        None => all(&language),
        Some(id) => one(id, &language)?,
    };
    check::print(&text)?;
    Ok(Exit::Fine)
}

/// The first language of the site one stands in; outside any, English.
fn language(common: &Common) -> String {
    let world = place::world(common, &place::Day { as_of: None }).ok();
    let config = world.and_then(|world| config::load(&world, &mut Report::default()));
    config.and_then(|config| config.languages.first().map(ToString::to_string)).unwrap_or_default()
}

fn one(id: &str, language: &str) -> Result<String, Stop> {
    let Some(code) = codes::find(id) else {
        let meant = yaml::suggestion(id, codes::ALL.iter().map(|code| code.id));
        let meant = meant.map_or_else(String::new, |meant| format!("{meant} "));
        return Err(Stop::usage(format!("no finding has the code `{id}`"), format!("{meant}`shirube explain` lists all codes")));
    };
    let bold = Style::new().bold();
    let words = code.words(language);
    Ok(format!("{bold}{}[{}]{bold:#} {}\n\n{}\n", code.severity.word(), code.id, words.summary, words.explanation))
}

fn all(language: &str) -> String {
    let widest = codes::ALL.iter().map(|code| code.id.len()).max().unwrap_or(0);
    codes::ALL.iter().fold(String::new(), |mut text, code| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:widest$}  {:7}  {}", code.id, code.severity.word(), code.words(language).summary);
        text
    })
}
