//! The organisation chart: the top in the middle, its branches beside one another, what is below hangs down.

use super::frame::{Frame, Sheet, Table};
use super::svg::Svg;
use super::text;

/// An organisation chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Org {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// The units.
    pub units: Vec<Unit>,
    /// The heads of the table: name, lead, note, belongs to.
    pub heads: [String; 4],
}

/// A unit of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unit {
    /// What it is called.
    pub name: String,
    /// Who leads it; may be empty.
    pub lead: String,
    /// A third line, such as its people or its region; may be empty.
    pub note: String,
    /// The unit it belongs to, by its place in the list.
    pub parent: Option<usize>,
    /// Ours, hence drawn strong.
    pub own: bool,
}

/// Draws an organisation chart with its table.
pub fn org(chart: &Org) -> String {
    let mut table = Table::new(chart.heads.iter().cloned());
    for unit in &chart.units {
        let above = unit.parent.and_then(|parent| chart.units.get(parent)).map_or("", |unit| unit.name.as_str());
        table.row([unit.name.as_str(), &unit.lead, &unit.note, above]);
    }
    chart.frame.figure("org", &table, |sheet| Drawing::new(chart, sheet).draw())
}

struct Drawing<'a> {
    chart: &'a Org,
    sheet: &'a Sheet<'a>,
    children: Vec<Vec<usize>>,
    roots: Vec<usize>,
    svg: Svg,
}

const INDENT: f64 = 14.0;
const GAP: f64 = 12.0;
const LINE: f64 = 16.0;

impl<'a> Drawing<'a> {
    fn new(chart: &'a Org, sheet: &'a Sheet<'a>) -> Self {
        let mut children = vec![Vec::new(); chart.units.len()];
        let mut roots = Vec::new();
        for (at, unit) in chart.units.iter().enumerate() {
            match unit.parent {
                Some(parent) if leads_up(chart, at) => children[parent].push(at),
                _ => roots.push(at),
            }
        }
        Self { chart, sheet, children, roots, svg: Svg::new("") }
    }

    fn draw(mut self) -> String {
        let width = self.sheet.width.pixels();
        let mut y = 2.0;
        for root in self.roots.clone() {
            y = self.root(root, y, width) + 24.0;
        }
        if self.roots.is_empty() {
            self.svg.text(width / 2.0, 40.0, "m k", self.sheet.words.nothing());
            y = 64.0 + 22.0;
        }
        self.svg.finish(&self.sheet.class("org"), width, y - 22.0, self.sheet.label)
    }

    /// Draws a whole tree and gives its lower edge.
    fn root(&mut self, root: usize, top: f64, width: f64) -> f64 {
        let branches = self.children[root].clone();
        let most = self.sheet.width.pick(5, 2);
        let bands = branches.len().div_ceil(most).max(1);
        let columns = branches.len().div_ceil(bands).max(1);
        // Branches in several bands hang on a trunk that runs down at the left edge.
        let margin = if bands > 1 { 12.0 } else { 0.0 };
        let step = (width - margin + GAP) / columns as f64;
        let wide = self.sheet.width.pick(200.0, 180.0_f64).min(width);
        let mut bottom = self.unit(root, (width - wide) / 2.0, top, wide);
        let mut trunk = (width / 2.0, bottom);
        for band in branches.chunks(columns) {
            let (rail, from) = (bottom + 12.0, bottom + 24.0);
            let centre = |at: usize| margin + step * at as f64 + (step - GAP) / 2.0;
            self.svg.path(&[trunk, (trunk.0, rail)], "c-join");
            let edge = if bands > 1 { 1.0 } else { trunk.0 };
            let ends = [centre(0), centre(band.len() - 1), trunk.0, edge];
            let (left, right) = ends.iter().fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
            self.svg.path(&[(left, rail), (right, rail)], "c-join");
            let mut lowest = from;
            for (at, &branch) in band.iter().enumerate() {
                self.svg.path(&[(centre(at), rail), (centre(at), from)], "c-join");
                lowest = lowest.max(self.branch(branch, margin + step * at as f64, from, step - GAP, 0));
            }
            trunk = (edge, rail);
            bottom = lowest;
        }
        bottom
    }

    /// Draws a unit with all below it, indented; gives the lower edge.
    fn branch(&mut self, at: usize, x: f64, y: f64, width: f64, depth: usize) -> f64 {
        let mut bottom = self.unit(at, x, y, width);
        let joint = x + INDENT / 2.0;
        let mut last = bottom;
        for child in self.children[at].clone() {
            let top = bottom + 10.0;
            // Very deep trees stop moving right, or nothing could be read.
            let indent = if depth < 4 { INDENT } else { 0.0 };
            last = top + 16.0;
            self.svg.path(&[(joint, last), (x + INDENT, last)], "c-join");
            bottom = self.branch(child, x + indent, top, width - indent, depth + 1);
        }
        if !self.children[at].is_empty() {
            let own = self.height(at);
            self.svg.path(&[(joint, y + own), (joint, last)], "c-join");
        }
        bottom
    }

    fn height(&self, at: usize) -> f64 {
        let unit = &self.chart.units[at];
        let lines = 1 + usize::from(!unit.lead.is_empty()) + usize::from(!unit.note.is_empty());
        LINE * lines as f64 + 14.0
    }

    /// Draws one box and gives its lower edge.
    fn unit(&mut self, at: usize, x: f64, y: f64, width: f64) -> f64 {
        let unit = &self.chart.units[at];
        let height = self.height(at);
        let room = width - 20.0;
        self.svg.rect(x + 0.75, y + 0.75, width - 1.5, height - 1.5, if unit.own { "own" } else { "box" });
        let lines = [("v b", &unit.name), ("v", &unit.lead), ("k", &unit.note)];
        let mut baseline = y + 20.0;
        for (class, line) in lines.into_iter().enumerate().filter(|(n, line)| *n == 0 || !line.1.is_empty()).map(|line| line.1) {
            self.svg.text(x + 10.0, baseline, class, &text::fit(line, room, 12.0));
            baseline += LINE;
        }
        y + height
    }
}

/// Whether the way up from a unit ends: not in a circle, not at a unit that does not exist, and before
/// the boxes have become too narrow to read.
fn leads_up(chart: &Org, from: usize) -> bool {
    let mut at = from;
    for _ in 0..32 {
        match chart.units.get(at).map(|unit| unit.parent) {
            Some(Some(parent)) => at = parent,
            Some(None) => return true,
            None => return false,
        }
    }
    false
}
