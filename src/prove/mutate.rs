//! Draws what is changed in a round: which file, and what is done to it.

use super::Target;
use super::edit;
use super::emit;
use super::invent::Inventor;
use super::labels::Labels;
use super::page;
use super::random::Random;
use super::survey::Survey;
use crate::config::{self, Config};
use crate::content::{self, Content, fields};
use crate::data::{self, METRICS_FILE, SNAPSHOT_FILE, TARGETS_FILE};
use crate::diag::Report;
use crate::model::{Audience, History, SourcePath};
use crate::pipeline;
use crate::world::World;
use crate::yaml::{self, Fields, Node, Source, Value};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// One change to one file.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// The file.
    pub path: SourcePath,
    /// What it is from now on.
    pub now: Now,
    /// What was done, for people.
    pub did: String,
}

/// What is there instead of a file.
#[derive(Debug, Clone)]
pub(super) enum Now {
    /// A file with these bytes.
    Bytes(Arc<[u8]>),
    /// No file.
    Gone,
    /// Not a file was changed, but what git knows of all of them.
    Past(Arc<History>),
}

impl Step {
    /// A file with another text.
    pub(super) fn write(path: SourcePath, text: impl Into<Vec<u8>>, did: impl Into<String>) -> Step {
        Step { path, now: Now::Bytes(text.into().into()), did: did.into() }
    }

    /// A file taken away.
    pub(super) fn take_away(path: SourcePath) -> Step {
        Step { path, now: Now::Gone, did: "took the file away".to_owned() }
    }
}

/// Everything that is known of the sources before anything is changed.
pub(super) struct Mutator<'a> {
    world: &'a dyn World,
    pub(super) config: Config,
    pub(super) content: Content,
    pub(super) labels: Labels,
    pub(super) data: Vec<(SourcePath, &'static Fields)>,
    pub(super) today: Date,
    disclosed: Option<Vec<String>>,
}

impl<'a> Mutator<'a> {
    /// Reads the sources; `None` if the settings cannot be read.
    pub(super) fn new(world: &'a dyn World) -> Option<Self> {
        let report = &mut Report::default();
        let config = config::load(world, report)?;
        let context = data::Context { languages: &config.languages, audiences: &config.audiences };
        let registers = data::registers(world, &context, report);
        let definitions = data::metrics(world, &context, report);
        let of_content = content::Context::unprinted(&config.languages, &config.audiences);
        let content = content::load(world, of_content, report);
        let labels = Labels::of(&config, &registers, &definitions, &content);
        let discloses = definitions.iter().any(|(_, metric)| metric.disclose.is_some());
        let disclosed = discloses.then(|| table(world)).flatten();
        Some(Mutator { world, labels, data: data_files(world), today: world.today(&config.timezone), content, config, disclosed })
    }

    /// The sites that must not change: all that are wider than the narrowest, or the one asked for.
    pub(super) fn targets(&self, only: Option<&str>) -> Vec<Target> {
        let narrowest = self.config.audiences.narrowest();
        let sites = self.config.sites.iter().filter(|site| site.audience != narrowest);
        sites.filter(|site| only.is_none_or(|id| *site.id == *id)).map(|site| (Arc::clone(&site.id), site.audience)).collect()
    }

    /// Whether a site is for readers who see more than an audience.
    pub(super) fn is_narrower(&self, site: &str, audience: Audience) -> bool {
        self.config.sites.iter().any(|known| *known.id == *site && !audience.sees(known.audience))
    }

    /// How many figures are held fixed.
    pub(super) fn held(&self) -> usize {
        self.disclosed.as_ref().map_or(0, Vec::len)
    }

    /// Whether the table of disclosed figures is what it was.
    pub(super) fn holds(&self, world: &dyn World) -> bool {
        self.disclosed.is_none() || table(world) == self.disclosed
    }

