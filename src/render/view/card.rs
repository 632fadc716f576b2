//! A figure as a card, and how it came about.

use serde::Serialize;

use super::{Html, Table};

/// A printed figure in two sizes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FigureText {
    /// The number with its sign: `101.65`, `+1.62`, `−54`.
    pub number: String,
    /// The unit: `%`, `万円`, `pt`; empty for a bare number.
    pub unit: String,
    /// What stands before the number in some languages: `¥`.
    pub prefix: String,
}

/// How a figure stands against its target. The code chooses the icon.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusCode {
    /// `達成`.
    OnTarget,
    /// `注意`.
    AtRisk,
    /// `未達`.
    OffTarget,
    /// 期間中: the period is not over.
    NotYet,
    /// 目標なし; printed without an icon.
    #[default]
    NoTarget,
    /// `欠測`.
    Missing,
    /// `対象外`.
    NotApplicable,
    /// まだ問わない: it is judged from a later step of maturity on.
    NotAsked,
    /// For yes and kept, where no target is meant.
    Yes,
    /// For no and not kept.
    No,
    /// A plain word in bold: `進行中`.
    Doing,
    /// A plain word: `完了`.
    Done,
}

/// A status: its code and its word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The code.
    pub code: StatusCode,
    /// The word.
    pub word: String,
}

/// One figure with all that is needed to judge it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Card {
    /// The name of the metric.
    pub name: String,
    /// Which slice or period: `Tier3`, `第3四半期`.
    pub scope: Option<String>,
    /// The page of the metric.
    pub url: Option<String>,
    /// The figure.
    pub figure: Option<FigureText>,
    /// Why there is no figure.
    pub missing: Option<String>,
    /// The status.
    pub status: Option<Status>,
    /// The target in words: `80%以上`.
    pub target: Option<String>,
    /// The line or the bars of the last months.
    pub chart: Option<Html>,
    /// The changes against other months.
    pub changes: Vec<Change>,
    /// How the figure came about.
    pub why: Option<Why>,
}

/// A change against another month.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Change {
    /// Against what: `前月`.
    pub label: String,
    /// The change: `+1.62 pt`; or why there is none: `記録なし`.
    pub value: String,
    /// The word for its direction: `改善`, `悪化`.
    pub verdict: Option<String>,
    /// Whether the direction is the wrong one; printed bold.
    pub worse: bool,
    /// Whether `value` is a reason and not a figure.
    pub missing: bool,
}

/// The question "why?": a panel that opens, or a page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Why {
    /// The words of the link: `なぜ 101.65% か？`.
    pub label: String,
    /// The page that answers it in full.
    pub url: Option<String>,
    /// The answer, shown when opened.
    pub derivation: Option<Derivation>,
    /// Whether the panel is open at first.
    pub open: bool,
}

/// How a figure came about.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Derivation {
    /// The formula in words.
    pub words: Option<Html>,
    /// The formula in numbers, with its result in bold.
    pub numbers: Option<Html>,
    /// The inputs by slice, with the lines they come from.
    pub inputs: Option<Table>,
    /// Formula, target, period and slice, with their places.
    pub sources: Vec<Html>,
}
