//! Blocks that show pages and registers, filtered.

use super::Wanted;
use crate::model::{Month, Ref};
use crate::yaml::{Decoder, Field, Fields, Map, Shape};

/// The keys of `kpi-tree`.
pub static KPI_TREE: Fields =
    Fields::new("a kpi-tree", &[Field::new("at", Shape::Period, "月または期間", "the month or period")]);

/// The keys of `org-chart`: none.
pub static ORG_CHART: Fields = Fields::new("an org-chart", &[]);

/// The keys of `journey`: none.
pub static JOURNEY: Fields = Fields::new("a journey", &[]);

/// The keys of `ownership`: none.
pub static OWNERSHIP: Fields = Fields::new("an ownership table", &[]);

/// The keys of `roles`: none.
pub static ROLES: Fields = Fields::new("a roles table", &[]);

/// The keys of `maturity`.
pub static MATURITY: Fields = Fields::new("a maturity ladder", &[Field::new("at", Shape::Month, "月", "the month")]);

/// The keys of `playbooks`.
pub static PLAYBOOKS: Fields = Fields::new(
    "a list of playbooks",
    &[
        Field::new("stage", Shape::Id("stage"), "段階", "a stage"),
        Field::new("segment", Shape::Id("segment"), "区分", "a segment"),
        Field::new("role", Shape::Id("role"), "担当するロール", "the role that runs them"),
        Field::new("metric", Shape::Id("metric"), "動かす指標", "a metric they move"),
        Field::new("tag", Shape::Text, "タグ", "a tag"),
    ],
);

/// The keys of `stories`.
pub static STORIES: Fields = Fields::new(
    "a list of stories",
    &[
        Field::new("stage", Shape::Id("stage"), "段階", "a stage"),
        Field::new("segment", Shape::Id("segment"), "区分", "a segment"),
        Field::new("playbook", Shape::Id("playbook"), "使ったプレイブック", "a playbook used"),
        Field::new("month", Shape::Month, "共有した月", "the month they were shared in"),
        Field::new("tag", Shape::Text, "タグ", "a tag"),
    ],
);

/// The keys of `roadmap`.
pub static ROADMAP: Fields = Fields::new(
    "a roadmap",
    &[
        Field::new("lane", Shape::Id("lane"), "レーン", "a lane"),
        Field::new("owner", Shape::Id("role"), "責任者", "who answers for the items"),
    ],
);

/// Which playbooks are listed: those to which all that is given applies.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Playbooks {
    /// The stage they belong to.
    pub stage: Option<Ref>,
    /// A segment they are for.
    pub segment: Option<Ref>,
    /// Who runs them.
    pub role: Option<Ref>,
    /// A metric they move.
    pub metric: Option<Ref>,
    /// A tag.
    pub tag: Option<Ref>,
}

/// Which stories are listed: those to which all that is given applies.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stories {
    /// The stage they belong to.
    pub stage: Option<Ref>,
    /// The customer's segment.
    pub segment: Option<Ref>,
    /// A playbook that was used.
    pub playbook: Option<Ref>,
    /// The month they were shared in.
    pub month: Option<Month>,
    /// A tag.
    pub tag: Option<Ref>,
}

/// Which items of the roadmap are drawn: those to which all that is given applies.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RoadmapWanted {
    /// A lane.
    pub lane: Option<Ref>,
    /// Who answers for them.
    pub owner: Option<Ref>,
}

pub(super) fn playbooks(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Wanted> {
    Some(Wanted::Playbooks(Playbooks {
        stage: decoder.reference(map, "stage"),
        segment: decoder.reference(map, "segment"),
        role: decoder.reference(map, "role"),
        metric: decoder.reference(map, "metric"),
        tag: decoder.reference(map, "tag"),
    }))
}

pub(super) fn stories(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Wanted> {
    Some(Wanted::Stories(Stories {
        stage: decoder.reference(map, "stage"),
        segment: decoder.reference(map, "segment"),
        playbook: decoder.reference(map, "playbook"),
        month: decoder.month(map, "month"),
        tag: decoder.reference(map, "tag"),
    }))
}

pub(super) fn roadmap(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Wanted> {
    Some(Wanted::Roadmap(RoadmapWanted { lane: decoder.reference(map, "lane"), owner: decoder.reference(map, "owner") }))
}
