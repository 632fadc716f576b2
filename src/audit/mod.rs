//! What each site that is not the narrowest gives away: every figure with who may see what it is made of, every disclosed
//! one with who decided that and why, every page and every file that is copied.
//!
//! In: what is known of a world, and its built sites. It looks at the files that were made, not at what was to be made.

mod print;

pub use print::{json, text};

use crate::compute::Ingredient;
use crate::config::SiteConfig;
use crate::content::markdown;
use crate::diag::Report;
use crate::model::format::{Look, Style};
use crate::model::{Audience, Audiences, Figure, Metric, MetricRef, MonthRange, PartIx, Period, Place, SliceIx, SourcePath};
use crate::output::{Files, Outputs};
use crate::pipeline::Known;
use crate::world::World;
use crate::yaml::{self, Source, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What one site gives away.
#[derive(Debug, Clone)]
pub struct SiteAudit {
    /// The site.
    pub site: Arc<str>,
    /// Who reads it.
    pub audience: String,
    /// The rules by which figures are disclosed to it.
    pub rules: Vec<Rule>,
    /// Every figure of a month that it may show, and the disclosed ones of quarters and years.
    pub figures: Vec<ShownFigure>,
    /// Every page that people wrote.
    pub pages: Vec<ShownPage>,
    /// Every file that is copied.
    pub files: Vec<SourcePath>,
}

/// A decision that figures may be seen more widely than what they are made of.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The metric.
    pub metric: String,
    /// Who may see them.
    pub to: String,
    /// Why.
    pub because: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub date: String,
    /// What must be reached for it: a metric and the least value.
    pub at_least: Option<String>,
    /// Where it is written.
    pub place: Place,
}

/// A figure that a site may show.
#[derive(Debug, Clone)]
pub struct ShownFigure {
    /// The metric or part.
    pub metric: String,
    /// The slice: `total`, `segment tier1`.
    pub slice: String,
    /// The month; for a disclosed figure also a quarter or a year.
    pub months: MonthRange,
    /// The figure as it is printed in full.
    pub printed: String,
    /// Its label.
    pub label: String,
    /// Whether it is disclosed.
    pub disclosed: bool,
    /// What it is made of, each with its label.
    pub inputs: Vec<Input>,
}

/// What a figure is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The metric or part.
    pub metric: String,
    /// The slice.
    pub slice: String,
    /// The month or months.
    pub months: String,
    /// Who may see it.
    pub label: String,
}

/// A page that people wrote and a site shows.
#[derive(Debug, Clone)]
pub struct ShownPage {
    /// The file.
    pub path: SourcePath,
    /// Its title.
    pub title: String,
    /// Its label in the last commit, if it was narrower then.
    pub opened_from: Option<String>,
    /// Whether the last commit has it at all; `None` without a history.
    pub committed: Option<bool>,
}

/// Looks at every built site whose readers do not see everything.
pub fn audit(world: &dyn World, known: &Known, outputs: &Outputs) -> Vec<SiteAudit> {
    let narrowest = known.config.audiences.narrowest();
    let before = Before::read(world, known);
    let sites = known.config.sites.iter().filter(|site| site.audience != narrowest);
    sites.filter_map(|site| Some(one(known, site, outputs.sites.get(&*site.id)?, &before))).collect()
}

fn one(known: &Known, site: &SiteConfig, files: &Files, before: &Before) -> SiteAudit {
    let copied = |path: &&SourcePath| path.as_str().strip_prefix("content/").is_some_and(|below| files.get(below).is_some());
    SiteAudit {
        site: Arc::clone(&site.id),
        audience: known.config.audiences.id(site.audience).to_owned(),
        rules: rules(known, site.audience),
        figures: figures(known, site.audience),
        pages: pages(known, site, files, before),
        files: known.content.files.iter().filter(copied).cloned().collect(),
    }
}

fn rules(known: &Known, reader: Audience) -> Vec<Rule> {
    let definitions = known.figures.definitions();
    let rule = |metric: &Metric| {
        let rule = metric.disclose.as_ref().filter(|rule| reader.sees(rule.to))?;
        let least = rule.at_least.as_ref().map(|(of, value)| format!("{} >= {value}", definitions.written(*of)));
        Some(Rule {
            metric: metric.id.to_string(),
            to: known.config.audiences.id(rule.to).to_owned(),
            because: rule.because.to_string(),
            by: rule.by.id.to_string(),
            date: rule.date.map_or_else(String::new, |date| date.to_string()),
            at_least: least,
            place: rule.place.clone(),
        })
    };
    definitions.iter().filter_map(|(_, metric)| rule(metric)).collect()
}

