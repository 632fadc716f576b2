//! `figures.json` holds every number that reviews and pages of metrics print, and an outside program can work each of them
//! out again: this one does, with nothing but the manifest.

use crate::cases::html;
use serde_json::Value;
use shirube::model::Exact;
use shirube::output::Files;
use shirube::pipeline::{self, BuildOptions};
use shirube::world::DiskWorld;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

static SAMPLE: LazyLock<(Files, Value)> = LazyLock::new(|| internal(""));

/// The narrowest site of a source tree, and its manifest.
fn internal(root: &str) -> (Files, Value) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let world = DiskWorld::open(&root, Some("2026-11-20".parse().expect("a date"))).expect("it is there");
    let mut sites = pipeline::build(&world, &BuildOptions::default()).outputs.sites;
    let files = sites.remove("team").or_else(|| sites.remove("internal")).expect("a site for the team");
    let manifest = text(&files, "figures.json");
    (files, serde_json::from_str(&manifest).expect("it is JSON"))
}

fn text(files: &Files, path: &str) -> String {
    let (_, bytes) = files.iter().find(|(found, _)| *found == path).unwrap_or_else(|| panic!("{path} is there"));
    String::from_utf8_lossy(&bytes.bytes()).into_owned()
}

/// The numbers in a text, with their signs: `101.65`, `+1.62`, `1,500`.
fn numbers(text: &str) -> Vec<String> {
    let part = |char: char| char.is_ascii_digit() || matches!(char, ',' | '.' | '+' | '−');
    let found = text.split(|char| !part(char)).map(|found| found.trim_end_matches([',', '.']).trim_start_matches(','));
    found.filter(|found| found.contains(|char: char| char.is_ascii_digit())).map(str::to_owned).collect()
}

/// What stands where figures stand: cells at the end, cards, targets, the values in charts and in the tables behind them.
fn figures(page: &str) -> Vec<String> {
    let texts = |within: &str, selector: &str| html::elements(within, selector).map(html::text).collect::<Vec<_>>();
    let mut found = Vec::new();
    for selector in ["td.end", "p.value", "p.target", "dl.changes", "tspan.big"] {
        found.extend(texts(page, selector));
    }
    for kind in ["line", "multiples", "bars", "stacked", "waterfall"] {
        for drawing in html::elements(page, &format!("svg.ch-{kind}")) {
            found.extend(texts(drawing, "text.v"));
        }
    }
    for table in html::elements(page, "details.data") {
        found.extend(texts(table, "td"));
    }
    // A month may stand beside a figure, or say why it is missing.
    found.retain(|text| {
        let begins = text.starts_with(|char: char| char.is_ascii_digit() || "+−¥±".contains(char));
        let name = text.contains('-') || text.contains('年') || text.contains(" 202");
        !name && (begins || text.contains(['%', '万', '円', '¥']))
    });
    found
}

#[test]
fn every_printed_number_stands_in_the_manifest() {
    let example = internal("tests/sites/example");
    for ((files, manifest), least) in [(&*SAMPLE, 5000), (&example, 200)] {
        let mut count = 0;
        for (path, bytes) in files.iter() {
            let page = path.strip_suffix("index.html").map(|address| format!("/{address}"));
            // The list of reviews counts statuses, which are no figures.
            let of_figures = |address: &String| {
                (address.contains("/reviews/") && !address.ends_with("/reviews/")) || address.contains("/metrics/")
            };
            let Some(address) = page.filter(of_figures) else { continue };
            let lines = manifest["pages"][&address].as_array().cloned().unwrap_or_default();
            let known: BTreeSet<String> =
                lines.iter().flat_map(|line| numbers(line["printed"].as_str().unwrap_or_default())).collect();
            for figure in figures(&String::from_utf8_lossy(&bytes.bytes())) {
                for number in numbers(&figure) {
                    count += 1;
                    assert!(known.contains(&number), "{address} prints {number} in “{figure}”, and the manifest does not say so");
                }
            }
        }
        assert!(count > least, "only {count} numbers were found");
    }
}

/// A whole number or a fraction as the manifest writes it.
fn exact(written: &str) -> Exact {
    let (above, below) = written.split_once('/').unwrap_or((written, "1"));
    let number = |text: &str| text.parse::<Exact>().unwrap_or_else(|()| panic!("{text} is a number"));
    number(above).over(&number(below)).expect("no fraction has 0 below")
}

/// A number in per cent or points, as a ratio, and half of what its last digit stands for.
fn ratio(printed: &str) -> Option<(Exact, Exact)> {
    let digits = printed.strip_suffix('%').or_else(|| printed.strip_suffix("pt"))?.trim_end();
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let value: Exact = digits.replace('−', "-").trim_start_matches(['+', '±']).replace(',', "").parse().ok()?;
    let one = Exact::ratio(1, 10_i64.pow(2 + decimals as u32))?;
    Some((value.times(&Exact::ratio(1, 100)?), one.times(&Exact::ratio(1, 2)?)))
}

#[test]
fn what_is_printed_follows_from_what_the_manifest_holds() {
    let (_, manifest) = &*SAMPLE;
    let value = |figure: &str| manifest["figures"][figure]["value"].as_str().map(exact);
    let mut count = 0;
    for (address, lines) in manifest["pages"].as_object().expect("pages by address") {
        for line in lines.as_array().expect("a list of lines") {
            let (figure, printed) = (line["figure"].as_str().expect("a figure"), line["printed"].as_str().expect("a text"));
            let expected = match (line["value"].as_str(), line["against"].as_str()) {
                (Some(written), _) if written.contains("..") => continue,
                (Some(written), _) => Some(exact(written)),
                (None, None) => value(figure),
                (None, Some(against)) => {
                    let (of, _) = figure.rsplit_once(' ').expect("metric, slice and months");
                    value(figure).zip(value(&format!("{of} {against}"))).map(|(after, before)| after.minus(&before))
                }
            };
            let expected = expected.unwrap_or_else(|| panic!("{address}: nothing is known of {line}"));
            let Some((shown, half)) = ratio(printed) else { continue };
            count += 1;
            // What was apportioned so that it adds up may be one step away.
            let apportioned = line["against"].is_string() && printed.contains("pt");
            let allowed = if apportioned { half.times(&Exact::from(4)) } else { half };
            // A gap is printed without its sign.
            let near = |expected: &Exact| shown.minus(expected).abs() <= allowed;
            assert!(near(&expected) || near(&expected.negated()), "{address}: {line} but {}", expected.fraction());
        }
    }
    assert!(count > 5000, "only {count} ratios were found");
}
