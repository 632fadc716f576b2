//! Words in their places, the line that climbs through the site below them, as dots, as a PNG.

use super::font::{self, signs};
use super::lines::{self, Breaks, Sign};
use super::{Mark, Poster, Style};
use crate::render::theme::Colour;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use tiny_skia::{Color, FillRule, LineCap, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};
use ttf_parser::Face;
use unicode_width::UnicodeWidthChar as _;

/// What the networks ask for: 1.91 to 1.
pub(super) const WIDTH: u32 = 1200;
/// See [`WIDTH`].
pub(super) const HEIGHT: u32 = 630;

const MARGIN: f32 = 80.0;
const ROOM: f32 = WIDTH as f32 - 2.0 * MARGIN;
/// Sizes of the title, and how many lines of it there may be; the first in which it fits.
const SIZES: [(f32, usize); 3] = [(84.0, 2), (68.0, 3), (56.0, 3)];
const LEADING: f32 = 1.36;
/// The middle of the title.
const MIDDLE: f32 = 278.0;
const LABEL: (f32, f32) = (34.0, 104.0);
const FOOT: f32 = 590.0;
const BRAND: f32 = 36.0;
/// Room for a logo: it stands for the name.
const LOGO: (f32, f32) = (320.0, 48.0);
const HOST: f32 = 27.0;
/// Where the line comes in and where it leaves.
const CLIMB: (f32, f32) = (548.0, 438.0);
/// The stop on it.
const STOP: f32 = 1000.0;

// As in the stylesheet.
const INK: Colour = Colour([0x1a, 0x23, 0x26]);
const INK_OF_REMARKS: Colour = Colour([0x5d, 0x6a, 0x6e]);
const PAPER: Colour = Colour([255, 255, 255]);

/// Draws a picture; none if its typeface cannot be read, which was reported.
pub(super) fn drawn(poster: &Poster, style: &Style) -> Option<Vec<u8>> {
    let face = style.font.face()?;
    let mut picture = Pixmap::new(WIDTH, HEIGHT)?;
    picture.fill(colour(style.accent.wash()));
    ground(&mut picture, style.accent)?;
    let (size, title, lines) = title(&face, &poster.title);
    let height = size * LEADING;
    // The middle of signs is above the line they stand on.
    let first = MIDDLE - height * (lines.len() as f32 - 1.0) / 2.0 + size * 0.36;
    for (at, line) in lines.into_iter().enumerate() {
        let left = MARGIN - lines::indent(&title[line.clone()]) * size;
        let path = font::path(&face, &title[line], (left, first + height * at as f32), size);
        fill(&mut picture, path.as_ref(), INK);
    }
    if let Some(label) = &poster.label {
        let label = fitting(&face, label, ROOM / LABEL.0);
        fill(&mut picture, font::path(&face, &label, (MARGIN, LABEL.1), LABEL.0).as_ref(), style.accent);
    }
    foot(&mut picture, &face, poster, style.logo.as_ref());
    png(&picture)
}

/// The paper below the line, the line, and its stop.
fn ground(picture: &mut Pixmap, accent: Colour) -> Option<()> {
    let (width, height) = (WIDTH as f32, HEIGHT as f32);
    let mut paper = PathBuilder::new();
    paper.move_to(0.0, CLIMB.0);
    paper.line_to(width, CLIMB.1);
    paper.line_to(width, height);
    paper.line_to(0.0, height);
    paper.close();
    fill(picture, paper.finish().as_ref(), PAPER);
    let mut line = PathBuilder::new();
    line.move_to(-9.0, CLIMB.0);
    line.line_to(width + 9.0, CLIMB.1);
    let stroke = Stroke { width: 4.0, line_cap: LineCap::Round, ..Stroke::default() };
    picture.stroke_path(&line.finish()?, &paint(accent), &stroke, Transform::identity(), None);
    let stop = PathBuilder::from_circle(STOP, CLIMB.0 + (CLIMB.1 - CLIMB.0) * STOP / width, 15.0)?;
    fill(picture, Some(&stop), PAPER);
    picture.stroke_path(&stop, &paint(accent), &Stroke { width: 7.0, ..Stroke::default() }, Transform::identity(), None);
    Some(())
}

/// The title in the largest size in which it fits; in the smallest it is cut.
fn title(face: &Face<'_>, text: &str) -> (f32, Vec<Sign>, Vec<Range<usize>>) {
    let signs = signs(face, text);
    // Rather smaller than broken inside a word.
    for breaks in [Breaks::Between, Breaks::Inside, Breaks::Anywhere] {
        for (size, most) in SIZES {
            if let Some(lines) = lines::broken(&signs, ROOM / size, most, breaks) {
                return (size, signs, lines);
            }
        }
    }
    let (size, most) = SIZES[SIZES.len() - 1];
    let (signs, lines) = lines::cut(&signs, ROOM / size, most, &dots(face, text));
    (size, signs, lines)
}

