//! The whole build, on one page, in order.
//!
//! In: a [`World`]. Out: [`Build`]: the files of every site and everything that was found. Same world, same bytes.

use crate::audit;
use crate::check;
use crate::config::{Config, SiteConfig};
use crate::diag::{Report, baseline};
use crate::index;
use crate::model::{SiteAudit, SourcePath};
use crate::output::{Files, Outputs, Sink};
use crate::reference;
use crate::render::{
    self, Goes,
    pictures::{Copies, Earlier, Sizes},
    theme::Theme,
};
use crate::site::{self, Show, Site, Sources};
use crate::workflow::Standing;
use crate::world::{World, line};
use std::any::Any;
use std::collections::BTreeMap;
use std::sync::Arc;
use texts::Texts;

mod closed;
mod external;
mod known;
mod memory;
mod search;
mod texts;

pub use external::add_answers;
use known::read;
pub use known::{Known, figures, judged, known};
use memory::Going;
pub use memory::Memory;
pub use search::Search;

/// What a build is asked for.
#[derive(Debug, Clone, Default)]
pub struct BuildOptions {
    /// The id of the only site to build; `None` for all.
    pub sites: Option<String>,
    /// Whether drafts and future pages are shown.
    pub drafts: bool,
    /// Whether drafts and future pages are marked as such: the preview.
    pub preview: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
}

impl BuildOptions {
    fn is_wanted(&self, site: &str) -> bool {
        self.sites.as_deref().is_none_or(|id| *site == *id)
    }
}

/// What a build gives, always: whether it is published depends on the report.
#[derive(Debug, Default)]
pub struct Build {
    /// The files of every site.
    pub outputs: Outputs,
    /// What could not be understood, sorted.
    pub report: Report,
    /// What the closing line counts.
    pub tally: Tally,
    /// What every site but the narrowest gives away; empty where no site of the narrowest audience was built.
    pub audits: Arc<[SiteAudit]>,
    /// Of the preview: the search index of every site, made when it is asked for.
    pub search: BTreeMap<String, Search>,
    // What the last site was made from. To take it to pieces takes a while, so whoever ends with the build need not.
    rest: Vec<Rest>,
}

/// Something that nobody will look at any more.
type Rest = Box<dyn Any + Send>;

/// How many pages there are, and how many were left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pages by site.
    pub pages: BTreeMap<String, usize>,
    /// Sources left out because they are not published.
    pub drafts: usize,
    /// Sources left out because their day has not come.
    pub future: usize,
    /// Sources left out because the approval they need is missing or void.
    pub unapproved: usize,
    /// Findings left out because the baseline lists them.
    pub known: usize,
    /// Whether the line is said in Japanese, as the findings are.
    pub japanese: bool,
}

/// Reads a world and makes its sites.
pub fn build(world: &dyn World, options: &BuildOptions) -> Build {
    build_again(world, options, None, None).unwrap_or_default()
}

/// The same, with pages going to a sink as they are made; none does if there are errors before the first is.
pub fn build_into(world: &dyn World, options: &BuildOptions, sink: &dyn Sink) -> Build {
    build_again(world, options, None, Some(sink)).unwrap_or_default()
}

/// The same with a memory: what rests on nothing that has changed since the last build is taken from it. The result is the same
/// to the byte. `None` if it was stopped.
pub fn build_with(world: &dyn World, options: &BuildOptions, memory: &mut Memory) -> Option<Build> {
    build_again(world, options, Some(memory), None)
}

/// A build, with everything the world says beside it; without settings to go by, there is nothing but a report.
pub fn inspect(world: &dyn World, options: &BuildOptions) -> (Option<Known>, Build) {
    let mut report = Report::default();
    let show = shown(options);
    let Some(known) = read(world, (show, Texts::Stay), None, &mut report) else {
        return (None, Build { report: finished(report, None, options), ..Build::default() });
    };
    let known = Arc::new(known);
    let mut build = make(world, &known, show, options, (None, None), report).unwrap_or_default();
    // Without the search index, nobody else holds it.
    build.search.clear();
    (Arc::into_inner(known), build)
}

fn build_again(
    world: &dyn World,
    options: &BuildOptions,
    mut memory: Option<&mut Memory>,
    sink: Option<&dyn Sink>,
) -> Option<Build> {
    let mut report = Report::default();
    let show = shown(options);
    let texts = if sink.is_some() { Texts::Go } else { Texts::Stay };
    match read(world, (show, texts), memory.as_deref_mut(), &mut report) {
        Some(mut known) => {
            if sink.is_some() {
                known.content.let_go_of_texts(texts::is_cut);
            }
            let known = Arc::new(known);
            let mut build = make(world, &known, show, options, (memory, sink), report)?;
            match sink {
                Some(_) => build.rest.push(Box::new(known)),
                None => drop_later(known),
            }
            Some(build)
        }
        None => Some(Build { report: finished(report, None, options), ..Build::default() }),
    }
}

