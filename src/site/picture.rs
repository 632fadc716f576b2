//! What a picture says beside its picture: camera, place, names, words, versions.
//!
//! A file that is copied to a site which is not the narrowest is copied without it: EXIF, XMP, IPTC and comments in JPEG;
//! texts, dates and EXIF in PNG; EXIF and XMP in WebP, AVIF and HEIF; comments in GIF; comments, metadata and editors' own notes
//! in SVG; dates, places and names in MP4 and QuickTime. Colour profiles stay, and so does the way a photograph is turned. What
//! is not understood ends the file, as it does in a browser. Other kinds of files are copied as they are, and [`beside`] tells
//! what they keep.

mod bmff;
mod gif;
mod jpeg;
mod orientation;
mod pdf;
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
        _ if bmff::is(bytes) => bmff::plain(bytes),
        _ if name.to_ascii_lowercase().ends_with(".svg") => match std::str::from_utf8(bytes) {
            Ok(text) => svg::plain(text).into_bytes(),
            Err(_) => return Arc::clone(bytes),
        },
        _ => return Arc::clone(bytes),
    };
    cleaned.into()
}

/// The width and height of a picture in dots; `None` for what is none, and for a drawing that has no size of its own.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let dots = imagesize::blob_size(bytes).ok().map(|size| (size.width as u32, size.height as u32));
    dots.or_else(|| svg::size(std::str::from_utf8(bytes).ok()?))
}

// Files that are all text: what they say can be read.
const TEXTS: [&str; 16] =
    ["conf", "css", "csv", "htm", "html", "ics", "js", "json", "sh", "srt", "tsv", "txt", "vtt", "xml", "yaml", "yml"];
// Fonts say who made them, and are no place for anything else.
const FONTS: [&str; 4] = ["otf", "ttf", "woff", "woff2"];

/// What a copied file still says beside what its readers see, in words; `None` if there is nothing to be seen.
pub fn beside(name: &str, bytes: &[u8]) -> Option<String> {
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    let unknown = |what: &str| {
        let digest = blake3::hash(bytes).to_hex();
        Some(format!("{what} (as of {})", &digest[..8]))
    };
    match bytes {
        _ if bytes.starts_with(b"%PDF") => {
            let said = pdf::says(bytes);
            (!said.is_empty()).then(|| format!("this PDF says more than its pages: {}", said.join(", ")))
        }
        [0xFF, 0xD8, ..] | [0x89, b'P', b'N', b'G', ..] | [b'G', b'I', b'F', b'8', ..] => None,
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => None,
        _ if bmff::is(bytes) => {
            if bmff::has_other_tracks(bytes) {
                unknown("this film holds data beside picture and sound")
            } else {
                None
            }
        }
        _ if ending == "svg" && std::str::from_utf8(bytes).is_ok_and(|text| !text.contains("base64,")) => None,
        _ if ending == "svg" => unknown("this drawing holds parts that cannot be looked into"),
        _ if TEXTS.contains(&&*ending) || FONTS.contains(&&*ending) => None,
        _ => unknown("what this file keeps beside what one sees (authors, comments, earlier versions) cannot be looked into"),
    }
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
