//! Bars inside a row of a table: plan and outlook, effects from a zero line, parts of a whole.

use super::frame::{Frame, Sheet, Table, Value};
use super::scale::{drawable, extent};
use super::svg::Svg;
use super::text;

/// How far a figure is, against its plan.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bullet {
    /// What is there so far.
    pub actual: Option<f64>,
    /// Where it will land.
    pub outlook: Option<f64>,
    /// The plan; its tick stands at the same place in every row.
    pub plan: Option<f64>,
    /// What the whole width stands for, in plans: the same for all rows of a table. `1.15` leaves a little beyond the plan.
    pub reach: f64,
}

/// Draws a bullet for a cell of a table (150 × 20), as decoration.
pub fn bullet(bullet: &Bullet) -> String {
    let mut svg = Svg::new("");
    place(&mut svg, bullet, [0.0, 0.0, 150.0, 20.0]);
    svg.finish("ch-bullet", 150.0, 20.0, None)
}

fn place(svg: &mut Svg, bullet: &Bullet, [x, y, width, height]: [f64; 4]) {
    let Some(plan) = drawable(bullet.plan).filter(|plan| *plan > 0.0) else { return };
    let reach = if bullet.reach.is_finite() { bullet.reach.clamp(1.0, 10.0) } else { 1.15 };
    let at = |value: f64| (value / plan / reach).clamp(0.0, 1.0) * (width - 2.0);
    let (top, high) = (y + height * 0.18, height * 0.64);
    for (value, class) in [(bullet.outlook, "c-soft"), (bullet.actual, "c-accent")] {
        if let Some(value) = drawable(value).filter(|value| *value > 0.0) {
            svg.rect(x, top, at(value), high, class);
        }
    }
    let tick = x + at(plan);
    svg.path(&[(tick, y), (tick, y + height)], "c-halo");
    svg.path(&[(tick, y), (tick, y + height)], "c-tick");
}

/// Several figures against their plans, as one chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bullets {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// The heads of the table: name, actual, outlook, plan.
    pub heads: [String; 4],
    /// Name, actual, outlook, plan.
    pub rows: Vec<(String, [Value; 3])>,
}

/// The column of outlooks in the table.
const OUTLOOK: usize = 2;

/// Draws bullets under one another, with their table.
pub fn bullets(chart: &Bullets) -> String {
    // Where nobody gave an outlook, there is no column for it.
    let expected = chart.rows.iter().any(|(_, [_, outlook, _])| !outlook.text.is_empty());
    let shown = |at: &usize| expected || *at != OUTLOOK;
    let mut table = Table::new((0..4).filter(shown).map(|at| chart.heads[at].as_str()));
    for (name, values) in &chart.rows {
        let cells: Vec<&str> = [name.as_str()].into_iter().chain(values.iter().map(|value| value.text.as_str())).collect();
        table.row((0..4).filter(shown).map(|at| cells[at]));
    }
    chart.frame.figure("bullet", &table, |sheet| draw_all(chart, sheet))
}

fn draw_all(chart: &Bullets, sheet: &Sheet<'_>) -> String {
    let width = sheet.width.pixels();
    let widest = chart.rows.iter().map(|row| text::width_bold(&row.0, 12.0)).fold(0.0, f64::max);
    let name_width = widest.min(width * 0.36) + 10.0;
    let value_width = width.min(500.0) * 0.26;
    let ratio = |(_, [actual, outlook, plan]): &(String, [Value; 3])| {
        let plan = plan.drawn().filter(|plan| *plan > 0.0)?;
        Some(actual.drawn().unwrap_or(0.0).max(outlook.drawn().unwrap_or(0.0)) / plan)
    };
    let reach = chart.rows.iter().filter_map(ratio).fold(1.0, f64::max).min(3.0) * 1.06;
    let mut svg = Svg::new("");
    let mut y = 4.0;
    for (name, [actual, outlook, plan]) in &chart.rows {
        svg.text(0.0, y + 16.0, "v", &text::fit(name, name_width - 8.0, 12.0));
        let bullet = Bullet { actual: actual.at, outlook: outlook.at, plan: plan.at, reach };
        place(&mut svg, &bullet, [name_width, y + 2.0, width - name_width - value_width, 20.0]);
        let (printed, class) = match (outlook.drawn(), actual.drawn()) {
            (Some(_), _) => (&outlook.text, "v b e"),
            (None, Some(_)) => (&actual.text, "v b e"),
            (None, None) => (&actual.text, "k e"),
        };
        svg.text(width, y + 16.0, class, &text::fit(printed, value_width - 8.0, 12.0));
        y += 30.0;
    }
    svg.finish(&sheet.class("bullet"), width, y.max(30.0), sheet.label)
}

/// An effect as a bar to the right or left of a zero line that runs through all rows.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct EffectBar {
    /// The effect; missing leaves the zero line only.
    pub value: Option<f64>,
    /// The smallest effect of all rows.
    pub lo: f64,
    /// The largest effect of all rows.
    pub hi: f64,
    /// Where the value stood before, as a tick.
    pub before: Option<f64>,
    /// Grey instead of the accent colour: not ours to change.
    pub quiet: bool,
}

/// Draws an effect for a cell of a table (248 × 36), as decoration. A negative effect is hatched.
pub fn effect_bar(bar: &EffectBar) -> String {
    const WIDTH: f64 = 248.0;
    const HEIGHT: f64 = 36.0;
    let ends = [Some(bar.lo), Some(bar.hi), bar.value, bar.before, Some(0.0)];
    let (lo, hi) = extent(ends.into_iter().filter_map(drawable)).unwrap_or((0.0, 1.0));
    let size = if hi > lo { hi - lo } else { 1.0 };
    let at = |value: f64| 1.0 + (value - lo) / size * (WIDTH - 2.0);
    let mut svg = Svg::new("");
    let zero = at(0.0);
    if let Some(value) = drawable(bar.value) {
        let class = if bar.quiet { "c-quiet" } else { "c-accent" };
        effect(&mut svg, (zero, at(value)), 11.0, 14.0, class);
    }
    svg.path(&[(zero, 0.0), (zero, HEIGHT)], "c-base");
    if let Some(before) = drawable(bar.before) {
        svg.path(&[(at(before), 7.0), (at(before), 29.0)], "c-halo");
        svg.path(&[(at(before), 7.0), (at(before), 29.0)], "c-tick");
    }
    svg.finish("ch-effect", WIDTH, HEIGHT, None)
}

/// A horizontal bar between two places; one that runs to the left is hatched.
pub(super) fn effect(svg: &mut Svg, (from, to): (f64, f64), y: f64, height: f64, class: &str) {
    if to < from {
        svg.hatched(to, y, from - to, height);
    } else {
        svg.rect(from, y, to - from, height, class);
    }
}
