//! Compares what came out with what a case expects.

use super::html;
use super::page::{Case, Expected, Kind};
use super::run::Built;
use std::collections::BTreeSet;

/// An expectation that does not hold.
pub struct Wrong {
    /// The line of the block.
    pub line: usize,
    /// What was expected and what came out.
    pub message: String,
    /// Whether the page with what came out replaces it.
    pub updated: bool,
}

/// The page with what came out in place of what was expected, and what does not hold.
pub fn compare(case: &Case, built: &Built, text: &str) -> (String, Vec<Wrong>) {
    let mut updated = text.to_owned();
    let mut wrong = Vec::new();
    // From the end, so that earlier ranges stay right.
    for expected in case.expected.iter().rev() {
        match look(expected, built) {
            Look::Holds => {}
            Look::Other(actual) => {
                let message = difference(&expected.text, &actual);
                updated.replace_range(expected.range.clone(), &actual);
                wrong.push(Wrong { line: expected.line, message, updated: true });
            }
            Look::Fails(message) => wrong.push(Wrong { line: expected.line, message, updated: false }),
        }
    }
    wrong.reverse();
    (updated, wrong)
}

enum Look {
    Holds,
    /// Something else came out, which could stand there instead.
    Other(String),
    Fails(String),
}

fn look(expected: &Expected, built: &Built) -> Look {
    match &expected.kind {
        Kind::Diagnostics { excerpts } => {
            same(&expected.text, if *excerpts { &built.findings_with_excerpts } else { &built.findings })
        }
        Kind::Figures => match built.known.as_ref().map(|known| known.wrong(&expected.text)) {
            None => Look::Fails(format!("there are no figures; the findings are:\n{}", built.findings)),
            Some(wrong) if wrong.is_empty() => Look::Holds,
            Some(wrong) => Look::Fails(format!("{}\nthe findings are:\n{}", wrong.join("\n"), built.findings)),
        },
        Kind::Why { question } => match built.known.as_ref().map(|known| known.why(question)) {
            None => Look::Fails(format!("there are no figures; the findings are:\n{}", built.findings)),
            Some(Err(mistake)) => Look::Fails(mistake),
            Some(Ok(tree)) => same(&expected.text, &tree),
        },
        Kind::Written { path } => match built.written.get(path) {
            None => Look::Fails(format!("`{path}` was not written; the findings are:\n{}", built.findings)),
            Some(text) => same(&expected.text, text),
        },
        Kind::Findings => match expected.text.lines().find(|line| !built.findings.lines().any(|found| found == *line)) {
            None => Look::Holds,
            Some(line) => Look::Fails(format!("no finding says:\n  {line}\nThe findings are:\n{}", built.findings)),
        },
        Kind::Files { site, below } => match files(built, site, below) {
            Some(list) => same(&expected.text, &list),
            None => Look::Fails(format!("no site `{site}` was made")),
        },
        Kind::Html { path, not } => occurs(built, path, *not, |page| (html::normal(page), html::normal(&expected.text))),
        Kind::Text { path, not } => occurs(built, path, *not, |page| (html::text(page), html::words(&expected.text))),
        Kind::Element { path, selector } => match output(built, path) {
            None => Look::Fails(absent(built, path)),
            Some(page) => match html::element(&page, selector) {
                None => Look::Fails(format!("`{path}` has no element `{selector}`")),
                Some(element) if html::normal(element) == html::normal(&expected.text) => Look::Holds,
                Some(element) => Look::Other(format!("{}\n", element.trim())),
            },
        },
    }
}

fn same(expected: &str, actual: &str) -> Look {
    if expected == actual { Look::Holds } else { Look::Other(actual.to_owned()) }
}

fn occurs(built: &Built, path: &str, not: bool, both: impl Fn(&str) -> (String, String)) -> Look {
    let Some(page) = output(built, path) else { return Look::Fails(absent(built, path)) };
    let (page, wanted) = both(&page);
    match (page.contains(&wanted), not) {
        (true, false) | (false, true) => Look::Holds,
        (true, true) => Look::Fails(format!("`{path}` holds what must not occur: {wanted}")),
        (false, false) => Look::Fails(format!("`{path}` does not hold:\n  {wanted}\nIt is:\n  {page}")),
    }
}

fn output(built: &Built, path: &str) -> Option<String> {
    let (site, file) = path.split_once('/')?;
    let files = built.outputs.sites.get(site)?;
    // With `*` for a digest, all files that differ in nothing else.
    let same = files.iter().filter(|(path, _)| file.contains('*') && unhashed(path) == file).map(|(_, content)| content);
    let found: Vec<_> = files.get(file).into_iter().chain(same).map(|content| content.bytes()).collect();
    (!found.is_empty()).then(|| String::from_utf8_lossy(&found.concat()).into_owned())
}

fn absent(built: &Built, path: &str) -> String {
    let site = path.split('/').next().unwrap_or("");
    let all = files(built, site, "").unwrap_or_default();
    format!("there is no `{path}`; the findings are:\n{}and the files of `{site}`:\n{all}", built.findings)
}

fn files(built: &Built, site: &str, below: &str) -> Option<String> {
    let files = built.outputs.sites.get(site)?;
    let names = files.iter().filter(|(path, _)| path.starts_with(below)).map(|(path, _)| unhashed(path) + "\n");
    // Sorted without their digests, and those that differ in nothing else once.
    Some(names.collect::<BTreeSet<String>>().into_iter().collect())
}

/// `style.2dab5cc1b7.css` → `style.*.css`: the digest changes with every edit of the theme.
fn unhashed(path: &str) -> String {
    let digest = |part: &str| part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let part = |part: &str| if digest(part) { "*".to_owned() } else { part.to_owned() };
    let name = |name: &str| name.split('.').map(part).collect::<Vec<_>>().join(".");
    path.split('/').map(name).collect::<Vec<_>>().join("/")
}

/// Both texts line by line, with a mark at the lines only one of them has.
fn difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let missing = expected.iter().filter(|line| !actual.contains(line)).map(|line| format!("- {line}\n"));
    let extra = actual.iter().map(|line| format!("{} {line}\n", if expected.contains(line) { ' ' } else { '+' }));
    format!(
        "expected lines that are missing (-) and what came out (+ is new):\n{}{}",
        missing.collect::<String>(),
        extra.collect::<String>()
    )
}
