//! What is wrong with a line that is not YAML, and how it was meant: so that one slip does not hide the rest of a file.

use crate::diag::Hint;
use std::ops::Range;

/// A slip in a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slip {
    /// The bytes that are wrong.
    pub span: Range<usize>,
    /// What is wrong.
    pub what: String,
    /// What to do, with the text that mends it.
    pub hint: Hint,
}

/// The slip behind a mistake that was noticed at a byte of a text. Reading often stops only some lines below it.
pub(super) fn slip(text: &str, at: usize) -> Option<Slip> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        lines.push(start..end);
        start += line.len();
    }
    let here = lines.iter().rposition(|line| line.start <= at)?;
    let line = |at: usize| &text[lines[at].clone()];
    let above = (0..here).rev().find(|at| !line(*at).trim().is_empty());
    let below = (here + 1..lines.len()).find(|at| !line(*at).trim().is_empty());
    let near = [
        Some(here),
        above,
        below.filter(|at| line(*at).starts_with([' ', '\t']) && line(*at).trim_start_matches(' ').starts_with('\t')),
    ];
    let found = near.into_iter().flatten().find_map(|at| {
        let above = (0..at).rev().map(line).find(|line| !line.trim().is_empty());
        near_slip(line(at), above.unwrap_or("")).map(|slip| (at, slip))
    });
    // What is not closed swallows the lines below it.
    let found = found.or_else(|| (0..=here).rev().find_map(|at| open_slip(line(at)).map(|slip| (at, slip))));
    found.map(|(at, slip)| Slip { span: slip.span.start + lines[at].start..slip.span.end + lines[at].start, ..slip })
}

/// The text with a slip mended.
pub(super) fn mended(text: &str, slip: &Slip) -> Option<String> {
    let repair = slip.hint.repair.as_ref()?;
    Some(format!("{}{}{}", text.get(..slip.span.start)?, repair.text, text.get(slip.span.end..)?))
}

fn near_slip(line: &str, above: &str) -> Option<Slip> {
    tab(line, above)
        .or_else(|| wide_colon(line))
        .or_else(|| no_space(line))
        .or_else(|| no_colon(line))
        .or_else(|| strange_sign(line))
        .or_else(|| open_slip(line))
        .or_else(|| second_colon(line))
        .or_else(|| indented(line, above))
}

fn at(span: Range<usize>, what: &str, words: &str, repair: impl Into<String>) -> Option<Slip> {
    Some(Slip { span, what: what.to_owned(), hint: Hint::from(words).repair(repair) })
}

/// How far the text of a line is indented; what follows `- ` belongs to the item.
fn column(line: &str) -> usize {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    if line[spaces..].starts_with("- ") { spaces + 2 } else { spaces }
}

fn tab(line: &str, above: &str) -> Option<Slip> {
    let white = line.len() - line.trim_start_matches([' ', '\t']).len();
    if !line[..white].contains('\t') {
        return None;
    }
    let deeper = if above.trim_end().ends_with(':') { 2 } else { 0 };
    at(
        0..white,
        "a tab stands at the beginning of the line",
        "indent with spaces, not with tabs",
        " ".repeat(column(above) + deeper),
    )
}

/// The key a line begins with, if what follows is `sign`.
fn key_before(line: &str, sign: char) -> Option<usize> {
    let start = column(line);
    let end = start + line[start..].find(sign)?;
    let key = &line[start..end];
    let good = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-' | '.');
    (!key.is_empty() && key.chars().all(good)).then_some(end)
}

fn wide_colon(line: &str) -> Option<Slip> {
    let colon = key_before(line, '：')?;
    let rest = &line[colon + '：'.len_utf8()..];
    let spaces = rest.len() - rest.trim_start_matches([' ', '\u{3000}']).len();
    at(
        colon..colon + '：'.len_utf8() + spaces,
        "`：` is not a colon of YAML",
        "write a half-width colon and a space after a key, not `：`",
        ": ",
    )
}

fn no_space(line: &str) -> Option<Slip> {
    let colon = key_before(line, ':')?;
    let next = line[colon + 1..].chars().next()?;
    (next != ' ').then_some(())?;
    at(colon..colon + 1, "no space follows the colon", "write a space after the colon", ": ")
}

fn no_colon(line: &str) -> Option<Slip> {
    let start = column(line);
    let end = key_before(line, ' ').filter(|_| !line.contains(':'))?;
    let first = line.as_bytes().get(start)?;
    first.is_ascii_lowercase().then_some(())?;
    at(end..end + 1, "no colon follows the key", "write a colon and a space after the key", ": ")
}

/// The bytes of what stands after a key, without a comment.
fn value(line: &str) -> Option<Range<usize>> {
    let start = key_before(line, ':').map_or_else(|| column(line), |colon| colon + 1);
    let start = start + line[start..].len() - line[start..].trim_start().len();
    let end = line[start..].find(" #").map_or(line.len(), |at| start + at);
    let end = start + line[start..end].trim_end().len();
    (start < end).then_some(start..end)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn strange_sign(line: &str) -> Option<Slip> {
    let value = value(line)?;
    let text = &line[value.clone()];
    let strange = text.starts_with(['`', '@', '%', '*', '&', '!']);
    let half = text.starts_with("[") && !text.ends_with(']') && text.contains(']');
    (strange || half).then_some(())?;
    at(value.clone(), "a text cannot begin like this", "put the text in quotation marks", quoted(text))
}

/// A quotation mark or bracket that is not closed on its line.
fn open_slip(line: &str) -> Option<Slip> {
    let value = value(line)?;
    let text = &line[value.clone()];
    for mark in ['"', '\''] {
        if text.starts_with(mark) && (text.len() == 1 || text.matches(mark).count() % 2 == 1) {
            return at(value, "a quotation mark is not closed", "close the quotation mark", format!("{text}{mark}"));
        }
    }
    let mut open = Vec::new();
    let mut within = None;
    for char in text.chars() {
        match (within, char) {
            (Some(mark), char) if mark == char => within = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if open.last().is_some() || text.starts_with(char) => within = Some(char),
            (None, '[') => open.push(']'),
            (None, '{') => open.push('}'),
            (None, ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
    }
    if open.is_empty() || !text.trim_start_matches("- ").starts_with(['[', '{']) {
        return None;
    }
    let missing: String = open.iter().rev().collect();
    at(value, "a bracket is not closed", &format!("close the bracket with `{missing}`"), format!("{text}{missing}"))
}

fn second_colon(line: &str) -> Option<Slip> {
    let value = value(line).filter(|_| key_before(line, ':').is_some())?;
    let text = &line[value.clone()];
    (text.contains(": ") && !text.starts_with(['"', '\'', '[', '{'])).then_some(())?;
    at(
        value.clone(),
        "a second colon stands on the line",
        "put the text in quotation marks: a colon and a space begin a value",
        quoted(text),
    )
}

/// A key that stands a little deeper than the one above it, which already has a value.
fn indented(line: &str, above: &str) -> Option<Slip> {
    key_before(line, ':')?;
    let (here, there) = (line.len() - line.trim_start_matches(' ').len(), column(above));
    let wanted = match above.trim_end().ends_with(':') {
        true if here > there => there + 2,
        _ => there,
    };
    // Of two lines that differ by one space, the one with an odd number has slipped.
    (here != wanted && here % 2 == 1 && here.abs_diff(wanted) == 1).then_some(())?;
    at(
        0..here,
        "the line is indented by another number of spaces than the one above",
        &format!("check the indentation: {wanted} spaces, like the line above"),
        " ".repeat(wanted),
    )
}
