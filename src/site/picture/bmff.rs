//! AVIF, HEIF, MP4 and QuickTime: boxes in boxes, each with its length and its name.
//!
//! Places in the file are written down elsewhere in it, so nothing is taken out: what says something beside the picture is
//! overwritten with zeros, and its box is named as free space.

use std::ops::Range;

// What stands on the outer level and is the picture, the film, or needed to find it.
const OUTER: [&[u8; 4]; 12] =
    [b"ftyp", b"styp", b"meta", b"mdat", b"moov", b"moof", b"mfra", b"sidx", b"ssix", b"pdin", b"prft", b"wide"];
// What describes the items of a picture; `xml `, `uuid` and the like say something else.
const OF_PICTURES: [&[u8; 4]; 10] = [b"hdlr", b"pitm", b"iloc", b"iinf", b"iprp", b"iref", b"idat", b"ipro", b"dinf", b"grpl"];
// What describes a film and its tracks.
const OF_FILMS: [&[u8; 4]; 14] = [
    b"mvhd", b"trak", b"mvex", b"tkhd", b"tref", b"edts", b"mdia", b"mdhd", b"hdlr", b"minf", b"elng", b"mfhd", b"traf", b"tapt",
];

/// Whether a file is of this family.
pub(super) fn is(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp")
}

/// A file with nothing but its picture or film.
pub(super) fn plain(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let mut end = 0;
    for found in boxes(bytes, 0..bytes.len()) {
        end = found.whole.end;
        match found.name {
            name if !OUTER.contains(&name) => blank(&mut out, &found),
            b"meta" => picture(&mut out, bytes, &found),
            b"moov" | b"moof" => film(&mut out, bytes, &found),
            _ => {}
        }
    }
    // What is not understood ends the file.
    out.truncate(end);
    out
}

/// Whether a film holds a track that is neither picture nor sound nor words: places, say, where it was taken.
pub(super) fn has_other_tracks(bytes: &[u8]) -> bool {
    const SHOWN: [&[u8]; 9] = [b"vide", b"soun", b"subt", b"sbtl", b"text", b"clcp", b"pict", b"auxv", b"tmcd"];
    let kind = |track: &Box<'_>| {
        let media = boxes(bytes, track.inside.clone()).find(|it| it.name == b"mdia")?;
        let handler = boxes(bytes, media.inside).find(|it| it.name == b"hdlr")?;
        bytes.get(handler.inside.start + 8..handler.inside.start + 12)
    };
    let films = boxes(bytes, 0..bytes.len()).filter(|it| it.name == b"moov");
    let mut tracks = films.flat_map(|film| boxes(bytes, film.inside)).filter(|it| it.name == b"trak");
    tracks.any(|track| kind(&track).is_none_or(|kind| !SHOWN.contains(&kind)))
}

struct Box<'b> {
    name: &'b [u8; 4],
    whole: Range<usize>,
    inside: Range<usize>,
}

/// The boxes in a range, up to the first that is not whole.
fn boxes(bytes: &[u8], range: Range<usize>) -> impl Iterator<Item = Box<'_>> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        let name: &[u8; 4] = bytes.get(at + 4..at + 8)?.try_into().ok()?;
        let (head, length) = match number(bytes, at, 4)? {
            // To the end.
            0 => (8, range.end.checked_sub(at)?),
            1 => (16, number(bytes, at + 8, 8)?),
            length => (8, length),
        };
        let end = at.checked_add(length).filter(|end| length >= head && *end <= range.end)?;
        let found = Box { name, whole: at..end, inside: at + head..end };
        at = end;
        Some(found)
    })
}

/// A number of some bytes, the first the most.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let written = bytes.get(at..at.checked_add(length)?)?;
    usize::try_from(written.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte))).ok()
}

fn erase(out: &mut [u8], range: Range<usize>) {
    if let Some(range) = out.get_mut(range) {
        range.fill(0);
    }
}

fn blank(out: &mut [u8], found: &Box<'_>) {
    out[found.whole.start + 4..found.whole.start + 8].copy_from_slice(b"free");
    erase(out, found.inside.clone());
}

