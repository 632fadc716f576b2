//! What `shirube init --ci` writes: YAML that can be read, commands that this program has, and a hook that stops a broken commit.

use crate::tools::{Folder, find, leave_out, shirube, succeed};
use shirube::diag::Report;
use shirube::model::SourcePath;
use shirube::yaml::{self, Source};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A new site in a folder of a repository, with the files of a host.
fn site(host: &str) -> (Folder, PathBuf) {
    let folder = Folder::new();
    fs::create_dir_all(folder.0.join(".git")).expect("it can be made");
    let root = folder.0.join("docs/site");
    succeed(init(&root, host).arg(&root));
    (folder, root)
}

fn init(root: &Path, host: &str) -> Command {
    let mut command = shirube();
    command.args(["init", "--ci", host]);
    if root.join("shirube.yaml").exists() {
        command.arg("--root").arg(root);
    }
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn read(folder: &Folder, path: &str) -> String {
    fs::read_to_string(folder.0.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

const WORKFLOWS: [(&str, &str); 2] = [("github", ".github/workflows/shirube.yml"), ("gitlab", ".gitlab-ci.yml")];

#[test]
fn a_workflow_is_yaml_at_the_top_of_the_repository() {
    for (host, path) in WORKFLOWS {
        let (folder, _) = site(host);
        let text = read(&folder, path);
        let mut report = Report::default();
        let source = Source::new(SourcePath::new(path), text.as_str());
        let root = yaml::parse(&source, 0..text.len(), &mut report);
        assert!(root.is_some() && report.is_empty(), "{path}\n{report:?}");
        assert!(text.contains("docs/site/dist") && !text.contains("{prefix}") && !text.contains("{folder}"), "{text}");
    }
}

/// The commands of a text: what follows `shirube`, up to what only a shell reads.
fn commands(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let calls = lines.flat_map(|line| line.split("shirube ").skip(1).map(str::to_owned).collect::<Vec<_>>());
    let words = |call: String| -> Vec<String> {
        call.split(' ').take_while(|word| !matches!(*word, ">" | "||")).map(str::to_owned).collect()
    };
    let is_call = |words: &Vec<String>| words.first().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()));
    calls.map(words).filter(is_call).collect()
}

#[test]
fn a_workflow_calls_only_commands_and_options_that_there_are() {
    for (host, path) in WORKFLOWS {
        let (folder, _) = site(host);
        let text = format!("{}\n{}", read(&folder, path), read(&folder, ".githooks/pre-commit"));
        let commands = commands(&text);
        for command in &commands {
            let help = succeed(shirube().args([&command[0], "--help"]));
            let help = String::from_utf8_lossy(&help.stdout);
            for option in command.iter().filter(|word| word.starts_with("--")) {
                assert!(help.contains(&format!("{option} ")) || help.contains(&format!("{option}\n")), "{command:?}\n{help}");
            }
        }
        let named: BTreeSet<&str> = commands.iter().map(|words| &*words[0]).collect();
        assert_eq!(named, BTreeSet::from(["build", "check", "diff"]), "{path}");
        assert!(text.contains(&format!("--format {host}")), "{path} prints findings as {host} reads them");
    }
}

#[test]
fn a_second_run_changes_nothing_and_another_file_is_never_replaced() {
    for (host, path) in WORKFLOWS {
        let (folder, root) = site(host);
        let before = read(&folder, path);
        assert!(said(&succeed(&mut init(&root, host))).contains("are there already"));
        assert_eq!(read(&folder, path), before);

        fs::write(folder.0.join(path), "# ours\n").expect("it can be written");
        let output = init(&root, host).output().expect("the program starts");
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(path) && said(&output).contains("is there already"), "{}", said(&output));
        assert_eq!(read(&folder, path), "# ours\n");
    }
}

#[test]
fn owners_follow_the_pages() {
    let (folder, root) = site("github");
    let owners = || read(&folder, ".github/CODEOWNERS");
    assert!(owners().contains("/docs/site/content/playbooks/first-week.md @your-organisation/csm\n"), "{}", owners());

    let settings = root.join("shirube.yaml");
    let text = fs::read_to_string(&settings).expect("it is there");
    let edit = "edit_url: https://git.example.jp/minato/site/edit/main/{path}\n";
    fs::write(&settings, text + edit).expect("it can be written");
    fs::write(root.join("content/playbooks/first-week.en.md"), "---\ntitle: First week\n---\n").expect("it can be written");
    fs::write(root.join("content/お 知らせ.md"), "---\ntitle: お知らせ\nowner: support\n---\n").expect("it can be written");
    succeed(&mut init(&root, "github"));
    let text = owners();
    for line in ["playbooks/first-week.en.md @minato/csm", "お\\ 知らせ.md @minato/support"] {
        assert!(text.contains(&format!("/docs/site/content/{line}\n")), "{line}\n{text}");
    }
}

#[test]
fn the_hook_stops_a_commit_with_an_error() {
    let Some(git) = find(&["git"]) else { return leave_out("the hook", "git") };
    let folder = Folder::new();
    let root = folder.0.join("docs/site");
    let git = |arguments: &[&str]| {
        let mut command = Command::new(&git);
        command.arg("-C").arg(&folder.0).args(["-c", "user.name=加藤", "-c", "user.email=kato@example.jp"]).args(arguments);
        // The hook calls the program by its name.
        let program = Path::new(env!("CARGO_BIN_EXE_shirube")).parent().expect("it lies in a folder");
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::iter::once(program.to_owned()).chain(std::env::split_paths(&paths));
        command.env("PATH", std::env::join_paths(paths).expect("paths have no colon"));
        command
    };
    succeed(&mut git(&["init", "--quiet"]));
    succeed(init(&root, "gitlab").arg(&root));
    succeed(&mut git(&["config", "core.hooksPath", ".githooks"]));
    succeed(&mut git(&["add", "."]));
    succeed(&mut git(&["commit", "--quiet", "-m", "はじめ"]));

    let page = root.join("content/index.md");
    let text = fs::read_to_string(&page).expect("it is there");
    fs::write(&page, text.replace("status: published", "status: publishd")).expect("it can be written");
    let output = git(&["commit", "--quiet", "--all", "-m", "書き損じ"]).output().expect("git starts");
    assert!(!output.status.success() && said(&output).contains("`published` のことですか"), "{}", said(&output));
}
