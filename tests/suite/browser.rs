//! Drives a browser against the served sites: `tests/browser/`.

use crate::tools::{DAY, Folder, copy, find, leave_out, package_file, repository, shirube, succeed};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A preview that ends with the test.
struct Preview {
    process: Child,
    address: String,
}

impl Preview {
    fn start(root: &Path) -> Self {
        let mut command = shirube();
        command.args(["serve", "--port", "0", "--color", "never", "--as-of", DAY, "--root"]).arg(root);
        let mut process = command.stderr(Stdio::piped()).spawn().expect("the program starts");
        let mut lines = BufReader::new(process.stderr.take().expect("it is piped")).lines().map_while(Result::ok);
        let serving = lines.find_map(|line| Some(line.strip_prefix("serving ")?.split(' ').next()?.to_owned()));
        // Somebody must read on, or the program would stop when the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        Preview { process, address: serving.expect("it serves") }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The browser and Node.js, if they are here.
fn tools(test: &str) -> Option<(PathBuf, PathBuf)> {
    let node = find(&["node"]);
    let browser = find(&["chromium", "chromium-browser", "google-chrome"]);
    let found = package_file("playwright-core/package.json").and(package_file("axe-core/axe.min.js"));
    match (node, browser, found) {
        (Some(node), Some(browser), Some(_)) => Some((node, browser)),
        (None, ..) => {
            leave_out(test, "node");
            None
        }
        (_, None, _) => {
            leave_out(test, "chromium");
            None
        }
        _ => {
            leave_out(test, "playwright-core (npm ci in tests/browser)");
            None
        }
    }
}

fn drive(script: &str, root: &Path) {
    let Some((node, browser)) = tools(script) else { return };
    let preview = Preview::start(root);
    let mut command = Command::new(node);
    command.current_dir(repository().join("tests/browser")).arg(script);
    command.args([&preview.address]).arg(root).env("CHROMIUM", browser);
    succeed(&mut command);
}

/// A copy of the sample: somebody may be editing it, and pages would reload under the test.
fn sample() -> Folder {
    let folder = Folder::new();
    for part in ["content", "data"] {
        copy(&repository().join(part), &folder.0.join(part));
    }
    std::fs::copy(repository().join("shirube.yaml"), folder.0.join("shirube.yaml")).expect("it can be copied");
    folder
}

#[test]
fn pages_are_readable_by_everyone() {
    drive("pages.mjs", &sample().0);
}

#[test]
fn the_paths_a_person_takes_lead_there() {
    drive("paths.mjs", &sample().0);
}

#[test]
fn a_reader_goes_on_with_what_was_begun() {
    drive("onward.mjs", &sample().0);
}

#[test]
fn a_customer_checks_how_far_they_are() {
    drive("self-check.mjs", &sample().0);
}

#[test]
fn units_are_filtered_without_a_script() {
    drive("filter.mjs", &sample().0);
}

#[test]
fn a_reader_finds_what_is_asked_for() {
    drive("search.mjs", &sample().0);
}

#[test]
fn a_review_is_whole_on_a_desk_and_on_a_phone() {
    drive("review.mjs", &sample().0);
}

#[test]
fn the_newest_month_of_a_table_is_seen_first() {
    drive("latest.mjs", &sample().0);
}

#[test]
fn a_review_is_printed_on_few_and_full_sheets() {
    if find(&["pdftotext"]).is_none() {
        return leave_out("paper.mjs", "pdftotext");
    }
    drive("paper.mjs", &sample().0);
}

#[test]
fn an_edit_reaches_the_open_page_and_a_mistake_is_shown_on_it() {
    let folder = Folder::new();
    copy(&repository().join("tests/sites/example"), &folder.0);
    drive("live.mjs", &folder.0);
}

#[test]
fn what_was_read_can_be_read_without_a_connection() {
    let Some((node, browser)) = tools("offline.mjs") else { return };
    let (source, made) = (sample(), Folder::new());
    let settings = source.0.join("shirube.yaml");
    let text = std::fs::read_to_string(&settings)
        .expect("it is there")
        .replace("https://success.example.jp/", "https://example.jp/help/guide/");
    let wanted = text.replace("    kind: customer ", "    offline: true\n    kind: customer ");
    assert!(wanted != text, "the sample names its site for customers otherwise");
    let build = |settings_text: &str, name: &str| {
        std::fs::write(&settings, settings_text).expect("it can be written");
        let mut command = shirube();
        command.args(["build", "--site", "success", "--as-of", DAY, "--root"]).arg(&source.0);
        succeed(command.arg("--output").arg(made.0.join(name)));
    };
    build(&wanted, "first");
    let guide = source.0.join("content/playbooks/receipts.md");
    let written = std::fs::read_to_string(&guide).expect("it is there");
    let title = written.lines().find(|line| line.starts_with("title: ")).expect("it has one");
    std::fs::write(&guide, written.replacen(title, "title: 新しい題名", 1)).expect("it can be written");
    build(&wanted, "second");
    build(&text, "third");
    let mut command = Command::new(node);
    command.current_dir(repository().join("tests/browser")).arg("offline.mjs").arg(&made.0);
    succeed(command.env("CHROMIUM", browser));
}
