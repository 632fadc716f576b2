//! What is counted: metric definitions, and the rules by which they must agree.

use super::{Audience, Axis, Exact, Formula, Localised, Place, Ref, Unit};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// A metric, by its position among the definitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MetricIx(pub u16);

/// A part of a distribution, by its position in the metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartIx(pub u16);

/// A metric, or one part of it: `health`, `health.red`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MetricRef {
    /// The metric.
    pub metric: MetricIx,
    /// The part; none for the whole.
    pub part: Option<PartIx>,
}

impl From<MetricIx> for MetricRef {
    fn from(metric: MetricIx) -> Self {
        MetricRef { metric, part: None }
    }
}

/// A metric as defined in `metrics.yaml`.
#[derive(Debug, Clone)]
pub struct Metric {
    /// Its id.
    pub id: Arc<str>,
    /// Where it is defined.
    pub place: Place,
    /// Its name.
    pub name: Localised,
    /// What it counts.
    pub unit: Unit,
    /// How many decimals are printed, if not the unit's own.
    pub decimals: Option<u8>,
    /// How it is printed.
    pub format: Format,
    /// The word after a count: 社, accounts.
    pub counter: Localised,
    /// Which direction is good.
    pub better: Better,
    /// What it tells; none for a mere ingredient.
    pub class: Option<Class>,
    /// Who answers for it: a role or a department.
    pub owner: Option<Ref>,
    /// What it means.
    pub description: Localised,
    /// The axes it is kept by; none means total only.
    pub by: Vec<Axis>,
    /// Where its values come from.
    pub kind: Kind,
    /// The parts of a distribution, in order.
    pub parts: Vec<Part>,
    /// Who may see its name and description.
    pub audience: Audience,
    /// The maturity step from which it is asked for.
    pub from_step: Option<u32>,
    /// The one way for its figures to be seen more widely than their values.
    pub disclose: Option<Disclose>,
    /// What it can never exceed: GRR never passes 1.
    pub never_over: Option<Exact>,
    /// What to say where the formula divides by 0: "no losses". Empty for the usual words.
    pub undefined: Localised,
}

/// Where a metric's values come from.
#[derive(Debug, Clone)]
pub enum Kind {
    /// From snapshots.
    Input(Rollup),
    /// From other metrics.
    Derived(Formula),
}

/// How an input is brought together over slices and months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rollup {
    /// Adds up over slices and months.
    Flow,
    /// Adds up over slices; of several months, the last counts.
    StockLast,
    /// Adds up over slices; of several months, the first counts.
    StockFirst,
    /// A median or the like: nothing is ever added up.
    NotAdditive,
}

/// A part of a distribution.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its id within the metric.
    pub id: Arc<str>,
    /// Its name.
    pub name: Localised,
    /// Whether the company could have prevented it; none if the question makes no sense.
    pub controllable: Option<bool>,
}

/// Which direction is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Better {
    Higher,
    Lower,
    Within,
    Neither,
}

/// What a metric tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The result of a period.
    Outcome,
    /// What predicts it.
    Leading,
    /// What the team did.
    Activity,
}

/// How a figure is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// As its unit is usually printed.
    #[default]
    Plain,
    /// A ratio as a multiple: 6.5倍.
    Times,
}

/// Lets figures of a metric be seen more widely than the values they are made of.
#[derive(Debug, Clone)]
pub struct Disclose {
    /// The audience that may see them.
    pub to: Audience,
    /// Why.
    pub because: Localised,
    /// Who decided.
    pub by: Ref,
    /// When.
    pub date: Option<Date>,
    /// Another metric that must reach a value in the same slice and period, so that nobody can be told apart.
    pub at_least: Option<(MetricRef, Exact)>,
    /// Where it stands.
    pub place: Place,
}

/// opening + plus − minus = closing, and this opening = the last closing.
#[derive(Debug, Clone)]
pub struct Bridge {
    /// Its id.
    pub id: Arc<str>,
    /// Its name; empty if none was given.
    pub name: Localised,
    /// What a period begins with.
    pub opening: MetricRef,
    /// What is added.
    pub plus: Vec<MetricRef>,
    /// What is taken away.
    pub minus: Vec<MetricRef>,
    /// What a period ends with.
    pub closing: MetricRef,
    /// Two movements that are equal over all slices.
    pub cancel: Option<(MetricRef, MetricRef)>,
    /// The difference that is let pass.
    pub tolerance: Option<Tolerance>,
    /// Where it stands.
    pub place: Place,
}

