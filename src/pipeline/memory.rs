//! What a preview remembers from one build to the next, so that an edit costs what it changes.
//!
//! Three seams, each keyed by all that went in: a source parsed ([`content::Memory`]), the figures computed and the theme loaded
//! ([`Remembered`]), a page rendered ([`render::Memory`]). The build is the same with and without it, and so is every byte.

use super::Known;
use super::known::{Declared, computed, declared};
use crate::audit;
use crate::check;
use crate::compute::Figures;
use crate::config::{Config, SiteConfig};
use crate::content;
use crate::diag::Report;
use crate::index;
use crate::model::{History, Month, SiteAudit, SourcePath};
use crate::output::Files;
use crate::render::theme::Theme;
use crate::render::{self, Again};
use crate::site::{self, LinkMemory, Same, Show};
use crate::workflow;
use crate::world::{Listing, World};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

/// The results of the last build.
#[derive(Default)]
pub struct Memory {
    pub(super) sources: content::Memory,
    pub(super) standings: workflow::Memory,
    pub(super) links: LinkMemory,
    pub(super) found: check::Memory,
    declared: Option<Remembered<Declared>>,
    figures: Option<Remembered<Figures>>,
    theme: Option<Remembered<Theme>>,
    climbed: Option<Climbed>,
    wider: Option<Wider>,
    // What was found in closed months, with the figures and the history it rests on.
    closed: Option<(Arc<Figures>, Arc<History>, Report)>,
    past: Option<Past>,
    sites: BTreeMap<Arc<str>, Site>,
    stop: Arc<AtomicBool>,
}

/// Figures, the steps that were not reached, and the figures that know of them.
struct Climbed {
    from: Arc<Figures>,
    unreached: BTreeMap<Month, u32>,
    figures: Arc<Figures>,
}

/// Figures, and what wider sites are told of them.
struct Wider {
    from: Arc<Figures>,
    currency: Arc<str>,
    figures: Arc<Figures>,
}

#[derive(Default)]
struct Site {
    placed: site::Memory,
    pages: render::Memory,
    index: index::Memory,
    // What the pages were made with.
    figures: Option<Arc<Figures>>,
    history: Option<Arc<History>>,
    audits: Arc<[SiteAudit]>,
}

/// How a site goes on from the last build.
pub(super) struct Going<'m> {
    pub(super) placed: &'m mut site::Memory,
    pub(super) index: &'m mut index::Memory,
    pub(super) again: Again<'m>,
}

/// What was asked of the past, with the history it belongs to.
struct Past {
    history: Arc<History>,
    wanted: Vec<(Arc<str>, SourcePath)>,
    files: Vec<Option<Arc<[u8]>>>,
}

impl Memory {
    /// Set it, and the build at work ends without a result; whoever builds next clears it.
    pub fn stop(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.stop)
    }

    /// What stands in `data/`, and the figures.
    pub(super) fn data(&mut self, world: &dyn World, config: &Config, report: &mut Report) -> (Arc<Declared>, Arc<Figures>) {
        let before = self.declared.as_ref().map(|known| Arc::clone(&known.value));
        let declare = |world: &dyn World, report: &mut Report| declared(world, config, report);
        let declared = remembered(&mut self.declared, world, config, report, declare);
        if before.is_none_or(|before| !Arc::ptr_eq(&before, &declared)) {
            self.figures = None;
        }
        let compute = |world: &dyn World, report: &mut Report| computed(world, config, &declared, report);
        let figures = remembered(&mut self.figures, world, config, report, compute);
        (declared, figures)
    }

    /// The figures with the steps that were not reached; the same as in the last build if both are.
    pub(super) fn climbed(&mut self, from: &Arc<Figures>, unreached: BTreeMap<Month, u32>) -> Arc<Figures> {
        let known = self.climbed.as_ref().filter(|known| Arc::ptr_eq(&known.from, from) && known.unreached == unreached);
        if let Some(known) = known {
            return Arc::clone(&known.figures);
        }
        let mut figures = Figures::clone(from);
        figures.climb(unreached.clone());
        let figures = Arc::new(figures);
        self.climbed = Some(Climbed { from: Arc::clone(from), unreached, figures: Arc::clone(&figures) });
        figures
    }

    /// The figures for all sites but the narrowest: those a wider site may be told are as exact as they are printed.
    pub(super) fn wider(&mut self, figures: &Arc<Figures>, config: &Config) -> Arc<Figures> {
        if !figures.discloses() {
            return Arc::clone(figures);
        }
        let known = self.wider.take().filter(|known| Arc::ptr_eq(&known.from, figures) && known.currency == config.currency);
        let known = known.unwrap_or_else(|| Wider {
            from: Arc::clone(figures),
            currency: config.currency.clone(),
            figures: Arc::new(figures.for_wider_sites(&config.currency)),
        });
        Arc::clone(&self.wider.insert(known).figures)
    }

    /// The theme.
    pub(super) fn theme(&mut self, world: &dyn World, config: &Config, report: &mut Report) -> Arc<Theme> {
        remembered(&mut self.theme, world, config, report, |world, report| super::theme(world, config, report))
    }

    /// What was changed in closed months.
    pub(super) fn closed(&mut self, world: &dyn World, known: &Known) -> Report {
        let Some(history) = &known.history else { return Report::default() };
        if let Some((figures, before, found)) = &self.closed
            && Arc::ptr_eq(figures, &known.figures)
            && Arc::ptr_eq(before, history)
        {
            return found.clone();
        }
        let found = super::closed::months(world, known);
        self.closed = Some((Arc::clone(&known.figures), Arc::clone(history), found.clone()));
        found
    }

    /// What the wider sites give away.
    pub(super) fn audits(&mut self, world: &dyn World, known: &Known, built: &[(&SiteConfig, &Files)]) -> Arc<[SiteAudit]> {
        let past = RefCell::new(self.past.take());
        let ask = |wanted: &[(Arc<str>, SourcePath)]| {
            let Some(history) = &known.history else { return world.past(wanted) };
            let mut past = past.borrow_mut();
            let stands = past.as_ref().is_some_and(|past| Arc::ptr_eq(&past.history, history) && past.wanted == wanted);
            if !stands {
                *past = Some(Past { history: Arc::clone(history), wanted: wanted.to_vec(), files: world.past(wanted) });
            }
            past.as_ref().map_or_else(Vec::new, |past| past.files.clone())
        };
        let versions = audit::Versions { past: &ask, now: &|path| world.read(path).ok().flatten() };
        let audits = audit::audit(known.sources(Show::default()), versions, built).into();
        self.past = past.into_inner();
        audits
    }

    /// How a site goes on from the last build.
    pub(super) fn again(&mut self, site: &Arc<str>, known: &Known, audits: &Arc<[SiteAudit]>) -> Going<'_> {
        let site = self.sites.entry(Arc::clone(site)).or_default();
        let history = match (&site.history, &known.history) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now),
            (None, None) => true,
            _ => false,
        };
        let audits = site.audits == *audits;
        let same = Same { figures: site.figures.clone(), history, audits };
        let again = Again { memory: &mut site.pages, same, stop: &self.stop };
        Going { placed: &mut site.placed, index: &mut site.index, again }
    }

    /// Notes that the pages of a site now rest on these figures, this history and these audits.
    pub(super) fn rests_on(&mut self, settings: &SiteConfig, known: &Known, audits: &Arc<[SiteAudit]>) {
        let site = self.sites.entry(Arc::clone(&settings.id)).or_default();
        let is_narrowest = settings.audience == known.config.audiences.narrowest();
        site.figures = Some(Arc::clone(if is_narrowest { &known.figures } else { &known.wider_figures }));
        site.history.clone_from(&known.history);
        site.audits = Arc::clone(audits);
    }
}

