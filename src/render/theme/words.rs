//! The words of the interface in one language.

use super::layers::Layer;
use crate::diag::{Diagnostic, Report, codes};
use crate::yaml::{self, Source, Value as Yaml};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use tera::Value;

/// The words of the interface in one language, by key. In templates `s`.
#[derive(Debug, Clone)]
pub struct Words {
    texts: BTreeMap<String, String>,
    value: Value,
}

impl Words {
    /// A text; the key itself if the theme has none, so that a page never fails over a word.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// A text with its `{names}` filled in.
    pub fn fill(&self, key: &str, parts: &[(&str, &str)]) -> String {
        fill(self.text(key), parts.iter().copied())
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().map(String::as_str)
    }

    pub(super) fn value(&self) -> Value {
        self.value.clone()
    }

    pub(super) fn none() -> &'static Words {
        static NONE: OnceLock<Words> = OnceLock::new();
        NONE.get_or_init(|| Words::new(BTreeMap::new()))
    }

    fn new(texts: BTreeMap<String, String>) -> Words {
        let value = Value::from_serializable(&texts);
        Words { texts, value }
    }
}

/// Puts each part in the place of its `{name}`, in one pass, so that a part may itself hold braces.
pub(super) fn fill<'a>(pattern: &str, parts: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let inside = &rest[open + 1..];
        let part = inside.find('}').and_then(|close| {
            let name = &inside[..close];
            parts.clone().find(|(key, _)| *key == name).map(|(_, part)| (close, part))
        });
        match part {
            Some((close, part)) => {
                out.push_str(part);
                rest = &inside[close + 1..];
            }
            None => {
                out.push('{');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The words of a language: each key from the nearest theme that has it. What a language lacks stands in English.
pub(super) fn load(layers: &[Layer], lang: &str, report: &mut Report) -> Words {
    let mut texts = BTreeMap::new();
    for lang in [lang, "en"] {
        for layer in layers {
            for (key, text) in read(layer, lang, report) {
                texts.entry(key).or_insert(text);
            }
        }
    }
    Words::new(texts)
}

fn read(layer: &Layer, lang: &str, report: &mut Report) -> Vec<(String, String)> {
    let path = format!("strings/{lang}.yaml");
    let Some(text) = layer.text(&path, report) else { return Vec::new() };
    let source = Source::new(layer.path(&path), text);
    let Some(node) = yaml::parse(&source, 0..text.len(), report) else { return Vec::new() };
    let Yaml::Map(entries) = &node.value else {
        let finding = Diagnostic::new(&codes::WRONG_TYPE, source.place(node.span.clone()), "words are `key: text`");
        report.push(finding.hint("write one key on each line"));
        return Vec::new();
    };
    let mut words = Vec::with_capacity(entries.len());
    for (key, node) in entries {
        match &node.value {
            Yaml::Scalar { text, .. } => words.push((key.text.clone(), text.clone())),
            _ => {
                let place = source.place(node.span.clone());
                let finding = Diagnostic::new(&codes::WRONG_TYPE, place, format!("the words for `{}` are not a text", key.text));
                report.push(finding.hint("write one text"));
            }
        }
    }
    words
}
