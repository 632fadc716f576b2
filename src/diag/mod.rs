//! What could not be understood, said so that its author can mend it.
//!
//! A [`Diagnostic`] has a stable [`codes::Code`], a [`Place`], what is wrong and what to do. Every stage adds to one [`Report`].

pub mod baseline;
pub mod codes;
mod failure;
mod fingerprint;
pub mod fix;
pub mod formats;
mod hint;
pub mod japanese;
mod print;

pub use codes::Code;
pub use failure::{Failure, system_words};
pub use hint::{Hint, Repair};
pub use print::{Excerpts, print};

use crate::model::Place;
use std::collections::BTreeMap;

/// How bad a finding is. Ordered: a note is least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// About the team's work (overdue, off target): never stops anything.
    Note,
    /// Probably a mistake; `--strict` makes it an error.
    Warning,
    /// Nothing is published while there is one.
    Error,
}

impl Severity {
    /// The word printed before the code.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The word for people who read a language.
    pub fn word_in(self, language: &str) -> &'static str {
        match (language, self) {
            ("ja", Severity::Note) => "注記",
            ("ja", Severity::Warning) => "警告",
            ("ja", Severity::Error) => "エラー",
            _ => self.word(),
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code with its explanation.
    pub code: &'static Code,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands.
    pub place: Place,
    /// What is wrong: lower case, no full stop, names in backticks.
    pub message: String,
    // The message in English, where it is said in another language.
    english: Option<String>,
    /// What to do: an instruction.
    pub hint: Option<String>,
    /// What to write instead of what stands at the place, where that is known.
    pub repair: Option<Repair>,
    /// Other places that belong to it, each with a few words.
    pub also: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A finding with the severity of its code.
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity,
            place,
            message: message.into(),
            english: None,
            hint: None,
            repair: None,
            also: Vec::new(),
        }
    }

    /// The message in English, whatever language it is said in: what a finding is known by from run to run.
    pub fn english(&self) -> &str {
        self.english.as_deref().unwrap_or(&self.message)
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        let hint = hint.into();
        self.hint = Some(hint.text);
        self.repair = hint.repair;
        self
    }

    /// Adds another place, with a few words on what stands there.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also.push((place, label.into()));
        self
    }
}

/// All findings of a run.
#[derive(Debug, Clone, Default)]
pub struct Report {
    findings: Vec<Diagnostic>,
}

impl Report {
    /// Adds a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// Adds all findings of another report.
    pub fn append(&mut self, other: Report) {
        self.findings.extend(other.findings);
    }

    /// Brings the findings into their order (path, line, column, code) and drops those said twice.
    pub fn sort(&mut self) {
        let key = |finding: &Diagnostic| (finding.place.clone(), finding.code.id, finding.message.clone());
        self.findings.sort_by_cached_key(key);
        self.findings.dedup();
    }

    /// Keeps the findings that fit.
    pub fn retain(&mut self, fits: impl FnMut(&Diagnostic) -> bool) {
        self.findings.retain(fits);
    }

    /// Makes warnings errors; notes stay notes.
    pub fn strict(&mut self) {
        for finding in &mut self.findings {
            if finding.severity == Severity::Warning {
                finding.severity = Severity::Error;
            }
        }
    }

    /// Gives findings another severity by code; `None` drops them.
    pub fn override_severities(&mut self, wanted: &BTreeMap<&'static str, Option<Severity>>) {
        self.findings.retain_mut(|finding| match wanted.get(finding.code.id) {
            Some(Some(severity)) => {
                finding.severity = *severity;
                true
            }
            Some(None) => false,
            None => true,
        });
    }

    /// The findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter()
    }

    /// How many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }
}

#[cfg(test)]
mod tests;
