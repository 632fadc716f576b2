//! Blocks in text as written: fenced code whose YAML says what is to be shown.
//!
//! In: a [`Block`] of a page. Out: a [`Wanted`], plus a report of what was wrong with it. Places are those of the block's body
//! until [`lifted`] moves them to the page.

mod chart;
mod figures;
mod lists;
mod self_check;

pub use chart::{Chart, ChartKind};
pub use figures::{Cards, Rows, Where};
pub use lists::{Playbooks, RoadmapWanted, Stories};
pub use self_check::CheckStep;

use super::markdown::Block;
use crate::diag::{Diagnostic, Report};
use crate::model::page::Page;
use crate::model::{Audiences, Place, SourcePath};
use crate::yaml::{self, Decoder, Fields, Map, Node, Source, Value};
use std::sync::Arc;

/// What a block asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    /// `chart`: figures drawn.
    Chart(Box<Chart>),
    /// `cards`: figures large, with change, target and course.
    Cards(Cards),
    /// `table`: figures in rows.
    Table(Rows),
    /// `kpi-tree`: the goal and what hangs below it.
    KpiTree(Option<crate::model::Period>),
    /// `org-chart`: the units of the team.
    OrgChart,
    /// `journey`: the stages with what hangs on them.
    Journey,
    /// `ownership`: who leads, supports and is told, stage by stage.
    Ownership,
    /// `roles`: the roles compared.
    Roles,
    /// `maturity`: the ladder.
    Maturity(Option<crate::model::Month>),
    /// `playbooks`: a filtered list.
    Playbooks(Playbooks),
    /// `stories`: a filtered list.
    Stories(Stories),
    /// `roadmap`: the lanes.
    Roadmap(RoadmapWanted),
    /// `self-check`: questions by step.
    SelfCheck(Vec<CheckStep>),
}

/// How a block is read: its name, its keys, its meaning.
pub struct Kind {
    /// The info word of the fenced code.
    pub name: &'static str,
    /// Its keys.
    pub fields: &'static Fields,
    read: fn(&mut Decoder<'_>, &Map<'_>) -> Option<Wanted>,
}

/// All blocks.
pub const KINDS: &[Kind] = &[
    Kind { name: "chart", fields: &chart::CHART, read: chart::chart },
    Kind { name: "cards", fields: &figures::CARDS, read: figures::cards },
    Kind { name: "table", fields: &figures::TABLE, read: figures::table },
    Kind { name: "kpi-tree", fields: &lists::KPI_TREE, read: |decoder, map| Some(Wanted::KpiTree(decoder.period(map, "at"))) },
    Kind { name: "org-chart", fields: &lists::ORG_CHART, read: |_, _| Some(Wanted::OrgChart) },
    Kind { name: "journey", fields: &lists::JOURNEY, read: |_, _| Some(Wanted::Journey) },
    Kind { name: "ownership", fields: &lists::OWNERSHIP, read: |_, _| Some(Wanted::Ownership) },
    Kind { name: "roles", fields: &lists::ROLES, read: |_, _| Some(Wanted::Roles) },
    Kind { name: "maturity", fields: &lists::MATURITY, read: |decoder, map| Some(Wanted::Maturity(decoder.month(map, "at"))) },
    Kind { name: "playbooks", fields: &lists::PLAYBOOKS, read: lists::playbooks },
    Kind { name: "stories", fields: &lists::STORIES, read: lists::stories },
    Kind { name: "roadmap", fields: &lists::ROADMAP, read: lists::roadmap },
    Kind { name: "self-check", fields: &self_check::SELF_CHECK, read: self_check::self_check },
];

/// Reads a block. `None` when nothing can be shown; the reason is in the report.
pub fn read(block: &Block, languages: &[Arc<str>], audiences: &Audiences, report: &mut Report) -> Option<Wanted> {
    let kind = KINDS.iter().find(|kind| kind.name == block.name)?;
    let source = Source::new(SourcePath::new(""), block.body.as_str());
    let before = report.iter().count();
    let node = match yaml::parse(&source, 0..block.body.len(), report) {
        Some(node) if node.value != Value::Null => node,
        // A block that says nothing shows everything.
        _ if report.iter().count() == before => Node { span: 0..0, value: Value::Map(Vec::new()) },
        _ => return None,
    };
    let mut decoder = Decoder { source: &source, languages, audiences, report };
    let map = decoder.map(&node, kind.fields)?;
    (kind.read)(&mut decoder, &map)
}

/// A place in the body of a block, as a place in its page.
pub fn lifted(block: &Block, page: &Page, place: &Place) -> Place {
    let start = byte_at(&block.body, place.line, place.column);
    let end = byte_at(&block.body, place.line, place.column + place.width);
    // The last byte is looked up, not the one after it, which may stand elsewhere in the file.
    let last = end.saturating_sub(1).max(start);
    if block.body.is_empty() {
        return page.place_at(block.range.start, block.range.end);
    }
    page.place_at(block.offset(start), block.offset(last) + (end - last))
}

/// A finding about the body of a block, as a finding about its page.
pub fn lifted_finding(block: &Block, page: &Page, mut finding: Diagnostic) -> Diagnostic {
    finding.place = lifted(block, page, &finding.place);
    for (place, _) in &mut finding.also {
        if place.path.as_str().is_empty() {
            *place = lifted(block, page, place);
        }
    }
    finding
}

/// The byte at which a line and column of a text begin.
fn byte_at(text: &str, line: u32, column: u32) -> usize {
    let mut start = 0;
    for _ in 1..line.max(1) {
        match text[start..].find('\n') {
            Some(at) => start += at + 1,
            None => break,
        }
    }
    let skipped = column.saturating_sub(1) as usize;
    text[start..].char_indices().nth(skipped).map_or(text.len(), |(at, _)| start + at)
}
