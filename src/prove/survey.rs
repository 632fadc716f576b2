//! What of a YAML file an audience may not see, place by place.
//!
//! This says the rules of labels once more, from the tables of the formats and not from the filter that it puts to the test:
//! a label covers the keys that the tables call covered, a relation shows where both ends do, and everything else is for the
//! narrowest audience.

use super::labels::Labels;
use crate::content::fields::TRANSLATION;
use crate::data::DETAILED;
use crate::model::{Audience, Audiences};
use crate::yaml::{Field, Fields, Key, Node, Shape, Value};

/// Something that may be done at a place without the audience knowing.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// The positions that lead from the root to the node.
    pub path: Vec<usize>,
    /// What the node looks like.
    pub shape: Shape,
    /// What may be done.
    pub kind: Kind,
    /// The keys that lead there, for people.
    pub words: String,
}

/// What may be done at a place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// The node is hidden: it may be changed, moved or taken away.
    Hidden,
    /// A visible mapping, to which keys that its label does not cover may be added.
    Beside(&'static Fields),
    /// A list or mapping of labelled entries, to which a hidden one may be added.
    Entries(Shape),
    /// A visible list of ids, to which a hidden one may be added.
    Ids(&'static str),
    /// Values by metric, to which one without a label may be added.
    Values,
}

/// Looks through one file.
pub(super) struct Survey<'a> {
    /// Who reads the site that must not change.
    pub audience: Audience,
    /// The audiences there are.
    pub audiences: &'a Audiences,
    /// Who may see what ids name.
    pub labels: &'a Labels,
    /// Whether approvals decide what is published, and so are not hidden.
    pub approvals_count: bool,
    /// What was found.
    pub spots: Vec<Spot>,
}

