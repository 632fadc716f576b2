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
mod course;
mod distribution;
mod ends;
mod field;
mod frame;
mod funnel;
mod heatmap;
mod labels;
mod line;
mod multiples;
mod plot;
mod quadrant;
mod scale;
mod spark;
mod stacked;
mod status;
mod svg;
mod text;
mod tree;
mod waterfall;
mod words;

pub use axis::Axis;
pub use bars::{Bars, bars};
pub use bullet::{Bullet, Bullets, EffectBar, bullet, bullets, effect_bar};
pub use course::{Course, Mark, Series, Target};
pub use distribution::{Distribution, distribution};
pub use frame::{Frame, Size, Value, Width};
pub use funnel::{Funnel, FunnelStep, funnel};
pub use heatmap::{Heatmap, heatmap, heatmap_svg};
pub use line::{Line, line, line_svg};
pub use multiples::{Multiples, multiples};
pub use quadrant::{Point, Quadrant, Side, quadrant};
pub use scale::TickFormat;
pub use spark::{Spark, SparkKind, SparkSize, spark};
pub use stacked::{Stacked, stacked};
pub use status::Status;
pub use tree::{Node, Relation, Tree, tree};
pub use waterfall::{Step, StepKind, Waterfall, waterfall};

#[cfg(test)]
mod tests;
