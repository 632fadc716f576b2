//! The files that pages show or hand out: read when a page first uses them, and copied if any does.

mod smaller;

use super::prose::copied;
use super::theme::Asset;
use crate::diag::{Diagnostic, Report, codes};
use crate::model::{Place, SourcePath};
use crate::output::{Content, Files};
use crate::site::Site;
use crate::world::World;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

const HINT: &str = "clean it (a PDF: `exiftool -all= x.pdf`, then `qpdf --linearize x.pdf clean.pdf`), or, if its readers may know \
    all of that, confirm it with `shirube check --write-baseline`";

/// The width and height of a picture; `None` for a file that is none.
pub type Size = Option<(u32, u32)>;

/// In which sizes pictures are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sizes {
    /// As they are: the preview waits for nothing.
    Own,
    /// In smaller ones too.
    Several,
}

/// The files that the pages of one site use.
pub struct Pictures<'w> {
    world: &'w dyn World,
    sizes: Sizes,
    known: RwLock<BTreeMap<SourcePath, Arc<Known>>>,
}

struct Known {
    size: Size,
    bytes: Option<Arc<[u8]>>,
    // Made when a page first shows the picture, once however many threads ask.
    copies: OnceLock<Vec<(usize, Asset)>>,
}

impl<'w> Pictures<'w> {
    /// None yet.
    pub fn new(world: &'w dyn World, sizes: Sizes) -> Self {
        Pictures { world, sizes, known: RwLock::default() }
    }

    /// The size of a picture that a page uses.
    pub(super) fn size(&self, path: &SourcePath) -> Size {
        self.known(path).size
    }

    fn known(&self, path: &SourcePath) -> Arc<Known> {
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return Arc::clone(known);
        }
        // One that is not there was reported with the link to it.
        let bytes = self.world.read(path).ok().flatten();
        let size = bytes.as_deref().and_then(|bytes| imagesize::blob_size(bytes).ok());
        let size = size.map(|size| (size.width as u32, size.height as u32));
        let known = Arc::new(Known { size, bytes, copies: OnceLock::new() });
        let mut all = self.known.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(all.entry(path.clone()).or_insert(known))
    }

    /// What a page says of the copies of a picture: width and file, the narrowest first. Not asked where there are none.
    pub(super) fn copies<T>(&self, path: &SourcePath, say: impl FnOnce(&[(usize, Asset)]) -> T) -> Option<T> {
        if self.sizes == Sizes::Own {
            return None;
        }
        let known = self.known(path);
        let bytes = known.bytes.as_ref()?;
        let copies = known.copies.get_or_init(|| copies(path, bytes));
        (!copies.is_empty()).then(|| say(copies))
    }

    /// Adds what was used to the files of the site, and tells what a file says beside what its readers see.
    pub fn copy(self, site: &Site<'_>, files: &mut Files, report: &mut Report) {
        for (path, known) in self.known.into_inner().unwrap_or_else(PoisonError::into_inner) {
            for (_, asset) in known.copies.get().into_iter().flatten() {
                files.insert(asset.path.clone(), Content::Whole(Arc::clone(&asset.bytes)));
            }
            if let Some(bytes) = &known.bytes {
                if let Some(said) = site.beside(&path, bytes) {
                    let finding = Diagnostic::new(&codes::FILE_SAYS_MORE, Place::file(path.clone()), said);
                    report.push(finding.hint(HINT));
                }
                let bytes = site.copied(&path, bytes);
                files.insert(copied(&path).trim_start_matches('/'), Content::Whole(bytes));
            }
        }
    }
}

/// A picture in the sizes that screens need, at addresses that change with it. They say nothing beside it, on any site.
fn copies(path: &SourcePath, bytes: &Arc<[u8]>) -> Vec<(usize, Asset)> {
    let plain = crate::site::plain_picture(path.file_name(), bytes);
    let hash = blake3::hash(&plain).to_hex();
    let asset = |copy: smaller::Copy| {
        let path = format!("assets/picture.{}.{}.webp", &hash[..10], copy.width);
        (copy.width, Asset { path, bytes: copy.bytes.into() })
    };
    smaller::copies(&plain).into_iter().map(asset).collect()
}

/// The files one page uses, each with the size that was printed. Copies of a context share it.
#[derive(Debug, Clone, Default)]
pub struct Used(Rc<RefCell<BTreeMap<SourcePath, Size>>>);

impl Used {
    /// The size of a picture, noted as used.
    pub(super) fn size(&self, pictures: &Pictures<'_>, path: &SourcePath) -> Size {
        let size = pictures.size(path);
        self.0.borrow_mut().insert(path.clone(), size);
        size
    }

    /// What was used.
    pub(super) fn files(&self) -> Box<[(SourcePath, Size)]> {
        self.0.borrow().iter().map(|(path, size)| (path.clone(), *size)).collect()
    }
}
