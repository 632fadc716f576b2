//! `shirube pages`: every page with how it stands, and when it must be read again.

use super::sheet::{Column, Format, Sheet, maybe};
use super::{Common, Exit, Stop, place, terminal};
use crate::model::page::Page;
use crate::pipeline::Known;
use crate::workflow::{self, Standing};
use anstream::eprintln;
use serde_json::{Value, json};

const EXAMPLES: &str = "\
Examples:
  shirube pages                          every page: who answers for it, how it stands, when it is due
  shirube pages --overdue                only pages past their day, by owner; exit code 1 if there are any
  shirube pages --overdue --format csv   the same for a spreadsheet
  shirube pages --format json            for programs, with more columns

A page is due `review_every` after `reviewed_on`, or after its `date`. Once it is read again, change `reviewed_on`.";

/// List pages with owner, state and the day they must be read again
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Only pages past their day, by owner; exit code 1 if there are any
    #[arg(long)]
    overdue: bool,
    /// How to print the list
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    #[command(flatten)]
    day: place::Day,
}

const COLUMNS: &[Column] = &[
    Column { key: "owner", head: Some("OWNER") },
    Column { key: "path", head: Some("PAGE") },
    Column { key: "title", head: Some("TITLE") },
    Column { key: "type", head: None },
    Column { key: "language", head: None },
    Column { key: "audience", head: None },
    Column { key: "state", head: Some("STATE") },
    Column { key: "reviewed_on", head: None },
    Column { key: "due", head: Some("DUE") },
    Column { key: "days_over", head: Some("DAYS OVER") },
    Column { key: "changed", head: None },
    Column { key: "author", head: None },
];

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let world = place::world(common, &args.day)?;
    let Some((known, report)) = place::known(&world) else { return Ok(Exit::Errors) };
    terminal::unread(&report, &world);
    let mut pages: Vec<_> = known.content.with_originals().collect();
    if args.overdue {
        pages.retain(|(page, _)| is_late(page, &known));
        let owners: Vec<&str> = known.registers.who_ids().collect();
        let position = |page: &Page| page.meta.owner.as_ref().and_then(|owner| owners.iter().position(|id| **id == *owner.id));
        // Pages without an owner come last.
        pages.sort_by_key(|(page, _)| (position(page).unwrap_or(owners.len()), workflow::due(&page.meta)));
    }
    let late = args.overdue && !pages.is_empty();
    if args.overdue && !late {
        eprintln!("no page is past its day");
    }
    let rows = pages.into_iter().map(|(page, original)| row(page, original, &known)).collect();
    Sheet { name: "pages", columns: COLUMNS, rows }.print(args.format)?;
    Ok(if late || report.has_errors() { Exit::Errors } else { Exit::Fine })
}

/// Whether readers see a page whose day has passed.
fn is_late(page: &Page, known: &Known) -> bool {
    let standing = workflow::standing(&page.meta, &page.meta, true, known.today);
    standing == Standing::Live && workflow::is_overdue(&page.meta, known.today)
}

fn row(page: &Page, original: &Page, known: &Known) -> Vec<Value> {
    let approved = known.approvals.let_out(&page.path);
    let due = workflow::due(&page.meta);
    let over = due.map(|due| (known.today - due).get_days()).filter(|days| *days > 0);
    let last = known.history.as_ref().and_then(|history| history.of(&page.path).next());
    vec![
        // A translation is its original's owner's.
        maybe(original.meta.owner.as_ref().map(|owner| &owner.id)),
        json!(page.path.as_str()),
        json!(&*page.meta.title),
        json!(page.page_type.word()),
        json!(known.config.languages.get(page.language).map_or("", |language| language)),
        json!(known.config.audiences.id(page.meta.audience)),
        json!(workflow::standing(&page.meta, &original.meta, approved, known.today).word()),
        maybe(page.meta.reviewed_on),
        maybe(due),
        over.map_or(Value::Null, |days| json!(days)),
        maybe(last.map(|commit| commit.time.to_zoned(known.config.timezone.clone()).date())),
        maybe(last.map(|commit| &commit.author)),
    ]
}
