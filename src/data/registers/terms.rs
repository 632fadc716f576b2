//! `terms.yaml`.

use crate::diag::{Diagnostic, codes};
use crate::model::registers::Term;
use crate::yaml::{Decoder, Field, Fields, Map, Node, Shape};
use std::ops::Range;
use std::sync::Arc;

/// The whole file.
pub static FILE: Fields =
    Fields::new("terms.yaml", &[Field::required("terms", Shape::List(&Shape::Object(&TERM)), "言い換えの一覧", "the word list")]);

static TERM: Fields = Fields::new(
    "a term",
    &[
        Field::required("wrong", Shape::Text, "使わない言葉", "what not to write"),
        Field::required("right", Shape::Text, "代わりに使う言葉", "what to write instead"),
        Field::new(
            "except",
            Shape::List(&Shape::Text),
            "使わない言葉を含むが、正しい言葉",
            "longer words that hold the wrong one and are right",
        ),
    ],
);

/// The word list.
pub fn read(decoder: &mut Decoder<'_>, file: &Map<'_>) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for node in decoder.list(file, "terms") {
        let Some(term) = term(decoder, node) else { continue };
        if let Some(first) = terms.iter().find(|known| known.wrong == term.wrong) {
            let message = format!("`{}` stands twice in the word list", term.wrong);
            let finding = Diagnostic::new(&codes::DUPLICATE_ID, term.place, message);
            decoder.report.push(finding.also(first.place.clone(), "the first one is here").hint("keep one of them"));
            continue;
        }
        terms.push(term);
    }
    terms
}

fn term(decoder: &mut Decoder<'_>, node: &Node) -> Option<Term> {
    let map = decoder.map(node, &TERM)?;
    let (wrong, right) = (decoder.text(&map, "wrong"), decoder.text(&map, "right"));
    let mut except = decoder.texts(&map, "except");
    let (wrong, right) = (wrong?, right?);
    if wrong.trim().is_empty() {
        say(decoder, map.span_of("wrong"), "`wrong` is empty", "write the word to avoid");
        return None;
    }
    if right == wrong {
        let message = format!("`{wrong}` is both wrong and right");
        say(decoder, map.span_of("right"), &message, "write another word, or take the entry away");
        return None;
    }
    except.retain(|(word, span)| {
        let useful = word.contains(wrong);
        if !useful {
            let message = format!("the exception `{word}` does not hold `{wrong}`");
            say(decoder, span.clone(), &message, "take it away: it changes nothing");
        }
        useful
    });
    let mut except: Vec<Arc<str>> = except.into_iter().map(|(word, _)| Arc::from(word)).collect();
    // Else the rule would find its own advice.
    if right.contains(wrong) && !except.iter().any(|word| right.contains(&**word)) {
        except.push(Arc::from(right));
    }
    Some(Term { place: decoder.place(map.span_of("wrong")), wrong: Arc::from(wrong), right: Arc::from(right), except })
}

fn say(decoder: &mut Decoder<'_>, span: Range<usize>, message: &str, hint: &str) {
    decoder.say(&codes::INVALID_VALUE, span, message, hint);
}
