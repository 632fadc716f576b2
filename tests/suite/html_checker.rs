//! Every page of every sample passes the Nu HTML checker.

use crate::tools::{Folder, find, leave_out, package_file, repository};
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
