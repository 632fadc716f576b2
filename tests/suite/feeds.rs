//! Feeds and sitemaps are well formed, and hold what their readers require (RFC 4287; sitemaps.org 0.9).

use shirube::output::Files;
use shirube::pipeline::{self, BuildOptions};
use shirube::world::DiskWorld;
use std::path::Path;

/// All sites of the example and of the sample.
fn sites() -> Vec<(String, Files)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let build = |root: &Path| {
        let world = DiskWorld::open(root, Some("2026-11-20".parse().expect("a date"))).expect("it is there");
        pipeline::build(&world, &BuildOptions::default()).outputs.sites
    };
    build(root).into_iter().chain(build(&root.join("tests/sites/example"))).collect()
}

fn text(files: &Files, path: &str) -> String {
    String::from_utf8(files.get(path).unwrap_or_else(|| panic!("no {path}")).bytes().to_vec()).expect("XML is text")
}

/// Panics where a tag is not closed by its own, or a bare `&` stands in the text.
fn assert_well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    for piece in xml.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').expect("a tag ends");
        for entity in after.split('&').skip(1) {
            let (name, _) = entity.split_once(';').expect("an entity ends");
            assert!(matches!(name, "amp" | "lt" | "gt" | "quot" | "#39"), "&{name};");
        }
        let name = tag.trim_end_matches('/').split_whitespace().next().unwrap_or("");
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed.trim()), "closed by another tag"),
            None if tag.starts_with('?') || tag.ends_with('/') => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
}

#[test]
fn every_feed_can_be_read() {
    for (id, files) in sites() {
        for path in ["atom.xml", "en/atom.xml"] {
            let feed = text(&files, path);
            assert_well_formed(&feed);
            let (head, entries) = feed.split_once("<entry>").unwrap_or((&feed, ""));
            for needed in ["<title>", "<id>http", "<updated>", "rel=\"self\""] {
                assert!(head.contains(needed), "{id}/{path}: {needed} is missing");
            }
            for entry in entries.split("<entry>").filter(|entry| !entry.is_empty()) {
                for needed in ["<title>", "<id>http", "<updated>20", "<link href=\"http"] {
                    assert!(entry.contains(needed), "{id}/{path}: {needed} is missing in {entry}");
                }
            }
        }
        assert!(text(&files, "atom.xml").contains("<entry>"), "{id}: nothing is new");
    }
}

#[test]
fn a_sitemap_lists_every_page_once_and_no_redirect() {
    for (id, files) in sites() {
        let map = text(&files, "sitemap.xml");
        assert_well_formed(&map);
        let listed: Vec<&str> = map.split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
        let mut unique = listed.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), listed.len(), "{id}: an address stands twice");
        // A stage on paper holds what stands elsewhere.
        let page = |path: &str| (path.ends_with("/index.html") || path == "index.html") && !path.ends_with("/print/index.html");
        let is_redirect =
            |content: &shirube::output::Content| String::from_utf8_lossy(&content.bytes()).contains("http-equiv=\"refresh\"");
        let pages = files.iter().filter(|(path, content)| page(path) && !is_redirect(content)).count();
        assert_eq!(listed.len(), pages, "{id}");
    }
}
