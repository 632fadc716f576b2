//! `self-check`: questions by step, which readers answer for themselves.

use super::Wanted;
use crate::diag::codes;
use crate::yaml::{Decoder, Field, Fields, Map, Node, Shape};
use std::sync::Arc;

/// The keys of `self-check`. Its words stand in the page, so that they are for whoever reads the page: the criteria of the team's
/// own steps are not.
pub static SELF_CHECK: Fields = Fields::new(
    "a self-check",
    &[Field::required("steps", Shape::List(&Shape::Object(&STEP)), "段階。下から順に", "the steps, lowest first")],
);

static STEP: Fields = Fields::new(
    "a step of a self-check",
    &[
        Field::required("name", Shape::Text, "段階の名前", "its name"),
        Field::required(
            "questions",
            Shape::List(&Shape::Text),
            "すべて当てはまれば達している問い",
            "what must be so, each a yes or no",
        ),
    ],
);

/// A step with its questions; it has at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckStep {
    /// Its name.
    pub name: Arc<str>,
    /// What must be so.
    pub questions: Vec<Arc<str>>,
}

pub(super) fn self_check(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<Wanted> {
    let nodes = decoder.list(map, "steps");
    if nodes.is_empty() && map.key_span("steps").is_some() {
        let message = "`steps` is empty: there is nothing to check";
        decoder.say(&codes::INVALID_VALUE, map.span_of("steps"), message, "write at least one step with `name` and `questions`");
    }
    let steps: Vec<CheckStep> = nodes.iter().filter_map(|node| step(decoder, node)).collect();
    (!steps.is_empty()).then_some(Wanted::SelfCheck(steps))
}

fn step(decoder: &mut Decoder<'_>, node: &Node) -> Option<CheckStep> {
    let map = decoder.map(node, &STEP)?;
    let name = decoder.text(&map, "name").map(Arc::from);
    let questions: Vec<Arc<str>> = decoder.texts(&map, "questions").into_iter().map(|(text, _)| Arc::from(text)).collect();
    if questions.is_empty() && map.key_span("questions").is_some() {
        let message = "a step without a question would be reached by everybody";
        decoder.say(
            &codes::INVALID_VALUE,
            map.span_of("questions"),
            message,
            "write at least one question, or take the step away",
        );
        return None;
    }
    Some(CheckStep { name: name?, questions })
}
