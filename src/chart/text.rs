//! How wide a text will be, without a font.
//!
//! A picture is laid out before anyone knows which font the reader has, so the
//! widths here lean to the wide side: a label that fits by this measure fits on
//! the common Japanese and Latin system fonts too.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// The width of a text in pixels, at a font size, in regular weight.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The width of a text in pixels, at a font size, in bold.
pub(super) fn width_bold(text: &str, size: f64) -> f64 {
    text.chars().map(|c| em(c) + bolder(c)).sum::<f64>() * size
}

/// The text itself, or as much of it as fits followed by an ellipsis; nothing where not even that fits.
pub(super) fn fit(text: &str, room: f64, size: f64) -> Cow<'_, str> {
    // Measured as bold, so that the answer holds in either weight.
    if width_bold(text, size) <= room {
        return Cow::Borrowed(text);
    }
    let room = room - size;
    if room < 0.0 {
        return Cow::Borrowed("");
    }
    let mut used = 0.0;
    let mut kept = String::new();
    for c in text.chars() {
        used += (em(c) + bolder(c)) * size;
        if used > room {
            break;
        }
        kept.push(c);
    }
    let end = kept.trim_end().len();
    kept.truncate(end);
    kept.push('…');
    Cow::Owned(kept)
}

/// Breaks a text into at most `most` lines of a width. Latin words stay whole,
/// Japanese may break after any character but never before a closing one.
pub(super) fn wrap(text: &str, room: f64, size: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && width_bold(&line, size) + width_bold(piece.trim_end(), size) > room {
            lines.push(line.trim_end().to_owned());
            line = String::new();
        }
        line.push_str(if line.is_empty() { piece.trim_start() } else { piece });
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join("");
        lines.push(rest);
    }
    lines.into_iter().map(|line| fit(&line, room, size).into_owned()).collect()
}

/// The smallest parts a line may be broken into.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if before == ' ' {
        return after != ' ';
    }
    let wide = |c: char| c.width_cjk() == Some(2);
    (wide(before) || wide(after))
        && !"、。，．・：；？！」』）］｝〉》】々ーァィゥェォッャュョぁぃぅぇぉっゃゅょ%％)]}".contains(after)
        && !"「『（［｛〈《【([{".contains(before)
}

/// The width of one character, in parts of the font size.
fn em(c: char) -> f64 {
    match c {
        '\u{200b}'..='\u{200d}' | '\u{2060}' => 0.0,
        'i' | 'j' | 'l' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' | ' ' | '\u{a0}' => 0.31,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '/' => 0.41,
        'm' | 'w' | '%' | '@' => 0.94,
        'M' | 'W' => 0.98,
        'A'..='Z' | '&' => 0.72,
        // Japanese fonts draw these in a full square.
        '×' | '±' => 1.0,
        '0'..='9' | '+' | '−' | '–' | '=' | '<' | '>' | '~' | '¥' | '$' | '€' => 0.6,
        ' '..='~' => 0.59,
        '\u{a1}'..='\u{24f}' => 0.64,
        _ => match c.width_cjk() {
            None | Some(0) => 0.0,
            Some(1) => 0.64,
            Some(_) => 1.0,
        },
    }
}

/// What bold adds. Full-width characters keep their square.
fn bolder(c: char) -> f64 {
    match c {
        '\u{200b}'..='\u{200d}' | '\u{2060}' => 0.0,
        ' '..='\u{24f}' | '−' | '–' => 0.035,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_characters_are_as_wide_as_the_font_is_high() {
        assert_eq!(width("エクステンション", 12.0), 96.0);
        assert!(width("NRR", 12.0) < 36.0);
    }

    #[test]
    fn a_text_that_does_not_fit_ends_in_an_ellipsis() {
        assert_eq!(fit("危険な社数", 60.0, 12.0), "危険な社数");
        assert_eq!(fit("危険な社数", 48.0, 12.0), "危険な…");
        assert_eq!(fit("", 0.0, 12.0), "");
    }

    #[test]
    fn a_line_never_starts_with_closing_punctuation() {
        let lines = wrap("オンボーディング（期限内）完了率", 96.0, 12.0, 3);
        assert_eq!(lines, ["オンボーディング", "（期限内）完了率"]);
        assert_eq!(wrap("Customers at risk", 70.0, 12.0, 2), ["Customers", "at risk"]);
    }
}
