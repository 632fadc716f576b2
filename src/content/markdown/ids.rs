//! Ids of headings: the text as a git host makes it, unique on the page.

use foldhash::{HashMap, HashSet};

/// The ids of one page. Only asked and added to, never listed, so their order is nobody's.
#[derive(Debug, Default)]
pub(super) struct Ids {
    used: HashSet<String>,
    // The last number tried for a text, so that a thousand equal headings cost a thousand steps.
    numbers: HashMap<String, usize>,
}

impl Ids {
    /// Marks an id as used; says whether it was free.
    pub fn take(&mut self, id: &str) -> bool {
        !is_ours(id) && self.used.insert(id.to_owned())
    }

    /// A free id for a heading, now used.
    pub fn for_text(&mut self, text: &str) -> String {
        let mut id = slug(text);
        if id.is_empty() || is_ours(&id) {
            id.insert_str(0, if id.is_empty() { "section" } else { "section-" });
        }
        if self.take(&id) {
            return id;
        }
        let mut number = self.numbers.get(&id).copied().unwrap_or(0);
        loop {
            number += 1;
            let numbered = format!("{id}-{number}");
            if self.take(&numbered) {
                self.numbers.insert(id, number);
                return numbered;
            }
        }
    }
}

/// The ids of tasks are `t1`, `t2` …, as the style sheet knows them, those of footnotes `fn-1` and
/// `fnref-1` …, so no heading gets one.
fn is_ours(id: &str) -> bool {
    let number = id.strip_prefix('t').or_else(|| id.strip_prefix("fn-")).or_else(|| id.strip_prefix("fnref-"));
    number.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
}

/// Small letters, spaces as hyphens, no punctuation; Japanese stays as it is.
pub(super) fn slug(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' | '\n' => id.push('-'),
            'a'..='z' | '0'..='9' => id.push(c),
            '-' | '_' => id.push(c),
            // Accents and voicing marks are part of the letter before them.
            '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' => id.push(c),
            _ if c.is_alphanumeric() => id.extend(c.to_lowercase()),
            _ => {}
        }
    }
    id
}
