//! Trees that are read from left to right: the KPI tree, and what a figure is made of.

use std::fmt::Write as _;

use super::frame::{Frame, Sheet, Table, Width};
use super::labels;
use super::spark::{self, Spark, SparkKind, SparkSize};
use super::status::Status;
use super::svg::Svg;
use super::text;
use crate::html;

/// A tree of figures in columns. A node appears once and may hang under several others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tree {
    /// Title, caption, accessible name.
    pub frame: Frame,
    /// The heads of the columns: what stands there, and how it hangs together.
    pub columns: Vec<(String, String)>,
    /// The nodes; those of one column in the order in which they should stand.
    pub nodes: Vec<Node>,
    /// The heads of the table: name, value, status, change. Empty ones get no text.
    pub heads: [String; 4],
}

/// A node of a tree.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    /// The column, counted from 0. Beyond the sixth all stand in the sixth.
    pub column: usize,
    /// The nodes it hangs under, by their place in the list.
    pub parents: Vec<usize>,
    /// How it hangs there.
    pub relation: Relation,
    /// `＋` or `−` before the name of a term; may be empty.
    pub sign: String,
    /// The name.
    pub name: String,
    /// Where the name leads; may be empty.
    pub href: String,
    /// The figure without its unit.
    pub value: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// Its status.
    pub status: Status,
    /// The status in a word; may be empty.
    pub status_word: String,
    /// The change, or the reason why there is no figure.
    pub note: String,
    /// The months before, oldest first.
    pub course: Vec<Option<f64>>,
}

/// How a node hangs under another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Relation {
    /// It is a term: a solid line.
    #[default]
    Adds,
    /// It predicts: a dashed line.
    Predicts,
    /// It moves: a dotted line.
    Moves,
}

impl Relation {
    fn class(self) -> &'static str {
        match self {
            Self::Adds => "e-adds",
            Self::Predicts => "e-predicts",
            Self::Moves => "e-moves",
        }
    }
}

/// Draws a tree with its table. The narrow form is a nested list.
pub fn tree(chart: &Tree) -> String {
    let mut table = Table::new(chart.heads.iter().cloned());
    for node in &chart.nodes {
        let value = format!("{}{}", node.value, node.unit);
        let (name, status, note) = (node.full_name(), node.status_word.clone(), node.note.clone());
        table.row([name, value, status, note]);
    }
    chart.frame.figure("tree", &table, |sheet| match sheet.width {
        Width::Wide => Layout::of(chart).draw(chart, sheet),
        Width::Narrow | Width::Aside => list(chart, sheet),
    })
}

const COLUMNS: usize = 6;
const HEIGHT: f64 = 64.0;
const GAP: f64 = 11.0;
const PAD: f64 = 10.0;

struct Layout {
    width: f64,
    step: f64,
    head: f64,
    /// The centre of each node.
    centres: Vec<f64>,
    bottom: f64,
}

impl Node {
    fn column(&self) -> usize {
        self.column.min(COLUMNS - 1)
    }

    fn full_name(&self) -> String {
        if self.sign.is_empty() { self.name.clone() } else { format!("{} {}", self.sign, self.name) }
    }
}

impl Layout {
    fn of(chart: &Tree) -> Self {
        let columns = chart.nodes.iter().map(|node| node.column() + 1).max().unwrap_or(1).max(2);
        // Four columns leave room for a curve between them; more columns make the nodes narrower.
        let between = if columns <= 4 { 26.0 } else { 20.0 };
        let width = ((696.0 - between * (columns as f64 - 1.0)) / columns as f64).min(154.0);
        let step = if columns <= 4 { (696.0 - width) / (columns as f64 - 1.0).max(3.0) } else { width + between };
        let head = if chart.columns.is_empty() { 2.0 } else { 48.0 };
        let mut layout = Self { width, step, head, centres: vec![0.0; chart.nodes.len()], bottom: head };
        layout.place(chart);
        layout
    }

    /// The fullest column stands evenly; the others take the middle of what they hang on, first to
    /// its right and then to its left.
    fn place(&mut self, chart: &Tree) {
        let mut columns: Vec<Vec<usize>> = vec![Vec::new(); COLUMNS];
        for (at, node) in chart.nodes.iter().enumerate() {
            columns[node.column()].push(at);
        }
        let fullest = (0..COLUMNS).max_by_key(|&column| (columns[column].len(), COLUMNS - column)).unwrap_or(0);
        let rows = columns[fullest].len().max(1) as f64;
        self.bottom = self.head + rows * (HEIGHT + GAP) - GAP;
        for (row, &at) in columns[fullest].iter().enumerate() {
            self.centres[at] = self.head + row as f64 * (HEIGHT + GAP) + HEIGHT / 2.0;
        }
        for (column, nodes) in columns.iter().enumerate().skip(fullest + 1) {
            let wanted = |at: usize| chart.nodes[at].parents.clone();
            self.settle(chart, nodes, column, &wanted);
        }
        for (column, nodes) in columns.iter().enumerate().take(fullest).rev() {
            let wanted = |at: usize| {
                let hangs = |node: &&Node| node.parents.contains(&at);
                let here = chart.nodes.iter().enumerate().filter(|(_, node)| hangs(node));
                here.map(|(child, _)| child).collect()
            };
            self.settle(chart, nodes, column, &wanted);
        }
    }

