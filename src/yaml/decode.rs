//! Tree → values, reporting every mistake and going on.
//!
//! A getter returns `None` both when the key is absent and when its value is wrong; the second is in the report.

use super::{Fields, Key, Node, Source, Value, meant};
use crate::diag::{Code, Diagnostic, Hint, Report, codes};
use crate::model::{Audience, Audiences, Place};
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

    pub(super) fn wrong(&mut self, node: &Node, expected: &str) {
        let found = match &node.value {
            Value::Scalar { text, .. } => format!("`{}`", shortened(text)),
            other => other.word().to_owned(),
        };
        self.say(&codes::WRONG_TYPE, node.span.clone(), format!("{found} is not {expected}"), format!("write {expected}"));
    }

    /// The same, with the form that was probably meant.
    pub(super) fn wrong_form(&mut self, node: &Node, expected: &str, meant: Option<Hint>) {
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
