//! What tests of whole commands share: the program, a folder of its own, and the tools that may not be there.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The day on which all samples are built.
pub const DAY: &str = "2026-11-20";

/// The root of this repository: the sample site.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program under test.
pub fn shirube() -> Command {
    Command::new(env!("CARGO_BIN_EXE_shirube"))
}

/// A folder for one test, gone afterwards.
pub struct Folder(pub PathBuf);

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("shirube-suite-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("the system has a folder for temporary files");
        Folder(path)
    }

    /// A folder with the sites of a source tree, built.
    pub fn built(root: &Path) -> Self {
        let folder = Folder::new();
        let output = folder.0.join("out");
        let mut command = shirube();
        command.args(["build", "--strict", "--as-of", DAY, "--root"]).arg(root).arg("--output").arg(&output);
        succeed(&mut command);
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Copies a source tree, so that a test may change it.
pub fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(|entry| entry.expect("it can be read")) {
        let target = to.join(entry.path().strip_prefix(from).expect("it lies below"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).expect("it can be made");
        } else {
            std::fs::copy(entry.path(), &target).expect("it can be copied");
        }
    }
}

/// Runs a command that must succeed.
#[track_caller]
pub fn succeed(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?} starts: {error}"));
    let said = [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy);
    assert!(output.status.success(), "{command:?}\n{}\n{}", said[0], said[1]);
    output
}

/// The first of some programs that is installed.
pub fn find(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names.iter().find_map(|name| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file()))
}

/// Says that a test is left out, or fails where that is not allowed (`SHIRUBE_BROWSER=required`).
#[track_caller]
pub fn leave_out(test: &str, missing: &str) {
    let required = std::env::var_os("SHIRUBE_BROWSER").is_some_and(|value| value == "required");
    assert!(!required, "{test} cannot run: {missing} is missing");
    // Not `eprintln!`: that is shown only when a test fails, and this must be seen.
    let _ = writeln!(std::io::stderr(), "LEFT OUT: {test}: {missing} is missing (.ci/run installs it)");
}

/// A file of the packages that `npm ci` in `tests/browser` installs.
pub fn package_file(path: &str) -> Option<PathBuf> {
    Some(repository().join("tests/browser/node_modules").join(path)).filter(|path| path.is_file())
}
