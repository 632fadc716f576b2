//! Tree → values, reporting every mistake and going on.
//!
//! A getter returns `None` both when the key is absent and when its value is wrong; the second is in the report.

use super::{Fields, Key, Node, Source, Value, meant};
use crate::diag::{Code, Diagnostic, Hint, Report, codes};
use crate::model::{Audience, Audiences, Exact, Localised, Month, MonthRange, Period, Place};
use jiff::civil::Date;
use std::ops::Range;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// What decoding needs to know, and where it reports.
pub struct Decoder<'a> {
    /// The text the nodes came from.
    pub source: &'a Source,
    /// The languages of the site; the first is the default.
    pub languages: &'a [Arc<str>],
    /// The audiences of the site.
    pub audiences: &'a Audiences,
    /// Where mistakes go.
    pub report: &'a mut Report,
}

/// A mapping whose keys were checked against their description.
#[derive(Clone, Copy)]
pub struct Map<'n> {
    fields: &'static Fields,
    node: &'n Node,
    entries: &'n [(Key, Node)],
    misspelt: [Option<Misspelt>; 3],
}

/// An entry whose key was reported, and the key it was meant to be: its value is not missing.
#[derive(Clone, Copy)]
struct Misspelt {
    meant: &'static str,
    entry: usize,
}

/// A free key with its value.
pub type Entry<'n> = (&'n Key, &'n Node);

impl<'n> Map<'n> {
    /// The value of a key.
    pub fn get(&self, name: &str) -> Option<&'n Node> {
        debug_assert!(self.fields.find(name).is_some(), "`{name}` is not described for {}", self.fields.name);
        let misspelt = || self.misspelt.iter().flatten().find(|it| it.meant == name).map(|it| &self.entries[it.entry].1);
        self.entries.iter().find(|(key, _)| key.text == name).map(|(_, node)| node).or_else(misspelt)
    }

    /// Whether the key is there.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Where the mapping stands.
    pub fn span(&self) -> Range<usize> {
        self.node.span.clone()
    }

    /// Where the value of a key stands, else the mapping.
    pub fn span_of(&self, name: &str) -> Range<usize> {
        self.get(name).map_or_else(|| self.span(), |node| node.span.clone())
    }

    /// Where a key itself stands.
    pub fn key_span(&self, name: &str) -> Option<Range<usize>> {
        self.entries.iter().find(|(key, _)| key.text == name).map(|(key, _)| key.span.clone())
    }

    /// All keys with their values, in the order written.
    pub fn entries(&self) -> &'n [(Key, Node)] {
        self.entries
    }
}

impl<'a> Decoder<'a> {
    /// The place of a range of bytes.
    pub fn place(&self, span: Range<usize>) -> Place {
        self.source.place(span)
    }

    /// Reports a mistake, with what to do.
    pub fn say(&mut self, code: &'static Code, span: Range<usize>, message: impl Into<String>, hint: impl Into<Hint>) {
        let place = self.source.place(span);
        self.report.push(Diagnostic::new(code, place, message).hint(hint));
    }

    fn wrong(&mut self, node: &Node, expected: &str) {
        let found = match &node.value {
            Value::Scalar { text, .. } => format!("`{}`", shortened(text)),
            other => other.word().to_owned(),
        };
        self.say(&codes::WRONG_TYPE, node.span.clone(), format!("{found} is not {expected}"), format!("write {expected}"));
    }

    /// The same, with the form that was probably meant.
    fn wrong_form(&mut self, node: &Node, expected: &str, meant: Option<Hint>) {
        match (&node.value, meant) {
            (Value::Scalar { text, .. }, Some(hint)) => {
                let message = format!("`{}` is not {expected}", shortened(text));
                self.say(&codes::WRONG_TYPE, node.span.clone(), message, hint);
            }
            _ => self.wrong(node, expected),
        }
    }

