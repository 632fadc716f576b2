//! Runs every page below `tests/cases/`.

mod expect;
mod figures;
pub mod html;
mod page;
mod run;
mod world;

use page::Case;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// Every case, in one test: all failures are shown at once.
#[test]
fn every_page_in_cases_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let update = variable("UPDATE").is_some();
    // `CASE=config cargo test` runs the pages whose path holds the word.
    let only = variable("CASE").unwrap_or_default();
    let paths: Vec<(String, PathBuf)> = pages(&root)
        .into_iter()
        .map(|path| (path.strip_prefix(&root).unwrap_or(&path).display().to_string(), path))
        .filter(|(name, _)| name.contains(&only))
        .collect();
    let failures: Vec<String> = paths.par_iter().flat_map(|(name, path)| failures(name, path, update)).collect();
    let count = paths.len();
    assert!(count > 0, "no page in tests/cases matches `{only}`");
    assert!(failures.is_empty(), "{} of {count} cases do not hold\n\n{}\n", failures.len(), failures.join("\n\n"));
}

#[expect(clippy::disallowed_methods, reason = "how tests are run is not what they build")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// What does not hold on a page. With `update`, what can be updated is, and the rest still does not hold.
fn failures(name: &str, path: &Path, update: bool) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
    match Case::parse(&text).and_then(|case| outcome(&case, &text)) {
        Err(mistake) => vec![format!("{name}: {mistake}")],
        Ok((updated, wrong)) => {
            if update && updated != text {
                fs::write(path, updated).unwrap_or_else(|error| panic!("{name}: {error}"));
            }
            let left = wrong.into_iter().filter(|wrong| !(update && wrong.updated));
            left.map(|wrong| format!("{name}:{}: {}", wrong.line, wrong.message)).collect()
        }
    }
}

fn outcome(case: &Case, text: &str) -> Result<(String, Vec<expect::Wrong>), String> {
    let built = run::run(case)?;
    Ok(expect::compare(case, &built, text))
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}
