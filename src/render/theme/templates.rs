//! The template engine, set up once.

use super::layers::Layer;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Place, SourcePath, fill};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use tera::{Error, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult};

/// An engine with the templates of all themes of the chain, and which of some words these name. If those of the site cannot be used,
/// the reason is reported and the program's own stand in.
pub(super) fn load(layers: &[Layer], words: &[&'static str], report: &mut Report) -> (Tera, Vec<&'static str>) {
    match engine(layers, report) {
        Ok(tera) => (tera, named(layers, words)),
        Err(error) => {
            report.push(finding(&error, "base.html"));
            let own = &layers[layers.len().saturating_sub(1)..];
            (engine(own, report).unwrap_or_default(), named(own, words))
        }
    }
}

/// What pages are made with; what these refer to is reached from them.
const ENTRIES: [&str; 9] = [
    "article.html",
    "home.html",
    "listing.html",
    "not-found.html",
    "redirect.html",
    "sections.html",
    "parts/footer.html",
    "parts/fragment.html",
    "parts/header.html",
];

/// Which of some words stand in the templates that pages are made with.
fn named(layers: &[Layer], words: &[&'static str]) -> Vec<&'static str> {
    let mut wanted: Vec<&str> = ENTRIES.to_vec();
    let mut reached: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut found: BTreeSet<&'static str> = BTreeSet::new();
    while let Some(name) = wanted.pop() {
        let Some((layer, name)) = resolved(layers, name).filter(|(layer, name)| reached.insert((&layer.prefix, *name))) else {
            continue;
        };
        let text = layer.files.get(&path_in(name)).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        found.extend(words.iter().filter(|word| text.contains(**word)));
        // Whatever stands in quotation marks and is the name of a template may be extended, included or imported.
        wanted.extend(text.split(['"', '\'', '`']).filter(|name| name.ends_with(".html")));
    }
    found.into_iter().collect()
}

/// The theme that a template's name leads to, and the name in it.
fn resolved<'l, 'n>(layers: &'l [Layer], name: &'n str) -> Option<(&'l Layer, &'n str)> {
    let has = |layer: &&Layer, name: &str| layer.files.contains_key(&path_in(name));
    let whole = layers.iter().find_map(|layer| {
        let name = name.strip_prefix(layer.prefix.as_str())?.strip_prefix('/')?;
        has(&layer, name).then_some((layer, name))
    });
    whole.or_else(|| layers.iter().find(|layer| has(layer, name)).map(|layer| (layer, name)))
}

fn path_in(name: &str) -> String {
    format!("templates/{name}")
}

fn engine(layers: &[Layer], report: &mut Report) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.set_fallback_prefixes(layers.iter().map(|layer| format!("{}/", layer.prefix)))?;
    tera.register_filter("fill", fill_filter);
    tera.register_filter("percent", percent_filter);
    let mut templates = Vec::new();
    for layer in layers {
        for path in layer.files.keys() {
            let Some(name) = path.strip_prefix("templates/").filter(|name| name.ends_with(".html")) else { continue };
            if let Some(text) = layer.text(path, report) {
                templates.push((format!("{}/{name}", layer.prefix), text));
            }
        }
    }
    tera.add_raw_templates(templates)?;
    Ok(tera)
}

/// `{{ s.key | fill(name=value) }}`: the words with their `{name}` filled in.
fn fill_filter(pattern: &str, parts: Kwargs, _: &State) -> String {
    let parts: Vec<(String, String)> =
        parts.iter().map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), value.to_string())).collect();
    fill(pattern, parts.iter().map(|(key, part)| (key.as_str(), part.as_str())))
}

/// `{{ text | percent }}`: the text as a part of an address.
fn percent_filter(text: &str, _: Kwargs, _: &State) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// What went wrong, at its place in the template.
pub(super) fn finding(error: &Error, template: &str) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => at(report),
        kind => {
            let place = Place { path: path_of(template), line: 1, column: 1, width: 1 };
            Diagnostic::new(&codes::TEMPLATE_ERROR, place, lower(&kind.to_string())).hint("correct the template")
        }
    }
}

fn at(report: &ReportError) -> Diagnostic {
    let span = report.span();
    let width = if span.start_line == span.end_line { span.end_col.saturating_sub(span.start_col) } else { 1 };
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let place = Place {
        path: path_of(report.filename()),
        line: small(span.start_line.max(1)),
        column: small(span.start_col + 1),
        width: small(width.max(1)),
    };
    Diagnostic::new(&codes::TEMPLATE_ERROR, place, lower(report.message())).hint("correct the template")
}

/// `default/parts/header.html` → `themes/default/templates/parts/header.html`.
fn path_of(name: &str) -> SourcePath {
    let (theme, file) = name.split_once('/').unwrap_or(("base", name));
    let theme = if theme == "base" { "default" } else { theme };
    SourcePath::new(format!("themes/{theme}/templates/{file}"))
}

fn lower(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
