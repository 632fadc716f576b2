//! Where the time of a build goes, stage by stage, and what an edit costs after it: on 1,000 pages, or on as many as asked for.
//!
//! `cargo bench --bench stages -- 10000` prints what it measured: the least of several rounds, since others at work only add.
#![expect(clippy::print_stdout, reason = "printing what was measured is its work")]

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use shirube::check;
use shirube::content::{self, Context};
use shirube::diag::Report;
use shirube::model::SourcePath;
use shirube::output::{Content, Sink};
use shirube::pipeline::{self, BuildOptions, Memory};
use shirube::publish::{self, From};
use shirube::world::{Listing, MemoryWorld, World};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;

/// The allocator of the program, so that what is measured is what users get.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let pages = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(1000);
    let world = site(pages);
    let options = BuildOptions::default();
    println!("{pages} pages, a third with a figure; least of {ROUNDS} rounds");
    say("read all files", || world.list("").files.iter().filter_map(|path| world.read(path).ok().flatten()).count());
    let known = pipeline::known(&world, &mut Report::default()).expect("the settings are right");
    let context = Context {
        languages: &known.config.languages,
        audiences: &known.config.audiences,
        highlight: true,
        search: true,
        tongues: &[],
    };
    say("parse the pages", || content::load(&world, context, &mut Report::default()));
    say("read and compute the figures", || pipeline::figures(&world, &mut Report::default()));
    say("all of that, with links and rules", || pipeline::known(&world, &mut Report::default()));
    say("the whole build, rendered", || pipeline::build(&world, &options));
    say("the same, held by nobody", || pipeline::build_into(&world, &options, &Nobody));
    published(&world, &options);
    edits(world, pages);
    assert!(check::RULES.len() > 1, "the rules are part of what was measured");
}

/// Takes pages and forgets them.
struct Nobody;

impl Sink for Nobody {
    fn lay(&self, _: &str, _: &str, bytes: Vec<u8>) -> Content {
        Content::Laid(black_box(bytes).len())
    }
}

fn published(world: &MemoryWorld, options: &BuildOptions) {
    let folder = std::env::temp_dir().join(format!("shirube-bench-{}", std::process::id()));
    let from = From { root: Path::new("/"), whole: true };
    let build = pipeline::build(world, options);
    let least = (0..ROUNDS).map(|_| {
        let _ = std::fs::remove_dir_all(&folder);
        timed(|| publish::publish(&build.outputs, from, &folder))
    });
    print("publish to a new folder", least.min());
    say("publish again, nothing changed", || publish::publish(&build.outputs, from, &folder));
    let _ = std::fs::remove_dir_all(&folder);
}

/// From the round and the number of pages to a file and its new text.
type Edit = fn(usize, usize) -> (String, String);

/// What an edit costs: a text, a title, a figure that a twelfth of the pages print, all figures of a month, one of which is printed
/// by every third.
fn edits(world: MemoryWorld, pages: usize) {
    let options = BuildOptions { preview: true, ..BuildOptions::default() };
    let mut memory = Memory::default();
    let mut watched = Watched { world, changes: Vec::new() };
    let _ = pipeline::build_with(&watched, &options, &mut memory);
    let kinds: [(&str, Edit); 4] = [
        ("edit a text", |round, pages| {
            (format!("content/s1/p{}.md", pages / 40 * 20 + 1), page(pages / 40 * 20 + 1, "題名", round))
        }),
        ("edit a title", |round, pages| {
            let title = format!("題名{round}");
            (format!("content/s2/p{}.md", pages / 40 * 20 + 2), page(pages / 40 * 20 + 2, &title, 0))
        }),
        ("edit a figure", |round, _| {
            let text = snapshot(10, 100).replace("  m0: 100\n", &format!("  m0: {}\n", 100 + round));
            ("data/snapshots/2026-10.yaml".to_owned(), text)
        }),
        ("edit every figure of a month", |round, _| ("data/snapshots/2026-10.yaml".to_owned(), snapshot(10, 100 + round))),
    ];
    for (name, edit) in kinds {
        let least = (1..=ROUNDS).map(|round| {
            let (path, text) = edit(round, pages);
            watched.world.insert(&path, text);
            watched.changes.push(SourcePath::new(path));
            timed(|| pipeline::build_with(&watched, &options, &mut memory))
        });
        print(name, least.min());
    }
}

