//! The template engine, set up once.

use super::layers::Layer;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Place, SourcePath, fill};
use std::fmt::Write as _;
use tera::{Error, ErrorKind, Kwargs, ReportError, State, Tera, TeraResult};

/// An engine with the templates of all themes of the chain. If those of the site cannot be used, the reason is reported and
/// the program's own stand in.
pub(super) fn load(layers: &[Layer], report: &mut Report) -> Tera {
    match engine(layers, report) {
        Ok(tera) => tera,
        Err(error) => {
            report.push(finding(&error, "base.html"));
            let own = layers.len().saturating_sub(1);
            engine(&layers[own..], report).unwrap_or_default()
        }
    }
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
