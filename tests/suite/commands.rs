//! Whole commands: exit codes, what is printed where, what is written, and what is left alone.

use crate::tools::{DAY, Folder, copy, repository, shirube, succeed};
use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// Runs the program with arguments that are separated by spaces; `ROOT` stands for a folder.
fn run(root: &Path, arguments: &str) -> Output {
    let mut command = shirube();
    let root = root.to_str().expect("we named it");
    command.args(arguments.split(' ').map(|argument| argument.replace("ROOT", root)));
    command.output().expect("the program starts")
}

#[track_caller]
fn check(root: &Path, arguments: &str, code: i32, said: &str) -> Output {
    let output = run(root, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments}\n{error}");
    assert!(error.contains(said), "{arguments}\n{error}");
    output
}

fn example() -> Folder {
    let folder = Folder::new();
    copy(&repository().join("tests/sites/example"), &folder.0);
    folder
}

#[test]
fn a_new_site_builds_without_a_finding() {
    let folder = Folder::new();
    let root = folder.0.join("新しいサイト");
    check(&root, "init ROOT", 0, "next: shirube serve --root");
    let output = check(&root, &format!("build --root ROOT --strict --as-of {DAY}"), 0, "に書き出しました：2サイト、");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(root.join("dist/success/index.html").is_file() && root.join("dist/team/index.html").is_file());
    check(&root, "init ROOT", 2, "is there already");
}

