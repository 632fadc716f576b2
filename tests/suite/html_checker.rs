//! Every page of every sample passes the Nu HTML checker.

use crate::tools::{Folder, copy, find, leave_out, package_file, repository};
use std::path::Path;
use std::process::Command;

fn check(root: &Path) {
    let Some(java) = find(&["java"]) else { return leave_out("html_checker", "java") };
    let Some(jar) = package_file("vnu-jar/build/dist/vnu.jar") else { return leave_out("html_checker", "vnu-jar") };
    let folder = Folder::built(root);
    let mut command = Command::new(java);
    command.arg("-jar").arg(jar).args(["--errors-only", "--skip-non-html", "--also-check-svg"]).arg(folder.0.join("out"));
    let output = command.output().expect("java was found");
    let said = String::from_utf8_lossy(&output.stderr);
    let shown: Vec<&str> = said.lines().take(40).collect();
    assert!(output.status.success(), "{} errors\n{}", said.lines().count(), shown.join("\n"));
}

#[test]
fn every_page_of_the_sample_is_valid() {
    check(repository());
}

#[test]
fn every_page_of_the_example_is_valid() {
    check(&repository().join("tests/sites/example"));
}

#[test]
fn every_page_in_the_second_theme_is_valid() {
    let own = Folder::new();
    copy(&repository().join("tests/sites/example"), &own.0);
    copy(&repository().join("themes/shiori"), &own.0.join("themes/shiori"));
    let settings = own.0.join("shirube.yaml");
    let text = std::fs::read_to_string(&settings).expect("it is there").replace("theme: default", "theme: shiori");
    assert!(text.contains("theme: shiori"));
    std::fs::write(&settings, text).expect("it can be written");
    check(&own.0);
}
