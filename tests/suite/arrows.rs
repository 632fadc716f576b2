//! The arrows of ARCHITECTURE.md hold: no module uses one that its row does not name.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

// Parts of the crate that every module may name: they are its front door, not a module.
const ROOT: &[&str] = &["VERSION"];

#[test]
fn no_module_uses_one_that_the_table_of_arrows_does_not_allow() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = arrows(&fs::read_to_string(root.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there"));
    let mut forbidden = Vec::new();
    for (module, file) in sources(&root.join("src")) {
        let text = fs::read_to_string(&file).expect("sources are UTF-8");
        let Some(allowed) = table.get(&module) else {
            forbidden.push(format!("{}: the table has no row for `{module}`", file.display()));
            continue;
        };
        for (line, used) in uses(&text) {
            if used != module && !allowed.contains(&used) && !ROOT.contains(&used.as_str()) {
                forbidden.push(format!("{}:{line}: `{module}` may not use `{used}`", file.display()));
            }
        }
    }
    assert!(forbidden.is_empty(), "\n{}\n", forbidden.join("\n"));
}

#[test]
fn the_table_of_arrows_has_no_cycle() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = arrows(&fs::read_to_string(root.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there"));
    let mut left: BTreeMap<&str, BTreeSet<&str>> =
        table.iter().map(|(module, uses)| (module.as_str(), uses.iter().map(String::as_str).collect())).collect();
    while let Some(module) =
        left.iter().find(|(_, uses)| !uses.iter().any(|used| left.contains_key(used))).map(|(module, _)| *module)
    {
        left.remove(module);
    }
    assert!(left.is_empty(), "these modules use one another in a circle: {:?}", left.keys());
}

/// The rows `| module | may use |`: module → modules.
fn arrows(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let rows = text.lines().skip_while(|line| !line.starts_with("| module | may use |")).skip(2);
    let mut table = BTreeMap::new();
    for row in rows.take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [modules, allowed] = cells.as_slice() else { panic!("a row of the table has two cells: {row}") };
        let names = |cell: &str| cell.replace('`', "").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let known: BTreeSet<String> = names(allowed).into_iter().collect();
        for module in names(modules) {
            table.insert(module, known.clone());
        }
    }
    assert!(!table.is_empty(), "ARCHITECTURE.md has no table `| module | may use |`");
    table
}

/// Every source file with the module it belongs to; the library's own file belongs to none.
fn sources(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let relative = path.strip_prefix(folder).expect("it is below the folder");
                let module = relative.iter().next().and_then(|part| part.to_str()).expect("names are UTF-8");
                let module = module.trim_end_matches(".rs").to_owned();
                // Tests beside the code read whole sites.
                let test = relative.iter().any(|part| part == "tests" || part == "tests.rs");
                if module != "lib" && !test {
                    found.push((module, path));
                }
            }
        }
    }
    found.sort();
    found
}

/// The modules a source file names, by `crate::x` or `shirube::x`, with their lines; `use crate::{a, b::c}` names both.
fn uses(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for root in ["crate::", "shirube::"] {
        for (at, _) in text.match_indices(root) {
            let line = text[..at].lines().count().max(1);
            let begins_word = !text[..at].ends_with(|char: char| char.is_alphanumeric() || char == '_');
            // A comment may explain itself by a module further on.
            let comment = text[..at].rsplit('\n').next().is_some_and(|before| before.trim_start().starts_with("//"));
            if begins_word && !comment {
                found.extend(first_names(&text[at + root.len()..]).into_iter().map(|name| (line, name)));
            }
        }
    }
    found
}

/// The first names of a path, or of every path in a group.
fn first_names(path: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![word(path)] };
    let mut names = Vec::new();
    let mut depth = 0;
    let mut begins = true;
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            char if begins && !char.is_whitespace() => {
                names.push(word(&group[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn uses_are_found_in_groups_and_inside_code() {
    let text = "use crate::model::Month;\nuse crate::{diag::{Report, codes}, html};\n// crate::serve is not used.\nfn f() -> crate::yaml::Node {}\n";
    let names: Vec<_> = uses(text).into_iter().collect();
    let expected = [(1, "model"), (2, "diag"), (2, "html"), (4, "yaml")].map(|(line, name)| (line, name.to_owned()));
    assert_eq!(names, expected);
}
