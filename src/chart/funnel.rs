//! A funnel: how many are left after each step.

use super::frame::{Frame, Sheet, Table, Value};
use super::svg::Svg;
use super::text;

/// A funnel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Funnel {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// The steps in order.
    pub steps: Vec<FunnelStep>,
    /// The heads of the table: name, number, share of the step before. Empty ones get a general word.
    pub heads: [String; 3],
}

/// A step of a funnel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FunnelStep {
    /// What it is.
    pub name: String,
    /// How many there are.
    pub value: Value,
    /// The share of the step before, as it is printed; may be empty.
    pub rate: String,
}

/// Draws a funnel with its table.
pub fn funnel(chart: &Funnel) -> String {
    let words = chart.frame.words();
    let general = [words.item_head(), words.value_head(), words.share_head()];
    let heads = chart.heads.iter().zip(general).map(|(head, word)| if head.is_empty() { word } else { head });
    let mut table = Table::new(heads);
    for step in &chart.steps {
        table.row([&step.name, &step.value.text, &step.rate]);
    }
    chart.frame.figure("funnel", &table, |sheet| draw(chart, sheet))
}

const BAR: f64 = 26.0;
const BETWEEN: f64 = 24.0;

fn draw(chart: &Funnel, sheet: &Sheet<'_>) -> String {
    let width = sheet.width.pixels();
    let widest = |texts: &mut dyn Iterator<Item = &String>, most: f64| {
        texts.map(|text| text::width_bold(text, 12.0)).fold(0.0, f64::max).min(most)
    };
    let left = widest(&mut chart.steps.iter().map(|step| &step.name), width * 0.34) + 14.0;
    let values = widest(&mut chart.steps.iter().map(|step| &step.value.text), width * 0.24);
    let size = |step: &FunnelStep| step.value.drawn().map(|value| value.max(0.0));
    let most = chart.steps.iter().filter_map(size).fold(0.0, f64::max);
    let room = width - left - values - 10.0;
    let long = |value: f64| if most > 0.0 { value / most * room } else { 0.0 };
    let mut svg = Svg::new("");
    let mut y = 4.0;
    let mut before: Option<f64> = None;
    for step in &chart.steps {
        let here = size(step).map(long);
        if let (Some(from), Some(to)) = (before, here) {
            svg.polygon(&[(left, y - BETWEEN), (left + from, y - BETWEEN), (left + to, y), (left, y)], "c-soft funnel");
        }
        if y > BAR && !step.rate.is_empty() {
            svg.text(left + 8.0, y - 8.0, "v", &text::fit(&step.rate, room, 12.0));
        }
        svg.text(0.0, y + 17.5, "v", &text::fit(&step.name, left - 14.0, 12.0));
        let end = match here {
            Some(long) => {
                svg.rect(left, y, long.max(1.0), BAR, "c-accent");
                left + long + 8.0
            }
            None => left + 8.0,
        };
        let class = if here.is_some() { "v b" } else { "k" };
        svg.text(end, y + 17.5, class, &text::fit(&step.value.text, width - end, 12.0));
        before = here;
        y += BAR + BETWEEN;
    }
    if chart.steps.is_empty() {
        svg.text(width / 2.0, 40.0, "m k", sheet.words.nothing());
        y = 64.0 + BETWEEN;
    }
    svg.finish(&sheet.class("funnel"), width, y - BETWEEN + 4.0, sheet.label)
}
