//! PNG: a list of chunks, each with its length, its name and a checksum.

use super::{Reader, orientation};

const HEAD: usize = 8;

/// The chunks that change how the picture looks; a chunk of another name says something beside it.
const STAYING: [&[u8; 4]; 19] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL",
    b"fdAT", b"cICP", b"mDCV", b"cLLI", b"hIST",
];

/// A PNG with the chunks that the picture needs, and its orientation.
pub(super) fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes[..HEAD].to_vec();
    let mut reader = Reader { rest: &bytes[HEAD..] };
    while let Some((name, data, whole)) = chunk(&mut reader) {
        if STAYING.iter().any(|staying| **staying == *name) {
            out.extend(whole);
        } else if let Some(turned) = orientation::read(data).filter(|_| name == b"eXIf") {
            write(&mut out, b"eXIf", &orientation::write(turned));
        }
        // What stands behind the end is not the picture's.
        if name == b"IEND" {
            break;
        }
    }
    out
}

/// The next chunk: its name, its data, and all of its bytes.
fn chunk<'b>(reader: &mut Reader<'b>) -> Option<(&'b [u8], &'b [u8], &'b [u8])> {
    let length = u32::from_be_bytes(reader.rest.get(..4)?.try_into().ok()?);
    let whole = reader.take(usize::try_from(length).ok()?.checked_add(12)?)?;
    Some((&whole[4..8], &whole[8..whole.len() - 4], whole))
}

fn write(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    out.extend((data.len() as u32).to_be_bytes());
    out.extend(name);
    out.extend(data);
    let checked = name.iter().chain(data);
    let sum = checked.fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    });
    out.extend((!sum).to_be_bytes());
}
