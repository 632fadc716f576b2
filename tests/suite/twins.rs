//! Every chart of the built sites has its words, and says the same as the table behind it: its texts, its accessible name, its shapes.

mod drawing;
mod shape;

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

    /// The drawings: wide, narrow, or both.
    fn pictures(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.html.split("<svg").skip(1).filter_map(|rest| rest.split("</svg>").next())
    }

    /// How many columns of the table are drawn as lines, bars or parts.
    fn series(&self) -> usize {
        let marks = usize::from(self.html.contains("c-mark"));
        self.head.len().saturating_sub(1 + marks + usize::from(self.has_target()))
    }

    fn has_target(&self) -> bool {
        self.html.contains("<g class=\"target\"")
    }

    /// The column of targets.
    fn target(&self) -> Option<usize> {
        self.has_target().then(|| self.series() + 1)
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

/// A number as it is printed with its unit: `−2.3`, `1,234社`, `¥2.46M`, `1.82億円`.
#[derive(Debug, Clone, Copy)]
struct Shown {
    value: f64,
    /// How far the value may be from what was rounded.
    room: f64,
}

impl Shown {
    fn read(text: &str) -> Option<Shown> {
        let text = text.trim().replace('−', "-").replace(',', "");
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let before = &text[..start];
        let sign = before.chars().all(|c| "-+±¥".contains(c)).then_some(if before.contains('-') { -1.0 } else { 1.0 })?;
        let digits: String = text[start..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let unit = &text[start + digits.len()..];
        if unit.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let large = [("兆", 1e12), ("億", 1e8), ("万", 1e4), ("B", 1e9), ("M", 1e6), ("K", 1e3)];
        let one = large.iter().find(|(prefix, _)| unit.starts_with(prefix)).map_or(1.0, |(_, one)| *one);
        let decimals = digits.split_once('.').map_or(0, |(_, part)| part.len());
        let number: f64 = digits.parse().ok()?;
        Some(Shown { value: sign * number * one, room: 0.5 * one * 0.1_f64.powi(decimals as i32) })
    }
}

/// Every chart has a title, a sentence, an accessible name and a table.
fn missing_words(figure: &Figure<'_>, label: &str) -> Vec<String> {
    let mut found = Vec::new();
    let title = between(figure.html, "<figcaption>", "</b>").map(plain).unwrap_or_default();
    let caption = between(figure.html, "<p class=\"chart-caption\">", "</p>").map(plain).unwrap_or_default();
    for (what, text) in [("title", title.as_str()), ("caption", caption.as_str()), ("accessible name", label)] {
        if text.is_empty() {
            found.push(format!("no {what}"));
        }
    }
    if figure.rows.is_empty() {
        found.push("no table".to_owned());
    }
    for (at, picture) in figure.pictures().enumerate() {
        if !picture.contains(" aria-label=\"") {
            found.push(format!("drawing {at} has no accessible name"));
        }
    }
    if !(caption.ends_with(['。', '.'])) {
        found.push(format!("the caption is no sentence: {caption}"));
    }
    found
}

/// The name of a chart of one figure says its target and the gap to it.
fn unsaid_target(figure: &Figure<'_>, label: &str) -> Option<String> {
    let cells = figure.rows.last()?;
    let [value, target] = [1, figure.target()?].map(|at| cells.get(at).and_then(|cell| Shown::read(cell)));
    let alone = figure.series() == 1 && value.is_some() && target.is_some();
    let said = [["目標", "target"], ["差", "gap"]].iter().all(|words| words.iter().any(|word| label.contains(word)));
    (alone && !said).then(|| format!("target and gap are not in the name {label}"))
}

fn complaints(figure: &Figure<'_>) -> Vec<String> {
    let label = between(figure.html, "aria-label=\"", "\"").map(plain).unwrap_or_default();
    let mut found = missing_words(figure, &label);
    let says = |value: &str| Shown::read(value).is_some() && label.contains(value);
    if figure.kind != "tree" && !figure.rows.iter().flat_map(|row| row.iter().skip(1)).any(|cell| says(cell)) {
        found.push(format!("no value of the table is in the name `{label}`"));
    }
    found.extend(unsaid_target(figure, &label));
    // A tree sets the unit beside its number, in a voice of its own.
    let same = |cell: &str, text: &str| if figure.kind == "tree" { cell.starts_with(text) } else { cell == text };
    let printed = figure.printed();
    for text in printed.iter().map(|text| text.trim()).filter(|text| Shown::read(text).is_some()) {
        if !figure.cells().any(|cell| same(cell, text)) {
            found.push(format!("`{text}` is printed, but not in the table"));
        }
    }
    if figure.kind == "line" {
        // The accessible name says where each line has come to.
        let last = figure.rows.last().into_iter().flat_map(|row| row.iter().skip(1).take(figure.series()));
        found.extend(last.filter(|value| !label.contains(*value)).map(|value| format!("`{value}` is not in the name {label}")));
    }
    found.extend(shape::complaints(figure));
    found
}

/// All pages of the sites of a source tree.
fn pages(root: &Path) -> Vec<(String, String)> {
    let world = DiskWorld::open(root, Some("2026-11-20".parse().expect("a date"))).expect("the site is there");
    let build = pipeline::build(&world, &BuildOptions::default());
    let pages = build.outputs.sites.values().flat_map(|files| files.iter()).filter(|(path, _)| path.ends_with(".html"));
    pages.map(|(path, file)| (path.to_owned(), String::from_utf8(file.bytes().to_vec()).expect("pages are text"))).collect()
}

/// The kinds of charts besides lines and trees.
const KINDS: [&str; 10] =
    ["bars", "stacked", "shares", "multiples", "heatmap", "waterfall", "quadrant", "funnel", "bullet", "distribution"];

#[track_caller]
fn check(root: &Path, least: &[(&str, usize)]) {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    let mut found = Vec::new();
    for (path, page) in pages(root) {
        for figure in Figure::all(&page) {
            *counts.entry(figure.kind.to_owned()).or_default() += 1;
            found.extend(complaints(&figure).into_iter().map(|wrong| format!("{path}, a {} chart: {wrong}", figure.kind)));
        }
    }
    for (kind, least) in least {
        assert!(counts.get(*kind).is_some_and(|count| count >= least), "too few of {kind} in {counts:?}");
    }
    assert!(found.is_empty(), "{} complaints:\n{}", found.len(), found[..found.len().min(20)].join("\n"));
}

#[test]
fn every_chart_of_the_sample_says_what_its_table_says() {
    let mut least: Vec<(&str, usize)> = KINDS.map(|kind| (kind, 1)).to_vec();
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
            "<figure class=\"chart chart-line\"><figcaption><b>NRR</b></figcaption><svg role=\"img\" aria-label=\"NRR。{value}\">\
             <g class=\"s1\"><path d=\"M10 100h20l20-{drop}\" class=\"ln\"/></g><text x=\"60\" y=\"1\" class=\"big\">{value}</text></svg>\
             <p class=\"chart-caption\">最高は10月です。</p><table>\
             <tr><th>月</th><th>NRR</th></tr><tr><th>8月</th><td>1.0%</td></tr><tr><th>9月</th><td>1.0%</td></tr>\
             <tr><th>10月</th><td>3.0%</td></tr></table></figure>"
        )
    };
    let wrong = |page: &str| Figure::all(page).flat_map(|figure| complaints(&figure)).count();
    let right = page("3.0%", "40");
    assert_eq!(wrong(&right), 0);
    assert_eq!(
        wrong(&page("4.0%", "40")),
        3,
        "the printed value, and the name twice: it says none of the values, and not the last"
    );
    assert_eq!(wrong(&right.replace("h20l20", "l20-9 20")), 1, "the shape");
    assert_eq!(wrong(&right.replace("h20l20", "h30l10")), 1, "the month");
    assert_eq!(wrong(&right.replace("<b>NRR</b>", "<b></b>")), 1, "the title");
    assert_eq!(wrong(&right.replace("です。", "")), 1, "a caption that is no sentence");
    assert_eq!(wrong(&right.replace("最高は10月です。", "")), 2, "no caption at all");
}

