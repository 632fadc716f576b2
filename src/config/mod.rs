//! Reads `shirube.yaml`.
//!
//! In: the file, through a [`World`]. Out: a [`Config`] that is valid, plus a report of what was not. Languages and
//! audiences are read first, because every other text and label needs them. That approvers and metrics exist is checked
//! with the registers.

pub mod fields;
mod look;
mod read;
mod settings;
mod sites;

pub use settings::{Approval, Config, Contact, Facet, Feedback, Look, SiteConfig, SiteKind};

use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Audiences, Place, SourcePath};
use crate::world::{World, read_text};
use crate::yaml::{self, Decoder, Source};
use std::sync::Arc;

/// The name of the file.
pub const FILE: &str = "shirube.yaml";

/// Reads the settings; `None` when the file is missing or too little of it can be understood to go on.
pub fn load(world: &dyn World, report: &mut Report) -> Option<Config> {
    let path = SourcePath::new(FILE);
    if let Ok(None) = world.read(&path) {
        let finding = Diagnostic::new(&codes::MISSING_FILE, Place::file(path), "there is no `shirube.yaml`");
        report.push(finding.hint("run `shirube init`, or go to the folder that holds it (`--root DIR`)"));
        return None;
    }
    let text = read_text(world, &path, report)?;
    let source = Source::new(path.clone(), text);
    let before = report.iter().count();
    let Some(root) = yaml::parse(&source, 0..source.text.len(), report) else {
        if report.iter().count() == before {
            let finding = Diagnostic::new(&codes::MISSING_KEY, Place::file(path), "`shirube.yaml` is empty");
            report.push(finding.hint("write at least `title`, `languages`, `audiences` and `sites`"));
        }
        return None;
    };
    let nothing = (vec![Arc::from("ja")], Audiences::new(vec![Arc::from("internal")])?);
    // The keys are checked once; every reader below sees the same mapping.
    let mut decoder = Decoder { source: &source, languages: &nothing.0, audiences: &nothing.1, report };
    let map = decoder.map(&root, &fields::FILE)?;
    let languages = read::languages(&mut decoder, &map);
    let audiences = read::audiences(&mut decoder, &map);
    let (languages, audiences) = (languages?, audiences?);
    let mut decoder = Decoder { source: &source, languages: &languages, audiences: &audiences, report };
    Some(read::config(&mut decoder, &map))
}
