//! The nouns: what the rest of the program talks about.
//!
//! Knows neither YAML nor templates; no input or output here.

mod audience;
mod localised;
mod month;
pub mod page;
mod path;
mod place;
mod reference;
pub mod registers;

pub use audience::{Audience, Audiences};
pub use localised::Localised;
pub use month::{FiscalYear, Month, MonthRange, Period};
pub use path::{SourcePath, UrlPath};
pub use place::Place;
pub use reference::{FormulaText, Ref};
pub use registers::Registers;
