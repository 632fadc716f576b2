//! `shirube new TYPE NAME`: writes a page with the front matter of its type.

use super::{Common, Exit, Stop, check, init, place, schema};
use crate::content;
use crate::diag::Report;
use crate::model::page::Details;
use crate::model::{Month, SourcePath};
use crate::pipeline::{self, Known};
use crate::workflow;
use crate::world::World as _;
use anstream::eprintln;
use jiff::civil::Date;
use jiff::tz::TimeZone;

const EXAMPLES: &str = "\
Examples:
  shirube new playbook renewal-90-days    content/playbooks/renewal-90-days.md
  shirube new story 2026-10-first-win     content/stories/2026-10-first-win.md
  shirube new review 2026-10              content/reviews/2026-10.md
  shirube new step 3-training             content/steps/3-training.md
  shirube new page hiring/interview       content/hiring/interview.md
  shirube new playbook first-week.en      the English of first-week.md, with its text to be translated

The name may be Japanese; it becomes the address. A new page is a draft: `shirube serve` shows it, `shirube build` does not.";

/// Write a new page with its front matter filled in
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The type of the page
    #[arg(value_name = "TYPE", value_enum)]
    kind: Kind,
    /// The name of the file, without `.md`
    name: String,
    /// The title of the page [default: the name]
    #[arg(long)]
    title: Option<String>,
    #[command(flatten)]
    day: place::Day,
}

/// A type of page, with its folder and what a new one holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Kind {
    /// A repeatable way of working, for customers or for the team
    Playbook,
    /// The guide of a maturity step
    Step,
    /// Commentary and decisions of a month
    Review,
    /// A success story
    Story,
    /// A small pilot and its verdict
    Pilot,
    /// Any other page
    Page,
}

impl Kind {
    #[cfg(test)]
    pub(super) const ALL: [Kind; 6] = [Kind::Playbook, Kind::Step, Kind::Review, Kind::Story, Kind::Pilot, Kind::Page];

    fn folder(self) -> &'static str {
        match self {
            Kind::Playbook => "content/playbooks/",
            Kind::Step => "content/steps/",
            Kind::Review => "content/reviews/",
            Kind::Story => "content/stories/",
            Kind::Pilot => "content/pilots/",
            Kind::Page => "content/",
        }
    }

    fn template(self) -> &'static str {
        match self {
            Kind::Playbook => include_str!("new/playbook.md"),
            Kind::Step => include_str!("new/step.md"),
            Kind::Review => include_str!("new/review.md"),
            Kind::Story => include_str!("new/story.md"),
            Kind::Pilot => include_str!("new/pilot.md"),
            Kind::Page => include_str!("new/page.md"),
        }
    }
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let world = place::world(common, &args.day)?;
    // What cannot be read is no reason to refuse a page; only the day may then be off by a few hours.
    let known = pipeline::known(&world, &mut Report::default());
    let today = known.as_ref().map_or_else(|| world.today(&TimeZone::UTC), |known| known.today);
    let mut new = page(args.kind, &args.name, args.title.as_deref(), today, next_step(known.as_ref()))?;
    let translation = known.as_ref().and_then(|known| translation(&new.0, args.title.as_deref(), known));
    let is_translation = translation.is_some();
    if let Some(translation) = translation {
        new.1 = translation;
    }
    let (path, mut text) = new;
    // Without the schemas the line would lead nowhere.
    if world.root().join(schema::FOLDER).is_dir() {
        text = schema::with_line(&path, &text, is_translation);
    }
    let file = world.root().join(&path);
    if file.symlink_metadata().is_ok() {
        return Err(Stop::usage(format!("`{path}` is there already"), "choose another name, or edit that page"));
    }
    init::write(&file, &text)?;
    check::print(&format!("{path}\n"))?;
    eprintln!("the page is a draft: `shirube serve` shows it while you write");
    Ok(Exit::Fine)
}

