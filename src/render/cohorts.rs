//! The cohort triangle: how much is left of the accounts of each starting month, as colours.

use super::charts;
use super::context::Context;
use super::figures::position;
use super::ledger::{Line, Subject, What};
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
    let rows: Vec<(String, Vec<Value>)> = cohorts.iter().map(|cohort| row(context, measure, cohort)).collect();
    let title = title.unwrap_or_else(|| context.word(word(measure)).to_owned());
    // The last month of each cohort stands on the slope of the triangle.
    let now = |(name, values): &(String, Vec<Value>)| {
        Some((name.clone(), values.last().filter(|value| value.at.is_some())?.text.clone()))
    };
    let said: Vec<(String, String)> = rows.iter().filter_map(now).collect();
    let frame = Frame {
        id,
        language: context.tongue.clone(),
        label: charts::said(context, &title, Period::Month(last), &said),
        title,
        scope: context.word("cohort_columns").to_owned(),
        caption: charts::sentences(context, [oldest(context, &rows).as_str(), context.word("cohort_caption")]),
        size,
    };
    let names = (0..columns).map(|after| after.to_string()).collect();
    Some(chart::heatmap(&Heatmap {
        frame,
        ticks: TickFormat::percent(context.tongue),
        head: context.word("cohort_head").to_owned(),
        columns: Axis::Names { head: String::new(), names },
        rows,
        range: None,
    }))
}

/// What the oldest cohort that is followed to this day has left, as a sentence.
fn oldest(context: &Context<'_>, rows: &[(String, Vec<Value>)]) -> String {
    let now = |(name, values): &(String, Vec<Value>)| {
        let after = values.len().checked_sub(1).filter(|after| *after > 0)?;
        let value = values[after].at.map(|_| &values[after].text)?;
        let words = [("began", name.as_str()), ("count", &after.to_string()), ("value", value)];
        Some(context.words.fill("cohort_oldest", &words))
    };
    rows.iter().find_map(now).unwrap_or_default()
}

fn word(measure: Measure) -> &'static str {
    match measure {
        Measure::Arr => "cohort_arr",
        Measure::Accounts => "cohort_accounts",
    }
}

/// What a year has left of all cohorts that have come so far by a month, as a sentence.
pub fn first_year(context: &Context<'_>, by: Month) -> Option<String> {
    let (measure, after) = (Measure::Arr, 12);
    let together = context.site.figures().retained_after(measure, after, by)?;
    let value = printed(context, Subject::Cohorts { measure, after, by }, &together.kept);
    Some(context.words.fill("cohort_finding", &[("value", &value), ("count", &together.cohorts.to_string())]))
}

fn row(context: &Context<'_>, measure: Measure, cohort: &Retention) -> (String, Vec<Value>) {
    let began = cohort.began;
    let value = |(after, kept): (usize, &Result<Exact, Missing>)| match kept {
        Ok(kept) => {
            let month = began.plus(after as i32);
            Value { at: position(kept), text: printed(context, Subject::Cohort { measure, began, month }, kept) }
        }
        Err(missing) => Value::missing(context.site.figures().missing(missing, context.tongue)),
    };
    (context.month(began), cohort.kept.iter().enumerate().map(value).collect())
}

/// A ratio as it is printed, written down in the manifest.
fn printed(context: &Context<'_>, subject: Subject, kept: &Exact) -> String {
    let printed = context.percent_to(kept, 1);
    let (value, line) = (kept.fraction(), printed.clone());
    context.ledger.note(|| Line { subject, against: None, what: What::Retention, value, place: None, printed: line });
    printed
}
