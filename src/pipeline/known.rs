//! Everything a world says: read, computed and checked, unfiltered. No site is made of it yet.

use super::memory::Memory;
use super::texts::{self, Texts};
use super::{closed, in_its_language};
use crate::check;
use crate::compute::{Figures, Material};
use crate::config::Config;
use crate::content::{self, Content};
use crate::data;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Definitions, History, Language, Place, Registers, Slices, SourcePath};
use crate::render;
use crate::site::{self, Show, Sources};
use crate::workflow::{self, Approvals, Standings};
use crate::world::World;
use jiff::civil::Date;
use std::sync::Arc;

/// Everything that was read and computed, unfiltered.
#[derive(Debug)]
pub struct Known {
    /// The settings.
    pub config: Config,
    /// The registers.
    pub registers: Arc<Registers>,
    /// The figures with their definitions.
    pub figures: Arc<Figures>,
    /// The same for all sites but the narrowest.
    pub wider_figures: Arc<Figures>,
    /// The pages and files.
    pub content: Content,
    /// The approvals of the pages.
    pub approvals: Approvals,
    /// How each page stands, in the order of the pages.
    pub standings: Standings,
    /// What git knows.
    pub history: Option<Arc<History>>,
    /// Today.
    pub today: Date,
}

impl Known {
    pub(super) fn sources(&self, show: Show) -> Sources<'_> {
        Sources {
            config: &self.config,
            registers: &self.registers,
            figures: &self.figures,
            wider_figures: &self.wider_figures,
            content: &self.content,
            approvals: &self.approvals,
            standings: &self.standings,
            history: self.history.as_deref(),
            today: self.today,
            show,
            audits: &[],
        }
    }
}

/// Everything a world says, unfiltered, without making its sites; `None` if there are no settings to go by.
pub fn known(world: &dyn World, report: &mut Report) -> Option<Known> {
    let known = read(world, (Show::default(), Texts::Stay), None, report)?;
    known.config.apply_severities(report);
    check::mute_follow_ups(report);
    in_its_language(&known.config, report);
    report.sort();
    Some(known)
}

/// The settings and all figures of a world, without its pages; `None` if there are no settings to go by.
pub fn figures(world: &dyn World, report: &mut Report) -> Option<(Config, Figures)> {
    let config = crate::config::load(world, report)?;
    let context = data::Context { languages: &config.languages, audiences: &config.audiences };
    let registers = Arc::new(data::registers(world, &context, report));
    let definitions = Arc::new(data::metrics(world, &context, report));
    let figures = computed(world, &config, &Declared { registers, definitions }, report);
    Some((config, figures))
}

/// The settings and all figures, judged as on the narrowest site: the guides of the steps say what is asked for. What is wrong
/// with pages is not said.
pub fn judged(world: &dyn World, report: &mut Report) -> Option<(Config, Figures)> {
    let (config, mut figures) = figures(world, report)?;
    if figures.asks_by_step() {
        let context = content::Context::unprinted(&config.languages, &config.audiences);
        let content = content::load(world, context, &mut Report::default());
        let known = workflow::Known { config: &config, definitions: figures.definitions(), slices: figures.slices() };
        let today = world.today(&config.timezone);
        let (_, standings) = workflow::Memory::default().bring_up_to(&content, known, today);
        let steps = site::steps(&content, &standings, Show::default());
        let unreached = figures.unreached(&steps);
        figures.climb(unreached);
    }
    Some((config, figures))
}

/// Reads a world; `None` if there are no settings to go by.
pub(super) fn read(
    world: &dyn World,
    (show, texts): (Show, Texts),
    mut memory: Option<&mut Memory>,
    report: &mut Report,
) -> Option<Known> {
    let config = crate::config::load(world, report)?;
    // Git answers while everything else is read.
    let ((known, found), history) = rayon::join(
        || {
            let mut report = Report::default();
            (read_all(world, config, (show, texts), memory.as_deref_mut(), &mut report), report)
        },
        || world.history(),
    );
    report.append(found);
    let known = Known { history: told(history, report), ..known };
    let found = match memory {
        Some(memory) => memory.closed(world, &known),
        None => closed::months(world, &known),
    };
    report.append(found);
    Some(known)
}

