//! Builds the source tree of a case.

use super::page::Case;
use super::world::CaseWorld;
use shirube::diag::print;
use shirube::model::SourcePath;
use shirube::output::Outputs;
use shirube::pipeline::{self, BuildOptions};
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
    let options = BuildOptions { sites: None, drafts: case.drafts, preview: false, strict: case.strict };
    let build = pipeline::build(&world, &options);
    let plain = |text: String| anstream::adapter::strip_str(&text).to_string();
    Ok(Built {
        findings: plain(print(&build.report, &|_: &SourcePath, _| None)),
        findings_with_excerpts: plain(print(&build.report, &|path: &SourcePath, line| excerpt(&world, path, line))),
        outputs: build.outputs,
    })
}

fn excerpt(world: &CaseWorld, path: &SourcePath, line: u32) -> Option<String> {
    let bytes = world.read(path).ok()??;
    let text = String::from_utf8_lossy(&bytes);
    text.lines().nth(line.checked_sub(1)? as usize).map(str::to_owned)
}
