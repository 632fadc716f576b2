//! Findings in Japanese, with what keys mean taken from the tables of keys.

use super::{formats, markdown::below};
use crate::diag::{Report, japanese};
use crate::yaml::Fields;
use std::collections::BTreeMap;
use std::sync::LazyLock;

// What each key means in Japanese, by what it means in English.
static MEANINGS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut meanings = BTreeMap::new();
    let mut waiting: Vec<&'static Fields> = formats().iter().map(|format| format.fields).collect();
    let mut seen: Vec<&'static Fields> = Vec::new();
    while let Some(fields) = waiting.pop() {
        if seen.iter().any(|known| std::ptr::eq(*known, fields)) {
            continue;
        }
        seen.push(fields);
        for field in fields.all() {
            meanings.insert(field.en, field.ja);
            below(&field.shape, &mut |inner| waiting.push(inner));
        }
    }
    meanings
});

/// Says the findings in Japanese.
pub fn in_japanese(report: &mut Report) {
    japanese::translate(report, &|english| MEANINGS.get(english).copied());
}
