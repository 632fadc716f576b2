//! The life of a page between people: how it stands, who approved it, when it has to be read again, what git remembers of it.
//!
//! What a site holds depends on what its own audience reads of a page and on nothing else here: history is for the narrowest
//! audience alone, and an approval is bound to the text that the page's own readers see.

pub mod approval;
pub mod closed;
mod digest;
mod freshness;
mod front;
mod memory;
mod standing;
mod upkeep;

pub use approval::Approvals;
pub use digest::{Known, digest, original_digest};
pub use freshness::{Mark, authors, mark};
pub use front::with_key;
pub use memory::{Memory, Standings};
pub use standing::{Ended, Standing, standing};
pub use upkeep::{due, is_overdue};
