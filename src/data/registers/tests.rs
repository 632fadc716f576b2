//! The example and the sample are read without a finding.

use super::*;
use crate::config;
use crate::model::registers::{DriverWork, ReportsTo, Verdict};
use crate::world::MemoryWorld;

fn world(files: &[(&str, &str)]) -> MemoryWorld {
    let mut world = MemoryWorld::new(jiff::civil::date(2026, 11, 20));
    for (path, text) in files {
        world.insert(path, *text);
    }
    world
}

macro_rules! site {
    ($root:literal) => {
        world(&[
            ("shirube.yaml", include_str!(concat!($root, "/shirube.yaml"))),
            ("data/agreements.yaml", include_str!(concat!($root, "/data/agreements.yaml"))),
            ("data/handover.yaml", include_str!(concat!($root, "/data/handover.yaml"))),
            ("data/journey.yaml", include_str!(concat!($root, "/data/journey.yaml"))),
            ("data/kpi-tree.yaml", include_str!(concat!($root, "/data/kpi-tree.yaml"))),
            ("data/metrics.yaml", include_str!(concat!($root, "/data/metrics.yaml"))),
            ("data/org.yaml", include_str!(concat!($root, "/data/org.yaml"))),
            ("data/roadmap.yaml", include_str!(concat!($root, "/data/roadmap.yaml"))),
            ("data/roles.yaml", include_str!(concat!($root, "/data/roles.yaml"))),
            ("data/segments.yaml", include_str!(concat!($root, "/data/segments.yaml"))),
            ("data/terms.yaml", include_str!(concat!($root, "/data/terms.yaml"))),
            ("data/tools.yaml", include_str!(concat!($root, "/data/tools.yaml"))),
        ])
    };
}

fn read(world: &MemoryWorld) -> (Registers, Vec<String>) {
    let mut report = Report::default();
    let config = config::load(world, &mut report).expect("the settings are valid");
    let context = Context { languages: &config.languages, audiences: &config.audiences };
    let registers = registers(world, &context, &mut report);
    let definitions = crate::data::metrics(world, &context, &mut report);
    resolve(&registers, &config, &definitions, &mut report);
    (registers, report.iter().map(|finding| format!("{} {}: {}", finding.code.id, finding.place, finding.message)).collect())
}

#[test]
fn the_example_is_understood_whole() {
    let (registers, findings) = read(&site!("../../../tests/sites/example"));
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(registers.segments.len(), 3);
    assert_eq!(registers.segment("tier3").and_then(|tier| tier.fit.as_ref()).map(|fit| fit.verdict), Some(Verdict::Conditional));
    assert_eq!(registers.roles.len(), 6);
    assert_eq!(registers.org.reports_to, Some(ReportsTo::Cco));
    assert_eq!(registers.journey.len(), 5);
    let summary = registers.stage("adoption").and_then(|stage| stage.summary.as_ref());
    assert_eq!(summary.map(|summary| summary.get("en")), Some("Close each month faster, without guesswork."));
    assert_eq!(registers.handover.items.len(), 7);
    assert_eq!(registers.agreements[2].kept.as_ref().map(|kept| (&*kept.text, kept.place.column)), Some(("meetings >= 4", 87)));
    let tree = registers.kpi_tree.expect("it has a tree");
    assert!(matches!(tree.drivers[2].work, DriverWork::NotApplicable(_)));
    assert_eq!(registers.roadmap.items[0].changes[0].was.to_string(), "2026-10..2026-12");
}

#[test]
fn the_sample_is_understood_whole() {
    assert_eq!(read(&site!("../../..")).1, Vec::<String>::new());
}
