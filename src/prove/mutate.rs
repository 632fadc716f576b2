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
use crate::content::{self, Content, Written, fields};
use crate::data::{self, METRICS_FILE, SNAPSHOT_FILE, TARGETS_FILE};
use crate::diag::Report;
use crate::model::page::PageType;
use crate::model::{Audience, SourcePath};
use crate::pipeline;
use crate::world::World;
use crate::yaml::{self, Fields, Node, Source, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// One change to one file.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// The file.
    pub path: SourcePath,
    /// Its whole text from now on; `None` if it is no longer there.
    pub text: Option<Arc<[u8]>>,
    /// What was done, for people.
    pub did: String,
}

/// Everything that is known of the sources before anything is changed.
pub(super) struct Mutator<'a> {
    world: &'a dyn World,
    config: Config,
    content: Content,
    labels: Labels,
    data: Vec<(SourcePath, &'static Fields)>,
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
        let of_content = content::Context { languages: &config.languages, audiences: &config.audiences, highlight: false };
        let content = content::load(world, of_content, report);
        let labels = Labels::of(&config, &registers, &definitions, &content);
        let discloses = definitions.iter().any(|(_, metric)| metric.disclose.is_some());
        let disclosed = discloses.then(|| table(world)).flatten();
        Some(Mutator { world, labels, data: data_files(world), content, config, disclosed })
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
                _ => self.file_step(audience, &steps, random),
            };
            steps.extend(step);
        }
        steps
    }

    fn inventor(&self, audience: Audience) -> Inventor<'_> {
        Inventor { audience, audiences: &self.config.audiences, languages: &self.config.languages, labels: &self.labels }
    }

    /// The text of a file after some steps.
    fn text(&self, path: &SourcePath, steps: &[Step]) -> Option<Arc<str>> {
        let bytes = match steps.iter().rev().find(|step| step.path == *path) {
            Some(step) => step.text.clone()?,
            None => self.world.read(path).ok()??,
        };
        std::str::from_utf8(&bytes).ok().map(Arc::from)
    }

    fn data_step(&self, audience: Audience, steps: &[Step], random: &mut Random) -> Option<Step> {
        let (path, fields) = random.pick(&self.data)?;
        let text = self.text(path, steps)?;
        let whole = 0..text.len();
        let (text, did) = self.tree_step(path, text, whole, (fields, Audience::WIDEST), audience, random)?;
        Some(Step { path: path.clone(), text: Some(text.into_bytes().into()), did })
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
        Some(Step { path: page.path.clone(), text: Some(text.into_bytes().into()), did })
    }

    /// Takes a whole file away, renames it, breaks it, or adds one.
    fn file_step(&self, audience: Audience, steps: &[Step], random: &mut Random) -> Option<Step> {
        let hidden: Vec<&Written> =
            self.content.pages.iter().map(|it| &**it).filter(|it| !audience.sees(it.page.meta.audience)).collect();
        match random.below(8) {
            0 => {
                let written = random.pick(&hidden)?;
                Some(Step { path: written.page.path.clone(), text: None, did: "took the file away".to_owned() })
            }
            1 => self.hidden_file(audience, random),
            2 => {
                let path = random.pick(&hidden)?.page.path.clone();
                let text = ["", "---\n", "---\ntitle: [\n---\n", "\u{feff}---\n: :\n"][random.below(4)];
                Some(Step { path, text: Some(text.as_bytes().into()), did: "broke the page".to_owned() })
            }
            3 => self.new_snapshot(steps, audience, random),
            4 => self.narrower_translation(audience, random),
            _ => self.new_page(audience, random),
        }
    }

    /// A data file without anything visible, or a file that no visible page names: gone, broken or other bytes.
    fn hidden_file(&self, audience: Audience, random: &mut Random) -> Option<Step> {
        let mut files: Vec<SourcePath> =
            self.data.iter().map(|(path, _)| path.clone()).filter(|path| self.is_hidden(path, audience)).collect();
        let visible = |it: &&Written| audience.sees(it.page.meta.audience);
        let named = |path: &SourcePath| {
            self.content.pages.iter().map(|it| &**it).filter(visible).any(|it| it.page.text.contains(path.file_name()))
        };
        files.extend(self.content.files.iter().filter(|path| !named(path)).cloned());
        let path = random.pick(&files)?.clone();
        Some(match random.below(3) {
            0 => Step { path, text: None, did: "took the file away".to_owned() },
            1 => Step { path, text: Some(b"[\xff".as_slice().into()), did: "broke the file".to_owned() },
            _ => Step { path, text: Some(b"{}\n".as_slice().into()), did: "emptied the file".to_owned() },
        })
    }

    /// Whether a data file holds nothing with a label that an audience may see.
    fn is_hidden(&self, path: &SourcePath, audience: Audience) -> bool {
        let Some(text) = self.text(path, &[]) else { return false };
        let visible = self.config.audiences.ids().take(usize::from(audience.0) + 1);
        path.as_str() != config::FILE && !text.contains("disclose") && visible.into_iter().all(|id| !text.contains(id))
    }

    fn new_snapshot(&self, steps: &[Step], audience: Audience, random: &mut Random) -> Option<Step> {
        let snapshots: Vec<&SourcePath> =
            self.data.iter().map(|(path, _)| path).filter(|path| path.is_below("data/snapshots")).collect();
        let text = self.text(random.pick(&snapshots)?, steps)?;
        let month = format!("{}-{:02}", 2023 + random.below(5), 1 + random.below(12));
        let metrics = self.labels.all("metric");
        let mut new = format!("month: {month}\ntotal:\n");
        let taken = text.matches('\n').count();
        for _ in 0..1 + random.below(4) {
            let metric = random.pick(&metrics)?;
            if !new.contains(&format!("  {metric}:")) {
                new += &format!("  {metric}: {}\n", random.below(taken + 1000));
            }
        }
        let labels = self.inventor(audience).label(random);
        if random.one_in(3) {
            new += &format!("  {}: {{value: 3, audience: {labels:?}}}\n", random.pick(&metrics)?);
        }
        let path = SourcePath::new(format!("data/snapshots/{month}.inner.yaml"));
        Some(Step { path, text: Some(new.into_bytes().into()), did: "added a file of figures without a label".to_owned() })
    }

    /// A translation of a visible page for fewer readers.
    fn narrower_translation(&self, audience: Audience, random: &mut Random) -> Option<Step> {
        let originals: Vec<&Written> = self
            .content
            .pages
            .iter()
            .map(|it| &**it)
            .filter(|it| it.page.original && audience.sees(it.page.meta.audience))
            .collect();
        let page = &random.pick(&originals)?.page;
        let language = self.config.languages.get(page.language + 1)?;
        let stem = page.path.as_str().strip_suffix(".md")?;
        let stem = stem.strip_suffix(&format!(".{}", self.config.languages[page.language])).unwrap_or(stem);
        let path = SourcePath::new(format!("{stem}.{language}.md"));
        if self.content.pages.iter().any(|it| it.page.path == path) {
            return None;
        }
        let label = self.config.audiences.ids().nth(usize::from(audience.0) + 1)?;
        let text = format!("---\ntitle: Inner {}\nstatus: published\naudience: {label}\n---\n\nInner text.\n", random.below(100));
        Some(Step { path, text: Some(text.into_bytes().into()), did: "added a translation for fewer readers".to_owned() })
    }

    /// A hidden page: beside visible ones, at the head of their folder, or at an address that one of them has.
    fn new_page(&self, audience: Audience, random: &mut Random) -> Option<Step> {
        let inventor = self.inventor(audience);
        let beside = &random.pick(&self.content.pages)?.page;
        let folder = beside.path.folder();
        let stem = beside.path.file_name().strip_suffix(".md").unwrap_or("x");
        let path = match random.below(6) {
            0 => format!("{folder}/index.md"),
            1 => format!("{folder}/{stem}/index.md"),
            2 => format!("{folder}/{}.md", stem.to_uppercase()),
            3 => format!("{folder}/0-{}.md", inventor.new_id(random)),
            4 => format!("content/{}/{}.md", PageType::WITH_FOLDER[random.below(5)].folder(), inventor.new_id(random)),
            _ => format!("{folder}/{}.md", inventor.new_id(random)),
        };
        let path = SourcePath::new(path);
        if self.content.pages.iter().any(|it| it.page.path == path) {
            return None;
        }
        let mut text =
            format!("---\ntitle: {:?}\nstatus: published\ndate: 2026-11-{:02}\n", inventor.words(random), 1 + random.below(15));
        if random.one_in(2) {
            text += &format!("audience: {:?}\n", inventor.label(random));
        }
        text += &self.borrowed(beside, random);
        text += "---\n\n";
        text += &format!("{}\n\n[リンク]({})\n", inventor.words(random), beside.path.file_name());
        Some(Step { path, text: Some(text.into_bytes().into()), did: "added a page".to_owned() })
    }

    /// Front matter that ties a new page to what is there: tags, facets, stage, addresses.
    fn borrowed(&self, beside: &crate::model::page::Page, random: &mut Random) -> String {
        let Ok(Some(parts)) = content::markdown::front_matter(&beside.text) else { return String::new() };
        let keep =
            ["tags:", "facets:", "stage:", "weight:", "minutes:", "playbooks:", "segments:", "month:", "results:", "aliases:"];
        let lines = beside.text[parts.yaml].lines().filter(|line| keep.iter().any(|key| line.starts_with(key)) && line.len() > 9);
        let mut text: String = lines.filter(|_| !random.one_in(4)).map(|line| format!("{line}\n")).collect();
        if !text.contains("aliases:") && random.one_in(3) {
            text += &format!("aliases: [{:?}]\n", beside.address);
        }
        text
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

/// Every disclosed figure with its exact value.
fn table(world: &dyn World) -> Option<Vec<String>> {
    let (_, figures) = pipeline::figures(world, &mut Report::default())?;
    let shown = |figure: &crate::model::Figure| {
        let slice = figures.slices().get(figure.slice);
        let name = figures.definitions().written(figure.of);
        format!("{name} {:?} {} {} {:?} {:?}", slice.axis, slice.id, figure.months, figure.value, figure.audience)
    };
    Some(figures.disclosed().iter().map(|it| shown(&it.figure)).collect())
}
