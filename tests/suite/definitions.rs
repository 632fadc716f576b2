//! The definitions that `shirube init` writes: each is explained in the reference, in both languages, and has a golden case.

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The ids with their formulas, if they have one.
fn shipped() -> Vec<(String, Option<String>)> {
    let text = read(&Path::new(ROOT).join("src/cli/init/data/metrics.yaml"));
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    let lines = text.lines().skip_while(|line| *line != "metrics:").take_while(|line| *line != "bridges:");
    for line in lines {
        if let Some(id) = line.strip_prefix("  ").and_then(|line| line.strip_suffix(':')).filter(|id| !id.starts_with(' ')) {
            found.push((id.to_owned(), None));
        } else if let (Some(formula), Some(last)) = (line.strip_prefix("    formula: "), found.last_mut()) {
            last.1 = Some(formula.trim().to_owned());
        }
    }
    found
}

#[test]
fn every_definition_is_explained_with_its_formula() {
    for page in ["definitions.md", "definitions.en.md"] {
        explained(&read(&Path::new(ROOT).join("docs/content/reference").join(page)), page);
    }
}

#[track_caller]
fn explained(page: &str, name: &str) {
    let row = |id: &str| page.lines().find(|line| line.starts_with(&format!("| `{id}` | ")) && line.matches(" | ").count() >= 4);
    let unexplained: Vec<String> = shipped()
        .into_iter()
        .filter(|(id, formula)| {
            !row(id).is_some_and(|row| formula.as_ref().is_none_or(|formula| row.contains(&format!("`{formula}`"))))
        })
        .map(|(id, _)| id)
        .collect();
    assert_eq!(unexplained, Vec::<String>::new(), "these lack a row with their formula in {name}");
}

#[test]
fn every_definition_has_a_golden_case() {
    let folder = Path::new(ROOT).join("tests/cases/figures/definitions");
    let entries = fs::read_dir(&folder).expect("the folder of the cases can be read");
    let pages: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    let questions: Vec<String> = pages
        .iter()
        .flat_map(|page| read(page).lines().filter(|line| line.contains(" = ")).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let asked = |id: &str| questions.iter().any(|line| line.split_whitespace().next() == Some(id));
    let without: Vec<String> = shipped().into_iter().map(|(id, _)| id).filter(|id| !asked(id)).collect();
    assert_eq!(without, Vec::<String>::new(), "these are asked for in no page of {}", folder.display());
}
