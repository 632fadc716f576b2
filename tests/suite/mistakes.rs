//! Two hundred mistakes as people make them, in a copy of the sample site: each is told on its line, with a hint that mends it,
//! and with nothing beside it that only follows from it.
//!
//! The mistakes stand in `mistakes/seeds.txt`; the figures to reach are those below.

use crate::tools::repository;
use jiff::civil::date;
use shirube::diag::{Diagnostic, Report};
use shirube::model::Place;
use shirube::pipeline::{self, BuildOptions};
use shirube::world::{DiskWorld, MemoryWorld, World};
use std::collections::{BTreeMap, BTreeSet};

const SEEDS: &str = include_str!("mistakes/seeds.txt");

// How many mistakes there are at least, how many of a hundred are told as they should be, and how many findings of a hundred
// may only follow from another.
const AT_LEAST: usize = 200;
const TOLD: usize = 98;
const NOISE: usize = 3;

/// A mistake, put into a file.
#[derive(Debug, Clone)]
struct Mistake {
    path: String,
    line: u32,
    wrong: String,
    // What the hint says, where it names no text that mends it.
    words: Option<String>,
}

type Texts = BTreeMap<String, String>;

#[test]
fn mistakes_are_told_where_they_stand_with_a_hint_that_mends_them() {
    let clean = sample();
    let before: Vec<String> = lines(&build(&clean));
    let mut lost = Vec::new();
    let batches: Vec<(Texts, Vec<Mistake>)> = SEEDS.split("\n# ").skip(1).map(|batch| seeded(&clean, batch, &mut lost)).collect();
    let sown: usize = batches.iter().map(|(_, mistakes)| mistakes.len()).sum();
    assert!(sown >= AT_LEAST, "only {sown} mistakes found their place in the sample: mend seeds.txt\n{}", lost.join("\n"));

    let mut failures = Vec::new();
    let mut noise = Vec::new();
    for (texts, mistakes) in &batches {
        let report = build(texts);
        let new: Vec<&Diagnostic> = report.iter().filter(|finding| !before.contains(&line(finding))).collect();
        let mended = build(&repaired(texts, &new));
        for mistake in mistakes {
            let here: Vec<&&Diagnostic> = new.iter().filter(|finding| mistake.holds(finding)).collect();
            failures.extend(mistake.failure(&here, &mended));
            noise.extend(here.iter().skip(1).map(|finding| line(finding)));
        }
        noise.extend(new.iter().filter(|finding| !mistakes.iter().any(|it| it.holds(finding))).map(|it| line(it)));
    }
    let told = sown - failures.len();
    let summary = format!("{told} of {sown} mistakes are told as they should be, with {} follow-ups", noise.len());
    assert!(
        told * 100 >= sown * TOLD && noise.len() * 100 <= sown * NOISE,
        "{summary}\n\nnot told:\n{}\n\nfollow-ups:\n{}",
        failures.join("\n"),
        noise.join("\n")
    );
}

impl Mistake {
    /// Whether a finding is about its line. What stands twice is told at one of the two places, and names the other.
    fn holds(&self, finding: &Diagnostic) -> bool {
        let here = |place: &Place| place.path.as_str() == self.path && place.line == self.line;
        let twice = finding.code.id.starts_with("duplicate") && finding.also.iter().any(|(place, _)| here(place));
        here(&finding.place) || twice
    }

    /// What is missing about the findings on its line; `mended` is the report after every repair was written.
    fn failure(&self, here: &[&&Diagnostic], mended: &Report) -> Option<String> {
        let at = format!("{}:{}: {}", self.path, self.line, self.wrong);
        if here.is_empty() {
            return Some(format!("{at}\n    nothing was found"));
        }
        let still = || mended.iter().find(|finding| self.holds(finding));
        let fine = here.iter().any(|finding| match (&self.words, &finding.repair) {
            (Some(words), _) => finding.hint.as_ref().is_some_and(|hint| hint.contains(words.as_str())),
            (None, Some(_)) => still().is_none(),
            (None, None) => false,
        });
        (!fine).then(|| {
            let after = still().map_or_else(String::new, |finding| format!("\n    repaired: {}", line(finding)));
            format!("{at}\n    {}{after}", here.iter().map(|finding| line(finding)).collect::<Vec<_>>().join("\n    "))
        })
    }
}

