//! The only place that escapes.
//!
//! In: text as an author wrote it. Out: the same text, safe inside an element
//! ([`text`]), inside a quoted attribute ([`attr`]) or as an address ([`href`]).
//! Everything is appended to one `String`; nothing is allocated on the way.

use std::borrow::Cow;

#[cfg(test)]
mod tests;

/// Appends text for the inside of an element: `&`, `<` and `>` are replaced.
///
/// ```
/// let mut out = String::new();
/// shirube::html::text(&mut out, "5 < 6 & \"7\"");
/// assert_eq!(out, "5 &lt; 6 &amp; \"7\"");
/// ```
pub fn text(out: &mut String, value: &str) {
    let mut from = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', value.as_bytes()) {
        out.push_str(&value[from..at]);
        out.push_str(REPLACEMENTS[TEXT[value.as_bytes()[at] as usize] as usize]);
        from = at + 1;
    }
    out.push_str(&value[from..]);
}

/// Appends text for the inside of a quoted attribute, without the quotes.
///
/// Both kinds of quotes are replaced, so it does not matter which kind stands around it.
pub fn attr(out: &mut String, value: &str) {
    replace(out, value, &ATTR);
}

/// The text with everything replaced that means something in HTML, for an element or an
/// attribute; borrowed where there is nothing to replace.
pub fn escape(value: &str) -> Cow<'_, str> {
    if value.bytes().all(|byte| ATTR[byte as usize] == 0) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len() + 16);
    attr(&mut out, value);
    Cow::Owned(out)
}

/// Appends an address for a quoted attribute: what an address may not hold as it is
/// (spaces, quotes, Japanese) is percent-encoded, an existing `%E3` stays.
pub fn href(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut from = 0;
    for (at, byte) in address.bytes().enumerate() {
        let allowed = byte.is_ascii_alphanumeric() || b"-._~:/?#@!$()*+,;=%[]".contains(&byte);
        if allowed {
            continue;
        }
        // Between two bytes of one character there is nothing, and no boundary to cut at.
        if from < at {
            out.push_str(&address[from..at]);
        }
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#39;"),
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
        }
        from = at + 1;
    }
    out.push_str(&address[from..]);
}

/// Which replacement a byte needs: an index into [`REPLACEMENTS`], 0 for none.
type Table = [u8; 256];

const REPLACEMENTS: [&str; 6] = ["", "&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
const TEXT: Table = table(false);
const ATTR: Table = table(true);

const fn table(quotes: bool) -> Table {
    let mut table = [0; 256];
    table[b'&' as usize] = 1;
    table[b'<' as usize] = 2;
    table[b'>' as usize] = 3;
    if quotes {
        table[b'"' as usize] = 4;
        table[b'\'' as usize] = 5;
    }
    table
}

fn replace(out: &mut String, value: &str, table: &Table) {
    let mut from = 0;
    for (at, byte) in value.bytes().enumerate() {
        let replacement = table[byte as usize];
        if replacement != 0 {
            out.push_str(&value[from..at]);
            out.push_str(REPLACEMENTS[replacement as usize]);
            from = at + 1;
        }
    }
    out.push_str(&value[from..]);
}
