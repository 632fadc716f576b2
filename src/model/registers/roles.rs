//! A role of the team: what it answers for, who has it, whether it should have somebody of its own.

use crate::model::{Audience, Localised, Place, Ref};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A role. A slice of the role axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// Its id.
    pub id: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// Who may see its name and summary.
    pub audience: Audience,
    /// Its name.
    pub name: Localised,
    /// One or two sentences.
    pub summary: Option<Localised>,
    /// How it stands in the team; none where the readers may not know.
    pub standing: Option<RoleStanding>,
    /// What it is there for.
    pub mission: Option<Localised>,
    /// The metrics it answers for.
    pub kpis: Vec<Ref>,
    /// The metrics it only looks at.
    pub watch: Vec<Ref>,
    /// The roles and departments it works with.
    pub partners: Vec<Ref>,
    /// The backgrounds to hire from.
    pub hire_from: Vec<Localised>,
    /// Who has it.
    pub people: Vec<Person>,
}

/// How a role stands in the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleStanding {
    /// Whether it defends, attacks or carries the others.
    pub stance: Stance,
    /// How much it needs somebody of its own.
    pub need: Need,
    /// Whether it has somebody of its own.
    pub state: RoleState,
}

/// Whether a role defends what is there, wins what is new, or carries the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// 守り: keeps customers well.
    Defend,
    /// 攻め: makes new revenue.
    Attack,
    /// 基盤: carries the others.
    Base,
}

/// How much a role needs somebody of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Little.
    Low,
    /// Much.
    High,
}

/// Whether a role has somebody of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleState {
    /// 専任: somebody does only this.
    Dedicated,
    /// 兼任: somebody does it beside other work.
    Shared,
    /// 未着手: nobody does it yet.
    NotStarted,
}

/// Somebody who has a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The name; for the narrowest audience only.
    pub name: Localised,
    /// How much of a full week goes into the role.
    pub share: Share,
}

/// A part of one person's full week, from above 0 to 1, exact to a thousandth.
///
/// ```
/// # use shirube::model::registers::Share;
/// let half: Share = "0.5".parse().unwrap();
/// assert_eq!(half.thousandths() + half.thousandths(), 1000);
/// assert!("1.2".parse::<Share>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(u16);

impl Share {
    /// The whole week.
    pub const FULL: Share = Share(1000);

    /// The share in thousandths, for adding up.
    pub fn thousandths(self) -> u32 {
        u32::from(self.0)
    }
}

impl FromStr for Share {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 3 {
            return Err(());
        }
        let thousandths: u16 = format!("{part:0<3}").parse().map_err(|_| ())?;
        match (whole, thousandths) {
            ("0", 1..) => Ok(Share(thousandths)),
            ("1", 0) => Ok(Share::FULL),
            _ => Err(()),
        }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{}.{:03}", self.0 / 1000, self.0 % 1000);
        let short = digits.trim_end_matches('0');
        if short.ends_with('.') { write!(f, "{short}0") } else { f.write_str(short) }
    }
}
