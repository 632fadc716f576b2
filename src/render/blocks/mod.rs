//! Blocks in text: charts, cards, tables, lists. One file a kind.
//!
//! What a block asks for is read by [`crate::content::block`]; mistakes in it were reported there. What this site has nothing
//! of leaves nothing behind.

mod cards;
mod chart;
mod registers;
mod self_check;
mod table;

use super::context::Context;
use super::standings;
use super::view::Block as Piece;
use crate::chart::Size;
use crate::content::block::{self, Wanted, Where};
use crate::content::markdown::Block;
use crate::diag::Report;
use crate::model::{MetricRef, Month, Period, Ref, SliceIx, Slices};

/// A block as HTML. `month` is the page's; `id` is the block's own on the page; `size` says how much room its charts have.
pub fn render(context: &Context<'_>, block: &Block, month: Option<Month>, id: &str, size: Size) -> String {
    let config = context.site.config();
    let Some(wanted) = block::read(block, &config.languages, &config.audiences, &mut Report::default()) else {
        return String::new();
    };
    let pieces: Vec<Piece> = match &wanted {
        Wanted::Chart(it) => chart::pieces(context, it, month, (id, size)),
        Wanted::Cards(it) => cards::pieces(context, it, month),
        Wanted::Table(it) => table::pieces(context, it, month),
        Wanted::KpiTree(at) => registers::kpi_tree(context, *at, month, id),
        Wanted::OrgChart => registers::org_chart(context),
        Wanted::Journey => registers::journey(context),
        Wanted::Ownership => registers::ownership(context),
        Wanted::Roles => registers::roles(context),
        Wanted::Maturity(at) => registers::maturity(context, at.or(month)),
        Wanted::Playbooks(it) => registers::playbooks(context, it),
        Wanted::Stories(it) => registers::stories(context, it),
        Wanted::Roadmap(it) => registers::roadmap(context, it, month),
        Wanted::SelfCheck(steps) => vec![self_check::piece(context, steps, id)],
    };
    if pieces.is_empty() {
        return String::new();
    }
    // A template that fails here fails on every page with such a piece, where it is reported.
    let html = context.theme.blocks(context.lang, &pieces).unwrap_or_default();
    format!("<div class=\"block\">{}</div>", html.as_str().trim())
}

/// The slice a block names; `None` where this site does not have it.
fn slice(context: &Context<'_>, place: &Where) -> Option<SliceIx> {
    match &place.slice {
        None => Some(Slices::TOTAL),
        Some((axis, id)) => context.site.figures().slice(*axis, &id.id),
    }
}

/// The metrics a block names, as far as this site has them.
fn metrics(context: &Context<'_>, ids: &[Ref]) -> Vec<MetricRef> {
    ids.iter().filter_map(|id| context.site.figures().find(&id.id)).collect()
}

/// The period a block speaks of: its own, the page's, or the latest with a figure that this site has.
fn period(context: &Context<'_>, place: &Where, month: Option<Month>, figures: &[(MetricRef, SliceIx)]) -> Option<Period> {
    place.at.or(month.map(Period::Month)).or_else(|| {
        let latest = figures.iter().filter_map(|(of, slice)| context.site.figures().latest(*of, *slice)).max();
        latest.map(Period::Month)
    })
}

/// Metrics as they stand now, in rows.
fn standing(context: &Context<'_>, metrics: Vec<(MetricRef, SliceIx)>) -> Vec<Piece> {
    standings::table(context, metrics).into_iter().collect()
}