/// Taking a large site to pieces takes a while, and nobody need wait for it.
fn drop_later(rest: impl Send + 'static) {
    rayon::spawn(move || drop(rest));
}

fn shown(options: &BuildOptions) -> Show {
    let unpublished = options.drafts || options.preview;
    Show { drafts: unpublished, future: unpublished }
}

/// The sites as they would be if the filter let everybody see everything: for tests, which must see a planted leak where the
/// filter does not hold it back. No command leads here.
#[doc(hidden)]
pub fn unfiltered(world: &dyn World) -> Build {
    let mut report = Report::default();
    let show = Show { drafts: false, future: false };
    let Some(mut known) = read(world, (show, Texts::Stay), None, &mut report) else { return Build::default() };
    let narrowest = known.config.audiences.narrowest();
    known.config.sites.iter_mut().for_each(|site| site.audience = narrowest);
    make(world, &Arc::new(known), show, &BuildOptions::default(), (None, None), report).unwrap_or_default()
}

/// Makes the sites of what is known.
fn make(
    world: &dyn World,
    known: &Arc<Known>,
    show: Show,
    options: &BuildOptions,
    (memory, sink): (Option<&mut Memory>, Option<&dyn Sink>),
    report: Report,
) -> Option<Build> {
    // With an error nothing is published, and nothing need be written.
    let sink = sink.filter(|_| !would_fail(world, &known.config, options, &report));
    // The preview shows pictures as they are, and searches when asked: an edit is on the screen at once.
    if options.preview {
        return make_sites(world, known, show, options, (memory, sink, Sizes::Own), report);
    }
    let copies = Copies::default();
    let wanted = || known.config.sites.iter().filter(|site| options.is_wanted(&site.id));
    let earlier = Earlier { sink, sites: wanted().map(|site| Arc::clone(&site.id)).collect() };
    let pictures = site::pictures(&known.content, &known.standings, show, |of| wanted().any(|site| site.audience.sees(of)));
    rayon::scope(|scope| {
        // A picture takes as long as a hundred pages, and the first page that shows it would hold up all others.
        for path in pictures {
            let (copies, earlier) = (&copies, &earlier);
            scope.spawn(move |_| copies.prepare(world, &path, earlier));
        }
        make_sites(world, known, show, options, (memory, sink, Sizes::Several(&copies)), report)
    })
}

