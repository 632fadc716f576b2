//! Where the sources are, and what day it is: the arguments that several commands share.

use super::{Common, Stop, terminal};
use crate::config;
use crate::diag::{Failure, Report};
use crate::pipeline;
use crate::world::DiskWorld;
use crate::yaml;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// What commands that look at all sources take.
#[derive(Debug, clap::Args)]
pub(super) struct Day {
    /// Treat this day as today, such as 2026-11-20 [default: today in the site's time zone]
    #[arg(long, value_name = "DATE")]
    pub(super) as_of: Option<Date>,
}

/// Opens the sources that the arguments name.
pub(super) fn world(common: &Common, day: &Day) -> Result<DiskWorld, Stop> {
    let root = root(common)?;
    DiskWorld::open(&root, day.as_of).map(DiskWorld::knowing_git).map_err(|error| {
        Stop::Usage(
            Failure::io(format_args!("open the folder `{}`", root.display()), &error)
                .hint("give the folder that holds `shirube.yaml`"),
        )
    })
}

/// The folder given, else the nearest one upwards with a `shirube.yaml`.
pub(super) fn root(common: &Common) -> Result<PathBuf, Stop> {
    if let Some(root) = &common.root {
        // A folder that cannot be opened is told with the reason why.
        if root.is_dir() && !root.join(config::FILE).exists() {
            return Err(Stop::usage(
                format!("there is no `shirube.yaml` in `{}`", root.display()),
                "give the folder that holds it, or start a site with `shirube init DIR`",
            ));
        }
        return Ok(root.clone());
    }
    let here = std::env::current_dir().map_err(|error| Failure::io("see which folder this is", &error))?;
    let found = here.ancestors().find(|folder| folder.join(config::FILE).is_file());
    found.map(Path::to_path_buf).ok_or_else(|| {
        Stop::usage(
            "there is no `shirube.yaml` here or in any folder above",
            "go to the folder that holds it, give it with `--root DIR`, or start a site with `shirube init DIR`",
        )
    })
}

/// Everything that was read and computed, with what was found; nothing where the settings cannot be read, which is then printed.
pub(super) fn known(world: &DiskWorld) -> Option<(pipeline::Known, Report)> {
    let mut report = Report::default();
    let known = pipeline::known(world, &mut report);
    if known.is_none() {
        terminal::findings(&report, world);
    }
    Some((known?, report))
}

/// Refuses the id of a site that does not exist. Settings that cannot be read are the build's to report.
pub(super) fn check_site(world: &DiskWorld, site: Option<&str>) -> Result<(), Stop> {
    let Some(id) = site else { return Ok(()) };
    let Some(config) = config::load(world, &mut Report::default()) else { return Ok(()) };
    let ids: Vec<&str> = config.sites.iter().map(|site| &*site.id).collect();
    if ids.contains(&id) {
        return Ok(());
    }
    let meant = yaml::suggestion(id, ids.iter().copied()).map_or_else(String::new, |meant| format!("{meant} "));
    Err(Stop::usage(format!("no site is named `{id}`"), format!("{meant}the sites are: {}", ids.join(", "))))
}

/// The folder of a site below the root of its git repository, with `/` at the end; nothing if it is the root, or there is none.
pub(super) fn below_repository(root: &Path) -> String {
    let Ok(root) = root.canonicalize() else { return String::new() };
    let above = root.ancestors().find(|folder| folder.join(".git").exists());
    let below = above.and_then(|above| root.strip_prefix(above).ok()).unwrap_or(Path::new(""));
    below.components().map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect()
}
