//! The cohort triangle: how much is left of the accounts of each starting month, as colours.

use super::charts;
use super::context::Context;
use super::figures::position;
use crate::chart::{self, Axis, Frame, Heatmap, Size, TickFormat, Value};
use crate::compute::Retention;
use crate::model::{Exact, Measure, Missing, Month, MonthRange, Period};

/// What of the cohorts is shown.
pub struct Triangle {
    /// The id of the figure.
    pub id: String,
    /// By what they are followed.
    pub measure: Measure,
    /// How many starting months.
    pub months: u32,
    /// The last month.
    pub last: Month,
    /// The title; else what is shown.
    pub title: Option<String>,
    /// How much room there is.
    pub size: Size,
}

/// The triangle; `None` where this site has none.
pub fn triangle(context: &Context<'_>, wanted: Triangle) -> Option<String> {
    let Triangle { id, measure, months, last, title, size } = wanted;
    let began = MonthRange { first: last.plus(1 - months.max(1) as i32), last };
    let cohorts = context.site.figures().retention(measure, began);
    let columns = cohorts.iter().map(|cohort| cohort.kept.len()).max()?;
    let rows: Vec<(String, Vec<Value>)> = cohorts.iter().map(|cohort| row(context, cohort)).collect();
    let title = title.unwrap_or_else(|| context.word(word(measure)).to_owned());
    // The last month of each cohort stands on the slope of the triangle.
    let now = |(name, values): &(String, Vec<Value>)| {
        Some((name.clone(), values.last().filter(|value| value.at.is_some())?.text.clone()))
    };
    let said: Vec<(String, String)> = rows.iter().filter_map(now).collect();
    let frame = Frame {
        id,
        lang: context.lang.to_owned(),
        label: charts::said(context, &title, Period::Month(last), &said),
        title,
        scope: context.word("cohort_columns").to_owned(),
        caption: context.word("cohort_caption").to_owned(),
        size,
    };
    let names = (0..columns).map(|after| after.to_string()).collect();
    Some(chart::heatmap(&Heatmap {
        frame,
        ticks: TickFormat::percent(),
        head: context.word("cohort_head").to_owned(),
        columns: Axis::Names { head: String::new(), names },
        rows,
        range: None,
    }))
}

fn word(measure: Measure) -> &'static str {
    match measure {
        Measure::Arr => "cohort_arr",
        Measure::Accounts => "cohort_accounts",
    }
}

fn row(context: &Context<'_>, cohort: &Retention) -> (String, Vec<Value>) {
    (context.month(cohort.began), cohort.kept.iter().map(|kept| value(context, kept)).collect())
}

fn value(context: &Context<'_>, kept: &Result<Exact, Missing>) -> Value {
    match kept {
        Ok(kept) => Value { at: position(kept), text: context.percent_to(kept, 1) },
        Err(missing) => Value::missing(context.site.figures().missing(missing, context.lang)),
    }
}
