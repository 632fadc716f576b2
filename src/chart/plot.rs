//! The field of a chart: data in, through plotters, onto our own compact SVG.
//!
//! Plotters maps data to the picture; the backend here turns what it draws into
//! classes, because a theme and the reader's screen decide the colours. It is told
//! that a pixel is ten units wide, so that whole numbers keep a tenth of a pixel.

use std::ops::Range;

use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::coord::{CoordTranslate, Shift};
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{PathElement, Pixel, Rectangle};
use plotters::style::{RGBColor, ShapeStyle};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use super::svg::Svg;

/// What a mark means, hence its class. Plotters carries it as a reserved colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Line,
    Fill,
    Grid,
    Base,
    Target,
    Accent,
    Soft,
    Total,
    Hatch,
    Join,
    Series(u8),
}

const SERIES: [&str; 7] = ["f0", "f1", "f2", "c-hatch f3", "f4", "f5", "f6"];

impl Paint {
    /// The fill of the part with this index; beyond six they look alike.
    pub(super) fn part(index: usize) -> Self {
        Self::Series(if index < 6 { index as u8 + 1 } else { 0 })
    }

    /// The class of a mark with this meaning.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Line => "ln",
            Self::Fill => "fl",
            Self::Grid => "c-grid",
            Self::Base => "c-base",
            Self::Target => "c-target",
            Self::Accent => "c-accent",
            Self::Soft => "c-soft",
            Self::Total => "c-tot",
            Self::Hatch => "c-hatch",
            Self::Join => "c-join",
            Self::Series(n) => SERIES.get(usize::from(n)).copied().unwrap_or(SERIES[0]),
        }
    }

    fn color(self) -> RGBColor {
        match self {
            Self::Line => RGBColor(0, 0, 0),
            Self::Fill => RGBColor(0, 0, 1),
            Self::Grid => RGBColor(0, 0, 2),
            Self::Base => RGBColor(0, 0, 3),
            Self::Target => RGBColor(0, 0, 4),
            Self::Accent => RGBColor(0, 0, 5),
            Self::Soft => RGBColor(0, 0, 6),
            Self::Total => RGBColor(0, 0, 7),
            Self::Hatch => RGBColor(0, 0, 8),
            Self::Join => RGBColor(0, 0, 9),
            Self::Series(n) => RGBColor(0, 1, n),
        }
    }

    fn of(color: BackendColor) -> Self {
        const PLAIN: [Paint; 10] = [
            Paint::Line,
            Paint::Fill,
            Paint::Grid,
            Paint::Base,
            Paint::Target,
            Paint::Accent,
            Paint::Soft,
            Paint::Total,
            Paint::Hatch,
            Paint::Join,
        ];
        match color.rgb {
            (0, 1, n) => Self::Series(n),
            (_, _, n) => PLAIN.get(usize::from(n)).copied().unwrap_or(Self::Line),
        }
    }

    fn style(self, filled: bool) -> ShapeStyle {
        ShapeStyle { color: self.color().into(), filled, stroke_width: 1 }
    }
}

/// The edges of a field in the picture, in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edges {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// A field with its two scales.
pub(super) struct Plot {
    pub(super) edges: Edges,
    coord: Cartesian2d<RangedCoordf64, RangedCoordf64>,
}

impl Plot {
    /// A field whose horizontal and vertical scales run over the two ranges.
    pub(super) fn new(edges: Edges, x: Range<f64>, y: Range<f64>) -> Self {
        let tenths = |v: f64| (v * 10.0).round() as i32;
        let across = tenths(edges.left)..tenths(edges.right);
        let down = tenths(edges.bottom)..tenths(edges.top);
        Self { edges, coord: Cartesian2d::new(widened(x), widened(y), (across, down)) }
    }

    /// Where a value of the horizontal scale stands, in pixels.
    pub(super) fn x(&self, value: f64) -> f64 {
        f64::from(self.coord.translate(&(value, 0.0)).0) / 10.0
    }

    /// Where a value of the vertical scale stands, in pixels.
    pub(super) fn y(&self, value: f64) -> f64 {
        f64::from(self.coord.translate(&(0.0, value)).1) / 10.0
    }

    /// A line through points.
    pub(super) fn path(&self, svg: &mut Svg, points: Vec<(f64, f64)>, paint: Paint) {
        // The backend never fails, so there is no error to pass on.
        let _ = self.area(svg).draw(&PathElement::new(points, paint.style(false)));
    }

    /// A filled rectangle between two corners.
    pub(super) fn bar(&self, svg: &mut Svg, from: (f64, f64), to: (f64, f64), paint: Paint) {
        let _ = self.area(svg).draw(&Rectangle::new([from, to], paint.style(true)));
    }

    /// Small dots.
    pub(super) fn dots(&self, svg: &mut Svg, points: impl IntoIterator<Item = (f64, f64)>) {
        let area = self.area(svg);
        for point in points {
            let _ = area.draw(&Pixel::new(point, Paint::Line.style(true)));
        }
    }

    fn area<'a>(&self, svg: &'a mut Svg) -> DrawingArea<Backend<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>> {
        let whole: DrawingArea<Backend<'a>, Shift> = Backend { svg }.into_drawing_area();
        whole.apply_coord_spec(self.coord.clone())
    }
}

/// A range that plotters can divide by.
fn widened(range: Range<f64>) -> Range<f64> {
    if range.start < range.end { range } else { range.start..range.start + 1.0 }
}

struct Backend<'a> {
    svg: &'a mut Svg,
}

/// Writing into a string cannot fail.
type Drawn = Result<(), DrawingErrorKind<std::convert::Infallible>>;

impl DrawingBackend for Backend<'_> {
    type ErrorType = std::convert::Infallible;

    fn get_size(&self) -> (u32, u32) {
        // Large enough that plotters never cuts anything off: the picture's size is ours to decide.
        (1_000_000, 1_000_000)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, _: BackendColor) -> Drawn {
        let (x, y) = pixels(point);
        self.svg.dot(x, y);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let points: Vec<_> = path.into_iter().map(pixels).collect();
        self.svg.path(&points, Paint::of(style.color()).class());
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, _: bool) -> Drawn {
        let ((ax, ay), (bx, by)) = (pixels(a), pixels(b));
        let class = Paint::of(style.color()).class();
        self.svg.cell(ax.min(bx), ay.min(by), (ax - bx).abs(), (ay - by).abs(), class);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        let (x, y) = pixels(at);
        self.svg.circle(x, y, f64::from(radius) / 10.0, Paint::of(style.color()).class());
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let points: Vec<_> = path.into_iter().map(pixels).collect();
        self.svg.polygon(&points, Paint::of(style.color()).class());
        Ok(())
    }
}

fn pixels((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / 10.0, f64::from(y) / 10.0)
}
