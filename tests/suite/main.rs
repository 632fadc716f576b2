//! Tests of the whole program: cases that are pages, and the arrows of ARCHITECTURE.md.
//!
//! How to add a case: `tests/README.md`.

mod again;
mod arrows;
mod browser;
mod cases;
mod channels;
mod ci;
mod commands;
mod contract;
mod damage;
mod definitions;
mod example;
mod external;
mod feeds;
mod findings;
mod html_checker;
mod leaks;
mod links;
mod machines;
mod manifest;
mod mistakes;
mod prove;
mod relations;
mod search;
mod three;
mod tools;
mod twins;
mod workflow;
