//! The one thing in EXIF that a reader needs: which way up a photograph is.

const TAG: u16 = 0x0112;
// More entries than any camera writes.
const MOST: usize = 512;

/// The orientation in TIFF data, from 1 to 8; `None` if it is upright or nothing is said.
pub(super) fn read(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II\x2a\x00" => true,
        b"MM\x00\x2a" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| -> Option<u32> {
        let bytes = tiff.get(at..at + 4)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    let directory = usize::try_from(long(4)?).ok().filter(|at| *at < tiff.len())?;
    let count = usize::from(short(directory)?).min(MOST);
    let entry = (0..count).map(|entry| directory + 2 + entry * 12).find(|at| short(*at) == Some(TAG))?;
    short(entry + 8).and_then(|value| u8::try_from(value).ok()).filter(|value| (2..=8).contains(value))
}

/// TIFF data that says nothing but an orientation.
pub(super) fn write(orientation: u8) -> [u8; 26] {
    let mut tiff = *b"MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00";
    tiff[19] = orientation;
    tiff
}