/// A film: its dates, the names of programs, and everything that is not needed to show it.
fn film(out: &mut [u8], bytes: &[u8], outer: &Box<'_>) {
    for found in boxes(bytes, outer.inside.clone()) {
        match found.name {
            name if !OF_FILMS.contains(&name) => blank(out, &found),
            // The parts of a fragment and what tells the samples of a track apart are needed whole.
            b"trak" | b"mdia" => film(out, bytes, &found),
            // Version and flags, then when it was made and changed: 4 bytes each, or 8 in version 1.
            b"mvhd" | b"tkhd" | b"mdhd" => {
                let dates = if bytes.get(found.inside.start) == Some(&1) { 16 } else { 8 };
                erase(out, found.inside.start + 4..(found.inside.start + 4 + dates).min(found.inside.end));
            }
            b"hdlr" => handler(out, &found),
            _ => {}
        }
    }
}

/// The name of a handler is for people who debug.
fn handler(out: &mut [u8], found: &Box<'_>) {
    erase(out, (found.inside.start + 24).min(found.inside.end)..found.inside.end);
}

/// A picture: the items that are no pictures, and the names of all.
fn picture(out: &mut [u8], bytes: &[u8], meta: &Box<'_>) {
    // Version and flags come first.
    let inside = meta.inside.start + 4..meta.inside.end;
    let (mut beside, mut places, mut data) = (Vec::new(), Vec::new(), 0..0);
    for found in boxes(bytes, inside) {
        match found.name {
            name if !OF_PICTURES.contains(&name) => blank(out, &found),
            b"hdlr" => handler(out, &found),
            b"iinf" => beside = items(out, bytes, &found),
            b"iloc" => places = locations(bytes, &found).unwrap_or_default(),
            b"idat" => data = found.inside,
            _ => {}
        }
    }
    for place in places.iter().filter(|place| beside.contains(&place.item)) {
        let base = if place.in_data { data.start } else { 0 };
        let end = if place.in_data { data.end } else { bytes.len() };
        let start = base.saturating_add(place.offset).min(end);
        let length = if place.length == 0 { end - start } else { place.length };
        erase(out, start..start.saturating_add(length).min(end));
    }
}

/// The items that say something: EXIF, XMP and whatever else is no picture. Names of items are taken away.
fn items(out: &mut [u8], bytes: &[u8], found: &Box<'_>) -> Vec<usize> {
    let wide = bytes.get(found.inside.start) != Some(&0);
    let list = found.inside.start + if wide { 8 } else { 6 }..found.inside.end;
    let mut beside = Vec::new();
    for entry in boxes(bytes, list).filter(|it| it.name == b"infe") {
        let at = entry.inside.start;
        let id = if bytes.get(at) == Some(&3) { 4 } else { 2 };
        let (Some(item), Some(kind)) = (number(bytes, at + 4, id), bytes.get(at + 6 + id..at + 10 + id)) else { continue };
        if matches!(kind, b"Exif" | b"mime" | b"uri ") {
            beside.push(item);
        }
        let name = at + 10 + id..entry.inside.end;
        if let Some(name) = out.get_mut(name) {
            name.iter_mut().take_while(|byte| **byte != 0).for_each(|byte| *byte = b' ');
        }
    }
    beside
}

struct Location {
    item: usize,
    in_data: bool,
    offset: usize,
    length: usize,
}

/// Where the data of items stand.
fn locations(bytes: &[u8], found: &Box<'_>) -> Option<Vec<Location>> {
    let mut at = found.inside.start;
    let mut next = |length: usize| {
        let value = number(bytes.get(..found.inside.end)?, at, length)?;
        at += length;
        Some(value)
    };
    let version = next(1)?;
    next(3)?;
    let sizes = next(2)?;
    let (of_offset, of_length, of_base) = (sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15);
    let of_index = if version == 0 { 0 } else { sizes & 15 };
    let of_id = if version < 2 { 2 } else { 4 };
    let mut places = Vec::new();
    for _ in 0..next(of_id)? {
        let item = next(of_id)?;
        let method = if version == 0 { 0 } else { next(2)? & 15 };
        next(2)?;
        let base = next(of_base)?;
        for _ in 0..next(2)? {
            next(of_index)?;
            let (offset, length) = (base.checked_add(next(of_offset)?)?, next(of_length)?);
            places.push(Location { item, in_data: method == 1, offset, length });
        }
    }
    Some(places)
}
