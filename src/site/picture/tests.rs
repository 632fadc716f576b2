use super::{plain, size};
use std::sync::Arc;

const SECRET: &str = "SECRET";

fn cleaned(name: &str, bytes: &[u8]) -> Vec<u8> {
    plain(name, &Arc::from(bytes)).to_vec()
}

#[track_caller]
fn check(name: &str, with: &[u8], without: &[u8]) {
    let found = cleaned(name, with);
    assert!(!found.windows(SECRET.len()).any(|window| window == SECRET.as_bytes()), "{name} still says it");
    assert_eq!(String::from_utf8_lossy(&found), String::from_utf8_lossy(without), "{name}");
    assert_eq!(found, without, "{name}");
    assert_eq!(cleaned(name, without), without, "what is clean stays as it is");
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    [&[0xFF, marker], &((data.len() + 2) as u16).to_be_bytes()[..], data].concat()
}

fn tiff(orientation: u16, order: &[u8; 2]) -> Vec<u8> {
    let short = |value: u16| if order == b"II" { value.to_le_bytes() } else { value.to_be_bytes() };
    let long = |value: u32| if order == b"II" { value.to_le_bytes() } else { value.to_be_bytes() };
    let mut out = [&order[..], &short(42), &long(8), &short(2)].concat();
    out.extend([&short(0x010F)[..], &short(2), &long(7), &long(38)].concat());
    out.extend([&short(0x0112)[..], &short(3), &long(1), &short(orientation), &short(0)].concat());
    out.extend([&long(0)[..], b"SECRET\0"].concat());
    out
}