fn figures(known: &Known, reader: Audience) -> Vec<ShownFigure> {
    let (all, mut found) = (&known.figures, Vec::new());
    let Some(months) = all.months() else { return found };
    for (ix, metric) in all.definitions().iter().filter(|(_, metric)| reader.sees(metric.audience)) {
        let parts = std::iter::once(None).chain((0..metric.parts.len()).map(|part| Some(PartIx(part as u16))));
        for of in parts.map(|part| MetricRef { metric: ix, part }) {
            for (slice, _) in all.slices().iter().filter(|(_, slice)| reader.sees(slice.audience)) {
                let figures = months.iter().map(|month| all.get(of, slice, Period::Month(month)));
                let shown = figures.filter(|figure| figure.value.is_ok() && reader.sees(figure.audience));
                found.extend(shown.map(|figure| shown_figure(known, &figure)));
            }
        }
    }
    let periods = all.disclosed().into_iter().map(|it| it.figure).filter(|figure| figure.months.first != figure.months.last);
    found.extend(periods.filter(|figure| reader.sees(figure.audience)).map(|figure| shown_figure(known, &figure)));
    found
}

fn shown_figure(known: &Known, figure: &Figure) -> ShownFigure {
    let (all, config) = (&known.figures, &known.config);
    let label = |audience: Audience| config.audiences.id(audience).to_owned();
    let language = config.languages.first().map_or("en", |language| language);
    let look = Look::of_ref(all.definitions(), figure.of, &config.currency, language);
    let made = all.made_from(figure.of, figure.slice, figure.months);
    // A value for the whole is not made of its months.
    let ingredients = made.ingredients.iter().filter(|_| made.by != Ingredient::None).map(|made| &made.figure);
    ShownFigure {
        metric: all.definitions().written(figure.of),
        slice: slice(known, figure.slice),
        months: figure.months,
        printed: figure.value.as_ref().map_or_else(|_| String::new(), |value| look.value(value, Style::Full).to_string()),
        label: label(figure.audience),
        disclosed: figure.disclosed,
        inputs: ingredients
            .map(|input| Input {
                metric: all.definitions().written(input.of),
                slice: slice(known, input.slice),
                months: input.months.to_string(),
                label: label(input.audience),
            })
            .collect(),
    }
}

fn slice(known: &Known, slice: SliceIx) -> String {
    crate::workflow::closed::slice_key(known.figures.slices(), slice)
}

fn pages(known: &Known, site: &SiteConfig, files: &Files, before: &Before) -> Vec<ShownPage> {
    let audiences = &known.config.audiences;
    let shown = known.content.pages.iter().map(|written| &written.page).filter(|page| {
        let prefix = if page.language == 0 { String::new() } else { format!("/{}", known.config.languages[page.language]) };
        let address = format!("{prefix}{}index.html", page.address);
        site.audience.sees(page.meta.audience) && files.get(address.trim_start_matches('/')).is_some()
    });
    shown
        .map(|page| {
            let was = before.labels.get(&page.path).copied();
            let narrower = was.flatten().filter(|was| *was > page.meta.audience);
            ShownPage {
                path: page.path.clone(),
                title: page.meta.title.to_string(),
                opened_from: narrower.map(|was| audiences.id(was).to_owned()),
                committed: before.known.then(|| was.flatten().is_some()),
            }
        })
        .collect()
}

/// Who might see each page in the last commit.
struct Before {
    /// Whether there is a history at all.
    known: bool,
    /// The label of each page; `None` for one that was not there.
    labels: BTreeMap<SourcePath, Option<Audience>>,
}

impl Before {
    fn read(world: &dyn World, known: &Known) -> Before {
        let audiences = &known.config.audiences;
        let head: Arc<str> = Arc::from("HEAD");
        let wanted: Vec<(Arc<str>, SourcePath)> =
            known.content.pages.iter().map(|written| (Arc::clone(&head), written.page.path.clone())).collect();
        let mut labels: BTreeMap<SourcePath, Option<Audience>> = BTreeMap::new();
        for ((_, path), bytes) in wanted.iter().zip(world.past(&wanted)) {
            let text = bytes.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok());
            labels.insert(path.clone(), text.map(|text| label(path, text, audiences).unwrap_or(audiences.narrowest())));
        }
        // A translation without a label had its original's.
        for (page, original) in
            known.content.with_originals(&known.config.languages).into_iter().filter(|(page, _)| !page.original)
        {
            let own = !page.meta.audience_written;
            if own && let Some(was) = labels.get(&original.path).copied().flatten() {
                labels.entry(page.path.clone()).and_modify(|label| *label = label.map(|_| was));
            }
        }
        Before { known: known.history.is_some(), labels }
    }
}

/// The label that the text of a page says.
fn label(path: &SourcePath, text: &str, audiences: &Audiences) -> Option<Audience> {
    let parts = markdown::front_matter(text).ok()??;
    let source = Source::new(path.clone(), text);
    let root = yaml::parse(&source, parts.yaml, &mut Report::default())?;
    let Value::Map(entries) = root.value else { return None };
    let (_, label) = entries.into_iter().find(|(key, _)| key.text == "audience")?;
    if let Value::Scalar { text, .. } = label.value { audiences.find(&text) } else { None }
}