/// Two metrics that must be equal wherever both are known.
#[derive(Debug, Clone)]
pub struct Equal {
    /// The metrics.
    pub pair: [MetricRef; 2],
    /// The difference that is let pass.
    pub tolerance: Option<Tolerance>,
    /// Where it stands.
    pub place: Place,
}

/// A difference that is let pass, and why.
#[derive(Debug, Clone)]
pub struct Tolerance {
    /// The largest difference.
    pub value: Exact,
    /// Why it is let pass.
    pub because: Localised,
}

/// All metrics with the rules by which they must agree.
#[derive(Debug, Clone, Default)]
pub struct Definitions {
    metrics: Vec<Metric>,
    by_id: HashMap<Arc<str>, MetricIx>,
    // Every metric after those its formula needs.
    order: Vec<MetricIx>,
    /// The bridges, in the order written.
    pub bridges: Vec<Bridge>,
    /// The pairs that must be equal.
    pub equals: Vec<Equal>,
}

impl Definitions {
    /// How many metrics there can be.
    pub const MOST: usize = u16::MAX as usize;

    /// Takes metrics with unique ids, and an order in which every metric follows those its formula needs.
    pub fn new(metrics: Vec<Metric>, order: Vec<MetricIx>, bridges: Vec<Bridge>, equals: Vec<Equal>) -> Self {
        let by_id = metrics.iter().enumerate().map(|(ix, metric)| (Arc::clone(&metric.id), MetricIx(ix as u16))).collect();
        Definitions { metrics, by_id, order, bridges, equals }
    }

    /// The same metrics with their rules. For each metric that demands something before it is disclosed: what, or `None`
    /// if that could not be understood, which takes the disclosure away.
    pub fn with_rules(
        mut self,
        bridges: Vec<Bridge>,
        equals: Vec<Equal>,
        demands: Vec<Option<Option<(MetricRef, Exact)>>>,
    ) -> Self {
        for (metric, demand) in self.metrics.iter_mut().zip(demands) {
            match demand {
                None => {}
                Some(None) => metric.disclose = None,
                Some(demand) => {
                    if let Some(disclose) = &mut metric.disclose {
                        disclose.at_least = demand;
                    }
                }
            }
        }
        Definitions { bridges, equals, ..self }
    }

    /// The metric with this id.
    pub fn find(&self, id: &str) -> Option<MetricIx> {
        self.by_id.get(id).copied()
    }

    /// The metric or part that `health` or `health.red` names.
    pub fn find_ref(&self, written: &str) -> Option<MetricRef> {
        let (id, part) = match written.split_once('.') {
            Some((id, part)) => (id, Some(part)),
            None => (written, None),
        };
        let metric = self.find(id)?;
        match part {
            None => Some(metric.into()),
            Some(part) => {
                let found = self.get(metric).parts.iter().position(|known| &*known.id == part)?;
                Some(MetricRef { metric, part: Some(PartIx(found as u16)) })
            }
        }
    }

    /// The metric at a position. The position must come from these definitions.
    pub fn get(&self, ix: MetricIx) -> &Metric {
        &self.metrics[ix.0 as usize]
    }

    /// The metrics in the order written, with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (MetricIx, &Metric)> {
        self.metrics.iter().enumerate().map(|(ix, metric)| (MetricIx(ix as u16), metric))
    }

    /// The ids of all metrics, in the order written.
    pub fn ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.metrics.iter().map(|metric| &*metric.id)
    }

    /// The metrics in an order in which each follows those its formula needs.
    pub fn order(&self) -> &[MetricIx] {
        &self.order
    }

    /// How many metrics there are.
    pub fn len(&self) -> usize {
        self.metrics.len()
    }

    /// Whether nothing is defined.
    pub fn is_empty(&self) -> bool {
        self.metrics.is_empty()
    }

    /// How a reference is written: `health.red`.
    pub fn written(&self, of: MetricRef) -> String {
        let metric = self.get(of.metric);
        match self.part(of) {
            Some(part) => format!("{}.{}", metric.id, part.id),
            None => metric.id.to_string(),
        }
    }

    /// The part a reference names.
    pub fn part(&self, of: MetricRef) -> Option<&Part> {
        self.get(of.metric).parts.get(of.part?.0 as usize)
    }

    /// The name of a metric or of a part with its metric: `ヘルススコア別の社数・危険`.
    pub fn name(&self, of: MetricRef, language: &str) -> String {
        let name = self.get(of.metric).name.get(language);
        match self.part(of) {
            None => name.to_owned(),
            Some(part) if language == "ja" => format!("{name}・{}", part.name.get(language)),
            Some(part) => format!("{name}: {}", part.name.get(language)),
        }
    }
}