fn upright() -> Vec<u8> {
    [&[0xFF, 0xD8][..], &segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"), &segment(0xE2, b"ICC_PROFILE\0\x01\x01profile")]
        .concat()
}

fn rest_of_picture() -> Vec<u8> {
    [&segment(0xDB, &[7; 65])[..], &segment(0xDA, &[1, 2, 3]), &[9, 0xFF, 0, 8, 0xFF, 0xD3, 7, 0xFF, 0xD9]].concat()
}

#[test]
fn a_jpeg_keeps_its_picture_its_colours_and_its_orientation() {
    for (order, orientation) in [(b"II", 6), (b"MM", 8)] {
        let exif = [b"Exif\0\0", &tiff(orientation, order)[..]].concat();
        let with = [
            upright(),
            segment(0xE1, &exif),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>SECRET</x>"),
            segment(0xED, b"Photoshop 3.0\0SECRET"),
            segment(0xFE, b"SECRET"),
            rest_of_picture(),
            b"SECRET behind the end".to_vec(),
        ];
        let small = [b"Exif\0\0", &super::orientation::write(orientation as u8)[..]].concat();
        check("a.jpg", &with.concat(), &[upright(), segment(0xE1, &small), rest_of_picture()].concat());
        assert_eq!(super::orientation::read(&super::orientation::write(orientation as u8)), Some(orientation as u8));
    }
    let exif = [b"Exif\0\0", &tiff(1, b"II")[..]].concat();
    check("b.jpg", &[upright(), segment(0xE1, &exif), rest_of_picture()].concat(), &[upright(), rest_of_picture()].concat());
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [&(data.len() as u32).to_be_bytes()[..], name, data, &[1, 2, 3, 4]].concat()
}

#[test]
fn a_png_keeps_its_picture_and_its_colours() {
    let head = b"\x89PNG\r\n\x1a\n".to_vec();
    let (ihdr, iccp, idat, iend) = (chunk(b"IHDR", &[0; 13]), chunk(b"iCCP", b"p"), chunk(b"IDAT", &[5; 9]), chunk(b"IEND", b""));
    let with = [
        head.clone(),
        ihdr.clone(),
        iccp.clone(),
        chunk(b"tEXt", b"Author\0SECRET"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0SECRET"),
        chunk(b"zTXt", b"Comment\0\0SECRET"),
        chunk(b"tIME", &[7; 7]),
        chunk(b"eXIf", &tiff(1, b"MM")),
        idat.clone(),
        chunk(b"prVt", b"SECRET"),
        iend.clone(),
        b"SECRET".to_vec(),
    ];
    check("a.png", &with.concat(), &[head, ihdr, iccp, idat, iend].concat());
}

#[test]
fn a_turned_png_stays_turned_and_its_chunk_is_sound() {
    let head = b"\x89PNG\r\n\x1a\n".to_vec();
    let found = cleaned("a.png", &[head, chunk(b"eXIf", &tiff(3, b"II")), chunk(b"IEND", b"")].concat());
    // Worked out by table here, bit by bit there.
    let sum = crc(&found[12..12 + 4 + 26]);
    assert_eq!(found[12 + 4 + 26..12 + 4 + 26 + 4], sum.to_be_bytes());
    assert_eq!(super::orientation::read(&found[16..42]), Some(3));
    assert_eq!(crc(b"123456789"), 0xCBF4_3926, "the check value of the standard");
}

fn crc(bytes: &[u8]) -> u32 {
    let table: Vec<u32> =
        (0..256u32).map(|n| (0..8).fold(n, |c, _| if c & 1 == 1 { 0xEDB8_8320 ^ (c >> 1) } else { c >> 1 })).collect();
    !bytes.iter().fold(!0, |crc: u32, byte| table[((crc ^ u32::from(*byte)) & 255) as usize] ^ (crc >> 8))
}

#[test]
fn a_gif_keeps_its_frames_and_how_often_it_runs() {
    let head = [&b"GIF89a"[..], &[1, 0, 1, 0, 0x80, 0, 0], &[0; 6]].concat();
    let runs = [&[0x21, 0xFF, 11][..], b"NETSCAPE2.0", &[3, 1, 0, 0, 0]].concat();
    let frame = [&[0x21, 0xF9, 4, 0, 0, 0, 0, 0][..], &[0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]].concat();
    let comment = [&[0x21, 0xFE, 6][..], b"SECRET", &[0]].concat();
    let xmp = [&[0x21, 0xFF, 11][..], b"XMP DataXMP", &[6], b"SECRET", &[0]].concat();
    let with = [head.clone(), runs.clone(), comment, xmp, frame.clone(), vec![0x3B], b"SECRET".to_vec()];
    check("a.gif", &with.concat(), &[head, runs, frame, vec![0x3B]].concat());
}

fn riff(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, data) in chunks {
        body.extend([&name[..], &(data.len() as u32).to_le_bytes(), data].concat());
        body.extend(&[0][..data.len() % 2]);
    }
    [b"RIFF", &(body.len() as u32).to_le_bytes()[..], &body].concat()
}

#[test]
fn a_webp_keeps_its_picture_and_says_what_it_holds() {
    let flags = |flags: u8| [flags, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let with = riff(&[
        (b"VP8X", &flags(0x20 | 0x0C)),
        (b"ICCP", b"profile"),
        (b"VP8 ", b"picture"),
        (b"EXIF", &tiff(6, b"II")),
        (b"XMP ", b"SECRET"),
    ]);
    let turned = super::orientation::write(6);
    let without = riff(&[(b"VP8X", &flags(0x20 | 0x08)), (b"ICCP", b"profile"), (b"VP8 ", b"picture"), (b"EXIF", &turned)]);
    check("a.webp", &with, &without);
}

#[test]
fn an_svg_keeps_what_is_drawn_and_said() {
    let with = "<?xml version=\"1.0\"?><?xpacket SECRET?><!-- SECRET > --><svg xmlns=\"s\" inkscape:export-filename=\"/home/SECRET.png\" data-name=\"SECRET\" width=\"3\" sodipodi:docname='SECRET > x'>\
        <metadata><rdf>SECRET<metadata/></rdf></metadata><sodipodi:namedview a=\"SECRET\"><inkscape:grid/></sodipodi:namedview><i:pgf>SECRET</i:pgf><title>承認の流れ</title>\
        <style>/* SECRET */ .a::after{content:\"/* kept */\"}</style><style><![CDATA[.b{}]]></style><path d=\"M0 0\" aria-label=\"a > b\"/></svg>\n";
    let without = "<?xml version=\"1.0\"?><svg xmlns=\"s\" width=\"3\"><title>承認の流れ</title>\
        <style> .a::after{content:\"/* kept */\"}</style><style><![CDATA[.b{}]]></style><path d=\"M0 0\" aria-label=\"a > b\"/></svg>\n";
    check("a.svg", with.as_bytes(), without.as_bytes());
}

#[test]
fn other_files_and_broken_pictures_end_where_they_are_not_understood() {
    assert_eq!(cleaned("a.pdf", b"%PDF SECRET"), b"%PDF SECRET");
    for broken in [
        &b"\xFF\xD8\xFF\xFE\x00\x99SECRET"[..],
        b"\x89PNG\r\n\x1a\n\xFF\xFF\xFF\xFFtEXtSECRET",
        b"GIF89aSECRET",
        b"RIFF\0\0\0\0WEBPEXIF\xFFSECRET",
        b"\xFF\xD8",
    ] {
        assert!(!cleaned("a", broken).windows(6).any(|window| window == b"SECRET"));
    }
    for broken in ["<svg", "<svg><!-- SECRET", "<metadata>SECRET", "<svg a='", "<?SECRET", "<a inkscape:x"] {
        assert!(!cleaned("a.svg", broken.as_bytes()).windows(6).any(|window| window == b"SECRET"), "{broken}");
    }
}

fn boxed(name: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    [&((inside.len() + 8) as u32).to_be_bytes()[..], name, inside].concat()
}

/// An AVIF whose EXIF stands among the picture's data, and whose XMP stands in the box of small data.
fn avif(exif: &[u8], xmp: &[u8], name: &[u8], last: Vec<u8>) -> Vec<u8> {
    let item = |id: u8, kind: &[u8], name: &[u8]| boxed(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0][..], kind, name, &[0]].concat());
    let items = [item(1, b"av01", name), item(2, b"Exif", b""), item(3, b"mime", b"\0application/rdf+xml")].concat();
    let iinf = boxed(b"iinf", &[&[0, 0, 0, 0, 0, 3][..], &items].concat());
    let idat = boxed(b"idat", xmp);
    let head = boxed(b"ftyp", b"avif\0\0\0\0mif1");
    let meta = |places: &[u8]| boxed(b"meta", &[&[0; 4][..], &iinf, &boxed(b"iloc", places), &idat].concat());
    let place = |id: u8, method: u8, offset: usize, length: usize| {
        let bytes = |number: usize| (number as u32).to_be_bytes();
        [&[0, id, 0, method, 0, 0, 0, 1][..], &bytes(offset), &bytes(length)].concat()
    };
    let places = |data: usize| {
        let all = [place(1, 0, data, 7), place(2, 0, data + 7, exif.len()), place(3, 1, 0, xmp.len())].concat();
        [&[1, 0, 0, 0, 0x44, 0, 0, 3][..], &all].concat()
    };
    let data = head.len() + meta(&places(0)).len() + 8;
    [head, meta(&places(data)), boxed(b"mdat", &[b"picture", exif].concat()), last].concat()
}

