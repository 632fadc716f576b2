//! Reads what a team keeps in `data/`: as written → as meant.
//!
//! In: YAML files, through a [`crate::world::World`]. Out: typed values that are valid, plus a report of what was not. A file
//! that is not there gives nothing: a site starts with the files it needs.

mod context;
pub mod registers;

pub use context::Context;
pub use registers::{registers, resolve};
