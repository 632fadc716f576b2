//! The building blocks of pages. A template prints a list of them with one component.

use serde::Serialize;

use super::{
    Card, Commentary, Derivation, EntryGroup, Fact, FigureText, Html, Lane, LaneMonth, Link, StageCard, Status, Table, Why,
};

/// A piece of a page. In templates `block.kind` says which, in snake case.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Text a person wrote.
    Prose {
        /// The text.
        html: Html,
    },
    /// A heading inside a section, with what it is about in a quiet voice.
    Band {
        /// The heading.
        title: String,
        /// What it is about.
        scope: Option<String>,
        /// An anchor, if something links to it.
        id: Option<String>,
    },
    /// Names and what is to be said about each, side by side.
    Facts {
        /// The facts.
        facts: Vec<Fact>,
        /// One below the other instead of side by side.
        rows: bool,
    },
    /// A table.
    Table(Table),
    /// Figures, four in a row.
    Cards {
        /// The cards.
        cards: Vec<Card>,
        /// Commentary that takes the place of the cards missing in the last row.
        commentary: Vec<Commentary>,
    },
    /// A chart as the chart stage draws it: a whole `<figure>` with its words and its table.
    Chart {
        /// The figure.
        html: Html,
    },
    /// Pages.
    Entries(EntryGroup),
    /// Links in a line, with a name before them.
    Links {
        /// What they are.
        title: Option<String>,
        /// The links.
        links: Vec<Link>,
    },
    /// Statuses counted, with names.
    Tally {
        /// What is counted.
        title: String,
        /// The rows.
        rows: Vec<Tally>,
    },
    /// Figures off their target, and what they call for.
    Alerts {
        /// The rows.
        rows: Vec<Alert>,
    },
    /// How a figure came about.
    Derivation(Derivation),
    /// A question that opens its answer.
    Why(Why),
    /// Slices side by side, all drawn on one scale.
    Columns {
        /// The columns.
        columns: Vec<Column>,
    },
    /// Steps from below upwards.
    Ladder {
        /// The steps, highest first.
        rungs: Vec<Rung>,
        /// A sentence below.
        note: Option<Html>,
    },
    /// What was decided, large.
    Decision(Decision),
    /// A success story, in short.
    Story(StoryCard),
    /// The roadmap.
    Lanes {
        /// The months.
        months: Vec<LaneMonth>,
        /// The lanes.
        lanes: Vec<Lane>,
        /// Sentences below: why something moved.
        note: Option<Html>,
    },
    /// Four fields by two questions.
    Quadrant(Quadrant),
    /// An organisation chart.
    Organisation {
        /// The top of the chart.
        roots: Vec<OrgNode>,
        /// Sentences below.
        note: Option<Html>,
    },
    /// Choices that leave, of the rows and units that can be chosen on this page, some. Works without a script.
    Choices {
        /// What is chosen from.
        title: String,
        /// The choice that leaves all.
        all: Choice,
        /// The others, in groups.
        groups: Vec<ChoiceGroup>,
    },
    /// The stages as cards on the line.
    Stages {
        /// The stages.
        stages: Vec<StageCard>,
    },
    /// Questions that readers answer for themselves.
    SelfCheck {
        /// The steps, lowest first.
        steps: Vec<QuestionStep>,
        /// How the answers are to be read.
        how: String,
        /// What is said while the first step is not reached.
        below: String,
    },
    /// A sentence the reader should not miss.
    Notice {
        /// `note` or `caution`.
        level: String,
        /// The sentence.
        html: Html,
    },
}

/// A step of a self-check.
#[derive(Debug, Clone, Default, Serialize)]
pub struct QuestionStep {
    /// The anchor of its name.
    pub id: String,
    /// Its number and name.
    pub name: String,
    /// What is said when it is the highest one reached.
    pub reached: String,
    /// Its questions.
    pub questions: Vec<Question>,
}

/// A question with a box to tick.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Question {
    /// The id of its box: ticks are kept by it.
    pub id: String,
    /// The question.
    pub text: String,
}

/// A status, how often it occurs, and where.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Tally {
    /// The status.
    pub status: Status,
    /// How often.
    pub count: usize,
    /// The names.
    pub names: Vec<Link>,
}

/// A figure off its target, and what it calls for.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Alert {
    /// The status.
    pub status: Status,
    /// The metric and its slice.
    pub name: String,
    /// The page of the metric.
    pub url: Option<String>,
    /// The value and the gap in words: `17.8%　目標15%以下を2.8pt外れた`.
    pub text: Html,
    /// The playbooks that it calls for.
    pub playbooks: Vec<Link>,
    /// Why they were called, who is in charge; or that no playbook answers it.
    pub note: Option<Html>,
}

