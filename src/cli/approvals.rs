//! `shirube approvals`: which pages are approved, which were changed since, which still need an approval.

use super::sheet::{Column, Format, Sheet, maybe};
use super::{Common, Exit, Stop, place, terminal};
use anstream::eprintln;
use serde_json::json;

const EXAMPLES: &str = "\
Examples:
  shirube approvals                  every page that has an approval or needs one: valid, void or missing
  shirube approvals --format csv     the same for a spreadsheet

`approval.required_for` in shirube.yaml names the audiences whose pages need an approval; `shirube approve` gives one.";

/// List the approvals: valid, void or missing
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// How to print the list
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    day: place::Day,
}

const COLUMNS: &[Column] = &[
    Column { key: "state", head: Some("APPROVAL") },
    Column { key: "needed", head: None },
    Column { key: "path", head: Some("PAGE") },
    Column { key: "title", head: Some("TITLE") },
    Column { key: "audience", head: Some("FOR") },
    Column { key: "by", head: Some("BY") },
    Column { key: "date", head: Some("ON") },
];

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let world = place::world(common, &args.day)?;
    let Some((known, report)) = place::known(&world) else { return Ok(Exit::Errors) };
    terminal::unread(&report, &world);
    let pages = known.content.pages.iter().map(|written| &written.page);
    let rows: Vec<_> = pages
        .filter_map(|page| Some((page, known.approvals.get(&page.path)?)))
        .map(|(page, approved)| {
            let given = page.meta.approval.as_ref();
            vec![
                json!(approved.state.word()),
                json!(approved.needed),
                json!(page.path.as_str()),
                json!(&*page.meta.title),
                json!(known.config.audiences.id(page.meta.audience)),
                maybe(given.map(|given| &given.by.id)),
                maybe(given.map(|given| given.date)),
            ]
        })
        .collect();
    if rows.is_empty() {
        eprintln!("no page has an approval or needs one");
    }
    Sheet { name: "approvals", columns: COLUMNS, rows }.print(args.format)?;
    Ok(Exit::Fine)
}
