//! As much HTML as comparing our own output needs: elements, and text without tags.

// Elements inside a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "code", "data", "del", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
    "time", "u", "wbr",
];

// Elements without an end tag.
const VOID: &[&str] = &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// HTML with white space between tags and around text made equal.
pub fn normal(html: &str) -> String {
    words(html).replace("> <", "><")
}

/// Words with one space between them.
pub fn words(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a page: no tags, scripts or styles; references to characters resolved; white space made equal.
pub fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let tag = &rest[start..];
        let name = name(tag);
        let end = match name.as_str() {
            "script" | "style" => tag.find(&format!("</{name}")).unwrap_or(tag.len()),
            _ if tag.starts_with("<!--") => tag.find("-->").map_or(tag.len(), |end| end + 2),
            _ => tag.find('>').unwrap_or(tag.len() - 1),
        };
        // Words of neighbouring blocks must not run together; inside a line, tags leave no trace.
        if !INLINE.contains(&name.trim_start_matches('/')) {
            out.push(' ');
        }
        rest = tag.get(end + 1..).unwrap_or("");
        if matches!(name.as_str(), "script" | "style") {
            rest = rest.find('>').map_or("", |close| &rest[close + 1..]);
        }
    }
    out.push_str(rest);
    let plain =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    words(&plain.iter().fold(out, |out, (reference, char)| out.replace(reference, char)))
}

/// The first element that a selector finds: `main`, `#id`, `.class` or `tag.class`.
pub fn element<'a>(html: &'a str, selector: &str) -> Option<&'a str> {
    elements(html, selector).next()
}

/// All elements that a selector finds, in their order; those within others too.
pub fn elements<'a>(html: &'a str, selector: &str) -> impl Iterator<Item = &'a str> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(start) = html[from..].find('<').map(|at| at + from) {
            let end = html[start..].find('>').map(|at| at + start + 1)?;
            from = end;
            if matches(&html[start..end], selector) {
                return Some(&html[start..close(html, start, end)?]);
            }
        }
        None
    })
}

fn matches(tag: &str, selector: &str) -> bool {
    if let Some(id) = selector.strip_prefix('#') {
        return attribute(tag, "id") == Some(id);
    }
    let (wanted, class) = selector.split_once('.').unwrap_or((selector, ""));
    let of_class = |class: &str| attribute(tag, "class").is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class));
    (wanted.is_empty() || name(tag) == wanted) && !tag.starts_with("</") && (class.is_empty() || of_class(class))
}

fn attribute<'a>(tag: &'a str, wanted: &str) -> Option<&'a str> {
    let rest = &tag[tag.find(&format!(" {wanted}="))? + wanted.len() + 2..];
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([' ', '>']).next(),
    }
}

/// Where an element that begins at `start` ends.
fn close(html: &str, start: usize, mut at: usize) -> Option<usize> {
    let wanted = name(&html[start..]);
    if VOID.contains(&wanted.as_str()) {
        return Some(at);
    }
    let mut depth = 1;
    while let Some(tag) = html[at..].find('<').map(|found| found + at) {
        at = html[tag..].find('>').map(|found| found + tag + 1)?;
        let found = name(&html[tag..]);
        if found == wanted {
            depth += 1;
        } else if found.strip_prefix('/') == Some(&wanted) {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The name of the tag a text begins with, `/main` for an end tag.
fn name(tag: &str) -> String {
    let name = tag[1..].split(|char: char| char.is_ascii_whitespace() || char == '>').next().unwrap_or("");
    name.to_ascii_lowercase()
}

#[test]
fn text_has_no_tags_and_keeps_blocks_apart() {
    let html = "<h1>A&amp;B</h1><p>はじめの<strong>30日</strong>で。</p><script>if (a < b) {}</script>続き";
    assert_eq!(text(html), "A&B はじめの30日で。 続き");
}

#[test]
fn an_element_is_found_with_all_that_is_in_it() {
    let html = r#"<div class="a"><div id="b"><div>1</div></div><img class="c d" alt=""></div>"#;
    assert_eq!(element(html, "#b"), Some(r#"<div id="b"><div>1</div></div>"#));
    assert_eq!(element(html, "img.d"), Some(r#"<img class="c d" alt="">"#));
    assert_eq!(element(html, ".x"), None);
}
