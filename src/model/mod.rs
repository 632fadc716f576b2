//! The nouns: what the rest of the program talks about.
//!
//! Knows neither YAML nor templates; no input or output here.

mod audience;
mod audit;
mod exact;
mod figure;
pub mod format;
mod formula;
mod history;
mod language;
mod locale;
mod localised;
mod metric;
mod month;
pub mod page;
mod path;
mod place;
mod reference;
pub mod registers;
mod slice;
mod snapshot;
mod target;
mod unit;

pub use audience::{Audience, Audiences};
pub use audit::{Opened, ShownFigure, ShownPage, SiteAudit};
pub use exact::Exact;
pub use figure::{Figure, Missing, Origin};
pub(crate) use format::grouped;
pub use format::{Look, Printed, Style};
pub use formula::{Condition, Expr, ExprKind, Formula, Operator, Window};
pub use history::{Commit, History};
pub use language::Language;
pub(crate) use language::{Phrase, fill, fill_with};
pub use localised::Localised;
pub use metric::{
    Better, Bridge, Class, Definitions, Disclose, Equal, Format, Kind, Metric, MetricIx, MetricRef, Part, PartIx, Rollup,
    Tolerance,
};
pub use month::{FiscalYear, Month, MonthRange, Period};
pub use path::{SourcePath, UrlPath};
pub use place::Place;
pub use reference::{FormulaText, Ref};
pub use registers::Registers;
pub use slice::{Axis, Slice, SliceIx, Slices};
pub use snapshot::{At, Cohort, Entry, Given, Measure, Outlook, Restated, Snapshot};
pub use target::{Bound, Scope, Target, Targets};
pub use unit::Unit;
