//! `shirube theme`: which files a theme has, and one of them to change.

use super::{Common, Exit, Stop, check, init, place};
use crate::config;
use crate::diag::Report;
use crate::{pipeline, yaml};
use anstream::eprintln;

const EXAMPLES: &str = "\
Examples:
  shirube theme files                                all files of the theme inside the program
  shirube theme eject templates/parts/footer.html    a copy in themes/, which is used from now on

A site needs only the files it changes; all others keep coming from the program, and improve with it.";

/// List the files of the theme, or copy one to change it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the files of the theme inside the program
    Files,
    /// Copy a file of the theme inside the program to the site's own theme
    Eject {
        /// Its path in the theme, as `shirube theme files` prints it
        file: String,
    },
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let files = pipeline::theme_files();
    match &args.what {
        What::Files => {
            let lines: Vec<String> = files.keys().map(|path| format!("{path}\n")).collect();
            check::print(&lines.concat())?;
        }
        What::Eject { file } => {
            let world = place::world(common, &place::Day { as_of: None })?;
            let name = file.trim_start_matches("./");
            let Some(bytes) = files.get(name) else {
                let meant = yaml::suggestion(name, files.keys().map(String::as_str));
                let meant = meant.map_or_else(String::new, |meant| format!("{meant} "));
                return Err(Stop::usage(
                    format!("the theme has no file `{name}`"),
                    format!("{meant}`shirube theme files` lists them"),
                ));
            };
            let theme = config::load(&world, &mut Report::default()).map_or_else(|| "default".into(), |config| config.look.theme);
            let path = format!("themes/{theme}/{name}");
            if world.root().join(&path).exists() {
                let hint = "change it there, or delete it to start again from the program's own";
                return Err(Stop::usage(format!("`{path}` is there already"), hint));
            }
            init::write(&world.root().join(&path), &String::from_utf8_lossy(bytes))?;
            check::print(&format!("{path}\n"))?;
            eprintln!("delete it to go back to the program's own");
        }
    }
    Ok(Exit::Fine)
}
