//! Several texts on one page: their ids are told apart, and their headings go down a level.
//!
//! In: HTML as [`super::prose`] prints it, in which every `<` opens a tag and every value stands between `"`.

/// Attributes whose value is an id, or several.
const IDS: &[&str] = &["id", "for", "aria-labelledby", "aria-describedby", "aria-controls"];

/// The same text with `prefix` before each of its ids and references to them, its headings one level lower.
pub fn apart(html: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let end = tag_end(&rest[open..]) + open;
        tag(&mut out, &rest[open..end], prefix);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The end of the tag that a text begins with.
fn tag_end(text: &str) -> usize {
    let mut quoted = false;
    let end = text.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    });
    end.map_or(text.len(), |end| end + 1)
}

fn tag(out: &mut String, tag: &str, prefix: &str) {
    let mut parts = tag.split('"');
    let mut before = parts.next().unwrap_or_default();
    heading(out, before);
    while let Some(value) = parts.next() {
        let name = before.trim_end_matches('=').rsplit([' ', '\n']).next().unwrap_or_default();
        out.push('"');
        if IDS.contains(&name) {
            let ids: Vec<String> = value.split_whitespace().map(|id| format!("{prefix}{id}")).collect();
            out.push_str(&ids.join(" "));
        } else if let Some(id) = value.strip_prefix('#').filter(|_| name == "href") {
            out.push('#');
            out.push_str(prefix);
            out.push_str(id);
        } else {
            out.push_str(value);
        }
        out.push('"');
        before = parts.next().unwrap_or_default();
        out.push_str(before);
    }
}

/// The beginning of a tag, `<h2 …` as `<h3 …`.
fn heading(out: &mut String, begin: &str) {
    let name = begin.trim_start_matches(['<', '/']);
    let level = name.strip_prefix('h').and_then(|rest| rest.bytes().next()).filter(|level| (b'1'..=b'5').contains(level));
    let alone = name.as_bytes().get(2).is_none_or(|byte| matches!(byte, b' ' | b'>'));
    match level.filter(|_| alone) {
        Some(level) => {
            let at = begin.len() - name.len() + 1;
            out.push_str(&begin[..at]);
            out.push(char::from(level + 1));
            out.push_str(&begin[at + 1..]);
        }
        None => out.push_str(begin),
    }
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn ids_and_what_refers_to_them_change_and_text_does_not() {
        let html = r##"<h2 id="s">a id="x"</h2><p><a href="#s">s</a> <a href="../#s">t</a> <input id="t1"><label for="t1">x</label></p><hr><h6>y</h6>"##;
        let told = r##"<h3 id="g1-s">a id="x"</h3><p><a href="#g1-s">s</a> <a href="../#s">t</a> <input id="g1-t1"><label for="g1-t1">x</label></p><hr><h6>y</h6>"##;
        assert_eq!(apart(html, "g1-"), told);
    }

    #[test]
    fn a_value_may_hold_the_end_of_a_tag() {
        assert_eq!(
            apart(r#"<img alt="a > b" id="i"><table aria-labelledby="a b">"#, "p"),
            r#"<img alt="a > b" id="pi"><table aria-labelledby="pa pb">"#
        );
    }
}
