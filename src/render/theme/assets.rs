//! One stylesheet and one script, at addresses that change with their content.

use super::colour::Colour;
use super::layers::{Layer, start};
use super::words::Words;
use crate::config::Look;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Place, SourcePath};
use crate::world::World;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file that pages refer to.
#[derive(Debug, Clone, Default)]
pub struct Asset {
    /// Its path below the site's root: `assets/style.1a2b3c4d5e.css`.
    pub path: String,
    /// Its content.
    pub bytes: Arc<[u8]>,
}

/// The stylesheets of a theme: what all sites share, and what only some have.
#[derive(Debug)]
pub(super) struct Stylesheets {
    /// For customers.
    pub customer: Asset,
    /// For the team.
    pub team: Asset,
    /// For customers, when the same site also holds the reviews: there is no narrower one.
    pub both: Asset,
}

pub(super) fn stylesheets(layers: &[Layer], look: &Look, report: &mut Report) -> Stylesheets {
    let own = accent(layers, look, report) + &font(&look.font);
    let files = joined(layers, "styles", "css", |layer| layer.manifest.styles.as_ref(), report);
    // Most files are in all three: each is squeezed once.
    let files: Vec<(String, String)> = files.into_iter().map(|(name, text)| (name, squeezed(text))).collect();
    let only = |names: fn(&Layer) -> Option<&Vec<String>>| layers.iter().find_map(names).map_or(&[][..], Vec::as_slice);
    let customer = only(|layer| layer.manifest.customer_only.as_ref());
    let team = only(|layer| layer.manifest.team_only.as_ref());
    let sheet = |without: &[String]| {
        let kept = files.iter().filter(|(name, _)| !without.contains(name)).map(|(_, text)| text.as_str());
        named("style", "css", &kept.chain([own.as_str()]).collect::<String>())
    };
    Stylesheets { customer: sheet(team), team: sheet(customer), both: sheet(&[]) }
}

/// The company's own accent, from `shirube.yaml` or a theme. It is made dark enough to be read, and the author hears of it.
fn accent(layers: &[Layer], look: &Look, report: &mut Report) -> String {
    let Some((given, place, dark)) = given_accent(layers, look) else { return String::new() };
    let light = given.readable();
    if light != given {
        let message = format!("the accent `{given}` is too pale to be read on white, `{light}` is used");
        report.push(Diagnostic::new(&codes::PALE_ACCENT, place.clone(), message).hint(format!("write `accent: \"{light}\"`")));
    }
    let dark = dark.unwrap_or_else(|| given.on_dark());
    let face = ":root:not(.team)";
    format!("{face}{{--accent:{light}}}@media screen and (prefers-color-scheme:dark){{{face}{{--accent:{dark}}}}}")
}

/// The company's own accent, where it stands, and that of dark screens.
fn given_accent<'a>(layers: &'a [Layer], look: &'a Look) -> Option<(Colour, &'a Place, Option<Colour>)> {
    let written = look.accent.as_ref().and_then(|(text, place)| Some((text.parse::<Colour>().ok()?, place, None)));
    written.or_else(|| {
        let manifest = &layers.iter().find(|layer| layer.manifest.accent.is_some())?.manifest;
        manifest.accent.as_ref().map(|(given, place)| (*given, place, manifest.accent_dark))
    })
}

/// The accent of a site for customers, as it is printed.
pub(super) fn readable_accent(layers: &[Layer], look: &Look) -> Colour {
    given_accent(layers, look).map_or(Colour::OWN, |(given, ..)| given.readable())
}

/// The company's own typefaces before those of the theme.
fn font(names: &[Arc<str>]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\",")).collect();
    format!(":root{{--own:{}}}", quoted.concat().trim_end_matches(','))
}

/// The company's logo.
#[derive(Debug, Clone)]
pub struct Logo {
    /// The file, at an address that changes with its content.
    pub asset: Asset,
    /// Width and height in pixels, where the file says them.
    pub size: Option<(u32, u32)>,
}

/// Reads the logo; a file that is not there or is no picture is reported.
pub(super) fn logo(world: &dyn World, path: &SourcePath, place: &Place, report: &mut Report) -> Option<Logo> {
    let extension = path.file_name().rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
    let extension = extension.filter(|end| ["svg", "png", "jpg", "jpeg", "webp", "avif", "gif"].contains(&end.as_str()));
    let Some(extension) = extension else {
        let finding = Diagnostic::new(&codes::INVALID_VALUE, place.clone(), format!("`{path}` is not a picture for the web"));
        report.push(finding.hint("use an SVG, PNG, JPEG, WebP or AVIF file"));
        return None;
    };
    let Ok(Some(bytes)) = world.read(path) else {
        let finding = Diagnostic::new(&codes::MISSING_FILE, place.clone(), format!("there is no file `{path}`"));
        report.push(finding.hint("put the logo there, or write the path from the folder of `shirube.yaml`"));
        return None;
    };
    let size = crate::site::picture_size(&bytes);
    // Every site has it, so it says to nobody more than it shows.
    let bytes = crate::site::plain_picture(path.file_name(), &bytes);
    let hash = blake3::hash(&bytes).to_hex();
    Some(Logo { asset: Asset { path: format!("assets/logo.{}.{extension}", &hash[..10]), bytes }, size })
}

pub(super) fn script(layers: &[Layer], report: &mut Report) -> Asset {
    let files = joined(layers, "scripts", "js", |layer| layer.manifest.scripts.as_ref(), report);
    let text: Vec<&str> = files.into_iter().map(|(_, text)| text).collect();
    named("page", "js", &unindented(&text.join("\n")))
}

