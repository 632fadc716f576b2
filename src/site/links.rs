//! Links in text: by source path as written, checked once, turned into addresses for each site.

use super::{PageIx, Show, Site};
use crate::config::Config;
use crate::content::markdown::{Link, Term};
use crate::content::{self, Content, Written};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::page::PageType;
use crate::model::{Audience, Audiences, SourcePath};
use crate::workflow::{self, Approvals, Standing};
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::HashMap;

/// Where a link in a text leads on one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Outside: as written.
    Outside,
    /// An anchor on the same page.
    Here,
    /// A page in a language, with an anchor or nothing.
    Page(PageIx, usize, String),
    /// A file that is copied, by source path.
    File(SourcePath),
    /// Nowhere on this site: the link becomes plain text.
    Nowhere,
}

/// The parts of an address as written: a path in the source tree and an anchor.
enum Address<'a> {
    Outside,
    Anchor,
    Path(SourcePath, &'a str),
    LeavesRoot,
}

fn split<'a>(from: &SourcePath, dest: &'a str) -> Address<'a> {
    if is_outside(dest) {
        return Address::Outside;
    }
    let (path, anchor) = dest.split_once('#').unwrap_or((dest, ""));
    if path.is_empty() {
        return Address::Anchor;
    }
    // Editors write a space or a Japanese letter in a path as %20 or %E3….
    let path = &decoded(path.split('?').next().unwrap_or(path));
    // From the root of the content when it begins with a slash.
    let resolved = match path.strip_prefix('/') {
        Some(rooted) => SourcePath::new(format!("{}/index.md", crate::content::FOLDER)).resolve(rooted),
        None => from.resolve(path),
    };
    match resolved {
        Some(path) => Address::Path(path, anchor),
        None => Address::LeavesRoot,
    }
}

/// Whether an address leads out of the site: it has a scheme, or names a host.
fn is_outside(dest: &str) -> bool {
    let scheme = dest.split(['/', '#', '?']).next().unwrap_or("");
    dest.starts_with("//") || scheme.contains(':')
}

/// Where a link leads on a site, seen from a file.
pub fn resolve(site: &Site<'_>, from: &SourcePath, language: usize, dest: &str) -> Target {
    match split(from, dest) {
        Address::Outside => Target::Outside,
        Address::Anchor => Target::Here,
        Address::LeavesRoot => Target::Nowhere,
        Address::Path(path, anchor) => match site.by_path(&page_path(&path)) {
            // A link to the original leads to the page in the reader's language, if there is one.
            Some((at, written)) => {
                let page = site.page(at);
                let language = if written == page.original { page.version(language).language } else { written };
                if page.is_listed() || matches!(page.version(language).state, super::State::Gone(_)) {
                    Target::Page(at, language, anchor.to_owned())
                } else {
                    Target::Nowhere
                }
            }
            None if path.as_str().ends_with(".md") || path.as_str().ends_with('/') => Target::Nowhere,
            None => Target::File(path),
        },
    }
}

/// The term of a definition list that an anchor on a page names. A heading of that id goes before it.
pub fn term<'s>(site: &'s Site<'_>, at: PageIx, language: usize, anchor: &str) -> Option<&'s Term> {
    let page = site.page(at);
    if anchor.is_empty() || page.page_type != PageType::Plain {
        return None;
    }
    let (anchor, document) = (decoded(anchor), site.text(page.version(language)));
    let is_heading = document.headings.iter().any(|heading| heading.id == anchor);
    document.terms.iter().find(|term| !is_heading && term.answers(&anchor))
}

/// A link to a folder leads to its `index.md`.
fn page_path(path: &SourcePath) -> SourcePath {
    if path.file_name().contains('.') { path.clone() } else { SourcePath::new(format!("{path}/index.md")) }
}

/// Checks all links and pictures of all pages, once over everything: what they lead to exists, whoever sees the link may see
/// the target, and what is shown does not lead to what is left out.
pub fn check(content: &Content, config: &Config, approvals: &Approvals, today: Date, show: Show, report: &mut Report) {
    let pages: HashMap<&SourcePath, &Written> = content.pages.iter().map(|written| (&written.page.path, &**written)).collect();
    let standings = content.with_originals(&config.languages).into_iter().map(|(page, original)| {
        (&page.path, workflow::standing(&page.meta, &original.meta, approvals.let_out(&page.path), today))
    });
    let checker = Checker { content, pages, standings: standings.collect(), audiences: &config.audiences, show };
    // Each page has its own report, so that the order of findings never depends on threads.
    let found: Vec<Report> = content.pages.par_iter().map(|written| checker.page(written)).collect();
    found.into_iter().for_each(|found| report.append(found));
}

