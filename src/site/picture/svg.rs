//! SVG: text, in which drawing programs leave comments, metadata and the paths of the author's machine.

// Names that only drawing programs read, and what they note in attributes that no picture needs.
const PROGRAMS: [&str; 6] = ["sodipodi:", "inkscape:", "i:", "serif:", "sketch:", "data-"];

/// An SVG without comments, metadata, instructions to programs, and their elements and attributes.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with("<!--") {
            after(rest, "-->")
        } else if rest.starts_with("<![CDATA[") {
            let next = after(rest, "]]>");
            out.push_str(&rest[..rest.len() - next.len()]);
            next
        } else if rest.starts_with("<?") {
            let next = after(rest, "?>");
            if rest.starts_with("<?xml ") {
                out.push_str(&rest[..rest.len() - next.len()]);
            }
            next
        } else {
            element(rest, &mut out)
        };
    }
    out.push_str(rest);
    out
}

/// What stands behind a sign; nothing if it does not occur.
fn after<'t>(text: &'t str, sign: &str) -> &'t str {
    text.find(sign).map_or("", |at| &text[at + sign.len()..])
}

/// Copies the tag a text begins with, unless it goes with all that is in it; gives what follows.
fn element<'t>(text: &'t str, out: &mut String) -> &'t str {
    let Some(end) = tag_end(text) else {
        out.push_str(text);
        return "";
    };
    let (tag, next) = text.split_at(end);
    let name = name(tag);
    if tag.starts_with("</") {
        if !goes(name) {
            out.push_str(tag);
        }
        return next;
    }
    if goes(name) {
        return if tag.ends_with("/>") { next } else { behind(next, name) };
    }
    out.push_str(&without_attributes(tag));
    if name == "style" && !tag.ends_with("/>") {
        let end = next.find("</style").unwrap_or(next.len());
        out.push_str(&without_comments(&next[..end]));
        return &next[end..];
    }
    next
}

/// Width and height, where the drawing says both in dots.
pub(super) fn size(text: &str) -> Option<(u32, u32)> {
    let mut rest = text;
    let root = loop {
        rest = &rest[rest.find('<')?..];
        if rest.starts_with("<!--") {
            rest = after(rest, "-->");
            continue;
        }
        let end = tag_end(rest)?;
        match &rest[..end] {
            tag if name(tag) == "svg" => break tag,
            // What may stand before it.
            tag if tag.starts_with("<?") || tag.starts_with("<!") => rest = &rest[end..],
            _ => return None,
        }
    };
    Some((dots(root, "width")?, dots(root, "height")?))
}

/// The value of an attribute, if it is a number of dots.
fn dots(tag: &str, attribute: &str) -> Option<u32> {
    let begins = |(at, _): &(usize, &str)| tag[..*at].ends_with(char::is_whitespace);
    let (at, _) = tag.match_indices(attribute).find(begins)?;
    let value = tag[at + attribute.len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|char| matches!(char, '"' | '\''))?;
    let number = value[1..].split(quote).next()?.trim().trim_end_matches("px");
    let number: f64 = number.parse().ok().filter(|number| (1.0..=100_000.0).contains(number))?;
    Some(number.round() as u32)
}

fn name(tag: &str) -> &str {
    let inside = tag.trim_start_matches(['<', '/']);
    inside.split(|char: char| char.is_whitespace() || matches!(char, '>' | '/')).next().unwrap_or("")
}

fn goes(name: &str) -> bool {
    name == "metadata" || PROGRAMS.iter().any(|program| name.starts_with(program))
}

/// The end of the tag a text begins with; a `>` in quotation marks does not end it.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, char) in text.char_indices() {
        match (quote, char) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(char),
            (Some(open), char) if open == char => quote = None,
            _ => {}
        }
    }
    None
}

/// What stands behind the end of an element; elements of the same name in it are passed over.
fn behind<'t>(text: &'t str, element: &str) -> &'t str {
    let mut rest = text;
    let mut depth = 1;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let Some(end) = tag_end(rest) else { break };
        let (tag, next) = rest.split_at(end);
        rest = next;
        if name(tag) == element {
            depth = if tag.starts_with("</") { depth - 1 } else { depth + i32::from(!tag.ends_with("/>")) };
        }
        if depth == 0 {
            return rest;
        }
    }
    ""
}

/// A tag without the attributes that programs left in it.
fn without_attributes(tag: &str) -> String {
    let mut out = String::with_capacity(tag.len());
    let mut rest = tag;
    while let Some((at, program)) = PROGRAMS.iter().filter_map(|name| Some((rest.find(name)?, name))).min() {
        let before = &rest[..at];
        let value = rest[at + program.len()..].find('=').map(|equals| at + program.len() + equals + 1);
        let quoted = value.and_then(|value| {
            let quote = rest[value..].chars().next().filter(|char| matches!(char, '"' | '\''))?;
            Some(value + 1 + rest[value + 1..].find(quote)? + 1)
        });
        match quoted {
            // Only as the name of an attribute, not within a value.
            Some(end) if before.ends_with(char::is_whitespace) => {
                out.push_str(before.trim_end());
                rest = &rest[end..];
            }
            _ => {
                let end = at + program.len();
                out.push_str(&rest[..end]);
                rest = &rest[end..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// A style sheet without its comments.
fn without_comments(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    let mut quote: Option<char> = None;
    while let Some(char) = rest.chars().next() {
        match (quote, char) {
            (None, '/') if rest.starts_with("/*") => {
                rest = after(&rest[2..], "*/");
                continue;
            }
            (None, '"' | '\'') => quote = Some(char),
            (Some(open), char) if open == char => quote = None,
            _ => {}
        }
        out.push(char);
        rest = &rest[char.len_utf8()..];
    }
    out
}
