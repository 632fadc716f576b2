//! Ids, references and formulas: texts whose place is kept, because what they mean is checked later.

use super::{Decoder, Map, Node, Value, meant, shortened};
use crate::diag::{Diagnostic, Hint, codes};
use crate::model::{FormulaText, Ref};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

impl Decoder<'_> {
    /// Whether a text can be an id: lower-case letters, digits, `_` and `-`, beginning with a letter or digit. If not, that is
    /// reported.
    pub fn is_id(&mut self, text: &str, span: Range<usize>) -> bool {
        let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-';
        let fine = text.bytes().all(good) && text.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric());
        if !fine {
            let hint = meant::id(text)
                .map_or_else(|| "ids are made of half-width lower-case letters, digits, `_` and `-`".into(), Hint::write);
            self.say(&codes::INVALID_VALUE, span, format!("`{}` cannot be an id", shortened(text)), hint);
        }
        fine
    }

    /// A text as an id. One that cannot be an id is reported, and taken as it was probably meant: what refers to it is no
    /// mistake.
    pub fn id(&mut self, text: &str, span: Range<usize>) -> Option<Arc<str>> {
        if self.is_id(text, span) { Some(Arc::from(text)) } else { meant::id(text).map(Arc::from) }
    }

    /// A reference by id.
    pub fn as_reference(&mut self, node: &Node) -> Option<Ref> {
        let id = Arc::from(self.as_text(node)?);
        Some(Ref { id, place: self.place(self.inside(node)) })
    }

    /// A reference by id, at a key.
    pub fn reference(&mut self, map: &Map<'_>, name: &str) -> Option<Ref> {
        let node = map.get(name).filter(|node| node.value != Value::Null)?;
        self.as_reference(node)
    }

    /// The references of a list at a key; one that stands twice is reported and kept once.
    pub fn references(&mut self, map: &Map<'_>, name: &str) -> Vec<Ref> {
        let mut seen: BTreeMap<Arc<str>, Ref> = BTreeMap::new();
        let mut kept = Vec::new();
        for node in self.list(map, name) {
            let Some(reference) = self.as_reference(node) else { continue };
            if let Some(several) = meant::separated(&reference.id).filter(|_| !reference.id.contains('-')) {
                let message = format!("`{}` is not one id", shortened(&reference.id));
                self.say(&codes::INVALID_VALUE, node.span.clone(), message, Hint::write(several));
                continue;
            }
            if let Some(first) = seen.get(&reference.id) {
                let message = format!("`{}` stands twice in `{name}`", shortened(&reference.id));
                let finding = Diagnostic::new(&codes::DUPLICATE_ID, reference.place, message);
                self.report.push(finding.also(first.place.clone(), "the first one stands here").hint("take one of them away"));
                continue;
            }
            seen.insert(Arc::clone(&reference.id), reference.clone());
            kept.push(reference);
        }
        kept
    }

    /// A formula or condition as written.
    pub fn as_formula(&mut self, node: &Node) -> Option<FormulaText> {
        let text = self.as_text(node)?;
        if self.source.text.get(node.span.clone()).is_some_and(|written| written.trim_end().contains('\n')) {
            let hint = "write the formula on the line of its key";
            self.say(&codes::INVALID_VALUE, node.span.clone(), "a formula must stand on one line", hint);
            return None;
        }
        Some(FormulaText { text: Arc::from(text), place: self.place(self.inside(node)) })
    }

    /// A formula or condition as written, at a key.
    pub fn formula(&mut self, map: &Map<'_>, name: &str) -> Option<FormulaText> {
        let node = map.get(name).filter(|node| node.value != Value::Null)?;
        self.as_formula(node)
    }

    /// The bytes of a scalar without its quotation marks.
    fn inside(&self, node: &Node) -> Range<usize> {
        let written = self.source.text.get(node.span.clone()).unwrap_or("");
        let quoted = |mark: char| written.len() > 2 && written.starts_with(mark) && written.ends_with(mark);
        match quoted('"') || quoted('\'') {
            true => node.span.start + 1..node.span.end - 1,
            false => node.span.clone(),
        }
    }
}