/// A world that tells what has changed, as a disk that is watched does.
struct Watched {
    world: MemoryWorld,
    changes: Vec<SourcePath>,
}

impl World for Watched {
    fn read(&self, path: &SourcePath) -> Result<Option<Arc<[u8]>>, String> {
        self.world.read(path)
    }

    fn list(&self, folder: &str) -> Listing {
        self.world.list(folder)
    }

    fn today(&self, zone: &TimeZone) -> Date {
        self.world.today(zone)
    }

    fn moment(&self) -> Option<u64> {
        Some(self.changes.len() as u64)
    }

    fn changed_since(&self, moment: u64) -> Option<Vec<SourcePath>> {
        self.changes.get(moment as usize..).map(<[SourcePath]>::to_vec)
    }
}

fn say<T>(name: &str, work: impl Fn() -> T) {
    print(name, (0..ROUNDS).map(|_| timed(&work)).min());
}

fn print(name: &str, least: Option<Duration>) {
    println!("{name:<36} {:>9.2} ms", least.unwrap_or_default().as_secs_f64() * 1000.0);
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    black_box(work());
    started.elapsed()
}

/// Twenty folders of pages with links, tasks, tables and tags; two years of a dozen metrics.
fn site(pages: usize) -> MemoryWorld {
    let mut world = MemoryWorld::new(date(2026, 11, 20));
    world.insert(
        "shirube.yaml",
        "title: 見本\nlanguages: [ja]\naudiences: [public, internal]\nsearch: false\n\
         sites:\n  - {id: team, audience: internal, base_url: https://team.example.jp/, kind: team}\n",
    );
    let mut metrics = "metrics:\n".to_owned();
    for at in 0..12 {
        // Writing to a String cannot fail.
        let _ =
            writeln!(metrics, "  m{at}: {{name: {{ja: 指標{at}}}, unit: count, kind: stock, better: higher, class: leading}}");
    }
    world.insert("data/metrics.yaml", metrics);
    for month in 1..=24 {
        let (year, month_of_year) = (2024 + (month + 9) / 12, (month + 9) % 12 + 1);
        world.insert(&format!("data/snapshots/{year}-{month_of_year:02}.yaml"), snapshot_of(year, month_of_year, 90 + month));
    }
    for at in 0..pages {
        world.insert(&format!("content/s{}/p{at}.md", at % 20), page(at, "題名", 0));
    }
    world
}

fn snapshot(month: usize, value: usize) -> String {
    snapshot_of(2026, month, value)
}

fn snapshot_of(year: usize, month: usize, value: usize) -> String {
    let values = (0..12).map(|at| format!("  m{at}: {}\n", value + at)).collect::<String>();
    format!("month: {year}-{month:02}\ntotal:\n{values}")
}

fn page(at: usize, title: &str, round: usize) -> String {
    let figure = if at.is_multiple_of(3) { format!("いまは {{{{ m{} }}}} です。\n\n", at % 12) } else { String::new() };
    let mut text = format!(
        "---\ntitle: {title} {at}\nsummary: 見本のページです。\naudience: internal\nstatus: published\ndate: 2026-10-01\n\
         tags: [札{}, 札{}]\n---\n\n{figure}",
        at % 60,
        at % 7
    );
    for part in 0..6 {
        let _ = writeln!(
            text,
            "## 節{part}\n\n最初の一か月で、お客様が自分の力で使えるようになるまでを支えます。[前のページ](../s{}/p{}.md)も読んでください。\n\n\
             - [ ] 目的を聞く\n- [ ] 画面を見せる\n\n| 役割 | すること |\n| --- | --- |\n| 担当 | 電話する |\n",
            at.saturating_sub(1) % 20,
            at.saturating_sub(1),
        );
    }
    let _ = writeln!(text, "直したのは{round}回目。");
    text
}
