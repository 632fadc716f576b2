//! Who may see something: a position in the site's ordered list, widest first.

use std::sync::Arc;

/// A position in the list of audiences. Greater is narrower.
///
/// ```
/// # use shirube::model::Audience;
/// let (public, internal) = (Audience(0), Audience(1));
/// assert!(internal.sees(public));
/// assert!(!public.sees(internal));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Audience(pub u8);

impl Audience {
    /// The widest audience there is.
    pub const WIDEST: Audience = Audience(0);

    /// Whether a reader of this audience may see something meant for `other`.
    pub fn sees(self, other: Audience) -> bool {
        other <= self
    }

    /// The narrower of two: what is derived from both may be seen only by it.
    pub fn narrower(self, other: Audience) -> Audience {
        self.max(other)
    }
}

/// The ids of all audiences, widest first. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audiences(Arc<[Arc<str>]>);

impl Audiences {
    /// Takes the ids, widest first; `None` if there is none or more than 255.
    pub fn new(ids: Vec<Arc<str>>) -> Option<Self> {
        (!ids.is_empty() && ids.len() < 256).then(|| Audiences(ids.into()))
    }

    /// The narrowest: what says nothing is for it.
    pub fn narrowest(&self) -> Audience {
        Audience((self.0.len() - 1) as u8)
    }

    /// The audience with exactly this id.
    pub fn find(&self, id: &str) -> Option<Audience> {
        self.0.iter().position(|known| &**known == id).map(|index| Audience(index as u8))
    }

    /// The id of an audience.
    pub fn id(&self, audience: Audience) -> &str {
        self.0.get(audience.0 as usize).map_or("", |id| id)
    }

    /// All ids, widest first.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|id| &**id)
    }
}
