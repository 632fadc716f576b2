//! What a picture says beside its picture: camera, place, names, words, versions.
//!
//! A file that is copied to a site which is not the narrowest is copied without it: EXIF, XMP, IPTC and comments in JPEG;
//! texts, dates and EXIF in PNG; EXIF and XMP in WebP; comments in GIF; comments, metadata and editors' own notes in SVG. Colour
//! profiles stay, and so does the way a photograph is turned. What is not understood ends the file, as it does in a browser.
//! Other kinds of files are copied as they are.

mod gif;
mod jpeg;
mod orientation;
mod png;
mod svg;
#[cfg(test)]
mod tests;
mod webp;

use std::sync::Arc;

/// A file without what it says beside its picture.
pub fn plain(name: &str, bytes: &Arc<[u8]>) -> Arc<[u8]> {
    let cleaned = match &**bytes {
        [0xFF, 0xD8, ..] => jpeg::plain(bytes),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => png::plain(bytes),
        [b'G', b'I', b'F', b'8', ..] => gif::plain(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp::plain(bytes),
        _ if name.to_ascii_lowercase().ends_with(".svg") => match std::str::from_utf8(bytes) {
            Ok(text) => svg::plain(text).into_bytes(),
            Err(_) => return Arc::clone(bytes),
        },
        _ => return Arc::clone(bytes),
    };
    cleaned.into()
}

/// Bytes read from the front; every read says whether there were enough.
struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }
}
