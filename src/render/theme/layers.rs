//! The lookup chain: the site's theme, its parents, the theme inside the program.

use super::colour::Colour;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Audiences, Place, SourcePath};
use crate::world::World;
use crate::yaml::{self, Decoder, Field, Fields, Shape, Source};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::Arc;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// How many parents a theme may have one above the other.
const MAX_PARENTS: usize = 8;

/// The keys of `theme.yaml`.
pub static THEME: Fields = Fields::new(
    "a theme",
    &[
        Field::new("name", Shape::Text, "テーマの名前。", "The name of the theme."),
        Field::new(
            "parent",
            Shape::Text,
            "このテーマにないファイルを探す親のテーマ。",
            "The theme in which files that this one lacks are looked up.",
        ),
        Field::new(
            "accent",
            Shape::Text,
            "会社の色（#006478 の形）。お客様のサイトの線・リンク・ボタンの色になる。",
            "The company's colour, such as #006478: lines, links and the button of the customer site.",
        ),
        Field::new(
            "accent_dark",
            Shape::Text,
            "暗い画面での会社の色。なければ、同じ色合いで明るくする。",
            "The company's colour on dark screens; without it, a lighter one of the same hue.",
        ),
        Field::new(
            "places",
            Shape::Number,
            "お客様のサイトの上部に並べる場所の最大数。なければ3つ。",
            "How many places the header of the customer site holds at most; three without it.",
        ),
        Field::new("languages", Shape::List(&Shape::Text), "用語のある言語。", "The languages it has words in."),
        Field::new(
            "styles",
            Shape::List(&Shape::Text),
            "1つのスタイルシートになるファイルと、その順番。",
            "The files that become one stylesheet, in order.",
        ),
        Field::new(
            "customer_only",
            Shape::List(&Shape::Text),
            "`styles` のうち、お客様のサイトだけで使うもの。",
            "Those of `styles` that only customer sites have.",
        ),
        Field::new(
            "team_only",
            Shape::List(&Shape::Text),
            "`styles` のうち、チームのサイトだけで使うもの。",
            "Those of `styles` that only team sites have.",
        ),
        Field::new(
            "scripts",
            Shape::List(&Shape::Text),
            "1つのスクリプトになるファイルと、その順番。",
            "The files that become one script, in order.",
        ),
        Field::new(
            "search",
            Shape::List(&Shape::Text),
            "検索のスクリプトになる scripts/search/ のファイルと、その順番。",
            "The files in scripts/search/ that become the search script, in order.",
        ),
    ],
);

/// What a colour looks like, for messages.
const COLOUR: &str = "a colour such as `\"#006478\"`";

/// What `theme.yaml` says.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    pub parent: Option<String>,
    pub styles: Option<Vec<String>>,
    pub customer_only: Option<Vec<String>>,
    pub team_only: Option<Vec<String>>,
    pub scripts: Option<Vec<String>>,
    pub search: Option<Vec<String>>,
    pub accent: Option<(Colour, Place)>,
    pub accent_dark: Option<Colour>,
    pub places: Option<usize>,
}

/// The files of one theme, by path below its folder.
pub(super) struct Layer {
    /// What its templates are called by: `default` in `default/article.html`.
    pub prefix: String,
    /// Its folder in the source tree; the program's own is named after its place in this repository.
    pub folder: String,
    pub files: BTreeMap<String, Arc<[u8]>>,
    pub manifest: Manifest,
}

impl Layer {
    /// The theme inside the program.
    pub fn built_in() -> Layer {
        let mut files = BTreeMap::new();
        collect(&BUILT_IN, &mut files);
        let mut report = Report::default();
        let folder = "themes/default".to_owned();
        let manifest = manifest(&folder, &files, &mut report);
        Layer { prefix: "base".to_owned(), folder, files, manifest }
    }

    /// A file as text; a file that is not UTF-8 is reported and left out.
    pub fn text(&self, path: &str, report: &mut Report) -> Option<&str> {
        let bytes = self.files.get(path)?;
        match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
            Err(_) => {
                let finding = Diagnostic::new(&codes::INVALID_UTF8, start(&self.path(path)), format!("`{path}` is not UTF-8"));
                report.push(finding.hint("save the file as UTF-8"));
                None
            }
        }
    }

    /// The path of a file of this theme in the source tree.
    pub fn path(&self, path: &str) -> SourcePath {
        SourcePath::new(format!("{}/{path}", self.folder))
    }
}

fn collect(folder: &Dir<'_>, files: &mut BTreeMap<String, Arc<[u8]>>) {
    for file in folder.files() {
        files.insert(file.path().to_string_lossy().replace('\\', "/"), Arc::from(file.contents()));
    }
    for inner in folder.dirs() {
        collect(inner, files);
    }
}

