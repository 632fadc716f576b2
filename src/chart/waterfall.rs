//! A bridge from one total to another: what came, what went.

use super::frame::{Frame, Sheet, Table, Value, Width};
use super::scale::{Scale, TickFormat, extent};
use super::svg::Svg;
use super::text;

/// A waterfall chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Waterfall {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// How the start of a broken axis is printed.
    pub ticks: TickFormat,
    /// What the steps are called, as the head of the table's first column. Empty: 項目.
    pub head: String,
    /// The steps in order.
    pub steps: Vec<Step>,
}

/// One step of a bridge.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Step {
    /// What it is.
    pub name: String,
    /// A second line under the name, such as 9月末; may be empty.
    pub sub: String,
    /// A total, or a change with its sign.
    pub value: Value,
    /// Which of the two.
    pub kind: StepKind,
}

/// What a step of a bridge does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepKind {
    /// Stands on the ground.
    Total,
    /// Starts where the step before it ended.
    #[default]
    Change,
}

/// Draws a bridge with its table.
pub fn waterfall(chart: &Waterfall) -> String {
    let words = chart.frame.words();
    let head = if chart.head.is_empty() { words.item_head() } else { &chart.head };
    let mut table = Table::new([head, words.value_head()]);
    for step in &chart.steps {
        let name = if step.sub.is_empty() { step.name.clone() } else { format!("{} {}", step.name, step.sub) };
        table.row([name, step.value.text.clone()]);
    }
    chart.frame.figure("waterfall", &table, |sheet| draw(chart, sheet))
}

/// A step with the levels between which it runs.
struct Level<'a> {
    step: &'a Step,
    from: f64,
    to: f64,
    drawn: bool,
}

impl Level<'_> {
    fn falls(&self) -> bool {
        self.to < self.from
    }

    fn class(&self) -> &'static str {
        match self.step.kind {
            StepKind::Total => "c-tot",
            StepKind::Change if self.falls() => "c-hatch",
            StepKind::Change => "c-accent",
        }
    }
}

/// Where the axis starts, and whether that is not zero.
struct Ground {
    lo: f64,
    hi: f64,
    broken: Option<String>,
    /// Whether a fall ends so low that its value needs room under the field.
    low: bool,
}

fn draw(chart: &Waterfall, sheet: &Sheet<'_>) -> String {
    let levels = levels(&chart.steps);
    let ground = ground(&levels, &chart.ticks);
    let step = sheet.width.pixels() / levels.len().max(1) as f64;
    let fits = |level: &Level<'_>| {
        text::width_bold(&level.step.value.text, if level.step.kind == StepKind::Total { 16.0 } else { 12.0 }) <= step - 4.0
    };
    let upright = sheet.width == Width::Wide && step >= 58.0 && levels.iter().all(fits);
    if levels.iter().all(|level| !level.drawn) {
        let mut svg = Svg::new("");
        svg.text(sheet.width.pixels() / 2.0, 40.0, "m k", sheet.words.nothing());
        return svg.finish(&sheet.class("waterfall"), sheet.width.pixels(), 64.0, sheet.label);
    }
    if upright { Upright { sheet, ground, step }.draw(&levels) } else { rows(&levels, &ground, sheet) }
}

fn levels(steps: &[Step]) -> Vec<Level<'_>> {
    let mut at = 0.0;
    steps
        .iter()
        .map(|step| {
            let value = step.value.drawn();
            let from = if step.kind == StepKind::Total { 0.0 } else { at };
            // A missing total leaves the level where the changes brought it.
            let to = match (step.kind, value) {
                (StepKind::Total, value) => value.unwrap_or(at),
                (StepKind::Change, value) => at + value.unwrap_or(0.0),
            };
            at = to;
            Level { step, from, to, drawn: value.is_some() }
        })
        .collect()
}

/// Starts the axis above zero where the changes would be too small to see beside the totals.
fn ground(levels: &[Level<'_>], ticks: &TickFormat) -> Ground {
    let (lo, hi) = extent(levels.iter().map(|level| level.to)).unwrap_or((0.0, 1.0));
    if lo > 0.0 && hi - lo < 0.4 * hi && hi > lo {
        let scale = Scale::of([(lo - 0.5 * (hi - lo)).max(0.0), hi], 12, ticks);
        if scale.lo > 0.0 {
            return Ground { lo: scale.lo, hi, broken: Some(ticks.full(scale.lo, scale.step)), low: false };
        }
    }
    let (lo, hi) = (lo.min(0.0), hi.max(0.0));
    let hi = if hi > lo { hi } else { lo + 1.0 };
    let low = levels.iter().any(|level| level.falls() && level.to < lo + 0.1 * (hi - lo));
    Ground { lo, hi, broken: None, low }
}

struct Upright<'a> {
    sheet: &'a Sheet<'a>,
    ground: Ground,
    step: f64,
}

