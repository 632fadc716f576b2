//! `shirube schema`: JSON Schemas of all files, for the editor.

use super::{Common, Exit, Stop, check, place, terminal};
use crate::diag::{Failure, Report};
use crate::model::page::PageType;
use crate::pipeline::{self, Known};
use crate::reference::{Format, formats, schema};
use crate::world::DiskWorld;
use crate::yaml;
use anstream::eprintln;
use std::fs;

/// Where the schemas of a site lie, below its root.
pub(super) const FOLDER: &str = ".shirube/schemas";

const EXAMPLES: &str = "\
Examples:
  shirube schema              the names of all schemas, with the files they are of
  shirube schema metrics      one schema; in a site, with its ids as completions
  shirube schema --write      all of them to .shirube/schemas/, where `# yaml-language-server: $schema=…` finds them";

/// Print JSON Schemas of the files a site is made of, for the editor
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The schema to print; the names of all if there is none
    name: Option<String>,
    /// Write all schemas to `.shirube/schemas/` below the site's root
    #[arg(long, conflicts_with = "name")]
    write: bool,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let formats = formats();
    match &args.name {
        Some(name) => {
            let format = find(&formats, name)?;
            // Outside a site there is nothing to offer.
            let known = place::world(common, &place::Day { as_of: None }).ok();
            let known = known.and_then(|world| pipeline::known(&world, &mut Report::default()));
            check::print(&schema(format, &|kind| known.as_ref().map_or_else(Vec::new, |known| ids(known, kind))))?;
        }
        None if args.write => {
            let world = place::world(common, &place::Day { as_of: None })?;
            write(&world)?;
            eprintln!("wrote {} to {FOLDER}", terminal::count(formats.len(), "schema"));
        }
        None => {
            let widest = formats.iter().map(|format| format.name.len()).max().unwrap_or(0);
            let line = |format: &Format| {
                let files = if format.files.is_empty() { "in the text of a page" } else { format.files };
                format!("{:widest$}  {files}\n", format.name)
            };
            check::print(&formats.iter().map(line).collect::<String>())?;
        }
    }
    Ok(Exit::Fine)
}

/// Writes all schemas of a site, with its ids.
pub(super) fn write(world: &DiskWorld) -> Result<(), Failure> {
    let known = pipeline::known(world, &mut Report::default());
    let folder = world.root().join(FOLDER);
    let failed = |error| Failure::io(format_args!("write to `{}`", folder.display()), &error);
    fs::create_dir_all(&folder).map_err(failed)?;
    for format in &formats() {
        let text = schema(format, &|kind| known.as_ref().map_or_else(Vec::new, |known| ids(known, kind)));
        fs::write(folder.join(format!("{}.json", format.name)), text).map_err(failed)?;
    }
    Ok(())
}

/// The text of a new file, with the line by which an editor finds its schema: at the start of YAML, or of front matter. Other
/// files stay as they are.
pub(super) fn with_line(path: &str, text: &str, translation: bool) -> String {
    let fits = |format: &&Format| match path.strip_prefix("content/") {
        Some(_) if translation => format.name == "translation",
        Some(below) => {
            let typed = PageType::WITH_FOLDER.into_iter().find(|kind| below.split('/').next() == Some(kind.folder()));
            format.name == typed.unwrap_or(PageType::Plain).word()
        }
        None => format.files == path || (format.name == "snapshots" && path.starts_with("data/snapshots/")),
    };
    let Some(format) = formats().into_iter().find(|format| fits(&format)) else { return text.to_owned() };
    let up = "../".repeat(path.matches('/').count());
    let line = format!("# yaml-language-server: $schema={up}{FOLDER}/{}.json\n", format.name);
    match text.strip_prefix("---\n") {
        Some(rest) if path.ends_with(".md") => format!("---\n{line}{rest}"),
        _ => format!("{line}{text}"),
    }
}

fn find<'f>(formats: &'f [Format], name: &str) -> Result<&'f Format, Stop> {
    formats.iter().find(|format| format.name == name).ok_or_else(|| {
        let meant = yaml::suggestion(name, formats.iter().map(|format| format.name.as_str()));
        let hint = meant.map_or_else(|| "`shirube schema` lists all names".to_owned(), |hint| hint.text);
        Stop::usage(format!("there is no schema `{name}`"), hint)
    })
}

/// The ids that a site declares of a kind.
fn ids(known: &Known, kind: &str) -> Vec<String> {
    let registers = &known.registers;
    let pages = |page_type: PageType| {
        let pages = known.content.pages.iter().map(|written| &written.page);
        pages.filter(|page| page.original && page.page_type == page_type).map(|page| page.id.to_string()).collect()
    };
    match kind {
        "metric" => {
            let definitions = known.figures.definitions();
            let parts = |metric: &crate::model::Metric| {
                let parts = metric.parts.iter().map(|part| format!("{}.{}", metric.id, part.id)).collect::<Vec<_>>();
                std::iter::once(metric.id.to_string()).chain(parts).collect::<Vec<_>>()
            };
            definitions.iter().flat_map(|(_, metric)| parts(metric)).collect()
        }
        "segment" => registers.segments.iter().map(|segment| segment.id.to_string()).collect(),
        "role" => registers.who_ids().map(str::to_owned).collect(),
        "team" => registers.org.units.iter().map(|unit| unit.id.to_string()).collect(),
        "stage" => registers.journey.iter().map(|stage| stage.id.to_string()).collect(),
        "tool" => registers.tools.iter().map(|tool| tool.id.to_string()).collect(),
        "lane" => registers.roadmap.lanes.iter().map(|lane| lane.id.to_string()).collect(),
        "audience" => known.config.audiences.ids().map(str::to_owned).collect(),
        "playbook" => pages(PageType::Playbook),
        "page" => pages(PageType::Plain),
        _ => Vec::new(),
    }
}