/// What says that a text is longer: in a typeface for Japanese, … stands in the middle of a square.
fn dots(face: &Face<'_>, text: &str) -> Vec<Sign> {
    let wide = text.chars().any(|sign| sign.width() == Some(2)) && font::has(face, '…');
    signs(face, if wide { "…" } else { "..." })
}

/// A text on one line, cut where there is no more room.
fn fitting(face: &Face<'_>, text: &str, room: f32) -> Vec<Sign> {
    let signs = signs(face, text);
    if signs.iter().map(|sign| sign.width).sum::<f32>() <= room {
        return signs;
    }
    lines::cut(&signs, room, 1, &dots(face, text)).0
}

/// Whose site it is, and its address.
fn foot(picture: &mut Pixmap, face: &Face<'_>, poster: &Poster, logo: Option<&Mark>) {
    let host = fitting(face, &poster.host, ROOM / 3.0 / HOST);
    let width = host.iter().map(|sign| sign.width).sum::<f32>() * HOST;
    let right = if poster.brand.is_some() { WIDTH as f32 - MARGIN - width } else { MARGIN };
    fill(picture, font::path(face, &host, (right, FOOT), HOST).as_ref(), INK_OF_REMARKS);
    let Some(brand) = &poster.brand else { return };
    let end = match logo.and_then(|logo| logo.draw((MARGIN, FOOT - LOGO.1 * 0.8), LOGO, picture)) {
        Some(width) => MARGIN + width,
        None => {
            let name = fitting(face, &brand.name, (right - MARGIN - BRAND) / BRAND);
            let mut out = PathBuilder::new();
            let end = font::outlines(face, &name, (MARGIN, FOOT), BRAND, &mut out);
            fill(picture, out.finish().as_ref(), INK);
            end
        }
    };
    if let Some(suffix) = &brand.suffix {
        let left = end + BRAND / 2.0;
        let suffix = fitting(face, suffix, (right - left - BRAND) / HOST);
        fill(picture, font::path(face, &suffix, (left, FOOT), HOST).as_ref(), INK_OF_REMARKS);
    }
}

fn colour(colour: Colour) -> Color {
    let [red, green, blue] = colour.0;
    Color::from_rgba8(red, green, blue, 255)
}

fn paint(of: Colour) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color(colour(of));
    paint
}

fn fill(picture: &mut Pixmap, path: Option<&Path>, colour: Colour) {
    if let Some(path) = path {
        picture.fill_path(path, &paint(colour), FillRule::Winding, Transform::identity(), None);
    }
}

/// The picture as a file. It has few colours, so a byte a dot is enough; if not, three.
fn png(picture: &Pixmap) -> Option<Vec<u8>> {
    let dots = || picture.pixels().iter().map(|dot| [dot.red(), dot.green(), dot.blue()]);
    let colours = palette(dots());
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, picture.width(), picture.height());
    let bytes: Vec<u8> = match &colours {
        Some(colours) => {
            encoder.set_color(png::ColorType::Indexed);
            // Places in a palette are no amounts: what stands beside says nothing of the next.
            encoder.set_filter(png::Filter::NoFilter);
            encoder.set_palette(colours.iter().flatten().copied().collect::<Vec<u8>>());
            let place: BTreeMap<[u8; 3], u8> = colours.iter().copied().zip(0..=255).collect();
            let mut last = ([0; 3], place.get(&[0; 3]).copied().unwrap_or(0));
            let index = |dot: [u8; 3]| {
                if dot != last.0 {
                    last = (dot, place.get(&dot).copied().unwrap_or(0));
                }
                last.1
            };
            dots().map(index).collect()
        }
        None => {
            encoder.set_color(png::ColorType::Rgb);
            dots().flatten().collect()
        }
    };
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&bytes).ok()?;
    writer.finish().ok()?;
    Some(out)
}

/// All colours, sorted; none if there are more than a byte can tell apart.
fn palette(dots: impl Iterator<Item = [u8; 3]>) -> Option<BTreeSet<[u8; 3]>> {
    let mut colours = BTreeSet::new();
    let mut last = None;
    for dot in dots {
        if last != Some(dot) {
            last = Some(dot);
            colours.insert(dot);
            if colours.len() > 256 {
                return None;
            }
        }
    }
    Some(colours)
}
