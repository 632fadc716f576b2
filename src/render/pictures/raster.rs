//! A picture as dots, read from its file, and the same in fewer dots.
//!
//! In: a PNG, a JPEG or a WebP. What cannot be read, moves, or is turned by its file is none.

use std::io::Cursor;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Larger pictures would take more memory than a page is worth.
const MOST_DOTS: usize = 50_000_000;
/// No side of a WebP can be longer; sums over a row of so many dots fit into 32 bits.
const LONGEST: usize = 16_383;

/// A picture as dots: red, green, blue, and where there are four channels how much they cover.
pub(in crate::render) struct Raster {
    /// How many dots wide.
    pub width: usize,
    /// How many dots high.
    pub height: usize,
    /// Three or four.
    pub channels: usize,
    /// The channels of all dots, row by row.
    pub dots: Vec<u8>,
    /// What its colours mean, if the file says.
    pub profile: Option<Vec<u8>>,
}

pub(super) fn png(bytes: &[u8]) -> Option<Raster> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    let turned = reader.info().exif_metadata.is_some();
    if turned || reader.info().is_animated() || !fits(width, height) {
        return None;
    }
    let profile = reader.info().icc_profile.as_ref().map(|profile| profile.to_vec());
    let mut dots = vec![0; reader.output_buffer_size()?];
    reader.next_frame(&mut dots).ok()?;
    let (channels, dots) = match reader.output_color_type().0 {
        png::ColorType::Rgb => (3, dots),
        png::ColorType::Rgba => (4, dots),
        png::ColorType::Grayscale => (3, dots.iter().flat_map(|grey| [*grey; 3]).collect()),
        png::ColorType::GrayscaleAlpha => (4, dots.chunks_exact(2).flat_map(|dot| [dot[0], dot[0], dot[0], dot[1]]).collect()),
        png::ColorType::Indexed => return None,
    };
    // A profile for greys does not fit colours.
    let profile = profile.filter(|_| matches!(reader.output_color_type().0, png::ColorType::Rgb | png::ColorType::Rgba));
    Some(Raster { width, height, channels, dots, profile })
}

fn webp(bytes: &[u8]) -> Option<Raster> {
    let features = webp::BitstreamFeatures::new(bytes).filter(|features| !features.has_animation())?;
    let (width, height) = (features.width() as usize, features.height() as usize);
    if !fits(width, height) {
        return None;
    }
    let image = webp::Decoder::new(bytes).decode()?;
    let channels = if image.is_alpha() { 4 } else { 3 };
    Some(Raster { width, height, channels, dots: image.to_vec(), profile: None })
}

/// Whether a picture is small enough to be copied.
fn fits(width: usize, height: usize) -> bool {
    width.max(height) <= LONGEST && width * height <= MOST_DOTS
}

pub(super) fn jpeg(bytes: &[u8]) -> Option<Raster> {
    let options = DecoderOptions::new_safe().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let info = decoder.info()?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    // What is left of the camera's notes says that the picture is turned.
    let turned = decoder.exif().is_some();
    let coloured = matches!(decoder.input_colorspace(), Some(ColorSpace::YCbCr | ColorSpace::RGB));
    if turned || !coloured || !fits(width, height) {
        return None;
    }
    let profile = decoder.icc_profile();
    let dots = decoder.decode().ok()?;
    (dots.len() == width * height * 3).then_some(Raster { width, height, channels: 3, dots, profile })
}

