//! `shirube ingest`: account rows → snapshot files.

use super::{Common, Exit, Stop, place, terminal};
use crate::diag::{Failure, Report};
use crate::ingest::{self, HEAD, MonthFile};
use crate::model::{Month, SourcePath};
use crate::{config, world::DiskWorld};
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  shirube ingest accounts.csv                   the last month, to data/snapshots/2026-10.accounts.yaml
  shirube ingest accounts.csv --month 2026-09
  shirube ingest accounts.csv --all             every month of the file

The first line names the columns month, account, segment and arr; months ascend. All months are always read, because a
movement is known only from the month before. With any mistake nothing is written.";

/// Make snapshot files from account rows: movements, logo counts and cohorts
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The CSV file: month, account, segment, arr
    file: PathBuf,
    /// Write only this month [default: the last one]
    #[arg(long, value_name = "MONTH", conflicts_with = "all")]
    month: Option<String>,
    /// Write every month
    #[arg(long)]
    all: bool,
    /// The folder to write to [default: data/snapshots in the root]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let month = match &args.month {
        None => None,
        Some(written) => Some(
            written.parse::<Month>().map_err(|()| Stop::usage(format!("`{written}` is not a month"), "write it like 2026-10"))?,
        ),
    };
    // Without a site the figures keep their own names, and the folder must be given.
    let root = match place::root(common) {
        Ok(root) => Some(root),
        Err(stop) if args.output.is_none() => return Err(stop),
        Err(_) => None,
    };
    let world = DiskWorld::open(root.as_deref().unwrap_or(Path::new(".")), None)
        .map_err(|error| Stop::Usage(Failure::io("open the folder of the site", &error)))?;
    let mut report = Report::default();
    let ids = root.is_some().then(|| config::load(&world, &mut report)).flatten().map(|config| config.ingest).unwrap_or_default();
    let shown = args.file.display();
    let file = File::open(&args.file).map_err(|error| Stop::Usage(Failure::io(format_args!("open `{shown}`"), &error)))?;
    let name = SourcePath::new(shown.to_string());
    let mut input = BufReader::with_capacity(1 << 20, file);
    let files = terminal::with_progress("reading", || ingest::ingest(&name, &mut input, &ids, &mut report))
        .map_err(|error| Failure::io(format_args!("read `{shown}`"), &error))?;
    report.sort();
    terminal::findings(&report, &world);
    if report.has_errors() {
        return Ok(Exit::Errors);
    }
    let output = args.output.clone().unwrap_or_else(|| world.root().join("data/snapshots"));
    for file in chosen(files, month, args.all)? {
        write(&output, &file)?;
    }
    Ok(Exit::Fine)
}

fn chosen(files: Vec<MonthFile>, month: Option<Month>, all: bool) -> Result<Vec<MonthFile>, Stop> {
    let (Some(first), Some(last)) = (files.first().map(|file| file.month), files.last().map(|file| file.month)) else {
        return Err(Stop::usage("the file has no rows", "write a row for each account and month"));
    };
    let wanted = month.unwrap_or(last);
    let chosen: Vec<_> = files.into_iter().filter(|file| all || file.month == wanted).collect();
    if chosen.is_empty() {
        return Err(Stop::usage(format!("the file has no rows of {wanted}"), format!("it holds {first}..{last}")));
    }
    Ok(chosen)
}

/// Writes a file whole or not at all, and never over one that people wrote.
fn write(output: &Path, file: &MonthFile) -> Result<(), Stop> {
    let path = output.join(file.name());
    let failed = |error: &std::io::Error| Failure::io(format_args!("write `{}`", path.display()), error);
    if let Ok(existing) = File::open(&path) {
        let mut first = String::new();
        let ours = BufReader::new(existing).read_line(&mut first).is_ok() && first.trim_end() == HEAD;
        if !ours {
            let message = format!("`{}` was not written by `shirube ingest`", path.display());
            return Err(Stop::usage(message, "rename it, or give another folder with `--output DIR`"));
        }
    }
    fs::create_dir_all(output).map_err(|error| failed(&error))?;
    let draft = output.join(format!(".{}.new", file.name()));
    fs::write(&draft, &file.text).and_then(|()| fs::rename(&draft, &path)).map_err(|error| failed(&error))?;
    anstream::eprintln!("wrote {}", path.display());
    Ok(())
}
