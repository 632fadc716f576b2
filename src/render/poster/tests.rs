use super::*;
use crate::model::{Place, SourcePath};
use crate::render::theme::Colour;
use crate::world::MemoryWorld;
use jiff::civil::date;

/// A typeface in which every sign is a box, made for tests: ASCII half an em wide, kana and kanji a whole one.
const BOXES: &[u8] = include_bytes!("../../../tests/sites/base/fonts/boxes.ttf");

fn style() -> Arc<Style> {
    Arc::new(Style { font: font(), accent: Colour([0, 0x64, 0x78]), logo: None })
}

fn font() -> Font {
    let mut world = MemoryWorld::new(date(2026, 11, 20));
    world.insert("boxes.ttf", BOXES);
    let path = SourcePath::new("boxes.ttf");
    let mut report = crate::diag::Report::default();
    Font::load(&world, &path, &Place::file(path.clone()), &mut report).expect("it is a typeface")
}

fn poster(title: &str) -> Poster {
    Poster {
        title: title.to_owned(),
        label: Some("導入の手引き".to_owned()),
        brand: Some(Brand::split("見本 ガイド")),
        host: "success.example.jp".to_owned(),
    }
}

/// The dots of a picture as places in its palette, and the palette.
fn read(bytes: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("it is a PNG");
    let palette = reader.info().palette.clone().expect("it has few colours").to_vec();
    assert_eq!((reader.info().width, reader.info().height), (1200, 630));
    let mut dots = vec![0; reader.output_buffer_size().expect("it fits")];
    reader.next_frame(&mut dots).expect("it is whole");
    (dots, palette)
}

/// How many dots have the colour of the title.
fn ink(bytes: &[u8]) -> usize {
    let (dots, palette) = read(bytes);
    dots.iter().filter(|dot| palette[usize::from(**dot) * 3..][..3] == [0x1a, 0x23, 0x26]).count()
}

#[test]
fn a_title_is_drawn_within_the_picture() {
    let drawn = drawing::drawn(&poster("承認の流れ"), &style()).expect("it is drawn");
    let (dots, palette) = read(&drawn);
    let ground = dots[0];
    // Five boxes of a title in its largest size are 880 × 740 of 1000 parts high and wide.
    assert!(ink(&drawn) > 5 * 70 * 55);
    // Nothing but the ground stands at the left margin above the line, and the line's paper below.
    let left = |row: usize| &dots[row * 1200..row * 1200 + 80];
    assert!((0..530).all(|row| left(row).iter().all(|dot| *dot == ground)));
    assert_eq!(palette[usize::from(dots[629 * 1200]) * 3..][..3], [255, 255, 255]);
}

#[test]
fn a_longer_title_is_smaller_and_the_longest_is_cut() {
    let drawn = |length: usize| drawing::drawn(&poster(&"題名".repeat(length)), &style()).expect("it is drawn");
    // The share of a sign of the title; brand and its gap are the same everywhere.
    let per_sign = |length: usize| ink(&drawn(length)) / (2 * length);
    assert!(per_sign(20) < per_sign(10));
    assert_eq!(ink(&drawn(100)), ink(&drawn(200)));
}

#[test]
fn signs_without_width_cost_no_time_and_change_no_picture() {
    let drawn = |title: &str| drawing::drawn(&poster(title), &style()).expect("it is drawn");
    let long = format!("承認{}の流れ", "\u{200b}\u{200d}".repeat(20_000));
    let started = std::time::Instant::now();
    assert_eq!(drawn(&long), drawn("承認の流れ"));
    // A tenth of a second in the slowest of builds; it took minutes.
    assert!(started.elapsed() < std::time::Duration::from_secs(5));
}

#[test]
fn a_logo_of_dots_stands_for_the_name() {
    let file = {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, 400, 100);
        encoder.set_color(png::ColorType::Rgb);
        let dots: Vec<u8> = (0..400 * 100).flat_map(|_| [0xC0, 0x10, 0x20]).collect();
        encoder.write_header().expect("it is written").write_image_data(&dots).expect("it is written");
        out
    };
    let with = |bytes: &[u8]| Style { logo: Some(Mark::new(bytes.into())), font: font(), accent: Colour([0, 0x64, 0x78]) };
    let drawn = drawing::drawn(&poster("承認の流れ"), &with(&file)).expect("it is drawn");
    let (dots, palette) = read(&drawn);
    let red = |dot: &u8| palette[usize::from(*dot) * 3..][..3] == [0xC0, 0x10, 0x20];
    // As high as the room for it, and four times as wide.
    assert_eq!(dots.iter().filter(|dot| red(dot)).count(), 192 * 48);
    let name = drawing::drawn(&poster("承認の流れ"), &style());
    assert_eq!(drawing::drawn(&poster("承認の流れ"), &with(b"GIF89a")), name);
    assert_eq!(drawing::drawn(&poster("承認の流れ"), &with(&file[..60])), name);
}

#[test]
fn the_same_words_are_drawn_to_the_same_bytes_at_the_same_address() {
    let of = |poster: Poster| poster.drawn(&style()).map(|drawn| (drawn.path, drawn.content.bytes())).expect("it can be drawn");
    assert_eq!(of(poster("承認")), of(poster("承認")));
    let unlabelled = Poster { label: None, ..poster("承認") };
    assert_ne!(of(poster("承認")).0, of(unlabelled).0);
}

// Elsewhere dots are rounded by other instructions.
#[cfg(target_arch = "x86_64")]
#[test]
fn whoever_changes_what_is_drawn_lets_the_number_go_up() {
    let (dots, palette) = read(&drawing::drawn(&poster("承認の流れを整える"), &style()).expect("it is drawn"));
    let digest = blake3::hash(&[dots, palette].concat()).to_hex();
    // Or pictures that the last version drew stay where they are. With a new `DRAWING`, write the new digest here.
    assert_eq!((DRAWING, &digest[..10]), (1, "36d8f9303f"));
}

#[test]
fn what_a_typeface_lacks_is_left_out_and_named() {
    let drawn = poster("祝😀承認").drawn(&style()).expect("it can be drawn");
    assert_eq!(drawn.missing, ['😀']);
    assert_eq!(drawn.content.bytes(), poster("祝承認").drawn(&style()).expect("it can be drawn").content.bytes());
    assert!(poster("😀").drawn(&style()).is_none());
}

#[test]
fn no_file_that_claims_to_be_a_typeface_makes_a_panic() {
    for end in (0..BOXES.len()).step_by(17) {
        for flip in [0, 0xFF] {
            let mut bytes = BOXES.to_vec();
            bytes.truncate(if flip == 0 { end } else { BOXES.len() });
            if let Some(byte) = bytes.get_mut(end) {
                *byte ^= flip;
            }
            let mut world = MemoryWorld::new(date(2026, 11, 20));
            world.insert("x.ttf", bytes.as_slice());
            let path = SourcePath::new("x.ttf");
            let mut report = crate::diag::Report::default();
            if let Some(font) = Font::load(&world, &path, &Place::file(path.clone()), &mut report) {
                let style = Arc::new(Style { font, accent: Colour([0, 0x64, 0x78]), logo: None });
                let _ = poster("承認 approval").drawn(&style).map(|drawn| drawn.content.bytes());
            } else {
                assert_eq!(report.iter().count(), 1);
            }
        }
    }
}