/// The number after the last step there is.
fn next_step(known: Option<&Known>) -> u32 {
    let pages = known.into_iter().flat_map(|known| known.content.pages.iter());
    let steps = pages.filter_map(|written| match &written.page.details {
        Details::Step(step) => Some(step.step),
        _ => None,
    });
    steps.max().map_or(1, |last| last.saturating_add(1))
}

/// The text of a translation of a page that is there already: only what is its own, and the original's words to be translated.
fn translation(path: &str, title: Option<&str>, known: &Known) -> Option<String> {
    let (config, path) = (&known.config, SourcePath::new(path));
    let stem = content::stem(&path, &config.languages);
    let original = known
        .content
        .pages
        .iter()
        .find(|written| written.page.original && content::stem(&written.page.path, &config.languages) == stem)?;
    let page = &original.page;
    let summary = page.meta.summary.as_ref().map_or_else(String::new, |summary| format!("summary: {}\n", quoted(summary)));
    let title = quoted(title.unwrap_or(&page.meta.title));
    let digest = workflow::original_digest(original, config);
    Some(format!("---\ntitle: {title}\n{summary}status: draft\ntranslates: {digest}\n---\n{}", page.body()))
}

/// The path and the text of a new page.
pub(super) fn page(kind: Kind, name: &str, title: Option<&str>, today: Date, next_step: u32) -> Result<(String, String), Stop> {
    let name = name.strip_suffix(".md").unwrap_or(name);
    if !name.split('/').all(is_file_name) {
        let hint = "give a name such as `renewal-90-days`, or with folders `hiring/interview`";
        return Err(Stop::usage(format!("`{name}` cannot be the name of a page"), hint));
    }
    let month = name.get(..7).and_then(|start| start.parse::<Month>().ok());
    // A translation has its language after a dot.
    let rest = name.get(7..).unwrap_or_default();
    if kind == Kind::Review && (month.is_none() || !(rest.is_empty() || rest.starts_with('.'))) {
        return Err(Stop::usage(
            format!("`{name}` is no month"),
            "a review is named after its month: `shirube new review 2026-10`",
        ));
    }
    let this_month = format!("{:04}-{:02}", today.year(), today.month());
    let month = month.or_else(|| this_month.parse().ok());
    // A pilot runs for three months unless its author says otherwise.
    let until = month.map(|month| month.next().next());
    let shown = |month: Option<Month>| month.map_or_else(String::new, |month| month.to_string());
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    let step: u32 = digits.parse().unwrap_or(next_step);
    let last = name.rsplit('/').next().unwrap_or(name);
    let title = match (title, kind) {
        (Some(title), _) => title.to_owned(),
        (None, Kind::Review) => format!("{last}のふり返り"),
        (None, _) => last.to_owned(),
    };
    let text = kind
        .template()
        .replace("{title}", &quoted(&title))
        .replace("{date}", &today.to_string())
        .replace("{month}", &shown(month))
        .replace("{until}", &shown(until))
        .replace("{step}", &step.to_string());
    Ok((format!("{}{name}.md", kind.folder()), text))
}

/// Whether a file of this name can be made everywhere and is not hidden.
fn is_file_name(part: &str) -> bool {
    let forbidden = |char: char| char.is_control() || r#"\:*?"<>|"#.contains(char);
    !part.is_empty() && !part.starts_with('.') && part.trim() == part && part.len() < 250 && !part.contains(forbidden)
}

/// A text as YAML that means nothing but itself.
pub(super) fn quoted(text: &str) -> String {
    let plain = |char: char| char.is_alphanumeric() || matches!(char, '、' | '。' | '・' | 'ー' | '（' | '）');
    let is_plain = |text: &str| text.starts_with(char::is_alphabetic) && text.chars().all(|char| plain(char) || char == ' ');
    if is_plain(text) {
        return text.to_owned();
    }
    // A control character would end the line or the string.
    let text: String = text.chars().filter(|char| !char.is_control()).collect();
    format!("'{}'", text.replace('\'', "''"))
}
