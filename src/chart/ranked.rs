//! Bars that lie: a ranking, with names that may be long.

use super::bullet::effect;
use super::frame::{Frame, Sheet, Table, Value};
use super::scale::extent;
use super::svg::Svg;
use super::text;

/// A ranking as lying bars from a zero line through all rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ranked {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// The heads of the table: name, value before (used only if a row has one), value. Empty ones get a general word.
    pub heads: [String; 3],
    /// The rows, in the order in which they are drawn.
    pub rows: Vec<RankedRow>,
    /// The row under the line: name and text.
    pub total: Option<(String, String)>,
}

/// A row of a ranking.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RankedRow {
    /// What it is.
    pub name: String,
    /// Its value; a missing one leaves its text in place of the bar.
    pub value: Value,
    /// The value before, as a tick.
    pub before: Option<Value>,
    /// Grey instead of the accent colour: not ours to change.
    pub quiet: bool,
}

/// Draws a ranking with its table.
pub fn ranked(chart: &Ranked) -> String {
    let words = chart.frame.words();
    let before = chart.rows.iter().any(|row| row.before.is_some());
    let or = |head: &str, word: &str| if head.is_empty() { word.to_owned() } else { head.to_owned() };
    let mut table = Table::new([or(&chart.heads[0], words.item_head())]);
    if before {
        table.head.push(or(&chart.heads[1], words.before_head()));
    }
    table.head.push(or(&chart.heads[2], words.value_head()));
    for row in &chart.rows {
        let mut cells = vec![row.name.clone()];
        cells.extend(before.then(|| row.before.as_ref().map_or_else(String::new, |value| value.text.clone())));
        cells.push(row.value.text.clone());
        table.row(cells);
    }
    if let Some((name, text)) = &chart.total {
        let mut cells = vec![name.clone()];
        cells.extend(before.then(String::new));
        cells.push(text.clone());
        table.row(cells);
    }
    chart.frame.figure("ranked", &table, |sheet| draw(chart, sheet))
}

const ROW: f64 = 30.0;

fn draw(chart: &Ranked, sheet: &Sheet<'_>) -> String {
    let width = sheet.width.pixels();
    let total = chart.total.iter().map(|(name, text)| (name, text));
    let named: Vec<(&String, &String)> = chart.rows.iter().map(|row| (&row.name, &row.value.text)).chain(total.clone()).collect();
    let widest = |texts: &mut dyn Iterator<Item = &String>, most: f64| {
        texts.map(|text| text::width_bold(text, 12.0)).fold(0.0, f64::max).min(most)
    };
    let names = widest(&mut named.iter().map(|named| named.0), width * 0.36);
    let present = chart.rows.iter().filter(|row| row.value.drawn().is_some()).map(|row| &row.value.text);
    let values = widest(&mut present.chain(total.clone().map(|total| total.1)), width * 0.26);
    let (left, right) = (names + 14.0, width - values - 12.0);
    let all = chart.rows.iter().flat_map(|row| [Some(&row.value), row.before.as_ref()]).flatten().filter_map(Value::drawn);
    let (lo, hi) = extent(all.chain([0.0])).unwrap_or((0.0, 0.0));
    let size = if hi > lo { hi - lo } else { 1.0 };
    let x = |value: f64| left + (value - lo) / size * (right - left);
    let mut svg = Svg::new("");
    let mut y = 2.0;
    for row in &chart.rows {
        svg.text(0.0, y + 19.0, "v", &text::fit(&row.name, names, 12.0));
        match row.value.drawn() {
            Some(value) => {
                effect(&mut svg, (x(0.0), x(value)), y + 8.0, 14.0, if row.quiet { "c-quiet" } else { "c-accent" });
                svg.text(width, y + 19.0, "v b e", &text::fit(&row.value.text, values, 12.0));
            }
            None => svg.text(x(0.0) + 8.0, y + 19.0, "k", &text::fit(&row.value.text, width - x(0.0) - 8.0, 12.0)),
        }
        if let Some(before) = row.before.as_ref().and_then(Value::drawn) {
            let tick = [(x(before), y + 4.0), (x(before), y + 26.0)];
            svg.path(&tick, "c-halo");
            svg.path(&tick, "c-tick");
        }
        y += ROW;
    }
    svg.path(&[(x(0.0), 2.0), (x(0.0), y.max(ROW))], "c-base");
    if let Some((name, text)) = &chart.total {
        svg.path(&[(0.0, y + 0.5), (width, y + 0.5)], "c-rule");
        svg.text(0.0, y + 20.0, "v b", &text::fit(name, names, 12.0));
        svg.text(width, y + 20.0, "v b e", &text::fit(text, values, 12.0));
        y += ROW;
    }
    svg.finish(&sheet.class("ranked"), width, y.max(ROW) + 2.0, sheet.label)
}
