//! Checks all links and pictures of all pages, once over everything: what they lead to exists, whoever sees the link may see
//! the target, and what is shown does not lead to what is left out.

use super::Show;
use super::links::{Address, decoded, page_path, readers, split};
use crate::content::markdown::{Image, Link, Term};
use crate::content::{self, ByPage, Content, Families, Pages, Written};
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Audience, Audiences, Place, SourcePath};
use crate::workflow::{Standing, Standings};
use crate::world::{World, read_text};
use foldhash::HashMap;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

/// What was found in the last build.
#[derive(Default)]
pub struct Memory {
    basis: Option<Basis>,
    pages: Pages,
    standings: Standings,
    checked: ByPage<Checked>,
}

/// What all links are compared with beside the pages they lead to.
struct Basis {
    audiences: Audiences,
    show: Show,
    families: Arc<Families>,
    files: Arc<BTreeSet<SourcePath>>,
    unread: Arc<BTreeSet<SourcePath>>,
}

/// The links of one page.
#[derive(Debug)]
struct Checked {
    // The pages they lead to, by position.
    targets: Box<[u32]>,
    // The files they lead to and show.
    files: Box<[SourcePath]>,
    // Most pages have no findings.
    found: Option<Box<Report>>,
}

/// Where a link leads.
enum Leads {
    Page(usize),
    File(SourcePath),
    Elsewhere,
}

/// Checks the links of all pages; those of pages that are as they were, and lead to such, are taken from memory.
pub fn check(
    world: &dyn World,
    content: &Content,
    audiences: &Audiences,
    (standings, show): (&Standings, Show),
    memory: &mut Memory,
    report: &mut Report,
) {
    memory.prepare(content, audiences, standings, show);
    let index = memory.checked.all().is_empty().then(|| Index::of(content));
    let checker = Checker { world, content, index, standings, audiences, show };
    // Each page has its own report, so that the order of findings never depends on threads.
    let checked = memory.checked.bring_up_to(&content.pages, |written| checker.page(written));
    checked.iter().filter_map(|checked| checked.found.as_ref()).for_each(|found| report.append(Report::clone(found)));
    memory.pages = Arc::clone(&content.pages);
    memory.standings = Arc::clone(standings);
}

/// The pictures that the texts show which some readers may see.
pub fn pictures(
    content: &Content,
    standings: &Standings,
    show: Show,
    seen: impl Fn(Audience) -> bool + Sync,
) -> BTreeSet<SourcePath> {
    let shown_to = |written: &Written, standing| !left_out(standing, show) && seen(written.page.meta.audience);
    let shown = |(written, standing): (&Arc<Written>, &Standing)| {
        let images: &[Image] = if shown_to(written, *standing) { &written.document.images } else { &[] };
        let path = |image: &Image| match split(&written.page.path, &image.dest) {
            Address::Path(path, _) => content.files.get(&path).cloned(),
            _ => None,
        };
        images.iter().filter_map(path).collect::<Vec<_>>()
    };
    content.pages.par_iter().zip(standings.par_iter()).flat_map_iter(shown).collect()
}

impl Memory {
    /// The pages that a page leads to, by position; it must have been checked.
    pub fn pages_from(&self, at: usize) -> &[u32] {
        self.checked.all().get(at).map_or(&[], |checked| &checked.targets)
    }

    /// The files that a page leads to or shows; it must have been checked.
    pub fn files_from(&self, at: usize) -> &[SourcePath] {
        self.checked.all().get(at).map_or(&[], |checked| &checked.files)
    }

    /// Forgets the pages that lead to one that has changed. With other pages, everything is looked at anew.
    fn prepare(&mut self, content: &Content, audiences: &Audiences, standings: &Standings, show: Show) {
        let same = self.basis.as_ref().is_some_and(|basis| {
            Arc::ptr_eq(&basis.families, &content.families)
                && basis.files == content.files
                && basis.unread == content.unread
                && basis.audiences == *audiences
                && basis.show == show
        });
        if !same {
            self.checked = ByPage::default();
            self.basis = Some(Basis {
                audiences: audiences.clone(),
                show,
                families: Arc::clone(&content.families),
                files: Arc::clone(&content.files),
                unread: Arc::clone(&content.unread),
            });
            return;
        }
        let is_new = |at: usize| !Arc::ptr_eq(&self.pages[at], &content.pages[at]);
        let stands_anew = |at: usize| left_out(self.standings[at], show) != left_out(standings[at], show);
        let moved: Vec<bool> = (0..content.pages.len()).map(|at| is_new(at) || stands_anew(at)).collect();
        if moved.contains(&true) {
            let stays = |at: usize, checked: &Checked| !moved[at] && !checked.targets.iter().any(|to| moved[*to as usize]);
            self.checked.forget(stays);
        }
    }
}

/// What nearly every link asks of the page it leads to, side by side: that page itself lies anywhere in memory.
struct Index<'a> {
    positions: HashMap<&'a str, u32>,
    audiences: Vec<Audience>,
}

