//! Builds the source tree of a case.

use super::figures::Known;
use super::page::{Case, Kind};
use super::world::CaseWorld;
use shirube::config;
use shirube::diag::{Report, print};
use shirube::ingest;
use shirube::model::SourcePath;
use shirube::output::{Content, Outputs, Sink};
use shirube::pipeline::{self, BuildOptions};
use shirube::world::World;
use std::collections::BTreeMap;

/// What came out.
pub struct Built {
    /// The files of all sites.
    pub outputs: Outputs,
    /// All findings, as printed without the lines they are about.
    pub findings: String,
    /// All findings, as printed.
    pub findings_with_excerpts: String,
    /// All figures.
    pub known: Option<Known>,
    /// The files that were ingested.
    pub written: BTreeMap<String, String>,
}

/// Takes pages as a folder would, and holds them.
struct Held;

impl Sink for Held {
    fn lay(&self, _: &str, _: &str, bytes: Vec<u8>) -> Content {
        bytes.into()
    }
}

/// Builds a case as `shirube build` would: texts and pages go as soon as they can.
pub fn run(case: &Case) -> Result<Built, String> {
    let mut world = CaseWorld::new(case)?;
    let (written, ingested) = ingested(case, &mut world)?;
    let options = BuildOptions { sites: None, drafts: case.drafts, preview: false, strict: case.strict };
    let mut build = pipeline::build_into(&world, &options, &Held);
    build.report.append(ingested);
    build.report.sort();
    // Only some cases look at figures; all others are spared the time.
    let asks = case.expected.iter().any(|expected| matches!(expected.kind, Kind::Figures | Kind::Why { .. }));
    let plain = |text: String| anstream::adapter::strip_str(&text).to_string();
    Ok(Built {
        findings: plain(print(&build.report, &|_: &SourcePath, _| None)),
        findings_with_excerpts: plain(print(&build.report, &|path: &SourcePath, line| excerpt(&world, path, line))),
        known: asks.then(|| Known::of(&world)).flatten(),
        written,
        outputs: build.outputs,
    })
}

/// Ingests all months of the account file of a case, as `shirube ingest --all` would before a build.
fn ingested(case: &Case, world: &mut CaseWorld) -> Result<(BTreeMap<String, String>, Report), String> {
    let mut report = Report::default();
    let mut written = BTreeMap::new();
    let Some(path) = case.ingest.as_deref().map(SourcePath::new) else { return Ok((written, report)) };
    let rows = world.read(&path)?.ok_or_else(|| format!("there is no `{path}`"))?;
    let ids = config::load(world, &mut Report::default()).map(|config| config.ingest).unwrap_or_default();
    let files = ingest::ingest(&path, &mut &*rows, &ids, &mut report).map_err(|error| error.to_string())?;
    for file in files {
        let path = format!("data/snapshots/{}", file.name());
        world.insert(&path, &file.text);
        written.insert(path, file.text);
    }
    Ok((written, report))
}

fn excerpt(world: &CaseWorld, path: &SourcePath, line: u32) -> Option<String> {
    let bytes = world.read(path).ok()??;
    let text = String::from_utf8_lossy(&bytes);
    text.lines().nth(line.checked_sub(1)? as usize).map(str::to_owned)
}
