//! A typeface from a file: how wide its signs are, and what they look like.

use super::lines::Sign;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Place, SourcePath};
use crate::world::World;
use std::sync::Arc;
use tiny_skia::{Path, PathBuilder};
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, OutlineBuilder, Tag};
use unicode_width::UnicodeWidthChar as _;

/// How heavy a typeface that can be of any weight is drawn.
const WEIGHT: f32 = 700.0;

/// A file that holds a typeface.
pub struct Font {
    bytes: Arc<[u8]>,
    /// What tells it from any other.
    pub(super) digest: blake3::Hash,
    /// Where the settings name it.
    pub(super) place: Place,
}

impl Font {
    /// Reads the file; one that is not there or holds no typeface is reported.
    pub(in crate::render) fn load(world: &dyn World, path: &SourcePath, place: &Place, report: &mut Report) -> Option<Font> {
        let Ok(Some(bytes)) = world.read(path) else {
            let finding = Diagnostic::new(&codes::MISSING_FILE, place.clone(), format!("there is no file `{path}`"));
            report.push(finding.hint("put the typeface there, or write the path from the folder of `shirube.yaml`"));
            return None;
        };
        if Face::parse(&bytes, 0).is_err() {
            let message = format!("`{path}` is not a typeface in TrueType or OpenType");
            let finding = Diagnostic::new(&codes::INVALID_VALUE, place.clone(), message);
            report.push(
                finding.hint("use a `.ttf`, `.otf` or `.ttc` file; a `.woff2` must be unpacked first (`woff2_decompress`)"),
            );
            return None;
        }
        let digest = blake3::hash(&bytes);
        Some(Font { bytes, digest, place: place.clone() })
    }

    /// The typeface; parsing it takes microseconds.
    pub(super) fn face(&self) -> Option<Face<'_>> {
        let mut face = Face::parse(&self.bytes, 0).ok()?;
        // Without this a typeface of any weight is drawn in its thinnest.
        let _ = face.set_variation(Tag::from_bytes(b"wght"), WEIGHT);
        Some(face)
    }
}

/// Whether a typeface can draw a sign, or need not.
pub(super) fn has(face: &Face<'_>, sign: char) -> bool {
    sign.is_whitespace() || sign.width().unwrap_or(0) == 0 || face.glyph_index(sign).is_some()
}

/// More signs than a title ever has room for: the narrowest are a quarter as wide as they are high. Some have no width at all.
const MOST: usize = 240;

/// The signs of a text that a typeface can draw, with their widths.
pub(super) fn signs(face: &Face<'_>, text: &str) -> Vec<Sign> {
    let seen = |sign: &char| sign.is_whitespace() || face.glyph_index(*sign).is_some();
    let drawn: Vec<char> = text.chars().filter(seen).take(MOST).collect();
    let width = |(at, sign): (usize, &char)| {
        let next = drawn.get(at + 1).copied();
        Sign { sign: *sign, width: advance(face, *sign, next) }
    };
    drawn.iter().enumerate().map(width).collect()
}

/// How far a sign carries the pen, in ems, before another.
fn advance(face: &Face<'_>, sign: char, next: Option<char>) -> f32 {
    let em = f32::from(face.units_per_em().max(1));
    let Some(glyph) = face.glyph_index(sign) else {
        return if sign == '\u{3000}' {
            1.0
        } else if sign.is_whitespace() {
            0.3
        } else {
            0.0
        };
    };
    let own = f32::from(face.glyph_hor_advance(glyph).unwrap_or(0));
    // Japanese signs stand in squares; their kerning is meant for another way of setting.
    let narrow = |sign: char| sign.width() == Some(1);
    let closer = next.filter(|next| narrow(sign) && narrow(*next)).and_then(|next| kerning(face, glyph, face.glyph_index(next)?));
    (own + f32::from(closer.unwrap_or(0))) / em
}

/// How much nearer two signs stand than their widths say.
fn kerning(face: &Face<'_>, left: GlyphId, right: GlyphId) -> Option<i16> {
    let gpos = face.tables().gpos?;
    let kern = gpos.features.into_iter().find(|feature| feature.tag == Tag::from_bytes(b"kern"))?;
    let lookups = kern.lookup_indices.into_iter().filter_map(|index| gpos.lookups.get(index));
    let mut tables = lookups.flat_map(|lookup| lookup.subtables.into_iter::<PositioningSubtable<'_>>());
    tables.find_map(|table| match table {
        PositioningSubtable::Pair(PairAdjustment::Format1 { coverage, sets }) => {
            Some(sets.get(coverage.get(left)?)?.get(right)?.0.x_advance)
        }
        PositioningSubtable::Pair(PairAdjustment::Format2 { coverage, classes, matrix }) => {
            coverage.get(left)?;
            Some(matrix.get((classes.0.get(left), classes.1.get(right)))?.0.x_advance)
        }
        _ => None,
    })
}

/// Draws signs one behind the other: the outlines, and where the pen stands at the end.
pub(super) fn outlines(face: &Face<'_>, signs: &[Sign], (mut x, y): (f32, f32), size: f32, out: &mut PathBuilder) -> f32 {
    let scale = size / f32::from(face.units_per_em().max(1));
    for sign in signs {
        if let Some(glyph) = face.glyph_index(sign.sign) {
            face.outline_glyph(glyph, &mut Pen { out, x, y, scale });
        }
        x += sign.width * size;
    }
    x
}

/// The outlines of one text.
pub(super) fn path(face: &Face<'_>, signs: &[Sign], at: (f32, f32), size: f32) -> Option<Path> {
    let mut out = PathBuilder::new();
    outlines(face, signs, at, size, &mut out);
    out.finish()
}

/// Puts an outline where it belongs; in typefaces y grows upwards.
struct Pen<'p> {
    out: &'p mut PathBuilder,
    x: f32,
    y: f32,
    scale: f32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x * self.scale, self.y - y * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.out.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.out.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.out.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.out.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.out.close();
    }
}
