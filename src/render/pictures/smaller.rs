//! A picture in the sizes that screens need: a reader with a phone does not load what a wide screen shows.
//!
//! In: a PNG or a JPEG, without what it says beside its picture. Out: WebP, without loss from a PNG (screenshots stay sharp), in
//! its own width and in smaller ones; only if that saves bytes. What cannot be read, moves, or is turned by its file stays as it is.

use super::raster::{self, Raster};
use webp::WebPConfig;

/// The widths of smaller copies: a phone, and the column of a text on a screen of twice as many dots.
const WIDTHS: [usize; 2] = [640, 1360];
/// A copy must be this many times narrower than the next larger one to be worth it.
const STEP: f32 = 1.2;
/// Of WebP from a JPEG: hardly told apart from it.
const QUALITY: f32 = 80.0;
/// How hard a lossless one is searched for, of 100, and by which of six methods. libwebp's own choice (75 and 4) makes a screenshot
/// a quarter smaller and takes several times as long, in every build.
const EFFORT: f32 = 20.0;
const METHOD: i32 = 2;

/// A picture in one width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Copy {
    pub width: usize,
    pub bytes: Vec<u8>,
}

/// Makes the copies of a picture, the narrowest first; none if they would save nothing.
pub(super) fn copies(bytes: &[u8]) -> Vec<Copy> {
    let (raster, lossless) = match bytes {
        [0x89, b'P', b'N', b'G', ..] => (raster::png(bytes), true),
        [0xFF, 0xD8, ..] => (raster::jpeg(bytes), false),
        _ => return Vec::new(),
    };
    raster.map_or_else(Vec::new, |raster| raster.copies(lossless, bytes.len()))
}

/// The copies that an earlier build left of a picture, found by their width; none if it left none. Those that would have saved nothing were
/// not laid, and the widest always was if any.
pub(super) fn left(bytes: &[u8], find: impl Fn(usize) -> Option<Vec<u8>>) -> Option<Vec<Copy>> {
    let widths = widths(imagesize::blob_size(bytes).ok()?.width);
    let whole = |width: usize| find(width).filter(|file| is_whole(file)).map(|bytes| Copy { width, bytes });
    let (widest, narrower) = widths.split_last()?;
    let widest = whole(*widest)?;
    Some(narrower.iter().filter_map(|width| whole(*width)).chain([widest]).collect())
}

/// Whether a WebP file is as long as it says.
fn is_whole(file: &[u8]) -> bool {
    let length = file.get(4..8).and_then(|length| length.try_into().ok()).map(u32::from_le_bytes);
    file.starts_with(b"RIFF") && file[8..].starts_with(b"WEBP") && length.is_some_and(|length| length as usize == file.len() - 8)
}

/// The widths that a picture of a width is given in, the narrowest first: a reader's browser takes the fittest, so the widest is as wide as
/// the picture or fills any page.
fn widths(own: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = WIDTHS.into_iter().filter(|width| own as f32 >= *width as f32 * STEP).collect();
    if widths.len() < WIDTHS.len() {
        widths.push(own);
    }
    widths
}

impl Raster {
    fn copies(&self, lossless: bool, most: usize) -> Vec<Copy> {
        let copy = |width: usize| {
            let bytes = if width == self.width { self.encode(lossless) } else { self.narrowed(width).encode(lossless) };
            Some(Copy { width, bytes: bytes? })
        };
        let mut copies: Vec<Copy> = Vec::new();
        for made in widths(self.width).into_iter().rev().map(copy) {
            match (made, copies.last()) {
                (Some(made), None) if made.bytes.len() < most => copies.push(made),
                // Without the widest copy, a wide screen would get too narrow a one.
                (_, None) => break,
                (Some(made), Some(wider)) if made.bytes.len() < wider.bytes.len() => copies.push(made),
                _ => {}
            }
        }
        copies.reverse();
        copies
    }

    fn encode(&self, lossless: bool) -> Option<Vec<u8>> {
        let (width, height) = (self.width as u32, self.height as u32);
        let encoder = match self.channels {
            4 => webp::Encoder::from_rgba(&self.dots, width, height),
            _ => webp::Encoder::from_rgb(&self.dots, width, height),
        };
        let mut config = WebPConfig::new().ok()?;
        config.lossless = i32::from(lossless);
        if lossless {
            config.method = METHOD;
        }
        config.quality = if lossless { EFFORT } else { QUALITY };
        // What a clear dot would be is kept from nobody: it makes files larger.
        config.exact = 0;
        let made = encoder.encode_advanced(&config).ok()?;
        Some(match &self.profile {
            Some(profile) => with_profile(&made, profile, (width, height), self.channels == 4)?,
            None => made.to_vec(),
        })
    }
}

