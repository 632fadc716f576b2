//! A distribution: how many lie in each class, and where the middle is.

use super::axis::Axis;
use super::field::{Field, Ground};
use super::frame::{Frame, Sheet, Table, Value};
use super::plot::Paint;
use super::scale::{Scale, TickFormat, drawable};
use super::text;

/// A histogram.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// How the ticks of the numbers are printed.
    pub ticks: TickFormat,
    /// What the classes are, as the head of the table's first column. Empty: 項目.
    pub head: String,
    /// The head of the table's second column. Empty: 値.
    pub value_head: String,
    /// The classes in order: name and number.
    pub classes: Vec<(String, Value)>,
    /// The middle: its place counted in classes (`2.5` is the middle of the third) and how it is printed.
    pub median: Option<(f64, String)>,
}

/// Draws a distribution with its table.
pub fn distribution(chart: &Distribution) -> String {
    let words = chart.frame.words();
    let or = |head: &str, word: &str| if head.is_empty() { word.to_owned() } else { head.to_owned() };
    let mut table = Table::new([or(&chart.head, words.item_head()), or(&chart.value_head, words.value_head())]);
    for (name, value) in &chart.classes {
        table.row([name, &value.text]);
    }
    if let Some((_, text)) = &chart.median {
        table.row([words.median(), text]);
    }
    chart.frame.figure("distribution", &table, |sheet| draw(chart, sheet))
}

fn draw(chart: &Distribution, sheet: &Sheet<'_>) -> String {
    let axis = Axis::Names { head: String::new(), names: chart.classes.iter().map(|class| class.0.clone()).collect() };
    let values = chart.classes.iter().filter_map(|class| class.1.drawn());
    let scale = Scale::of(values.chain([0.0]), sheet.width.pick(5, 4), &chart.ticks);
    let height = sheet.width.pick(150.0, 130.0);
    // The median's name stands over the field, in a row of its own.
    let ground = Ground { axis: &axis, scale, ticks: &chart.ticks, marks: &[], base: Some(0.0), right: 8.0, height };
    let mut field = ground.lay_under(sheet, if chart.median.is_some() { 1 } else { 0 });
    field.svg.open("bars", "");
    for (at, (_, value)) in chart.classes.iter().enumerate() {
        if let Some(value) = value.drawn() {
            let at = at as f64;
            field.plot.bar(&mut field.svg, (at - 0.48, 0.0), (at + 0.48, value), Paint::Accent);
        }
    }
    field.svg.close();
    counts(chart, &mut field);
    if chart.classes.iter().all(|class| class.1.drawn().is_none()) {
        field.nothing();
    }
    median(chart, &mut field, sheet);
    field.finish("distribution")
}

/// Writes the numbers over the bars, if all of them fit and no median stands among them.
fn counts(chart: &Distribution, field: &mut Field<'_>) {
    let room = field.plot.x(1.0) - field.plot.x(0.0) - 4.0;
    let fits =
        |(_, value): &(String, Value)| value.drawn().is_none_or(|drawn| drawn >= 0.0) && text::width(&value.text, 12.0) <= room;
    if chart.median.is_some() || !chart.classes.iter().all(fits) {
        return;
    }
    for (at, (_, value)) in chart.classes.iter().enumerate() {
        if let Some(drawn) = value.drawn() {
            field.svg.text(field.plot.x(at as f64), field.plot.y(drawn) - 5.0, "m v", &value.text);
        }
    }
}

fn median(chart: &Distribution, field: &mut Field<'_>, sheet: &Sheet<'_>) {
    let Some((at, text)) = &chart.median else { return };
    let Some(at) = drawable(Some(*at)) else { return };
    let x = field.plot.x(at - 0.5).clamp(field.plot.edges.left, field.plot.edges.right);
    let name = format!("{} {text}", sheet.words.median());
    let name = text::fit(&name, sheet.width.pixels(), 12.0);
    let wide = text::width(&name, 12.0);
    let line = [(x, 16.0), (x, field.plot.edges.bottom)];
    field.svg.path(&line, "c-halo");
    field.svg.path(&line, "c-tick");
    field.svg.text((x - wide / 2.0).min(sheet.width.pixels() - wide).max(0.0), 12.0, "v", &name);
}
