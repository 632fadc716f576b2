//! A text in one or more languages.

use std::sync::Arc;

/// A text per language, in the order written; the first stands in for a language that is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localised(Vec<(Arc<str>, Arc<str>)>);

impl Localised {
    /// A text in one language.
    pub fn one(language: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Localised(vec![(language.into(), text.into())])
    }

    /// Texts by language; the first stands in for missing ones.
    pub fn new(texts: Vec<(Arc<str>, Arc<str>)>) -> Self {
        Localised(texts)
    }

    /// The text in a language, else the first one, else empty.
    pub fn get(&self, language: &str) -> &str {
        self.exact(language).unwrap_or_else(|| self.0.first().map_or("", |(_, text)| text))
    }

    /// The text in exactly this language.
    pub fn exact(&self, language: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| &**known == language).map(|(_, text)| &**text)
    }

    /// Whether no text was given.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, text)| text.is_empty())
    }

    /// All texts with their languages.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (&**language, &**text))
    }
}
