//! What is wrong between files: pages that refer to what does not exist, promises nobody can keep.
//!
//! Each rule is a file in `rules/` and a line in [`RULES`]. Rules look at everything, drafts included, once, before anything
//! is filtered; they change nothing.

mod alone;
mod evidence;
mod memory;
mod mentions;
mod prose;
mod rules;

pub use alone::Alone;
pub use memory::{Memory, run};
pub use mentions::Candidate;

use crate::compute::Figures;
use crate::config::Config;
use crate::content::{Content, Written};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::Page;
use crate::model::{Definitions, Place, Registers, SourcePath};
use crate::site::LinkMemory;
use crate::workflow::Approvals;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Everything that was read and computed.
#[derive(Clone, Copy)]
pub struct Everything<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The registers.
    pub registers: &'a Arc<Registers>,
    /// The figures with their definitions.
    pub figures: &'a Arc<Figures>,
    /// The pages and files.
    pub content: &'a Content,
    /// The approvals of the pages.
    pub approvals: &'a Approvals,
    /// Where the pages lead.
    pub links: &'a LinkMemory,
    /// Today.
    pub today: Date,
}

/// Everything but pages.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The registers.
    pub registers: &'a Arc<Registers>,
    /// The figures with their definitions.
    pub figures: &'a Arc<Figures>,
}

impl<'a> Everything<'a> {
    fn beside(self) -> Beside<'a> {
        Beside { config: self.config, registers: self.registers, figures: self.figures }
    }
}

/// One page, and what it may be compared with without a look at another.
#[derive(Clone, Copy)]
pub struct OnePage<'a> {
    /// The page.
    pub written: &'a Written,
    /// The settings.
    pub config: &'a Config,
    /// The registers.
    pub registers: &'a Registers,
    /// The metrics.
    pub definitions: &'a Definitions,
    names: &'a [Vec<rules::bare_numbers::Name<'a>>],
}

/// A rule.
pub struct Rule {
    /// What it is about, in a word or two.
    pub name: &'static str,
    /// Reports what it finds.
    pub run: Run,
}