    /// Some changes, one after the other, to what an audience may not see.
    pub(super) fn steps(&self, audience: Audience, count: usize, random: &mut Random) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        // Not every place drawn has something to be done.
        for _ in 0..count * 4 {
            if steps.len() == count {
                break;
            }
            let step = match random.below(10) {
                0..=4 => self.data_step(audience, &steps, random),
                5..=7 => self.page_step(audience, &steps, random),
                8 if random.one_in(4) => Some(self.past_step(random)),
                _ => self.file_step(audience, &steps, random),
            };
            steps.extend(step);
        }
        steps
    }

    pub(super) fn inventor(&self, audience: Audience) -> Inventor<'_> {
        Inventor { audience, audiences: &self.config.audiences, languages: &self.config.languages, labels: &self.labels }
    }

    /// The text of a file after some steps.
    pub(super) fn text(&self, path: &SourcePath, steps: &[Step]) -> Option<Arc<str>> {
        let bytes = match steps.iter().rev().find(|step| step.path == *path) {
            Some(Step { now: Now::Bytes(bytes), .. }) => Arc::clone(bytes),
            Some(_) => return None,
            None => self.world.read(path).ok()??,
        };
        std::str::from_utf8(&bytes).ok().map(Arc::from)
    }

    fn data_step(&self, audience: Audience, steps: &[Step], random: &mut Random) -> Option<Step> {
        let (path, fields) = random.pick(&self.data)?;
        let text = self.text(path, steps)?;
        let whole = 0..text.len();
        let (text, did) = self.tree_step(path, text, whole, (fields, Audience::WIDEST), audience, random)?;
        Some(Step::write(path.clone(), text, did))
    }

    /// Changes the YAML in a range of a text.
    fn tree_step(
        &self,
        path: &SourcePath,
        text: Arc<str>,
        range: Range<usize>,
        (fields, label): (&'static Fields, Audience),
        audience: Audience,
        random: &mut Random,
    ) -> Option<(String, String)> {
        let source = Source::new(path.clone(), text);
        let mut root = yaml::parse(&source, range.clone(), &mut Report::default())?;
        let mut survey = Survey {
            audience,
            audiences: &self.config.audiences,
            labels: &self.labels,
            approvals_count: !self.config.approval.required_for.is_empty(),
            spots: Vec::new(),
        };
        survey.file(&root, fields, label);
        let spot = random.pick(&survey.spots)?;
        let line = line_of(&source, &root, &spot.path);
        let did = edit::apply(&mut root, spot, &self.inventor(audience), random)?;
        let new = emit::text(&source, &root)?;
        let text = format!("{}{new}{}", &source.text[..range.start], &source.text[range.end..]);
        Some((text, line.map_or(did.clone(), |line| format!("{did} (line {line})"))))
    }

    fn page_step(&self, audience: Audience, steps: &[Step], random: &mut Random) -> Option<Step> {
        let written = random.pick(&self.content.pages)?;
        let page = &written.page;
        let text = self.text(&page.path, steps)?;
        let parts = content::markdown::front_matter(&text).ok()??;
        let (text, did) = if random.one_in(2) {
            let fields = if page.original { fields::of(page.page_type) } else { &fields::TRANSLATION };
            self.tree_step(&page.path, Arc::clone(&text), parts.yaml, (fields, page.meta.audience), audience, random)?
        } else {
            let body = &text[parts.body.clone()];
            let inventor = self.inventor(audience);
            let (body, did) = if audience.sees(page.meta.audience) {
                page::kept_back(body, &inventor, random)?
            } else {
                page::whole(body, &inventor, random)
            };
            (format!("{}{body}", &text[..parts.body.start]), did.to_owned())
        };
        Some(Step::write(page.path.clone(), text, did))
    }
}

/// The line of the file a node stands in, if it was there before.
fn line_of(source: &Source, root: &Node, path: &[usize]) -> Option<u32> {
    let node = path.iter().try_fold(root, |node, step| match &node.value {
        Value::Map(entries) => entries.get(*step).map(|(_, node)| node),
        Value::List(items) => items.get(*step),
        _ => None,
    })?;
    (!path.is_empty() && !node.span.is_empty()).then(|| source.place(node.span.clone()).line)
}

/// All YAML files with their formats.
fn data_files(world: &dyn World) -> Vec<(SourcePath, &'static Fields)> {
    let registers: BTreeMap<&str, &'static Fields> = data::registers::FORMATS.iter().copied().collect();
    let format = |path: &SourcePath| -> Option<&'static Fields> {
        let path = path.as_str();
        let below = |folder: &str, file: &str| path == file || (path.starts_with(folder) && path.ends_with(".yaml"));
        match path {
            _ if below("data/metrics/", "data/metrics.yaml") => Some(&METRICS_FILE),
            _ if below("data/targets/", "data/targets.yaml") => Some(&TARGETS_FILE),
            _ if path.starts_with("data/snapshots/") && path.ends_with(".yaml") => Some(&SNAPSHOT_FILE),
            _ => registers.get(path).copied(),
        }
    };
    let paths: BTreeSet<SourcePath> = world.list("data").files.into_iter().collect();
    let mut files: Vec<_> = paths.into_iter().filter_map(|path| Some((path.clone(), format(&path)?))).collect();
    files.push((SourcePath::new(config::FILE), &config::fields::FILE));
    files
}

/// Every disclosed figure as it is given to wider sites.
fn table(world: &dyn World) -> Option<Vec<String>> {
    let (config, figures) = pipeline::figures(world, &mut Report::default())?;
    let figures = figures.for_wider_sites(&config.currency);
    let shown = |figure: &crate::model::Figure| {
        let slice = figures.slices().get(figure.slice);
        let name = figures.definitions().written(figure.of);
        format!("{name} {:?} {} {} {:?} {:?}", slice.axis, slice.id, figure.months, figure.value, figure.audience)
    };
    Some(figures.disclosed().iter().map(|it| shown(&it.figure)).collect())
}
