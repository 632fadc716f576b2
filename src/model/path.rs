//! Where something was written, and where it is read: two types that must not be confused.

use std::fmt;
use std::sync::Arc;

/// A file below the root of a source tree, with `/` between its parts: `data/metrics.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Takes a path relative to the root, with `/` between its parts.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        SourcePath(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it lies in, `""` for the root.
    pub fn folder(&self) -> &str {
        memchr::memrchr(b'/', self.0.as_bytes()).map_or("", |end| &self.0[..end])
    }

    /// Whether it lies in a folder or in one of its folders; everything lies in `""`, the root.
    pub fn is_below(&self, folder: &str) -> bool {
        folder.is_empty() || self.0.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        memchr::memrchr(b'/', self.0.as_bytes()).map_or(&self.0, |end| &self.0[end + 1..])
    }

    /// The file that `relative` names, seen from this file's folder; `None` if it leaves the root.
    ///
    /// ```
    /// # use shirube::model::SourcePath;
    /// let guide = SourcePath::new("content/playbooks/a.md");
    /// assert_eq!(guide.resolve("../stories/b.md").unwrap().as_str(), "content/stories/b.md");
    /// assert!(guide.resolve("../../../etc").is_none());
    /// ```
    pub fn resolve(&self, relative: &str) -> Option<SourcePath> {
        // Links are resolved by the hundred thousand: a path is walked by its bytes, and the folder, which is one already, is not.
        let folder = if relative.starts_with('/') { "" } else { self.folder() };
        let mut path = String::with_capacity(folder.len() + 1 + relative.len());
        path.push_str(folder);
        let mut rest = relative;
        while !rest.is_empty() {
            let end = memchr::memchr(b'/', rest.as_bytes()).unwrap_or(rest.len());
            match &rest[..end] {
                "" | "." => {}
                ".." if path.is_empty() => return None,
                ".." => path.truncate(memchr::memrchr(b'/', path.as_bytes()).unwrap_or(0)),
                name => {
                    if !path.is_empty() {
                        path.push('/');
                    }
                    path.push_str(name);
                }
            }
            rest = rest.get(end + 1..).unwrap_or_default();
        }
        Some(SourcePath::new(path))
    }

    /// How a file is named, seen from this file's folder.
    ///
    /// ```
    /// # use shirube::model::SourcePath;
    /// let guide = SourcePath::new("content/playbooks/a.md");
    /// assert_eq!(guide.relative(&SourcePath::new("content/stories/b.md")), "../stories/b.md");
    /// assert_eq!(guide.relative(&SourcePath::new("content/playbooks/c.md")), "c.md");
    /// ```
    pub fn relative(&self, other: &SourcePath) -> String {
        let parts = |folder: &'_ str| folder.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let (from, to) = (parts(self.folder()), parts(other.folder()));
        let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        let up = from[shared..].iter().map(|_| "..");
        let down = to[shared..].iter().map(String::as_str);
        up.chain(down).chain([other.file_name()]).collect::<Vec<_>>().join("/")
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of a page below a site's root: `/playbooks/first-30-days/`. Not percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Arc<str>);

impl UrlPath {
    /// Takes an address that begins with `/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        UrlPath(path.into())
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many folders below the root the page lies: 0 for `/`, 2 for `/playbooks/a/`.
    pub fn depth(&self) -> usize {
        self.0.split('/').filter(|part| !part.is_empty()).count() - usize::from(!self.0.ends_with('/'))
    }

    /// The file that holds the page: `playbooks/a/index.html`.
    pub fn file(&self) -> String {
        let path = self.0.trim_start_matches('/');
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
