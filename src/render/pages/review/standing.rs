//! Where the team itself stands in the month: pilots, maturity, roadmap, agreements. The blocks are those of their own pages.

use super::Found;
use crate::model::page::{Details, PageType, Pilot};
use crate::model::registers::RoadmapItem;
use crate::model::{Month, Period};
use crate::render::context::Context;
use crate::render::pages::{agreements as promises, below, maturity as board, roadmap as lanes};
use crate::render::view::{Block, EntryGroup};
use crate::site::PageIx;

/// The pilots that run in the period, with their verdicts and decisions.
pub(super) fn pilots(context: &Context<'_>, period: Period) -> Option<Found> {
    let months = context.site.config().fiscal_year.months(period);
    let running: Vec<(PageIx, &Pilot)> = context
        .site
        .of_type(PageType::Pilot)
        .iter()
        .filter_map(|at| match &context.site.page(*at).details {
            Details::Pilot(pilot) => Some((*at, &**pilot)),
            _ => None,
        })
        .filter(|(_, pilot)| pilot.months.first <= months.last && months.first <= pilot.months.last)
        .collect();
    let mut blocks = Vec::new();
    for (at, pilot) in &running {
        blocks.push(Block::Entries(EntryGroup { entries: vec![context.entry(*at)], ..EntryGroup::default() }));
        // Before its last month a pilot has no verdict.
        if pilot.months.last <= months.last {
            blocks.extend(below::verdicts(context, pilot, &below::pilot_figures(context, pilot)));
            blocks.extend(below::decision(context, pilot));
        }
    }
    (!blocks.is_empty()).then(|| Found { blocks, ..Found::default() })
}

/// The ladder as it stood at the end of the period.
pub(super) fn maturity(context: &Context<'_>, period: Period) -> Option<Found> {
    let month = last_month(context, period)?;
    let ladder = context.site.ladder(month);
    let block = board::rungs(context, &ladder)?;
    Some(Found { finding: Some(board::finding(context, &ladder)), blocks: vec![block], ..Found::default() })
}

/// The roadmap around the period, with what was moved.
pub(super) fn roadmap(context: &Context<'_>, period: Period) -> Option<Found> {
    let month = last_month(context, period)?;
    // What is planned for another year says nothing of the month.
    let near =
        |item: &&RoadmapItem| lanes::window(month).first <= item.months.last && item.months.first <= lanes::window(month).last;
    let items: Vec<_> = context.site.registers().roadmap.items.iter().filter(near).collect();
    let moved = items.iter().filter(|item| item.changes.iter().any(|change| change.month == month)).count();
    let block = lanes::lanes(context, &items, month)?;
    let finding = match moved {
        0 => None,
        count => Some(context.words.fill("roadmap_finding", &[("count", &count.to_string())])),
    };
    Some(Found { finding, blocks: vec![block], ..Found::default() })
}

/// Whether promises were kept in the month.
pub(super) fn agreements(context: &Context<'_>, period: Period) -> Option<Found> {
    let month = last_month(context, period)?;
    let agreements = &context.site.registers().agreements;
    let block = promises::now(context, agreements, Some(month))?;
    Some(Found { finding: promises::summary(context, agreements, Some(month)), blocks: vec![block], ..Found::default() })
}

/// The last month of a period that has figures.
fn last_month(context: &Context<'_>, period: Period) -> Option<Month> {
    let months = context.site.config().fiscal_year.months(period);
    context.site.figures().months().into_iter().rev().find(|month| months.contains(*month))
}
