//! The life of a page between people: when it has to be read again, what git remembers of it.
//!
//! Nothing here decides what a site holds but what its own text says: history is for the narrowest audience alone.

mod freshness;
mod upkeep;

pub use freshness::{Mark, authors, mark};
pub use upkeep::{due, is_overdue};
