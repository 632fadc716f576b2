//! Every kind of finding, with what it means and how to mend it.
//!
//! `shirube explain CODE` and the rules page print these records. Sorted by id.

use super::Severity;

/// A kind of finding.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable id, `unknown-key`.
    pub id: &'static str,
    /// How bad it is unless `shirube.yaml` says otherwise.
    pub severity: Severity,
    /// One line: what it means.
    pub summary: &'static str,
    /// What lies behind it and how to mend it.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal $severity:ident $summary:literal, $explanation:literal;)*) => {
        $(
            #[doc = $summary]
            pub const $name: Code = Code { id: $id, severity: Severity::$severity, summary: $summary, explanation: $explanation };
        )*
        /// All codes, sorted by id.
        pub const ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    AUDIENCE_UNKNOWN = "audience-unknown" Error "A label names no audience of this site.",
        "Labels are written exactly as in `audiences` of shirube.yaml: same letters, same case, half-width. A label that is misspelt, empty or a number never falls back to a default, because a wrong default could publish what is internal.";
    DUPLICATE_ADDRESS = "duplicate-address" Error "Two sources would become the same page.",
        "An address belongs to one source. `x.md` and `x/index.md` share one, and so do names that differ only in case or in Unicode form. Rename one of them.";
    DUPLICATE_ID = "duplicate-id" Error "The same id is used twice.",
        "Ids name one thing. Rename one of the two and the places that refer to it.";
    DUPLICATE_KEY = "duplicate-key" Error "A key stands twice in the same mapping.",
        "YAML would silently keep one of the two values. Remove or rename one of them.";
    DUPLICATE_VALUE = "duplicate-value" Error "The same figure is given twice.",
        "A month may be spread over several files, but a value for one metric, part, slice and month stands once. Remove one of the two.";
    FIGURE_SYNTAX = "figure-syntax" Error "A figure in the text is not written as it should be.",
        "A figure in running text is `{{ metric }}`, with `segment=…`, `role=…` or `team=…`, `at=2026-09`, and one of the words `change` and `target` where they are wanted: `{{ nrr segment=tier1 at=2026-09 change }}`.";
    FILE_UNREADABLE = "file-unreadable" Error "A file or folder cannot be read.",
        "The operating system refused. Check the permissions and that the file is not open elsewhere.";
    FOOTNOTE_UNUSED = "footnote-unused" Warning "A footnote is never referred to.",
        "Nothing on the page leads to it, so no reader would see it.";
    HTML_REMOVED = "html-removed" Warning "Raw HTML that may not stand on a page was left out.",
        "Raw HTML is cleaned for every audience: scripts, handlers, frames, forms and styles are left out.";
    INVALID_UTF8 = "invalid-utf8" Error "A text file is not UTF-8.",
        "Save the file as UTF-8 (in a spreadsheet or an older editor: choose “UTF-8” when saving, not Shift_JIS).";
    INVALID_VALUE = "invalid-value" Error "A value has the right type but makes no sense here.",
        "The message says which values are possible.";
    INVALID_YAML = "invalid-yaml" Error "A file is not valid YAML.",
        "Often a missing space after a colon, a tab used for indentation, or a quotation mark that is not closed. The place shown is where reading stopped.";
    MISSING_FILE = "missing-file" Error "A file that is needed is not there.",
        "The message says which one and what it should hold.";
    MISSING_KEY = "missing-key" Error "A key that is needed is not there.",
        "Add the key; the message says where.";
    NO_FRONT_MATTER = "no-front-matter" Error "A page does not begin with front matter.",
        "A page begins with a line of three hyphens, YAML with at least `title` and `status`, and another line of three hyphens.";
    PASSAGE_AUDIENCE = "passage-audience" Error "A passage is for an audience that is not narrower than its page.",
        "A passage `> [!INTERNAL]` hides a part of a page from wider audiences. For the page's own audience, or a wider one, it would hide nothing and mislead.";
    PASSAGE_UNKNOWN = "passage-unknown" Error "A block quote opens with a word nobody knows.",
        "`> [!WORD]` opens a callout (NOTE, TIP, IMPORTANT, WARNING, CAUTION) or a passage for an audience. A misspelt audience must not print an internal passage, so anything else is an error.";
    TOP_HEADING = "top-heading" Warning "A `#` heading stands in the text.",
        "The title in the front matter is the page's only heading of the first level; a second one confuses readers who listen.";
    UNKNOWN_ID = "unknown-id" Error "An id refers to nothing.",
        "Correct the id, or declare what it should refer to. Ids are compared exactly.";
    UNKNOWN_KEY = "unknown-key" Error "A key is not known here.",
        "Keys are written exactly as in the reference. Keys of your own go under `extra` in front matter.";
    UNSAFE_ADDRESS = "unsafe-address" Error "An address in a link or picture could run a program.",
        "Addresses like `javascript:` or `data:` are refused for every audience.";
    WIDER_TRANSLATION = "wider-translation" Error "A translation is meant for more readers than its original.",
        "What the original keeps inside, a translation must not let out. Only a narrower `audience` may stand in a translation.";
    WRONG_TYPE = "wrong-type" Error "A value is of another type than expected.",
        "The message says what is expected: a text, a number, a list, a mapping, a month (`2026-10`) or a date (`2026-10-31`).";
    YAML_FEATURE = "yaml-feature" Error "A YAML feature that data files here do not use.",
        "Anchors (`&a`), aliases (`*a`), tags (`!x`) and several documents in one file make a file hard to check and to review, so they are refused. Write the value out.";
}

/// The record of a code.
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id == id)
}
