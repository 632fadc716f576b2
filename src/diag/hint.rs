//! What to do about a finding: words for people, and where it is known, the text that mends it.

use std::fmt;

/// What to write instead of what stands at the place of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The text.
    pub text: String,
    /// Whether nothing else can have been meant, so that it may be written without asking anybody.
    pub sure: bool,
}

/// An instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The words: lower case, no full stop, names in backticks.
    pub text: String,
    /// The text that mends it.
    pub repair: Option<Repair>,
}

impl Hint {
    /// "write `…`", the text that mends it, for somebody to decide.
    pub fn write(text: impl Into<String>) -> Self {
        let text = text.into();
        Hint { text: format!("write `{text}`"), repair: Some(Repair { text, sure: false }) }
    }

    /// Adds the text that mends it, for somebody to decide.
    #[must_use]
    pub fn repair(mut self, text: impl Into<String>) -> Self {
        self.repair = Some(Repair { text: text.into(), sure: false });
        self
    }

    /// The same where nothing else can have been meant.
    #[must_use]
    pub fn sure(mut self) -> Self {
        self.repair.iter_mut().for_each(|repair| repair.sure = true);
        self
    }

    /// The same where somebody must decide: a wrong guess could publish what is internal.
    #[must_use]
    pub fn unsure(mut self) -> Self {
        self.repair.iter_mut().for_each(|repair| repair.sure = false);
        self
    }
}

impl From<&str> for Hint {
    fn from(text: &str) -> Self {
        Hint { text: text.to_owned(), repair: None }
    }
}

impl From<String> for Hint {
    fn from(text: String) -> Self {
        Hint { text, repair: None }
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
