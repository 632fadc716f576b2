//! Work grows with the pages, not with their square: counted, not timed.

use super::Memory;
use crate::model::SourcePath;
use crate::pipeline::{BuildOptions, build_with};
use crate::world::{Listing, MemoryWorld, World};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a build costs.
#[derive(Debug)]
struct Work {
    read: usize,
    asked: usize,
    written: usize,
}

#[test]
fn four_times_the_pages_are_four_times_the_work() {
    let (few, many) = (work(1000), work(4000));
    let grows = |name: &str, few: usize, many: usize| {
        // Digits in names grow, and what exists once does not.
        assert!(many as f64 / (few as f64) < 4.2, "{name} grows faster than the pages: {few}, {many}");
    };
    grows("files read", few.read, many.read);
    grows("questions asked", few.asked, many.asked);
    grows("bytes written", few.written, many.written);
}

/// A site in which everything grows: guides, stories, plain pages, translations, tags, links in both directions.
fn work(pages: usize) -> Work {
    let mut world = MemoryWorld::new(date(2026, 11, 20));
    world.insert("shirube.yaml", SETTINGS);
    for at in 0..pages {
        let (folder, more) = match at % 4 {
            0 => ("playbooks", String::new()),
            1 => ("stories", format!("month: 2026-{:02}\nplaybooks: [p{}]\n", at % 12 + 1, (at - 1) / 4 * 4)),
            2 => ("notes", "weight: 3\n".to_owned()),
            _ => ("texts", String::new()),
        };
        let mut text = format!(
            "---\ntitle: ページ{at}\naudience: public\nstatus: published\ndate: 2026-10-01\ntags: [札{}]\n{more}---\n\n",
            at / 20
        );
        // Writing to a String cannot fail.
        let _ = writeln!(text, "[前へ](../playbooks/p{}.md)\n\n## 節\n\n本文です。", at / 4 * 4);
        world.insert(&format!("content/{folder}/p{at}.md"), text);
        if at % 8 == 4 {
            world.insert(&format!("content/playbooks/p{at}.en.md"), "---\ntitle: A page\nstatus: published\n---\n\nText.\n");
        }
    }
    let world = Counting { world, read: AtomicUsize::new(0) };
    let mut memory = Memory::default();
    let build = build_with(&world, &BuildOptions::default(), &mut memory).expect("nobody stops it");
    assert!(build.tally.pages["open"] > pages, "{:?}", build.report);
    Work {
        read: world.read.into_inner(),
        asked: memory.sites.values().map(|site| site.pages.questions()).sum(),
        written: build.outputs.sites.values().flat_map(|files| files.iter()).map(|(_, content)| content.len()).sum(),
    }
}

const SETTINGS: &str = "title: 見本\nlanguages: [ja, en]\naudiences: [public, internal]\nsearch: false\n\
    sites:\n  - {id: open, audience: public, base_url: https://open.example.jp/}\n  \
    - {id: team, audience: internal, base_url: https://team.example.jp/, kind: team}\n";

/// A world that counts how often it is read.
struct Counting {
    world: MemoryWorld,
    read: AtomicUsize,
}

impl World for Counting {
    fn read(&self, path: &SourcePath) -> Result<Option<Arc<[u8]>>, String> {
        self.read.fetch_add(1, Ordering::Relaxed);
        self.world.read(path)
    }

    fn list(&self, folder: &str) -> Listing {
        self.world.list(folder)
    }

    fn today(&self, zone: &TimeZone) -> Date {
        self.world.today(zone)
    }
}
