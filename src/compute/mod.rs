//! Figures from definitions and snapshots. A stand-in until the engine lands; what is used of it elsewhere is what is here.

use crate::model::{Audience, Definitions, Figure, MetricRef, Missing, MonthRange, Origin, Period, SliceIx, Slices, Targets};

/// Every figure, with its audience.
#[derive(Default)]
pub struct Figures {
    definitions: Definitions,
    slices: Slices,
    targets: Targets,
}

impl Figures {
    /// The definitions.
    pub fn definitions(&self) -> &Definitions {
        &self.definitions
    }

    /// The slices.
    pub fn slices(&self) -> &Slices {
        &self.slices
    }

    /// The targets.
    pub fn targets(&self) -> &Targets {
        &self.targets
    }

    /// The months from the first to the last snapshot.
    pub fn months(&self) -> Option<MonthRange> {
        None
    }

    /// A figure of a month, quarter or year.
    pub fn get(&self, of: MetricRef, slice: SliceIx, period: Period) -> Figure {
        let months = crate::model::FiscalYear::default().months(period);
        let unit = self.definitions.get(of.metric).unit;
        Figure {
            of,
            slice,
            months,
            unit,
            value: Err(Missing::NotWritten),
            audience: Audience(u8::MAX),
            origin: Origin::Summed,
            disclosed: false,
        }
    }
}
