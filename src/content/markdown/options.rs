//! What the parser must be told: the words it prints and the names it knows.

use crate::model::{Language, Phrase};

/// How one page is to be read. All fields are borrowed, so it costs nothing to make.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Info words of fenced code that is a block with a YAML body (`chart`, `cards`, …).
    pub blocks: &'a [&'a str],
    /// The audiences whose `[!WORD]` passages may occur, in the site file's order.
    pub audiences: &'a [AudienceWord<'a>],
    /// The words printed by the parser itself, in the page's language.
    pub words: &'a Words<'a>,
    /// Ids that the frame of the page uses; no heading gets one of them.
    pub reserved_ids: &'a [&'a str],
    /// Whether code is coloured.
    pub highlight: bool,
    /// Whether the plain text is kept: what nobody searches need not be held.
    pub plain: bool,
    /// Whether the sections of the page will be printed apart from one another, as those of
    /// a review are. Raw HTML is then closed at the end of each section.
    pub apart: bool,
}

/// An audience as the parser needs it.
#[derive(Debug, Clone, Copy)]
pub struct AudienceWord<'a> {
    /// Its id; in capitals it is the word of its passages (`internal` → `[!INTERNAL]`).
    pub id: &'a str,
    /// The label that a passage for it carries, in the page's language (`社内限り`).
    pub label: &'a str,
}

/// The words that the parser prints, in one language.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// Over `[!NOTE]`.
    pub note: &'a str,
    /// Over `[!TIP]`.
    pub tip: &'a str,
    /// Over `[!IMPORTANT]`.
    pub important: &'a str,
    /// Over `[!WARNING]`.
    pub warning: &'a str,
    /// Over `[!CAUTION]`.
    pub caution: &'a str,
    /// The name of the section with the footnotes.
    pub footnotes: &'a str,
    /// What the link from a footnote back to the text is called.
    pub back: &'a str,
    /// What a wide table is called, which a reader with a keyboard can scroll.
    pub table: &'a str,
}

impl<'a> Words<'a> {
    /// The words of a language.
    pub fn of(language: &'a Language) -> Self {
        Words {
            note: language.say(Phrase::Note),
            tip: language.say(Phrase::Tip),
            important: language.say(Phrase::Important),
            warning: language.say(Phrase::Warning),
            caution: language.say(Phrase::Caution),
            footnotes: language.say(Phrase::Footnotes),
            back: language.say(Phrase::FootnoteBack),
            table: language.say(Phrase::WideTable),
        }
    }
}
