//! The pages in `docs/` say what the tables say, and the schemas are whole.

use super::{findings, formats, index, page, schema};
use serde_json::Value;
use std::path::Path;

/// Every page of the reference, by its name in `docs/content/reference/`.
fn pages() -> Vec<(String, String)> {
    let mut pages = vec![
        ("index.md".to_owned(), index(true)),
        ("index.en.md".to_owned(), index(false)),
        ("findings.md".to_owned(), findings(true)),
        ("findings.en.md".to_owned(), findings(false)),
    ];
    for format in formats() {
        pages.push((format!("{}.md", format.name), page(&format, true)));
        pages.push((format!("{}.en.md", format.name), page(&format, false)));
    }
    pages
}

#[test]
fn the_reference_pages_say_what_the_tables_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/reference");
    let update = std::env::var_os("UPDATE").is_some();
    for (name, text) in pages() {
        let path = folder.join(&name);
        if update {
            std::fs::create_dir_all(&folder).expect("it can be made");
            std::fs::write(&path, &text).expect("it can be written");
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(written == text, "docs/content/reference/{name} is old: UPDATE=1 cargo test --lib reference");
    }
}

#[test]
fn every_schema_resolves_its_references_and_offers_the_ids_of_the_site() {
    let ids = |kind: &str| if kind == "metric" { vec!["nrr".to_owned()] } else { Vec::new() };
    for format in formats() {
        let whole: Value = serde_json::from_str(&schema(&format, &ids)).expect("it is JSON");
        assert_eq!(whole["type"], "object", "{}", format.name);
        let text = whole.to_string();
        for reference in text.split("\"#/definitions/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(whole["definitions"][reference].is_object(), "{}: {reference}", format.name);
        }
        for field in format.fields.all() {
            let described = whole["properties"][field.name]["description"].as_str().unwrap_or_default();
            assert!(described.contains(field.ja) && described.contains(field.en), "{}: {}", format.name, field.name);
        }
    }
    let targets = formats().into_iter().find(|format| format.name == "targets").expect("it is there");
    assert!(schema(&targets, &ids).contains("\"nrr\""));
}
