//! Every channel through which something internal could reach a customer's site, each with a leak planted in it.
//!
//! The site is made twice: as it is, and as it would be if the filter let everybody see everything. The second time every
//! channel must show its mark, or it would not be tested at all; the first time none may.

use jiff::civil::date;
use shirube::diag::Severity;
use shirube::model::{Commit, History, SourcePath};
use shirube::output::Files;
use shirube::pipeline::{self, BuildOptions};
use shirube::world::{DiskWorld, MemoryWorld, World};
use std::path::Path;

// A channel, the file of the customer's site that is its end, and the mark that stands there when it is open. A file that ends
// with `/` is the page there, `*` stands for any letters, and no mark means that the file itself is the leak.
#[rustfmt::skip]
const HELD_BACK: &[(&str, &str, &str)] = &[
    ("search index", "assets/search.*/t0.json", "zz-body-word"),
    ("search index, of a passage", "assets/search.*/t0.json", "zz-passage"),
    ("search index, of a translation", "assets/search.*/t0.json", "zz-translation-text"),
    ("search page", "search/", "zz-story"),
    ("feed", "atom.xml", "zz-neighbour"),
    ("feed, summaries", "atom.xml", "zz-open-graph"),
    ("sitemap", "sitemap.xml", "/playbooks/inner/"),
    ("tags", "tags/", "zz-tag"),
    ("address of a tag", "tags/zz-tag/", ""),
    ("counts", "tags/", ">3<"),
    ("count of a stage", "journey/", ">3<"),
    ("backlinks of a page", "playbooks/guide/", "zz-story"),
    ("related pages of a story", "stories/told/", "zz-neighbour"),
    ("backlinks of a metric", "metrics/speed/", "zz-neighbour"),
    ("guides of a stage", "journey/start/", "zz-neighbour"),
    ("pages of a facet", "facets/plan/light/", "zz-neighbour"),
    ("names of facets", "playbooks/inner/", "zz-facet"),
    ("previous and next", "playbooks/later/", "zz-neighbour"),
    ("gaps in an order", "playbooks/guide/", "zz-stage-between"),
    ("stages", "journey/between/", ""),
    ("the latest month of a figure", "playbooks/guide/", "8.7"),
    ("the latest month of a metric", "metrics/speed/", "2026年11月"),
    ("the first month of a metric", "metrics/speed/", "2026年7月"),
    ("the window of a chart", "playbooks/guide/", "<th scope=\"row\">2026年11月"),
    ("data tables", "playbooks/guide/", "987,654,321"),
    ("axis ranges and ticks", "playbooks/guide/", "1,000百万円"),
    ("chart titles", "playbooks/guide/", "<b>zz-metric</b>"),
    ("slices of a chart", "metrics/speed/", "zz-segment"),
    ("values of a slice", "metrics/speed/", "64.5"),
    ("status of a card", "playbooks/guide/", "off_target"),
    ("formulas", "metrics/derived/", "zz-metric"),
    ("pages of metrics", "metrics/inner_metric/", ""),
    ("notes of values", "metrics/speed/", "zz-value-note"),
    ("notes of targets", "metrics/speed/", "zz-target-note"),
    ("figure manifest", "figures.json", ""),
    ("ids with a suffix", "playbooks/guide/", "id=\"手順-1\""),
    ("ids of tasks", "playbooks/guide/", "id=\"t2\""),
    ("contents list", "playbooks/guide/", "#zz-contents"),
    ("passages", "playbooks/guide/", "zz-passage"),
    ("footnotes of passages", "playbooks/guide/", "zz-footnote"),
    ("link definitions of passages", "playbooks/guide/", "zz-definition"),
    ("tasks of passages", "playbooks/guide/", "zz-task"),
    ("texts of pictures", "playbooks/guide/", "zz-alt"),
    ("file names", "playbooks/guide/", "zz-file-name"),
    ("names of copied files", "playbooks/zz-file-name.png", ""),
    ("copied files", "playbooks/zz-photo.jpg", "zz-photo-bytes"),
    ("downloads", "playbooks/zz-download.pdf", "zz-download-bytes"),
    ("EXIF", "playbooks/photo.jpg", "zz-exif"),
    ("XMP in JPEG", "playbooks/photo.jpg", "zz-xmp"),
    ("IPTC", "playbooks/photo.jpg", "zz-iptc"),
    ("comments in JPEG", "playbooks/photo.jpg", "zz-jpeg-comment"),
    ("texts in PNG", "playbooks/text.png", "zz-png-text"),
    ("international texts in PNG", "playbooks/text.png", "zz-png-itxt"),
    ("packed texts in PNG", "playbooks/text.png", "zz-png-ztxt"),
    ("EXIF in PNG", "playbooks/text.png", "zz-png-exif"),
    ("dates in PNG", "playbooks/text.png", "zz-time"),
    ("comments in GIF", "playbooks/moving.gif", "zz-gif"),
    ("EXIF in WebP", "playbooks/small.webp", "zz-webp"),
    ("EXIF in AVIF", "playbooks/new.avif", "zz-avif"),
    ("places in films", "playbooks/film.mp4", "zz-film"),
    ("comments in SVG", "playbooks/drawn.svg", "zz-svg-comment"),
    ("metadata in SVG", "playbooks/drawn.svg", "zz-svg-metadata"),
    ("the page for unknown addresses", "404.html", "/zz-folder/"),
    ("the way to places", "playbooks/guide/", "/zz-folder/"),
    ("pages", "playbooks/inner/", "zz-body-word"),
    ("Open Graph", "playbooks/inner/", "og:description\" content=\"zz-open-graph"),
    ("redirects", "zz-alias/", ""),
    ("translations", "en/playbooks/guide/", "zz-translation"),
    ("language switch", "playbooks/guide/", "href=\"../../en/playbooks/guide/\""),
    ("alternates in other languages", "playbooks/guide/", "hreflang=\"en\""),
    ("breadcrumbs and heads of lists", "playbooks/", "zz-breadcrumb"),
    ("words of lists", "playbooks/", "zz-folder-text"),
    ("stories of a month", "stories/months/2026-09/", ""),
    ("reviews", "reviews/2026-10/", ""),
    ("decisions", "reviews/2026-10/", "zz-action"),
    ("roles", "roles/lead/", ""),
    ("who runs a guide", "playbooks/guide/", "zz-role"),
    ("people", "roles/lead/", "zz-person"),
    ("segments a guide is for", "playbooks/guide/", "zz-segment"),
    ("criteria of segments", "segments/one/", "zz-criteria"),
    ("goals of stages", "journey/start/", "zz-stage-goal"),
    ("source addresses", "playbooks/guide/", "zz-edit"),
    ("Git names", "playbooks/guide/", "zz-author"),
    ("Git subjects", "playbooks/guide/", "zz-subject"),
    ("Git dates", "playbooks/guide/", "2026年11月3日"),
    ("list of changes", "changes/", ""),
    ("pages that are due", "overdue/", ""),
    ("the stylesheet's content", "assets/style.*.css", ".team .places"),
];

