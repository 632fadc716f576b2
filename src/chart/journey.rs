//! The journey as a line with stations.

use super::frame::{Frame, Sheet, Table, Width};
use super::svg::Svg;
use super::text;

/// A journey map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Journey {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// The stages in order.
    pub stages: Vec<Stage>,
    /// The head of the table's first column, and of one column for each line of a stage.
    pub heads: Vec<String>,
}

/// A stage of a journey.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stage {
    /// What it is called.
    pub name: String,
    /// When it is, what its goal is, who leads it, how many guides it has: short lines under the name.
    pub lines: Vec<String>,
    /// Whether the reader is here.
    pub current: bool,
    /// Where the line is inked in: up to here.
    pub reached: bool,
}

/// Draws a journey with its table.
pub fn journey(chart: &Journey) -> String {
    let mut table = Table::new(chart.heads.iter().cloned());
    let most = chart.stages.iter().map(|stage| stage.lines.len()).max().unwrap_or(0);
    for stage in &chart.stages {
        let lines = (0..most).map(|at| stage.lines.get(at).cloned().unwrap_or_default());
        table.row([stage.name.clone()].into_iter().chain(lines));
    }
    chart.frame.figure("journey", &table, |sheet| {
        let step = (sheet.width.pixels() + 16.0) / chart.stages.len().max(1) as f64;
        match sheet.width {
            Width::Wide if step >= 84.0 => across(chart, sheet, step),
            _ => down(chart, sheet),
        }
    })
}

fn across(chart: &Journey, sheet: &Sheet<'_>, step: f64) -> String {
    const Y: f64 = 14.0;
    let mut svg = Svg::new("");
    let x = |at: usize| 8.0 + step * at as f64;
    for (at, stage) in chart.stages.iter().enumerate().skip(1) {
        svg.path(&[(x(at - 1), Y), (x(at), Y)], if stage.reached { "j-on" } else { "j-off" });
    }
    let mut bottom = Y;
    for (at, stage) in chart.stages.iter().enumerate() {
        station(&mut svg, stage, x(at), Y);
        let mut y = Y + 32.0;
        for line in text::wrap(&stage.name, step - 16.0, 14.0, 2) {
            svg.text(x(at) - 8.0, y, "v b mid", &line);
            y += 19.0;
        }
        for line in &stage.lines {
            for line in text::wrap(line, step - 16.0, 12.0, 3) {
                svg.text(x(at) - 8.0, y + 2.0, "k", &line);
                y += 17.0;
            }
            y += 4.0;
        }
        bottom = bottom.max(y);
    }
    svg.finish(&sheet.class("journey"), sheet.width.pixels(), bottom, sheet.label)
}

fn down(chart: &Journey, sheet: &Sheet<'_>) -> String {
    const X: f64 = 10.0;
    let width = sheet.width.pixels();
    let mut svg = Svg::new("");
    let mut y = 14.0;
    let mut before: Option<f64> = None;
    for stage in &chart.stages {
        if let Some(before) = before {
            svg.path(&[(X, before), (X, y)], if stage.reached { "j-on" } else { "j-off" });
        }
        before = Some(y);
        let mut at = y + 5.0;
        for line in text::wrap(&stage.name, width - 34.0, 14.0, 2) {
            svg.text(34.0, at, "v b mid", &line);
            at += 19.0;
        }
        for line in stage.lines.iter().flat_map(|line| text::wrap(line, width - 34.0, 12.0, 3)) {
            svg.text(34.0, at + 1.0, "k", &line);
            at += 17.0;
        }
        y = at + 18.0;
    }
    // Stations last, so that the line ends under them.
    let mut y = 14.0;
    for stage in &chart.stages {
        station(&mut svg, stage, X, y);
        let names = text::wrap(&stage.name, width - 34.0, 14.0, 2).len() as f64;
        let lines = stage.lines.iter().map(|line| text::wrap(line, width - 34.0, 12.0, 3).len()).sum::<usize>() as f64;
        y += 5.0 + 19.0 * names + 17.0 * lines + 18.0;
    }
    svg.finish(&sheet.class("journey"), width, y.max(40.0) - 20.0, sheet.label)
}

fn station(svg: &mut Svg, stage: &Stage, x: f64, y: f64) {
    if stage.current {
        svg.circle(x, y, 10.0, "j-here");
    }
    svg.circle(x, y, 6.0, if stage.reached { "j-full" } else { "j-open" });
}