    fn settle(&mut self, chart: &Tree, nodes: &[usize], column: usize, near: &dyn Fn(usize) -> Vec<usize>) {
        let middle = (self.head + self.bottom) / 2.0;
        let wanted: Vec<(f64, f64)> = nodes
            .iter()
            .map(|&at| {
                let others: Vec<f64> = near(at)
                    .into_iter()
                    .filter(|other| chart.nodes.get(*other).is_some_and(|node| node.column() != column))
                    .map(|other| self.centres[other])
                    .filter(|centre| *centre > 0.0)
                    .collect();
                let centre = if others.is_empty() { middle } else { others.iter().sum::<f64>() / others.len() as f64 };
                (centre, HEIGHT + GAP)
            })
            .collect();
        let placed = labels::spread(&wanted, self.head - GAP / 2.0, self.bottom + GAP / 2.0);
        for (&at, centre) in nodes.iter().zip(placed) {
            self.centres[at] = centre;
        }
    }

    fn left(&self, node: &Node) -> f64 {
        self.step * node.column() as f64
    }

    fn draw(&self, chart: &Tree, sheet: &Sheet<'_>) -> String {
        let mut svg = Svg::new("");
        for (at, (name, how)) in chart.columns.iter().enumerate().take(COLUMNS) {
            let room = self.width;
            svg.text(self.step * at as f64, 14.0, "v b", &text::fit(name, room, 12.0));
            svg.text(self.step * at as f64, 30.0, "", &text::fit(how, room, 12.0));
        }
        for (at, node) in chart.nodes.iter().enumerate() {
            for &parent in &node.parents {
                if let Some(above) = chart.nodes.get(parent).filter(|above| above.column() != node.column()) {
                    self.edge(&mut svg, (above, self.centres[parent]), (node, self.centres[at]));
                }
            }
        }
        for (at, node) in chart.nodes.iter().enumerate() {
            self.node(&mut svg, node, self.centres[at] - HEIGHT / 2.0);
        }
        let class = sheet.class("tree");
        let linked = chart.nodes.iter().any(|node| !node.href.is_empty());
        let height = self.bottom + 2.0;
        if linked { svg.finish_group(&class, 696.0, height, sheet.label) } else { svg.finish(&class, 696.0, height, sheet.label) }
    }

    fn edge(&self, svg: &mut Svg, (a, y0): (&Node, f64), (b, y1): (&Node, f64)) {
        let (x0, x1) = if a.column() < b.column() {
            (self.left(a) + self.width, self.left(b))
        } else {
            (self.left(a), self.left(b) + self.width)
        };
        let middle = (x0 + x1) / 2.0;
        let mut d = String::from("M");
        for (n, value) in [x0, y0, middle, y0, middle, y1, x1, y1].into_iter().enumerate() {
            if n == 2 {
                d.push('C');
            } else if n > 0 {
                d.push(' ');
            }
            super::svg::number(&mut d, value);
        }
        svg.curve(&d, b.relation.class());
    }

    fn node(&self, svg: &mut Svg, node: &Node, y: f64) {
        let x = self.left(node);
        let room = self.width - 2.0 * PAD;
        svg.rect(x + 0.75, y + 0.75, self.width - 1.5, HEIGHT - 1.5, if node.column == 0 { "own" } else { "box" });
        if !node.href.is_empty() {
            svg.open_link(&node.href);
        }
        svg.text(x + PAD, y + 18.0, "v", &text::fit(&node.full_name(), room, 12.0));
        if !node.href.is_empty() {
            svg.close_link();
        }
        let beside = self.figure(svg, node, x + PAD, y + 38.0, room);
        if !beside {
            // Never a shape without its word: it takes the place of the line, and the change what is left.
            let word = text::fit(&node.status_word, (room - status_width(node, "")) * 0.9, 12.0);
            let left = room - status_width(node, &word);
            svg.text(x + PAD, y + 55.0, "k", figure_in(&node.note, left - 3.0));
            status_at(svg, node, (x + PAD + left, y + 55.0), &word);
            return;
        }
        let course = node.course.iter().any(Option::is_some);
        let rest = if course { room - 62.0 } else { room };
        svg.text(x + PAD, y + 55.0, "k", figure_in(&node.note, rest));
        if course {
            let course = Spark { values: node.course.clone(), target: Vec::new(), kind: SparkKind::Line, size: SparkSize::Node };
            svg.open("ch-node", "");
            spark::place(svg, &course, x + self.width - PAD - 58.0, y + 44.0);
            svg.close();
        }
    }

