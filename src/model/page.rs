//! Pages as people wrote them: their front matter, typed and valid.

use super::{Audience, FormulaText, Localised, Month, MonthRange, Place, Ref, SourcePath};
use jiff::civil::Date;
use std::sync::Arc;

/// How far a page is. No status is a draft.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Being written.
    #[default]
    Draft,
    /// Being read by others.
    Review,
    /// Approved, not yet out.
    Approved,
    /// Out.
    Published,
    /// No longer valid.
    Archived,
}

/// What kind of content a page is; the first folder gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageType {
    /// `playbooks/`: a repeatable way of working.
    Playbook,
    /// `steps/`: the guide of a maturity step.
    Step,
    /// `reviews/`: commentary and decisions of a month.
    Review,
    /// `stories/`: a success story.
    Story,
    /// `pilots/`: a small pilot and its verdict.
    Pilot,
    /// Anything else.
    Plain,
}

impl PageType {
    /// All types with a folder of their own.
    pub const WITH_FOLDER: [PageType; 5] =
        [PageType::Playbook, PageType::Step, PageType::Review, PageType::Story, PageType::Pilot];

    /// The folder below `content/`, `""` for plain pages.
    pub fn folder(self) -> &'static str {
        match self {
            PageType::Playbook => "playbooks",
            PageType::Step => "steps",
            PageType::Review => "reviews",
            PageType::Story => "stories",
            PageType::Pilot => "pilots",
            PageType::Plain => "",
        }
    }

    /// The word for it in messages and in `new`.
    pub fn word(self) -> &'static str {
        match self {
            PageType::Playbook => "playbook",
            PageType::Step => "step",
            PageType::Review => "review",
            PageType::Story => "story",
            PageType::Pilot => "pilot",
            PageType::Plain => "page",
        }
    }
}

/// A span of days: `90d`, `12 months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// Days.
    Days(u16),
    /// Months.
    Months(u16),
}

impl Interval {
    /// The date after the interval; the last there is when it leaves the calendar.
    pub fn after(self, date: Date) -> Date {
        let span = match self {
            Interval::Days(days) => jiff::Span::new().days(i32::from(days)),
            Interval::Months(months) => jiff::Span::new().months(i32::from(months)),
        };
        date.saturating_add(span)
    }
}

impl std::str::FromStr for Interval {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let number: u16 = text[..digits].parse().map_err(|_| ())?;
        match text[digits..].trim_start() {
            "d" | "day" | "days" => Ok(Interval::Days(number)),
            "w" | "week" | "weeks" => number.checked_mul(7).map(Interval::Days).ok_or(()),
            "m" | "month" | "months" => Ok(Interval::Months(number)),
            "y" | "year" | "years" => number.checked_mul(12).map(Interval::Months).ok_or(()),
            _ => Err(()),
        }
    }
}

/// That somebody read a page and let it go out.
#[derive(Debug, Clone, PartialEq)]
pub struct Approval {
    /// Who.
    pub by: Ref,
    /// When.
    pub date: Date,
    /// What stands for the text that was read.
    pub digest: Arc<str>,
}

/// The days on which the home page tells of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Announcement {
    /// The first; from the beginning if there is none.
    pub from: Option<Date>,
    /// The last.
    pub until: Date,
}

impl Announcement {
    /// Whether it is told on a day.
    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && day <= self.until
    }
}

/// What every page's front matter may say.
#[derive(Debug, Clone, PartialEq)]
pub struct Meta {
    /// The title.
    pub title: Arc<str>,
    /// One or two sentences.
    pub summary: Option<Arc<str>>,
    /// When it was published.
    pub date: Option<Date>,
    /// Who may see it; a translation without a label has its original's.
    pub audience: Audience,
    /// Whether the label was written.
    pub audience_written: bool,
    /// Tags.
    pub tags: Vec<Arc<str>>,
    /// Facets: id of the facet and of its value.
    pub facets: Vec<(Ref, Ref)>,
    /// Who answers for it: a role or a department.
    pub owner: Option<Ref>,
    /// How far it is.
    pub status: Status,
    /// How often it must be read again.
    pub review_every: Option<Interval>,
    /// When it was last read.
    pub reviewed_on: Option<Date>,
    /// Not before this day.
    pub publish_on: Option<Date>,
    /// Not from this day on.
    pub expires_on: Option<Date>,
    /// The page that replaces it, by id below the type's folder or by path.
    pub replaced_by: Option<Ref>,
    /// Old addresses: full paths from the site's root.
    pub aliases: Vec<Ref>,
    /// The name of its short address: `/s/NAME/`.
    pub short: Option<Ref>,
    /// When the home page tells of it.
    pub announce: Option<Announcement>,
    /// The order among its neighbours.
    pub weight: Option<i32>,
    /// Who approved it.
    pub approval: Option<Approval>,
    /// The digest of the original a translation was made from.
    pub translates: Option<Arc<str>>,
}

