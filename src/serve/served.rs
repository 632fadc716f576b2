//! What is served now: the last good outputs, and what is wrong since.

use crate::diag::{Report, Severity};
use crate::output::{Content, Outputs};
use crate::pipeline::{Build, Search};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The outputs that pages are served from, and what open pages should know.
#[derive(Debug)]
pub(super) struct Served {
    pub(super) outputs: Arc<Outputs>,
    // The search index of every site, made when it is asked for.
    search: Arc<BTreeMap<String, Search>>,
    pub(super) site: Option<String>,
    // Whether the outputs come from a build without errors.
    good: bool,
    // Changes when the outputs do, also from one run of the program to the next.
    version: u128,
    // The errors since these outputs were made, as JSON.
    errors: serde_json::Value,
}

impl Served {
    /// What the first build made, good or not: there is nothing better.
    #[expect(clippy::disallowed_methods, reason = "tells one run of the preview from another; not in what is built")]
    pub(super) fn first(build: Build, site: Option<&str>) -> Self {
        // Another run of the program must not be taken for this one by a page that stayed open.
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        Served {
            good: !build.report.has_errors(),
            errors: errors(&build.report),
            outputs: Arc::new(build.outputs),
            search: Arc::new(build.search),
            site: site.map(str::to_owned),
            version: now,
        }
    }

    /// What is served after a further build: its outputs, unless it has errors and there are good ones.
    pub(super) fn next(&self, made: (Outputs, BTreeMap<String, Search>), report: &Report) -> Self {
        let (failed, errors) = (report.has_errors(), errors(report));
        let site = self.site.clone();
        if failed && self.good {
            let (outputs, search) = (Arc::clone(&self.outputs), Arc::clone(&self.search));
            return Served { outputs, search, site, good: true, version: self.version, errors };
        }
        let (outputs, search) = (Arc::new(made.0), Arc::new(made.1));
        Served { outputs, search, site, good: !failed, version: self.version + 1, errors }
    }

    /// A file of a site; the search index is made when it is first asked for.
    pub(super) fn file(&self, site: &str, path: &str) -> Option<&Content> {
        let of_search = || path.starts_with("assets/search.") || path.ends_with("search/index.json");
        let found = self.outputs.sites.get(site)?.get(path);
        found.or_else(|| self.search.get(site).filter(|_| of_search())?.files().get(path))
    }

    /// Names these outputs.
    pub(super) fn version(&self) -> String {
        self.version.to_string()
    }

    /// What open pages are told: they reload when the version is not theirs, and show the errors.
    pub(super) fn news(&self) -> String {
        json!({ "version": self.version(), "errors": self.errors }).to_string()
    }
}

fn errors(report: &Report) -> serde_json::Value {
    report
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| {
            json!({
                "code": finding.code.id,
                "place": finding.place.to_string(),
                "message": finding.message,
                "hint": finding.hint,
            })
        })
        .collect()
}