/// The first character of a file.
pub(super) fn start(path: &SourcePath) -> Place {
    Place { path: path.clone(), line: 1, column: 1, width: 1 }
}

/// The themes to look in, nearest first; the last is the program's own.
pub(super) fn chain(world: &dyn World, name: &str, report: &mut Report) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next.take() {
        if layers.iter().any(|layer| layer.prefix == name) || layers.len() == MAX_PARENTS {
            break;
        }
        let layer = read(world, &name, report);
        if layer.files.is_empty() && name != "default" {
            let asked = layers.last().map_or_else(|| SourcePath::new("shirube.yaml"), |child| child.path("theme.yaml"));
            let finding = Diagnostic::new(&codes::MISSING_FILE, start(&asked), format!("there is no theme `{name}`"));
            report.push(finding.hint(format!("create `themes/{name}/`, or use `default`")));
        }
        next.clone_from(&layer.manifest.parent);
        if !layer.files.is_empty() {
            layers.push(layer);
        }
    }
    layers.push(Layer::built_in());
    layers
}

/// The words of a theme and its parents in the languages of a site, nearest first, without those of the program. No other file is read,
/// so that what rests on words alone need not be made again for another template.
pub(super) fn words(world: &dyn World, name: &str, languages: &[&str]) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next.take() {
        if layers.iter().any(|layer| layer.prefix == name) || layers.len() == MAX_PARENTS {
            break;
        }
        let folder = format!("themes/{name}");
        let paths = languages.iter().map(|lang| format!("strings/{lang}.yaml")).chain(["theme.yaml".to_owned()]);
        let read = |path: String| Some((path.clone(), world.read(&SourcePath::new(format!("{folder}/{path}"))).ok()??));
        let files: BTreeMap<String, Arc<[u8]>> = paths.filter_map(read).collect();
        let manifest = manifest(&folder, &files, &mut Report::default());
        next.clone_from(&manifest.parent);
        layers.push(Layer { prefix: name, folder, files, manifest });
    }
    layers
}

fn read(world: &dyn World, name: &str, report: &mut Report) -> Layer {
    let folder = format!("themes/{name}");
    let listing = world.list(&folder);
    for (path, reason) in listing.unreadable {
        report.push(Diagnostic::new(&codes::FILE_UNREADABLE, start(&path), reason).hint("check the permissions"));
    }
    let mut files = BTreeMap::new();
    for path in listing.files {
        match world.read(&path) {
            Ok(Some(bytes)) => {
                let inner = path.as_str().strip_prefix(&folder).unwrap_or(path.as_str());
                files.insert(inner.trim_start_matches('/').to_owned(), bytes);
            }
            Ok(None) => {}
            Err(reason) => {
                report.push(Diagnostic::new(&codes::FILE_UNREADABLE, start(&path), reason).hint("check the permissions"));
            }
        }
    }
    let manifest = manifest(&folder, &files, report);
    Layer { prefix: name.to_owned(), folder, files, manifest }
}

fn manifest(folder: &str, files: &BTreeMap<String, Arc<[u8]>>, report: &mut Report) -> Manifest {
    let Some(text) = files.get("theme.yaml").and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
        return Manifest::default();
    };
    let source = Source::new(SourcePath::new(format!("{folder}/theme.yaml")), text);
    let Some(node) = yaml::parse(&source, 0..text.len(), report) else { return Manifest::default() };
    // A theme has no audience; the decoder asks for some all the same.
    let Some(audiences) = Audiences::new(vec!["all".into()]) else { return Manifest::default() };
    let mut decoder = Decoder { source: &source, languages: &[], audiences: &audiences, report };
    let Some(map) = decoder.map(&node, &THEME) else { return Manifest::default() };
    let accent = decoder.parsed(&map, "accent", COLOUR).map(|colour| (colour, source.place(map.span_of("accent"))));
    let accent_dark = decoder.parsed(&map, "accent_dark", COLOUR);
    let places = decoder.parsed(&map, "places", "a whole number such as `3`");
    let parent = decoder.text(&map, "parent").map(str::to_owned);
    let mut names = |key: &str| {
        map.has(key).then(|| decoder.texts(&map, key).into_iter().map(|(name, _)| name.to_owned()).collect::<Vec<_>>())
    };
    Manifest {
        styles: names("styles"),
        customer_only: names("customer_only"),
        team_only: names("team_only"),
        scripts: names("scripts"),
        search: names("search"),
        parent,
        accent,
        accent_dark,
        places,
    }
}