#[test]
fn an_avif_keeps_its_picture_and_every_byte_its_place() {
    let nothing = [0; 6];
    let with = avif(b"SECRET", b"SECRET", b"SECRET", [boxed(b"uuid", b"SECRET"), b"\0\0\0\x99SECRET".to_vec()].concat());
    check("a.avif", &with, &avif(&nothing, &nothing, b"      ", boxed(b"free", &nothing)));
    assert_eq!(super::beside("a.avif", &with), None);
}

fn film(date: &[u8; 8], name: &[u8], said: Vec<u8>, kind: &[u8; 4]) -> Vec<u8> {
    let dated = |name: &[u8; 4]| boxed(name, &[&[0, 0, 0, 0][..], date, &[7; 8]].concat());
    let handler = boxed(b"hdlr", &[&[0; 8][..], kind, &[0; 12], name].concat());
    let media = boxed(b"mdia", &[dated(b"mdhd"), handler, boxed(b"minf", b"samples")].concat());
    let track = boxed(b"trak", &[dated(b"tkhd"), media, said.clone()].concat());
    let film = boxed(b"moov", &[dated(b"mvhd"), track, said].concat());
    [boxed(b"ftyp", b"isom"), film, boxed(b"moof", &boxed(b"traf", &boxed(b"trun", b"x"))), boxed(b"mdat", b"film")].concat()
}