    /// A mapping with described keys: unknown keys (with a suggestion) and missing ones are reported.
    pub fn map<'n>(&mut self, node: &'n Node, fields: &'static Fields) -> Option<Map<'n>> {
        let Value::Map(entries) = &node.value else {
            self.wrong(node, &format!("a mapping with the keys of {}", fields.name));
            return None;
        };
        let mut misspelt = [None; 3];
        for (at, (key, value)) in entries.iter().enumerate() {
            if fields.find(&key.text).is_none() {
                if self.comma_in_number(&entries[..at], key, value) {
                    continue;
                }
                let names = fields.all().map(|field| field.name);
                let meant = suggestion(&key.text, names.clone());
                let free = misspelt.iter_mut().find(|slot| slot.is_none());
                *free.unwrap_or(&mut None) = meant.as_ref().and_then(|hint| meant_key(hint, fields, entries, at));
                let hint =
                    meant.unwrap_or_else(|| format!("keys of {}: {}", fields.name, names.collect::<Vec<_>>().join(", ")).into());
                self.say(
                    &codes::UNKNOWN_KEY,
                    key.span.clone(),
                    format!("{} has no key `{}`", fields.name, shortened(&key.text)),
                    hint,
                );
            } else if value.value == Value::Null {
                let hint = "write a value, or take the key away";
                self.say(&codes::WRONG_TYPE, key.span.clone(), format!("`{}` has no value", key.text), hint);
            }
        }
        for field in fields.all().filter(|field| field.required) {
            let meant = misspelt.iter().flatten().any(|it: &Misspelt| it.meant == field.name);
            if !meant && !entries.iter().any(|(key, _)| key.text == field.name) {
                // The first line of the mapping stands for it.
                let span = entries.first().map_or(node.span.clone(), |(key, _)| key.span.clone());
                let message = format!("{} needs the key `{}`", fields.name, field.name);
                self.say(&codes::MISSING_KEY, span, message, format!("add `{}:` ({})", field.name, field.en));
            }
        }
        Some(Map { fields, node, entries, misspelt })
    }

    /// `{value: 1,200,000}` is read as a 1 and two keys without a value. Nobody means that.
    fn comma_in_number(&mut self, before: &[(Key, Node)], key: &Key, value: &Node) -> bool {
        let digits = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
        let Some(begins) = before.iter().rfind(|(_, node)| node.value != Value::Null) else { return false };
        let Some(written) = self.source.text.get(begins.1.span.start..key.span.end) else { return false };
        let groups = written.split(',').skip(1).all(digits);
        if value.value != Value::Null || !groups || !begins.1.is_number() {
            return false;
        }
        // Said once, at the last group.
        let more = self.source.text.get(key.span.end..).unwrap_or_default();
        let last = !more.strip_prefix(',').and_then(|rest| rest.get(..3)).is_some_and(digits);
        if last {
            let span = begins.1.span.start..key.span.end;
            let hint = Hint::write(written.replace(',', "_")).sure();
            self.say(&codes::WRONG_TYPE, span, format!("`{written}` has commas between its digits"), hint);
        }
        true
    }

