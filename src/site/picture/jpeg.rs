//! JPEG: a list of segments, then the picture.

use super::{Reader, orientation};

const EXIF: &[u8] = b"Exif\0\0";

/// A JPEG with the segments that the picture needs, its colour profile and its orientation.
pub(super) fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend([0xFF, 0xD8]);
    let mut reader = Reader { rest: bytes.get(2..).unwrap_or_default() };
    while let Some(ended) = segment(&mut reader, &mut out) {
        if ended {
            break;
        }
    }
    out
}

/// Copies the next segment, if it is one that stays. `None` at something that is no segment; whether the picture ended.
fn segment(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Option<bool> {
    if reader.byte()? != 0xFF {
        return None;
    }
    let mut marker = reader.byte()?;
    // Any number of fill bytes may stand before a marker.
    while marker == 0xFF {
        marker = reader.byte()?;
    }
    match marker {
        0xD9 => {
            out.extend([0xFF, marker]);
            return Some(true);
        }
        0x01 | 0xD0..=0xD7 => {
            out.extend([0xFF, marker]);
            return Some(false);
        }
        _ => {}
    }
    let length = reader.take(2)?;
    let data = reader.take(usize::from(u16::from_be_bytes([length[0], length[1]])).checked_sub(2)?)?;
    if stays(marker, data) {
        write(out, marker, data);
    } else if let Some(turned) = data.strip_prefix(EXIF).filter(|_| marker == 0xE1).and_then(orientation::read) {
        write(out, marker, &[EXIF, &orientation::write(turned)].concat());
    }
    if marker == 0xDA {
        let end = coded_end(reader.rest);
        out.extend(reader.take(end)?);
    }
    Some(false)
}

/// Whether the picture would look different without a segment.
fn stays(marker: u8, data: &[u8]) -> bool {
    match marker {
        // JFIF, with the density of the dots; its thumbnail is another picture.
        0xE0 => data.starts_with(b"JFIF\0") && data.len() == 14,
        0xE2 => data.starts_with(b"ICC_PROFILE\0"),
        0xEE => data.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}

fn write(out: &mut Vec<u8>, marker: u8, data: &[u8]) {
    let Ok(length) = u16::try_from(data.len() + 2) else { return };
    out.extend([0xFF, marker]);
    out.extend(length.to_be_bytes());
    out.extend(data);
}

/// Where coded data ends: at the next marker that is neither a stuffed byte nor a restart.
fn coded_end(data: &[u8]) -> usize {
    let marker = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xFF | 0xD0..=0xD7);
    data.windows(2).position(marker).unwrap_or(data.len())
}
