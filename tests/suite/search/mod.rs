//! What the search finds, measured through the script that readers get.

mod corpus;
mod labels;

use crate::tools::{Folder, find, leave_out, repository, succeed};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of a site made of some of the thousand pages, built.
fn thousand(count: usize) -> Folder {
    let source = Folder::new();
    std::fs::write(source.0.join("shirube.yaml"), corpus::SETTINGS).expect("it can be written");
    for page in corpus::pages(count) {
        let path = source.0.join("content").join(format!("{}.md", page.name));
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
        std::fs::write(path, page.markdown()).expect("it can be written");
    }
    Folder::built(&source.0)
}

/// The script of the search that a site's pages load, as a module.
fn script(site: &Path, module: &Path) {
    let assets =
        std::fs::read_dir(site.join("assets")).expect("it has assets").map(|entry| entry.expect("it can be read").path());
    let is_script = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.starts_with("search.") && name.ends_with(".js")
    };
    let script = assets.into_iter().find(is_script).expect("it has the script of the search");
    std::fs::copy(script, module).expect("it can be copied");
}

#[test]
fn of_the_first_ten_results_ninety_five_in_a_hundred_are_right() {
    let Some(node) = find(&["node"]) else { return leave_out("the recall of the search", "node") };
    let (bench, sample) = (thousand(1000), Folder::built(repository()));
    let (bench, sample) = (bench.0.join("out/public"), sample.0.join("out/success"));
    let folder = Folder::new();
    let module = folder.0.join("search.mjs");
    script(&sample, &module);
    let texts = labels::texts();
    let questions: Vec<Value> = labels::questions()
        .iter()
        .map(|question| {
            let expected = question.expected(&texts[&question.site]);
            json!({"site": question.site, "kind": question.kind, "text": question.text, "expected": expected})
        })
        .collect();
    let folding = std::fs::read_to_string(repository().join("tests/search/folding.tsv")).expect("the table is there");
    let folding: Vec<Vec<&str>> =
        folding.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let plan = json!({
        "script": module,
        "sites": {"bench": bench.join("search"), "sample": sample.join("search"), "sample en": sample.join("en/search")},
        "questions": questions,
        "folding": folding,
        // Each pair of its letters stands on many pages, the whole on none.
        "nowhere": {"site": "bench", "text": "期限を決めて書き残します"},
    });
    let path = folder.0.join("plan.json");
    std::fs::write(&path, plan.to_string()).expect("it can be written");
    let said = succeed(Command::new(node).arg(repository().join("tests/browser/recall.mjs")).arg(path));
    print!("{}", String::from_utf8_lossy(&said.stdout));
}
