//! What may be written where: JSON Schemas for editors and pages for people, from the tables that drive the decoders.

mod japanese;
mod markdown;
mod schema;

pub use japanese::in_japanese;
pub use markdown::{findings, index, page};
pub use schema::{Ids, schema};

use crate::config;
use crate::content::block::KINDS;
use crate::content::fields;
use crate::data;
use crate::model::page::PageType;
use crate::render::theme::THEME;
use crate::yaml::Fields;

/// A format of the reference: a file, or the front matter of pages.
pub struct Format {
    /// Its name: `metrics`.
    pub name: String,
    /// Which files it is of: `data/metrics.yaml`.
    pub files: &'static str,
    /// What it is called, in Japanese.
    pub ja: &'static str,
    /// What it is called, in English.
    pub en: &'static str,
    /// Its keys.
    pub fields: &'static Fields,
}

/// The formats of all files and of all front matter, in the order a reader meets them.
pub fn formats() -> Vec<Format> {
    let format = |name: &str, files, ja, en, fields| Format { name: name.to_owned(), files, ja, en, fields };
    let mut formats = vec![
        format("settings", config::FILE, "設定", "Settings", &config::fields::FILE),
        format("metrics", "data/metrics.yaml", "指標の定義", "Metric definitions", &data::METRICS_FILE),
        format(
            "snapshots",
            "data/snapshots/YYYY-MM.yaml",
            "月ごとの値（スナップショット）",
            "Figures of a month",
            &data::SNAPSHOT_FILE,
        ),
        format("targets", "data/targets.yaml", "目標", "Targets", &data::TARGETS_FILE),
    ];
    formats.extend(data::registers::FORMATS.iter().map(|(path, fields)| {
        let name = path.trim_start_matches("data/").trim_end_matches(".yaml");
        let (ja, en) = register(name);
        format(name, path, ja, en, fields)
    }));
    let page = |name, files, ja, en, page_type| format(name, files, ja, en, fields::of(page_type));
    formats.extend([
        page("page", "content/**/*.md", "ページ", "Pages", PageType::Plain),
        page("playbook", "content/playbooks/*.md", "プレイブック", "Playbooks", PageType::Playbook),
        page("step", "content/steps/*.md", "ステップの手引き", "Step guides", PageType::Step),
        page("review", "content/reviews/*.md", "月次レビュー", "Reviews", PageType::Review),
        page("story", "content/stories/*.md", "事例", "Stories", PageType::Story),
        page("pilot", "content/pilots/*.md", "パイロット", "Pilots", PageType::Pilot),
        format("theme", "themes/*/theme.yaml", "テーマ", "Themes", &THEME),
        format("translation", "content/**/*.en.md", "翻訳", "Translations", &fields::TRANSLATION),
    ]);
    formats.extend(KINDS.iter().map(|kind| Format {
        name: format!("block-{}", kind.name),
        files: "",
        ja: "本文に置くブロック",
        en: "Blocks in text",
        fields: kind.fields,
    }));
    formats
}

fn register(name: &str) -> (&'static str, &'static str) {
    match name {
        "agreements" => ("営業との約束", "Agreements"),
        "handover" => ("引き継ぎ", "Handover"),
        "journey" => ("ジャーニー", "Journey"),
        "kpi-tree" => ("KPIツリー", "KPI tree"),
        "org" => ("組織", "Organisation"),
        "roadmap" => ("ロードマップ", "Roadmap"),
        "roles" => ("ロール", "Roles"),
        "segments" => ("区分", "Segments"),
        "terms" => ("用語の言い換え", "Word list"),
        "tools" => ("ツール", "Tools"),
        _ => ("台帳", "Register"),
    }
}

#[cfg(test)]
mod tests;