#[test]
fn explain_speaks_the_first_language_of_the_site() {
    let nowhere = Folder::new();
    let site = example();
    let said = |folder: &Path| {
        let output = shirube().args(["explain", "broken-link"]).current_dir(folder).output().expect("the program starts");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(said(&nowhere.0).contains("A link leads to no file."));
    assert!(said(&site.0.join("content")).contains("リンク先のファイルがありません。"));
}

#[test]
fn why_says_the_figure_first_and_warns_only_of_what_it_rests_on() {
    let folder = example();
    let snapshot = folder.0.join("data/snapshots/2026-10.yaml");
    let text = fs::read_to_string(&snapshot).expect("it is there");
    let same = "restated:\n  - {metric: first_response_hours, was: 3.2, because: 書き直し, by: ops, date: 2026-11-02}\n";
    fs::write(&snapshot, format!("{text}{same}")).expect("it can be written");
    let asked = |metric: &str, said: &str| {
        let output = check(&folder.0, &format!("why {metric} --at 2026-10 --root ROOT --as-of {DAY}"), 0, said);
        (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (out, beside) = asked("nrr", "");
    assert!(out.starts_with("nrr  total  2026-10  101.65%"), "{out}");
    assert_eq!(beside, "");
    let (out, _) = asked("first_response_hours", "warning[restated-same]");
    assert!(out.starts_with("first_response_hours  total  2026-10  3.2"), "{out}");
}

#[test]
fn every_new_page_is_a_draft_without_a_finding() {
    let folder = Folder::new();
    check(&folder.0, "init ROOT/site", 0, "");
    let root = folder.0.join("site");
    let pages = [
        "playbook 更新の前に",
        "step 3-training",
        "review 2026-11",
        "story 2026-11-first",
        "pilot phone",
        "page hiring/interview",
    ];
    for page in pages {
        let output = check(&root, &format!("new {page} --root ROOT --as-of {DAY}"), 0, "draft");
        names_its_schema(&root.join(String::from_utf8_lossy(&output.stdout).trim()));
        check(&root, &format!("new {page} --root ROOT --as-of {DAY}"), 2, "is there already");
    }
    let output = check(&root, &format!("check --root ROOT --strict --as-of {DAY}"), 0, "除いたもの：下書き6、公開前0。警告0。");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.lines().count(), 1, "{said}");
}

/// The line by which an editor finds the schema stands in a file, and leads to one.
#[track_caller]
fn names_its_schema(file: &Path) {
    let text = fs::read_to_string(file).expect("it is there");
    let line = text.lines().find_map(|line| line.strip_prefix("# yaml-language-server: $schema="));
    let schema = file.parent().expect("it lies in a folder").join(line.unwrap_or_else(|| panic!("{}\n{text}", file.display())));
    assert!(schema.is_file(), "{}", schema.display());
}

#[test]
fn what_init_writes_names_its_schema_and_a_site_without_schemas_is_left_without() {
    let folder = Folder::new();
    check(&folder.0, "init ROOT/site", 0, "");
    let root = folder.0.join("site");
    for path in
        ["shirube.yaml", "data/snapshots/2026-10.yaml", "data/roles.yaml", "content/steps/1-contact.md", "content/index.md"]
    {
        names_its_schema(&root.join(path));
    }
    check(&root, &format!("new playbook first-week.en --root ROOT --as-of {DAY}"), 0, "draft");
    let text = fs::read_to_string(root.join("content/playbooks/first-week.en.md")).expect("it is there");
    assert!(text.starts_with("---\n# yaml-language-server: $schema=../../.shirube/schemas/translation.json\n"), "{text}");
    fs::remove_dir_all(root.join(".shirube")).expect("it is there");
    check(&root, &format!("new page faq --root ROOT --as-of {DAY}"), 0, "draft");
    let text = fs::read_to_string(root.join("content/faq.md")).expect("it is there");
    assert!(text.starts_with("---\ntitle: "), "{text}");
}

#[test]
fn a_new_translation_holds_what_is_its_own_and_the_text_to_be_translated() {
    let folder = Folder::new();
    check(&folder.0, "init ROOT/site", 0, "");
    let root = folder.0.join("site");
    fs::remove_file(root.join("content/playbooks/first-week.en.md")).ok();
    check(&root, &format!("new playbook first-week.en --title First-week --root ROOT --as-of {DAY}"), 0, "draft");
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("it was written");
    let (new, original) = (read("content/playbooks/first-week.en.md"), read("content/playbooks/first-week.md"));
    let (front, body) = new.split_once("\n---\n").expect("it has front matter");
    let keys: Vec<&str> = front
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
        .map(|(key, _)| key)
        .collect();
    assert_eq!(keys, ["title", "summary", "status", "translates"], "{front}");
    assert!(original.ends_with(body) && !body.is_empty());
    check(&root, &format!("new step next-one --root ROOT --as-of {DAY}"), 0, "draft");
    assert!(read("content/steps/next-one.md").contains("\nstep: 3\n"));
    check(&root, &format!("check --root ROOT --strict --as-of {DAY}"), 0, "除いたもの：下書き2、");
}

#[test]
fn errors_publish_nothing_and_keep_what_stands() {
    let folder = example();
    check(&folder.0, &format!("build --root ROOT --as-of {DAY}"), 0, "wrote ");
    let home = folder.0.join("dist/team/index.html");
    let before = fs::read(&home).expect("it was written");
    fs::write(folder.0.join("data/roles.yaml"), "roles: [").expect("it can be written");
    check(&folder.0, &format!("build --root ROOT --as-of {DAY}"), 1, "wrote nothing");
    assert_eq!(fs::read(&home).expect("it is still there"), before);
    check(&folder.0, &format!("check --root ROOT --as-of {DAY}"), 1, "data/roles.yaml:");
}

#[test]
fn a_site_that_was_taken_away_is_named_in_the_language_of_the_findings() {
    let folder = example();
    let settings = folder.0.join("shirube.yaml");
    let rename = |from: &str, to: &str| {
        let text = fs::read_to_string(&settings).expect("it is there");
        assert!(text.contains(from), "{from}");
        fs::write(&settings, text.replace(from, to)).expect("it can be written");
    };
    let build = format!("build --root ROOT --as-of {DAY}");
    check(&folder.0, &build, 0, "wrote ");
    rename("- id: success", "- id: guide");
    check(&folder.0, &build, 0, "dist/success, a site that shirube.yaml no longer has");
    rename("- id: guide", "- id: success");
    rename("search: true", "findings_in: ja\nsearch: true");
    let said = check(&folder.0, &build, 0, "shirube.yaml にないサイト ");
    assert!(String::from_utf8_lossy(&said.stderr).contains("dist/guide を消しました\n"), "{said:?}");
    assert!(!folder.0.join("dist/guide").exists() && folder.0.join("dist/success").exists());
}

#[test]
fn findings_for_programs_stand_alone_on_the_standard_output() {
    let folder = example();
    fs::write(folder.0.join("content/a.md"), "---\ntitel: x\n---\n").expect("it can be written");
    let output = check(&folder.0, &format!("check --format json --root ROOT --as-of {DAY}"), 1, "checked: ");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is one JSON object");
    let first = &found["findings"][0];
    assert_eq!((&first["path"], &first["line"]), (&"content/a.md".into(), &2.into()), "{found}");
    assert!(first["hint"].as_str().is_some_and(|hint| hint.contains("title")), "{first}");
}

#[test]
fn wrong_usage_is_2_and_says_what_to_do() {
    let folder = example();
    check(&folder.0, "build --root ROOT --site tem", 2, "did you mean `team`?");
    check(&folder.0, "serve --root ROOT --site tem", 2, "did you mean `team`?");
    check(&folder.0, "check --root ROOT/nowhere", 2, "cannot open the folder");
    check(&folder.0, "build --root /", 2, "there is no `shirube.yaml` in `/`");
    check(&folder.0, "build --root ROOT --output ROOT/content/out", 2, "among the sources");
    check(&folder.0, "explain unknown-kee", 2, "did you mean `unknown-key`?");
    check(&folder.0, "build --as-of tomorrow", 2, "--as-of");
    check(&folder.0, "new playbook ../x --root ROOT", 2, "cannot be the name of a page");
    let nowhere = Folder::new();
    let output = shirube().arg("check").current_dir(&nowhere.0).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_nearest_folder_upwards_with_settings_is_the_root() {
    let folder = example();
    succeed(shirube().args(["check", "--as-of", DAY]).current_dir(folder.0.join("content/playbooks")));
}

#[test]
fn what_the_machine_refuses_is_3() {
    let folder = example();
    let other = Folder::new();
    fs::write(other.0.join("thesis.doc"), "years of work").expect("it can be written");
    let output = other.0.to_str().expect("we named it");
    check(&folder.0, &format!("build --root ROOT --as-of {DAY} --output {output}"), 3, "was not written by shirube");
    assert_eq!(fs::read_dir(&other.0).expect("it is there").count(), 1);
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = taken.local_addr().expect("it is bound").port();
    check(&folder.0, &format!("serve --root ROOT --port {port}"), 3, &format!("port {port} is in use"));
}

#[test]
fn one_site_is_built_where_it_always_stands() {
    let folder = example();
    check(&folder.0, &format!("build --root ROOT --as-of {DAY} --site success"), 0, ": 1 site, ");
    assert!(folder.0.join("dist/success/index.html").is_file());
    assert!(!folder.0.join("dist/team").exists());
}

/// All files of a site, with their texts.
fn site(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files =
        walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten().filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().display().to_string(), fs::read(entry.path()).expect("it is there"))).collect()
}

#[test]
fn a_build_that_is_killed_leaves_each_site_whole() {
    let folder = example();
    let build = || {
        let mut command: Command = shirube();
        command.args(["build", "--as-of", DAY, "--root"]).arg(&folder.0).stderr(Stdio::null());
        command
    };
    let settings = folder.0.join("shirube.yaml");
    let written = fs::read_to_string(&settings).expect("it is there");
    let title = |title: &str| fs::write(&settings, written.replace("Success Guide", title)).expect("it can be written");
    let whole = |title_now: &str| {
        title(title_now);
        succeed(&mut build());
        ["success", "team"].map(|id| site(&folder.0.join("dist").join(id)))
    };
    let (old, new) = (whole("First"), whole("Second"));
    assert_ne!(old[0], new[0]);
    // Whenever it is killed: early, while it writes, while it exchanges.
    for step in 0..24 {
        whole("First");
        title("Second");
        let mut running = build().spawn().expect("the program starts");
        std::thread::sleep(Duration::from_millis(step * 15));
        let _ = running.kill();
        running.wait().expect("it has ended");
        for (index, id) in ["success", "team"].iter().enumerate() {
            let now = site(&folder.0.join("dist").join(id));
            assert!(now == old[index] || now == new[index], "{id} is whole, killed after {} ms", step * 15);
        }
    }
    whole("First");
    assert!(!folder.0.join("dist/.shirube/next").exists());
}

#[test]
fn a_file_of_the_theme_is_copied_to_be_changed() {
    let folder = example();
    let files = succeed(shirube().args(["theme", "files"]));
    assert!(String::from_utf8_lossy(&files.stdout).lines().any(|line| line == "templates/parts/footer.html"));
    check(&folder.0, "theme eject templates/parts/footer.html --root ROOT", 0, "delete it to go back");
    let copied = folder.0.join("themes/default/templates/parts/footer.html");
    fs::write(&copied, "<footer>しおり</footer>").expect("it was copied");
    check(&folder.0, "theme eject templates/parts/footer.html --root ROOT", 2, "is there already");
    check(&folder.0, "theme eject templates/parts/foter.html --root ROOT", 2, "did you mean `templates/parts/footer.html`?");
    check(&folder.0, &format!("build --root ROOT --as-of {DAY} --site success"), 0, ": 1 site, ");
    let home = fs::read_to_string(folder.0.join("dist/success/index.html")).expect("it was built");
    assert!(home.contains("<footer>しおり</footer>"), "{home}");
}