const TOP: f64 = 30.0;
const FIELD: f64 = 210.0;
/// The width of a bar, in parts of a step.
const BAR: f64 = 0.58;

impl Upright<'_> {
    fn y(&self, value: f64) -> f64 {
        TOP + (self.ground.hi - value) / (self.ground.hi - self.ground.lo) * self.field()
    }

    /// A fall below everything needs room for its value under it.
    fn field(&self) -> f64 {
        if self.ground.low { FIELD - 20.0 } else { FIELD }
    }

    fn floor(&self) -> f64 {
        self.y(self.ground.lo.max(0.0).min(self.ground.hi))
    }

    fn centre(&self, at: usize) -> f64 {
        self.step * (at as f64 + 0.5)
    }

    fn draw(&self, levels: &[Level<'_>]) -> String {
        let mut svg = Svg::new(self.sheet.id);
        let width = self.sheet.width.pixels();
        for (at, level) in levels.iter().enumerate() {
            self.bar(&mut svg, level, at, levels.get(at + 1).is_some());
        }
        svg.path(&[(0.0, self.floor()), (width, self.floor())], "c-base");
        let bottom = TOP + FIELD;
        let names = self.names(&mut svg, levels, bottom);
        let mut height = bottom + names;
        if let Some(from) = &self.ground.broken {
            for (at, _) in levels.iter().enumerate().filter(|(_, level)| level.step.kind == StepKind::Total && level.drawn) {
                self.cut(&mut svg, at);
            }
            height += self.sentence(&mut svg, levels, from, height);
        }
        svg.finish(&self.sheet.class("waterfall"), width, height, self.sheet.label)
    }

    fn bar(&self, svg: &mut Svg, level: &Level<'_>, at: usize, goes_on: bool) {
        let wide = self.step * BAR;
        let left = self.centre(at) - wide / 2.0;
        let from = if level.step.kind == StepKind::Total { self.floor() } else { self.y(level.from) };
        let to = self.y(level.to);
        let (top, bottom) = (from.min(to), from.max(to));
        if goes_on {
            svg.path(&[(left + wide, to), (left + self.step, to)], "c-join");
        }
        let text = &level.step.value.text;
        if !level.drawn {
            svg.text(self.centre(at), to - 8.0, "m k", text);
            return;
        }
        let title = format!("{} {text}", level.step.name);
        svg.titled_rect([left, top, wide, (bottom - top).max(1.5)], level.class(), &title);
        let total = level.step.kind == StepKind::Total;
        if level.falls() && (!total || level.to < 0.0) {
            svg.text(self.centre(at), bottom + if total { 18.0 } else { 16.0 }, if total { "m big" } else { "m v" }, text);
        } else {
            svg.text(self.centre(at), top - 8.0, if total { "m big" } else { "m v" }, text);
        }
    }

    /// The slanted gap through a total that does not start at zero.
    fn cut(&self, svg: &mut Svg, at: usize) {
        let half = self.step * BAR / 2.0 + 6.0;
        let (x, y) = (self.centre(at), self.floor() - 18.0);
        let edge = |dy: f64| [(x - half, y + 4.0 + dy), (x + half, y - 4.0 + dy)];
        let ([a, b], [c, d]) = (edge(-4.0), edge(4.0));
        svg.polygon(&[a, b, d, c], "c-paper");
        svg.path(&[a, b], "c-join");
        svg.path(&[c, d], "c-join");
    }

    /// Writes the sentence beside the first total if it is free there, else under everything.
    fn sentence(&self, svg: &mut Svg, levels: &[Level<'_>], from: &str, below: f64) -> f64 {
        let sentence = self.sheet.words.broken(from);
        let next = (1..levels.len()).find(|&at| levels[at].step.kind == StepKind::Total).unwrap_or(levels.len());
        let left = self.centre(0) + self.step * BAR / 2.0 + 14.0;
        let right = self.centre(next) - self.step * BAR / 2.0 - 12.0;
        let lowest = levels[..next].iter().map(|level| self.y(level.to)).fold(0.0, f64::max);
        let first = levels.first().is_some_and(|level| level.step.kind == StepKind::Total);
        if first && text::width(&sentence, 12.0) <= right - left && lowest + 22.0 < self.floor() - 24.0 {
            svg.text(left, self.floor() - 10.0, "", &sentence);
            return 0.0;
        }
        svg.text(0.0, below + 10.0, "", &text::fit(&sentence, self.sheet.width.pixels(), 12.0));
        18.0
    }

    /// The width a name may take: short neighbours leave more than a step.
    fn room(&self, levels: &[Level<'_>], at: usize) -> f64 {
        let taken = |at: Option<usize>| match at.and_then(|at| levels.get(at)) {
            Some(level) => {
                let wide = |text: &str| text::width_bold(text, 12.0);
                wide(&level.step.name).max(wide(&level.step.sub)).min(self.step - 4.0) / 2.0
            }
            // At an end of the picture there is half a step and no neighbour.
            None => self.step / 2.0,
        };
        let beside = taken(at.checked_sub(1)).max(taken(Some(at + 1)));
        2.0 * (self.step - beside - 3.0)
    }

    fn names(&self, svg: &mut Svg, levels: &[Level<'_>], bottom: f64) -> f64 {
        let mut rows = 1;
        for (at, level) in levels.iter().enumerate() {
            let class = if level.step.kind == StepKind::Total { "m v b" } else { "m v" };
            let lines = text::wrap(&level.step.name, self.room(levels, at), 12.0, 2);
            for (row, line) in lines.iter().enumerate() {
                svg.text(self.centre(at), bottom + 18.0 + 15.0 * row as f64, class, line);
            }
            let mut used = lines.len();
            if !level.step.sub.is_empty() {
                let sub = text::fit(&level.step.sub, self.step - 4.0, 12.0);
                svg.text(self.centre(at), bottom + 18.0 + 15.0 * used as f64, "m", &sub);
                used += 1;
            }
            rows = rows.max(used);
        }
        10.0 + 15.0 * rows as f64
    }
}

/// A bridge lying down, one row a step: for narrow pictures and for many steps.
fn rows(levels: &[Level<'_>], ground: &Ground, sheet: &Sheet<'_>) -> String {
    let width = sheet.width.pixels();
    let widest = |texts: &mut dyn Iterator<Item = f64>, most: f64| texts.fold(0.0, f64::max).min(most);
    let names = widest(&mut levels.iter().map(|level| text::width_bold(&level.step.name, 12.0)), width * 0.34);
    let values = widest(&mut levels.iter().map(|level| text::width_bold(&level.step.value.text, 12.0)), width * 0.3);
    let (left, right) = (names + 14.0, width - values - 14.0);
    let x = |value: f64| left + (value - ground.lo) / (ground.hi - ground.lo) * (right - left);
    let mut svg = Svg::new(sheet.id);
    let mut y = 2.0;
    for (at, level) in levels.iter().enumerate() {
        let total = level.step.kind == StepKind::Total;
        let (from, to) = (x(if total { ground.lo.max(0.0).min(ground.hi) } else { level.from }), x(level.to));
        svg.text(0.0, y + 19.0, if total { "v b" } else { "v" }, &text::fit(&level.step.name, names, 12.0));
        svg.text(width, y + 19.0, if total { "v b e" } else { "v e" }, &text::fit(&level.step.value.text, values, 12.0));
        if level.drawn {
            svg.rect(from.min(to), y + 6.0, (from - to).abs().max(1.5), 18.0, level.class());
        }
        if at + 1 < levels.len() {
            svg.path(&[(to, y + 24.0), (to, y + 36.0)], "c-join");
        }
        if total && level.drawn && ground.broken.is_some() {
            cut_row(&mut svg, from + 14.0, y + 15.0);
        }
        y += 30.0;
    }
    let zero = x(ground.lo.max(0.0).min(ground.hi));
    svg.path(&[(zero, 2.0), (zero, y)], "c-base");
    if let Some(from) = &ground.broken {
        for line in text::wrap(&sheet.words.broken(from), width, 12.0, 2) {
            svg.text(0.0, y + 16.0, "", &line);
            y += 16.0;
        }
    }
    svg.finish(&sheet.class("waterfall"), width, y + 6.0, sheet.label)
}

fn cut_row(svg: &mut Svg, x: f64, y: f64) {
    let edge = |dx: f64| [(x + 3.0 + dx, y - 13.0), (x - 3.0 + dx, y + 13.0)];
    let ([a, b], [c, d]) = (edge(-3.0), edge(3.0));
    svg.polygon(&[a, b, d, c], "c-paper");
    svg.path(&[a, b], "c-join");
    svg.path(&[c, d], "c-join");
}
