//! How fast figures are read and worked out: 120 months × 500 metrics × 50 slices, and a million account rows.
//!
//! `cargo bench --bench figures` prints what it measured.
#![expect(clippy::print_stdout, reason = "printing what was measured is its work")]

use shirube::compute::{Figures, Material};
use shirube::data::{self, Context};
use shirube::diag::Report;
use shirube::ingest;
use shirube::model::{Audiences, FiscalYear, Slices, SourcePath};
use shirube::world::MemoryWorld;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const MONTHS: usize = 120;
const INPUTS: usize = 300;
const DERIVED: usize = 200;
const SLICES: usize = 50;

/// The allocator of the program, so that what is measured is what users get.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    figures();
    rows();
}

/// Processor time of all threads so far, in seconds, where the system tells: on a busy machine the clock says little.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn figures() {
    let (world, bytes) = site();
    let languages: [Arc<str>; 1] = ["ja".into()];
    let audiences = Audiences::new(vec!["public".into(), "internal".into()]).expect("two audiences");
    let context = Context { languages: &languages, audiences: &audiences };
    let mut report = Report::default();
    let registers = data::registers(&world, &context, &mut report);
    let slices = Slices::of(&registers);
    let definitions = data::metrics(&world, &context, &mut report);
    let (started, before) = (Instant::now(), cpu());
    let snapshots = data::snapshots(&world, &context, &definitions, &slices, &mut report);
    let read = started.elapsed();
    let (size, used) = (bytes as f64 / 1e6, cpu() - before);
    println!("read {size:.1} MB of snapshots in {read:.2?}; {used:.2} s of processor time, {:.1} MB/s a core", size / used);
    let material = Material {
        definitions: Arc::new(definitions),
        slices: Arc::new(slices),
        snapshots,
        targets: Default::default(),
        fiscal: FiscalYear::default(),
        narrowest: audiences.narrowest(),
        not_applicable: Vec::new(),
    };
    let (started, before) = (Instant::now(), cpu());
    let figures = Figures::compute(material, &mut report);
    let (count, took, used) = (INPUTS + DERIVED, started.elapsed(), cpu() - before);
    println!("computed {MONTHS} months × {count} metrics × {SLICES} slices in {took:.2?}; {used:.2} s of processor time");
    for finding in report.iter().take(3) {
        println!("unexpected: {} {}", finding.place, finding.message);
    }
    black_box(figures);
}

/// A site in memory, and the size of its snapshots.
fn site() -> (MemoryWorld, usize) {
    let mut world = MemoryWorld::new("2026-11-20".parse().expect("a date"));
    let mut metrics = String::from("metrics:\n");
    for at in 0..INPUTS {
        let _ = writeln!(metrics, "  input_{at}: {{name: I, kind: flow, unit: money, by: [segment]}}");
    }
    for at in 0..DERIVED {
        let (a, b, c) = (at, at + 1, at + 50);
        let _ = writeln!(
            metrics,
            "  derived_{at}: {{name: D, unit: ratio, formula: (input_{a} + input_{b} - input_{c}) / (input_{a} + input_{c})}}"
        );
    }
    world.insert("data/metrics.yaml", metrics);
    let mut segments = String::from("segments:\n");
    for at in 0..SLICES - 1 {
        let _ = writeln!(segments, "  s{at}: {{name: S}}");
    }
    world.insert("data/segments.yaml", segments);
    let mut bytes = 0;
    for month in 0..MONTHS {
        let (year, of_year) = (2015 + month / 12, month % 12 + 1);
        let mut text = format!("month: {year}-{of_year:02}\nsegment:\n");
        for slice in 0..SLICES - 1 {
            let _ = writeln!(text, "  s{slice}:");
            for input in 0..INPUTS {
                let value = (month * 7919 + slice * 104_729 + input * 1_299_709) % 90_000_000 + 1;
                let _ = writeln!(text, "    input_{input}: {value}");
            }
        }
        bytes += text.len();
        world.insert(&format!("data/snapshots/{year}-{of_year:02}.yaml"), text);
    }
    (world, bytes)
}

fn rows() {
    let mut csv = String::from("month,account,segment,arr\n");
    const ACCOUNTS: usize = 20_000;
    for month in 0..50 {
        for account in 0..ACCOUNTS {
            let arr = (account * 31 + month / 5 * 7) % 900_000 + 1000;
            let _ = writeln!(csv, "{}-{:02},account-{account},tier{},{arr}", 2020 + month / 12, month % 12 + 1, account % 3 + 1);
        }
    }
    let (started, before) = (Instant::now(), cpu());
    let mut report = Report::default();
    let path = SourcePath::new("accounts.csv");
    let files = ingest::ingest(&path, &mut csv.as_bytes(), &BTreeMap::new(), &mut report).expect("a text in memory");
    let (took, used) = (started.elapsed(), cpu() - before);
    println!("ingested {} rows into {} files in {took:.2?}; {used:.2} s of processor time", 50 * ACCOUNTS, files.len());
}
