//! What stands for a text as somebody read it, so that a later edit is noticed.
//!
//! Invariant: a digest depends on nothing that readers of the page's own audience cannot see: no narrower passage, comment,
//! relation or formula. A page that is left out because its approval is void must not betray what was changed inside.

use crate::config::Config;
use crate::content::block::{self, Wanted};
use crate::content::figure;
use crate::content::markdown::{self, Cut, Document, PassageKind};
use crate::content::{Context, Written};
use crate::diag::Report;
use crate::model::page::{Details, Page};
use crate::model::{Audience, Axis, Definitions, Format, Kind, Localised, MetricIx, Ref, Slices};
use crate::yaml::{self, Node, Source, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

// What the audience of any page reads of its front matter.
const READ_BY_ALL: &[&str] = &["title", "summary", "tags", "minutes", "month"];

// How a page is kept, not what it says: none of it voids an approval.
const UPKEEP: &[&str] = &[
    "approval",
    "translates",
    "status",
    "date",
    "owner",
    "review_every",
    "reviewed_on",
    "publish_on",
    "expires_on",
    "replaced_by",
    "aliases",
    "short",
    "announce",
    "weight",
    "extra",
];

/// What is needed to know what a page says.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The metrics.
    pub definitions: &'a Arc<Definitions>,
    /// The slices.
    pub slices: &'a Slices,
}

/// The digest an approval is bound to: title and text as the page's own audience reads them, and the definitions of the
/// figures they show, never their values.
pub fn digest(written: &Written, known: Known<'_>) -> String {
    let page = &written.page;
    let (text, document) = as_read(written, known.config);
    let mut said = front_matter(page, known.config);
    said.push_str(&text);
    for metric in metrics(page, document.as_ref().unwrap_or(&written.document), known) {
        define(&mut said, metric, page.meta.audience, known.definitions, &mut BTreeSet::new());
    }
    short(&said)
}

/// The digest of an original that its translations are made from: its words alone.
pub fn original_digest(written: &Written, config: &Config) -> String {
    let meta = &written.page.meta;
    let (text, _) = as_read(written, config);
    short(&format!("{}\u{1f}{}\u{1f}{text}", meta.title, meta.summary.as_deref().unwrap_or_default()))
}

/// Long enough that no two versions of a page meet, short enough for a line of front matter. The first letters name the way it
/// is made, and keep YAML from taking it for a number.
fn short(said: &str) -> String {
    format!("v1-{}", &blake3::hash(said.as_bytes()).to_hex()[..20])
}

/// The text without what narrower audiences read and without comments; and that text parsed, where it is not the whole.
fn as_read(written: &Written, config: &Config) -> (String, Option<Document>) {
    let page = &written.page;
    let narrower = |kind| matches!(kind, PassageKind::Audience(at) if !page.meta.audience.sees(Audience(at as u8)));
    let cut: Cut<'_> = markdown::cut(page.body(), page.body_start, &written.passages, |passage| !narrower(passage.kind));
    let document = written.passages.iter().any(|passage| narrower(passage.kind)).then(|| {
        let context = Context::unprinted(&config.languages, &config.audiences);
        context.parse(&cut, page)
    });
    let lines: Vec<String> = markdown::without_comments(&cut.text).lines().map(|line| line.trim_end().to_owned()).collect();
    (lines.join("\n").trim_matches('\n').to_owned(), document)
}

/// The part of the front matter that is read, key by key in their alphabetical order.
fn front_matter(page: &Page, config: &Config) -> String {
    let mut said = format!("audience {}\u{1f}", config.audiences.id(page.meta.audience));
    let narrowest = page.meta.audience == config.audiences.narrowest();
    let matters = |key: &str| if narrowest { !UPKEEP.contains(&key) && key != "audience" } else { READ_BY_ALL.contains(&key) };
    let source = Source::new(page.path.clone(), Arc::clone(&page.text));
    let yaml = markdown::front_matter(&page.text).ok().flatten().map_or(0..0, |parts| parts.yaml);
    let root = yaml::parse(&source, yaml, &mut Report::default());
    let Some(Node { value: Value::Map(mut entries), .. }) = root else { return said };
    entries.retain(|(key, _)| matters(&key.text));
    entries.sort_by(|(one, _), (other, _)| one.text.cmp(&other.text));
    for (key, node) in &entries {
        said.push_str(&key.text);
        write_node(&mut said, node);
    }
    said
}

