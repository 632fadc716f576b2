//! Where two builds of a site first differ, byte by byte.

use crate::output::{Content, Files};

// How much of a page is shown before and behind the place where it differs.
const BEFORE: usize = 60;
const BEHIND: usize = 90;

/// The first difference between two builds of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The file of the site.
    pub page: String,
    /// What stands there without the mutation; `None` if the file is not there.
    pub before: Option<String>,
    /// What stands there with it; `None` if the file is not there.
    pub after: Option<String>,
}

/// The first file that differs, and how; `None` if all bytes are the same.
pub(super) fn first(before: &Files, after: &Files) -> Option<Difference> {
    let (mut old, mut new) = (before.iter().peekable(), after.iter().peekable());
    loop {
        match (old.peek(), new.peek()) {
            (None, None) => return None,
            (Some((path, content)), Some((other, changed))) if path == other => {
                if let Some(difference) = between(path, content, changed) {
                    return Some(difference);
                }
                old.next();
                new.next();
            }
            (Some((path, content)), other) if other.is_none_or(|(other, _)| path < other) => {
                return Some(Difference { page: (*path).to_owned(), before: Some(around(&content.bytes(), 0)), after: None });
            }
            (_, Some((path, content))) => {
                return Some(Difference { page: (*path).to_owned(), before: None, after: Some(around(&content.bytes(), 0)) });
            }
            (Some(_), None) => return None,
        }
    }
}

fn between(path: &str, before: &Content, after: &Content) -> Option<Difference> {
    // What is to be made of the same is the same.
    if before == after {
        return None;
    }
    let (before, after) = (before.bytes(), after.bytes());
    if before == after {
        return None;
    }
    let same = before.iter().zip(after.iter()).take_while(|(old, new)| old == new).count();
    Some(Difference { page: path.to_owned(), before: Some(around(&before, same)), after: Some(around(&after, same)) })
}

/// The bytes around a place, as one line of text.
fn around(bytes: &[u8], at: usize) -> String {
    let part = &bytes[at.saturating_sub(BEFORE).min(bytes.len())..(at + BEHIND).min(bytes.len())];
    let text = String::from_utf8_lossy(part);
    text.trim_matches('\u{fffd}').split_whitespace().collect::<Vec<_>>().join(" ")
}