fn read_all(
    world: &dyn World,
    config: Config,
    (show, texts): (Show, Texts),
    mut memory: Option<&mut Memory>,
    report: &mut Report,
) -> Known {
    let today = world.today(&config.timezone);
    let (declared, mut figures) = match memory.as_deref_mut() {
        Some(memory) => memory.data(world, &config, report),
        None => {
            let declared = declared(world, &config, report);
            let figures = computed(world, &config, &declared, report);
            (Arc::new(declared), Arc::new(figures))
        }
    };
    let registers = Arc::clone(&declared.registers);
    let context = content::Context {
        languages: &config.languages,
        audiences: &config.audiences,
        highlight: config.highlight,
        search: config.search,
        tongues: &tongues(world, &config),
    };
    let content = match (memory.as_deref_mut(), texts) {
        (Some(memory), _) => content::load_with(world, context, &mut memory.sources, report),
        (None, Texts::Stay) => content::load(world, context, report),
        (None, Texts::Go) => {
            let beside = check::Beside { config: &config, registers: &registers, figures: &figures };
            texts::checked_at_once(world, context, beside, report)
        }
    };
    let known = workflow::Known { config: &config, definitions: figures.definitions(), slices: figures.slices() };
    let mut fresh = Memory::default();
    let (approvals, standings) = memory.as_deref_mut().unwrap_or(&mut fresh).standings.bring_up_to(&content, known, today);
    let unreached = figures.unreached(&site::steps(&content, &standings, show));
    if !unreached.is_empty() {
        match memory {
            Some(ref mut memory) => figures = memory.climbed(&figures, unreached),
            None => Arc::make_mut(&mut figures).climb(unreached),
        }
    }
    let memory = memory.unwrap_or(&mut fresh);
    site::check_links(world, &content, &config.audiences, (&standings, show), &mut memory.links, report);
    let all = check::Everything {
        config: &config,
        registers: &registers,
        figures: &figures,
        content: &content,
        approvals: &approvals,
        links: &memory.links,
        today,
    };
    check::run(all, &mut memory.found, report);
    let wider_figures = memory.wider(&figures, &config);
    Known { config, registers, figures, wider_figures, content, approvals, standings, history: None, today }
}

/// What stands in `data/`, months and targets aside.
pub(super) struct Declared {
    pub(super) registers: Arc<Registers>,
    pub(super) definitions: Arc<Definitions>,
}

/// Reads what stands in `data/`, months and targets aside.
pub(super) fn declared(world: &dyn World, config: &Config, report: &mut Report) -> Declared {
    let context = data::Context { languages: &config.languages, audiences: &config.audiences };
    data::strays(world, report);
    let registers = data::registers(world, &context, report);
    let definitions = data::metrics(world, &context, report);
    data::resolve(&registers, config, &definitions, report);
    Declared { registers: Arc::new(registers), definitions: Arc::new(definitions) }
}

/// The languages of the sites, with what the program itself says in them. What is wrong with their files is said with the theme.
fn tongues(world: &dyn World, config: &Config) -> Vec<Language> {
    render::theme::tongues(world, &config.look.theme, &config.languages)
}

/// The figures of all months.
pub(super) fn computed(world: &dyn World, config: &Config, declared: &Declared, report: &mut Report) -> Figures {
    let Declared { registers, definitions } = declared;
    let context = &data::Context { languages: &config.languages, audiences: &config.audiences };
    let slices = Slices::of(registers).named_in(&tongues(world, config));
    let fiscal = config.fiscal_year;
    let material = Material {
        snapshots: data::snapshots(world, context, definitions, &slices, report),
        targets: data::targets(world, context, definitions, &slices, fiscal, report),
        not_applicable: registers.set_aside().filter_map(|metric| definitions.find_ref(&metric.id)).collect(),
        definitions: Arc::clone(definitions),
        slices: Arc::new(slices),
        fiscal,
        narrowest: config.audiences.narrowest(),
    };
    Figures::compute(material, report)
}

/// The history, if there is one. That it is not whole is said once.
fn told(history: Result<Option<Arc<History>>, String>, report: &mut Report) -> Option<Arc<History>> {
    let place = || Place::file(SourcePath::new(crate::config::FILE));
    match history {
        Ok(Some(history)) if history.is_cut_off() => {
            let message = "this clone holds only a part of the history: dates, authors and changes before it are not known";
            let hint = "fetch the rest with `git fetch --unshallow`; in CI, check out with the whole history";
            report.push(Diagnostic::new(&codes::HISTORY_CUT_OFF, place(), message).hint(hint));
            Some(history)
        }
        Ok(history) => history,
        Err(reason) => {
            let message = format!("the history cannot be read: {reason}");
            let finding = Diagnostic::new(&codes::HISTORY_UNREADABLE, place(), message);
            report.push(finding.hint("run `git log` in this folder and mend what it says; the sites are made without a history"));
            None
        }
    }
}
