//! `shirube why`: where a figure comes from, as a tree.

use super::{Common, Exit, Stop, check, place, terminal};
use crate::compute::{Figures, Printing};
use crate::diag::Report;
use crate::model::{Axis, Language, MetricRef, Period, SliceIx, Slices};
use crate::pipeline;
use crate::yaml;
use std::sync::Arc;

const EXAMPLES: &str = "\
Examples:
  shirube why nrr                              the total of the last month
  shirube why nrr --at 2026-10 --segment tier1
  shirube why upsell --at FY2026-Q3            a fiscal quarter
  shirube why health.red --segment tier3       one part of a distribution

Every input ends with the file, line and column it was written at.";

/// Show where a figure comes from: formula, inputs, and the lines they were written on
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The metric, or a part of one such as `health.red`
    metric: String,
    /// A month, fiscal quarter or fiscal year such as 2026-10, FY2026-Q3 or FY2026 [default: the last month]
    #[arg(long, value_name = "PERIOD")]
    at: Option<String>,
    /// The figure of this segment
    #[arg(long, value_name = "ID", conflicts_with_all = ["role", "team"])]
    segment: Option<String>,
    /// The figure of this role
    #[arg(long, value_name = "ID", conflicts_with = "team")]
    role: Option<String>,
    /// The figure of this unit of the organisation
    #[arg(long, value_name = "ID")]
    team: Option<String>,
    /// The language to print in [default: the site's first]
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    #[command(flatten)]
    day: place::Day,
}

pub(super) fn run(args: &Args, common: &Common) -> Result<Exit, Stop> {
    let world = place::world(common, &args.day)?;
    let mut report = Report::default();
    let found = pipeline::judged(&world, &mut report);
    report.sort();
    let Some((config, figures)) = found else {
        terminal::findings(&report, &world);
        return Ok(Exit::Errors);
    };
    let of = metric(args, &figures)?;
    let (slice, period) = (slice(args, &figures)?, period(args, &figures)?);
    let language = args.language.as_deref().unwrap_or_else(|| config.languages.first().map_or("en", |first| first));
    // Mistakes in the data are said first, because they may be the answer; of other figures only what is an error.
    figures.keep_concerning(of, slice, period, &mut report);
    terminal::findings(&report, &world);
    let language = &Language::of(language);
    check::print(&figures.why(of, slice, period, Printing { currency: &config.currency, language }))?;
    Ok(if report.has_errors() { Exit::Errors } else { Exit::Fine })
}

fn metric(args: &Args, figures: &Figures) -> Result<MetricRef, Stop> {
    let definitions = figures.definitions();
    definitions.find_ref(&args.metric).ok_or_else(|| {
        let hint = yaml::suggestion(&args.metric, definitions.ids())
            .map_or_else(|| "give an id of data/metrics.yaml, such as `nrr` or `health.red`".to_owned(), |hint| hint.text);
        Stop::usage(format!("no metric is named `{}`", args.metric), hint)
    })
}

fn slice(args: &Args, figures: &Figures) -> Result<SliceIx, Stop> {
    let given = [(Axis::Segment, &args.segment), (Axis::Role, &args.role), (Axis::Team, &args.team)];
    let Some((axis, id)) = given.into_iter().find_map(|(axis, id)| Some((axis, id.as_ref()?))) else {
        return Ok(Slices::TOTAL);
    };
    let slices = figures.slices();
    slices.find(axis, id).ok_or_else(|| {
        let known: Vec<Arc<str>> = slices.of_axis(axis).map(|ix| Arc::clone(&slices.get(ix).id)).collect();
        let hint = yaml::suggestion(id, known.iter().map(|id| &**id))
            .map_or_else(|| format!("known: {}", known.iter().map(|id| &**id).collect::<Vec<_>>().join(", ")), |hint| hint.text);
        Stop::usage(format!("no {} is named `{id}`", axis.word()), hint)
    })
}

fn period(args: &Args, figures: &Figures) -> Result<Period, Stop> {
    match &args.at {
        Some(written) => written
            .parse()
            .map_err(|()| Stop::usage(format!("`{written}` is not a period"), "write it like 2026-10, FY2026-Q3 or FY2026")),
        None => figures.months().map(|months| Period::Month(months.last)).ok_or_else(|| {
            Stop::usage("there is no snapshot yet", "add data/snapshots/2026-10.yaml with the figures of a month")
        }),
    }
}