    /// Writes value, unit and status in one line; the status only if its word has room there, and whether it has.
    fn figure(&self, svg: &mut Svg, node: &Node, x: f64, base: f64, room: f64) -> bool {
        // Half a word is no unit; the table has it whole.
        let unit = if text::width(&node.unit, 12.0) <= room * 0.35 { node.unit.as_str() } else { "" };
        if node.value.is_empty() {
            let word = text::fit(&node.status_word, (room - status_width(node, "")) * 0.9, 12.0);
            status_at(svg, node, (x, base), &word);
            return true;
        }
        let used = text::width_bold(&node.value, 16.0) + text::width(unit, 12.0);
        let status = status_width(node, &node.status_word);
        let beside = used + 6.0 <= room - status;
        if beside {
            status_at(svg, node, (x + room - status, base), &node.status_word);
        }
        if used <= room {
            svg.runs(x, base, "", &[("big", &node.value), ("k", unit)]);
        } else {
            svg.text(x, base, "b", &text::fit(&format!("{}{}", node.value, node.unit), room - 4.0, 12.0));
        }
        beside
    }
}

/// A change in so much room: without its unit if that is a word and too long, and never half a number.
fn figure_in(text: &str, room: f64) -> &str {
    let number = text.split(' ').next().unwrap_or_default();
    [text, number].into_iter().find(|it| text::width(it, 12.0) <= room).unwrap_or_default()
}

/// How wide the shape of a node's status is with a word behind it.
fn status_width(node: &Node, word: &str) -> f64 {
    text::width_bold(word, 12.0) + if node.status.has_shape() { 15.0 } else { 0.0 }
}

/// Writes the shape of a node's status and its word.
fn status_at(svg: &mut Svg, node: &Node, (x, base): (f64, f64), word: &str) {
    node.status.draw(svg, x, base - 10.5);
    let class = match node.status {
        Status::None | Status::NotApplicable | Status::Missing => node.status.class().to_owned(),
        status => format!("b {}", status.class()),
    };
    svg.text(x + status_width(node, ""), base, &class, word);
}

/// The tree as a nested list: each node once, under the first it hangs on.
fn list(chart: &Tree, sheet: &Sheet<'_>) -> String {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); chart.nodes.len()];
    let mut roots = Vec::new();
    for (at, node) in chart.nodes.iter().enumerate() {
        let before = |parent: &&usize| chart.nodes.get(**parent).is_some_and(|above| above.column() < node.column());
        match node.parents.iter().find(before) {
            Some(&parent) => children[parent].push(at),
            None => roots.push(at),
        }
    }
    let mut out = String::new();
    items(&mut out, chart, &children, &roots, &format!("<ul class=\"tree-list {}\">", sheet.only()));
    out
}

/// Writes one level. A child stands in a later column than its parent, so this ends.
fn items(out: &mut String, chart: &Tree, children: &[Vec<usize>], nodes: &[usize], open: &str) {
    if nodes.is_empty() {
        return;
    }
    out.push_str(open);
    for &at in nodes {
        let node = &chart.nodes[at];
        let _ = write!(out, "<li class=\"{}\">", node.relation.class());
        let name = html::escape(&node.name).into_owned();
        let sign = if node.sign.is_empty() { String::new() } else { format!("{} ", html::escape(&node.sign)) };
        if node.href.is_empty() {
            let _ = write!(out, "<span>{sign}{name}</span>");
        } else {
            let _ = write!(out, "<span>{sign}<a href=\"{}\">{name}</a></span>", html::escape(&node.href));
        }
        let parts = [("<b>", &node.value, "</b>"), ("", &node.unit, "")];
        for (open, text, close) in parts {
            if !text.is_empty() {
                let _ = write!(out, "{}{open}{}{close}", if open.is_empty() { "" } else { " " }, html::escape(text));
            }
        }
        if !node.status_word.is_empty() {
            let class = node.status.class();
            let _ = write!(out, " <em class=\"{class}\">{}</em>", html::escape(&node.status_word));
        }
        if !node.note.is_empty() {
            let _ = write!(out, " <small>{}</small>", html::escape(&node.note));
        }
        items(out, chart, children, &children[at], "<ul>");
        out.push_str("</li>");
    }
    out.push_str("</ul>");
}
