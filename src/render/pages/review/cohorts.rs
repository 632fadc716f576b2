//! What is left of the accounts of each starting month, where a quarter or a fiscal year is looked back on.

use super::Found;
use crate::chart::Size;
use crate::model::{Measure, Period};
use crate::render::cohorts::{Triangle, first_year, triangle};
use crate::render::context::Context;
use crate::render::parts;
use crate::render::view::{Block, Html};

/// The triangle in ARR up to the last month of the period that has cohorts, and what the first year has left of all.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    // From one month to the next a triangle hardly changes.
    if matches!(period, Period::Month(_)) {
        return None;
    }
    let months = context.months(period);
    let last = context.site.figures().last_cohorts()?.min(months.last);
    if !months.contains(last) {
        return None;
    }
    let wanted = Triangle {
        id: "cohorts-arr".to_owned(),
        measure: Measure::Arr,
        months: parts::SPARK_MONTHS as u32,
        last,
        title: None,
        size: Size::Both,
    };
    let html = triangle(context, wanted)?;
    let finding = first_year(context, last);
    Some(Found { finding, blocks: vec![Block::Chart { html: Html::from(html) }], ..Found::default() })
}
