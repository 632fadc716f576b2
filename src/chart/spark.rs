//! A line or bars the size of a word, beside the figure they belong to.
//!
//! Always decoration: the figure beside it is the text.

use super::scale::{drawable, extent};
use super::svg::Svg;

/// The course of one figure in small.
#[derive(Debug, Clone, PartialEq)]
pub struct Spark {
    /// One value a month, oldest first; the last is the month the page is about.
    pub values: Vec<Option<f64>>,
    /// The target in the same months; may be shorter or empty.
    pub target: Vec<Option<f64>>,
    /// A line for what is measured at a moment, bars for what adds up.
    pub kind: SparkKind,
    /// Where it stands.
    pub size: SparkSize,
}

/// How a spark is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SparkKind {
    /// For a ratio or a stock.
    #[default]
    Line,
    /// For a flow: bars from zero, the last in the accent colour.
    Bars,
}

/// The places a spark is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SparkSize {
    /// Under the figure of a card: 222 × 44.
    #[default]
    Card,
    /// In a row of a table: 200 × 20.
    Row,
    /// In a node of a tree: 58 × 14.
    Node,
}

impl SparkSize {
    fn pixels(self) -> (f64, f64) {
        match self {
            Self::Card => (222.0, 44.0),
            Self::Row => (200.0, 20.0),
            Self::Node => (58.0, 14.0),
        }
    }
}

/// Draws a spark. Nothing to draw gives an empty picture of the same size.
pub fn spark(spark: &Spark) -> String {
    let (width, height) = spark.size.pixels();
    let mut svg = Svg::new("");
    place(&mut svg, spark, 0.0, 0.0);
    let class = match spark.size {
        SparkSize::Card => "ch-spark ch-card",
        SparkSize::Row => "ch-spark ch-row",
        SparkSize::Node => "ch-spark ch-node",
    };
    svg.finish(class, width, height, None)
}

/// Draws a spark into a larger picture.
pub(super) fn place(svg: &mut Svg, spark: &Spark, x: f64, y: f64) {
    let clean = |values: &[Option<f64>]| values.iter().map(|value| drawable(*value)).collect::<Vec<_>>();
    let (values, target) = (clean(&spark.values), clean(&spark.target));
    let (width, height) = spark.size.pixels();
    let all = values.iter().chain(&target).filter_map(|value| *value);
    let ground = (spark.kind == SparkKind::Bars).then_some(0.0);
    let Some((lo, hi)) = extent(all.chain(ground)) else { return };
    let strip = Strip::new(values.len(), [x, y, width, height], (lo, hi), spark);
    match spark.kind {
        SparkKind::Line => strip.line(svg, &values, &target),
        SparkKind::Bars => strip.bars(svg, &values, &target),
    }
}

struct Strip {
    left: f64,
    step: f64,
    top: f64,
    bottom: f64,
    lo: f64,
    hi: f64,
    node: bool,
}

impl Strip {
    fn new(count: usize, [x, y, width, height]: [f64; 4], (lo, hi): (f64, f64), spark: &Spark) -> Self {
        let node = spark.size == SparkSize::Node;
        let (side, edge) = match (spark.kind, node) {
            (SparkKind::Line, false) => (4.0, 4.0),
            (SparkKind::Line, true) => (1.0, 2.0),
            (SparkKind::Bars, _) => (0.0, 2.0),
        };
        let gaps = if spark.kind == SparkKind::Bars { count } else { count.saturating_sub(1) };
        let step = (width - 2.0 * side) / gaps.max(1) as f64;
        let bottom = if spark.kind == SparkKind::Bars { y + height } else { y + height - edge };
        Self { left: x + side, step, top: y + edge, bottom, lo, hi, node }
    }

    fn y(&self, value: f64) -> f64 {
        if self.hi - self.lo <= f64::MIN_POSITIVE {
            return (self.top + self.bottom) / 2.0;
        }
        self.bottom - (value - self.lo) / (self.hi - self.lo) * (self.bottom - self.top)
    }

    fn line(&self, svg: &mut Svg, values: &[Option<f64>], target: &[Option<f64>]) {
        let point = |(at, value): (usize, &Option<f64>)| value.map(|value| (self.left + self.step * at as f64, self.y(value)));
        for run in runs(target.iter().take(values.len()).enumerate().map(point)) {
            let (from, to) = (run[0], run[run.len() - 1]);
            if from.1 == to.1 && run.len() > 1 {
                svg.path(&[from, to], "c-target");
            } else if run.len() > 1 {
                svg.path(&steps(&run, self.step), "c-target");
            }
        }
        for run in runs(values.iter().enumerate().map(point)) {
            if run.len() == 1 {
                svg.dot(run[0].0, run[0].1);
            } else {
                svg.path(&run, "ln");
            }
        }
        if let (Some((x, y)), false) = (values.iter().enumerate().next_back().and_then(point), self.node) {
            svg.circle(x, y, 3.0, "c-accent");
        }
    }

    fn bars(&self, svg: &mut Svg, values: &[Option<f64>], target: &[Option<f64>]) {
        let wide = self.step * 0.8;
        let place = |at: usize| self.left + self.step * at as f64 + (self.step - wide) / 2.0;
        let zero = self.y(0.0);
        for (at, value) in values.iter().enumerate() {
            let Some(value) = value else { continue };
            let y = self.y(*value);
            let class = if at + 1 == values.len() { "c-accent" } else { "c-soft" };
            svg.rect(place(at), y.min(zero), wide, (y - zero).abs(), class);
        }
        // Only this month's target: earlier ones would cross the bars.
        if let Some(Some(target)) = values.len().checked_sub(1).and_then(|last| target.get(last)) {
            let (from, to) = (
                place(values.len() - 1) - wide * 0.5,
                (place(values.len() - 1) + wide * 1.5).min(self.left + self.step * values.len() as f64),
            );
            let y = self.y(*target);
            svg.path(&[(from, y), (to, y)], "c-halo");
            svg.path(&[(from, y), (to, y)], "c-tick");
        }
    }
}

/// The stretches without a gap.
fn runs(points: impl Iterator<Item = Option<(f64, f64)>>) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut open = false;
    for point in points {
        match (point, runs.last_mut()) {
            (Some(point), Some(run)) if open => run.push(point),
            (Some(point), _) => runs.push(vec![point]),
            (None, _) => {}
        }
        open = point.is_some();
    }
    runs
}

/// A line of steps that change half-way between two points.
fn steps(run: &[(f64, f64)], step: f64) -> Vec<(f64, f64)> {
    let mut points = vec![run[0]];
    for pair in run.windows(2) {
        if pair[0].1 != pair[1].1 {
            points.push((pair[1].0 - step / 2.0, pair[0].1));
            points.push((pair[1].0 - step / 2.0, pair[1].1));
        }
    }
    points.push(run[run.len() - 1]);
    points
}
