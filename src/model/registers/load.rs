//! Load: whether the people there are can carry what the roles ask for.

use super::{Need, Registers, Role, RoleStanding, RoleState, Stance};
use crate::model::Localised;
use std::collections::BTreeMap;

/// From more people than these on, a team needs somebody who only keeps it going.
const FEW_PEOPLE: usize = 5;

/// What people, stances and needs say of the load of a team.
#[derive(Debug, Clone, PartialEq)]
pub struct Load<'a> {
    /// How many people are named.
    pub people: usize,
    /// Roles of the base of which one should be somebody's only work; empty where that is so, or not needed yet.
    pub without_base: Vec<&'a Role>,
    /// Who is shared out to more than a full week, with the first of their roles.
    pub over: Vec<(&'a Localised, &'a Role)>,
    /// Roles that are much needed and have not begun.
    pub waiting: Vec<&'a Role>,
    /// Roles that have begun and name nobody.
    pub unnamed: Vec<&'a Role>,
}

impl Registers {
    /// The load of the team; none where no role names anybody.
    pub fn load(&self) -> Option<Load<'_>> {
        // The name in the default language says who is one person.
        let mut people: BTreeMap<&str, (u32, &Localised, &Role)> = BTreeMap::new();
        for role in &self.roles {
            for person in &role.people {
                let known = people.entry(person.name.get("")).or_insert((0, &person.name, role));
                known.0 += person.share.thousandths();
            }
        }
        let roles = |wanted: &dyn Fn(&Role, RoleStanding) -> bool| {
            self.roles.iter().filter(|role| role.standing.is_some_and(|it| wanted(role, it))).collect::<Vec<_>>()
        };
        (!people.is_empty()).then(|| Load {
            people: people.len(),
            without_base: self.without_base(people.len()),
            over: people.values().filter(|(share, ..)| *share > 1000).map(|(_, name, role)| (*name, *role)).collect(),
            waiting: roles(&|_, it| it.need == Need::High && it.state == RoleState::NotStarted),
            unnamed: roles(&|role, it| it.state != RoleState::NotStarted && role.people.is_empty()),
        })
    }

    /// More than a few people and nobody who only keeps the team going. Whoever leads a unit has other work than that.
    fn without_base(&self, people: usize) -> Vec<&Role> {
        let leads = |role: &Role| self.org.units.iter().any(|unit| unit.lead.as_ref().is_some_and(|id| id.id == role.id));
        let of_base = |role: &Role| role.standing.filter(|it| it.stance == Stance::Base && !leads(role));
        let base: Vec<(&Role, RoleStanding)> = self.roles.iter().filter_map(|role| Some((role, of_base(role)?))).collect();
        if people <= FEW_PEOPLE || base.iter().any(|(_, it)| it.state == RoleState::Dedicated) {
            return Vec::new();
        }
        base.into_iter().filter(|(_, it)| it.need == Need::High).map(|(role, _)| role).collect()
    }
}
