//! Reads the registers, and checks that what they refer to exists.
//!
//! Two steps: every file is read by itself, then [`resolve()`] looks at all of them together, so that the order of files and
//! entries never matters.

mod agreements;
mod entry;
mod handover;
mod journey;
mod kpi_tree;
mod org;
mod resolve;
mod roadmap;
mod roles;
mod segments;
mod terms;
mod tools;

pub use resolve::resolve;

use super::Context;
use super::context::open;
use crate::diag::Report;
use crate::model::Registers;
use crate::world::World;
use crate::yaml::{Decoder, Fields, Map, Shape};

const METRICS: Shape = Shape::List(&Shape::Id("metric"));
const WHO: Shape = Shape::List(&Shape::Id("role"));
const SEGMENTS: Shape = Shape::List(&Shape::Id("segment"));

/// The formats of all registers: the file and its keys.
pub static FORMATS: &[(&str, &Fields)] = &[
    ("data/agreements.yaml", &agreements::FILE),
    ("data/handover.yaml", &handover::FILE),
    ("data/journey.yaml", &journey::FILE),
    ("data/kpi-tree.yaml", &kpi_tree::FILE),
    ("data/org.yaml", &org::FILE),
    ("data/roadmap.yaml", &roadmap::FILE),
    ("data/roles.yaml", &roles::FILE),
    ("data/segments.yaml", &segments::FILE),
    ("data/terms.yaml", &terms::FILE),
    ("data/tools.yaml", &tools::FILE),
];

/// Reads all registers. What is wrong is reported; what can be kept is kept.
pub fn registers(world: &dyn World, context: &Context<'_>, report: &mut Report) -> Registers {
    let mut reader = Reader { world, context, report };
    Registers {
        segments: reader.file("data/segments.yaml", &segments::FILE, segments::read),
        roles: reader.file("data/roles.yaml", &roles::FILE, roles::read),
        org: reader.file("data/org.yaml", &org::FILE, org::read),
        journey: reader.file("data/journey.yaml", &journey::FILE, journey::read),
        handover: reader.file("data/handover.yaml", &handover::FILE, handover::read),
        agreements: reader.file("data/agreements.yaml", &agreements::FILE, agreements::read),
        tools: reader.file("data/tools.yaml", &tools::FILE, tools::read),
        roadmap: reader.file("data/roadmap.yaml", &roadmap::FILE, roadmap::read),
        terms: reader.file("data/terms.yaml", &terms::FILE, terms::read),
        kpi_tree: reader.file("data/kpi-tree.yaml", &kpi_tree::FILE, kpi_tree::read),
    }
}

struct Reader<'a> {
    world: &'a dyn World,
    context: &'a Context<'a>,
    report: &'a mut Report,
}

impl Reader<'_> {
    fn file<T: Default>(&mut self, path: &str, fields: &'static Fields, read: fn(&mut Decoder<'_>, &Map<'_>) -> T) -> T {
        let Some((source, root)) = open(self.world, path, self.report) else { return T::default() };
        let mut decoder = self.context.decoder(&source, self.report);
        let Some(map) = decoder.map(&root, fields) else { return T::default() };
        read(&mut decoder, &map)
    }
}

#[cfg(test)]
mod tests;