/// The search: its script with the words it says, and its stylesheet. Pages load them when somebody searches.
pub(super) fn search(layers: &[Layer], words: &BTreeMap<String, Words>, report: &mut Report) -> [Asset; 2] {
    let path = "styles/search.css";
    let style = layers.iter().find(|layer| layer.files.contains_key(path));
    let style = named("search", "css", &squeezed(style.and_then(|layer| layer.text(path, report)).unwrap_or_default()));
    let said = |words: &Words| -> BTreeMap<String, String> {
        let keys = words.keys().into_iter().filter(|key| key.starts_with("search"));
        keys.map(|key| (key.to_owned(), words.text(key).to_owned())).collect()
    };
    let words: BTreeMap<&String, BTreeMap<String, String>> = words.iter().map(|(lang, words)| (lang, said(words))).collect();
    let name = style.path.trim_start_matches("assets/");
    let mut text = format!("const STYLE = {};\nconst WORDS = {};\n", serde_json::json!(name), serde_json::json!(words));
    for (_, file) in joined(layers, "scripts/search", "js", |layer| layer.manifest.search.as_ref(), report) {
        text.push_str(file);
        text.push('\n');
    }
    [named("search", "js", &unindented(&text)), style]
}

/// The script that keeps pages for reading without a connection; what it keeps comes before it.
pub(super) fn offline(layers: &[Layer], report: &mut Report) -> String {
    let path = "scripts/offline.js";
    let layer = layers.iter().find(|layer| layer.files.contains_key(path));
    unindented(layer.and_then(|layer| layer.text(path, report)).unwrap_or_default())
}

/// What lies in `files/` goes to `assets/` as it is.
pub(super) fn files(layers: &[Layer]) -> BTreeMap<String, Arc<[u8]>> {
    let mut files = BTreeMap::new();
    for layer in layers {
        for (path, bytes) in &layer.files {
            if let Some(name) = path.strip_prefix("files/") {
                files.entry(format!("assets/{name}")).or_insert_with(|| Arc::clone(bytes));
            }
        }
    }
    files
}

/// The files that the nearest manifest names, by name, each from the nearest theme that has it.
fn joined<'a>(
    layers: &'a [Layer],
    folder: &str,
    extension: &str,
    names: fn(&Layer) -> Option<&Vec<String>>,
    report: &mut Report,
) -> Vec<(String, &'a str)> {
    let Some((owner, names)) = layers.iter().find_map(|layer| names(layer).map(|names| (layer, names))) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for name in names {
        let path = format!("{folder}/{name}.{extension}");
        match layers.iter().find(|layer| layer.files.contains_key(&path)) {
            Some(layer) => out.push((name.clone(), layer.text(&path, report).unwrap_or_default())),
            None => {
                let place = start(&owner.path("theme.yaml"));
                let finding = Diagnostic::new(&codes::MISSING_FILE, place, format!("the theme has no file `{path}`"));
                report.push(finding.hint("create it, or take its name out of the list"));
            }
        }
    }
    out
}

fn named(name: &str, extension: &str, text: &str) -> Asset {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    Asset { path: format!("assets/{name}.{}.{extension}", &hash[..10]), bytes: Arc::from(text.as_bytes()) }
}

/// A stylesheet without comments and without white space that means nothing. Strings stay as they are.
fn squeezed(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut chars = css.chars().peekable();
    let mut space = false;
    while let Some(character) = chars.next() {
        match character {
            '/' if chars.peek() == Some(&'*') => {
                chars.next();
                let mut last = ' ';
                for inside in chars.by_ref() {
                    if last == '*' && inside == '/' {
                        break;
                    }
                    last = inside;
                }
            }
            '"' | '\'' => {
                put_space(&mut out, &mut space, character);
                out.push(character);
                while let Some(inside) = chars.next() {
                    out.push(inside);
                    if inside == '\\' {
                        out.extend(chars.next());
                    } else if inside == character {
                        break;
                    }
                }
            }
            white if white.is_ascii_whitespace() => space = true,
            other => {
                put_space(&mut out, &mut space, other);
                if other == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(other);
            }
        }
    }
    out
}

/// A space between two characters, unless one of them makes it needless. Around `+`, `-`, `(` and `:` it can mean something.
fn put_space(out: &mut String, space: &mut bool, next: char) {
    let needless = |character: char| matches!(character, '{' | '}' | ';' | ',' | '>');
    let after = out.chars().next_back().is_none_or(|last| needless(last) || last == ':');
    if std::mem::take(space) && !after && !needless(next) {
        out.push(' ');
    }
}

/// The line at the foot of every printed sheet.
pub(super) fn print_sheet(left: &str, middle: &str) -> String {
    let quoted = |text: &str| {
        let escape = |character: char| match character {
            '"' | '\\' | '<' => format!("\\{:x} ", u32::from(character)),
            other if other.is_control() => " ".to_owned(),
            other => other.to_string(),
        };
        text.chars().map(escape).collect::<String>()
    };
    let font = "color:#4b535c;font:8pt sans-serif";
    let (left, middle) = (quoted(left), quoted(middle));
    format!("@page{{@bottom-left{{content:\"{left}\";{font}}}@bottom-center{{content:\"{middle}\";{font}}}}}\n")
}

/// The line at the foot of every printed sheet of many pages.
pub(super) fn shared_print_sheet(left: &str, middle: &str) -> Asset {
    named("print", "css", &print_sheet(left, middle))
}

/// A script without indentation, empty lines and lines that are only a comment.
fn unindented(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.fold(String::with_capacity(script.len()), |mut out, line| {
        out.push_str(line);
        out.push('\n');
        out
    })
}
