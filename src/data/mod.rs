//! Reads what a team keeps in `data/`: as written → as meant.
//!
//! In: YAML files, through a [`crate::world::World`]. Out: typed values that are valid, plus a report of what was not. A file
//! that is not there gives nothing: a site starts with the files it needs.

mod context;
mod metrics;
pub mod registers;
mod snapshots;
mod strays;
mod targets;
mod values;

pub use context::Context;
pub use metrics::{METRICS_FILE, metrics};
pub use registers::{registers, resolve};
pub use snapshots::{DETAILED, SNAPSHOT_FILE, snapshots};
pub use strays::strays;
pub use targets::{TARGETS_FILE, targets};

pub(crate) use values::metric_ref;
use values::{as_number, number, open_all, slice, unknown_slice, yaml_files};
