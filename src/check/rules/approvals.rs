//! A page that needs an approval has one, of the text that stands there, by somebody who may give it.

use crate::check::{Everything, Rule, Run};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::Page;
use crate::workflow::approval::{self, State};
use crate::workflow::{self, Standing};

pub(in crate::check) const RULE: Rule = Rule { name: "approvals", run: Run::Everything(run) };

fn run(all: Everything<'_>, report: &mut Report) {
    if all.approvals.is_empty() {
        return;
    }
    for (page, original) in all.content.with_originals() {
        let Some(approved) = all.approvals.get(&page.path).filter(|approved| approved.needed) else { continue };
        allowed(all, page, report);
        // What is not out yet, or is gone, waits for nobody.
        let standing = workflow::standing(&page.meta, &original.meta, false, all.today);
        if matches!(standing, Standing::Unapproved | Standing::Future(_)) {
            read_again(all, page, approved.state, report);
        }
    }
}

fn read_again(all: Everything<'_>, page: &Page, state: State, report: &mut Report) {
    let audience = all.config.audiences.id(page.meta.audience);
    let (code, message) = match state {
        State::Valid => return,
        State::Missing => {
            (&codes::APPROVAL_MISSING, format!("pages for `{audience}` need an approval, and this one has none: it is left out"))
        }
        State::Void => (&codes::APPROVAL_VOID, "this text was changed after it was approved: it is left out".to_owned()),
    };
    let hint = format!("let somebody else read it, then run `shirube approve {} --by NAME`", page.path);
    report.push(Diagnostic::new(code, page.place.clone(), message).hint(hint));
}

/// Names are checked by a finding alone: who has which role is internal, and must not decide what a wider site holds.
fn allowed(all: Everything<'_>, page: &Page, report: &mut Report) {
    let Some(given) = &page.meta.approval else { return };
    if approval::may_approve(&given.by.id, page, all.config, all.registers) {
        return;
    }
    let audience = all.config.audiences.id(page.meta.audience);
    let message = format!("`{}` may not approve pages for `{audience}`", given.by.id);
    let who = approval::approvers(page, all.config).unwrap_or_default().join(", ");
    let finding = Diagnostic::new(&codes::APPROVER_NOT_NAMED, given.by.place.clone(), message);
    report.push(finding.hint(format!("let one of these approve it, or a person who has the role: {who}")));
}
