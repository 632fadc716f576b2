//! `shirube approve`: writes into pages that somebody read them.

use super::{Common, Exit, Stop, check, new, place, terminal};
use crate::content::Written;
use crate::diag::{Failure, Report, Severity, codes};
use crate::model::SourcePath;
use crate::model::page::Page;
use crate::pipeline::{self, Known};
use crate::workflow::{self, approval};
use crate::world::{DiskWorld, git};
use std::fs;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  shirube approve content/playbooks/first-30-days.md --by 小川
  shirube approve content/stories/*.md --by lead      in the name of a role

The approval is bound to what the page's readers see: title, summary, text, and how its figures are defined. A later edit
makes it void; owner, dates, internal passages and the figures' values do not. Nobody approves what they wrote themselves,
as far as git knows. This guards against a forgotten second reading; against forgery, protect the branch on your git host.";

/// Approve pages: write into each who read it, when, and what stands for its text
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The pages that were read
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Who read them: a name, or the id of a role or department
    #[arg(long, value_name = "NAME")]
    by: String,
    #[command(flatten)]
    day: place::Day,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let world = place::world(common, &args.day)?;
    let by = args.by.trim();
    if by.is_empty() || by.chars().any(char::is_control) {
        return Err(Stop::usage("nobody is named", "say who read the pages: `--by 小川`"));
    }
    let mut report = Report::default();
    let known = pipeline::known(&world, &mut report);
    let paths = args.files.iter().map(|file| source(&world, file)).collect::<Result<Vec<_>, _>>()?;
    // What cannot be understood cannot have been read as its readers will see it.
    report.retain(|finding| {
        // An approval by somebody who may not give it is what this one replaces.
        let replaced = finding.code.id == codes::APPROVER_NOT_NAMED.id;
        finding.severity == Severity::Error && !replaced && paths.contains(&finding.place.path)
    });
    let Some(known) = known.filter(|_| !report.has_errors()) else {
        terminal::findings(&report, &world);
        return Ok(Exit::Errors);
    };
    // All pages are looked at before the first is changed.
    let pages = paths.iter().map(|path| page(path, &known)).collect::<Result<Vec<_>, _>>()?;
    for written in &pages {
        refuse(by, &written.page, &known, &world)?;
    }
    for written in pages {
        write(&world, written, by, &known)?;
    }
    Ok(Exit::Fine)
}

/// The path of a source below the root: seen from here, else from the root.
fn source(world: &DiskWorld, file: &Path) -> Result<SourcePath, Stop> {
    let found: Vec<PathBuf> = [file.canonicalize(), world.root().join(file).canonicalize()].into_iter().flatten().collect();
    let below = found.iter().find_map(|path| path.strip_prefix(world.root()).ok()?.to_str());
    below.map(|path| SourcePath::new(path.replace('\\', "/"))).ok_or_else(|| {
        let what = if found.is_empty() { "is not there" } else { "is no page of this site" };
        Stop::usage(format!("`{}` {what}", file.display()), "give files below content/; `shirube pages` lists them")
    })
}

fn page<'k>(path: &SourcePath, known: &'k Known) -> Result<&'k Written, Stop> {
    known.content.pages.iter().map(|written| &**written).find(|written| written.page.path == *path).ok_or_else(|| {
        Stop::usage(format!("`{path}` is no page"), "give Markdown files below content/; `shirube pages` lists them")
    })
}

/// Refuses an approval by somebody who may not give it, or who wrote the page.
fn refuse(by: &str, page: &Page, known: &Known, world: &DiskWorld) -> Result<(), Stop> {
    let (config, registers) = (&known.config, &known.registers);
    if !approval::may_approve(by, page, config, registers) {
        let who = approval::approvers(page, config).unwrap_or_default().join(", ");
        return Err(Stop::usage(
            format!("`{by}` may not approve `{}`, which is for `{}`", page.path, config.audiences.id(page.meta.audience)),
            format!("shirube.yaml names who may: {who}, or a person who has the role in data/roles.yaml"),
        ));
    }
    // What is not committed yet was written by whoever sits here; without git, nobody knows.
    let author = known.history.as_deref().and_then(|history| approval::author(page, history, world, || git::user(world.root())));
    match author.filter(|author| approval::is_author(by, author, registers)) {
        None => Ok(()),
        Some(author) => Err(Stop::usage(
            format!("`{}` was changed last by {author}, and nobody approves what they wrote themselves", page.path),
            "let somebody else read it and approve it",
        )),
    }
}

fn write(world: &DiskWorld, written: &Written, by: &str, known: &Known) -> Result<(), Stop> {
    let page = &written.page;
    let about =
        workflow::Known { config: &known.config, definitions: known.figures.definitions(), slices: known.figures.slices() };
    let digest = workflow::digest(written, about);
    let approval = format!("{{by: {}, date: {}, digest: {digest}}}", new::quoted(by), known.today);
    let mut text = workflow::with_key(&page.text, "approval", &approval);
    if !page.original
        && let Some(original) = known.content.original_of(written)
    {
        text = workflow::with_key(&text, "translates", &workflow::original_digest(original, &known.config));
    }
    if *text != *page.text {
        let path = world.root().join(page.path.as_str());
        fs::write(&path, text).map_err(|error| Failure::io(format_args!("write `{}`", path.display()), &error))?;
    }
    check::print(&format!("approved {}\n", page.path))?;
    Ok(())
}
