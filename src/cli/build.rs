//! `shirube build`: writes all sites to a folder.

use super::terminal::Did;
use super::{Common, Exit, Stop, place, terminal};
use crate::pipeline::{self, BuildOptions};
use crate::publish;
use anstream::eprintln;
use std::path::{Path, PathBuf};
use std::time::Instant;

const EXAMPLES: &str = "\
Examples:
  shirube build                        every site, to dist/SITE/
  shirube build --site success         only the site `success`, to dist/success/
  shirube build --strict --as-of 2026-11-20 --output public
                                       for publishing: warnings stop it, and the day is fixed

With any error nothing is written and the previous sites stay as they are. Sites that shirube.yaml no longer has are taken
away; a file in a site that shirube did not write stops the build, so that it is never lost.";

/// Write all sites, ready to be served by any web server
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Build only this site
    #[arg(long, value_name = "ID")]
    site: Option<String>,
    /// The folder to write to: DIR/SITE/ [default: dist in the root]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Also show drafts and pages whose day has not come
    #[arg(long)]
    drafts: bool,
    #[command(flatten)]
    day: place::Day,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let started = Instant::now();
    let world = place::world(common, &args.day)?;
    place::check_site(&world, args.site.as_deref())?;
    let output = args.output.clone().unwrap_or_else(|| world.root().join("dist"));
    check_output(world.root(), &output)?;
    let options = BuildOptions { sites: args.site.clone(), drafts: args.drafts, preview: false, strict: args.strict };
    let (build, published) = terminal::with_progress("building", || {
        let from = publish::From { root: world.root(), whole: args.site.is_none() };
        // Pages are written as they are made; what is read meanwhile is still the old site.
        let stage = publish::Stage::new(from, &output);
        let build = pipeline::build_into(&world, &options, &stage);
        let published = match build.report.has_errors() {
            false => Some(stage.publish(&build.outputs)),
            true => {
                stage.discard();
                None
            }
        };
        (build, published)
    });
    terminal::findings(&build.report, &world);
    let exit = match published.transpose()? {
        Some(published) => {
            for id in &published.removed {
                let folder = output.join(id);
                match build.tally.japanese {
                    true => eprintln!("shirube.yaml にないサイト {} を消しました", shown(&folder).display()),
                    false => eprintln!("removed {}, a site that shirube.yaml no longer has", shown(&folder).display()),
                }
            }
            let did = Did::Wrote(shown(&output).display().to_string());
            terminal::closing(&did, &build.tally, &build.report, started.elapsed());
            Exit::Fine
        }
        None => {
            terminal::closing(&Did::WroteNothing, &build.tally, &build.report, started.elapsed());
            Exit::Errors
        }
    };
    // The program ends here, and the system takes all memory back faster than we give it back page by page.
    std::mem::forget(build);
    Ok(exit)
}

/// The sources are no place to write to: the next build would read what this one wrote.
fn check_output(root: &Path, output: &Path) -> Result<(), Stop> {
    let absolute = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
    // The folder itself need not exist yet, so the nearest one above it that does is compared.
    let existing = absolute.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    let real = existing.map_or_else(
        || absolute.clone(),
        |(folder, real)| match absolute.strip_prefix(folder) {
            Ok(rest) => real.join(rest),
            Err(_) => real,
        },
    );
    match ["content", "data", "themes"].iter().find(|folder| real.starts_with(root.join(folder))) {
        None => Ok(()),
        Some(folder) => Err(Stop::usage(
            format!("the output folder `{}` lies in `{folder}`, among the sources", output.display()),
            "choose a folder outside content, data and themes",
        )),
    }
}

/// A path as people would type it: from here, where that is shorter.
fn shown(path: &Path) -> &Path {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).ok();
    here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path)
}
