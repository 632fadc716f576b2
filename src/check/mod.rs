//! What is wrong between files: pages that refer to what does not exist, promises nobody can keep.
//!
//! Each rule is a file in `rules/` and a line in [`RULES`]. Rules look at everything, drafts included, once, before anything
//! is filtered; they change nothing.

mod rules;

use crate::compute::Figures;
use crate::config::Config;
use crate::content::Content;
use crate::diag::{Report, codes};
use crate::model::Registers;
use crate::workflow::Approvals;
use jiff::civil::Date;
use rayon::prelude::*;

/// Everything that was read and computed.
#[derive(Clone, Copy)]
pub struct Everything<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The registers.
    pub registers: &'a Registers,
    /// The figures with their definitions.
    pub figures: &'a Figures,
    /// The pages and files.
    pub content: &'a Content,
    /// The approvals of the pages.
    pub approvals: &'a Approvals,
    /// Today.
    pub today: Date,
}

/// A rule.
pub struct Rule {
    /// What it is about, in a word or two.
    pub name: &'static str,
    /// Reports what it finds.
    pub run: fn(Everything<'_>, &mut Report),
}

/// All rules. Their order does not matter: findings are sorted.
pub const RULES: &[Rule] = &[
    rules::approvals::RULE,
    rules::blocks::RULE,
    rules::conditions::RULE,
    rules::consent::RULE,
    rules::figures::RULE,
    rules::pilots::RULE,
    rules::references::RULE,
    rules::sections::RULE,
    rules::steps::RULE,
    rules::terms::RULE,
];

/// Runs all rules.
pub fn run(all: Everything<'_>, report: &mut Report) {
    let run = |rule: &Rule| {
        let mut report = Report::default();
        (rule.run)(all, &mut report);
        report
    };
    let found: Vec<Report> = RULES.par_iter().map(run).collect();
    found.into_iter().for_each(|found| report.append(found));
}

/// Takes away what only follows from a file of `data/` that could not be read: without it nothing that refers into it is known,
/// and hundreds of findings would bury the one that matters.
pub fn mute_follow_ups(report: &mut Report) {
    let broken = [codes::INVALID_YAML.id, codes::INVALID_UTF8.id, codes::FILE_UNREADABLE.id];
    let unread = |fits: &dyn Fn(&str) -> bool| {
        report.iter().any(|finding| broken.contains(&finding.code.id) && fits(finding.place.path.as_str()))
    };
    let figures = |path: &str| path.starts_with("data/snapshots/") || path.starts_with("data/targets");
    let metrics = unread(&|path| path.starts_with("data/metrics"));
    let registers = unread(&|path| path.starts_with("data/") && !path.starts_with("data/metrics") && !figures(path));
    report.retain(|finding| {
        let follows_metrics = metrics && finding.code.id == codes::UNKNOWN_METRIC.id;
        let follows_registers = registers && finding.code.id == codes::UNKNOWN_ID.id;
        !(follows_metrics || follows_registers)
    });
}
