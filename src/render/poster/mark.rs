//! The company's logo on a picture: a drawing, or dots.

use crate::render::pictures::Raster;
use crate::render::svg::{self, Side};
use std::sync::{Arc, OnceLock};
use tiny_skia::{ColorU8, Pixmap, PixmapPaint, Transform};

/// A logo. One of dots is made as small as it stands on a picture once, for all of them.
pub struct Mark {
    bytes: Arc<[u8]>,
    dots: OnceLock<Option<Pixmap>>,
}

impl Mark {
    /// The logo in a file.
    pub fn new(bytes: Arc<[u8]>) -> Self {
        Mark { bytes, dots: OnceLock::new() }
    }

    /// Its file.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Draws it at the left of its room, as large as there is room; says how wide that is. `None` if it cannot be drawn.
    pub(super) fn draw(&self, (left, top): (f32, f32), room: (f32, f32), picture: &mut Pixmap) -> Option<f32> {
        if let Ok(drawing) = svg::drawing(&self.bytes) {
            return Some(svg::draw(&drawing, (left, top), room, Side::Left, picture));
        }
        let dots = self.dots.get_or_init(|| small(&self.bytes, room)).as_ref()?;
        let top = top + (room.1 - dots.height() as f32) / 2.0;
        picture.draw_pixmap(left as i32, top as i32, dots.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
        Some(dots.width() as f32)
    }
}

/// A picture no larger than its room.
fn small(bytes: &[u8], room: (f32, f32)) -> Option<Pixmap> {
    let mut picture = Raster::read(bytes)?;
    let scale = (room.0 / picture.width as f32).min(room.1 / picture.height as f32);
    if scale < 1.0 {
        picture = picture.narrowed(((picture.width as f32 * scale) as usize).max(1));
    }
    let mut dots = Pixmap::new(picture.width as u32, picture.height as u32)?;
    for (to, from) in dots.pixels_mut().iter_mut().zip(picture.dots.chunks_exact(picture.channels)) {
        *to = ColorU8::from_rgba(from[0], from[1], from[2], from.get(3).copied().unwrap_or(255)).premultiply();
    }
    Some(dots)
}
