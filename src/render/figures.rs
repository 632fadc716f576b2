//! Figures as pages show them: in a sentence, on a card, in a table.

use super::context::Context;
use crate::compute::Against;
use crate::html;
use crate::model::{Axis, Exact, Figure, Metric, MetricRef, Month, Period, Printed, SliceIx, Slices, Style};
use crate::site::Route;

/// What `{{ nrr segment=tier1 at=2026-09 change }}` asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The metric or part, as written.
    pub metric: String,
    /// The slice: axis and id.
    pub slice: Option<(Axis, String)>,
    /// The month or period.
    pub at: Option<Period>,
    /// Value, change or target.
    pub show: Shown,
}

/// Which side of a figure is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// The value.
    #[default]
    Value,
    /// The change against the month before.
    Change,
    /// The target in words.
    Target,
}

impl Wanted {
    /// Reads what stands between the braces. The error is what is wrong and what to do.
    pub fn parse(text: &str) -> Result<Wanted, (String, String)> {
        let mut words = text.split_whitespace();
        let metric = words.next().unwrap_or("").to_owned();
        if metric.is_empty() || metric.contains('=') {
            return Err(("no metric is named first".into(), "begin with the id of a metric: `{{ nrr }}`".into()));
        }
        let mut wanted = Wanted { metric, slice: None, at: None, show: Shown::Value };
        for word in words {
            match word.split_once('=') {
                Some(("at", period)) => match period.parse() {
                    Ok(period) => wanted.at = Some(period),
                    Err(()) => {
                        return Err((
                            format!("`{period}` is not a month or period"),
                            "write `at=2026-09` or `at=FY2026-Q3`".into(),
                        ));
                    }
                },
                Some((axis, id)) => match Axis::find(axis) {
                    Some(axis) if wanted.slice.is_none() => wanted.slice = Some((axis, id.to_owned())),
                    Some(_) => return Err(("two slices are named".into(), "name one of segment, role and team".into())),
                    None => {
                        return Err((
                            format!("`{axis}` is not known in a figure"),
                            "possible: segment=, role=, team=, at=, change, target".into(),
                        ));
                    }
                },
                None => match word {
                    "change" => wanted.show = Shown::Change,
                    "target" => wanted.show = Shown::Target,
                    other => {
                        return Err((
                            format!("`{other}` is not known in a figure"),
                            "possible: segment=, role=, team=, at=, change, target".into(),
                        ));
                    }
                },
            }
        }
        Ok(wanted)
    }
}

/// A figure in a sentence, linked to its metric; `None` where this site has nothing to show.
pub fn in_text(context: &Context<'_>, wanted: &Wanted, month: Option<Month>) -> Option<String> {
    let figures = context.site.figures();
    let of = figures.find(&wanted.metric)?;
    let slice = match &wanted.slice {
        None => Slices::TOTAL,
        Some((axis, id)) => figures.slice(*axis, id)?,
    };
    let period = wanted.at.or(month.map(Period::Month)).or_else(|| figures.latest(of, slice).map(Period::Month))?;
    let metric = figures.metric(of.metric)?;
    let printed = match wanted.show {
        Shown::Value => value(context, &figures.get(of, slice, period)?),
        Shown::Change => {
            let change = figures.change(of, slice, period, Against::Previous)?;
            match change.value {
                Ok(change) => Ok(context.look(metric).change(&change, Style::Full)),
                Err(missing) => Err(figures.missing(&missing, context.lang)),
            }
        }
        Shown::Target => {
            let target = figures.target(of, slice, period)?;
            return Some(linked(context, metric, &html::escape(&context.look(metric).bound(&target.bound))));
        }
    };
    Some(match printed {
        Ok(printed) => linked(context, metric, &sized(&printed)),
        Err(reason) => linked(context, metric, &html::escape(&reason)),
    })
}

/// A value printed in full, or the reason why there is none.
pub fn value(context: &Context<'_>, figure: &Figure) -> Result<Printed, String> {
    styled(context, figure, Style::Full)
}

/// A value printed in a style, or the reason why there is none.
pub fn styled(context: &Context<'_>, figure: &Figure, style: Style) -> Result<Printed, String> {
    match &figure.value {
        Ok(exact) => Ok(context.look_of(figure.of).value(exact, style)),
        Err(missing) => Err(context.site.figures().missing(missing, context.lang)),
    }
}

/// The number large and the unit small.
pub fn sized(printed: &Printed) -> String {
    let mut out = String::with_capacity(48);
    out.push_str("<b>");
    html::text(&mut out, &format!("{}{}{}", printed.sign, printed.prefix, printed.number));
    out.push_str("</b>");
    if !printed.unit.is_empty() {
        out.push_str("<small>");
        html::text(&mut out, &format!("{}{}", printed.gap, printed.unit));
        out.push_str("</small>");
    }
    out
}

fn linked(context: &Context<'_>, metric: &Metric, inside: &str) -> String {
    match context.to(&Route::Metric(metric.id.clone())) {
        Some(url) if url != "./" => format!("<a class=\"fig\" href=\"{}\">{inside}</a>", html::escape(&url)),
        _ => format!("<span class=\"fig\">{inside}</span>"),
    }
}

/// An exact value as a position on an axis.
pub fn position(exact: &Exact) -> Option<f64> {
    Some(exact.to_f64()).filter(|value| value.is_finite())
}

/// The values of a metric over months, for a chart; what may not be seen is not there.
pub fn series(context: &Context<'_>, of: MetricRef, slice: SliceIx, months: impl Iterator<Item = Month>) -> Vec<Option<f64>> {
    let figures = context.site.figures();
    months
        .map(|month| {
            figures.get(of, slice, Period::Month(month)).and_then(|figure| figure.value.ok()).and_then(|value| position(&value))
        })
        .collect()
}