/// A WebP file with a colour profile, as the container format says:
/// <https://developers.google.com/speed/webp/docs/riff_container>.
fn with_profile(file: &[u8], profile: &[u8], (width, height): (u32, u32), clear: bool) -> Option<Vec<u8>> {
    const PROFILE: u8 = 0x20;
    const ALPHA: u8 = 0x10;
    let picture = file.get(12..).filter(|picture| !picture.starts_with(b"VP8X"))?;
    let mut chunks = b"WEBPVP8X\x0A\0\0\0".to_vec();
    chunks.extend([PROFILE | if clear { ALPHA } else { 0 }, 0, 0, 0]);
    chunks.extend(&(width - 1).to_le_bytes()[..3]);
    chunks.extend(&(height - 1).to_le_bytes()[..3]);
    chunks.extend(b"ICCP");
    chunks.extend(u32::try_from(profile.len()).ok()?.to_le_bytes());
    chunks.extend(profile);
    chunks.extend(std::iter::repeat_n(0, profile.len() % 2));
    chunks.extend(picture);
    let mut out = b"RIFF".to_vec();
    out.extend(u32::try_from(chunks.len()).ok()?.to_le_bytes());
    out.extend(chunks);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pictures::raster::tests::raster;

    fn as_png(raster: &Raster) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, raster.width as u32, raster.height as u32);
        encoder.set_color(if raster.channels == 4 { png::ColorType::Rgba } else { png::ColorType::Rgb });
        encoder.write_header().unwrap().write_image_data(&raster.dots).unwrap();
        out
    }

    fn read(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
        let image = webp::Decoder::new(bytes).decode().unwrap();
        (image.width(), image.height(), image.to_vec())
    }

    #[test]
    fn a_screenshot_becomes_webp_without_loss_in_two_widths() {
        let screen = raster(1500, 300, 3, |x, y| [(x / 100 * 13) as u8, (y / 60 * 40) as u8, 240, 0]);
        let made = copies(&as_png(&screen));
        assert_eq!(made.iter().map(|copy| copy.width).collect::<Vec<_>>(), [640, 1500]);
        assert!(read(&made[1].bytes) == (1500, 300, screen.dots));
        assert_eq!(read(&made[0].bytes).1, 128);
    }

    #[test]
    fn what_an_earlier_build_left_is_found_whole_or_not_at_all() {
        let file = as_png(&raster(1500, 300, 3, |x, y| [(x / 100 * 13) as u8, (y / 60 * 40) as u8, 240, 0]));
        let made = copies(&file);
        let of = |copy: &Copy| copy.bytes.clone();
        let find = |width: usize| made.iter().find(|copy| copy.width == width).map(of);
        assert_eq!(left(&file, find).as_ref(), Some(&made));
        assert_eq!(left(&file, |width| find(width).filter(|_| width == 1500)), Some(made[1..].to_vec()));
        // Without the widest, or with a file that was cut off, they are made anew.
        assert_eq!(left(&file, |width| find(width).filter(|_| width == 640)), None);
        assert_eq!(left(&file, |width| find(width).map(|bytes| bytes[..bytes.len() / 2].to_vec())), None);
        assert_eq!(left(&file, |_| Some(Vec::new())), None);
        assert_eq!(left(b"no picture", |_| None), None);
    }

    #[test]
    fn a_wide_photograph_gets_copies_that_fill_a_page() {
        let photo = raster(2000, 600, 3, |x, y| [(x % 251) as u8, (y % 241) as u8, ((x * y) % 239) as u8, 0]);
        let made = photo.copies(false, usize::MAX);
        assert_eq!(made.iter().map(|copy| copy.width).collect::<Vec<_>>(), [640, 1360]);
        assert_eq!(photo.copies(false, 1000), []);
    }

    #[test]
    fn a_colour_profile_stays() {
        let screen = Raster { profile: Some(b"odd".to_vec()), ..raster(9, 7, 4, |x, y| [x as u8, y as u8, 0, 200]) };
        let file = screen.encode(true).unwrap();
        assert_eq!(file.len(), 8 + u32::from_le_bytes(file[4..8].try_into().unwrap()) as usize);
        assert_eq!(&file[30..42], b"ICCP\x03\0\0\0odd\0");
        assert!(read(&file) == (9, 7, screen.dots));
    }

    #[test]
    fn what_is_broken_or_no_picture_is_left_alone() {
        let bytes = as_png(&raster(900, 90, 3, |x, _| [x as u8, 0, 0, 0]));
        for cut in [8, 20, 40, bytes.len() / 2] {
            assert_eq!(copies(&bytes[..cut]), []);
        }
        // Longer than a WebP can be, and its sums would not fit.
        assert_eq!(copies(&as_png(&raster(66_100, 1, 4, |_, _| [255; 4]))), []);
        assert_eq!(copies(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), []);
        assert_eq!(copies(&[0xFF, 0xD8, 0xFF]), []);
    }
}
