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
///
/// A copy shares with it what neither of them changes: the files of the last build, with those that an edit made anew, are as many
/// steps as the edit makes files.
#[derive(Debug, Clone, Default)]
pub struct Files {
    // None is empty, and each begins behind the end of the one before it.
    parts: Vec<Arc<Part>>,
}

type Part = Vec<(Arc<str>, Content)>;

// To change one file, as many are copied.
const PART: usize = 32;

impl Files {
    /// Adds a file; a second one with the same path replaces the first.
    pub fn insert(&mut self, path: impl Into<Arc<str>>, content: impl Into<Content>) {
        let (path, content) = (path.into(), content.into());
        let Some(at) = self.part(&path) else {
            self.parts.push(Arc::new(vec![(path, content)]));
            return;
        };
        let part = Arc::make_mut(&mut self.parts[at]);
        match part.binary_search_by(|(known, _)| known.cmp(&path)) {
            Ok(known) => part[known].1 = content,
            Err(between) => part.insert(between, (path, content)),
        }
        if part.len() > 2 * PART {
            let rest = part.split_off(PART);
            self.parts.insert(at + 1, Arc::new(rest));
        }
    }

    /// Adds files.
    pub fn extend(&mut self, files: impl IntoIterator<Item = (impl Into<Arc<str>>, Content)>) {
        files.into_iter().for_each(|(path, content)| self.insert(path, content));
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&Content> {
        let part = &self.parts[self.part(path)?];
        part.binary_search_by(|(known, _)| (**known).cmp(path)).ok().map(|at| &part[at].1)
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Content)> {
        self.parts.iter().flat_map(|part| part.iter()).map(|(path, content)| (&**path, content))
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.len()).sum()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The part in which a path stands or would.
    fn part(&self, path: &str) -> Option<usize> {
        let behind = self.parts.partition_point(|part| part.first().is_some_and(|(first, _)| **first <= *path));
        (!self.parts.is_empty()).then(|| behind.saturating_sub(1))
    }
}

impl<P: Into<Arc<str>>> FromIterator<(P, Content)> for Files {
    fn from_iter<I: IntoIterator<Item = (P, Content)>>(iter: I) -> Self {
        // The last file with a path is the one that stays.
        let mut files: Part = iter.into_iter().map(|(path, content)| (path.into(), content)).collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        files.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
        let mut files = files.into_iter();
        let part = || Some(files.by_ref().take(PART).collect::<Part>()).filter(|part| !part.is_empty()).map(Arc::new);
        Files { parts: std::iter::from_fn(part).collect() }
    }
}

impl PartialEq for Files {
    fn eq(&self, other: &Self) -> bool {
        // Where one is cut says nothing about what it holds.
        self.iter().eq(other.iter())
    }
}

impl Eq for Files {}

/// All sites of a build, by site id, in id order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outputs {
    /// Site id → its files.
    pub sites: BTreeMap<String, Files>,
}