#[test]
fn a_film_keeps_its_tracks_and_loses_dates_and_places() {
    let with = film(b"SECRETxx", b"SECRET", boxed(b"udta", b"SECRET"), b"vide");
    check("a.mp4", &with, &film(&[0; 8], &[0; 6], boxed(b"free", &[0; 6]), b"vide"));
    assert_eq!(super::beside("a.mp4", &with), None);
    let places = film(&[0; 8], b"", Vec::new(), b"meta");
    assert!(super::beside("a.mp4", &places).is_some_and(|said| said.starts_with("this film holds data")));
}

#[test]
fn what_a_pdf_says_beside_its_pages_is_told() {
    let says = |bytes: &[u8]| super::beside("a.pdf", bytes).map(|said| said.split_once(": ").expect("it says what").1.to_owned());
    assert_eq!(says(b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"), None);
    let info = b"%PDF-1.4\n7 0 obj\n<< /Author (A \\(B\\) \\101) /Title <FEFF5C71> /Subject () >>\nendobj\ntrailer << /Info 7 0 R >>\n%%EOF\n";
    assert_eq!(says(info).as_deref(), Some("Title \"山\", Author \"A (B) A\""));
    let more = [&info[..], b"<?xpacket begin=''?> /ObjStm /EmbeddedFile /Popup %%EOF"].concat();
    let said = says(&more).expect("it says something");
    for what in ["XMP", "packed", "files inside it", "comments", "earlier versions"] {
        assert!(said.contains(what), "{what}: {said}");
    }
    for broken in ["%PDF /Info ", "%PDF /Info 1 0 R", "%PDF 1 0 obj /Author ( /Info 1 0 R", "%PDF 1 0 obj /Author <F /Info 1 0 R"]
    {
        says(broken.as_bytes());
    }
}

#[test]
fn files_nobody_can_look_into_are_told_until_they_are_confirmed() {
    let said = super::beside("a.xlsx", b"PK").expect("it may hold anything");
    assert!(said.contains("authors, comments") && super::beside("a.xlsx", b"PK2") != Some(said));
    for (name, bytes) in [("a.csv", &b"\x83\x5C"[..]), ("a.svg", b"<svg/>"), ("a.jpg", b"\xFF\xD8"), ("a.woff2", b"wOF2")] {
        assert_eq!(super::beside(name, bytes), None, "{name}");
    }
    assert!(super::beside("a.svg", b"<image href='data:image/jpeg;base64,AA'/>").is_some());
    assert!(super::beside("a.svg", b"\xFE\xFF").is_some());
}

#[test]
fn a_drawing_has_the_size_it_says_in_dots() {
    let said = |attributes: &str| {
        size(
            format!("<?xml version=\"1.0\"?>\n<!-- don't: <svg width='9'> -->\n<svg {attributes}><rect width=\"4\"/></svg>")
                .as_bytes(),
        )
    };
    assert_eq!(said("viewBox=\"0 0 680 220\" width=\"680\" height=\"220\""), Some((680, 220)));
    assert_eq!(said("width='32.4px'\n height = '10'"), Some((32, 10)));
    assert_eq!(said("stroke-width=\"3\" width=\"100%\" height=\"10\""), None);
    assert_eq!(said("viewBox=\"0 0 680 220\""), None);
    assert_eq!(size(b"<p><svg width=\"9\" height=\"9\">"), None);
    assert_eq!(size("<svg width=\"九\" height=".as_bytes()), None);
}