#[cfg(test)]
mod tests;

/// A result with all that it was made from: the settings, and whatever was read.
struct Remembered<T> {
    config: Config,
    read: Vec<Answer>,
    value: Arc<T>,
    found: Report,
}

/// What the world answered.
#[derive(PartialEq)]
enum Answer {
    File(SourcePath, Result<Option<Arc<[u8]>>, String>),
    Folder(String, Listing),
    Today(TimeZone, Date),
    // Of what git knows no stage that is remembered makes use; one that did would be made anew each time.
    Past,
}

impl Answer {
    /// Whether the world still answers so.
    fn stands(&self, world: &dyn World) -> bool {
        match self {
            Answer::File(path, known) => world.read(path) == *known,
            Answer::Folder(folder, known) => world.list(folder) == *known,
            Answer::Today(zone, known) => world.today(zone) == *known,
            Answer::Past => false,
        }
    }
}

/// The result of the last build if it was made from the same; else it is made anew, and remembered with what it reads.
fn remembered<T>(
    slot: &mut Option<Remembered<T>>,
    world: &dyn World,
    config: &Config,
    report: &mut Report,
    make: impl FnOnce(&dyn World, &mut Report) -> T,
) -> Arc<T> {
    if let Some(known) = slot
        && known.config == *config
        && known.read.iter().all(|answer| answer.stands(world))
    {
        report.append(known.found.clone());
        return Arc::clone(&known.value);
    }
    let noting = Noting { world, read: Mutex::default() };
    let mut found = Report::default();
    let value = Arc::new(make(&noting, &mut found));
    report.append(found.clone());
    let read = noting.read.into_inner().unwrap_or_else(PoisonError::into_inner);
    *slot = Some(Remembered { config: config.clone(), read, value: Arc::clone(&value), found });
    value
}

/// A world that notes what it answers.
struct Noting<'w> {
    world: &'w dyn World,
    read: Mutex<Vec<Answer>>,
}

impl Noting<'_> {
    fn note(&self, answer: Answer) {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).push(answer);
    }
}

impl World for Noting<'_> {
    fn read(&self, path: &SourcePath) -> Result<Option<Arc<[u8]>>, String> {
        let found = self.world.read(path);
        self.note(Answer::File(path.clone(), found.clone()));
        found
    }

    fn list(&self, folder: &str) -> Listing {
        let found = self.world.list(folder);
        self.note(Answer::Folder(folder.to_owned(), found.clone()));
        found
    }

    fn today(&self, zone: &TimeZone) -> Date {
        let found = self.world.today(zone);
        self.note(Answer::Today(zone.clone(), found));
        found
    }

    fn history(&self) -> Result<Option<Arc<History>>, String> {
        self.note(Answer::Past);
        self.world.history()
    }

    fn past(&self, wanted: &[(Arc<str>, SourcePath)]) -> Vec<Option<Arc<[u8]>>> {
        self.note(Answer::Past);
        self.world.past(wanted)
    }
}
