//! Pieces that many pages are made of: names, statuses, cards, sparks, charts of metrics, derivations.
//!
//! Nothing here decides who may see what: figures come from [`crate::site::SiteFigures`], which has only those that may be seen.

mod bridge;
mod cards;
mod lines;
mod table;
mod why;

pub use bridge::{bridge_name, moved, waterfall};
pub use cards::{card, changes, comparisons, shown_change, target_words};
pub use lines::{LineOf, SPARK_MONTHS, base, chart_value, figure_label, line, spark, target_line, ticks};
pub use table::{figures_table, month_heads};
pub use why::why;

use super::context::Context;
use super::view::{Cell, Link, Status, StatusCode};
use crate::compute::Status as Judged;
use crate::html;
use crate::model::{MetricRef, Period};
use crate::site::Route;

/// A status with its word.
pub fn status(context: &Context<'_>, status: &Judged) -> Status {
    let (code, key) = match status {
        Judged::OnTarget => (StatusCode::OnTarget, "status_on_target"),
        Judged::AtRisk => (StatusCode::AtRisk, "status_at_risk"),
        Judged::OffTarget => (StatusCode::OffTarget, "status_off_target"),
        Judged::NoTarget => (StatusCode::NoTarget, "status_no_target"),
        Judged::Missing(_) => (StatusCode::Missing, "status_missing"),
        Judged::NotApplicable => (StatusCode::NotApplicable, "status_not_applicable"),
        Judged::NotYet => (StatusCode::NotYet, "status_not_yet"),
        Judged::NotAsked(step) => {
            let word = context.words.fill("status_not_asked_from", &[("step", &step.to_string())]);
            return Status { code: StatusCode::NotAsked, word };
        }
    };
    Status { code, word: context.words.text(key).to_owned() }
}

/// The name of a metric or part.
pub fn name(context: &Context<'_>, of: MetricRef) -> String {
    context.site.figures().definitions().name(of, context.lang)
}

/// The name over a period: a metric whose name says that it is of a month is of a quarter or a year there.
pub fn name_over(context: &Context<'_>, of: MetricRef, period: Period) -> String {
    let name = name(context, of);
    let word = match period {
        Period::Month(_) => return name,
        Period::Quarter(..) => "name_quarterly",
        Period::Year(_) => "name_yearly",
    };
    match name.strip_suffix(context.word("name_monthly")) {
        Some(bare) => format!("{bare}{}", context.word(word)),
        None => name,
    }
}

/// The page of a metric, if the site has it.
pub fn url(context: &Context<'_>, of: MetricRef) -> Option<String> {
    context.to(&Route::Metric(context.site.figures().definitions().get(of.metric).id.clone()))
}

/// A link to the page of a metric.
pub fn link(context: &Context<'_>, of: MetricRef) -> Link {
    Link { name: name(context, of), url: url(context, of).unwrap_or_default(), ..Link::default() }
}

/// The name of a metric as a link to its page.
pub fn linked_name(context: &Context<'_>, of: MetricRef) -> String {
    linked(context, of, name(context, of))
}

/// A name as a link to the page of a metric.
pub fn linked(context: &Context<'_>, of: MetricRef, name: String) -> String {
    match url(context, of) {
        Some(url) => format!("<a href=\"{}\">{}</a>", html::escape(&url), html::escape(&name)),
        None => html::escape(&name).into_owned(),
    }
}

/// Why there is no figure, in a cell for figures: small, and over several lines where it is long.
pub fn missing_cell(reason: &str) -> Cell {
    Cell::default().with_sub(reason)
}
