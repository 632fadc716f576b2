//! Icons made of dots from an icon that is a drawing (SVG): phones and older browsers take no other.
//!
//! In: the company's logo, else the theme's own icon. Out: two PNG files at addresses that change with the drawing.

use super::assets::Logo;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::Place;
use crate::output::{Content, Later};
use crate::render::svg::{self, Side};
use std::sync::Arc;
use tiny_skia::{Color, Pixmap};

/// Goes up when the same drawing becomes other dots.
const DRAWING: u8 = 1;
/// What phones put on their first screen, and how much of it the drawing fills: they cut the corners.
const TOUCH: (u32, f32) = (180, 0.76);
/// What they show while the site starts, and cut to any shape: what matters stands within a circle of four fifths.
const LARGE: (u32, f32) = (512, 0.56);
/// What stands in tabs.
const TAB: (u32, f32) = (32, 1.0);

/// A file with its path below the site's root.
#[derive(Debug, Clone)]
pub struct Icon {
    /// Its path.
    pub path: String,
    /// Its bytes, not made yet.
    pub content: Content,
}

/// The icon in dots.
#[derive(Debug, Clone)]
pub struct Icons {
    /// For the first screen of a phone: 180 dots, on white.
    pub touch: Icon,
    /// For phones that show it large or cut it: 512 dots, on white.
    pub large: Icon,
    /// For tabs: 32 dots, clear around the drawing.
    pub tab: Icon,
}

/// Makes the icons; none if there is no drawing to make them from, or if it cannot be drawn, which is reported of a logo.
pub(super) fn icons(logo: Option<&Logo>, place: Option<&Place>, own: Option<&Arc<[u8]>>, report: &mut Report) -> Option<Icons> {
    let svg = match logo {
        Some(logo) if logo.asset.path.ends_with(".svg") => &logo.asset.bytes,
        // A picture made of dots is an icon as it is.
        Some(_) => return None,
        None => own?,
    };
    if let Err(reason) = svg::drawing(svg) {
        if let Some(place) = place.filter(|_| logo.is_some()) {
            let finding =
                Diagnostic::new(&codes::ICON_NOT_DRAWN, place.clone(), format!("no icon is drawn from the logo: {reason}"));
            report.push(
                finding.hint("turn its text into paths and take pictures out of it, in the program that it was drawn with"),
            );
        }
        return None;
    }
    Some(Icons { touch: icon(svg, TOUCH, true), large: icon(svg, LARGE, true), tab: icon(svg, TAB, false) })
}

fn icon(svg: &Arc<[u8]>, (side, share): (u32, f32), on_white: bool) -> Icon {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[DRAWING]).update(&side.to_le_bytes()).update(svg);
    let (digest, bytes) = (hasher.finalize(), Arc::clone(svg));
    let path = format!("assets/logo.{}.{side}.png", &digest.to_hex()[..10]);
    let drawn = move || {
        let made = Pixmap::new(side, side).and_then(|mut icon| {
            if on_white {
                icon.fill(Color::WHITE);
            }
            let side = side as f32;
            let room = (side * share, side * share);
            let corner = ((side - room.0) / 2.0, (side - room.1) / 2.0);
            svg::draw(&svg::drawing(&bytes).ok()?, corner, room, Side::Middle, &mut icon);
            icon.encode_png().ok()
        });
        made.unwrap_or_default()
    };
    Icon { path, content: Content::Later(Later::new(digest, drawn)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SourcePath;
    use crate::render::theme::Asset;

    fn of_logo(svg: &str) -> (Option<Icons>, Vec<String>) {
        let asset = Asset { path: "assets/logo.1.svg".to_owned(), bytes: svg.as_bytes().into() };
        let mut report = Report::default();
        let place = Place::file(SourcePath::new("shirube.yaml"));
        let icons = icons(Some(&Logo { asset, size: None }), Some(&place), None, &mut report);
        (icons, report.iter().map(|finding| finding.message.clone()).collect())
    }

    fn dots(icon: &Icon) -> Pixmap {
        let bytes = icon.content.bytes();
        let mut reader = png::Decoder::new(std::io::Cursor::new(&*bytes)).read_info().expect("it is a PNG");
        let (width, height) = reader.info().size();
        let mut picture = Pixmap::new(width, height).expect("it has a size");
        reader.next_frame(picture.data_mut()).expect("it is whole");
        picture
    }

    fn at(picture: &Pixmap, x: u32, y: u32) -> [u8; 4] {
        let dot = picture.pixel(x, y).expect("it is inside").demultiply();
        [dot.red(), dot.green(), dot.blue(), dot.alpha()]
    }

    #[test]
    fn a_drawing_stands_in_the_middle_whole() {
        let svg =
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path fill="#006478" d="M0 0H40V20H0Z"/></svg>"##;
        let (icons, said) = of_logo(svg);
        assert_eq!(said, Vec::<String>::new());
        let icons = icons.expect("it can be drawn");
        let touch = dots(&icons.touch);
        assert_eq!((touch.width(), at(&touch, 90, 90), at(&touch, 90, 40)), (180, [0, 0x64, 0x78, 255], [255; 4]));
        assert_eq!(at(&touch, 10, 90), [255; 4]);
        let tab = dots(&icons.tab);
        assert_eq!((tab.width(), at(&tab, 1, 16), at(&tab, 16, 4)), (32, [0, 0x64, 0x78, 255], [0; 4]));
    }

    #[test]
    fn what_cannot_be_drawn_is_told() {
        let svg = |inside: &str| format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inside}</svg>"#);
        let deep = svg(&("<g>".repeat(90_000) + &"</g>".repeat(90_000)));
        for (svg, reason) in [
            (svg("<text>見本</text>"), "it holds text, which needs a typeface"),
            (svg("<image href=\"/etc/hostname\"/>"), "it holds pictures"),
            (deep[..200_000].to_owned(), "it is too large"),
            (svg("<g>"), "it is no SVG that can be read"),
        ] {
            let (icons, said) = of_logo(&svg);
            assert!(icons.is_none());
            assert_eq!(said, [format!("no icon is drawn from the logo: {reason}")]);
        }
    }

    #[test]
    fn the_icon_of_the_theme_can_be_drawn() {
        let own = super::super::own_files();
        let svg = own.get("files/icon.svg").expect("the theme has one");
        let icons = icons(None, None, Some(svg), &mut Report::default()).expect("it can be drawn");
        // The ring, its inside, and the line beside it.
        let touch = dots(&icons.touch);
        assert_eq!((at(&touch, 90, 94), at(&touch, 5, 5)), ([255; 4], [255; 4]));
        assert!((0..180).any(|x| at(&touch, x, 90) == [0, 0x64, 0x78, 255]));
    }
}