/// One slice among others, on a common scale.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Column {
    /// Its name: `Tier1`.
    pub title: String,
    /// What follows the name: `エンタープライズ`.
    pub scope: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// What it covers.
    pub text: Option<String>,
    /// Its figure.
    pub figure: Option<FigureText>,
    /// What stands behind the figure: `NRR　前月比 +1.96 pt`; or why there is none.
    pub figure_note: Option<String>,
    /// Its line.
    pub chart: Option<Html>,
    /// What stands below the line, at the left and at the right.
    pub ends: Option<(String, String)>,
    /// A few figures in a row.
    pub facts: Vec<ColumnFact>,
    /// What the signs below are.
    pub signs_title: Option<String>,
    /// The leading indicators that hold for this slice.
    pub signs: Vec<ColumnSign>,
    /// A bar of parts.
    pub bar: Option<Html>,
    /// The parts with their counts.
    pub bar_text: Option<String>,
    /// The verdict in a word, bold.
    pub verdict: Option<String>,
    /// What follows it.
    pub verdict_text: Option<String>,
    /// What people say about this slice.
    pub commentary: Vec<Commentary>,
}

/// A name with a figure, in a row of such.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ColumnFact {
    /// The name.
    pub label: String,
    /// The figure.
    pub value: String,
}

/// A leading indicator in a column.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ColumnSign {
    /// The name.
    pub name: String,
    /// The page of the metric.
    pub url: Option<String>,
    /// The figure, or a dash.
    pub value: String,
    /// The status.
    pub status: Option<Status>,
    /// The change and the counts behind it.
    pub sub: Option<String>,
}

/// Where a step of a ladder stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RungState {
    /// Below the current step.
    Done,
    /// The current step.
    Current,
    /// The one after it.
    Next,
    /// Above that.
    #[default]
    Later,
}

/// A step of a ladder.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Rung {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: String,
    /// Its page.
    pub url: Option<String>,
    /// Where it stands.
    pub state: RungState,
    /// Its criteria, or what is missing.
    pub text: Option<Html>,
}

/// What was decided.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Decision {
    /// The choice: `拡大する`.
    pub choice: String,
    /// Why.
    pub because: Option<String>,
    /// By whom, when.
    pub by: Option<String>,
}

/// A success story, in short.
#[derive(Debug, Clone, Default, Serialize)]
pub struct StoryCard {
    /// The level of its heading: 2 on a page, 3 in a section.
    pub level: u8,
    /// The title.
    pub title: String,
    /// The page.
    pub url: String,
    /// What it says in short.
    pub text: Option<String>,
    /// Code and name of its language, where that is not the page's.
    pub lang: Option<(String, String)>,
    /// Result, segment, playbooks, consent.
    pub facts: Vec<Fact>,
}

/// Four fields by two questions.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Quadrant {
    /// The question across, its low and its high end.
    pub across: (String, String, String),
    /// The question upwards, its low and its high end.
    pub upwards: (String, String, String),
    /// The fields: high left, high right, low left, low right.
    pub cells: Vec<QuadrantCell>,
    /// What stands beside the fields, with its name.
    pub beside: Option<QuadrantCell>,
}

/// One field of a quadrant.
#[derive(Debug, Clone, Default, Serialize)]
pub struct QuadrantCell {
    /// What to do with what is in it.
    pub title: String,
    /// Why.
    pub text: Option<String>,
    /// What is in it.
    pub items: Vec<Link>,
}

/// A unit of an organisation chart.
#[derive(Debug, Clone, Default, Serialize)]
pub struct OrgNode {
    /// Its name.
    pub name: String,
    /// Its page or anchor.
    pub url: Option<String>,
    /// Who leads it, roles, segments, region.
    pub lines: Vec<Html>,
    /// The choices above that it belongs to: their ids.
    pub choices: Vec<String>,
    /// The units below it.
    pub children: Vec<OrgNode>,
}

/// Choices of one kind.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ChoiceGroup {
    /// What they are.
    pub label: String,
    /// The choices.
    pub choices: Vec<Choice>,
}

/// A choice.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Choice {
    /// Its id: `choice-1` to `choice-12`, or `choice-all`. The stylesheet knows no others.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many it leaves.
    pub count: usize,
}
