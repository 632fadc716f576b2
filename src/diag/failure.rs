//! What the machine refused: disk full, port taken. Not a finding about the sources, and never in a [`super::Report`].

use std::fmt;
use std::io;

/// Why something could not be done on this machine, with the path and the intention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// A failure in our own words: lower case, no full stop.
    pub fn new(message: impl Into<String>) -> Self {
        Failure { message: message.into(), hint: None }
    }

    /// What was intended (`write `a.html``), and what the system said.
    pub fn io(intention: impl fmt::Display, error: &io::Error) -> Self {
        Failure::new(format!("cannot {intention}: {}", system_words(error)))
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The system's words without its number, in the form of a message: lower case, no full stop.
pub fn system_words(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or_default();
    words.trim_end_matches('.').to_lowercase()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "\n  hint: {hint}"))
    }
}

impl std::error::Error for Failure {}
