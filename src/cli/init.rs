//! `shirube init DIR`: writes a small site to start from. It builds without a warning.

mod ci;

use super::{Common, Exit, Stop, place, schema, terminal};
use crate::config;
use crate::diag::Failure;
use crate::world::DiskWorld;
use anstream::eprintln;
use std::fs;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  shirube init my-site && cd my-site
  shirube serve                   look at both sites while you change them
  shirube init --ci github        in a site: a workflow for pull requests, CODEOWNERS from page owners, a hook before commits

The site is a sample of an invented company: two guides, two maturity steps, a story, a review, and two months of figures
with the metric definitions most teams need.";

/// Write a small new site to start from
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The folder to write to; made if it is not there
    #[arg(value_name = "DIR", required_unless_present = "ci")]
    folder: Option<PathBuf>,
    /// Write what checks, previews and explains every change on this host; a site that is there already is left as it is
    #[arg(long, value_name = "HOST", value_enum)]
    ci: Option<ci::Host>,
}

macro_rules! files {
    ($($path:literal)*) => {
        &[(".gitignore", include_str!("init/gitignore")), $(($path, include_str!(concat!("init/", $path)))),*]
    };
}

/// The files of the new site, by path.
pub(super) const FILES: &[(&str, &str)] = files! {
    "shirube.yaml"
    "content/index.md"
    "content/playbooks/call-before-due.md"
    "content/playbooks/first-week.md"
    "content/reviews/2026-10.md"
    "content/steps/1-contact.md"
    "content/steps/2-forms.md"
    "content/stories/2026-10-read-the-same-day.md"
    "data/journey.yaml"
    "data/kpi-tree.yaml"
    "data/metrics.yaml"
    "data/roles.yaml"
    "data/segments.yaml"
    "data/snapshots/2026-09.yaml"
    "data/snapshots/2026-10.yaml"
    "data/targets.yaml"
};

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let folder = args.folder.as_ref();
    // With `--ci` a site that is there is left as it is.
    let is_site = folder.is_none_or(|folder| folder.join(config::FILE).exists());
    if let Some(folder) = folder.filter(|_| args.ci.is_none() || !is_site) {
        site(folder)?;
    }
    if let Some(host) = args.ci {
        let root = folder.map_or_else(|| place::root(common), |folder| Ok(folder.clone()))?;
        let written = ci::files(host, &root)?;
        match written.is_empty() {
            true => eprintln!("all files are there already, as they should be"),
            false => eprintln!("wrote {}; next, once in each clone: git config core.hooksPath .githooks", written.join(", ")),
        }
    }
    Ok(Exit::Fine)
}

/// Writes a new site.
fn site(folder: &Path) -> Result<(), Stop> {
    // A repository's own `.gitignore` is kept; anything else in the way stops us before the first file is written.
    let is_kept = |path: &str| path == ".gitignore" && folder.join(path).exists();
    if let Some((path, _)) = FILES.iter().find(|(path, _)| !is_kept(path) && folder.join(path).symlink_metadata().is_ok()) {
        return Err(Stop::usage(
            format!("`{}` is there already", folder.join(path).display()),
            "choose an empty folder, or move the file away",
        ));
    }
    for (path, text) in FILES.iter().filter(|(path, _)| !is_kept(path)) {
        write(&folder.join(path), &schema::with_line(path, text, false))?;
    }
    if let Ok(world) = DiskWorld::open(folder, None) {
        schema::write(&world)?;
    }
    let shown = folder.display();
    eprintln!("wrote {} to {shown}; next: shirube serve --root {shown}", terminal::count(FILES.len(), "file"));
    Ok(())
}

/// Writes a new file, and never over another.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let fail = |error| Failure::io(format_args!("write `{}`", path.display()), &error);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(fail)?;
    }
    let mut file = fs::File::create_new(path).map_err(fail)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(fail)
}
