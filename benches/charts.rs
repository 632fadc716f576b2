//! How large charts are and how long they take to draw: lines of 3 × 36 values, a heatmap of 36 × 36.
//!
//! `cargo bench --bench charts` prints what it measured.
#![expect(clippy::print_stdout, reason = "printing what was measured is its work")]

use shirube::chart::{self, Axis, Course, Frame, Heatmap, Line, Series, TickFormat, Value, Width};
use shirube::model::{Language, Month};
use std::hint::black_box;
use std::time::{Duration, Instant};

const MONTHS: usize = 36;
const ROUNDS: usize = 200;

fn main() {
    let course = Course {
        frame: Frame { language: Language::of("ja"), title: "NRR".to_owned(), ..Frame::default() },
        ticks: TickFormat::percent(&Language::of("ja")),
        axis: Axis::Months(months()),
        series: (0..3).map(|at| Series { name: format!("Tier{at}"), values: values(at) }).collect(),
        target: None,
        marks: Vec::new(),
    };
    let line = Line { course, base: Some(1.0), from_zero: false };
    measure("lines of 3 × 36 values", || chart::line_svg(&line, Width::Wide));
    measure("the same with table, wide and narrow", || chart::line(&line));
    let heatmap = Heatmap {
        frame: Frame { language: Language::of("ja"), title: "NRR".to_owned(), ..Frame::default() },
        ticks: TickFormat::percent(&Language::of("ja")),
        head: "開始月".to_owned(),
        columns: Axis::Months(months()),
        rows: (0..MONTHS).map(|at| (format!("{at}"), values(at))).collect(),
        range: None,
    };
    measure("a heatmap of 36 × 36 values", || chart::heatmap_svg(&heatmap, Width::Wide));
}

fn months() -> Vec<Month> {
    let first: Month = "2024-01".parse().expect("a month");
    (0..MONTHS).map(|at| first.plus(at as i32)).collect()
}

/// Values that look random and are the same in every run.
fn values(row: usize) -> Vec<Value> {
    let value = |at: usize| 0.9 + ((row * 7919 + at * 104_729) % 1000) as f64 / 5000.0;
    (0..MONTHS).map(|at| Value::new(value(at), format!("{:.2}%", value(at) * 100.0))).collect()
}

/// Prints the size and the median time of a drawing.
fn measure(what: &str, draw: impl Fn() -> String) {
    let mut took: Vec<Duration> = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let started = Instant::now();
        black_box(draw());
        took.push(started.elapsed());
    }
    took.sort_unstable();
    println!("{what}: {:.1} KB, {:.3} ms", draw().len() as f64 / 1000.0, took[ROUNDS / 2].as_secs_f64() * 1000.0);
}
