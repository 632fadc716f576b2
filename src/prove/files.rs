//! Changes to whole files: hidden ones taken away, renamed or broken, and new ones beside what is visible.

use super::mutate::{Mutator, Step};
use super::random::Random;
use crate::config;
use crate::content::{self, Written};
use crate::model::page::{Page, PageType};
use crate::model::{Audience, SourcePath};

impl Mutator<'_> {
    /// Takes a whole file away, renames it, breaks it, or adds one.
    pub(super) fn file_step(&self, audience: Audience, steps: &[Step], random: &mut Random) -> Option<Step> {
        let hidden: Vec<&Written> =
            self.content.pages.iter().map(|it| &**it).filter(|it| !audience.sees(it.page.meta.audience)).collect();
        match random.below(8) {
            0 => {
                let written = random.pick(&hidden)?;
                Some(Step::take_away(written.page.path.clone()))
            }
            1 => self.hidden_file(audience, random),
            2 => {
                let path = random.pick(&hidden)?.page.path.clone();
                let text = ["", "---\n", "---\ntitle: [\n---\n", "\u{feff}---\n: :\n"][random.below(4)];
                Some(Step::write(path, text.as_bytes(), "broke the page"))
            }
            3 => self.new_snapshot(steps, audience, random),
            4 => self.narrower_version(audience, random),
            _ => self.new_page(audience, random),
        }
    }

    /// A data file without anything visible, or a file that no visible page names: gone, broken or other bytes.
    fn hidden_file(&self, audience: Audience, random: &mut Random) -> Option<Step> {
        let mut files: Vec<SourcePath> =
            self.data.iter().map(|(path, _)| path.clone()).filter(|path| self.is_hidden(path, audience)).collect();
        let visible = |it: &&Written| audience.sees(it.page.meta.audience);
        let named = |path: &SourcePath| {
            self.content.pages.iter().map(|it| &**it).filter(visible).any(|it| it.page.text.contains(path.file_name()))
        };
        files.extend(self.content.files.iter().filter(|path| !named(path)).cloned());
        let path = random.pick(&files)?.clone();
        Some(match random.below(3) {
            0 => Step::take_away(path),
            1 => Step::write(path, b"[\xff".as_slice(), "broke the file"),
            _ => Step::write(path, b"{}\n".as_slice(), "emptied the file"),
        })
    }

    /// Whether a data file holds nothing with a label that an audience may see.
    fn is_hidden(&self, path: &SourcePath, audience: Audience) -> bool {
        let Some(text) = self.text(path, &[]) else { return false };
        let visible = self.config.audiences.ids().take(usize::from(audience.0) + 1);
        path.as_str() != config::FILE && !text.contains("disclose") && visible.into_iter().all(|id| !text.contains(id))
    }

    fn new_snapshot(&self, steps: &[Step], audience: Audience, random: &mut Random) -> Option<Step> {
        let snapshots: Vec<&SourcePath> =
            self.data.iter().map(|(path, _)| path).filter(|path| path.is_below("data/snapshots")).collect();
        let text = self.text(random.pick(&snapshots)?, steps)?;
        let month = format!("{}-{:02}", 2023 + random.below(5), 1 + random.below(12));
        let metrics = self.labels.all("metric");
        let mut new = format!("month: {month}\ntotal:\n");
        let taken = text.matches('\n').count();
        for _ in 0..1 + random.below(4) {
            let metric = random.pick(&metrics)?;
            if !new.contains(&format!("  {metric}:")) {
                new += &format!("  {metric}: {}\n", random.below(taken + 1000));
            }
        }
        let labels = self.inventor(audience).label(random);
        if random.one_in(3) {
            new += &format!("  {}: {{value: 3, audience: {labels:?}}}\n", random.pick(&metrics)?);
        }
        let path = SourcePath::new(format!("data/snapshots/{month}.inner.yaml"));
        Some(Step::write(path, new, "added a file of figures without a label"))
    }

    /// A version of a visible page for fewer readers: a translation of it, the original it could be a translation of, or a
    /// second file for the same language.
    fn narrower_version(&self, audience: Audience, random: &mut Random) -> Option<Step> {
        let visible: Vec<&Page> =
            self.content.pages.iter().map(|it| &it.page).filter(|page| audience.sees(page.meta.audience)).collect();
        let stem = content::stem(&random.pick(&visible)?.path, &self.config.languages);
        let language = random.pick(&self.config.languages)?;
        let is_default = self.config.languages.first() == Some(language);
        let path = if is_default && random.one_in(2) { format!("{stem}.md") } else { format!("{stem}.{language}.md") };
        let path = SourcePath::new(path);
        if self.content.pages.iter().any(|it| it.page.path == path) {
            return None;
        }
        let label = match random.below(4) {
            // What says nothing is for the narrowest; only an original may say nothing where the others are visible.
            0 if is_default => String::new(),
            _ => format!("audience: {}\n", self.config.audiences.ids().nth(usize::from(audience.0) + 1)?),
        };
        let text = format!("---\ntitle: Inner {}\nstatus: published\n{label}---\n\nInner text.\n", random.below(100));
        Some(Step::write(path, text, "added a version for fewer readers"))
    }

    /// A hidden page: beside visible ones, at the head of their folder, or at an address that one of them has.
    fn new_page(&self, audience: Audience, random: &mut Random) -> Option<Step> {
        let inventor = self.inventor(audience);
        let beside = &random.pick(&self.content.pages)?.page;
        let folder = beside.path.folder();
        let stem = beside.path.file_name().strip_suffix(".md").unwrap_or("x");
        let path = match random.below(6) {
            0 => format!("{folder}/index.md"),
            1 => format!("{folder}/{stem}/index.md"),
            2 => format!("{folder}/{}.md", stem.to_uppercase()),
            3 => format!("{folder}/0-{}.md", inventor.new_id(random)),
            4 => format!("content/{}/{}.md", PageType::WITH_FOLDER[random.below(5)].folder(), inventor.new_id(random)),
            _ => format!("{folder}/{}.md", inventor.new_id(random)),
        };
        let path = SourcePath::new(path);
        if self.content.pages.iter().any(|it| it.page.path == path) {
            return None;
        }
        let mut text =
            format!("---\ntitle: {:?}\nstatus: published\ndate: 2026-11-{:02}\n", inventor.words(random), 1 + random.below(15));
        if random.one_in(2) {
            text += &format!("audience: {:?}\n", inventor.label(random));
        }
        text += &self.borrowed(beside, random);
        text += "---\n\n";
        text += &format!("{}\n\n[リンク]({})\n", inventor.words(random), beside.path.file_name());
        Some(Step::write(path, text, "added a page"))
    }

    /// Front matter that ties a new page to what is there: tags, facets, stage, addresses.
    fn borrowed(&self, beside: &crate::model::page::Page, random: &mut Random) -> String {
        let Ok(Some(parts)) = content::markdown::front_matter(&beside.text) else { return String::new() };
        let keep =
            ["tags:", "facets:", "stage:", "weight:", "minutes:", "playbooks:", "segments:", "month:", "results:", "aliases:"];
        let lines = beside.text[parts.yaml].lines().filter(|line| keep.iter().any(|key| line.starts_with(key)) && line.len() > 9);
        let mut text: String = lines.filter(|_| !random.one_in(4)).map(|line| format!("{line}\n")).collect();
        if !text.contains("aliases:") && random.one_in(3) {
            text += &format!("aliases: [{:?}]\n", beside.address);
        }
        text
    }
}
