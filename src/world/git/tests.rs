//! What git prints is understood, names with Japanese and renames included.

use super::commits;

/// `author|subject|files`, newest first.
fn read(printed: &str) -> Vec<String> {
    let line = |commit: &crate::model::Commit| {
        let files: Vec<&str> = commit.files.iter().map(|path| path.as_str()).collect();
        format!("{}|{}|{}", commit.author, commit.subject, files.join(" "))
    };
    commits(printed.replace('~', "\0").as_bytes()).iter().map(line).collect()
}

#[test]
fn a_renamed_file_keeps_what_happened_to_it_under_its_old_name() {
    let printed = "\u{1}c3\u{2}30\u{2}鈴木\u{2}直した~\nM~content/新しい.md~~\
        \u{1}c2\u{2}20\u{2}佐藤\u{2}名前を変えた~\nR096~content/古い.md~content/新しい.md~M~data/a.yaml~~\
        \u{1}c1\u{2}10\u{2}佐藤\u{2}書いた~\nA~content/古い.md~";
    let expected =
        ["鈴木|直した|content/新しい.md", "佐藤|名前を変えた|content/新しい.md data/a.yaml", "佐藤|書いた|content/新しい.md"];
    assert_eq!(read(printed), expected);
}

#[test]
fn a_merge_without_changes_of_its_own_touches_no_file() {
    let printed = "\u{1}m\u{2}20\u{2}佐藤\u{2}merge~~~\u{1}a\u{2}10\u{2}鈴木\u{2}x~\nM~content/a.md~";
    assert_eq!(read(printed), ["佐藤|merge|", "鈴木|x|content/a.md"]);
}

#[test]
fn what_a_merge_did_itself_counts() {
    let printed = "\u{1}m\u{2}20\u{2}佐藤\u{2}merge~\nMM~content/a.md~MR~content/c.md~";
    assert_eq!(read(printed), ["佐藤|merge|content/a.md content/c.md"]);
}

#[test]
fn what_git_never_printed_is_no_panic() {
    for odd in ["", "~", "~~M~", "\u{1}", "\u{1}a\u{2}x\u{2}b\u{2}c~M~f~", "M~f~", "\u{1}a\u{2}1\u{2}b~R1~a~", "é~é~"] {
        read(odd);
    }
}
