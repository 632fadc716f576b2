//! Figures of the example, of published cases, and what holds for all figures.

mod cases;
mod example;
mod properties;
