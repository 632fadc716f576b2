//! The words of the interface in one language.

use super::layers::{self, Layer};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Language, SourcePath, fill};
use crate::world::World;
use crate::yaml::{self, Source, Value as Yaml};
use foldhash::HashMap;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use tera::Value;

/// The words of the interface in one language, by key. In templates `s`.
#[derive(Debug, Clone)]
pub struct Words {
    // Every entry of every list asks for some.
    texts: HashMap<String, String>,
    value: Value,
    language: Language,
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

    /// The language, with what the program itself says in it.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// All keys, sorted.
    pub fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.texts.keys().map(String::as_str).collect();
        keys.sort_unstable();
        keys
    }

    pub(super) fn value(&self) -> Value {
        self.value.clone()
    }

    pub(super) fn none() -> &'static Words {
        static NONE: OnceLock<Words> = OnceLock::new();
        NONE.get_or_init(|| Words::new("", BTreeMap::new()))
    }

    fn new(lang: &str, texts: BTreeMap<String, String>) -> Words {
        let value = Value::from_serializable(&texts);
        let language = Language::with_words(lang, |key| texts.get(key).map(String::as_str));
        Words { texts: texts.into_iter().collect(), value, language }
    }
}

/// The words of a language: each key from the nearest theme that has it. What a language lacks stands in English, and is reported.
pub(super) fn load(layers: &[Layer], lang: &str, report: &mut Report) -> Words {
    let mut texts = texts(layers, &own(lang), report);
    let english = self::texts(layers, &["en"], report);
    let lacking: Vec<&str> = english.keys().filter(|key| !texts.contains_key(*key)).map(String::as_str).collect();
    if !lacking.is_empty() {
        report.push(lacks(layers, lang, &lacking, english.len()));
    }
    for (key, text) in english {
        texts.entry(key).or_insert(text);
    }
    Words::new(lang, texts)
}

/// A language with what the program itself says in it, by the words of a theme.
pub(super) fn tongue(world: &dyn World, theme: &str, lang: &str) -> Language {
    let own = own(lang);
    let english = if own.contains(&"ja") { &[][..] } else { &["en"] };
    let languages = [&own, english].concat();
    let layers = layers::words(world, theme, &languages);
    let texts = texts(&layers, &languages, &mut Report::default());
    Language::with_words(lang, |key| texts.get(key).map(String::as_str))
}

/// The names under which the words of a language may stand: `pt-BR`, then `pt`.
fn own(lang: &str) -> Vec<&str> {
    let base = lang.split('-').next().filter(|base| *base != lang);
    [lang].into_iter().chain(base).collect()
}

/// The words under some names, the first that has one.
fn texts(layers: &[Layer], languages: &[&str], report: &mut Report) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for lang in languages {
        for layer in layers {
            for (key, text) in read(layer, lang, report) {
                texts.entry(key).or_insert(text);
            }
        }
    }
    texts
}

/// How many missing words are named.
const NAMED: usize = 5;

/// That a language has not all words.
fn lacks(layers: &[Layer], lang: &str, lacking: &[&str], all: usize) -> Diagnostic {
    let path_in = |layer: &Layer| {
        let mut paths = own(lang).into_iter().map(|lang| format!("strings/{lang}.yaml"));
        paths.find(|path| layer.files.contains_key(path)).map(|path| layer.path(&path))
    };
    let has = layers.iter().find_map(path_in);
    // Before it has a file, it is named in the settings.
    let place = has.clone().unwrap_or_else(|| SourcePath::new(crate::config::FILE));
    let mut names = lacking.iter().take(NAMED).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    if lacking.len() > NAMED {
        names.push_str(", …");
    }
    let message =
        format!("{} of {all} words of the interface are missing in `{lang}` and stand in English: {names}", lacking.len());
    let whole = "`shirube theme eject strings/en.yaml` writes all words in English";
    let hint = match has {
        Some(_) => format!("write them there; {whole}, to copy from"),
        None => format!("{whole}; rename the file to `{lang}.yaml` and translate it"),
    };
    Diagnostic::new(&codes::WORD_MISSING, layers::start(&place), message).hint(hint)
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
