//! The page on templates in the reference says what templates see, in the words of the structs themselves; `UPDATE=1` writes it anew.

use crate::tools::repository;
use std::fmt::Write as _;
use std::fs;

const HEAD: &str = "\
---
title: What templates see
summary: Every field of every template, from the source.
status: published
---

Every template gets `s` (the words of the interface in the language of the page), `frame` (what surrounds the text) and `page`.
What `page` is depends on the template: `home.html` gets a `Home`, `article.html` an `Article`, `listing.html` a `Listing`,
`sections.html` a `Sections`, `not-found.html` a `NotFound`, `redirect.html` a `Redirect`. `parts/header.html` gets `header`, and
`parts/footer.html` gets `footer`. Texts are escaped when they are printed; a field of type `Html` is printed as it is. Nothing in
here is narrower than the site: a template cannot show what its reader may not see.

A field that goes away or changes its meaning is a breaking change. This page is made from the source.
";

const JAPANESE_HEAD: &str = "\
---
title: テンプレートが見る項目
summary: テンプレートごとに、使える項目をすべて並べています。
audience: public
status: published
---

どのテンプレートにも、`s`（画面の言葉。ページの言語のもの）、`frame`（本文のまわり）、`page` が渡されます。`page` の中身はテンプレートで決まり、`home.html` は `Home`、
`article.html` は `Article`、`listing.html` は `Listing`、`sections.html` は `Sections`、`not-found.html` は `NotFound`、`redirect.html` は `Redirect` です。
`parts/header.html` には `header`、`parts/footer.html` には `footer` が渡されます。文字は印字のときにエスケープされ、型が `Html` の項目はそのまま印字されます。
サイトの読者より狭いものは、ここには1つも入っていません。テンプレートが、読者に見せられないものを見せてしまうことはありません。

項目がなくなるか、意味が変わるのは、互換性を破る変更です。このページはソースから作られるので、項目の説明は英語です。
";

/// What stands before a line: its documentation.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    fn taken(&mut self) -> String {
        std::mem::take(&mut self.0).join(" ")
    }
}

fn described(source: &str, out: &mut String) {
    let mut notes = Notes::default();
    let mut inside = false;
    for line in source.lines() {
        let text = line.trim();
        if let Some(note) = text.strip_prefix("///") {
            notes.0.push(note.trim().to_owned());
        } else if let Some(name) = declared(line) {
            inside = true;
            let _ = write!(out, "\n## {name}\n\n{}\n\n", notes.taken());
        } else if line == "}" {
            inside = false;
        } else if inside && !text.starts_with("#[") && !notes.0.is_empty() {
            let field = text.trim_start_matches("pub ").trim_end_matches([',', '{', ' ']);
            let _ = writeln!(out, "* `{field}`: {}", notes.taken());
        } else if !text.starts_with("#[") {
            notes.0.clear();
        }
    }
}

/// The name that a line declares a struct or an enum by.
fn declared(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
    rest.strip_suffix(" {")
}

#[test]
fn the_theme_contract_says_what_the_structs_say() {
    let folder = repository().join("src/render/view");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("it is there").map(|entry| entry.expect("it can be read").path()).collect();
    files.sort();
    let mut fields = String::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "rs")) {
        described(&fs::read_to_string(file).expect("it can be read"), &mut fields);
    }
    assert!(
        fields.contains("## Article") && fields.contains("`breadcrumbs: Vec<Crumb>`"),
        "the structs were not read:\n{fields}"
    );
    for (name, head) in [("templates.en.md", HEAD), ("templates.md", JAPANESE_HEAD)] {
        let (path, text) = (repository().join("docs/content/reference").join(name), format!("{head}{fields}"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &text).expect("it can be written");
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == text, "{name} of the reference is not what src/render/view says; UPDATE=1 writes it anew");
    }
}
