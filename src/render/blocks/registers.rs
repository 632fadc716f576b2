//! Blocks that show registers and lists of pages.

use crate::content::block::{Playbooks, RoadmapWanted, Stories};
use crate::model::page::{Details, PageType};
use crate::model::registers::RoadmapItem;
use crate::model::{Month, Period, Ref, Slices};
use crate::render::context::Context;
use crate::render::pages;
use crate::render::view::{Block, Html};
use crate::site::PageIx;

/// The goal and what hangs below it.
pub(super) fn kpi_tree(context: &Context<'_>, at: Option<Period>, month: Option<Month>, id: &str) -> Vec<Block> {
    let latest = || {
        let goal = &context.site.registers().kpi_tree.as_ref()?.goal;
        let of = context.site.figures().find(&goal.id)?;
        context.site.figures().latest(of, Slices::TOTAL)
    };
    let Some(period) = at.or_else(|| month.or_else(latest).map(Period::Month)) else { return Vec::new() };
    let drawn = pages::review::tree::draw(context, period, id);
    drawn.map(|html| Block::Chart { html: Html::from(html) }).into_iter().collect()
}

/// The units of the team.
pub(super) fn org_chart(context: &Context<'_>) -> Vec<Block> {
    pages::organisation::chart(context).into_iter().collect()
}

/// The stages with what hangs on them.
pub(super) fn journey(context: &Context<'_>) -> Vec<Block> {
    pages::journey::map(context).into_iter().collect()
}

/// Who leads, supports and is told.
pub(super) fn ownership(context: &Context<'_>) -> Vec<Block> {
    pages::journey::ownership(context).into_iter().collect()
}

/// The roles compared.
pub(super) fn roles(context: &Context<'_>) -> Vec<Block> {
    pages::role::comparison(context, false).into_iter().collect()
}

/// The ladder in a month; the latest without one.
pub(super) fn maturity(context: &Context<'_>, month: Option<Month>) -> Vec<Block> {
    let Some(month) = month.or_else(|| context.site.figures().months().last().copied()) else { return Vec::new() };
    pages::maturity::rungs(context, &context.site.ladder(month)).into_iter().collect()
}

fn is(wanted: &Option<Ref>, found: &Option<Ref>) -> bool {
    wanted.as_ref().is_none_or(|wanted| found.as_ref().is_some_and(|found| found.id == wanted.id))
}

fn holds(wanted: &Option<Ref>, found: &[Ref]) -> bool {
    wanted.as_ref().is_none_or(|wanted| found.iter().any(|found| found.id == wanted.id))
}

fn tagged(context: &Context<'_>, at: PageIx, tag: &Option<Ref>) -> bool {
    tag.as_ref().is_none_or(|tag| context.site.page(at).meta.tags.contains(&tag.id))
}

/// The playbooks to which all that is asked for applies.
pub(super) fn playbooks(context: &Context<'_>, wanted: &Playbooks) -> Vec<Block> {
    let site = context.site;
    let fits = |at: &PageIx| match &site.page(*at).details {
        Details::Playbook(it) => {
            is(&wanted.stage, &it.stage)
                && is(&wanted.role, &it.role)
                && holds(&wanted.metric, &it.moves)
                // A playbook without segments is for all of them.
                && (it.segments.is_empty() && site.registers().segments.iter().any(|segment| {
                    wanted.segment.as_ref().is_some_and(|wanted| wanted.id == segment.id)
                }) || holds(&wanted.segment, &it.segments))
                && tagged(context, *at, &wanted.tag)
        }
        _ => false,
    };
    let found: Vec<PageIx> = site.of_type(PageType::Playbook).iter().copied().filter(fits).collect();
    pages::entries_of(context, &found).into_iter().collect()
}

/// The stories to which all that is asked for applies.
pub(super) fn stories(context: &Context<'_>, wanted: &Stories) -> Vec<Block> {
    let site = context.site;
    let fits = |at: &PageIx| match &site.page(*at).details {
        Details::Story(it) => {
            is(&wanted.stage, &it.stage)
                && is(&wanted.segment, &it.segment)
                && holds(&wanted.playbook, &it.playbooks)
                && wanted.month.is_none_or(|month| site.page(*at).month == Some(month))
                && tagged(context, *at, &wanted.tag)
        }
        _ => false,
    };
    let found: Vec<PageIx> = site.of_type(PageType::Story).iter().copied().filter(fits).collect();
    pages::entries_of(context, &found).into_iter().collect()
}

/// The lanes with the items to which all that is asked for applies.
pub(super) fn roadmap(context: &Context<'_>, wanted: &RoadmapWanted, month: Option<Month>) -> Vec<Block> {
    let roadmap = &context.site.registers().roadmap;
    let fits = |item: &&RoadmapItem| is(&wanted.owner, &item.owner) && is(&wanted.lane, &Some(item.lane.clone()));
    let items: Vec<&RoadmapItem> = roadmap.items.iter().filter(fits).collect();
    let Some(month) = month.or(pages::roadmap::now(context)) else { return Vec::new() };
    pages::roadmap::lanes(context, &items, month).into_iter().collect()
}