impl Raster {
    /// The picture of a file.
    pub fn read(bytes: &[u8]) -> Option<Raster> {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => png(bytes),
            [0xFF, 0xD8, ..] => jpeg(bytes),
            [b'R', b'I', b'F', b'F', ..] => webp(bytes),
            _ => None,
        }
    }

    /// The same in fewer dots: each is the mean of those it stands for, weighted by how much of them it covers.
    pub fn narrowed(&self, width: usize) -> Raster {
        let height = (self.height * width).div_ceil(self.width).max(1);
        let parts: Vec<Vec<(usize, u32)>> =
            (0..width).map(|at| covered(at, width, self.width).map(|(from, weight)| (from, weight as u32)).collect()).collect();
        let mut dots = Vec::with_capacity(width * height * self.channels);
        // One old row at a time: all of them as sums would take more memory than the picture.
        let (mut of, mut row) = (None, vec![0_u32; width * self.channels]);
        let mut sums = vec![0_u64; width * self.channels];
        for at in 0..height {
            sums.fill(0);
            for (from, weight) in covered(at, height, self.height) {
                if of.replace(from) != Some(from) {
                    self.narrow_row(from, &parts, &mut row);
                }
                sums.iter_mut().zip(&row).for_each(|(sum, part)| *sum += u64::from(*part) * weight as u64);
            }
            sums.chunks_exact(self.channels).for_each(|sums| self.dot(sums, &mut dots));
        }
        Raster { width, height, channels: self.channels, dots, profile: self.profile.clone() }
    }

    /// One of its rows made narrower: sums, not means. Colours count as much as they cover.
    fn narrow_row(&self, row: usize, parts: &[Vec<(usize, u32)>], sums: &mut [u32]) {
        let dots = &self.dots[row * self.width * self.channels..(row + 1) * self.width * self.channels];
        for (parts, sums) in parts.iter().zip(sums.chunks_exact_mut(self.channels)) {
            sums.fill(0);
            for (from, weight) in parts {
                let dot = &dots[from * self.channels..(from + 1) * self.channels];
                let share = if let [.., cover] = dot
                    && self.channels == 4
                {
                    u32::from(*cover) * weight
                } else {
                    *weight
                };
                for (sum, colour) in sums.iter_mut().zip(&dot[..3]) {
                    *sum += u32::from(*colour) * share;
                }
                if let Some(cover) = sums.get_mut(3) {
                    *cover += share;
                }
            }
        }
    }

    /// The dot that sums over an area amount to.
    fn dot(&self, sums: &[u64], dots: &mut Vec<u8>) {
        let area = (self.width * self.height) as u64;
        let mean = |sum: u64, of: u64| ((sum + of / 2) / of.max(1)).min(255) as u8;
        let whole = if self.channels == 4 { sums[3] } else { area };
        dots.extend(sums[..3].iter().map(|sum| mean(*sum, whole)));
        if self.channels == 4 {
            dots.push(mean(sums[3], area));
        }
    }
}

/// The old places that a new one of `new` stands for when there are `old`, each with its weight; the weights add up to `old`.
fn covered(at: usize, new: usize, old: usize) -> impl Iterator<Item = (usize, usize)> + Clone {
    let (start, end) = (at * old, ((at + 1) * old));
    (start / new..end.div_ceil(new)).map(move |from| {
        let (left, right) = ((from * new).max(start), ((from + 1) * new).min(end));
        (from.min(old - 1), right - left)
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn raster(
        width: usize,
        height: usize,
        channels: usize,
        dot: impl Fn(usize, usize) -> [u8; 4],
    ) -> Raster {
        let all = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let dots = all.flat_map(|(x, y)| dot(x, y)[..channels].to_vec()).collect();
        Raster { width, height, channels, dots, profile: None }
    }

    #[test]
    fn weights_cover_everything_once() {
        for (new, old) in [(1, 7), (3, 7), (5, 8), (640, 1361)] {
            let mut sums = vec![0; old];
            for at in 0..new {
                assert_eq!(covered(at, new, old).map(|(_, weight)| weight).sum::<usize>(), old);
                covered(at, new, old).for_each(|(from, weight)| sums[from] += weight);
            }
            assert!(sums.iter().all(|sum| *sum == new));
        }
    }

    #[test]
    fn a_dot_is_the_mean_of_what_it_stands_for() {
        let half = raster(4, 2, 3, |x, _| if x < 2 { [10, 20, 30, 0] } else { [200, 100, 0, 0] }).narrowed(2);
        assert_eq!((half.height, half.dots), (1, vec![10, 20, 30, 200, 100, 0]));
        // What covers nothing has no say in the colour.
        let clear = raster(2, 2, 4, |x, _| if x == 0 { [90, 0, 0, 255] } else { [0, 255, 0, 0] }).narrowed(1);
        assert_eq!(clear.dots, [90, 0, 0, 128]);
    }

    #[test]
    fn a_webp_is_read_with_what_is_clear_in_it() {
        let logo = raster(3, 2, 4, |x, _| [200, 10, 20, if x == 0 { 0 } else { 255 }]);
        let encoded = webp::Encoder::from_rgba(&logo.dots, 3, 2).encode_lossless().to_vec();
        let read = Raster::read(&encoded).expect("it can be read");
        assert_eq!((read.width, read.height, read.channels), (3, 2, 4));
        assert_eq!((read.dots[3], &read.dots[4..8]), (0, &[200, 10, 20, 255][..]));
        for end in 0..encoded.len() {
            // Cut off, it is none, and no panic.
            let _ = Raster::read(&encoded[..end]);
        }
    }
}
