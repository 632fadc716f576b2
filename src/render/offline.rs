//! The service worker of a site whose readers keep what they have read.
//!
//! In: the pages that were made. Out: one script at the root of the site. It says what is kept from the first, and carries a digest of all
//! pages, so that a reader's browser takes notice of a new build; the same site gives the same bytes.

use super::MadePages;
use super::frame::stylesheet;
use super::theme::Theme;
use crate::site::Site;
use serde_json::json;
use std::collections::BTreeMap;

/// Where it lies: what lies beside and below it is its to keep.
pub(super) const FILE: &str = "sw.js";

/// What it says to readers.
const WORDS: [&str; 2] = ["offline_copy", "offline_missing"];

/// The script.
pub(super) fn worker(site: &Site<'_>, theme: &Theme, made: &MadePages) -> String {
    let languages = &site.config().languages;
    let relative = |path: &str| format!("./{}", path.trim_start_matches('/'));
    let homes: Vec<String> = (0..languages.len()).map(|language| relative(&site.prefixed("/", language))).collect();
    let logo = theme.logo().map(|logo| &logo.asset.path);
    let assets = [&stylesheet(site, theme).path, &theme.script().path].into_iter().chain(logo).map(|path| relative(path));
    let first: Vec<String> = homes.iter().cloned().chain(assets).collect();
    let words = |lang: &str| -> BTreeMap<&str, &str> { WORDS.iter().map(|key| (*key, theme.words(lang).text(key))).collect() };
    let words: BTreeMap<&str, _> = languages.iter().map(|lang| (&**lang, words(lang))).collect();
    let mut hasher = blake3::Hasher::new();
    for (address, page) in made.iter() {
        hasher.update(address.as_bytes()).update(page.digest.as_ref().map_or(&[0; 32], |digest| digest.as_bytes()));
    }
    let version = &hasher.finalize().to_hex()[..10];
    format!(
        "const VERSION = {};\nconst FIRST = {};\nconst HOMES = {};\nconst WORDS = {};\n{}",
        json!(version),
        json!(first),
        json!(homes),
        json!(words),
        theme.offline()
    )
}
