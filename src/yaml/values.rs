//! Node → one value: text, number, date, month, word, audience. Each says what it expected.

use super::decode::{Decoder, Map};
use super::{Key, Node, Value, meant, shortened, suggestion};
use crate::diag::{Hint, codes};
use crate::model::{Audience, Exact, Localised, Month, MonthRange, Period};
use jiff::civil::Date;
use std::ops::Range;
use std::sync::Arc;

impl Decoder<'_> {
    /// The text of a scalar.
    pub fn as_text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        match &node.value {
            Value::Scalar { text, .. } => Some(text),
            _ => {
                self.wrong(node, "a text");
                None
            }
        }
    }

    fn present<'n>(&mut self, map: &Map<'n>, name: &str) -> Option<&'n Node> {
        // Nothing after the colon was reported with the keys.
        map.get(name).filter(|node| node.value != Value::Null)
    }

    /// The text at a key.
    pub fn text<'n>(&mut self, map: &Map<'n>, name: &str) -> Option<&'n str> {
        let node = self.present(map, name)?;
        self.as_text(node)
    }

    /// The texts of a list at a key, with their spans.
    pub fn texts<'n>(&mut self, map: &Map<'n>, name: &str) -> Vec<(&'n str, Range<usize>)> {
        self.list(map, name).iter().filter_map(|node| Some((self.as_text(node)?, node.span.clone()))).collect()
    }

    /// A text, or texts by language.
    pub fn as_localised(&mut self, node: &Node) -> Option<Localised> {
        match &node.value {
            Value::Scalar { text, .. } => Some(Localised::one(Arc::clone(&self.languages[0]), text.as_str())),
            Value::Map(entries) => {
                let mut texts: Vec<(Arc<str>, Arc<str>)> = Vec::new();
                for (at, (key, value)) in entries.iter().enumerate() {
                    if let Some(language) = self.languages.iter().find(|known| known.as_ref() == key.text) {
                        let language = Arc::clone(language);
                        if value.value == Value::Null {
                            let hint = "write a text, or take the language away";
                            self.say(&codes::WRONG_TYPE, key.span.clone(), format!("`{language}` has no text"), hint);
                            continue;
                        }
                        texts.extend(self.as_text(value).map(|text| (language, Arc::from(text))));
                    } else if let Some(whole) = self.after_comma(&entries[..at], key, value) {
                        if let Some((_, text)) = texts.last_mut() {
                            *text = whole;
                        }
                    } else {
                        self.unknown_language(key);
                    }
                }
                // The default language stands in for missing ones, wherever it was written.
                let first = &self.languages[0];
                texts.sort_by_key(|(language, _): &(Arc<str>, Arc<str>)| language != first);
                Some(Localised::new(texts))
            }
            _ => {
                self.wrong(node, "a text, or texts by language");
                None
            }
        }
    }

    fn unknown_language(&mut self, key: &Key) {
        let known = self.languages.iter().map(|known| &**known).collect::<Vec<_>>().join(", ");
        let message = format!("`{}` is not a language of this site", shortened(&key.text));
        let hint = suggestion(&key.text, self.languages.iter().map(|known| &**known));
        self.say(&codes::UNKNOWN_KEY, key.span.clone(), message, hint.unwrap_or_else(|| format!("languages: {known}").into()));
    }

    /// In `{en: Faster, without guesswork.}` YAML sees a key without a value after the comma. Nobody means that: it goes
    /// on with the text before. A word like `fr` is left to be reported, and so is whatever a colon follows.
    pub(super) fn after_comma(&self, before: &[(Key, Node)], key: &Key, value: &Node) -> Option<Arc<str>> {
        let like_language = key.text.len() <= 3 && key.text.bytes().all(|byte| byte.is_ascii_lowercase());
        if value.value != Value::Null || like_language {
            return None;
        }
        let begins = before.iter().rfind(|(_, node)| node.value != Value::Null)?;
        let Value::Scalar { quoted: false, .. } = begins.1.value else { return None };
        let written = self.source.text.get(begins.1.span.start..key.span.end)?;
        let colon = self.source.text.get(key.span.end..)?.trim_start().starts_with(':');
        (!colon && !written.contains('\n')).then(|| Arc::from(written))
    }

    /// A text, or texts by language, at a key.
    pub fn localised(&mut self, map: &Map<'_>, name: &str) -> Option<Localised> {
        let node = self.present(map, name)?;
        self.as_localised(node)
    }

    /// `true` or `false` at a key.
    pub fn bool(&mut self, map: &Map<'_>, name: &str) -> Option<bool> {
        let node = self.present(map, name)?;
        match &node.value {
            Value::Scalar { text, quoted: false } if text == "true" => Some(true),
            Value::Scalar { text, quoted: false } if text == "false" => Some(false),
            Value::Scalar { text, .. } => {
                let word = meant::truth(text);
                self.wrong_form(node, "`true` or `false`", word.map(Hint::write));
                word.map(|word| word == "true")
            }
            _ => {
                self.wrong(node, "`true` or `false`");
                None
            }
        }
    }

    /// A value read from a scalar by its `FromStr`, at a key. `expected` says what it should look like.
    pub fn parsed<T: std::str::FromStr>(&mut self, map: &Map<'_>, name: &str, expected: &str) -> Option<T> {
        let node = self.present(map, name)?;
        self.as_parsed(node, expected)
    }

    /// A value read from a scalar by its `FromStr`.
    pub fn as_parsed<T: std::str::FromStr>(&mut self, node: &Node, expected: &str) -> Option<T> {
        let Value::Scalar { text, .. } = &node.value else {
            self.wrong(node, expected);
            return None;
        };
        text.parse().ok().or_else(|| {
            let meant = meant::meant(text, |form| form.parse::<T>().is_ok());
            // What was meant stands in until it is mended, so that nothing else is found that only follows from it.
            let parsed = meant.as_ref().and_then(|hint| hint.repair.as_ref()?.text.parse().ok());
            self.wrong_form(node, expected, meant);
            parsed
        })
    }

    /// The text of a number, which in quotation marks would be a text. What is none is reported, and taken as it was probably
    /// meant.
    pub fn as_number(&mut self, node: &Node) -> Option<String> {
        const DIGITS: &str = "write a number in half-width digits like 182_000_000 or 0.8";
        let Value::Scalar { text, quoted } = &node.value else {
            self.say(&codes::WRONG_TYPE, node.span.clone(), format!("{} is not a number", node.value.word()), DIGITS);
            return None;
        };
        if text.parse::<Exact>().is_ok() {
            if *quoted {
                let hint = Hint::from("take the quotation marks away").repair(text.as_str()).sure();
                let message = format!("`\"{}\"` is a text, not a number", shortened(text));
                self.say(&codes::WRONG_TYPE, node.span.clone(), message, hint);
            }
            return Some(text.clone());
        }
        let meant = meant::meant(text, |form| form.parse::<Exact>().is_ok());
        let number = meant.as_ref().and_then(|hint| Some(hint.repair.as_ref()?.text.clone()));
        let message = format!("`{}` is not a number", shortened(text));
        self.say(&codes::WRONG_TYPE, node.span.clone(), message, meant.unwrap_or_else(|| DIGITS.into()));
        number
    }

    /// A date at a key.
    pub fn date(&mut self, map: &Map<'_>, name: &str) -> Option<Date> {
        let node = self.present(map, name)?;
        match &node.value {
            Value::Scalar { text, .. } => date(text).or_else(|| {
                let meant = meant::meant(text, |form| date(form).is_some());
                let parsed = meant.as_ref().and_then(|hint| date(&hint.repair.as_ref()?.text));
                self.wrong_form(node, "a date like 2026-10-31", meant);
                parsed
            }),
            _ => {
                self.wrong(node, "a date like 2026-10-31");
                None
            }
        }
    }

    /// A month at a key.
    pub fn month(&mut self, map: &Map<'_>, name: &str) -> Option<Month> {
        self.parsed(map, name, "a month like 2026-10")
    }

    /// A range of months at a key.
    pub fn months(&mut self, map: &Map<'_>, name: &str) -> Option<MonthRange> {
        self.parsed(map, name, "months like 2026-04..2027-03")
    }

    /// A period at a key.
    pub fn period(&mut self, map: &Map<'_>, name: &str) -> Option<Period> {
        self.parsed(map, name, "a period like 2026-10, FY2026-Q3 or FY2026")
    }

    /// One of some words, at a key.
    pub fn one_of<T: Copy>(&mut self, map: &Map<'_>, name: &str, words: &[(&str, T)]) -> Option<T> {
        let node = self.present(map, name)?;
        self.as_one_of(node, name, words)
    }

    /// One of some words. `name` is what they are words for.
    pub fn as_one_of<T: Copy>(&mut self, node: &Node, name: &str, words: &[(&str, T)]) -> Option<T> {
        if let Value::Scalar { text, .. } = &node.value {
            if let Some((_, value)) = words.iter().find(|(word, _)| word == text) {
                return Some(*value);
            }
            let known = words.iter().map(|(word, _)| *word);
            let hint = suggestion(text, known.clone())
                .unwrap_or_else(|| format!("one of: {}", known.collect::<Vec<_>>().join(", ")).into());
            // What was meant beyond doubt stands in until it is mended.
            let meant = hint.repair.as_ref().filter(|repair| repair.sure);
            let meant = meant.and_then(|repair| words.iter().find(|(word, _)| *word == repair.text)).map(|(_, value)| *value);
            let message = format!("`{}` is not possible for `{name}`", shortened(text));
            self.say(&codes::INVALID_VALUE, node.span.clone(), message, hint);
            return meant;
        } else {
            let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            self.wrong(node, &format!("one of {}", words.join(", ")));
        }
        None
    }

    /// The audience at a key, the narrowest when absent. A label that is wrong is reported and gives the narrowest.
    pub fn audience(&mut self, map: &Map<'_>, name: &str) -> Audience {
        // Nothing after the colon was reported with the keys.
        let node = map.get(name).filter(|node| node.value != Value::Null);
        node.and_then(|node| self.as_audience(node)).unwrap_or_else(|| self.audiences.narrowest())
    }

    /// The audience a label names; a label that is wrong is reported.
    pub fn as_audience(&mut self, node: &Node) -> Option<Audience> {
        let text = match &node.value {
            Value::Scalar { text, .. } => text.as_str(),
            other => other.word(),
        };
        let found = self.audiences.find(text);
        if found.is_none() {
            let known = self.audiences.ids().collect::<Vec<_>>().join(", ");
            let hint = suggestion(text, self.audiences.ids())
                .map_or_else(|| format!("audiences of this site: {known}").into(), Hint::unsure);
            self.say(
                &codes::AUDIENCE_UNKNOWN,
                node.span.clone(),
                format!("`{}` is not an audience of this site", shortened(text)),
                hint,
            );
        }
        found
    }
}

/// Only the one form: jiff also reads others.
fn date(text: &str) -> Option<Date> {
    (text.len() == 10 && text.is_ascii()).then(|| text.parse().ok()).flatten()
}
