//! GIF: blocks, some of which are comments.

use super::Reader;

// How often an animation runs.
const LOOPS: [&[u8]; 2] = [b"NETSCAPE2.0", b"ANIMEXTS1.0"];

/// A GIF without comments and without what programs keep in it.
pub(super) fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut reader = Reader { rest: bytes };
    if head(&mut reader, &mut out).is_some() {
        while let Some(false) = block(&mut reader, &mut out) {}
    }
    out
}

fn head(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Option<()> {
    let head = reader.take(13)?;
    out.extend(head);
    out.extend(reader.take(colours(head[10]))?);
    Some(())
}

/// How long the table of colours is that a flag announces.
fn colours(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Copies the next block, if it stays. Whether it was the last; `None` at something that is no block.
fn block(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Option<bool> {
    match reader.byte()? {
        0x3B => {
            out.push(0x3B);
            Some(true)
        }
        0x2C => {
            let frame = reader.take(9)?;
            out.push(0x2C);
            out.extend(frame);
            out.extend(reader.take(colours(frame[8]))?);
            out.push(reader.byte()?);
            out.extend(parts(reader)?);
            Some(false)
        }
        0x21 => {
            let label = reader.byte()?;
            let parts = parts(reader)?;
            let stays = match label {
                0xF9 => true,
                0xFF => LOOPS.iter().any(|name| parts.get(1..12) == Some(*name)),
                _ => false,
            };
            if stays {
                out.extend([0x21, label]);
                out.extend(parts);
            }
            Some(false)
        }
        _ => None,
    }
}

/// Data in parts, each with its length before it; the last is empty.
fn parts<'b>(reader: &mut Reader<'b>) -> Option<&'b [u8]> {
    let begin = reader.rest;
    let mut length = 0;
    loop {
        let part = usize::from(reader.byte()?);
        reader.take(part)?;
        length += 1 + part;
        if part == 0 {
            return begin.get(..length);
        }
    }
}
