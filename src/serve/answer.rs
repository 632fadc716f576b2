//! From a request to an answer, without a network.

use super::pages;
use super::served::Served;
use unicode_normalization::UnicodeNormalization as _;

/// What was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'a> {
    /// The path, percent-encoded.
    pub(super) path: &'a str,
    /// What follows the `?`.
    pub(super) query: Option<&'a str>,
    /// The page that asked.
    pub(super) referer: Option<&'a str>,
}

/// What is sent back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    /// Where to go instead.
    pub(super) location: Option<String>,
    pub(super) body: Vec<u8>,
}

const HTML: &str = "text/html; charset=utf-8";

/// Answers from what is served now.
pub(super) fn answer(served: &Served, request: &Request<'_>) -> Answer {
    let Some(path) = decoded(request.path) else { return pages::not_found(served, request) };
    let path = path.trim_start_matches('/');
    if let Some(id) = &served.site {
        return served
            .outputs
            .sites
            .get(id)
            .map_or_else(|| pages::not_found(served, request), |_| file(served, id, path, request));
    }
    if path.is_empty() {
        let mut ids = served.outputs.sites.keys();
        return match (ids.next(), ids.next()) {
            // There is nothing to choose.
            (Some(only), None) => moved(format!("/{only}/"), request.query),
            _ => page(served, request, 200, pages::start(served)),
        };
    }
    let (id, rest) = path.split_once('/').unwrap_or((path, ""));
    match served.outputs.sites.get(id) {
        Some(_) if !path.contains('/') => moved(format!("{}/", request.path), request.query),
        Some(_) => file(served, id, rest, request),
        None => from_site(served, request).unwrap_or_else(|| pages::not_found(served, request)),
    }
}

/// A page of HTML with the script that brings it up to date.
pub(super) fn page(served: &Served, request: &Request<'_>, status: u16, html: Vec<u8>) -> Answer {
    Answer { status, content_type: HTML, location: None, body: live(html, &up(request.path, 1), &served.version()) }
}

/// The way up from a path to where it begins, without its first so many slashes. Relative, so that it holds behind a proxy that
/// puts the preview below a path of its own.
fn up(path: &str, without: usize) -> String {
    let depth = path.matches('/').count().saturating_sub(without);
    if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
}

fn file(served: &Served, site: &str, path: &str, request: &Request<'_>) -> Answer {
    let index = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    if let Some(content) = served.file(site, &index) {
        let (content_type, bytes) = (content_type(&index), content.bytes());
        return match content_type {
            HTML => page(served, request, 200, bytes.to_vec()),
            _ => Answer { status: 200, content_type, location: None, body: bytes.to_vec() },
        };
    }
    if served.file(site, &format!("{path}/index.html")).is_some() {
        return moved(format!("{}/", request.path), request.query);
    }
    match served.file(site, "404.html") {
        Some(content) => page(served, request, 404, rooted(&content.bytes(), &up(path, 0))),
        None => pages::not_found(served, request),
    }
}

/// The 404 page is made for the address the site will have, and its links begin at the root there. Here they begin at the root of
/// the site in the preview.
fn rooted(html: &[u8], root: &str) -> Vec<u8> {
    let html = String::from_utf8_lossy(html);
    let sheet = html.split_once("rel=\"stylesheet\" href=\"").and_then(|(_, rest)| rest.split_once("assets/"));
    match sheet.map(|(base, _)| base).filter(|base| base.starts_with('/') && !base.contains('"')) {
        Some(base) => html.replace(&format!("=\"{base}"), &format!("=\"{root}")).into_bytes(),
        None => html.into_owned().into_bytes(),
    }
}

/// A page that knows only its final address (the 404 page) asks for `/styles.css`; here its site lies below its id.
fn from_site(served: &Served, request: &Request<'_>) -> Option<Answer> {
    let (_, from) = request.referer?.split_once("://")?.1.split_once('/')?;
    let id = from.split('/').next()?;
    served.outputs.sites.contains_key(id).then(|| moved(format!("/{id}{}", request.path), request.query))
}

fn moved(path: String, query: Option<&str>) -> Answer {
    // `//host/` would lead to another machine.
    let path = format!("/{}", path.trim_start_matches('/'));
    let location = query.map_or_else(|| path.clone(), |query| format!("{path}?{query}"));
    // Temporary: a browser would remember a permanent one when another site is served at this port.
    Answer { status: 307, content_type: HTML, location: Some(location), body: Vec::new() }
}

/// Puts the script before the end of the body.
fn live(mut html: Vec<u8>, root: &str, version: &str) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    let script = format!("<script src=\"{root}.shirube/live.js\" data-version=\"{version}\" defer></script>");
    let at = html.windows(END.len()).rposition(|window| window == END).unwrap_or(html.len());
    html.splice(at..at, script.into_bytes());
    html
}

/// Whether a `Host` names this machine.
pub(super) fn is_this_machine(host: &str) -> bool {
    let port = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let name = port.map_or(host, |(name, _)| name).to_ascii_lowercase();
    matches!(name.as_str(), "127.0.0.1" | "[::1]" | "localhost") || name.ends_with(".localhost")
}

/// A path without percent signs, in the form that addresses have; `None` if it is no text.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = (*first == b'%').then(|| after.get(..2)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    Some(String::from_utf8(bytes).ok()?.nfc().collect())
}

fn content_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    TYPES.iter().find(|(known, _)| *known == extension).map_or("application/octet-stream", |(_, content_type)| content_type)
}

const TYPES: &[(&str, &str)] = &[
    ("html", HTML),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("xml", "application/xml; charset=utf-8"),
    ("atom", "application/atom+xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/plain; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("webmanifest", "application/manifest+json"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/x-icon"),
    ("pdf", "application/pdf"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("mp3", "audio/mpeg"),
    ("woff2", "font/woff2"),
    ("woff", "font/woff"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
    ("zip", "application/zip"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
];
