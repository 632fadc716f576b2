//! Which characters are Chinese, Japanese or Korean, and which are punctuation.
//!
//! Used for emphasis next to Japanese punctuation and for line breaks inside a Japanese
//! sentence. Coarse ranges are enough: blocks are never split between the two questions.

/// Whether a character counts as CJK for emphasis: letters, full-width forms and punctuation
/// of Chinese, Japanese and Korean; emoji do not count.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(
        u32::from(c),
        0x1100..=0x11FF
            | 0x20A9
            | 0x2329..=0x232A
            | 0x2E80..=0x2FFF
            | 0x3001..=0xA4CF
            | 0xA960..=0xA97F
            | 0xAC00..=0xD7FF
            | 0xF900..=0xFAFF
            | 0xFE10..=0xFE1F
            | 0xFE30..=0xFE6F
            | 0xFF01..=0xFFEE
            | 0x1AFF0..=0x1B2FF
            | 0x1F200..=0x1F2FF
            | 0x20000..=0x3FFFF
    )
}

/// Whether a character is punctuation or a symbol, by what it is not. A delimiter run is held
/// back by these, so the answer has to be that of the Markdown parser for every character that
/// can stand next to a run in practice.
pub(super) fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && !is_mark(c) && !is_private(c)
}

/// Whether a line break between two characters is only how the source was wrapped: between
/// two Japanese or Chinese characters nothing is printed. Korean puts spaces between words.
pub(super) fn joins(before: char, after: char) -> bool {
    match (is_wide(before), is_wide(after)) {
        (true, true) => true,
        (true, false) => is_ambiguous(after),
        (false, true) => is_ambiguous(before),
        (false, false) => false,
    }
}

fn is_wide(c: char) -> bool {
    is_cjk(c)
        && !matches!(u32::from(c), 0x1100..=0x11FF | 0x20A9 | 0x3131..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC)
}

/// Characters that are as wide as their neighbours: quotes, dashes, dots, arrows, circled
/// figures. The mark of a figure is one of them: 「101.6%」 stands in a Japanese sentence
/// without spaces around it.
fn is_ambiguous(c: char) -> bool {
    matches!(
        u32::from(c),
        0x2014..=0x2015 | 0x2018..=0x201D | 0x2025..=0x2026 | 0x203B | 0x2190..=0x21FF | 0x2460..=0x24FF | 0x25A0..=0x26FF | 0xFFFC
    )
}

/// Accents, Japanese voicing marks, variation selectors and joiners: they belong to the
/// character before them.
fn is_mark(c: char) -> bool {
    is_variation(c)
        || matches!(u32::from(c), 0x300..=0x36F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x20D0..=0x20FF | 0x302A..=0x302F | 0x3099..=0x309A | 0xFE20..=0xFE2F | 0xFEFF)
}

/// Whether a character only chooses the form of the one before it.
pub(super) fn is_variation(c: char) -> bool {
    matches!(u32::from(c), 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

/// Whether a character has no meaning but the one its users agree on.
pub(super) fn is_private(c: char) -> bool {
    matches!(u32::from(c), 0xE000..=0xF8FF | 0xF0000..=0x10FFFF)
}
