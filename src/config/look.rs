//! The look in `shirube.yaml`: theme, colour, typefaces, logo, and the typeface of drawn pictures.

use super::Look;
use crate::diag::codes;
use crate::model::{Place, SourcePath};
use crate::yaml::{Decoder, Map, shortened};
use std::sync::Arc;

/// The theme, and what is the company's own in it. What is wrong is reported and left out.
pub fn look(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Look {
    Look {
        theme: theme(decoder, map),
        accent: accent(decoder, map),
        font: font(decoder, map),
        logo: file(decoder, map, "logo", "logo.svg"),
        font_file: file(decoder, map, "font_file", "fonts/NotoSansJP.ttf"),
    }
}

fn theme(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Arc<str> {
    let name = decoder.text(map, "theme").unwrap_or("default");
    Arc::from(if decoder.is_id(name, map.span_of("theme")) { name } else { "default" })
}

fn accent(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Option<(Arc<str>, Place)> {
    let text = decoder.text(map, "accent")?;
    let span = map.span_of("accent");
    let digits = text.strip_prefix('#').unwrap_or("").to_ascii_lowercase();
    if !matches!(digits.len(), 3 | 6) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let message = format!("`{}` is not a colour", shortened(text));
        decoder.say(&codes::INVALID_VALUE, span, message, "write it like \"#006478\", in quotation marks");
        return None;
    }
    let twice = |digit: char| [digit, digit];
    let long = if digits.len() == 3 { digits.chars().flat_map(twice).collect() } else { digits };
    Some((Arc::from(format!("#{long}")), decoder.place(span)))
}

fn font(decoder: &mut Decoder<'_>, map: &Map<'_>) -> Vec<Arc<str>> {
    let mut names = Vec::new();
    for (name, span) in decoder.texts(map, "font") {
        // The name goes into a stylesheet between quotation marks.
        if name.trim().is_empty() || name.chars().any(|sign| sign.is_control() || "\"\\<>{};".contains(sign)) {
            let message = format!("`{}` is not the name of a typeface", shortened(name));
            decoder.say(&codes::INVALID_VALUE, span, message, "write one name an entry: `[\"BIZ UDPGothic\", \"Noto Sans JP\"]`");
        } else {
            names.push(Arc::from(name.trim()));
        }
    }
    names
}

/// A file below the folder of `shirube.yaml`.
fn file(decoder: &mut Decoder<'_>, map: &Map<'_>, key: &str, example: &str) -> Option<(SourcePath, Place)> {
    let text = decoder.text(map, key)?;
    let span = map.span_of(key);
    let inside = !text.starts_with('/') && text.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if !inside {
        let message = format!("`{}` is not a file of this folder", shortened(text));
        let hint = format!("write the path from the folder of `shirube.yaml`: `{example}`");
        decoder.say(&codes::INVALID_VALUE, span, message, hint);
        return None;
    }
    Some((SourcePath::new(text), decoder.place(span)))
}
