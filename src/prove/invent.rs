//! Makes up what an editor might have written: values of every shape, right and wrong.

use super::labels::Labels;
use super::random::Random;
use crate::model::{Audience, Audiences};
use crate::yaml::{Fields, Key, Node, Shape, Value};
use std::sync::Arc;

const WORDS: &[&str] = &[
    "青空の見込み",
    "解約予告",
    "<b>強調</b> & 記号",
    "社外秘メモ",
    "Zebra \"quoted\"",
    "ＡＢＣ：全角",
    "{{ nrr }}",
    "見直し中",
    "# 井桁",
];

/// What inventing needs to know.
pub(super) struct Inventor<'a> {
    /// Whose site must not change.
    pub audience: Audience,
    /// The audiences there are.
    pub audiences: &'a Audiences,
    /// The languages of the sites.
    pub languages: &'a [Arc<str>],
    /// What ids there are.
    pub labels: &'a Labels,
}

impl Inventor<'_> {
    /// A few words that stand nowhere else.
    pub(super) fn words(&self, random: &mut Random) -> String {
        format!("{}{}", random.pick(WORDS).copied().unwrap_or_default(), random.below(10_000))
    }

    /// The label of something hidden, or one that nobody knows.
    pub(super) fn label(&self, random: &mut Random) -> String {
        let hidden: Vec<&str> = self.audiences.ids().skip(usize::from(self.audience.0) + 1).collect();
        match random.below(6) {
            0 => "ｐｕｂｌｉｃ".to_owned(),
            1 => self.audiences.id(self.audience).to_uppercase() + "!",
            _ => random.pick(&hidden).copied().unwrap_or_default().to_owned(),
        }
    }

    /// An id of a kind that the audience may not see, or one that does not exist.
    pub(super) fn id(&self, what: &str, random: &mut Random) -> String {
        let hidden = self.labels.hidden(what, self.audience);
        match random.pick(&hidden) {
            Some(id) if !random.one_in(3) => id.to_string(),
            _ => self.new_id(random),
        }
    }

    /// An id that nothing has.
    pub(super) fn new_id(&self, random: &mut Random) -> String {
        format!("x{}", random.below(100_000))
    }

    /// A value of a shape; now and then one that is wrong.
    pub(super) fn value(&self, shape: &Shape, random: &mut Random, depth: usize) -> Node {
        if depth > 6 || random.one_in(12) {
            return scalar(self.words(random));
        }
        match shape {
            Shape::Text | Shape::Any => scalar(self.words(random)),
            Shape::Localised if random.one_in(2) => scalar(self.words(random)),
            Shape::Localised => {
                node(Value::Map(self.languages.iter().map(|language| (key(language), scalar(self.words(random)))).collect()))
            }
            Shape::Number => plain(["0", "1", "0.5", "12", "3_400", "187_000_000", "-3"][random.below(7)]),
            Shape::Bool => plain(if random.one_in(2) { "true" } else { "false" }),
            Shape::Date => plain(&format!("2026-{:02}-{:02}", 1 + random.below(12), 1 + random.below(28))),
            Shape::Month => plain(&month(random)),
            Shape::Months => plain(&format!("{}..2027-03", month(random))),
            Shape::Period => plain(&format!("FY2026-Q{}", 1 + random.below(4))),
            Shape::Audience => plain(&self.label(random)),
            Shape::Id(what) => plain(&self.id(what, random)),
            Shape::Formula => {
                let metrics = self.labels.all("metric");
                let metric = random.pick(&metrics).map_or("x", |id| id);
                scalar(format!("{metric} {} {}", [">", "<", "/", "+"][random.below(4)], 1 + random.below(9)))
            }
            Shape::OneOf(words) => plain(random.pick(words).copied().unwrap_or_default()),
            Shape::List(inner) => {
                let count = random.below(4);
                node(Value::List((0..count).map(|_| self.value(inner, random, depth + 1)).collect()))
            }
            Shape::Map(inner) => {
                let count = random.below(3);
                let entry = |random: &mut Random| (key(&self.new_id(random)), self.value(inner, random, depth + 1));
                node(Value::Map((0..count).map(|_| entry(random)).collect()))
            }
            Shape::Object(fields) => self.object(fields, random, depth),
            Shape::Either(one, other) => self.value(if random.one_in(2) { one } else { other }, random, depth),
        }
    }

    /// A mapping with its required keys and some of the others; its label, if it has one, is a hidden one.
    pub(super) fn object(&self, fields: &'static Fields, random: &mut Random, depth: usize) -> Node {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        for field in fields.all() {
            let wanted = if field.required { !random.one_in(15) } else { random.one_in(3) };
            // To disclose is a decision, and decisions are not made up.
            if !wanted || field.name == "disclose" || entries.iter().any(|(key, _)| key.text == field.name) {
                continue;
            }
            let value = match field.name {
                "id" => plain(&self.new_id(random)),
                "base_url" => plain(&format!("https://{}.example.jp/", self.new_id(random))),
                _ => self.value(&field.shape, random, depth + 1),
            };
            entries.push((key(field.name), value));
        }
        node(Value::Map(entries))
    }
}

fn month(random: &mut Random) -> String {
    format!("{}-{:02}", 2024 + random.below(4), 1 + random.below(12))
}

/// A text in quotation marks.
pub(super) fn scalar(text: impl Into<String>) -> Node {
    node(Value::Scalar { text: text.into(), quoted: true })
}

/// A word without quotation marks.
pub(super) fn plain(text: &str) -> Node {
    node(Value::Scalar { text: text.to_owned(), quoted: text.contains([':', '#', '!']) })
}

/// A node that stands nowhere yet.
pub(super) fn node(value: Value) -> Node {
    Node { span: 0..0, value }
}

/// A key that stands nowhere yet.
pub(super) fn key(text: &str) -> Key {
    Key { span: 0..0, text: text.to_owned(), twice: Vec::new() }
}