struct Checker<'a> {
    content: &'a Content,
    // For look-ups only.
    pages: HashMap<&'a SourcePath, &'a Written>,
    standings: HashMap<&'a SourcePath, Standing>,
    audiences: &'a Audiences,
    show: Show,
}

impl Checker<'_> {
    fn page(&self, written: &Written) -> Report {
        let mut report = Report::default();
        for link in &written.document.links {
            self.link(written, link, &mut report);
        }
        for image in &written.document.images {
            self.image(written, &image.dest, image.range.clone(), &mut report);
        }
        report
    }

    fn link(&self, from: &Written, link: &Link, report: &mut Report) {
        if link.dest.is_empty() {
            return;
        }
        let readers = readers(from.page.meta.audience, link.audience);
        let place = || address_place(from, &link.dest, &link.range);
        match split(&from.page.path, &link.dest) {
            Address::Outside => {}
            Address::LeavesRoot => {
                let message = format!("the link `{}` leaves the site's folder", link.dest);
                report.push(Diagnostic::new(&codes::BROKEN_LINK, place(), message).hint("link to a file below content/"));
            }
            Address::Anchor => self.anchor(from, from, &link.dest, readers, place(), report),
            Address::Path(path, anchor) => match self.pages.get(&page_path(&path)) {
                Some(target) => {
                    if target.page.meta.audience > readers && self.original_unread(target) {
                        // Its audience is that of its original, which is not known yet.
                    } else if target.page.meta.audience > readers {
                        report.push(self.narrower(place(), &link.dest, readers, target));
                    } else if !anchor.is_empty() {
                        self.anchor(from, target, &link.dest, readers, place(), report);
                    }
                    if self.left_out(target) && !self.left_out(from) {
                        let message = format!("`{}` is not published, so this link is plain text", target.page.path);
                        let finding = Diagnostic::new(&codes::LINK_LEFT_OUT, place(), message);
                        report.push(finding.hint("publish that page, or take the link away"));
                    }
                }
                None if self.content.files.contains(&path) || self.content.unread.contains(&page_path(&path)) => {}
                None => report.push(self.broken(from, place(), &link.dest, &path)),
            },
        }
    }

    fn original_unread(&self, written: &Written) -> bool {
        let stem = |path: &SourcePath| path.as_str().split('.').next().unwrap_or_default().to_owned();
        !written.page.original && self.content.unread.iter().any(|path| stem(path) == stem(&written.page.path))
    }

    /// Whether a build leaves a page out today.
    fn left_out(&self, written: &Written) -> bool {
        match self.standings.get(&written.page.path) {
            Some(Standing::Unpublished(_) | Standing::Unapproved) => !self.show.drafts,
            Some(Standing::Future(_)) => !self.show.future,
            Some(Standing::Live | Standing::Gone(_)) | None => false,
        }
    }

    fn image(&self, from: &Written, dest: &str, range: std::ops::Range<usize>, report: &mut Report) {
        let place = || address_place(from, dest, &range);
        match split(&from.page.path, dest) {
            Address::Path(path, _) if !self.content.files.contains(&path) => {
                let hint = content::nearest(&from.page.path, &path, self.content.files.iter())
                    .unwrap_or_else(|| "put the picture below content/ and link to it by its path".into());
                report.push(Diagnostic::new(&codes::MISSING_PICTURE, place(), format!("there is no file `{path}`")).hint(hint));
            }
            Address::Outside if !dest.is_empty() => {
                let message = "a picture from another site would tell that site who reads the page";
                report.push(Diagnostic::new(&codes::OUTSIDE_PICTURE, place(), message).hint("put the picture below content/"));
            }
            _ => {}
        }
    }

    fn anchor(
        &self,
        from: &Written,
        target: &Written,
        dest: &str,
        readers: Audience,
        place: crate::model::Place,
        report: &mut Report,
    ) {
        let anchor = decoded(dest.split_once('#').map_or("", |(_, anchor)| anchor));
        if anchor.is_empty() || target.document.anchors.contains(&anchor) {
            return;
        }
        let heading = target.document.headings.iter().find(|heading| heading.id == anchor);
        let heading = heading.map(|heading| (heading.audience, &heading.range));
        let term = || target.document.terms.iter().find(|term| term.answers(&anchor)).map(|term| (term.audience, &term.range));
        match heading.or_else(term) {
            Some((passage, _)) if readers.sees(self::readers(target.page.meta.audience, passage)) => {}
            Some((_, range)) => {
                let other = target.page.place_at(range.start, range.end);
                let message = format!("the heading `#{anchor}` stands in a passage that readers of this link may not see");
                report.push(
                    Diagnostic::new(&codes::NARROWER_TARGET, place, message)
                        .also(other, "the heading")
                        .hint("link to another heading, or move the link into a passage"),
                );
            }
            None if is_task(&anchor, target) => {}
            None => {
                let names = target.document.terms.iter().filter_map(|term| term.id.strip_prefix(Term::PREFIX));
                let known = target.document.headings.iter().map(|heading| heading.id.as_str()).chain(names);
                let mut hint = crate::yaml::suggestion(&anchor, known.clone()).unwrap_or_else(|| {
                    format!("headings there: {}", known.take(8).map(|id| format!("#{id}")).collect::<Vec<_>>().join(", ")).into()
                });
                if let Some(repair) = &mut hint.repair {
                    repair.text = format!("{}#{}", dest.split('#').next().unwrap_or_default(), repair.text);
                }
                let whose = if std::ptr::eq(from, target) { "this page".to_owned() } else { format!("`{}`", target.page.path) };
                report.push(
                    Diagnostic::new(&codes::BROKEN_ANCHOR, place, format!("{whose} has no heading `#{anchor}`")).hint(hint),
                );
            }
        }
    }

    fn narrower(&self, place: crate::model::Place, dest: &str, readers: Audience, target: &Written) -> Diagnostic {
        let message = format!(
            "readers of this link are `{}`, but `{dest}` is for `{}`",
            self.audiences.id(readers),
            self.audiences.id(target.page.meta.audience)
        );
        Diagnostic::new(&codes::NARROWER_TARGET, place, message)
            .also(target.page.place.clone(), "the page it leads to")
            .hint("take the link away, put it into a passage for that audience, or widen the page's `audience`")
    }

    fn broken(&self, from: &Written, place: crate::model::Place, dest: &str, path: &SourcePath) -> Diagnostic {
        let known = self.content.pages.iter().map(|written| &written.page.path).chain(&self.content.files);
        let mut hint = content::nearest(&from.page.path, path, known)
            .unwrap_or_else(|| "link to a file by its path from here, like `../playbooks/name.md`".into());
        if let (Some(repair), Some((_, anchor))) = (&mut hint.repair, dest.split_once('#')) {
            repair.text = format!("{}#{anchor}", repair.text);
        }
        Diagnostic::new(&codes::BROKEN_LINK, place, format!("the link `{dest}` leads to no file")).hint(hint)
    }
}