/// What a rule looks at. The less it is, the more of what it found is taken from the last build.
pub enum Run {
    /// One page: remembered as long as the page is the same.
    Page(fn(OnePage<'_>, &mut Report)),
    /// One page and the figures: remembered as long as both are the same.
    Figures(fn(OnePage<'_>, &Figures, &mut Report)),
    /// Everything but texts, registers and figures included: remembered as long as what it looks at of every page, which the first
    /// function sums up, is the same.
    Keyed(fn(&Page) -> u64, fn(Everything<'_>, &mut Report)),
    /// Pages that have something in common, such as their titles, which the first function sums up and which is remembered: those whose
    /// sum is that of another page too.
    Alike(fn(&Page) -> u64, fn(&[&Written], &mut Report)),
    /// Everything, for those pages that it may have something to say of, which are remembered.
    Among(fn(&Written) -> bool, fn(Everything<'_>, &[&Written], &mut Report)),
    /// Everything but pages, for words that may stand in a text; whether they do is remembered.
    Mentions(fn(Beside<'_>) -> Vec<Candidate>),
    /// Everything.
    Everything(fn(Everything<'_>, &mut Report)),
}

/// All rules. Their order does not matter: findings are sorted.
pub const RULES: &[Rule] = &[
    rules::accessible::RULE,
    rules::approvals::RULE,
    rules::bare_numbers::RULE,
    rules::blocks::RULE,
    rules::conditions::OF_AGREEMENTS,
    rules::conditions::OF_PAGES,
    rules::consent::RULE,
    rules::dead_playbooks::RULE,
    rules::drivers::RULE,
    rules::fences::RULE,
    rules::figures::RULE,
    rules::footnotes::RULE,
    rules::load::RULE,
    rules::months::RULE,
    rules::overdue::RULE,
    rules::pilots::RULE,
    rules::red_metrics::RULE,
    rules::references::RULE,
    rules::sections::RULE,
    rules::steps::RULE,
    rules::terms::RULE,
    rules::titles::LONG,
    rules::titles::TWICE,
    rules::translations::MISSING,
    rules::translations::OUTDATED,
    rules::unlinked::RULE,
    rules::unused::RULE,
    rules::unused_entries::RULE,
    rules::width::RULE,
];

// What they miss may be there, misspelt or in a file that cannot be read: nothing is said of it before the errors are mended.
const ABSENCES: &[&str] = &[
    codes::ENTRY_UNUSED.id,
    codes::FILE_UNUSED.id,
    codes::METRIC_UNUSED.id,
    codes::PAGE_UNLINKED.id,
    codes::PLAYBOOK_MISSING.id,
    codes::TEAM_LOAD.id,
    codes::TRANSLATION_MISSING.id,
];

/// Takes away what only follows from a file of `data/` that could not be read: without it nothing that refers into it is known,
/// and hundreds of findings would bury the one that matters.
pub fn mute_follow_ups(report: &mut Report) {
    let garbled = garbled(report);
    let broken = [codes::INVALID_UTF8.id, codes::FILE_UNREADABLE.id];
    let lost: BTreeSet<SourcePath> = report
        .iter()
        .filter(|finding| {
            // A slip that was taken as it was meant hides nothing.
            let stopped = finding.code.id == codes::INVALID_YAML.id && finding.repair.is_none();
            stopped || broken.contains(&finding.code.id) || garbled.contains(&finding.place.path)
        })
        .map(|finding| finding.place.path.clone())
        .collect();
    let unread = |fits: &dyn Fn(&str) -> bool| lost.iter().any(|path| fits(path.as_str()));
    let figures = |path: &str| path.starts_with("data/snapshots/") || path.starts_with("data/targets");
    let metrics = unread(&|path| path.starts_with("data/metrics"));
    let registers = unread(&|path| path.starts_with("data/") && !path.starts_with("data/metrics") && !figures(path));
    let mislabelled = mislabelled(report);
    let broken = report.has_errors();
    report.retain(|finding| {
        if broken && ABSENCES.contains(&finding.code.id) {
            return false;
        }
        let follows_metrics = metrics && finding.code.id == codes::UNKNOWN_METRIC.id;
        let follows_registers = registers && finding.code.id == codes::UNKNOWN_ID.id;
        let follows_slip = is_shape(finding) && garbled.contains(&finding.place.path);
        !(follows_slip || follows_metrics || follows_registers || mislabelled.iter().any(|stem| follows_label(finding, stem)))
    });
}

/// The files in which a slip was mended, and what stands there then is of another shape than it should be: another slip was meant.
fn garbled(report: &Report) -> BTreeSet<SourcePath> {
    let slips: Vec<&Place> =
        report.iter().filter(|finding| finding.code.id == codes::INVALID_YAML.id).map(|finding| &finding.place).collect();
    let near =
        |place: &Place| slips.iter().any(|slip| slip.path == place.path && (slip.line..=slip.line + 1).contains(&place.line));
    report.iter().filter(|finding| is_shape(finding) && near(&finding.place)).map(|finding| finding.place.path.clone()).collect()
}

fn is_shape(finding: &Diagnostic) -> bool {
    [codes::WRONG_TYPE.id, codes::MISSING_KEY.id].contains(&finding.code.id)
}

/// The files in which an audience is misspelt, without language and extension.
fn mislabelled(report: &Report) -> BTreeSet<String> {
    let label = [codes::AUDIENCE_UNKNOWN.id, codes::PASSAGE_UNKNOWN.id];
    // A label with nothing after its colon is none either.
    let is_empty = |finding: &Diagnostic| finding.code.id == codes::WRONG_TYPE.id && finding.message.starts_with("`audience` ");
    let wrong = report.iter().filter(|finding| label.contains(&finding.code.id) || is_empty(finding));
    wrong.map(|finding| stem(finding.place.path.as_str())).collect()
}

fn stem(path: &str) -> String {
    let name = path.rfind('/').map_or(0, |at| at + 1);
    let end = path[name..].find('.').map_or(path.len(), |at| name + at);
    path[..end].to_owned()
}

/// Whether a finding says that something is too narrow whose audience is misspelt: which one was meant is not known yet.
fn follows_label(finding: &Diagnostic, stem_of_label: &str) -> bool {
    let codes = [codes::NARROWER_FIGURE.id, codes::NARROWER_TARGET.id, codes::PASSAGE_AUDIENCE.id];
    let places = std::iter::once(&finding.place).chain(finding.also.iter().map(|(place, _)| place));
    codes.contains(&finding.code.id) && places.into_iter().any(|place| stem(place.path.as_str()) == stem_of_label)
}
