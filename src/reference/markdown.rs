//! The reference as pages of a shirube site, in Japanese and English.

use super::{Format, formats};
use crate::diag::codes;
use crate::yaml::{Field, Fields, Shape};
use std::fmt::Write as _;

const GENERATED: &str = "<!-- `UPDATE=1 cargo test --lib reference` writes this page. -->\n";

/// The page of a format.
pub fn page(format: &Format, japanese: bool) -> String {
    let title = title(format, japanese);
    let block = format.files.is_empty();
    let summary = match (japanese, block) {
        (true, false) => format!("{} に書けるキーの一覧です。", format.files),
        (true, true) => format!("本文に置く {} ブロックのキーの一覧です。", format.name.trim_start_matches("block-")),
        (false, false) => format!("The keys of {}.", format.files),
        (false, true) => format!("The keys of the block {}.", format.name.trim_start_matches("block-")),
    };
    let mut out = front(&title, &summary, japanese);
    let mut tables: Vec<(&'static Fields, Option<&'static Field>)> = vec![(format.fields, None)];
    let mut at = 0;
    while let Some((fields, holder)) = tables.get(at).copied() {
        at += 1;
        for field in fields.all() {
            below(&field.shape, &mut |inner| {
                if !tables.iter().any(|(known, _)| std::ptr::eq(*known, inner)) {
                    tables.push((inner, Some(field)));
                }
            });
        }
        table(&mut out, fields, holder, japanese);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// The page that leads to all others.
pub fn index(japanese: bool) -> String {
    let (title, summary) = match japanese {
        true => ("リファレンス", "ファイルごとに、書けるキーと値の形をまとめています。"),
        false => ("Reference", "What may be written in each file, key by key."),
    };
    let mut out = front(title, summary, japanese);
    let head = if japanese { "| 書くもの | ファイル |\n|---|---|\n" } else { "| What | File |\n|---|---|\n" };
    out.push_str(head);
    for format in formats() {
        let file = if format.files.is_empty() {
            format!("```` ```{} ````", format.name.trim_start_matches("block-"))
        } else {
            format!("`{}`", format.files)
        };
        // Writing to a String cannot fail.
        let _ = writeln!(out, "| [{}]({}.md) | {file} |", title_of(&format, japanese), format.name);
    }
    let findings = if japanese { "指摘の一覧" } else { "All findings" };
    let others = match japanese {
        true => "[はじめに入っている指標](definitions.md)　[テンプレートが見る項目](templates.md)",
        false => "[The metrics a team starts from](definitions.md) · [What templates see](templates.md)",
    };
    let _ = writeln!(out, "\n[{findings}](findings.md){}{others}", if japanese { "　" } else { " · " });
    out
}

/// The page of all findings, from the records that `shirube explain` prints.
pub fn findings(japanese: bool) -> String {
    let (title, summary) = match japanese {
        true => ("指摘の一覧", "すべての指摘について、意味と直し方をまとめています。"),
        false => ("All findings", "Every kind of finding, what lies behind it, and how to mend it."),
    };
    let mut out = front(title, summary, japanese);
    let language = if japanese { "ja" } else { "en" };
    for code in codes::ALL {
        let words = code.words(language);
        let severity = code.severity.word_in(language);
        // Writing to a String cannot fail.
        let _ = write!(out, "## {} {{#{}}}\n\n**{severity}** {}\n\n{}\n\n", code.id, code.id, words.summary, words.explanation);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn title(format: &Format, japanese: bool) -> String {
    let name = title_of(format, japanese);
    if japanese { format!("{name}のキー") } else { format!("{name}: keys") }
}

fn title_of(format: &Format, japanese: bool) -> String {
    match (format.files.is_empty(), japanese) {
        (true, true) => format!("{} ブロック", format.name.trim_start_matches("block-")),
        (true, false) => format!("Block {}", format.name.trim_start_matches("block-")),
        (false, true) => format.ja.to_owned(),
        (false, false) => format.en.to_owned(),
    }
}

fn front(title: &str, summary: &str, japanese: bool) -> String {
    // A translation has its original's audience.
    let audience = if japanese { "audience: public\n" } else { "" };
    format!("---\ntitle: '{title}'\nsummary: '{summary}'\n{audience}status: published\n---\n\n{GENERATED}\n")
}

/// The mappings a value is made of.
pub(super) fn below(shape: &Shape, found: &mut dyn FnMut(&'static Fields)) {
    match shape {
        Shape::Object(fields) => found(fields),
        Shape::List(inner) | Shape::Map(inner) => below(inner, found),
        Shape::Either(one, other) => {
            below(one, found);
            below(other, found);
        }
        _ => {}
    }
}

fn table(out: &mut String, fields: &Fields, holder: Option<&Field>, japanese: bool) {
    if let Some(field) = holder {
        let meaning = if japanese { field.ja } else { field.en };
        let heading = if japanese { format!("{}（{meaning}）", field.name) } else { format!("{}: {meaning}", field.name) };
        let _ = writeln!(out, "## {heading} {{#{}}}\n", anchor(fields));
    }
    if fields.all().next().is_none() {
        out.push_str(if japanese { "キーはありません。\n\n" } else { "It has no keys.\n\n" });
        return;
    }
    let head = match japanese {
        true => "| キー | 必須 | 値 | 意味 |\n|---|:-:|---|---|\n",
        false => "| Key | Needed | Value | Meaning |\n|---|:-:|---|---|\n",
    };
    out.push_str(head);
    for field in fields.all() {
        let needed = match (field.required, japanese) {
            (true, true) => "必須",
            (true, false) => "yes",
            (false, _) => "",
        };
        let meaning = if japanese { field.ja } else { field.en };
        let value = words(&field.shape, japanese);
        let _ = writeln!(out, "| `{}` | {needed} | {value} | {} |", field.name, meaning.replace('|', "\\|"));
    }
    out.push('\n');
}

fn anchor(fields: &Fields) -> String {
    let name = fields.name.chars().map(|char| if char.is_ascii_alphanumeric() { char.to_ascii_lowercase() } else { '-' });
    name.collect::<String>().trim_matches('-').to_owned()
}

/// A shape in words.
fn words(shape: &Shape, japanese: bool) -> String {
    let say = |ja: &str, en: &str| if japanese { ja.to_owned() } else { en.to_owned() };
    match shape {
        Shape::Text => say("文字列", "text"),
        Shape::Localised => say("文字列、または言語ごとの文字列", "text, or texts by language"),
        Shape::Number => say("数", "number"),
        Shape::Bool => "`true` / `false`".to_owned(),
        Shape::Date => say("日付 `2026-10-31`", "date `2026-10-31`"),
        Shape::Month => say("月 `2026-10`", "month `2026-10`"),
        Shape::Months => say("期間 `2026-04..2027-03`", "months `2026-04..2027-03`"),
        Shape::Period => say("期間 `2026-10`、`FY2026-Q3`、`FY2026`", "period `2026-10`, `FY2026-Q3` or `FY2026`"),
        Shape::Audience => say("読者の id", "id of an audience"),
        Shape::Id(kind) if japanese => format!("{}の id", kind_ja(kind)),
        Shape::Id(kind) => format!("id of a {kind}"),
        Shape::Formula => say("式", "formula or condition"),
        Shape::OneOf(list) => list.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" / "),
        Shape::List(inner) if japanese => list_of(&words(inner, true)),
        Shape::List(inner) => format!("list: {}", words(inner, false)),
        Shape::Map(inner) => by_id(inner, japanese),
        Shape::Either(one, other) if japanese => format!("{}か、{}", words(one, true), words(other, true)),
        Shape::Either(one, other) => format!("{}, or {}", words(one, false), words(other, false)),
        Shape::Object(fields) => format!("[{}](#{})", say("項目", "entry"), anchor(fields)),
        Shape::Any => say("自由", "anything"),
    }
}

/// A list, in Japanese; a space parts the two scripts.
fn list_of(entry: &str) -> String {
    let gap = if entry.ends_with(|char: char| char.is_ascii_alphanumeric()) { " " } else { "" };
    format!("{entry}{gap}の一覧")
}

/// A map from ids, in words; one within another is said once.
fn by_id(inner: &Shape, japanese: bool) -> String {
    match (inner, japanese) {
        (Shape::Map(inner), true) => format!("id ごと、さらに {}", by_id(inner, true)),
        (Shape::Map(inner), false) => format!("by id, then {}", by_id(inner, false)),
        (Shape::Either(..), true) => format!("id ごとに、{}", words(inner, true)),
        (Shape::Either(..), false) => format!("by id: {}", words(inner, false)),
        (_, true) => format!("id ごとの{}", words(inner, true)),
        (_, false) => format!("{} by id", words(inner, false)),
    }
}

fn kind_ja(kind: &str) -> &str {
    match kind {
        "metric" => "指標",
        "segment" => "区分",
        "role" => "ロールか部門",
        "team" => "チーム",
        "stage" => "段階",
        "playbook" => "プレイブック",
        "page" => "ページ",
        "tool" => "ツール",
        "unit" => "チーム",
        "bridge" => "ブリッジ",
        "lane" => "レーン",
        other => other,
    }
}