/// What only one type of page may say. Most pages of a large site are plain, and hold no room for it.
#[derive(Debug, Clone, PartialEq)]
pub enum Details {
    /// A playbook.
    Playbook(Box<Playbook>),
    /// A step guide.
    Step(Box<Step>),
    /// A review.
    Review(Review),
    /// A story.
    Story(Box<Story>),
    /// A pilot.
    Pilot(Box<Pilot>),
    /// A plain page, or a translation.
    Plain,
}

/// How close the contact with the customer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Touch {
    /// One to one.
    High,
    /// One to many.
    Low,
    /// By the product and the site.
    Tech,
}

/// A repeatable way of working.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Playbook {
    /// The stage of the journey.
    pub stage: Option<Ref>,
    /// The segments it is for; none means all.
    pub segments: Vec<Ref>,
    /// How close the contact is.
    pub touch: Vec<Touch>,
    /// Who runs it.
    pub role: Option<Ref>,
    /// How long it takes.
    pub minutes: Option<u32>,
    /// The metrics it is to move.
    pub moves: Vec<Ref>,
    /// When it is called for.
    pub trigger: Option<FormulaText>,
    /// The month it was adopted.
    pub since: Option<Month>,
}

/// The guide of a maturity step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its number, from 1.
    pub step: u32,
    /// What must hold.
    pub criteria: Vec<Criterion>,
    /// Playbooks it brings in.
    pub playbooks: Vec<Ref>,
    /// Roles it brings in.
    pub roles: Vec<Ref>,
    /// Tools it brings in, beside those whose `from_step` says so.
    pub tools: Vec<Ref>,
}

/// One criterion of a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// Its id within the step.
    pub id: Arc<str>,
    /// What must hold.
    pub text: Localised,
    /// How it is met.
    pub kind: CriterionKind,
    /// Where it stands.
    pub place: Place,
}

/// How a criterion is met.
#[derive(Debug, Clone, PartialEq)]
pub enum CriterionKind {
    /// By data.
    Data(FormulaText),
    /// By hand, with evidence that may expire.
    Hand {
        /// The month it was met; none while it is not.
        met: Option<Month>,
        /// A path or a URL that shows it.
        evidence: Option<Ref>,
        /// How long it stays met.
        valid_for: Option<Interval>,
    },
}

/// Commentary and decisions of a month.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Review {
    /// What was decided.
    pub actions: Vec<Action>,
}

/// The sections of a review, in their order. A heading of a review's text names the one it comments on.
pub const REVIEW_SECTIONS: &[&str] = &[
    "summary",
    "cards",
    "outlook",
    "bridge",
    "why",
    "tree",
    "segments",
    "cohorts",
    "churn",
    "roles",
    "alerts",
    "pilots",
    "maturity",
    "stories",
    "roadmap",
    "agreements",
    "actions",
    "notes",
];

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionStatus {
    /// Not done.
    Open,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

/// Something decided in a review.
#[derive(Debug, Clone, PartialEq)]
pub struct Action {
    /// Its id; the same id in a later review continues it.
    pub id: Arc<str>,
    /// What is to be done.
    pub what: Localised,
    /// Who does it: a role or a department.
    pub who: Option<Ref>,
    /// Until when.
    pub due: Option<Date>,
    /// The metrics it is to move.
    pub moves: Vec<Ref>,
    /// How far it is.
    pub status: ActionStatus,
    /// Where it stands.
    pub place: Place,
}

/// What the customer agreed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Consent {
    /// Inside the company only.
    None,
    /// With the industry.
    Industry,
    /// With the name.
    Name,
}

/// A reference to a figure: metric (or part), slice, month.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureRef {
    /// The metric, `health.red` for a part.
    pub metric: Ref,
    /// The slice: its axis word (`segment`, `role`, `team`) and id; none for the total.
    pub slice: Option<(&'static str, Ref)>,
    /// The month; the page's if none.
    pub at: Option<Month>,
}

