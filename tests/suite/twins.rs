//! Every chart of the built sites says the same as the table behind it: its texts, its accessible name and, for lines, its shape.

use shirube::pipeline::{self, BuildOptions};
use shirube::world::DiskWorld;
use std::path::Path;

/// A drawn chart as a reader of the page's source finds it.
struct Figure<'a> {
    html: &'a str,
    kind: &'a str,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let start = text.find(from)? + from.len();
    text[start..].split(to).next()
}

fn plain(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for char in html.chars() {
        match char {
            '<' => inside = true,
            '>' => inside = false,
            char if !inside => out.push(char),
            _ => {}
        }
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

impl<'a> Figure<'a> {
    fn all(page: &'a str) -> impl Iterator<Item = Figure<'a>> {
        page.split("<figure class=\"chart chart-").skip(1).filter_map(|rest| {
            let html = rest.split("</figure>").next()?;
            let table = between(html, "<table>", "</table>").unwrap_or("");
            let cells = |row: &str| {
                row.split("<t")
                    .skip(1)
                    .filter(|cell| cell.starts_with(['h', 'd']))
                    .map(|cell| plain(&format!("<t{cell}")))
                    .collect::<Vec<_>>()
            };
            let mut rows = table.split("<tr>").skip(1).map(cells);
            let head = rows.next().unwrap_or_default();
            Some(Figure { html, kind: html.split('"').next()?, head, rows: rows.collect() })
        })
    }

    fn cells(&self) -> impl Iterator<Item = &str> {
        self.head.iter().chain(self.rows.iter().flatten()).map(String::as_str)
    }

    fn column(&self, at: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(move |row| row.get(at)).map(String::as_str)
    }

    /// The values that its pictures print: whatever is set in ink.
    fn printed(&self) -> Vec<String> {
        let mut found = Vec::new();
        for text in self.html.split("<text").skip(1).filter_map(|rest| rest.split("</text>").next()) {
            let (tag, inside) = text.split_once('>').unwrap_or_default();
            let in_ink = |tag: &str| {
                between(tag, "class=\"", "\"").is_some_and(|class| class.split(' ').any(|c| ["v", "b", "big", "on"].contains(&c)))
            };
            if in_ink(tag) {
                found.push(plain(inside));
            } else {
                found.extend(inside.split("<tspan").skip(1).filter_map(|run| {
                    let (tag, rest) = run.split_once('>')?;
                    in_ink(tag).then(|| plain(rest.split("</tspan>").next().unwrap_or("")))
                }));
            }
        }
        found
    }
}

/// The number a text stands for, if it is one with a unit: `−2.3`, `1,234社`, `¥2,460,000`.
fn number(text: &str) -> Option<f64> {
    let text = text.trim().replace('−', "-").replace(',', "");
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let sign =
        text[..start].chars().all(|c| "-+¥".contains(c)).then_some(if text[..start].contains('-') { -1.0 } else { 1.0 })?;
    let digits: String = text[start..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    let unit = &text[start + digits.len()..];
    if unit.contains(|c: char| c.is_ascii_digit()) { None } else { digits.parse::<f64>().ok().map(|number| sign * number) }
}

/// The points of a path as the pictures write them: relative steps, numbers to a tenth.
fn points(d: &str) -> Vec<(f64, f64)> {
    let mut numbers: Vec<(char, f64)> = Vec::new();
    let (mut command, mut at) = ('M', String::new());
    for c in d.chars().chain([' ']) {
        let ends = !(c.is_ascii_digit() || c == '.');
        if ends && !at.is_empty() {
            numbers.push((command, at.parse().expect("a number")));
            at.clear();
        }
        match c {
            'M' | 'l' | 'h' | 'v' => command = c,
            '0'..='9' | '.' | '-' => at.push(c),
            _ => {}
        }
    }
    let (mut found, mut here, mut half) = (Vec::new(), (0.0, 0.0), None);
    for (command, number) in numbers {
        match (command, half) {
            ('h', _) => here.0 += number,
            ('v', _) => here.1 += number,
            (_, None) => {
                half = Some(number);
                continue;
            }
            ('M', Some(x)) => here = (x, number),
            (_, Some(x)) => here = (here.0 + x, here.1 + number),
        }
        half = None;
        found.push(here);
    }
    found
}

/// Where the values of a line stand in a picture, from left to right.
fn drawn(picture: &str, series: usize) -> Vec<(f64, f64)> {
    let opening = format!("<g class=\"s{series}\">");
    let groups = picture.split(&opening).skip(1).filter_map(|rest| rest.split("</g>").next());
    let mut found: Vec<(f64, f64)> = Vec::new();
    for path in groups.flat_map(|group| group.split("<path d=\"").skip(1)) {
        let (d, rest) = path.split_once('"').unwrap_or_default();
        // A dot is a stroke without length: its point counts once.
        if rest.starts_with(" class=\"ln\"") {
            found.extend(points(d));
        } else if rest.starts_with(" class=\"pt\"") {
            found.extend(d.split('M').skip(1).filter_map(|dot| points(&format!("M{dot}")).first().copied()));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.dedup_by(|a, b| (a.0 - b.0).abs() < 0.05);
    found
}

/// Heights stand for values: one straight rule leads from all of the ones to all of the others.
fn complaint_about_shape(heights: &[(f64, f64)], values: &[f64], rounding: f64) -> Option<String> {
    if heights.len() != values.len() {
        return Some(format!("{} points for {} values", heights.len(), values.len()));
    }
    let pairs: Vec<(f64, f64)> = values.iter().zip(heights).map(|(value, point)| (*value, point.1)).collect();
    let (lo, hi) = (pairs.iter().min_by(|a, b| a.0.total_cmp(&b.0))?, pairs.iter().max_by(|a, b| a.0.total_cmp(&b.0))?);
    if hi.0 - lo.0 < 1e-9 {
        return None;
    }
    let rule = |value: f64| lo.1 + (value - lo.0) / (hi.0 - lo.0) * (hi.1 - lo.1);
    // Printed values are rounded, the two that give the rule as well: the picture is finer than they are.
    let room = 0.3 + (hi.1 - lo.1).abs() / (hi.0 - lo.0) * rounding;
    let wrong = pairs.iter().find(|(value, height)| (rule(*value) - height).abs() > room || hi.1 >= lo.1);
    wrong.map(|(value, height)| format!("{value} stands at {height}, not at {}", rule(*value)))
}

fn complaints(figure: &Figure<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let label = between(figure.html, "aria-label=\"", "\"").map(plain).unwrap_or_default();
    let says = |value: &str| number(value).is_some() && label.contains(value);
    if matches!(figure.kind, "tree" | "org" | "journey" | "matrix") {
        // What is no chart of figures is named by what it is.
        if label.is_empty() && figure.kind != "tree" {
            found.push("no accessible name".to_owned());
        }
    } else if !figure.rows.iter().flat_map(|row| row.iter().skip(1)).any(|cell| says(cell)) {
        found.push(format!("no value of the table is in the name `{label}`"));
    }
    if figure.rows.is_empty() {
        found.push("no table".to_owned());
    }
    // A tree sets the unit beside its number, in a voice of its own.
    let same = |cell: &str, text: &str| if figure.kind == "tree" { cell.starts_with(text) } else { cell == text };
    let printed = figure.printed();
    for text in printed.iter().map(|text| text.trim()).filter(|text| number(text).is_some()) {
        if !figure.cells().any(|cell| same(cell, text)) {
            found.push(format!("`{text}` is printed, but not in the table"));
        }
    }
    if figure.kind == "line" {
        let marks = usize::from(figure.html.contains("c-mark"));
        let target = usize::from(figure.html.contains("class=\"target\""));
        let series = figure.head.len().saturating_sub(1 + marks + target);
        for n in 1..=series.min(6) {
            let values: Vec<f64> = figure.column(n).filter_map(number).collect();
            let decimals =
                |text: &str| text.split_once('.').map_or(0, |(_, part)| part.chars().take_while(char::is_ascii_digit).count());
            let rounding = 0.1_f64.powi(figure.column(n).map(decimals).max().unwrap_or(0) as i32);
            for picture in figure.html.split("<svg").skip(1) {
                let wrong = complaint_about_shape(&drawn(picture, n), &values, rounding);
                found.extend(wrong.map(|wrong| format!("line {n}: {wrong}")));
            }
        }
        // The accessible name says where each line has come to.
        let last = figure.rows.last().into_iter().flat_map(|row| row.iter().skip(1).take(series));
        found.extend(last.filter(|value| !label.contains(*value)).map(|value| format!("`{value}` is not in the name {label}")));
    }
    found
}

#[track_caller]
fn check(root: &Path, least: &[(&str, usize)]) {
    let world = DiskWorld::open(root, Some("2026-11-20".parse().expect("a date"))).expect("the site is there");
    let build = pipeline::build(&world, &BuildOptions::default());
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    let mut found = Vec::new();
    for files in build.outputs.sites.values() {
        for (path, content) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = String::from_utf8(content.bytes().to_vec()).expect("pages are text");
            for figure in Figure::all(&page) {
                *counts.entry(figure.kind.to_owned()).or_default() += 1;
                found.extend(complaints(&figure).into_iter().map(|wrong| format!("{path}, a {} chart: {wrong}", figure.kind)));
            }
        }
    }
    for (kind, least) in least {
        assert!(counts.get(*kind).is_some_and(|count| count >= least), "too few of {kind} in {counts:?}");
    }
    assert!(found.is_empty(), "{} complaints:\n{}", found.len(), found[..found.len().min(20)].join("\n"));
}

#[test]
fn every_chart_of_the_sample_says_what_its_table_says() {
    let kinds =
        ["bars", "stacked", "shares", "multiples", "heatmap", "waterfall", "quadrant", "funnel", "bullet", "distribution"];
    let mut least: Vec<(&str, usize)> = kinds.map(|kind| (kind, 1)).to_vec();
    least.push(("line", 100));
    check(Path::new(env!("CARGO_MANIFEST_DIR")), &least);
}

#[test]
fn every_chart_of_the_example_says_what_its_table_says() {
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/example"), &[("line", 10), ("waterfall", 1)]);
}

#[test]
fn a_chart_that_says_something_else_is_found() {
    let page = |value: &str, drop: &str| {
        format!(
            "<figure class=\"chart chart-line\"><svg role=\"img\" aria-label=\"NRR。{value}\"><g class=\"s1\">\
             <path d=\"M10 100h20l20-{drop}\" class=\"ln\"/></g><text x=\"60\" y=\"1\" class=\"big\">{value}</text></svg><table>\
             <tr><th>月</th><th>NRR</th></tr><tr><th>8月</th><td>1.0%</td></tr><tr><th>9月</th><td>1.0%</td></tr>\
             <tr><th>10月</th><td>3.0%</td></tr></table></figure>"
        )
    };
    let wrong = |value: &str, drop: &str| Figure::all(&page(value, drop)).flat_map(|figure| complaints(&figure)).count();
    assert_eq!(wrong("3.0%", "40"), 0);
    assert_eq!(wrong("4.0%", "40"), 3, "the printed value, and the name twice: it says none of the values, and not the last");
    let bent = page("3.0%", "40").replace("h20l20", "l20-9 20");
    assert_eq!(Figure::all(&bent).flat_map(|figure| complaints(&figure)).count(), 1, "the shape");
}
