//! The KPI tree with live nodes.

use super::Found;
use crate::chart::{self, Node, Relation};
use crate::model::registers::DriverWork;
use crate::model::{MetricRef, Period, Ref, Slices, Style};
use crate::render::context::Context;
use crate::render::figures::{series, styled};
use crate::render::parts;
use crate::render::view::{Block, Html};

/// The tree of the goal: terms add up, leading indicators predict, activities move.
pub(super) fn found(context: &Context<'_>, period: Period) -> Option<Found> {
    let html = draw(context, period, "kpi-tree")?;
    Some(Found {
        note: Some(Html::text(context.word("tree_note"))),
        blocks: vec![Block::Chart { html: Html::from(html) }],
        ..Found::default()
    })
}

/// The drawing; `None` without a goal that may be seen.
pub(in crate::render) fn draw(context: &Context<'_>, period: Period, id: &str) -> Option<String> {
    let tree = context.site.registers().kpi_tree.as_ref()?;
    let goal = super::goal(context)?;
    let title = context.words.fill("tree_of", &[("name", &parts::name_over(context, goal, period))]);
    let mut growing = Growing { context, period, nodes: Vec::new(), metrics: Vec::new() };
    growing.add(goal, 0, None, Relation::Adds);
    for driver in &tree.drivers {
        let Some(of) = context.site.figures().find(&driver.metric.id) else { continue };
        let at = growing.add(of, 1, Some(0), Relation::Adds);
        let DriverWork::ClosedBy { leading, .. } = &driver.work else { continue };
        for leading in leading {
            let Some(below) = growing.find(&leading.metric, 2, at, Relation::Predicts) else { continue };
            for activity in &leading.activities {
                growing.find(activity, 3, below, Relation::Moves);
            }
        }
    }
    let heads = ["tree_goal", "tree_terms", "tree_leading", "tree_activities"].map(|key| context.words.text(key).to_owned());
    Some(chart::tree(&chart::Tree {
        frame: chart::Frame {
            id: id.to_owned(),
            language: context.tongue.clone(),
            label: parts::figure_label(context, &title, goal, Slices::TOTAL, period),
            caption: caption(context, &growing.nodes),
            title,
            ..chart::Frame::default()
        },
        columns: column_heads(heads),
        nodes: growing.nodes,
        ..chart::Tree::default()
    }))
}

/// How the figures of the tree stand against their targets, as a sentence.
fn caption(context: &Context<'_>, nodes: &[Node]) -> String {
    use chart::Status::{Bad, Good, Running, Warn};
    let judged = [(Good, "status_on_target"), (Warn, "status_at_risk"), (Bad, "status_off_target"), (Running, "status_not_yet")];
    let counted = judged.map(|(status, key)| (key, nodes.iter().filter(|node| node.status == status).count()));
    let sum: usize = counted.iter().map(|(_, count)| count).sum();
    let (all, sum) = (nodes.len().to_string(), sum.to_string());
    let tally: Vec<String> = counted
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| context.words.fill("tree_tally", &[("status", context.word(key)), ("count", &count.to_string())]))
        .collect();
    match tally.is_empty() {
        true => context.words.fill("tree_unjudged", &[("all", &all)]),
        false => {
            context.words.fill("tree_judged", &[("all", &all), ("count", &sum), ("tally", &tally.join(context.word("comma")))])
        }
    }
}

fn column_heads(heads: [String; 4]) -> Vec<(String, String)> {
    heads
        .into_iter()
        .map(|head| match head.split_once('|') {
            Some((name, note)) => (name.to_owned(), note.to_owned()),
            None => (head, String::new()),
        })
        .collect()
}

/// A tree while it is built; a metric appears once and may hang on several.
struct Growing<'c, 'a> {
    context: &'c Context<'a>,
    period: Period,
    nodes: Vec<Node>,
    metrics: Vec<MetricRef>,
}

impl Growing<'_, '_> {
    fn find(&mut self, metric: &Ref, column: usize, parent: usize, relation: Relation) -> Option<usize> {
        let of = self.context.site.figures().find(&metric.id)?;
        Some(self.add(of, column, Some(parent), relation))
    }

    fn add(&mut self, of: MetricRef, column: usize, parent: Option<usize>, relation: Relation) -> usize {
        if let Some(at) = self.metrics.iter().position(|known| *known == of) {
            if let Some(parent) = parent.filter(|parent| *parent != at && !self.nodes[at].parents.contains(parent)) {
                self.nodes[at].parents.push(parent);
            }
            return at;
        }
        let node = self.node(of, column, parent, relation);
        self.nodes.push(node);
        self.metrics.push(of);
        self.nodes.len() - 1
    }

    fn node(&self, of: MetricRef, column: usize, parent: Option<usize>, relation: Relation) -> Node {
        let context = self.context;
        let figures = context.site.figures();
        let figure = figures.get(of, Slices::TOTAL, self.period);
        let printed = figure.as_ref().map(|figure| styled(context, figure, Style::Card));
        let (value, unit) = match printed {
            Some(Ok(printed)) => (format!("{}{}{}", printed.sign, printed.prefix, printed.number), printed.unit),
            Some(Err(reason)) => (reason, String::new()),
            None => ("—".to_owned(), String::new()),
        };
        let standing = figures.standing(of, Slices::TOTAL, self.period);
        let status_word = standing.as_ref().map(|standing| match &standing.status {
            // A node has no room for the step; the page of the metric names it.
            crate::compute::Status::NotAsked(_) => context.word("status_not_asked").to_owned(),
            status => parts::status(context, status).word,
        });
        let month = context.last_month(self.period);
        let months = (0..parts::SPARK_MONTHS as i32).rev().map(|back| month.plus(-back));
        let change = parts::changes(context, of, Slices::TOTAL, self.period).into_iter().next().filter(|change| !change.missing);
        Node {
            column,
            parents: parent.into_iter().collect(),
            relation,
            name: parts::name_over(context, of, self.period),
            href: parts::url(context, of).unwrap_or_default(),
            value,
            unit,
            status: standing.as_ref().map_or(chart::Status::None, |standing| chart_status(&standing.status)),
            status_word: status_word.unwrap_or_default(),
            note: change.map(|change| change.value).unwrap_or_default(),
            course: series(context, of, Slices::TOTAL, months),
            ..Node::default()
        }
    }
}

fn chart_status(status: &crate::compute::Status) -> chart::Status {
    use crate::compute::Status;
    match status {
        Status::OnTarget => chart::Status::Good,
        Status::AtRisk => chart::Status::Warn,
        Status::OffTarget => chart::Status::Bad,
        Status::NotYet => chart::Status::Running,
        Status::NotApplicable | Status::NotAsked(_) => chart::Status::NotApplicable,
        Status::Missing(_) => chart::Status::Missing,
        Status::NoTarget => chart::Status::None,
    }
}
