//! The few pages that belong to the preview and to no site.

use super::answer::{self, Answer, Request};
use super::served::Served;
use crate::html::escape;
use crate::output::Files;
use std::fmt::Write as _;

/// Brings a page up to date after a build, and shows the errors since the last good one.
pub(super) const LIVE_SCRIPT: &str = include_str!("live.js");

const STYLE: &str = include_str!("start.css");

/// The page that leads to every site.
pub(super) fn start(served: &Served) -> Vec<u8> {
    let mut list = String::new();
    for (id, files) in &served.outputs.sites {
        let title = title(files).unwrap_or_else(|| id.clone());
        let (id, title, count) = (escape(id), escape(&title), pages(files));
        // Writing to a String cannot fail.
        let _ =
            writeln!(list, "<li><a href=\"/{id}/\"><strong>{title}</strong><span>/{id}/ · {count}ページ / pages</span></a></li>");
    }
    let nothing = "<p>サイトがまだありません。端末に出ている指摘を直すと、ここに並びます。<br>\
        There is no site yet. Mend what the terminal says, and they will be listed here.</p>";
    let body = if list.is_empty() { nothing.to_owned() } else { format!("<ul>\n{list}</ul>") };
    let lead = "書きかけのページも見えるプレビューです。ファイルを保存すると、開いているページがひとりでに変わります。<br>\
        <span lang=\"en\">This preview also shows drafts. Save a file, and open pages change by themselves.</span>";
    document("shirube プレビュー", &format!("<h1>プレビュー</h1>\n<p>{lead}</p>\n{body}"))
}

/// Nothing has this address.
pub(super) fn not_found(served: &Served, request: &Request<'_>) -> Answer {
    let body = "<h1>このページはありません</h1>\n<p><span lang=\"en\">There is no page at this address.</span></p>\n<p><a href=\"/\">/</a></p>";
    answer::page(served, request, 404, document("このページはありません", body))
}

fn document(title: &str, body: &str) -> Vec<u8> {
    format!(
        "<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

/// The title of a site's home page, as written there.
fn title(files: &Files) -> Option<String> {
    let bytes = files.get("index.html")?.bytes();
    let html = String::from_utf8_lossy(&bytes);
    let text = html.split_once("<title>")?.1.split_once("</title>")?.0;
    // It is escaped already, and will be again.
    Some(text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&"))
}

fn pages(files: &Files) -> usize {
    files.iter().filter(|(path, _)| path.ends_with("index.html")).count()
}
