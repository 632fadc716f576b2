//! Every drawing: charts, sparklines, trees.
//!
//! In: plain structs that hold positions and the texts to print.
//! Out: HTML and SVG. A chart is a whole `<figure>` with title, drawing, caption
//! sentence and the table behind it; a `…_svg` function gives the drawing alone.
//!
//! Nothing here knows of metrics, sites or files, no number is formatted except the
//! ticks of an axis, and no colour is written: classes say what a mark means, and
//! `styles/chart.css` of the theme says how that looks. Any input gives a picture;
//! what is not a number is a gap.

mod axis;
mod bars;
mod bullet;
mod ends;
mod field;
mod frame;
mod labels;
mod line;
mod plot;
mod scale;
mod spark;
mod svg;
mod text;
mod waterfall;
mod words;

pub use axis::Axis;
pub use bars::{Bars, bars, bars_svg};
pub use bullet::{Bullet, Bullets, EffectBar, PartBar, bullet, bullets, effect_bar, part_bar};
pub use frame::{Frame, Size, Value, Width};
pub use line::{Line, Mark, Series, Target, line, line_svg};
pub use scale::TickFormat;
pub use spark::{Spark, SparkKind, SparkSize, spark};
pub use waterfall::{Step, StepKind, Waterfall, waterfall, waterfall_svg};