impl<'a> Index<'a> {
    fn of(content: &'a Content) -> Self {
        let position = |(at, written): (usize, &'a Arc<Written>)| (written.page.path.as_str(), at as u32);
        let positions = || content.pages.iter().enumerate().map(position).collect();
        let audiences = || content.pages.iter().map(|written| written.page.meta.audience).collect();
        let (positions, audiences) = rayon::join(positions, audiences);
        Index { positions, audiences }
    }
}

struct Checker<'a> {
    world: &'a dyn World,
    content: &'a Content,
    // Where many pages are looked up.
    index: Option<Index<'a>>,
    standings: &'a [Standing],
    audiences: &'a Audiences,
    show: Show,
}

/// Whether a build leaves a page out today.
fn left_out(standing: Standing, show: Show) -> bool {
    match standing {
        Standing::Unpublished(_) | Standing::Unapproved => !show.drafts,
        Standing::Future(_) => !show.future,
        Standing::Live | Standing::Gone(_) => false,
    }
}

impl Checker<'_> {
    fn page(&self, written: &Written) -> Checked {
        let mut report = Report::default();
        let (mut targets, mut files) = (Vec::new(), Vec::new());
        for link in &written.document.links {
            match self.link(written, link, &mut report) {
                Leads::Page(at) => targets.push(at as u32),
                Leads::File(path) => files.push(path),
                Leads::Elsewhere => {}
            }
        }
        for image in &written.document.images {
            files.extend(self.image(written, &image.dest, image.range.clone(), &mut report));
        }
        targets.sort_unstable();
        targets.dedup();
        Checked {
            targets: targets.into_boxed_slice(),
            files: files.into_boxed_slice(),
            found: (!report.is_empty()).then(|| Box::new(report)),
        }
    }

    fn position(&self, path: &SourcePath) -> Option<usize> {
        match &self.index {
            Some(index) => index.positions.get(path.as_str()).map(|at| *at as usize),
            None => self.content.position(path),
        }
    }

    /// Who reads the page at a position.
    fn audience(&self, at: usize) -> Audience {
        self.index.as_ref().map_or_else(|| self.content.pages[at].page.meta.audience, |index| index.audiences[at])
    }

    /// Where the address of a link or picture stands. A text that was let go of is read again: few links are wrong.
    fn place(&self, from: &Written, dest: &str, range: &Range<usize>) -> Place {
        if from.page.has_text() {
            return address_place(from, dest, range);
        }
        let text = read_text(self.world, &from.page.path, &mut Report::default());
        place_in(&from.page.path, text.as_deref().unwrap_or_default(), dest, range)
    }

    /// Checks a link; says where it leads.
    fn link(&self, from: &Written, link: &Link, report: &mut Report) -> Leads {
        if link.dest.is_empty() {
            return Leads::Elsewhere;
        }
        let readers = readers(from.page.meta.audience, link.audience);
        let place = || self.place(from, &link.dest, &link.range);
        match split(&from.page.path, &link.dest) {
            Address::Outside => {}
            Address::LeavesRoot => {
                let message = format!("the link `{}` leaves the site's folder", link.dest);
                report.push(Diagnostic::new(&codes::BROKEN_LINK, place(), message).hint("link to a file below content/"));
            }
            Address::Anchor => self.anchor((from, from), &link.dest, readers, &place, report),
            Address::Path(path, anchor) => {
                let Some(at) = self.position(&page_path(&path)) else {
                    if !self.content.files.contains(&path) && !self.content.unread.contains(&page_path(&path)) {
                        report.push(self.broken(from, place(), &link.dest, &path));
                    }
                    return Leads::File(path);
                };
                self.to_page(from, (link, anchor, readers), at, report);
                return Leads::Page(at);
            }
        }
        Leads::Elsewhere
    }

    fn to_page(&self, from: &Written, (link, anchor, readers): (&Link, &str, Audience), at: usize, report: &mut Report) {
        let place = || self.place(from, &link.dest, &link.range);
        let target = &self.content.pages[at];
        if self.audience(at) > readers {
            // Else its audience is that of its original, which is not known yet.
            if !self.original_unread(target) {
                report.push(self.narrower(place(), &link.dest, readers, target));
            }
        } else if !anchor.is_empty() {
            self.anchor((from, target), &link.dest, readers, &place, report);
        }
        let leaves_out = |path| self.position(path).is_some_and(|at| left_out(self.standings[at], self.show));
        if left_out(self.standings[at], self.show) && !leaves_out(&from.page.path) {
            let message = format!("`{}` is not published, so this link is plain text", target.page.path);
            let finding = Diagnostic::new(&codes::LINK_LEFT_OUT, place(), message);
            report.push(finding.hint("publish that page, or take the link away"));
        }
    }

    fn original_unread(&self, written: &Written) -> bool {
        let stem = |path: &SourcePath| path.as_str().split('.').next().unwrap_or_default().to_owned();
        !written.page.original && self.content.unread.iter().any(|path| stem(path) == stem(&written.page.path))
    }

    /// Checks a picture; gives the file it shows.
    fn image(&self, from: &Written, dest: &str, range: Range<usize>, report: &mut Report) -> Option<SourcePath> {
        let place = || self.place(from, dest, &range);
        match split(&from.page.path, dest) {
            Address::Path(path, _) => {
                if !self.content.files.contains(&path) {
                    let hint = content::nearest(&from.page.path, &path, self.content.files.iter())
                        .unwrap_or_else(|| "put the picture below content/ and link to it by its path".into());
                    let message = format!("there is no file `{path}`");
                    report.push(Diagnostic::new(&codes::MISSING_PICTURE, place(), message).hint(hint));
                }
                return Some(path);
            }
            Address::Outside if !dest.is_empty() => {
                let message = "a picture from another site would tell that site who reads the page";
                report.push(Diagnostic::new(&codes::OUTSIDE_PICTURE, place(), message).hint("put the picture below content/"));
            }
            _ => {}
        }
        None
    }

    fn anchor(
        &self,
        (from, target): (&Written, &Written),
        dest: &str,
        readers: Audience,
        place: &dyn Fn() -> Place,
        report: &mut Report,
    ) {
        let anchor = decoded(dest.split_once('#').map_or("", |(_, anchor)| anchor));
        if anchor.is_empty() || target.document.anchors.iter().any(|known| *known == anchor) {
            return;
        }
        let heading = target.document.headings.iter().find(|heading| *heading.id == *anchor);
        let heading = heading.map(|heading| (heading.audience, &heading.range));
        let term = || target.document.terms.iter().find(|term| term.answers(&anchor)).map(|term| (term.audience, &term.range));
        match heading.or_else(term) {
            Some((passage, _)) if readers.sees(self::readers(target.page.meta.audience, passage)) => {}
            Some((_, range)) => {
                let other = target.page.place_at(range.start, range.end);
                let message = format!("the heading `#{anchor}` stands in a passage that readers of this link may not see");
                report.push(
                    Diagnostic::new(&codes::NARROWER_TARGET, place(), message)
                        .also(other, "the heading")
                        .hint("link to another heading, or move the link into a passage"),
                );
            }
            None if is_task(&anchor, target) => {}
            None => {
                let names = target.document.terms.iter().filter_map(|term| term.id.strip_prefix(Term::PREFIX));
                let known = target.document.headings.iter().map(|heading| &*heading.id).chain(names);
                let mut hint = crate::yaml::suggestion(&anchor, known.clone()).unwrap_or_else(|| {
                    format!("headings there: {}", known.take(8).map(|id| format!("#{id}")).collect::<Vec<_>>().join(", ")).into()
                });
                if let Some(repair) = &mut hint.repair {
                    repair.text = format!("{}#{}", dest.split('#').next().unwrap_or_default(), repair.text);
                }
                let whose = if std::ptr::eq(from, target) { "this page".to_owned() } else { format!("`{}`", target.page.path) };
                report.push(
                    Diagnostic::new(&codes::BROKEN_ANCHOR, place(), format!("{whose} has no heading `#{anchor}`")).hint(hint),
                );
            }
        }
    }

    fn narrower(&self, place: Place, dest: &str, readers: Audience, target: &Written) -> Diagnostic {
        let message = format!(
            "readers of this link are `{}`, but `{dest}` is for `{}`",
            self.audiences.id(readers),
            self.audiences.id(target.page.meta.audience)
        );
        Diagnostic::new(&codes::NARROWER_TARGET, place, message)
            .also(target.page.place.clone(), "the page it leads to")
            .hint("take the link away, put it into a passage for that audience, or widen the page's `audience`")
    }

    fn broken(&self, from: &Written, place: Place, dest: &str, path: &SourcePath) -> Diagnostic {
        let known = self.content.pages.iter().map(|written| &written.page.path).chain(self.content.files.iter());
        let mut hint = content::nearest(&from.page.path, path, known)
            .unwrap_or_else(|| "link to a file by its path from here, like `../playbooks/name.md`".into());
        if let (Some(repair), Some((_, anchor))) = (&mut hint.repair, dest.split_once('#')) {
            repair.text = format!("{}#{anchor}", repair.text);
        }
        Diagnostic::new(&codes::BROKEN_LINK, place, format!("the link `{dest}` leads to no file")).hint(hint)
    }
}

/// Where the address of a link or picture stands; the whole link where the address is written in another way than it is read.
pub fn address_place(from: &Written, dest: &str, range: &Range<usize>) -> Place {
    place_in(&from.page.path, &from.page.text, dest, range)
}

fn place_in(path: &SourcePath, text: &str, dest: &str, range: &Range<usize>) -> Place {
    let written = text.get(range.clone()).unwrap_or_default();
    let at = written.rfind(dest).filter(|_| !dest.is_empty());
    let range = at.map_or(range.clone(), |at| range.start + at..range.start + at + dest.len());
    Place::in_text(path, text, range.start, range.end)
}

fn is_task(anchor: &str, target: &Written) -> bool {
    anchor
        .strip_prefix('t')
        .and_then(|number| number.parse::<usize>().ok())
        .is_some_and(|number| (1..=target.document.tasks).contains(&number))
}
