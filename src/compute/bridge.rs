//! The waterfall of a bridge: from opening over its movements to closing.

use super::Figures;
use crate::model::{Audience, Bridge, Exact, Figure, MetricRef, Missing, Period, SliceIx};

/// What a step of a waterfall does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// What the period begins with.
    Opening,
    /// A movement that is added.
    Plus,
    /// A movement that is taken away.
    Minus,
    /// What the period ends with.
    Closing,
}

/// A step of a waterfall.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it does.
    pub kind: StepKind,
    /// Its figure, as written: movements are positive.
    pub figure: Figure,
}

/// A bridge over a period.
#[derive(Debug, Clone)]
pub struct Waterfall {
    /// Opening, movements in the order defined, closing.
    pub steps: Vec<Step>,
    /// The first reason why it cannot be drawn whole.
    pub missing: Option<Missing>,
    /// Who may see it whole.
    pub audience: Audience,
}

impl Waterfall {
    /// How far the closing is from what opening and movements give; `None` where a figure is missing.
    pub fn rest(&self) -> Option<Exact> {
        let mut rest = Exact::ZERO;
        for step in &self.steps {
            let value = step.figure.exact()?;
            rest = match step.kind {
                StepKind::Closing | StepKind::Minus => rest.plus(value),
                StepKind::Opening | StepKind::Plus => rest.minus(value),
            };
        }
        Some(rest)
    }
}

impl Figures {
    /// The waterfall of a bridge.
    pub fn waterfall(&self, bridge: &Bridge, slice: SliceIx, period: Period) -> Waterfall {
        let step = |kind: StepKind, of: MetricRef| Step { kind, figure: self.get(of, slice, period) };
        let mut steps = vec![step(StepKind::Opening, bridge.opening)];
        steps.extend(bridge.plus.iter().map(|of| step(StepKind::Plus, *of)));
        steps.extend(bridge.minus.iter().map(|of| step(StepKind::Minus, *of)));
        steps.push(step(StepKind::Closing, bridge.closing));
        let missing = steps.iter().find_map(|step| {
            let reason = step.figure.value.as_ref().err()?;
            Some(match reason {
                Missing::NotWritten => Missing::Input(step.figure.of, slice),
                other => other.clone(),
            })
        });
        let audience = steps.iter().fold(Audience::WIDEST, |widest, step| widest.narrower(step.figure.audience));
        Waterfall { steps, missing, audience }
    }
}
