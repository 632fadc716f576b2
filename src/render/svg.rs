//! Drawings (SVG) that become dots.
//!
//! Nothing is read from the disk for them: what a drawing refers to is not drawn. Letters would need their typeface, so a drawing with text
//! is refused.

use resvg::usvg::{ImageHrefResolver, Options, Tree};
use tiny_skia::{Pixmap, Transform};

/// Larger drawings, or deeper ones, are no logos, and would take more room than a thread has.
const MOST_BYTES: usize = 256 * 1024;
const DEEPEST: usize = 64;

/// Where a drawing stands in its room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// At the left.
    Left,
    /// In the middle.
    Middle,
}

/// Draws as large as there is room; says how wide that is.
pub(super) fn draw(tree: &Tree, (left, top): (f32, f32), room: (f32, f32), side: Side, picture: &mut Pixmap) -> f32 {
    let size = tree.size();
    let scale = (room.0 / size.width()).min(room.1 / size.height());
    let (width, height) = (size.width() * scale, size.height() * scale);
    let left = if side == Side::Middle { left + (room.0 - width) / 2.0 } else { left };
    let transform = Transform::from_scale(scale, scale).post_translate(left, top + (room.1 - height) / 2.0);
    resvg::render(tree, transform, &mut picture.as_mut());
    width
}

/// A drawing, understood; or why it is not drawn.
pub(super) fn drawing(svg: &[u8]) -> Result<Tree, &'static str> {
    let text = std::str::from_utf8(svg).map_err(|_| "it is not UTF-8")?;
    if svg.len() > MOST_BYTES || deepest(text) > DEEPEST {
        return Err("it is too large");
    }
    if text.contains("<text") {
        return Err("it holds text, which needs a typeface");
    }
    if text.contains("<image") || text.contains("<foreignObject") {
        return Err("it holds pictures");
    }
    let nothing = ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options { image_href_resolver: nothing, ..Options::default() };
    Tree::from_str(text, &options).map_err(|_| "it is no SVG that can be read")
}

/// How many elements stand in one another, at most.
fn deepest(svg: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    for tag in svg.split('<').skip(1) {
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !tag.starts_with(['?', '!']) && !tag.split('>').next().is_some_and(|inside| inside.ends_with('/')) {
            depth += 1;
            most = most.max(depth);
        }
    }
    most
}
