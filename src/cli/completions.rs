//! `shirube completions SHELL`: lets a shell complete commands and options.

use super::{Exit, Stop, check};
use clap_complete::{Shell, generate};

const EXAMPLES: &str = "\
Examples:
  shirube completions bash > ~/.local/share/bash-completion/completions/shirube
  shirube completions zsh > \"${fpath[1]}/_shirube\"
  shirube completions fish > ~/.config/fish/completions/shirube.fish";

/// Print a script that lets your shell complete commands and options
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &Args) -> Result<Exit, Stop> {
    let mut script = Vec::new();
    generate(args.shell, &mut super::command(), "shirube", &mut script);
    check::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Fine)
}
