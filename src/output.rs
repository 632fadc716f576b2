//! What a build makes: path → bytes, sorted.
//!
//! The only way out of the pure part. `publish` writes it, `serve` serves it from memory. Same world, same bytes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// One file of the output.
///
/// Pages share their pieces (header, footer); they are joined only when read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Bytes of one piece.
    Whole(Arc<[u8]>),
    /// Pieces in order, to be joined.
    Pieces(Vec<Arc<[u8]>>),
    /// A [`Sink`] has laid it where it belongs, and only its length is still known.
    Laid(usize),
    /// Bytes that are made when somebody wants them.
    Later(Later),
}

/// Bytes that take long to make, and may never be wanted: those of a check are not, and those that the last build made are still there.
///
/// The file that holds them is named after their digest, so that a file of that name holds nothing else.
#[derive(Clone)]
pub struct Later {
    digest: blake3::Hash,
    made: Arc<OnceLock<Arc<[u8]>>>,
    make: Arc<dyn Fn() -> Vec<u8> + Send + Sync>,
}

impl Later {
    /// What `make` gives; `digest` is one of all that it depends on.
    pub fn new(digest: blake3::Hash, make: impl Fn() -> Vec<u8> + Send + Sync + 'static) -> Self {
        Later { digest, made: Arc::default(), make: Arc::new(make) }
    }

    /// Makes the bytes, and keeps them not.
    pub fn make(&self) -> Vec<u8> {
        self.made.get().map_or_else(|| (self.make)(), |made| made.to_vec())
    }

    fn get(&self) -> &Arc<[u8]> {
        self.made.get_or_init(|| (self.make)().into())
    }
}

impl PartialEq for Later {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Eq for Later {}

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Later").field(&self.digest).finish()
    }
}

/// Takes pages as they are made, so that nobody has to hold them all.
pub trait Sink: Sync {
    /// Takes a file of a site.
    fn lay(&self, site: &str, path: &str, bytes: Vec<u8>) -> Content;

    /// A file as the last build laid it, for what is named after all that it is made of; `None` if it laid none.
    fn earlier(&self, site: &str, path: &str) -> Option<Vec<u8>> {
        let _ = (site, path);
        None
    }
}

impl Content {
    /// The length in bytes.
    pub fn len(&self) -> usize {
        match self {
            Content::Whole(bytes) => bytes.len(),
            Content::Pieces(pieces) => pieces.iter().map(|piece| piece.len()).sum(),
            Content::Laid(length) => *length,
            Content::Later(later) => later.get().len(),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The pieces in order; one for a whole, none for what is laid elsewhere.
    pub fn pieces(&self) -> &[Arc<[u8]>] {
        match self {
            Content::Whole(bytes) => std::slice::from_ref(bytes),
            Content::Pieces(pieces) => pieces,
            Content::Laid(_) => &[],
            Content::Later(later) => std::slice::from_ref(later.get()),
        }
    }

    /// All bytes joined; none of what is laid elsewhere.
    pub fn bytes(&self) -> Arc<[u8]> {
        match self {
            Content::Whole(bytes) => Arc::clone(bytes),
            Content::Pieces(pieces) => pieces.concat().into(),
            Content::Laid(_) => Arc::new([]),
            Content::Later(later) => Arc::clone(later.get()),
        }
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Content::Whole(text.into_bytes().into())
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Content::Whole(bytes.into())
    }
}

/// The files of one site, by path relative to the site's root (`playbooks/x/index.html`), sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<Arc<str>, Content>);

impl Files {
    /// Adds a file; a second one with the same path replaces the first.
    pub fn insert(&mut self, path: impl Into<Arc<str>>, content: impl Into<Content>) {
        self.0.insert(path.into(), content.into());
    }

    /// Adds files.
    pub fn extend(&mut self, files: impl IntoIterator<Item = (impl Into<Arc<str>>, Content)>) {
        self.0.extend(files.into_iter().map(|(path, content)| (path.into(), content)));
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&Content> {
        self.0.get(path)
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Content)> {
        self.0.iter().map(|(path, content)| (&**path, content))
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<P: Into<Arc<str>>> FromIterator<(P, Content)> for Files {
    fn from_iter<I: IntoIterator<Item = (P, Content)>>(iter: I) -> Self {
        Files(iter.into_iter().map(|(path, content)| (path.into(), content)).collect())
    }
}

/// All sites of a build, by site id, in id order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outputs {
    /// Site id → its files.
    pub sites: BTreeMap<String, Files>,
}
