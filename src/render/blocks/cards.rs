//! Figures as cards.

use crate::content::block::Cards;
use crate::model::Month;
use crate::render::context::Context;
use crate::render::parts;
use crate::render::view::Block;

/// The cards of those metrics whose figures this site has.
pub(super) fn pieces(context: &Context<'_>, wanted: &Cards, month: Option<Month>) -> Vec<Block> {
    let Some(slice) = super::slice(context, &wanted.place) else { return Vec::new() };
    let card = |of| {
        let period = super::period(context, &wanted.place, month, &[(of, slice)])?;
        parts::card(context, of, slice, period)
    };
    let cards: Vec<_> = super::metrics(context, &wanted.metrics).into_iter().filter_map(card).collect();
    if cards.is_empty() { Vec::new() } else { vec![Block::Cards { cards, commentary: Vec::new() }] }
}