    /// A mapping with free keys, in the order written. Of a key that stands twice the value for the most readers counts: what
    /// others may not see must not take the place of what they see.
    pub fn entries<'n>(&mut self, node: &'n Node) -> Vec<Entry<'n>> {
        let counts = |key: &'n Key, node: &'n Node| match key.twice.is_empty() {
            true => node,
            false => std::iter::once(node).chain(&key.twice).min_by_key(|node| self.label(node)).unwrap_or(node),
        };
        match &node.value {
            Value::Map(entries) => entries.iter().map(|(key, node)| (key, counts(key, node))).collect(),
            _ => {
                self.wrong(node, "a mapping");
                Vec::new()
            }
        }
    }

    /// Who may see an entry, as far as it says so.
    fn label(&self, node: &Node) -> Audience {
        let entries = if let Value::Map(entries) = &node.value { entries.as_slice() } else { &[] };
        let label = entries.iter().find(|(key, _)| key.text == "audience").map(|(_, node)| &node.value);
        let found = if let Some(Value::Scalar { text, .. }) = label { self.audiences.find(text) } else { None };
        found.unwrap_or(self.audiences.narrowest())
    }

    /// The items of a list; a wrong type is reported and gives none.
    pub fn items<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        match &node.value {
            Value::List(items) => items,
            Value::Scalar { text, quoted: false } if !text.contains(['\n', '{', '[', ':']) => {
                self.wrong_form(node, "a list", Some(Hint::write(meant::listed(text))));
                // What was listed is still looked at: the brackets may be all that is missing.
                if meant::listed(text) == format!("[{text}]") { std::slice::from_ref(node) } else { &[] }
            }
            _ => {
                self.wrong(node, "a list");
                &[]
            }
        }
    }

    /// The items of the list at a key; none when absent.
    pub fn list<'n>(&mut self, map: &Map<'n>, name: &str) -> &'n [Node] {
        map.get(name).filter(|node| node.value != Value::Null).map_or(&[], |node| self.items(node))
    }

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
    fn after_comma(&self, before: &[(Key, Node)], key: &Key, value: &Node) -> Option<Arc<str>> {
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

    /// Reports an id that refers to nothing, with a suggestion from those known.
    pub fn unknown_id<'k>(&mut self, what: &str, id: &str, span: Range<usize>, known: impl Iterator<Item = &'k str> + Clone) {
        let finding = unknown_id(what, id, self.source.place(span), known);
        self.report.push(finding);
    }
}

/// The key that a misspelt one stands for: beyond doubt, and not there already. A label must be written as it is.
fn meant_key(hint: &Hint, fields: &Fields, entries: &[(Key, Node)], entry: usize) -> Option<Misspelt> {
    let repair = hint.repair.as_ref().filter(|repair| repair.sure && repair.text != "audience")?;
    let meant = fields.find(&repair.text)?.name;
    (!entries.iter().any(|(key, _)| key.text == meant)).then_some(Misspelt { meant, entry })
}

/// Only the one form: jiff also reads others.
fn date(text: &str) -> Option<Date> {
    (text.len() == 10 && text.is_ascii()).then(|| text.parse().ok()).flatten()
}

/// The finding for an id that refers to nothing, with a suggestion from those known.
pub fn unknown_id<'k>(what: &str, id: &str, place: Place, known: impl Iterator<Item = &'k str> + Clone) -> Diagnostic {
    let hint = suggestion(id, known.clone()).unwrap_or_else(|| {
        let list: Vec<_> = known.take(12).collect();
        if list.is_empty() { format!("declare the {what} first").into() } else { format!("known: {}", list.join(", ")).into() }
    });
    Diagnostic::new(&codes::UNKNOWN_ID, place, format!("no {what} is named `{}`", shortened(id))).hint(hint)
}

/// "did you mean …" when something known is close enough, or begins like it.
pub fn suggestion<'k>(written: &str, known: impl Iterator<Item = &'k str>) -> Option<Hint> {
    let written = folded(written);
    let length = written.chars().count();
    let limit = 1 + length / 4;
    let mut near: Vec<(usize, &str)> = known
        .filter_map(|word| {
            let lower = folded(word);
            let begins = length >= 2 && lower.starts_with(&written);
            let distance = strsim::damerau_levenshtein(&written, &lower);
            (begins || distance <= limit).then_some((distance, word))
        })
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    let (distance, word) = *near.first()?;
    let hint = Hint::from(format!("did you mean `{word}`?")).repair(word);
    // With a second word about as near, or much to add, somebody has to say which was meant.
    let only = near.get(1).is_none_or(|(next, _)| distance == 0 && *next > 0);
    Some(if only && distance <= limit { hint.sure() } else { hint })
}

/// Letters as they are compared: case, width and the two small lines make no difference.
fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).map(|char| if char == '-' { '_' } else { char }).collect()
}

/// A text cut for a message.
pub fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let head: String = chars.by_ref().take(60).collect();
    if chars.next().is_some() { format!("{head}…") } else { head }
}
