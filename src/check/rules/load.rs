//! What the people named cannot carry. The pages of the roles say the same, and which roles name nobody: that may be on purpose.

use crate::check::{Everything, Rule, Run};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::registers::Role;

pub(in crate::check) const RULE: Rule = Rule { name: "load of the team", run: Run::Everything(run) };

fn run(all: Everything<'_>, report: &mut Report) {
    let Some(load) = all.registers.load() else { return };
    let mut note = |role: &Role, message: String, hint: &str| {
        report.push(Diagnostic::new(&codes::TEAM_LOAD, role.place.clone(), message).hint(hint));
    };
    if let Some(role) = load.without_base.first() {
        let message = format!("{} people, and nobody whose only work is a role like `{}`", load.people, role.id);
        note(role, message, "give it to somebody as their only work (`state: dedicated`), or write `need: low`");
    }
    for (name, role) in load.over {
        let message = format!("the shares of {} in all roles add up to more than 1.0", name.get(""));
        note(role, message, "lower a `share`, or give one of the roles to somebody else");
    }
    for role in load.waiting {
        note(
            role,
            format!("`{}` is much needed, and nobody has it", role.id),
            "name somebody under `people`, or write `need: low`",
        );
    }
}