// Channels that are shut on every site, so that opening the filter does not open them.
#[rustfmt::skip]
const SHUT_FOR_ALL: &[(&str, &str)] = &[
    ("comments in Markdown", "zz-html-comment"),
    ("keys of one's own", "zz-extra"),
    ("comments in CSS", "zz-css-comment"),
    ("comments in settings and themes", "zz-theme-comment"),
    ("cache files", "zz-cache"),
    ("titles of other sites", "zz-site-title"),
    ("commit ids", "zzcommit"),
    ("the build's own messages", "narrower-"),
];

#[test]
fn every_channel_is_shut_and_would_be_seen_if_it_were_open() {
    let world = source();
    let shut = pipeline::build(&world, &BuildOptions::default());
    let errors: Vec<_> = shut.report.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let open = pipeline::unfiltered(&world);
    let (shut, open) = (&shut.outputs.sites["success"], &open.outputs.sites["success"]);
    let mut wrong = Vec::new();
    for (channel, file, mark) in HELD_BACK {
        if leaks(shut, file, mark) {
            wrong.push(format!("{channel}: `{mark}` stands in {file}"));
        }
        if !leaks(open, file, mark) {
            wrong.push(format!("{channel}: without the filter `{mark}` is not in {file}, so this tests nothing"));
        }
    }
    for (channel, mark) in SHUT_FOR_ALL {
        for (files, which) in [(shut, "filtered"), (open, "unfiltered")] {
            if leaks(files, "*", mark) {
                wrong.push(format!("{channel}: `{mark}` stands on the {which} site"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_mark_stands_anywhere_on_the_customers_site() {
    let build = pipeline::build(&source(), &BuildOptions::default());
    let found: Vec<&str> = build.outputs.sites["success"]
        .iter()
        .filter(|(path, content)| is_marked(path, &content.bytes()))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(found, Vec::<&str>::new());
}

#[test]
fn structured_data_and_robots_speak_of_nothing_internal() {
    let build = pipeline::build(&source(), &BuildOptions::default());
    let files = &build.outputs.sites["success"];
    let guide = files.get("playbooks/guide/index.html").expect("the guide is there");
    let guide = String::from_utf8_lossy(&guide.bytes()).into_owned();
    let data = guide.split_once("application/ld+json").and_then(|(_, rest)| rest.split_once("</script>")).expect("it has some").0;
    assert!(data.contains("はじめかた") && !data.contains("zz"), "{data}");
    let robots = files.get("robots.txt").expect("it is there");
    assert_eq!(
        String::from_utf8_lossy(&robots.bytes()),
        "User-agent: *\nAllow: /\nSitemap: https://success.example.jp/sitemap.xml\n"
    );
}

fn is_marked(path: &str, bytes: &[u8]) -> bool {
    path.contains("zz") || bytes.windows(3).any(|window| window == b"zz-")
}

/// Whether a mark stands in one of the files that a pattern names.
fn leaks(files: &Files, pattern: &str, mark: &str) -> bool {
    let pattern = if pattern.ends_with('/') { format!("{pattern}index.html") } else { pattern.to_owned() };
    let named = |path: &str| match pattern.split_once('*') {
        Some((begin, end)) => path.starts_with(begin) && path.ends_with(end),
        None => path == pattern,
    };
    let holds = |bytes: &[u8]| mark.is_empty() || bytes.windows(mark.len()).any(|window| window == mark.as_bytes());
    files.iter().any(|(path, content)| named(path) && holds(&content.bytes()))
}

fn source() -> MemoryWorld {
    let day = date(2026, 11, 20);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/channels");
    let disk = DiskWorld::open(&root, Some(day)).expect("the folder is there");
    let mut world = MemoryWorld::new(day);
    for path in disk.list("").files {
        let bytes = disk.read(&path).expect("readable").expect("listed");
        world.insert(path.as_str(), bytes.to_vec());
    }
    world.insert("content/playbooks/photo.jpg", photo());
    world.insert("content/playbooks/moving.gif", [&b"GIF89a\x01\0\x01\0\0\0\0\x21\xFE\x06"[..], b"zz-gif", &[0, 0x3B]].concat());
    world.insert("content/playbooks/small.webp", [&b"RIFF\x14\0\0\0WEBPEXIF\x08\0\0\0"[..], b"zz-webp "].concat());
    world.insert("content/playbooks/new.avif", [boxed(b"ftyp", b"avif"), boxed(b"uuid", b"zz-avif")].concat());
    let film = boxed(b"moov", &boxed(b"udta", b"zz-film"));
    world.insert("content/playbooks/film.mp4", [boxed(b"ftyp", b"isom"), film].concat());
    world.insert("content/playbooks/zz-photo.jpg", jpeg("zz-photo-bytes"));
    let chunks: [(&[u8; 4], &[u8]); 5] = [
        (b"tEXt", b"zz-png-text"),
        (b"iTXt", b"zz-png-itxt"),
        (b"zTXt", b"zz-png-ztxt"),
        (b"eXIf", b"zz-png-exif"),
        (b"tIME", b"zz-time"),
    ];
    world.insert("content/playbooks/text.png", png(&chunks));
    world.insert("content/playbooks/zz-file-name.png", png(&[(b"tEXt", b"zz-copied-bytes")]));
    world.insert("content/playbooks/zz-download.pdf", "%PDF zz-download-bytes");
    world.insert("content/playbooks/drawn.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"4\"><!-- zz-svg-comment --><metadata>zz-svg-metadata</metadata><path d=\"M0 0h4\"/></svg>");
    world.insert(".shirube/cache", "zz-cache");
    let change = |id: &str, path: &str| Commit {
        id: id.into(),
        author: "zz-author".into(),
        time: "2026-11-03T09:00:00Z".parse().expect("a time"),
        subject: "zz-subject".into(),
        files: vec![SourcePath::new(path)],
    };
    world.set_history(History::new(
        vec![change("zzcommit1", "content/playbooks/guide.md"), change("zzcommit2", "content/playbooks/inner.md")],
        false,
    ));
    world
}

/// A JPEG of nothing with a text where cameras write.
fn jpeg(text: &str) -> Vec<u8> {
    let data = [b"Exif\0\0", text.as_bytes()].concat();
    let length = ((data.len() + 2) as u16).to_be_bytes();
    [&[0xFF, 0xD8, 0xFF, 0xE1][..], &length, &data, &[0xFF, 0xD9]].concat()
}

/// A photograph of nothing with everything that is written into one.
fn photo() -> Vec<u8> {
    let segment = |marker: u8, data: &[u8]| [&[0xFF, marker][..], &((data.len() + 2) as u16).to_be_bytes(), data].concat();
    let beside = [
        segment(0xE1, b"Exif\0\0zz-exif"),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0zz-xmp"),
        segment(0xED, b"Photoshop 3.0\0zz-iptc"),
        segment(0xFE, b"zz-jpeg-comment"),
    ];
    [&[0xFF, 0xD8][..], &beside.concat(), &[0xFF, 0xD9]].concat()
}

/// A PNG of nothing with some chunks.
fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let chunk = |name: &[u8; 4], data: &[u8]| [&(data.len() as u32).to_be_bytes()[..], name, data, &[0; 4]].concat();
    let head = chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    let chunks: Vec<u8> = chunks.iter().flat_map(|(name, data)| chunk(name, data)).collect();
    [&b"\x89PNG\r\n\x1a\n"[..], &head, &chunks, &chunk(b"IEND", b"")].concat()
}

/// A box of a film or a picture.
fn boxed(name: &[u8; 4], inside: &[u8]) -> Vec<u8> {
    [&((inside.len() + 8) as u32).to_be_bytes()[..], name, inside].concat()
}
