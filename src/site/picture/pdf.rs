//! What a PDF says beside its pages: who wrote it with what, earlier versions, files in it. It is told, not taken out: places in
//! a PDF are written down elsewhere in it, often packed, and a promise that is kept halfway is worse than none.

// What people and programs are told by. When it was made is left out: it tells little, and every PDF has it.
const KEYS: [&str; 7] = ["Title", "Author", "Subject", "Keywords", "Creator", "Company", "Manager"];

/// What it says, one thing each; empty if there is nothing to be seen.
pub(super) fn says(bytes: &[u8]) -> Vec<String> {
    let mut said: Vec<String> = KEYS.iter().filter_map(|key| property(bytes, key)).collect();
    let has = |word: &str| find(bytes, word.as_bytes()).is_some();
    let mut add = |holds: bool, what: &str| {
        if holds {
            said.push(what.to_owned());
        }
    };
    add(has("<?xpacket begin") || has("<x:xmpmeta"), "XMP");
    add(has("/ObjStm"), "packed properties that cannot be read here");
    add(has("/Encrypt"), "encrypted parts that cannot be read here");
    add(has("/EmbeddedFile"), "files inside it");
    add(has("/Popup"), "comments");
    // A file for fast web view has two ends from the beginning.
    let ends = bytes.windows(5).filter(|window| window == b"%%EOF").count();
    add(ends > 1 + usize::from(has("/Linearized")), "earlier versions of itself");
    said
}

/// A property in the dictionary that the trailer names: `Author "山田"`.
fn property(bytes: &[u8], key: &str) -> Option<String> {
    let trailer = bytes.windows(6).rposition(|window| window == b"/Info ")?;
    let reference: Vec<u8> = bytes[trailer + 6..].iter().copied().take_while(|byte| *byte != b'R').take(24).collect();
    let numbers = String::from_utf8(reference).ok()?;
    let (number, generation) = numbers.trim().split_once(' ')?;
    let name = format!("{} {} obj", number.trim(), generation.trim());
    let object = &bytes[bytes.windows(name.len()).rposition(|window| window == name.as_bytes())?..];
    let object = &object[..find(object, b"endobj").unwrap_or(object.len())];
    let at = find(object, format!("/{key}").as_bytes())? + key.len() + 1;
    let rest = object[at..].trim_ascii_start();
    let text = decoded(&match rest.first()? {
        b'(' => literal(&rest[1..]),
        b'<' => hex(&rest[1..]),
        _ => return None,
    });
    let text = text.trim();
    (!text.is_empty()).then(|| format!("{key} \"{text}\""))
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

/// The bytes of a text in parentheses.
fn literal(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut depth = 0;
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        match byte {
            b'\\' => match rest.next() {
                Some(digit @ b'0'..=b'7') => {
                    let mut value = u32::from(digit - b'0');
                    for _ in 0..2 {
                        if let Some(digit) = rest.next_if(|byte| matches!(byte, b'0'..=b'7')) {
                            value = value * 8 + u32::from(digit - b'0');
                        }
                    }
                    out.push((value & 0xFF) as u8);
                }
                Some(b'n' | b'r' | b't' | b'b' | b'f' | b'\n' | b'\r') => {}
                Some(escaped) => out.push(escaped),
                None => break,
            },
            b')' if depth == 0 => break,
            b'(' | b')' => {
                depth += if byte == b'(' { 1 } else { -1 };
                out.push(byte);
            }
            byte => out.push(byte),
        }
    }
    out
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = bytes
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16).map(|digit| digit as u8))
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn decoded(bytes: &[u8]) -> String {
    let text: String = match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|char| char.unwrap_or('\u{fffd}')).collect()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    text.chars().map(|char| if char.is_control() { ' ' } else { char }).take(60).collect()
}
