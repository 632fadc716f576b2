//! What is left of the accounts of a starting month, where it is another than before.

use super::FigureChange;
use crate::model::{Cohort, Exact, Format, Language, Look, Measure, Month, Style, Unit};
use crate::pipeline::Known;

/// The cohorts of these months that both trees have and that differ.
pub(super) fn compare(before: &Known, after: &Known, months: &[Month]) -> Vec<FigureChange> {
    let mut changes = Vec::new();
    for month in months {
        let (Some(old), Some(new)) = (before.figures.snapshot(*month), after.figures.snapshot(*month)) else { continue };
        let mut began: Vec<Month> = old.cohorts.iter().chain(&new.cohorts).map(|cohort| cohort.began).collect();
        began.sort_unstable();
        began.dedup();
        for began in began {
            for measure in [Measure::Arr, Measure::Accounts] {
                changes.extend(change(after, *month, measure, (began, old.cohort(began), new.cohort(began))));
            }
        }
    }
    changes
}

fn change(
    after: &Known,
    month: Month,
    measure: Measure,
    (began, old, new): (Month, Option<&Cohort>, Option<&Cohort>),
) -> Option<FigureChange> {
    let language = after.config.languages.first().map_or("en", |language| language);
    let left = |cohort: Option<&Cohort>| cohort.map(|cohort| cohort.left(measure).clone());
    let (was, is) = (left(old), left(new));
    let unit = match measure {
        Measure::Arr => Unit::Money,
        Measure::Accounts => Unit::Count,
    };
    let currency = &after.config.currency;
    let look = Look { unit, decimals: None, format: Format::Plain, counter: None, currency, language: &Language::of(language) };
    let print =
        |value: &Option<Exact>| value.as_ref().map_or("—".to_owned(), |value| look.value(value, Style::Full).to_string());
    let name = match (measure, language) {
        (Measure::Arr, "ja") => format!("{began}に契約を始めたお客様のARR"),
        (Measure::Accounts, "ja") => format!("{began}に契約を始めたお客様の社数"),
        (Measure::Arr, _) => format!("ARR left of those that began in {began}"),
        (Measure::Accounts, _) => format!("accounts left of those that began in {began}"),
    };
    (was != is).then(|| FigureChange {
        metric: format!("cohort.{began}.{}", measure.key()),
        name,
        month,
        slice: "total".to_owned(),
        before: print(&was),
        after: print(&is),
        because: vec!["input".to_owned()],
    })
}
