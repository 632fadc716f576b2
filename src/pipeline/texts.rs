//! How long the texts of pages are held: they are a third of what a large site takes.
//!
//! In a build that nobody goes on from, a text goes as soon as the rules that look at one page have seen it. What is asked for later
//! stays: until everything was checked, or, where a text is cut for some site, to the end.

use crate::check::{Alone, Beside};
use crate::content::{self, Content, Context, Written};
use crate::diag::Report;
use crate::world::World;

/// What becomes of texts.
#[derive(Clone, Copy)]
pub(super) enum Texts {
    /// Whoever asked for the build may look at them, or goes on from it.
    Stay,
    /// They are let go of.
    Go,
}

/// All content, without the texts that nothing asks for once their page was looked at.
pub(super) fn checked_at_once(world: &dyn World, context: Context<'_>, beside: Beside<'_>, report: &mut Report) -> Content {
    let alone = Alone::new(beside);
    let look = |written: &Written, report: &mut Report| {
        // An approval is compared with the text it was given to.
        let may_go = !is_cut(written) && written.page.meta.approval.is_none() && !alone.is_asked_for(written);
        if may_go {
            alone.look(written, report);
        }
        may_go
    };
    content::load_once(world, context, &look, report)
}

/// Whether a text is parsed anew for a site that may not see all of it.
pub(super) fn is_cut(written: &Written) -> bool {
    !written.passages.is_empty()
}