/// The sample site: the sources at the root of this repository.
fn sample() -> Texts {
    let disk = DiskWorld::open(repository(), None).expect("the sample is there");
    let mut texts = Texts::new();
    for path in ["content", "data"].iter().flat_map(|folder| disk.list(folder).files) {
        let bytes = disk.read(&path).expect("it can be read").expect("it is there");
        // Pictures hold no mistakes; `build` puts them in as they are.
        if let Ok(text) = String::from_utf8(bytes.to_vec()) {
            texts.insert(path.to_string(), text);
        }
    }
    let settings = std::fs::read_to_string(repository().join("shirube.yaml")).expect("the sample has settings");
    texts.insert("shirube.yaml".to_owned(), settings);
    texts
}

fn build(texts: &Texts) -> Report {
    let mut world = MemoryWorld::new(date(2026, 11, 20));
    let disk = DiskWorld::open(repository(), None).expect("the sample is there");
    for path in disk.list("content").files.iter().filter(|path| !texts.contains_key(path.as_str())) {
        let bytes = disk.read(path).expect("it can be read").expect("it is there");
        world.insert(path.as_str(), bytes.to_vec());
    }
    for (path, text) in texts {
        world.insert(path, text.as_str());
    }
    pipeline::build(&world, &BuildOptions::default()).report
}

/// The sample with the mistakes of a batch. One whose place is not found is left out: the sample is edited like any site.
fn seeded(clean: &Texts, batch: &str, lost: &mut Vec<String>) -> (Texts, Vec<Mistake>) {
    let mut texts = clean.clone();
    let mut mistakes: Vec<Mistake> = Vec::new();
    let (mut path, mut from, mut right) = (String::new(), 0, String::new());
    for line in batch.lines().skip(1) {
        let Some((mark, rest)) = line.split_once(' ') else { continue };
        let rest = rest.replace('↵', "\n").replace('⇥', "\t");
        match mark {
            "==" => (path, from) = (rest, 0),
            "@" => from = find(&texts, &path, 0, &rest).unwrap_or(usize::MAX),
            "-" => right = rest,
            "+" => match find(&texts, &path, from, &right).or_else(|| find(&texts, &path, 0, &right)) {
                Some(at) => {
                    let text = texts.get_mut(&path).expect("the text was found in it");
                    text.replace_range(at..at + right.len(), &rest);
                    from = at + rest.len();
                    let same = right.bytes().zip(rest.bytes()).take_while(|(a, b)| a == b).count();
                    // What is added below a line begins on the next one.
                    let same = same + usize::from(same == right.len() && rest[same..].starts_with('\n'));
                    let line = breaks(&text[..at + same]) + 1;
                    let more = breaks(&rest) as i64 - breaks(&right) as i64;
                    for below in mistakes.iter_mut().filter(|it| it.path == path && it.line > line) {
                        below.line = (i64::from(below.line) + more) as u32;
                    }
                    mistakes.push(Mistake { path: path.clone(), line, wrong: rest.clone(), words: None });
                }
                None => lost.push(format!("{path}: {right}")),
            },
            "=" => mistakes.iter_mut().next_back().expect("it follows a mistake").words = Some(rest),
            _ => {}
        }
    }
    (texts, mistakes)
}

fn breaks(text: &str) -> u32 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u32
}

fn find(texts: &Texts, path: &str, from: usize, wanted: &str) -> Option<usize> {
    texts.get(path)?.get(from..)?.find(wanted).map(|at| from + at)
}

/// The texts after every repair was written, the last of a file first, so that places stay true.
fn repaired(texts: &Texts, findings: &[&Diagnostic]) -> Texts {
    let mut texts = texts.clone();
    let mut repairs: Vec<(&Place, &str)> =
        findings.iter().filter_map(|finding| Some((&finding.place, finding.repair.as_ref()?.text.as_str()))).collect();
    repairs.sort();
    let mut written = BTreeSet::new();
    for (place, text) in repairs.into_iter().rev() {
        let Some(whole) = texts.get_mut(place.path.as_str()) else { continue };
        if !written.insert((place.path.clone(), place.line, place.column)) {
            continue;
        }
        let mut lines: Vec<String> = whole.split('\n').map(str::to_owned).collect();
        let Some(line) = lines.get_mut(place.line as usize - 1) else { continue };
        let (before, after) = (place.column as usize - 1, (place.column + place.width) as usize - 1);
        *line = line.chars().take(before).chain(text.chars()).chain(line.chars().skip(after)).collect();
        *whole = lines.join("\n");
    }
    texts
}

fn lines(report: &Report) -> Vec<String> {
    report.iter().map(line).collect()
}

fn line(finding: &Diagnostic) -> String {
    let hint = finding.hint.as_deref().unwrap_or("");
    format!("{}[{}] {}: {} ({hint})", finding.severity.word(), finding.code.id, finding.place, finding.message)
}