fn make_sites(
    world: &dyn World,
    known: &Arc<Known>,
    show: Show,
    options: &BuildOptions,
    (mut memory, sink, sizes): (Option<&mut Memory>, Option<&dyn Sink>, Sizes<'_>),
    mut report: Report,
) -> Option<Build> {
    let config = &known.config;
    let sources = known.sources(show);
    let theme = match memory.as_deref_mut() {
        Some(memory) => memory.theme(world, config, &mut report),
        None => Arc::new(theme(world, config, &mut report)),
    };
    let mut tally = left_out(known, show);
    let mut build = Build::default();
    // The narrowest sites come last, since they say what the wider ones give away.
    let mut order: Vec<&SiteConfig> = config.sites.iter().collect();
    order.sort_by_key(|site| site.audience);
    let narrowest = config.audiences.narrowest();
    let wanted = |site: &SiteConfig| options.is_wanted(&site.id);
    let audited = order.iter().any(|site| site.audience == narrowest && wanted(site));
    let mut wider: Vec<(&SiteConfig, Files)> = Vec::new();
    for settings in order {
        let is_wider = settings.audience < narrowest;
        let needed = is_wider && audited;
        if !wanted(settings) && !needed {
            continue;
        }
        if !is_wider && build.audits.is_empty() {
            build.audits = audits(world, known, &wider, memory.as_deref_mut());
        }
        let sources = Sources { audits: &build.audits, ..sources };
        let again = memory.as_deref_mut().map(|memory| memory.again(&settings.id, known, &build.audits));
        // Of a site that nobody asked for, nobody asked what is wrong with it.
        let mut aside = Report::default();
        let report = if wanted(settings) { &mut report } else { &mut aside };
        // One site after the other: what the last one was made from would stand beside this one.
        drop_later(std::mem::take(&mut build.rest));
        let mut own: (site::Memory, index::Memory) = Default::default();
        let (placed, index, goes) = match again {
            Some(Going { placed, index, again }) => (placed, index, Goes::On(again)),
            None => (&mut own.0, &mut own.1, Goes::Once(sink.filter(|_| wanted(settings)))),
        };
        let site = site::assemble(sources, settings, placed, report);
        let mut made = one_site(world, &site, &theme, (goes, index), sizes, report)?;
        let (files, titles) = (std::mem::take(&mut made.files), Arc::clone(&made.titles));
        drop(site);
        if sink.is_some() {
            build.rest.push(Box::new((own, made)));
        }
        if let Some(memory) = memory.as_deref_mut() {
            memory.rests_on(settings, known, &build.audits);
        }
        if needed {
            wider.push((settings, files.clone()));
        }
        if !wanted(settings) {
            continue;
        }
        if options.preview {
            let (known, site) = (Arc::clone(known), Arc::clone(&settings.id));
            build.search.insert(settings.id.to_string(), Search::later(known, show, site, titles));
        }
        let pages = files.iter().filter(|(path, _)| path.ends_with(".html")).count();
        tally.pages.insert(settings.id.to_string(), pages);
        build.outputs.sites.insert(settings.id.to_string(), files);
    }
    config.apply_severities(&mut report);
    check::mute_follow_ups(&mut report);
    report.sort();
    tally.known = leave_out_known(world, &mut report);
    Some(Build { report: finished(report, Some(config), options), tally, ..build })
}

/// What the wider sites give away. With a memory, git is asked only when there is something new to ask.
fn audits(world: &dyn World, known: &Known, wider: &[(&SiteConfig, Files)], memory: Option<&mut Memory>) -> Arc<[SiteAudit]> {
    let built: Vec<(&SiteConfig, &Files)> = wider.iter().map(|(site, files)| (*site, files)).collect();
    match memory {
        Some(memory) => memory.audits(world, known, &built),
        None => {
            let versions = audit::Versions { past: &|wanted| world.past(wanted), now: &|path| world.read(path).ok().flatten() };
            audit::audit(known.sources(Show::default()), versions, &built).into()
        }
    }
}

/// The files of the theme inside the program, by their path in it: what a site may replace.
pub fn theme_files() -> BTreeMap<String, Arc<[u8]>> {
    render::theme::own_files()
}

fn theme(world: &dyn World, config: &Config, report: &mut Report) -> Theme {
    Theme::load(world, &config.look, &config.languages, report)
}

fn one_site(
    world: &dyn World,
    site: &Site<'_>,
    theme: &Arc<Theme>,
    (goes, index): (Goes<'_>, &mut index::Memory),
    sizes: Sizes<'_>,
    report: &mut Report,
) -> Option<render::Rendering> {
    // Feed and sitemap rest on the site alone.
    let render = || render::render(site, theme, world, sizes, goes, report);
    let (made, told) = rayon::join(render, || index::files(site, index));
    let mut made = made?;
    let indexed = matches!(sizes, Sizes::Several(_));
    let search = || if indexed { search::files(site, &made.titles) } else { Vec::new() };
    let (search, manifest) = rayon::join(search, || made.manifest(site));
    made.files.extend(search);
    made.files.extend(manifest);
    made.files.extend(told);
    Some(made)
}

/// Counts the sources that are not shown.
fn left_out(known: &Known, show: Show) -> Tally {
    let mut tally = Tally { japanese: known.config.japanese_findings, ..Tally::default() };
    for standing in known.standings.iter() {
        match standing {
            Standing::Unpublished(_) => tally.drafts += usize::from(!show.drafts),
            Standing::Unapproved => tally.unapproved += usize::from(!show.drafts),
            Standing::Future(_) => tally.future += usize::from(!show.future),
            Standing::Live | Standing::Gone(_) => {}
        }
    }
    tally
}

/// Leaves out the findings that the baseline of the site lists.
fn leave_out_known(world: &dyn World, report: &mut Report) -> usize {
    let Ok(Some(bytes)) = world.read(&SourcePath::new(baseline::FILE)) else { return 0 };
    let text = String::from_utf8_lossy(&bytes);
    baseline::leave_out(report, &text, &|path: &SourcePath, number| line(world, path, number))
}

/// Whether what was found so far stops a build from being published.
fn would_fail(world: &dyn World, config: &Config, options: &BuildOptions, found: &Report) -> bool {
    let mut report = found.clone();
    config.apply_severities(&mut report);
    check::mute_follow_ups(&mut report);
    leave_out_known(world, &mut report);
    // Nobody reads these, in any language.
    finished(report, None, options).has_errors()
}

fn finished(mut report: Report, config: Option<&Config>, options: &BuildOptions) -> Report {
    if options.strict {
        report.strict();
    }
    if let Some(config) = config {
        in_its_language(config, &mut report);
    }
    report.sort();
    report
}

/// Says the findings in the language that the settings want.
fn in_its_language(config: &Config, report: &mut Report) {
    if config.japanese_findings {
        reference::in_japanese(report);
    }
}
