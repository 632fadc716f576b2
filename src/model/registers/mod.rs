//! The registers: what a team keeps about itself, one file of `data/` each.
//!
//! Ids are unique and well formed; that the ids they refer to exist is checked once all files are read. Order is the
//! order written, because it is the order people chose.

mod agreements;
mod handover;
mod journey;
mod kpi_tree;
mod load;
mod org;
mod roadmap;
mod roles;
mod segments;
mod terms;
mod tools;

pub use agreements::Agreement;
pub use handover::{Handover, HandoverItem, Route};
pub use journey::Stage;
pub use kpi_tree::{Driver, DriverWork, KpiTree, Leading};
pub use load::Load;
pub use org::{Department, Office, Organisation, ReportsTo, Unit};
pub use roadmap::{Lane, LaneStatus, Move, Roadmap, RoadmapItem};
pub use roles::{Need, Person, Role, RoleStanding, RoleState, Share, Stance};
pub use segments::{Fit, Segment, SegmentTouch, Verdict};
pub use terms::Term;
pub use tools::Tool;

use super::{Localised, Place, Ref};

/// All registers of a site. A file that is not there gives an empty register.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Registers {
    /// `segments.yaml`: the tiers of customers.
    pub segments: Vec<Segment>,
    /// `roles.yaml`: who does what.
    pub roles: Vec<Role>,
    /// `org.yaml`: departments and units.
    pub org: Organisation,
    /// `journey.yaml`: the stages, in the order a customer passes them.
    pub journey: Vec<Stage>,
    /// `handover.yaml`: what passes from sales to customer success.
    pub handover: Handover,
    /// `agreements.yaml`: what departments promise one another.
    pub agreements: Vec<Agreement>,
    /// `tools.yaml`: what the work is done with.
    pub tools: Vec<Tool>,
    /// `roadmap.yaml`: what is to change, by month.
    pub roadmap: Roadmap,
    /// `terms.yaml`: words to avoid and what to write instead.
    pub terms: Vec<Term>,
    /// `kpi-tree.yaml`: how the metrics hang together under the goal.
    pub kpi_tree: Option<KpiTree>,
}

impl Registers {
    /// The drivers of the KPI tree that are not applicable: nothing is asked of them.
    pub fn set_aside(&self) -> impl Iterator<Item = &Ref> {
        let drivers = self.kpi_tree.iter().flat_map(|tree| &tree.drivers);
        drivers.filter(|driver| matches!(driver.work, DriverWork::NotApplicable(_))).map(|driver| &driver.metric)
    }
}

/// Whoever can lead, own, give or receive: a role or a department. Both share one name space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Who<'a> {
    /// A role of the team.
    Role(&'a Role),
    /// A department of the company.
    Department(&'a Department),
}

impl<'a> Who<'a> {
    /// The name.
    pub fn name(self) -> &'a Localised {
        match self {
            Who::Role(role) => &role.name,
            Who::Department(department) => &department.name,
        }
    }

    /// Where it is declared.
    pub fn place(self) -> &'a Place {
        match self {
            Who::Role(role) => &role.place,
            Who::Department(department) => &department.place,
        }
    }
}

impl Registers {
    /// The segment with an id.
    pub fn segment(&self, id: &str) -> Option<&Segment> {
        self.segments.iter().find(|segment| &*segment.id == id)
    }

    /// The role with an id.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.roles.iter().find(|role| &*role.id == id)
    }

    /// The unit with an id: a slice of the team axis.
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.org.units.iter().find(|unit| &*unit.id == id)
    }

    /// The stage with an id.
    pub fn stage(&self, id: &str) -> Option<&Stage> {
        self.journey.iter().find(|stage| &*stage.id == id)
    }

    /// The tool with an id.
    pub fn tool(&self, id: &str) -> Option<&Tool> {
        self.tools.iter().find(|tool| &*tool.id == id)
    }

    /// The role or department with an id.
    pub fn who(&self, id: &str) -> Option<Who<'_>> {
        let department = || self.org.departments.iter().find(|department| &*department.id == id).map(Who::Department);
        self.role(id).map(Who::Role).or_else(department)
    }

    /// Why the KPI tree sets a metric aside, if it does.
    pub fn not_applicable(&self, metric: &str) -> Option<&Localised> {
        let mut drivers = self.kpi_tree.iter().flat_map(|tree| &tree.drivers).filter(|driver| &*driver.metric.id == metric);
        drivers.find_map(|driver| match &driver.work {
            DriverWork::NotApplicable(reason) => Some(reason),
            DriverWork::ClosedBy { .. } => None,
        })
    }

    /// The ids of all roles, then of all departments.
    pub fn who_ids(&self) -> impl Iterator<Item = &str> + Clone {
        let departments = self.org.departments.iter().map(|department| &*department.id);
        self.roles.iter().map(|role| &*role.id).chain(departments)
    }
}