/// A success story.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Story {
    /// The month it is shared in.
    pub month: Option<Month>,
    /// The stage of the journey.
    pub stage: Option<Ref>,
    /// The customer's segment.
    pub segment: Option<Ref>,
    /// The playbooks used.
    pub playbooks: Vec<Ref>,
    /// What the customer agreed to, and when.
    pub consent: Option<(Consent, Option<Date>)>,
    /// Where the consent stands, if it does.
    pub consent_place: Option<Place>,
    /// The figures that show it.
    pub results: Vec<FigureRef>,
    /// How long it takes to read.
    pub minutes: Option<u32>,
}

/// A pilot's own figure.
#[derive(Debug, Clone, PartialEq)]
pub struct PilotValue {
    /// The month; none for what is assumed for the whole period.
    pub month: Option<Month>,
    /// The metric.
    pub metric: Ref,
    /// The number as written.
    pub number: Arc<str>,
    /// Where it stands.
    pub place: Place,
}

/// A small pilot and its verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Pilot {
    /// What it is to show.
    pub hypothesis: Localised,
    /// The segments it runs in.
    pub segments: Vec<Ref>,
    /// When it runs.
    pub months: MonthRange,
    /// Who works on it: role and share of a person.
    pub people: Vec<(Ref, Arc<str>)>,
    /// Its figures by month.
    pub figures: Vec<PilotValue>,
    /// What is taken to hold for the whole period.
    pub assume: Vec<PilotValue>,
    /// Is it worth it?
    pub worth_it: Option<FormulaText>,
    /// Can it be repeated?
    pub repeatable: Option<FormulaText>,
    /// Do the teams work together?
    pub together: Option<FormulaText>,
    /// What people decided.
    pub decision: Option<PilotDecision>,
}

/// What becomes of a pilot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PilotChoice {
    /// More of it.
    Expand,
    /// Longer.
    Extend,
    /// No more.
    Stop,
}

/// What people decided on a pilot.
#[derive(Debug, Clone, PartialEq)]
pub struct PilotDecision {
    /// The choice.
    pub choice: PilotChoice,
    /// By whom.
    pub by: Option<Ref>,
    /// When.
    pub date: Option<Date>,
    /// Why.
    pub because: Option<Localised>,
}

/// A page as written, with its front matter understood.
#[derive(Debug, Clone)]
pub struct Page {
    /// The file.
    pub path: SourcePath,
    /// The path without extension and language: what an original and its translations have in common.
    ///
    /// Not the address: two sources may claim one, and then a translation must still follow its own original.
    pub stem: Arc<str>,
    /// Its type.
    pub page_type: PageType,
    /// The path below the type's folder without extension and language; for plain pages below `content/`.
    pub id: Arc<str>,
    /// The position of its language in the site's list.
    pub language: usize,
    /// Whether it is the original, not a translation.
    pub original: bool,
    /// The address without a language prefix: `/playbooks/first-30-days/`.
    pub address: Arc<str>,
    /// Whether it is an `index.md`.
    pub is_index: bool,
    /// What every page says.
    pub meta: Arc<Meta>,
    /// What its type says.
    pub details: Details,
    /// The whole file; empty once it was let go of, see [`Page::has_text`].
    pub text: Arc<str>,
    /// Where the body begins, in bytes.
    pub body_start: usize,
    /// The line of the title, for messages about the page.
    pub place: Place,
}

impl Page {
    /// The Markdown below the front matter.
    pub fn body(&self) -> &str {
        self.text.get(self.body_start..).unwrap_or("")
    }

    /// Whether the text is still there. A build that nobody goes on from lets go of it as soon as it was checked.
    pub fn has_text(&self) -> bool {
        // Every page has front matter.
        !self.text.is_empty()
    }

    /// Lets go of the text.
    pub fn let_go_of_text(&mut self) {
        self.text = Arc::from("");
    }

    /// The place of a range of bytes of the file.
    pub fn place_at(&self, start: usize, end: usize) -> Place {
        Place::in_text(&self.path, &self.text, start, end)
    }

    /// The month the page speaks of: a review's or a story's.
    pub fn month(&self) -> Option<Month> {
        match &self.details {
            Details::Story(story) => story.month.or_else(|| self.meta.date.map(Month::of)),
            Details::Review(_) => self.id.parse().ok(),
            _ => None,
        }
    }
}
