//! Approvals: whether the text that somebody approved is the text that stands there.
//!
//! They guard against a forgotten second reading, not against forgery: who may change the main branch is for the git host to say.

use super::digest::{Known, digest};
use super::front::with_key;
use crate::config::Config;
use crate::content::Written;
use crate::model::page::Page;
use crate::model::registers::{Person, Registers, Role};
use crate::model::{Commit, History, SourcePath};
use crate::world::World;
use std::collections::BTreeMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// What became of an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// There is none.
    Missing,
    /// The text was changed after it.
    Void,
    /// It holds.
    Valid,
}

impl State {
    /// The word for it in lists.
    pub fn word(self) -> &'static str {
        match self {
            State::Missing => "missing",
            State::Void => "void",
            State::Valid => "valid",
        }
    }
}

/// The approval of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approved {
    /// What became of it.
    pub state: State,
    /// Whether the page is published only with one.
    pub needed: bool,
}

/// The approvals of all files that have one or need one.
#[derive(Debug, Clone, Default)]
pub struct Approvals {
    by_path: BTreeMap<SourcePath, Approved>,
}

impl Approved {
    /// What became of a page's approval, if it has one or needs one: the approval is compared with the text it is bound to.
    pub(super) fn of(written: &Written, known: Known<'_>) -> Option<Self> {
        let page = &written.page;
        let needed = needs(page, known.config);
        let state = match &page.meta.approval {
            None if !needed => return None,
            None => State::Missing,
            Some(approval) if *approval.digest == *digest(written, known) => State::Valid,
            Some(_) => State::Void,
        };
        Some(Approved { state, needed })
    }

    /// Whether the page may go out, as far as approvals are concerned.
    pub(super) fn lets_out(self) -> bool {
        !self.needed || self.state == State::Valid
    }
}

impl Approvals {
    /// The approvals of pages, in their order.
    pub(super) fn new(pages: &[Arc<Written>], approved: &[Option<Approved>]) -> Approvals {
        let given = pages.iter().zip(approved).filter_map(|(written, approved)| Some((written, (*approved)?)));
        Approvals { by_path: given.map(|(written, approved)| (written.page.path.clone(), approved)).collect() }
    }

    /// The approval of a file, if it has one or needs one.
    pub fn get(&self, path: &SourcePath) -> Option<Approved> {
        self.by_path.get(path).copied()
    }

    /// Whether no file has one or needs one.
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// Whether a page may go out, as far as approvals are concerned.
    pub fn let_out(&self, path: &SourcePath) -> bool {
        self.get(path).is_none_or(Approved::lets_out)
    }
}

/// Whether a page is published only with an approval.
pub fn needs(page: &Page, config: &Config) -> bool {
    config.approval.required_for.contains(&page.meta.audience)
}

/// Who may approve pages for the page's audience: ids of roles and departments; `None` for everybody.
pub fn approvers<'c>(page: &Page, config: &'c Config) -> Option<Vec<&'c str>> {
    let mut of_audience = config.approval.approvers.iter().filter(|(audience, _)| *audience == page.meta.audience).peekable();
    of_audience.peek()?;
    Some(of_audience.flat_map(|(_, who)| who).map(|who| &*who.id).collect())
}

/// Whether somebody may approve a page: a role or department that is named for its audience, or a person who has such a role.
pub fn may_approve(name: &str, page: &Page, config: &Config, registers: &Registers) -> bool {
    let Some(ids) = approvers(page, config) else { return true };
    let has = |role: &Role| ids.contains(&&*role.id) && role.people.iter().any(|person| goes_by(person, name));
    ids.contains(&name) || registers.roles.iter().any(has)
}

/// Who wrote the text of a page last, as git remembers: the name of whoever works here where it was changed since, given as
/// `here`. Whoever only wrote an approval into it wrote none of its text.
pub fn author(page: &Page, history: &History, world: &dyn World, here: impl Fn() -> Option<String>) -> Option<String> {
    // More changes in a row that touch nothing but approvals would be odd.
    const LOOKED_AT: usize = 50;
    let commits: Vec<&Commit> = history.of(&page.path).take(LOOKED_AT).collect();
    let wanted: Vec<_> = commits.iter().map(|commit| (Arc::clone(&commit.id), page.path.clone())).collect();
    let then: Vec<Option<String>> =
        world.past(&wanted).iter().map(|text| Some(bare(&String::from_utf8_lossy(text.as_ref()?)))).collect();
    let now = Some(bare(&page.text));
    if then.first().is_none_or(|last| *last != now) {
        return here();
    }
    let wrote = |at: &usize| then.get(at + 1) != then.get(*at);
    (0..commits.len()).find(wrote).and_then(|at| commits.get(at)).map(|commit| commit.author.to_string())
}

/// A page without what an approval writes into it.
fn bare(text: &str) -> String {
    with_key(&with_key(text, "approval", "~"), "translates", "~")
}

/// Whether a name stands for the author of a change: the same person, or a role that nobody else has.
pub fn is_author(name: &str, author: &str, registers: &Registers) -> bool {
    let alone = |role: &Role| role.people.len() == 1 && role.people.iter().all(|person| goes_by(person, author));
    is_same(name, author) || registers.role(name).is_some_and(alone)
}

/// Whether a name is a person's own, in whichever language.
fn goes_by(person: &Person, name: &str) -> bool {
    person.name.iter().any(|(_, own)| is_same(own, name))
}

/// Whether two names mean one person as far as anybody can tell: letters of any width and case, or a family name alone.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.nfkc().flat_map(char::to_lowercase).collect::<String>();
    let (one, other) = (plain(one), plain(other));
    let joined = |name: &str| name.split_whitespace().collect::<String>();
    let part_of = |part: &str, whole: &str| whole.split_whitespace().any(|word| word == part);
    joined(&one) == joined(&other) || part_of(one.trim(), &other) || part_of(other.trim(), &one)
}

#[cfg(test)]
mod tests;
