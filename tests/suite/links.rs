//! Every internal link of every built site leads somewhere, to the very heading.

use crate::tools::{Folder, repository};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// The files of a built site, and the ids on each page.
pub struct Site {
    ids: BTreeMap<String, BTreeSet<String>>,
    /// The pages, by their path.
    pub pages: BTreeMap<String, String>,
}

impl Site {
    /// Reads a built site.
    pub fn read(folder: &Path) -> Self {
        let mut site = Site { ids: BTreeMap::new(), pages: BTreeMap::new() };
        for entry in WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
            let path = entry.path().strip_prefix(folder).expect("it lies below").to_str().expect("we named it").to_owned();
            let is_page = path.ends_with(".html");
            let text = if is_page { fs::read_to_string(entry.path()).expect("we wrote it") } else { String::new() };
            site.ids.insert(path.clone(), attributes(&text, "id").collect());
            if is_page {
                site.pages.insert(path, text);
            }
        }
        site
    }

    /// What is wrong with a link on a page.
    fn complaint(&self, page: &str, link: &str, base: &str) -> Option<String> {
        let (link, from_root) = match link.strip_prefix(base) {
            Some(rest) => (rest, true),
            None => (link, false),
        };
        if link.starts_with("//")
            || link.split_once(':').is_some_and(|(scheme, _)| scheme.chars().all(|char| char.is_ascii_alphabetic()))
        {
            return None;
        }
        let (path, fragment) = link.split_once('#').map_or((link, None), |(path, fragment)| (path, Some(decoded(fragment))));
        let path = decoded(path.split('?').next().unwrap_or_default());
        let target = if path.is_empty() && !from_root { Some(page.to_owned()) } else { resolve(page, &path, from_root) };
        let Some(target) = target else { return Some("leaves the site".to_owned()) };
        let Some(ids) = self.ids.get(&target) else { return Some(format!("there is no {target}")) };
        let fragment = fragment.filter(|fragment| !fragment.is_empty() && !ids.contains(fragment));
        fragment.map(|fragment| format!("{target} has no #{fragment}"))
    }
}

/// The file that a path names, seen from a page.
pub fn resolve(page: &str, path: &str, from_root: bool) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    if !from_root && !path.starts_with('/') {
        parts.extend(page.split('/'));
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    let folder = path.is_empty() || path.ends_with('/') || path.ends_with("..") || path == ".";
    if folder {
        parts.push("index.html");
    }
    Some(parts.join("/"))
}

/// The values of an attribute, with the four entities that our pages use.
pub fn attributes<'a>(html: &'a str, name: &str) -> impl Iterator<Item = String> + use<'a> {
    let start = format!(" {name}=\"");
    let mut rest = html;
    std::iter::from_fn(move || {
        rest = &rest[rest.find(&start)? + start.len()..];
        let (value, after) = rest.split_once('"')?;
        rest = after;
        let value = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        Some(value.replace("&amp;", "&"))
    })
}

pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = (*first == b'%').then(|| std::str::from_utf8(after.get(..2)?).ok()).flatten();
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = &after[if byte.is_some() { 2 } else { 0 }..];
    }
    String::from_utf8(bytes).expect("an address is UTF-8")
}

fn check(root: &Path, sites: &[(&str, &str)]) {
    let folder = Folder::built(root);
    let mut complaints = Vec::new();
    for (id, base) in sites {
        let site = Site::read(&folder.0.join("out").join(id));
        assert!(site.pages.len() > 10, "{id} has pages");
        for (page, html) in &site.pages {
            let links = ["href", "src", "action"].iter().flat_map(|name| attributes(html, name));
            // Of what a `meta` holds, only an address of this site is a link.
            let in_meta = attributes(html, "content").filter(|content| content.starts_with(base));
            for link in links.chain(in_meta) {
                complaints.extend(site.complaint(page, &link, base).map(|why| format!("{id}/{page}: {link}: {why}")));
            }
        }
        for list in ["sitemap.xml", "feed.xml"] {
            let Ok(text) = fs::read_to_string(folder.0.join("out").join(id).join(list)) else { continue };
            let named = text.split(['<', '>', '"']).filter(|part| part.starts_with(base));
            complaints.extend(named.filter_map(|link| Some(format!("{id}/{list}: {link}: {}", site.complaint("", link, base)?))));
        }
    }
    complaints.truncate(40);
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

const SITES: &[(&str, &str)] = &[("success", "https://success.example.jp/"), ("team", "https://cs.example.jp/")];

#[test]
fn every_link_of_the_sample_leads_somewhere() {
    check(repository(), SITES);
}

#[test]
fn every_link_of_the_example_leads_somewhere() {
    check(&repository().join("tests/sites/example"), SITES);
}
