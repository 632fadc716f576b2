//! shirube (標, "signpost"): one source tree becomes a customer success site and the team's internal reviews.
//!
//! **A build is a pure function from a [`world::World`] to [`output::Outputs`], and everything that could not be
//! understood becomes a [`diag::Diagnostic`].** `ARCHITECTURE.md` holds the map, the arrows between modules and the
//! invariants; `pipeline` is the whole build on one page.
#![warn(missing_docs)]

pub mod audit;
pub mod chart;
pub mod check;
pub mod cli;
pub mod compute;
pub mod config;
pub mod content;
pub mod data;
pub mod diag;
pub mod diff;
pub mod formula;
pub mod html;
pub mod index;
pub mod ingest;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod prove;
pub mod publish;
pub mod reference;
pub mod render;
pub mod serve;
pub mod site;
pub mod workflow;
pub mod world;
pub mod yaml;
