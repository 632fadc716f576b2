//! Whether everything the registers and the settings refer to exists.

use super::entry::twice;
use crate::config::Config;
use crate::data::metric_ref;
use crate::diag::Report;
use crate::model::registers::{DriverWork, KpiTree, Segment, Stage, Unit};
use crate::model::{Definitions, Ref, Registers};
use crate::yaml::unknown_id;

/// Reports every reference to something that does not exist.
pub fn resolve(registers: &Registers, config: &Config, definitions: &Definitions, report: &mut Report) {
    let mut check = Check { registers, definitions, report };
    check.name_space();
    registers.segments.iter().for_each(|segment| check.segment(segment));
    for role in &registers.roles {
        check.metrics(&role.kpis);
        check.metrics(&role.watch);
        check.who(&role.partners);
    }
    registers.org.units.iter().for_each(|unit| check.unit(unit));
    registers.journey.iter().for_each(|stage| check.stage(stage));
    check.handover();
    check.agreements();
    for tool in &registers.tools {
        check.who(&tool.owner);
    }
    for (_, metric) in definitions.iter() {
        check.who(&metric.owner);
    }
    check.roadmap();
    if let Some(tree) = &registers.kpi_tree {
        check.kpi_tree(tree);
    }
    for (_, who) in &config.approval.approvers {
        check.who(who);
    }
    check.metrics(config.ingest.values());
}

struct Check<'a> {
    registers: &'a Registers,
    definitions: &'a Definitions,
    report: &'a mut Report,
}

impl<'a> Check<'a> {
    fn known<'r, K>(&mut self, what: &str, references: impl IntoIterator<Item = &'r Ref>, ids: K)
    where
        K: Iterator<Item = &'a str> + Clone,
    {
        for reference in references {
            if !ids.clone().any(|id| id == &*reference.id) {
                self.report.push(unknown_id(what, &reference.id, reference.place.clone(), ids.clone()));
            }
        }
    }

    fn metrics<'r>(&mut self, references: impl IntoIterator<Item = &'r Ref>) {
        for reference in references {
            // A metric or a part of one; what is wrong is reported.
            metric_ref(self.definitions, reference, self.report);
        }
    }

    fn who<'r>(&mut self, references: impl IntoIterator<Item = &'r Ref>) {
        let registers = self.registers;
        self.known("role or department", references, registers.who_ids());
    }

    fn roles<'r>(&mut self, references: impl IntoIterator<Item = &'r Ref>) {
        let registers = self.registers;
        self.known("role", references, registers.roles.iter().map(|role| &*role.id));
    }

    fn segments<'r>(&mut self, references: impl IntoIterator<Item = &'r Ref>) {
        let registers = self.registers;
        self.known("segment", references, registers.segments.iter().map(|segment| &*segment.id));
    }

    fn units<'r>(&mut self, references: impl IntoIterator<Item = &'r Ref>) {
        let registers = self.registers;
        self.known("unit", references, registers.org.units.iter().map(|unit| &*unit.id));
    }

    /// Roles and departments share one name space.
    fn name_space(&mut self) {
        for department in &self.registers.org.departments {
            if let Some(role) = self.registers.role(&department.id) {
                let what = format!("`{}` is a role and a department: the id", department.id);
                self.report.push(twice(&what, department.place.clone(), role.place.clone()));
            }
        }
    }

    fn segment(&mut self, segment: &Segment) {
        self.who(segment.touch.iter().filter_map(|touch| touch.role.as_ref()));
        self.metrics(&segment.kpis);
        self.metrics(&segment.leading);
        self.metrics(segment.fit.iter().flat_map(|fit| &fit.because));
    }

    fn unit(&mut self, unit: &Unit) {
        self.units(&unit.parent);
        self.who(&unit.lead);
        self.roles(&unit.roles);
        self.segments(&unit.segments);
    }

    fn stage(&mut self, stage: &Stage) {
        self.who(stage.lead.iter().chain(&stage.support).chain(&stage.inform));
        self.metrics(&stage.metrics);
    }

    fn handover(&mut self) {
        let registers = self.registers;
        let handover = &registers.handover;
        for route in &handover.routing {
            self.segments(&route.segments);
            self.who([&route.to]);
        }
        for item in &handover.items {
            self.who([&item.giver, &item.receiver]);
            self.known("stage", &item.stage, registers.journey.iter().map(|stage| &*stage.id));
        }
        self.metrics(&handover.completeness);
    }

    fn agreements(&mut self) {
        for agreement in &self.registers.agreements {
            self.who([&agreement.by, &agreement.to]);
            match &agreement.slice {
                Some(("segment", slice)) => self.segments([slice]),
                Some(("team", slice)) => self.units([slice]),
                Some((_, slice)) => self.roles([slice]),
                None => {}
            }
        }
    }

    fn roadmap(&mut self) {
        let registers = self.registers;
        for item in &registers.roadmap.items {
            self.known("lane", [&item.lane], registers.roadmap.lanes.iter().map(|lane| &*lane.id));
            self.who(&item.owner);
            self.metrics(&item.moves);
        }
    }

    fn kpi_tree(&mut self, tree: &KpiTree) {
        self.metrics([&tree.goal]);
        for driver in &tree.drivers {
            self.metrics([&driver.metric]);
            if let DriverWork::ClosedBy { who, leading } = &driver.work {
                self.who(who);
                for indicator in leading {
                    self.metrics([&indicator.metric]);
                    self.metrics(&indicator.activities);
                }
            }
        }
    }
}