/// The file that an address in a text names, without its anchor; `None` if it leads out of the site.
pub fn source_of(from: &SourcePath, dest: &str) -> Option<SourcePath> {
    match split(from, dest) {
        Address::Path(path, _) => Some(path),
        _ => None,
    }
}

/// Where the address of a link or picture stands; the whole link where the address is written in another way than it is read.
pub fn address_place(from: &Written, dest: &str, range: &std::ops::Range<usize>) -> crate::model::Place {
    let written = from.page.text.get(range.clone()).unwrap_or_default();
    let at = written.rfind(dest).filter(|_| !dest.is_empty());
    let range = at.map_or(range.clone(), |at| range.start + at..range.start + at + dest.len());
    from.page.place_at(range.start, range.end)
}

/// Who reads something on a page: the page's audience, or that of the passage it stands in.
pub fn readers(page: Audience, passage: Option<usize>) -> Audience {
    passage.map_or(page, |at| page.narrower(Audience(at as u8)))
}

fn is_task(anchor: &str, target: &Written) -> bool {
    anchor
        .strip_prefix('t')
        .and_then(|number| number.parse::<usize>().ok())
        .is_some_and(|number| (1..=target.document.tasks).contains(&number))
}

/// An anchor without percent-encoding.
fn decoded(anchor: &str) -> String {
    let bytes = anchor.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = anchor.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| anchor.to_owned())
}
