//! Blocks in text: charts, cards, tables, lists.

use super::context::Context;
use crate::content::markdown::Block;
use crate::model::Month;

/// A block as HTML.
pub fn render(_context: &Context<'_>, _block: &Block, _month: Option<Month>, _id: &str) -> String {
    String::new()
}