impl Survey<'_> {
    /// A whole file, or the front matter of a page with this label.
    pub(super) fn file(&mut self, root: &Node, fields: &'static Fields, label: Audience) {
        let Value::Map(entries) = &root.value else { return };
        if self.audience.sees(label) {
            self.keys(entries, fields, label, &mut Vec::new(), "");
        } else {
            self.below(root, &Shape::Object(fields), &mut Vec::new(), "");
        }
    }

    fn visit(&mut self, node: &Node, shape: &Shape, reach: Audience, path: &mut Vec<usize>, words: &str) {
        let reach = match (shape, &node.value) {
            (Shape::Id(what), Value::Scalar { text, .. }) => reach.narrower(self.labels.audience(what, text)),
            (Shape::Object(fields), Value::Map(entries)) => self.label(entries, fields, reach),
            _ => reach,
        };
        if !self.audience.sees(reach) {
            self.hidden(node, shape, path, words);
            return;
        }
        match (shape, &node.value) {
            (Shape::Either(one, other), _) => {
                let fitting = if fits(one, &node.value) { one } else { other };
                self.visit(node, fitting, reach, path, words);
            }
            (Shape::Object(fields), Value::Map(entries)) => self.keys(entries, fields, reach, path, words),
            (Shape::List(inner), Value::List(items)) => {
                self.container(inner, path, words);
                for (at, item) in items.iter().enumerate() {
                    self.step(at, path, |this, path| this.visit(item, inner, reach, path, words));
                }
            }
            (Shape::Map(inner), Value::Map(entries)) => {
                self.container(inner, path, words);
                for (at, (key, item)) in entries.iter().enumerate() {
                    let words = format!("{words} › {}", key.text);
                    self.step(at, path, |this, path| this.visit(item, inner, reach, path, &words));
                }
            }
            _ => {}
        }
    }

    /// The label of a mapping: its own where it may have one, never wider than the figure or the things it names.
    fn label(&self, entries: &[(Key, Node)], fields: &'static Fields, reach: Audience) -> Audience {
        let mut label = if fields.find("audience").is_some() { self.written(entries) } else { reach };
        if fields.find("metric").is_some() {
            for (key, node) in entries {
                if let (Some(Field { shape: Shape::Id(what), .. }), Value::Scalar { text, .. }) =
                    (fields.find(&key.text), &node.value)
                    && matches!(key.text.as_str(), "metric" | "segment" | "role" | "team")
                {
                    label = label.narrower(self.labels.audience(what, text));
                }
            }
        }
        label
    }

    fn written(&self, entries: &[(Key, Node)]) -> Audience {
        let label = entries.iter().find(|(key, _)| key.text == "audience").map(|(_, node)| &node.value);
        match label {
            Some(Value::Scalar { text, .. }) => self.audiences.find(text).unwrap_or(self.audiences.narrowest()),
            _ => self.audiences.narrowest(),
        }
    }

    /// The keys of a mapping that may be seen.
    fn keys(&mut self, entries: &[(Key, Node)], fields: &'static Fields, label: Audience, path: &mut Vec<usize>, words: &str) {
        self.spots.push(Spot {
            path: path.clone(),
            shape: Shape::Object(fields),
            kind: Kind::Beside(fields),
            words: words.to_owned(),
        });
        for (at, (key, node)) in entries.iter().enumerate() {
            let words = if words.is_empty() { key.text.clone() } else { format!("{words} › {}", key.text) };
            let Some(field) = fields.find(&key.text) else {
                self.step(at, path, |this, path| this.hidden(node, &Shape::Any, path, &words));
                continue;
            };
            let covered = field.covered || is_relation(&field.shape) || holds_entries(&field.shape);
            let counts = key.text == "approval" && self.approvals_count;
            let reach = if covered || counts { label } else { self.audiences.narrowest() };
            self.step(at, path, |this, path| match key.text.as_str() {
                "total" if fields.name == "a snapshot" => this.values(node, label, path, &words),
                "segment" | "role" | "team" if fields.name == "a snapshot" => {
                    this.slices(node, &key.text, label, path, &words);
                }
                _ => this.visit(node, &field.shape, reach, path, &words),
            });
        }
    }

    /// The slices of one axis in a snapshot.
    fn slices(&mut self, node: &Node, axis: &str, label: Audience, path: &mut Vec<usize>, words: &str) {
        let Value::Map(entries) = &node.value else { return };
        for (at, (key, node)) in entries.iter().enumerate() {
            let label = label.narrower(self.labels.audience(axis, &key.text));
            let words = format!("{words} › {}", key.text);
            self.step(at, path, |this, path| this.values(node, label, path, &words));
        }
    }

    /// The values of one slice: each is as narrow as its own label, its metric's and its slice's.
    fn values(&mut self, node: &Node, label: Audience, path: &mut Vec<usize>, words: &str) {
        let Value::Map(entries) = &node.value else { return };
        self.spots.push(Spot { path: path.clone(), shape: Shape::Any, kind: Kind::Values, words: words.to_owned() });
        for (at, (key, node)) in entries.iter().enumerate() {
            let own = match &node.value {
                Value::Map(entries) => self.written(entries),
                _ => self.audiences.narrowest(),
            };
            let label = label.narrower(own).narrower(self.labels.audience("metric", &key.text));
            let words = format!("{words} › {}", key.text);
            let fields: &'static Fields = &DETAILED;
            self.step(at, path, |this, path| match &node.value {
                Value::Map(entries) if this.audience.sees(label) => this.keys(entries, fields, label, path, &words),
                Value::Map(_) => this.hidden(node, &Shape::Object(fields), path, &words),
                _ => this.hidden(node, &Shape::Number, path, &words),
            });
        }
    }

    /// A visible list or mapping, which may take in something hidden.
    fn container(&mut self, inner: &Shape, path: &[usize], words: &str) {
        let kind = match inner {
            Shape::Id(what) => Kind::Ids(what),
            Shape::Object(fields) if fields.find("audience").is_some() => Kind::Entries(*inner),
            _ => return,
        };
        self.spots.push(Spot { path: path.to_vec(), shape: *inner, kind, words: words.to_owned() });
    }

    fn hidden(&mut self, node: &Node, shape: &Shape, path: &mut Vec<usize>, words: &str) {
        self.spots.push(Spot { path: path.clone(), shape: *shape, kind: Kind::Hidden, words: words.to_owned() });
        self.below(node, shape, path, words);
    }

    /// Everything below a hidden node is hidden as well.
    fn below(&mut self, node: &Node, shape: &Shape, path: &mut Vec<usize>, words: &str) {
        match &node.value {
            Value::Map(entries) => {
                for (at, (key, node)) in entries.iter().enumerate() {
                    // A translation without a label has its original's, so its label is what hides it.
                    if key.text == "audience" && matches!(shape, Shape::Object(fields) if std::ptr::eq(*fields, &TRANSLATION)) {
                        continue;
                    }
                    let inner = match shape {
                        Shape::Object(fields) => fields.find(&key.text).map_or(Shape::Any, |field| field.shape),
                        Shape::Map(inner) => **inner,
                        _ => Shape::Any,
                    };
                    let words = if words.is_empty() { key.text.clone() } else { format!("{words} › {}", key.text) };
                    self.step(at, path, |this, path| this.hidden(node, &inner, path, &words));
                }
            }
            Value::List(items) => {
                let inner = if let Shape::List(inner) = shape { **inner } else { Shape::Any };
                for (at, node) in items.iter().enumerate() {
                    self.step(at, path, |this, path| this.hidden(node, &inner, path, words));
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, at: usize, path: &mut Vec<usize>, visit: impl FnOnce(&mut Self, &mut Vec<usize>)) {
        path.push(at);
        visit(self, path);
        path.pop();
    }
}

fn is_relation(shape: &Shape) -> bool {
    matches!(shape, Shape::Id(_) | Shape::List(Shape::Id(_)))
}

/// Whether a key holds entries each of which has a label of its own.
fn holds_entries(shape: &Shape) -> bool {
    match shape {
        Shape::List(Shape::Object(fields)) | Shape::Map(Shape::Object(fields)) => fields.find("audience").is_some(),
        _ => false,
    }
}

fn fits(shape: &Shape, value: &Value) -> bool {
    match shape {
        Shape::Object(_) | Shape::Map(_) => matches!(value, Value::Map(_)),
        Shape::List(_) => matches!(value, Value::List(_)),
        Shape::Either(one, other) => fits(one, value) || fits(other, value),
        Shape::Localised | Shape::Any => true,
        _ => matches!(value, Value::Scalar { .. }),
    }
}