/// A value without what makes no difference: quotation marks, spaces, the form of lists.
fn write_node(said: &mut String, node: &Node) {
    match &node.value {
        Value::Null => said.push('~'),
        Value::Scalar { text, .. } => said.push_str(text),
        Value::List(items) => items.iter().for_each(|item| write_node(said, item)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            said.push_str(&key.text);
            write_node(said, value);
        }),
    }
    said.push('\u{1f}');
}

/// The metrics whose figures the page shows to its own audience.
fn metrics(page: &Page, document: &Document, known: Known<'_>) -> BTreeSet<MetricIx> {
    let mut named: Vec<String> = Vec::new();
    named.extend(document.figures.iter().filter_map(|figure| Some(figure::Wanted::parse(&figure.text).ok()?.metric)));
    for block in &document.blocks {
        let refs = match block::read(block, &known.config.languages, &known.config.audiences, &mut Report::default()) {
            Some(Wanted::Chart(it)) => it.metrics,
            Some(Wanted::Cards(it)) => it.metrics,
            Some(Wanted::Table(it)) => it.metrics,
            _ => Vec::new(),
        };
        named.extend(refs.iter().map(|metric| metric.id.to_string()));
    }
    match &page.details {
        Details::Story(story) => {
            let seen = story.results.iter().filter(|result| sees_slice(page, &result.slice, known.slices));
            named.extend(seen.map(|result| result.metric.id.to_string()));
        }
        Details::Playbook(playbook) => named.extend(playbook.moves.iter().map(|metric| metric.id.to_string())),
        _ => {}
    }
    let sees = |metric: &MetricIx| page.meta.audience.sees(known.definitions.get(*metric).audience);
    named.iter().filter_map(|name| known.definitions.find_ref(name)).map(|of| of.metric).filter(sees).collect()
}

fn sees_slice(page: &Page, slice: &Option<(&'static str, Ref)>, slices: &Slices) -> bool {
    let Some((axis, id)) = slice else { return true };
    let found = Axis::find(axis).and_then(|axis| slices.find(axis, &id.id));
    found.is_some_and(|slice| page.meta.audience.sees(slices.get(slice).audience))
}

/// What an audience may know of how a figure is made: its name and unit, and its formula where it sees all of its inputs.
fn define(said: &mut String, metric: MetricIx, audience: Audience, definitions: &Definitions, done: &mut BTreeSet<MetricIx>) {
    if !done.insert(metric) {
        return;
    }
    let it = definitions.get(metric);
    let mut words = vec![it.id.to_string(), it.unit.to_string()];
    words.extend(it.decimals.map(|decimals| format!("decimals {decimals}")));
    words.extend((it.format == Format::Times).then(|| "times".to_owned()));
    words.extend([&it.name, &it.description, &it.counter].map(texts));
    words.extend(it.parts.iter().map(|part| format!("{} {}", part.id, texts(&part.name))));
    said.push('\u{1e}');
    said.push_str(&words.join("\u{1f}"));
    // What it says, whether or not what it is made of lets it be computed.
    let Kind::Derived(formula) = &it.kind else { return };
    let Some(root) = &formula.said else { return };
    let inputs: Vec<MetricIx> = root.metrics().iter().map(|of| of.metric).collect();
    if !inputs.is_empty() && inputs.iter().all(|input| audience.sees(definitions.get(*input).audience)) {
        said.push_str(&formula.text);
        inputs.into_iter().for_each(|input| define(said, input, audience, definitions, done));
    }
}

/// A text in all its languages, in an order that does not depend on how they were written.
fn texts(text: &Localised) -> String {
    let mut all: Vec<String> = text.iter().map(|(language, text)| format!("{language}:{text}")).collect();
    all.sort_unstable();
    all.join("\u{1f}")
}
