//! What `shirube.yaml` says, understood.

use crate::diag::{Report, Severity};
use crate::model::{Audience, Audiences, FiscalYear, Localised, Place, Ref, SourcePath};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The settings of a source tree: valid, with every default filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The title of all sites that have none of their own.
    pub title: Localised,
    /// The languages; the first is the default. Never empty.
    pub languages: Vec<Arc<str>>,
    /// The time zone of "today".
    pub timezone: TimeZone,
    /// The currency of all money, as in ISO 4217: `JPY`.
    pub currency: Arc<str>,
    /// How fiscal years are counted.
    pub fiscal_year: FiscalYear,
    /// The audiences, widest first.
    pub audiences: Audiences,
    /// The sites, in the order written. Never empty; ids are unique.
    pub sites: Vec<SiteConfig>,
    /// The customer's own ways in.
    pub facets: Vec<Facet>,
    /// What tags are called, by the tag as it is written on pages.
    pub tags: BTreeMap<Arc<str>, Localised>,
    /// Who must approve what.
    pub approval: Approval,
    /// The theme, and what is the company's own in it.
    pub look: Look,
    /// Whether words of the glossary are explained where a text first says them.
    pub mark_terms: bool,
    /// Whether sites can be searched.
    pub search: bool,
    /// Whether code is coloured.
    pub highlight: bool,
    /// Where readers say whether a guide helped.
    pub feedback: Option<Feedback>,
    /// Where to turn when no guide helps.
    pub contact: Option<Contact>,
    /// Where a source is edited, with `{path}` for its path.
    pub edit_url: Option<Arc<str>>,
    /// Words that are often looked for.
    pub popular: Vec<Localised>,
    /// A sentence at the foot of every page.
    pub footer: Option<Localised>,
    /// Who holds the rights, at the foot of every page.
    pub rights: Option<Localised>,
    /// Findings that are worse, milder or silent here, by code.
    pub severities: BTreeMap<&'static str, Option<Severity>>,
    /// Whether findings are said in Japanese.
    pub japanese_findings: bool,
    /// The metric each figure of `ingest` is written to, where it is not its own name.
    pub ingest: BTreeMap<Arc<str>, Ref>,
}

/// The theme of all sites, and what is the company's own in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The name of the theme.
    pub theme: Arc<str>,
    /// The company's colour, `#006478` in lower case, and where it is set.
    pub accent: Option<(Arc<str>, Place)>,
    /// Names of typefaces, the preferred first.
    pub font: Vec<Arc<str>>,
    /// The picture that stands for the title, and where it is named.
    pub logo: Option<(SourcePath, Place)>,
    /// The file with the typeface of pictures that are drawn, and where it is named.
    pub font_file: Option<(SourcePath, Place)>,
}

/// One site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteConfig {
    /// Its id, also the name of its folder: lower-case letters, digits, `-` and `_`.
    pub id: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// Which home and navigation it has.
    pub kind: SiteKind,
    /// Who reads it: it holds what is labelled so or wider.
    pub audience: Audience,
    /// Its absolute address, with a slash at the end.
    pub base_url: Arc<str>,
    /// Its title.
    pub title: Localised,
    /// Whether its readers keep what they have read.
    pub offline: bool,
}

/// Which home and navigation a site has; what it holds depends on its audience alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteKind {
    /// For customers: stages and guides.
    Customer,
    /// For the team: figures and reviews.
    Team,
}

/// A way in that customers choose by: their plan, their work.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet {
    /// Its id.
    pub id: Arc<str>,
    /// Where it is declared.
    pub place: Place,
    /// Who may see its name and its values.
    pub audience: Audience,
    /// Its name.
    pub name: Localised,
    /// Its values, by id, in the order written.
    pub values: Vec<(Arc<str>, Localised)>,
}

/// Who must approve what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Approval {
    /// Pages for these audiences need an approval.
    pub required_for: Vec<Audience>,
    /// Who may approve pages for an audience: roles and departments.
    pub approvers: Vec<(Audience, Vec<Ref>)>,
}

/// Where readers say whether a guide helped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Feedback {
    /// An endpoint that takes the answer.
    Url(Arc<str>),
    /// A mail address.
    Mail(Arc<str>),
}

/// Where to turn when no guide helps.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// The page, or a `mailto:` address.
    pub url: Arc<str>,
    /// A sentence beside it.
    pub text: Option<Localised>,
}

impl Config {
    /// The default language.
    pub fn language(&self) -> &Arc<str> {
        // Checked when the file was read.
        &self.languages[0]
    }

    /// The site with an id.
    pub fn site(&self, id: &str) -> Option<&SiteConfig> {
        self.sites.iter().find(|site| &*site.id == id)
    }

    /// The facet with an id.
    pub fn facet(&self, id: &str) -> Option<&Facet> {
        self.facets.iter().find(|facet| &*facet.id == id)
    }

    /// What a tag is called in a language: itself, where nothing else was said.
    pub fn tag<'a>(&'a self, tag: &'a str, language: &str) -> &'a str {
        self.tags.get(tag).and_then(|names| names.exact(language)).unwrap_or(tag)
    }

    /// Makes findings as bad as this site wants them.
    pub fn apply_severities(&self, report: &mut Report) {
        report.override_severities(&self.severities);
    }
}

impl Facet {
    /// The name of a value.
    pub fn value(&self, id: &str) -> Option<&Localised> {
        self.values.iter().find(|(known, _)| &**known == id).map(|(_, name)| name)
    }
}
