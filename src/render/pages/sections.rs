//! A page made of numbered sections: what is empty is left out, what is there is numbered and listed.

use crate::render::Made;
use crate::render::context::Context;
use crate::render::links;
use crate::render::pages::crumbs;
use crate::render::view::{Block, ContentsEntry, Html, Link, Page, Section, Sections, Width};
use crate::site::Route;

/// The sections of a page in the making.
#[derive(Default)]
pub(super) struct Parts {
    sections: Vec<Section>,
}

impl Parts {
    /// Adds a section, unless it would be empty.
    pub(super) fn add(
        &mut self,
        context: &Context<'_>,
        id: &str,
        key: &str,
        blocks: impl IntoIterator<Item = Block>,
    ) -> &mut Self {
        let blocks: Vec<Block> = blocks.into_iter().collect();
        if !blocks.is_empty() {
            let name = context.words.text(key).to_owned();
            self.sections.push(Section { id: id.to_owned(), name, width: Width::Full, blocks, ..Section::default() });
        }
        self
    }

    /// Says for what the section added last holds.
    pub(super) fn scope(&mut self, scope: String) -> &mut Self {
        if let Some(section) = self.sections.last_mut() {
            section.scope = Some(scope);
        }
        self
    }

    /// Says what was found in the section added last, if it is the one named.
    pub(super) fn finding(&mut self, id: &str, finding: Option<String>) -> &mut Self {
        if let Some(section) = self.sections.last_mut().filter(|section| section.id == id) {
            section.finding = finding;
        }
        self
    }

    /// Says how the section added last is to be read, if it is the one named.
    pub(super) fn note(&mut self, id: &str, note: &str) -> &mut Self {
        if let Some(section) = self.sections.last_mut().filter(|section| section.id == id) {
            section.note = Some(Html::text(note));
        }
        self
    }

    /// The sections as they stand below a text: without numbers.
    pub(super) fn below_text(self) -> Vec<Section> {
        self.sections
    }

    /// The page.
    pub(super) fn page(mut self, context: &Context<'_>, name: &'static str, head: Head) -> Made {
        // A number tells sections apart; one alone needs none.
        if self.sections.len() > 1 {
            for (number, section) in (1..).zip(&mut self.sections) {
                section.number = Some(number);
            }
        }
        page(context, name, head, self.sections)
    }
}

/// A page of groups, such as classes or years: sections without numbers below a title of the theme.
pub(super) fn grouped(context: &Context<'_>, name: &'static str, title: &'static str, sections: Vec<Section>) -> Made {
    page(context, name, Head { title: context.word(title).to_owned(), ..Head::default() }, sections)
}

fn page(context: &Context<'_>, name: &'static str, head: Head, sections: Vec<Section>) -> Made {
    let entry = |section: &Section| ContentsEntry { id: section.id.clone(), title: section.name.clone(), number: section.number };
    let sections = Sections {
        breadcrumbs: crumbs(context, head.above, &head.title),
        eyebrow: head.eyebrow,
        title: head.title.clone(),
        lead: head.lead.as_deref().map(Html::text),
        meta: head.meta,
        contents: sections.iter().map(entry).collect(),
        sections,
        previous: head.previous,
        up: head.up,
        next: head.next,
        ..Sections::default()
    };
    Made::new(name, head.title, Page::Sections(sections)).described(head.lead)
}

/// What stands above the sections.
#[derive(Default)]
pub(super) struct Head {
    /// The pages above it.
    pub above: Vec<Link>,
    /// What kind of page it is.
    pub eyebrow: Option<String>,
    /// The title.
    pub title: String,
    /// One or two sentences.
    pub lead: Option<String>,
    /// Short facts in one line.
    pub meta: Vec<Html>,
    /// The page before it.
    pub previous: Option<Link>,
    /// All pages of this kind.
    pub up: Option<Link>,
    /// The page after it.
    pub next: Option<Link>,
}

impl Head {
    /// The head of a register: a title from the theme, and the words of its page in `content/`, if somebody wrote one.
    pub(super) fn of(context: &Context<'_>, address: &str, title: &str, lead: &str) -> Self {
        let version = context.site.head(address).map(|page| page.version(context.language));
        let own = version.map(|version| version.title.to_string());
        let summary = version.and_then(|version| version.summary.as_deref().map(str::to_owned));
        Head {
            title: own.unwrap_or_else(|| context.words.text(title).to_owned()),
            lead: summary.or_else(|| Some(context.words.text(lead).to_owned())),
            ..Head::default()
        }
    }
}

impl Head {
    /// The same head with links to the registers beside it, those that the site has.
    pub(super) fn beside(mut self, context: &Context<'_>, routes: &[(Route, &str)]) -> Self {
        let links = routes.iter().filter_map(|(route, key)| context.link(route, context.words.text(key)));
        self.meta.extend(links.map(|link| Html::from(links::anchor(&link))));
        self
    }
}

/// The neighbours of a thing in a list of links.
pub(super) fn neighbours(links: Vec<Link>, at: usize) -> (Option<Link>, Option<Link>) {
    (at.checked_sub(1).and_then(|before| links.get(before).cloned()), links.get(at + 1).cloned())
}
