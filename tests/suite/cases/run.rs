//! Builds the source tree of a case.

use super::page::Case;
use super::world::CaseWorld;
use shirube::config;
use shirube::data::{Context, registers, resolve};
use shirube::diag::{Report, print};
use shirube::model::SourcePath;
use shirube::output::Outputs;
use shirube::world::World;

/// What came out.
pub struct Built {
    /// The files of all sites.
    pub outputs: Outputs,
    /// All findings, as printed without the lines they are about.
    pub findings: String,
    /// All findings, as printed.
    pub findings_with_excerpts: String,
}

/// Builds a case as `shirube build` would.
pub fn run(case: &Case) -> Result<Built, String> {
    let world = CaseWorld::new(case)?;
    let mut report = Report::default();
    let outputs = Outputs::default();
    if let Some(config) = config::load(&world, &mut report) {
        let context = Context { languages: &config.languages, audiences: &config.audiences };
        let registers = registers(&world, &context, &mut report);
        let metrics = world.read(&SourcePath::new("data/metrics.yaml"))?.unwrap_or_else(|| [].into());
        let metrics = String::from_utf8_lossy(&metrics);
        let ids = metrics.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':').filter(|id| !id.starts_with(' ')));
        let mut ids: Vec<&str> = ids.collect();
        ids.extend(["health.green", "health.red"]);
        resolve(&registers, &config, &ids, &mut report);
        config.apply_severities(&mut report);
    }
    if case.strict {
        report.strict();
    }
    report.sort();
    let plain = |text: String| anstream::adapter::strip_str(&text).to_string();
    Ok(Built {
        outputs,
        findings: plain(print(&report, &|_: &SourcePath, _| None)),
        findings_with_excerpts: plain(print(&report, &|path: &SourcePath, line| excerpt(&world, path, line))),
    })
}

fn excerpt(world: &CaseWorld, path: &SourcePath, line: u32) -> Option<String> {
    let bytes = world.read(path).ok()??;
    let text = String::from_utf8_lossy(&bytes);
    text.lines().nth(line.checked_sub(1)? as usize).map(str::to_owned)
}
