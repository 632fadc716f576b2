//! WebP: a RIFF file with chunks, each with its name and its length.

use super::{Reader, orientation};

const EXIF_FLAG: u8 = 0x08;
const XMP_FLAG: u8 = 0x04;

/// A WebP with the chunks that the picture needs, its colour profile and its orientation.
pub(super) fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes[..12].to_vec();
    let mut reader = Reader { rest: &bytes[12..] };
    let mut flags = None;
    let mut turned = None;
    while let Some((name, data)) = chunk(&mut reader) {
        match name {
            b"VP8X" => {
                flags = Some(out.len() + 8);
                write(&mut out, name, data);
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => write(&mut out, name, data),
            b"EXIF" => turned = orientation::read(data.strip_prefix(b"Exif\0\0".as_slice()).unwrap_or(data)),
            _ => {}
        }
    }
    if let Some(flags) = flags.and_then(|at| out.get_mut(at)) {
        *flags &= !(EXIF_FLAG | XMP_FLAG);
        if turned.is_some() {
            *flags |= EXIF_FLAG;
        }
    }
    if let Some(turned) = turned {
        write(&mut out, b"EXIF", &orientation::write(turned));
    }
    let length = (out.len() as u32).saturating_sub(8);
    out[4..8].copy_from_slice(&length.to_le_bytes());
    out
}

fn chunk<'b>(reader: &mut Reader<'b>) -> Option<(&'b [u8], &'b [u8])> {
    let name = reader.take(4)?;
    let length = u32::from_le_bytes(reader.take(4)?.try_into().ok()?);
    let data = reader.take(usize::try_from(length).ok()?)?;
    // Chunks begin at even places.
    if data.len() % 2 == 1 {
        reader.take(1);
    }
    Some((name, data))
}

fn write(out: &mut Vec<u8>, name: &[u8], data: &[u8]) {
    out.extend(name);
    out.extend((data.len() as u32).to_le_bytes());
    out.extend(data);
    if data.len() % 2 == 1 {
        out.push(0);
    }
}
