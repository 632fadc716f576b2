//! One description per file format: it drives the decoder, "did you mean", the JSON Schema and the reference pages.

/// A key of a mapping.
#[derive(Debug)]
pub struct Field {
    /// The key as written.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// Whether the label of the mapping it stands in covers it; everything else stays with the narrowest audience.
    pub covered: bool,
    /// What it means, in Japanese.
    pub ja: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

impl Field {
    /// A key that may be left out.
    pub const fn new(name: &'static str, shape: Shape, ja: &'static str, en: &'static str) -> Self {
        Field { name, shape, required: false, covered: false, ja, en }
    }

    /// A key that must be there.
    pub const fn required(name: &'static str, shape: Shape, ja: &'static str, en: &'static str) -> Self {
        Field { name, shape, required: true, covered: false, ja, en }
    }

    /// The same key, seen by whoever the label beside it names.
    #[must_use]
    pub const fn covered(mut self) -> Self {
        self.covered = true;
        self
    }
}

/// All keys of a mapping.
#[derive(Debug)]
pub struct Fields {
    /// What the mapping is called in messages: "a metric".
    pub name: &'static str,
    /// Its keys.
    pub fields: &'static [Field],
    /// Keys it shares with others.
    pub base: Option<&'static Fields>,
}

impl Fields {
    /// A mapping with these keys.
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Fields { name, fields, base: None }
    }

    /// A mapping with these keys beside those of another.
    pub const fn over(base: &'static Fields, name: &'static str, fields: &'static [Field]) -> Self {
        Fields { name, fields, base: Some(base) }
    }

    /// The description of a key.
    pub fn find(&self, name: &str) -> Option<&'static Field> {
        self.all().find(|field| field.name == name)
    }

    /// All keys, its own first.
    pub fn all(&self) -> impl Iterator<Item = &'static Field> + Clone {
        let base: &'static [Field] = self.base.map_or(&[], |base| base.fields);
        self.fields.iter().chain(base)
    }
}

/// What a value looks like.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A text.
    Text,
    /// A text, or a mapping from language to text.
    Localised,
    /// An exact decimal number; `_` may group digits.
    Number,
    /// `true` or `false`.
    Bool,
    /// `2026-10-31`.
    Date,
    /// `2026-10`.
    Month,
    /// `2026-04..2027-03`, or one month.
    Months,
    /// `2026-10`, `FY2026-Q3` or `FY2026`.
    Period,
    /// The id of an audience.
    Audience,
    /// An id of something (`metric`, `segment`, `role`, …), for completion and suggestions.
    Id(&'static str),
    /// A formula or condition over metrics.
    Formula,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A list of such values.
    List(&'static Shape),
    /// A mapping from free keys to such values.
    Map(&'static Shape),
    /// A mapping with these keys.
    Object(&'static Fields),
    /// Either of two.
    Either(&'static Shape, &'static Shape),
    /// Anything.
    Any,
}