/// One figure of the table changed, with the drawing as it was: of every kind of chart this is seen in the shapes.
#[test]
fn a_drawing_of_other_values_is_found() {
    let mut seen = std::collections::BTreeSet::new();
    for page in pages(Path::new(env!("CARGO_MANIFEST_DIR"))) {
        for mut figure in Figure::all(&page.1).filter(|figure| figure.kind != "tree" && figure.rows.len() > 2) {
            let Some((at, cell)) = figure.rows[1].iter().enumerate().skip(1).find(|(_, cell)| Shown::read(cell).is_some()) else {
                continue;
            };
            let digit = cell.find(|char: char| char.is_ascii_digit()).expect("it has a number");
            let other = format!("{}9{}", &cell[..digit], &cell[digit..]);
            if seen.insert(figure.kind.to_owned()) {
                figure.rows[1][at] = other;
                assert!(!shape::complaints(&figure).is_empty(), "a {} chart of {}", figure.kind, page.0);
            }
        }
    }
    assert_eq!(seen.len(), KINDS.len() + 1, "of every kind one: {seen:?}");
}

/// One target of the table changed, with the dashed line as it was: of lines and of bars this is seen.
#[test]
fn a_target_drawn_elsewhere_is_found() {
    let mut seen = std::collections::BTreeSet::new();
    for page in pages(Path::new(env!("CARGO_MANIFEST_DIR"))) {
        for mut figure in Figure::all(&page.1).filter(|figure| ["line", "bars"].contains(&figure.kind)) {
            let Some(at) = figure.target() else { continue };
            let Some(row) = figure.rows.iter().position(|row| row.get(at).is_some_and(|cell| Shown::read(cell).is_some())) else {
                continue;
            };
            if seen.insert(figure.kind.to_owned()) {
                figure.rows[row][at] = format!("9{}", figure.rows[row][at]);
                assert!(!shape::complaints(&figure).is_empty(), "a {} chart of {}", figure.kind, page.0);
            }
        }
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["bars", "line"], "a target of each kind");
}
